// Who is told by mail, and how they switch it: an instance of its own, whose mail becomes files.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { BUILD, run, startInstance } from '../lib/instance.mjs';
import { Client, csrfOf, forms } from '../lib/client.mjs';
import { addOrganisation, addPerson, deskPage, openTicket, PASSWORD, press, unique } from './people.mjs';

const docket = await startInstance({ settings: { 'mail.gather_seconds': '0' } });
after(() => docket.stop());

/* Header fields, unfolded, and the decoded texts of a message as it was sent. */
function parse(raw) {
	const [head, ...rest] = raw.split('\r\n\r\n');
	const headers = {};
	for (const [, name, value] of head.replace(/\r\n[ \t]+/g, ' ').matchAll(/^([\w-]+): (.*)$/gm)) headers[name.toLowerCase()] = value;
	const boundary = head.match(/boundary="([^"]+)"/)?.[1];
	const texts = {};
	for (const part of rest.join('\r\n\r\n').split(`--${boundary}`)) {
		const [top, ...body] = part.split('\r\n\r\n');
		const type = top.match(/Content-Type: text\/(\w+)/i)?.[1];
		if (!type) continue;
		let text = body.join('\r\n\r\n');
		if (/base64/i.test(top)) text = Buffer.from(text, 'base64').toString('utf8');
		else if (/quoted-printable/i.test(top)) text = Buffer.from(text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8');
		texts[type] = text.replace(/\r\n/g, '\n');
	}
	const subject = (headers.subject ?? '').replace(/=\?utf-8\?(q|b)\?([^?]*)\?=\s*/gi, (_, how, text) => (how.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : Buffer.from(text.replace(/_/g, ' ').replace(/=([0-9A-F]{2})/gi, (__, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1')).toString('utf8'));
	return { headers, subject, text: texts.plain, html: texts.html, to: headers.to?.match(/<?([^<> ]+@[^<> ]+)>?$/)?.[1] };
}

const folder = path.join(docket.home, 'mail');
const letters = () => readdirSync(folder).filter((name) => name.endsWith('.eml')).sort().map((name) => parse(readFileSync(path.join(folder, name), 'latin1')));

/* Waits until nothing is on its way any more, then gives what fits. */
async function mails(fits = () => true) {
	for (let i = 0; i < 200; i++) {
		const [row] = await docket.sql("SELECT COUNT(*) AS n FROM mail_out WHERE state IN ('waiting', 'sending')");
		if (row.n === '0') return letters().filter(fits);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error(`mail stays in the queue: ${JSON.stringify(await docket.sql('SELECT kind, state, error, address FROM mail_out'))}`);
}

const pathOf = (link) => new URL(link).pathname;
const about = (number) => (mail) => mail.subject.startsWith(`[${number}]`);
const both = (mail) => `${mail.text}\n${mail.html}`;

async function people() {
	const organisation = await addOrganisation(docket);
	return { organisation, kari: await addPerson(docket, { organisation, name: unique('Kari') }), per: await addPerson(docket, { organisation, name: unique('Per') }), anna: await addPerson(docket, { role: 'agent', name: unique('Anna') }) };
}

test('a request is acknowledged to its client, and told to staff', async () => {
	const { kari, anna } = await people();
	const number = await openTicket(kari, { subject: 'Blank & <b>bold</b> receipts', happened: 'It prints <i>nothing</i>.' });
	const told = await mails(about(number));
	const mine = told.filter((mail) => mail.to === kari.email);
	assert.equal(mine.length, 1);
	assert.match(mine[0].text, new RegExp(`registered as ${number}`));
	assert.match(mine[0].text, /What happens next/);
	assert.match(mine[0].text, /It prints <i>nothing<\/i>\./);
	assert.match(mine[0].html, /It prints &lt;i&gt;nothing&lt;\/i&gt;\./);
	assert.match(mine[0].html, /Blank &amp; &lt;b&gt;bold&lt;\/b&gt; receipts/);
	assert.equal(mine[0].headers['auto-submitted'], 'auto-replied');
	assert.match(mine[0].headers['reply-to'], new RegExp(`\\+${number.slice(1)}\\.`));
	assert.ok(told.some((mail) => mail.to === anna.email && mail.text.includes(`${number} is new`)));
});

test('all mail about a request is one thread, and each answers the one before', async () => {
	const { kari, anna } = await people();
	const number = await openTicket(kari);
	await mails();
	assert.equal((await press(anna, await deskPage(anna, number), 'reply', { body: 'Turn it *off* and on.' })).status, 303);
	const mine = (await mails(about(number))).filter((mail) => mail.to === kari.email);
	assert.equal(mine.length, 2);
	const [first, second] = mine;
	const root = first.headers.references.match(/<[^>]+>/)[0];
	assert.ok(second.headers.references.startsWith(root));
	assert.equal(second.headers['in-reply-to'], first.headers['message-id']);
	assert.equal(first.headers['list-id'], second.headers['list-id']);
	assert.match(second.text, /Turn it off and on\./);
	assert.match(second.html, /Turn it <em>off<\/em> and on\./);
	assert.match(both(second), /Responsible: /);
	assert.match(second.text, new RegExp(`${docket.url}/t/${number}\\b`));
	assert.ok(!(await mails(about(number))).some((mail) => mail.to === anna.email && mail.text.includes('Turn it')), 'nobody is told of their own change');
});

test('an internal note reaches no client', async () => {
	const { kari, per, anna } = await people();
	const number = await openTicket(kari);
	await per.post(`/t/${number}/follow`, { on: 1, csrf: await per.csrf('/account') });
	await mails();
	assert.equal((await press(anna, await deskPage(anna, number), 'reply', { body: 'Between us: zebra', kind: 'note' })).status, 303);
	const told = (await mails(about(number))).filter((mail) => both(mail).includes('zebra'));
	assert.ok(told.length > 0, 'staff are told');
	for (const mail of told) assert.match(mail.to, /@(?!.*kari)/);
	assert.ok(!told.some((mail) => [kari.email, per.email].includes(mail.to)));
});

test('the closing mail carries the solution and a link to rate without signing in', async () => {
	const { kari, anna } = await people();
	const number = await openTicket(kari);
	assert.equal((await press(anna, await deskPage(anna, number), 'solve', { body: 'The old driver is back.', audience: 'participants' })).status, 303);
	const mine = (await mails(about(number))).filter((mail) => mail.to === kari.email && mail.text.includes('is finished'));
	assert.equal(mine.length, 1);
	assert.match(mine[0].text, /Solution · /);
	assert.match(both(mine[0]), /The old driver is back\./);
	assert.match(mine[0].text, /Status: New → Solved/);
	const link = pathOf(mine[0].text.match(/http\S+\/rate\/\S+/)[0]);
	const visitor = new Client(docket.url);
	const page = await visitor.get(link);
	assert.equal(page.status, 200);
	assert.match(page.text, new RegExp(number));
	const answer = await visitor.post(link, { ...forms(page.text).find((form) => form.action === link).values, rating: 4, comment: 'Quick' }, { headers: { Origin: docket.url } });
	assert.equal(answer.status, 200);
	assert.match(answer.text, /Thank you for your rating/);
	assert.deepEqual(await docket.sql(`SELECT rating, rating_comment FROM ticket WHERE id = ${number.slice(1)}`), [{ rating: '4', rating_comment: 'Quick' }]);
	assert.equal((await visitor.get(link.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).status, 404);
	const other = (await mails(about(number))).filter((mail) => mail.to !== kari.email);
	assert.ok(!other.some((mail) => both(mail).includes('/rate/')), 'only the contact rates');
});

test('changes within a while become one message', async () => {
	const { kari, anna } = await people();
	const number = await openTicket(kari);
	await mails();
	// The while is nothing here: the first change is made to wait.
	await docket.sql("CREATE TRIGGER mail_waits BEFORE INSERT ON mail_out FOR EACH ROW SET NEW.due_at = NOW(6) + INTERVAL 1 HOUR");
	try {
		assert.equal((await press(anna, await deskPage(anna, number), 'take', {})).status, 303);
		for (const body of ['First word', 'Second word']) assert.equal((await press(anna, await deskPage(anna, number), 'reply', { body })).status, 303);
	} finally {
		await docket.sql('DROP TRIGGER mail_waits');
	}
	await docket.sql("UPDATE mail_out SET due_at = NOW(6) WHERE state = 'waiting'");
	const news = (await mails(about(number))).filter((mail) => mail.to === kari.email && mail.text.includes('there is news on'));
	assert.equal(news.length, 1);
	for (const words of ['First word', 'Second word', 'Status: New → Accepted', `Responsible: ${anna.name}`]) assert.ok(both(news[0]).includes(words), words);
});

test('one click ends the mail, without session or token; the page gives it back', async () => {
	const { kari, anna } = await people();
	const number = await openTicket(kari);
	const [mail] = (await mails(about(number))).filter((one) => one.to === kari.email);
	const link = pathOf(mail.text.match(/http\S+\/stop\/\S+/)[0]);
	const robot = new Client(docket.url);
	const shown = await robot.get(link);
	assert.equal(shown.status, 200);
	assert.match(shown.text, new RegExp(kari.email));
	assert.equal((await docket.sql(`SELECT mail_consent FROM account WHERE id = ${kari.id}`))[0].mail_consent, '1', 'looking changes nothing');
	const click = await robot.post(link, { 'List-Unsubscribe': 'One-Click' }, { headers: { Origin: 'https://mail.example' } });
	assert.equal(click.status, 200);
	assert.deepEqual(await docket.sql(`SELECT is_given, way FROM consent WHERE account_id = ${kari.id} ORDER BY id`), [{ is_given: '1', way: 'request' }, { is_given: '0', way: 'link' }]);
	await press(anna, await deskPage(anna, number), 'reply', { body: 'Hello again' });
	assert.ok(!(await mails(about(number))).some((one) => one.to === kari.email && both(one).includes('Hello again')));
	assert.equal((await robot.post(link, { what: 'on' })).status, 200);
	await press(anna, await deskPage(anna, number), 'reply', { body: 'And once more' });
	assert.ok((await mails(about(number))).some((one) => one.to === kari.email && both(one).includes('And once more')));
	assert.equal((await robot.post(`${link}0`, { what: 'all' })).status, 404);
	assert.match((await kari.get('/account')).text, /by the link in a message/);
});

test('a follower is told of messages, and one click ends only that', async () => {
	const { kari, per, anna } = await people();
	await docket.sql(`UPDATE organisation SET client_scope = 'organisation' WHERE id = (SELECT organisation_id FROM account WHERE id = ${per.id})`);
	await docket.sql(`UPDATE account SET mail_consent = TRUE WHERE id = ${per.id}`);
	const number = await openTicket(kari);
	assert.equal((await per.post(`/t/${number}/follow`, { on: 1, csrf: await per.csrf('/account') })).status, 303);
	await press(anna, await deskPage(anna, number), 'reply', { body: 'For all of you' });
	const [mail] = (await mails(about(number))).filter((one) => one.to === per.email && both(one).includes('For all of you'));
	assert.match(mail.text, /you follow the request/);
	await new Client(docket.url).post(pathOf(mail.text.match(/http\S+\/stop\/\S+/)[0]), { 'List-Unsubscribe': 'One-Click' });
	assert.deepEqual(await docket.sql(`SELECT 1 FROM follower WHERE account_id = ${per.id}`), []);
	assert.equal((await docket.sql(`SELECT mail_consent FROM account WHERE id = ${per.id}`))[0].mail_consent, '1');
	const stranger = await addPerson(docket);
	await anna.post(`/desk/t/${number}/follow`, { email: stranger.email, csrf: await anna.csrf('/account') });
	assert.deepEqual(await docket.sql(`SELECT 1 FROM follower WHERE account_id = ${stranger.id}`), [], 'people of others can not be added');
});

async function forgot(email) {
	const visitor = new Client(docket.url);
	return visitor.post('/login/forgot', { email, csrf: await visitor.csrf('/login/forgot') });
}

test('a forgotten password: the same answer for everybody, a link for who is known, once', async () => {
	const { kari } = await people();
	const unknown = `${unique('nobody')}@example.org`;
	const answers = [await forgot(kari.email), await forgot(unknown)];
	const plain = answers.map((answer, at) => answer.text.replaceAll([kari.email, unknown][at], 'EMAIL').replaceAll(csrfOf(answer.text) ?? 'none', 'CSRF'));
	assert.deepEqual(answers.map((answer) => answer.status), [200, 200]);
	assert.equal(plain[0], plain[1]);
	const sent = await mails((mail) => /\/login\/reset\//.test(mail.text));
	assert.ok(sent.some((mail) => mail.to === kari.email));
	assert.ok(!sent.some((mail) => mail.to === unknown));
	const link = pathOf(sent.find((mail) => mail.to === kari.email).text.match(/http\S+\/login\/reset\/\S+/)[0]);
	const token = link.split('/').pop();
	for (const { parameters } of await docket.sql("SELECT parameters FROM mail_out WHERE kind = 'password'")) assert.ok(!parameters.includes(token), 'the queue forgets it');
	const visitor = new Client(docket.url);
	const csrf = csrfOf((await visitor.get(link)).text);
	assert.equal((await visitor.post(link, { password_new: 'short', password_again: 'short', csrf })).status, 422);
	assert.equal((await visitor.post(link, { password_new: 'entirely other words', password_again: 'entirely other words', csrf })).status, 303);
	assert.equal((await kari.get('/account')).status, 303, 'sessions are ended');
	await new Client(docket.url).login(kari.email, 'entirely other words');
	assert.equal((await visitor.get(link)).status, 404, 'once');
	assert.equal((await visitor.post(link, { password_new: PASSWORD, password_again: PASSWORD, csrf })).status, 404);
	await forgot(kari.email);
	const again = pathOf((await mails((mail) => mail.to === kari.email && /\/login\/reset\//.test(mail.text))).pop().text.match(/http\S+\/login\/reset\/\S+/)[0]);
	assert.equal((await visitor.get(again)).status, 200);
	await docket.sql('UPDATE account_link SET created_at = created_at - INTERVAL 61 MINUTE');
	assert.equal((await visitor.get(again)).status, 404, 'for an hour');
});

test('another address counts from when its link is followed, and the old one is told', async () => {
	const { kari } = await people();
	const fresh = `${unique('new')}@example.org`;
	const csrf = await kari.csrf('/account');
	assert.equal((await kari.post('/account/email', { email_new: fresh, email_password: 'wrong one', csrf })).status, 422);
	assert.equal((await kari.post('/account/email', { email_new: fresh, email_password: PASSWORD, csrf })).status, 303);
	const [mail] = await mails((one) => one.to === fresh);
	assert.equal((await docket.sql(`SELECT email FROM account WHERE id = ${kari.id}`))[0].email, kari.email);
	const link = pathOf(mail.text.match(/http\S+\/login\/confirm\/\S+/)[0]);
	assert.equal((await kari.post(link, { csrf })).status, 303);
	const [row] = await docket.sql(`SELECT email, email_confirmed_at IS NOT NULL AS confirmed FROM account WHERE id = ${kari.id}`);
	assert.deepEqual(row, { email: fresh, confirmed: '1' });
	assert.equal((await mails((one) => one.to === kari.email && /has changed/.test(one.subject))).length, 1);
	assert.equal((await kari.post(link, { csrf })).status, 404);
});

test('administrators word, switch, preview and try a notification', async () => {
	const { kari } = await people();
	const maja = await addPerson(docket, { role: 'admin' });
	const number = await openTicket(kari, { subject: 'Preview me' });
	const csrf = await maja.csrf('/account');
	const text = { language: 'en', subject: '[{signature}] Registered: {title}', body: 'Dear {recipient},\n\n{facts}\n\nDue: {due}\n\n{link}', ticket: number, csrf };
	const wrong = await maja.post('/admin/notifications/2/text', { ...text, body: 'Hello {pasword}' });
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /There is no placeholder \{pasword\}/);
	assert.match(wrong.text, /Hello \{pasword\}/, 'what was typed is kept');
	const preview = await maja.post('/admin/preview/2', text);
	assert.equal(preview.status, 200);
	assert.match(preview.headers['content-security-policy'], /sandbox/);
	assert.match(preview.text, new RegExp(`Dear ${kari.name}`));
	assert.doesNotMatch(preview.text, /Due:/, 'a line without values is left out');
	assert.doesNotMatch(preview.text, /\/stop\//, "a preview holds no link that ends the client's mail");
	assert.equal((await maja.post('/admin/notifications/2/send', text)).status, 200);
	const [mine] = await mails((mail) => mail.to === maja.email && mail.subject === `[${number}] Registered: Preview me`);
	assert.match(mine.text, new RegExp(`Dear ${kari.name}`));
	assert.equal((await maja.post('/admin/notifications/2/text', text)).status, 303);
	const other = await openTicket(kari);
	assert.ok((await mails(about(other))).some((mail) => mail.to === kari.email && mail.subject.includes('Registered:')));
	assert.equal((await maja.post('/admin/notifications/2/forget', { language: 'en', csrf })).status, 303);
	assert.equal((await maja.post('/admin/notifications/2', { contact: 1, csrf })).status, 303);
	const silent = await openTicket(kari);
	assert.ok(!(await mails(about(silent))).some((mail) => mail.to === kari.email), 'switched off');
	assert.equal((await maja.post('/admin/notifications/2', { on: 1, contact: 1, follower: 1, csrf })).status, 303);
});

test('each is written to in their own language', async () => {
	const { anna } = await people();
	const words = { pl: /Dzień dobry/, nb: /^Hei, /m, ru: /Здравствуйте/, en: /^Hello /m };
	for (const [language, greeting] of Object.entries(words)) {
		const { kari } = await people();
		await docket.sql(`UPDATE account SET language = '${language}' WHERE id = ${kari.id}`);
		const number = await openTicket(kari);
		await press(anna, await deskPage(anna, number), 'solve', { body: 'Done.', audience: 'participants' });
		const mine = (await mails(about(number))).filter((mail) => mail.to === kari.email);
		assert.equal(mine.length, 2, language);
		for (const mail of mine) {
			assert.match(mail.text, greeting);
			assert.match(mail.html, new RegExp(`<html lang="${language}">`));
			assert.doesNotMatch(mail.text, /\{\w+\}/);
		}
	}
});

test('who chose no language is answered in that of the request', async () => {
	const { kari } = await people();
	const page = await kari.get('/new/problem?lang=pl');
	assert.equal(page.status, 200);
	const number = await openTicket(kari);
	const [mine] = (await mails(about(number))).filter((mail) => mail.to === kari.email);
	assert.match(mine.text, /Dzień dobry/);
});

test('staff who chose one mail a day get that', async () => {
	const { kari, anna } = await people();
	const csrf = await anna.csrf('/account');
	assert.equal((await anna.post('/account/mail', { mail_consent: 1, mail_digest: 'daily', csrf })).status, 303);
	const number = await openTicket(kari);
	assert.ok(!(await mails(about(number))).some((mail) => mail.to === anna.email));
	await docket.sql(`UPDATE account SET digest_at = NOW(6) - INTERVAL 2 DAY WHERE id = ${anna.id}`);
	const clock = await run(path.join(BUILD, 'bin', 'clock'), ['--home', docket.home, '--once'], { env: docket.environment });
	assert.equal(clock.status, 0, clock.stderr);
	const [mine] = await mails((mail) => mail.to === anna.email && /Your day/.test(mail.subject));
	assert.match(mine.text, new RegExp(`${number} `));
	assert.match(mine.text, /Nobody has them yet/);
});

let serial = 0;
async function deliver(from, subject, body, more = '') {
	serial += 1;
	const id = `${process.pid}.${serial}@mail.example`;
	const raw = `From: ${from}\r\nTo: support@example.com\r\nSubject: ${subject}\r\nMessage-ID: <${id}>\r\nDate: Sun, 22 Nov 2026 10:00:00 +0000\r\n${more}\r\n${body}\r\n`;
	assert.equal((await docket.ctl(['mail', 'deliver'], raw)).status, 0);
	return id;
}

test('mail of a client is acknowledged in its own thread', async () => {
	const { kari } = await people();
	const id = await deliver(kari.email, 'The till beeps', 'It beeps all day.');
	const [mine] = await mails((mail) => mail.to === kari.email && mail.subject.includes('The till beeps'));
	assert.match(mine.text, /It beeps all day\./);
	assert.ok(mine.headers.references.includes(`<${id}>`));
	assert.equal(mine.headers['in-reply-to'], `<${id}>`);
});

test('an unknown address learns the number and nothing of what was written', async () => {
	const stranger = `${unique('stranger')}@nowhere.example`;
	const id = await deliver(`"Zebra Words" <${stranger}>`, 'Zebra subject', 'Zebra body https://zebra.example');
	const [mine, ...more] = await mails((mail) => mail.to === stranger);
	assert.equal(more.length, 0);
	assert.match(mine.subject, /We have your message \(no\. \d+\)/);
	assert.doesNotMatch(`${both(mine)}${JSON.stringify(mine.headers)}`, /zebra/i);
	assert.equal(mine.headers['in-reply-to'], `<${id}>`);
	assert.equal(mine.headers['auto-submitted'], 'auto-replied');
});

test('what a machine sent is not acknowledged, to whoever', async () => {
	const { kari } = await people();
	const stranger = `${unique('robot')}@nowhere.example`;
	await deliver(stranger, 'Weekly news', 'Buy!', 'List-Id: <news.nowhere.example>\r\n');
	await deliver(kari.email, 'Out of office', 'I am away.', 'Auto-Submitted: auto-replied\r\n');
	assert.equal((await mails((mail) => [stranger, kari.email].includes(mail.to))).length, 0);
});
