// Staff's pages: queues, a ticket with everything on one page, and two colleagues on the same ticket.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sharedInstance } from '../lib/instance.mjs';
import { Client, forms } from '../lib/client.mjs';
import { addOrganisation, addPerson, deskForm, deskPage, openTicket, press, textOf, timelineOf, unique } from './people.mjs';

const docket = await sharedInstance();
let client, anna, jan;

before(async () => {
	client = await addPerson(docket, { organisation: await addOrganisation(docket) });
	anna = await addPerson(docket, { role: 'agent', name: unique('Anna') });
	jan = await addPerson(docket, { role: 'agent', name: unique('Jan') });
});

const status = async (code) => (await docket.sql(`SELECT id FROM status WHERE code = '${code}'`))[0].id;
const ticketRow = async (number) => (await docket.sql(`SELECT t.*, s.code AS status FROM ticket t JOIN status s ON s.id = t.status_id WHERE t.id = ${number.slice(1)}`))[0];

async function solved(agent = anna, fields = {}) {
	const number = await openTicket(client);
	const answer = await press(agent, await deskPage(agent, number), 'solve', { body: 'Turn it off and on.', ...fields });
	assert.equal(answer.status, 303, textOf(answer.text));
	return number;
}

function count(html, path) {
	return Number(html.match(new RegExp(`href="${path}"[^>]*>[^<]*<b>([^<]*)</b>`))[1].replace(/\D/g, ''));
}

test('clients find no desk, and nobody is asked to sign in first', async () => {
	const number = await openTicket(client);
	for (const path of ['/desk', '/desk/queue/open', `/desk/t/${number}`]) {
		assert.equal((await client.get(path)).status, 404, path);
		const nobody = await new Client(docket.url).get(path);
		assert.equal(nobody.status, 303, path);
		assert.equal(nobody.location, `/login?next=${encodeURIComponent(path)}`);
	}
	for (const button of ['take', 'edit', 'reply', 'solve', 'audience']) {
		const answer = await client.post(`/desk/t/${number}/${button}`, { version: 1, body: 'x', csrf: await client.csrf('/account') }, { files: {} });
		assert.equal(answer.status, 404, button);
	}
	assert.equal((await ticketRow(number)).version, '1');
});

test('a new ticket stands among the unassigned, and a taken one in the queue of who took it', async () => {
	const subject = unique('Blank receipts');
	const number = await openTicket(client, { subject });
	const before = count((await anna.get('/desk')).text, '/desk/queue/mine');
	const queue = await anna.get('/desk/queue/unassigned');
	assert.match(queue.text, new RegExp(`<tr data-row>[^]*?${number}[^]*?<a href="/desk/t/${number}">${subject}</a>`));

	const taken = await press(anna, await deskPage(anna, number), 'take');
	assert.equal(taken.status, 303);
	assert.equal(taken.location, `/desk/t/${number}`);
	const page = await deskPage(anna, number);
	assert.match(page.text, /This ticket is yours now\./);
	const row = await ticketRow(number);
	assert.equal(row.responsible_id, anna.id);
	assert.equal(row.status, 'accepted');
	const mine = await anna.get('/desk');
	assert.match(mine.text, new RegExp(number));
	assert.equal(count(mine.text, '/desk/queue/mine'), before + 1);
	assert.doesNotMatch((await anna.get('/desk/queue/unassigned')).text, new RegExp(`${number}<`));
	assert.match((await anna.get('/desk/queue/status-accepted')).text, new RegExp(`${number}<`));
	assert.doesNotMatch((await jan.get('/desk')).text, new RegExp(`${number}<`));
	assert.doesNotMatch(page.text, /formaction="[^"]*\/take"/, 'who has it is not offered to take it');
});

test('queues that do not exist answer 404, and an empty one says what would be there', async () => {
	for (const path of ['/desk/queue/no', '/desk/queue/status-no', '/desk/queue/team-x', '/desk/queue/mine?after=x', '/desk/t/H99999999', '/desk/t/abc'])
		assert.equal((await anna.get(path)).status, 404, path);
	const fresh = await addPerson(docket, { role: 'agent' });
	assert.match(textOf((await fresh.get('/desk')).text), /Nothing waits for you/);
});

test('a queue longer than a page goes on by key, without a gap or a repetition', async () => {
	const mine = await addPerson(docket, { role: 'agent' });
	await docket.sql(`INSERT INTO ticket (type_id, source, contact_id, status_id, is_open, responsible_id, subject, created_at, updated_at)
		SELECT 1, 'form', ${client.id}, 2, 1, ${mine.id}, CONCAT('Long ', seq), NOW(6), NOW(6) - INTERVAL (seq DIV 7) SECOND FROM seq_1_to_120`);
	const seen = [];
	let path = '/desk/queue/mine', pages = 0;
	for (; path && pages < 9; pages++) {
		const page = await mine.get(path);
		seen.push(...[...page.text.matchAll(/<a href="(\/desk\/t\/[^"]+)"/g)].map((match) => match[1]));
		path = page.text.match(/rel="next" href="([^"]+)"/)?.[1];
	}
	assert.equal(pages, 3);
	assert.equal(seen.length, 120);
	assert.equal(new Set(seen).size, 120);
	await docket.sql(`DELETE FROM ticket WHERE responsible_id = ${mine.id}`);
});

test('properties are set, and the timeline says so in words', async () => {
	const number = await openTicket(client);
	const page = await deskPage(anna, number);
	const answer = await press(anna, page, 'edit', { responsible: jan.id, priority: 4, due: '2031-05-06T15:00', status: await status('in_progress') });
	assert.equal(answer.status, 303, textOf(answer.text));
	const row = await ticketRow(number);
	assert.deepEqual([row.responsible_id, row.priority, row.status, row.due_at], [jan.id, '4', 'in_progress', '2031-05-06 15:00:00.000000']);
	const later = await deskPage(anna, number);
	const timeline = timelineOf(later.text);
	assert.match(timeline[0], /^Received/);
	assert.ok(timeline.some((line) => /Status: (New|Accepted) → In progress/.test(line)), timeline.join('\n'));
	assert.ok(timeline.some((line) => line.includes(`Responsible: ${jan.name}`)), timeline.join('\n'));
	assert.ok(timeline.some((line) => line.includes('Priority: Normal → Urgent')), timeline.join('\n'));
	assert.ok(timeline.some((line) => /Due: .*2031.*15:00/.test(line)), timeline.join('\n'));
	assert.equal(deskForm(later.text).due, '2031-05-06T15:00');

	await press(anna, later, 'edit', { responsible: 0, due: '' });
	const emptied = await ticketRow(number);
	assert.deepEqual([emptied.responsible_id, emptied.due_at], [null, null]);
	const nothing = await press(anna, await deskPage(anna, number), 'edit');
	assert.equal(nothing.status, 303);
	assert.equal((await ticketRow(number)).version, emptied.version, 'saving nothing changes nothing');
});

test('nobody from outside the staff is made responsible', async () => {
	const number = await openTicket(client);
	const answer = await press(anna, await deskPage(anna, number), 'edit', { responsible: client.id });
	assert.equal(answer.status, 422);
	assert.match(answer.text, /not on the staff/);
	assert.equal((await ticketRow(number)).responsible_id, null);
});

test('the client reads an answer and sees nothing of a note, nor of its files', async () => {
	const number = await openTicket(client);
	const [said, secret] = [unique('answer'), unique('secret')];
	const sent = await press(anna, await deskPage(anna, number), 'reply', { body: `**${said}**` });
	assert.equal(sent.status, 303);
	const noted = await press(anna, await deskPage(anna, number), 'reply', { body: secret, kind: 'note' }, { files: { file: [{ name: `${secret}.txt`, content: 'only ours' }] } });
	assert.equal(noted.status, 303);

	const staff = (await deskPage(jan, number)).text;
	assert.match(staff, new RegExp(`<strong>${said}</strong>`));
	assert.match(staff, new RegExp(secret));
	const theirs = (await client.get(`/t/${number}`)).text;
	assert.match(theirs, new RegExp(said));
	assert.doesNotMatch(theirs, new RegExp(secret));
	const file = staff.match(/href="(\/file\/\d+\/[^"]+)"/)[1];
	assert.equal((await jan.get(file)).status, 200);
	assert.equal((await client.get(file)).status, 404);
});

test('the first answer to a ticket that nobody has makes its writer responsible', async () => {
	const number = await openTicket(client);
	await press(anna, await deskPage(anna, number), 'reply', { body: 'We look into it.', then: await status('waiting_client') });
	const row = await ticketRow(number);
	assert.deepEqual([row.responsible_id, row.status], [anna.id, 'waiting_client']);
});

test('an empty answer is refused, and a file alone is none', async () => {
	const number = await openTicket(client);
	const empty = await press(anna, await deskPage(anna, number), 'reply', { body: ' \n ' });
	assert.equal(empty.status, 422);
	assert.match(empty.text, /Please write something first/);
	const file = await press(anna, await deskPage(anna, number), 'reply', { body: '' }, { files: { file: [{ name: 'a.txt', content: 'a' }] } });
	assert.equal(file.status, 303);
});

test('an answer sent twice stands there once', async () => {
	const number = await openTicket(client);
	const page = await deskPage(anna, number);
	const body = unique('once');
	const fields = deskForm(page.text);
	const answers = await Promise.all([1, 2, 3].map(() => press(anna, page, 'reply', { ...fields, body })));
	assert.deepEqual(answers.map((answer) => answer.status), [303, 303, 303]);
	assert.equal((await docket.sql(`SELECT COUNT(*) AS n FROM message WHERE body = '${body}'`))[0].n, '1');
});

test('an answer from a page gone back to is a conflict that keeps it, not lost', async () => {
	const number = await openTicket(client);
	const page = await deskPage(anna, number);
	const fields = deskForm(page.text);
	const [first, second] = [unique('first'), unique('second')];
	assert.equal((await press(anna, page, 'reply', { ...fields, body: first })).status, 303);
	const answer = await press(anna, page, 'reply', { ...fields, body: second });
	assert.equal(answer.status, 409);
	assert.ok(answer.text.includes(second), 'what was typed is still there');
});

test('solving keeps the solution, archives for its own people by default, and the client sees it', async () => {
	const number = await solved();
	const row = await ticketRow(number);
	assert.deepEqual([row.status, row.audience], ['solved', 'participants']);
	assert.match(textOf((await client.get(`/t/${number}`)).text), /Turn it off and on\./);
	const other = await addPerson(docket);
	assert.equal((await other.get(`/t/${number}`)).status, 404);

	const wide = await solved(anna, { audience: 'public' });
	assert.equal((await ticketRow(wide)).audience, 'public');
	const empty = await press(anna, await deskPage(anna, await openTicket(client)), 'solve', { body: '' });
	assert.equal(empty.status, 422);
});

test('the readers of an archived ticket are changed on purpose, and only when it is archived', async () => {
	const number = await solved();
	const page = await deskPage(jan, number);
	const answer = await press(jan, page, 'audience', { audience: 'clients' });
	assert.equal(answer.status, 303, textOf(answer.text));
	assert.equal((await ticketRow(number)).audience, 'clients');
	assert.ok(timelineOf((await deskPage(jan, number)).text).some((line) => line.includes('Readers in the archive: Its own people → All clients')));
	const open = await openTicket(client);
	assert.equal((await press(jan, await deskPage(jan, open), 'audience', { audience: 'public' })).status, 422);
	assert.equal((await press(jan, await deskPage(jan, number), 'audience', { audience: 'world' })).status, 422);
	assert.equal((await ticketRow(open)).audience, null);
});

test('the workflow is explained where it forbids something, and the answer typed stays', async () => {
	const number = await solved();
	const body = unique('typed');
	const answer = await press(anna, await deskPage(anna, number), 'reply', { body, status: await status('waiting_client') });
	assert.equal(answer.status, 422);
	assert.match(textOf(answer.text), /no way from “Solved” to “Waiting for client”/);
	assert.equal(deskForm(answer.text).body, body);
	assert.equal((await ticketRow(number)).status, 'solved');
	const open = await openTicket(client);
	const direct = await press(anna, await deskPage(anna, open), 'edit', { status: await status('solved') });
	assert.equal(direct.status, 422);
	assert.match(textOf(direct.text), /solved by its solution/);
	assert.doesNotMatch((await docket.sql(`SELECT body FROM message WHERE ticket_id = ${number.slice(1)}`)).map((row) => row.body).join(), new RegExp(body));
});

test('a ticket goes on when it is taken up again after its solution', async () => {
	const number = await solved();
	const answer = await press(anna, await deskPage(anna, number), 'edit', { status: await status('in_progress') });
	assert.equal(answer.status, 303);
	const row = await ticketRow(number);
	assert.deepEqual([row.status, row.audience, row.solved_at], ['in_progress', null, null]);
});

test('the second of two colleagues is told what changed, and loses nothing that was typed', async () => {
	const number = await openTicket(client);
	const janPage = await deskPage(jan, number);
	const hers = unique('hers');
	await press(anna, await deskPage(anna, number), 'reply', { body: hers, priority: 3 });

	const his = `${unique('his')} <b>&"quotes"\nsecond line`;
	const conflict = await press(jan, janPage, 'reply', { body: his, kind: 'note', then: await status('waiting_other'), due: '2031-01-02T03:04' }, { files: { file: [{ name: 'log.txt', content: 'a log' }] } });
	assert.equal(conflict.status, 409);
	const changes = textOf(conflict.text.match(/<section class="flash problem conflict"[\s\S]*?<\/section>/)[0]);
	assert.match(changes, /has changed since you opened it/);
	assert.match(changes, /Message/);
	assert.match(changes, new RegExp(`Responsible: ${anna.name}`));
	assert.match(changes, /Priority: Normal → High/);
	assert.match(conflict.text, new RegExp(hers), 'the new message is shown');
	const kept = deskForm(conflict.text);
	assert.equal(kept.body, his);
	assert.deepEqual([kept.kind, kept.then, kept.due], ['note', await status('waiting_other'), '2031-01-02T03:04']);
	assert.equal(kept.priority, '3', 'what he did not touch is what it is now');
	assert.ok(kept.upload, 'the file is kept');
	assert.match(conflict.text, /log\.txt/);
	assert.equal((await docket.sql(`SELECT COUNT(*) AS n FROM message WHERE ticket_id = ${number.slice(1)} AND author_id = ${jan.id}`))[0].n, '0');

	const again = await press(jan, { ...conflict, path: `/desk/t/${number}` }, 'reply');
	assert.equal(again.status, 303, textOf(again.text));
	const row = await ticketRow(number);
	assert.deepEqual([row.status, row.priority, row.responsible_id, row.due_at], ['waiting_other', '3', anna.id, '2031-01-02 03:04:00.000000']);
	const page = (await deskPage(anna, number)).text;
	assert.match(page, /href="\/file\/\d+\/log\.txt"/);
	assert.match(textOf(page), /second line/);
});

test('each button notices that a colleague was quicker', async () => {
	for (const [button, fields] of [['take', {}], ['edit', { priority: 4 }], ['solve', { body: 'Done.' }]]) {
		const number = await openTicket(client);
		const page = await deskPage(jan, number);
		await press(anna, await deskPage(anna, number), 'take');
		const answer = await press(jan, page, button, fields);
		assert.equal(answer.status, 409, button);
		assert.match(textOf(answer.text), new RegExp(`Responsible: ${anna.name}`), button);
		assert.equal((await ticketRow(number)).responsible_id, anna.id, button);
	}
	const number = await solved();
	const page = await deskPage(jan, number);
	await press(anna, await deskPage(anna, number), 'audience', { audience: 'staff' });
	assert.equal((await press(jan, page, 'audience', { audience: 'public' })).status, 409);
	assert.equal((await ticketRow(number)).audience, 'staff');
});

test("a client's message is such a change too: nobody answers past it", async () => {
	const number = await openTicket(client);
	const page = await deskPage(anna, number);
	const news = unique('news');
	const sent = await client.submit(`/t/${number}`, { body: news }, { form: `/t/${number}/reply`, files: {} });
	assert.equal(sent.status, 303, textOf(sent.text));
	const answer = await press(anna, page, 'reply', { body: 'Too early.' });
	assert.equal(answer.status, 409);
	assert.match(answer.text, new RegExp(news));
});

test('taking a ticket, or saving its properties, keeps the answer that stands unsent below', async () => {
	const number = await openTicket(client);
	const draft = unique('draft');
	const taken = await press(anna, await deskPage(anna, number), 'take', { body: draft, priority: 1 }, { files: { file: [{ name: 'draft.txt', content: 'x' }] } });
	assert.equal(taken.status, 200);
	assert.equal((await ticketRow(number)).responsible_id, anna.id);
	assert.match(textOf(taken.text), /not sent yet/);
	const kept = deskForm(taken.text);
	assert.deepEqual([kept.body, kept.priority, kept.was_priority], [draft, '1', '2']);
	assert.match(taken.text, /draft\.txt/);
	const saved = await press(anna, { ...taken, path: `/desk/t/${number}` }, 'edit');
	assert.equal(saved.status, 200);
	assert.equal((await ticketRow(number)).priority, '1');
	const sent = await press(anna, { ...saved, path: `/desk/t/${number}` }, 'reply');
	assert.equal(sent.status, 303, textOf(sent.text));
	assert.match((await deskPage(anna, number)).text, new RegExp(draft));
});

test('a form without its version changes nothing', async () => {
	const number = await openTicket(client);
	const csrf = await anna.csrf(`/desk/t/${number}`);
	for (const version of [undefined, '', '0', '-1', 'x', '99999999999999999999']) {
		const answer = await anna.post(`/desk/t/${number}/edit`, { csrf, version, priority: 4 }, { files: {} });
		assert.equal(answer.status, 422, String(version));
	}
	assert.equal((await ticketRow(number)).priority, '2');
});

test('a form whose page is too old is not lost: text and file stand on the page that sends it again', async () => {
	const number = await openTicket(client);
	const body = unique('late');
	const refused = await press(anna, await deskPage(anna, number), 'reply', { body, kind: 'note', csrf: 'A'.repeat(43) }, { files: { file: [{ name: 'late.txt', content: 'late' }] } });
	assert.equal(refused.status, 403);
	const again = forms(refused.text).find((form) => form.action === `/desk/t/${number}/reply`);
	assert.equal(again.values.body, body);
	const sent = await anna.post(again.action, again.values, { files: {} });
	assert.equal(sent.status, 303, textOf(sent.text));
	const page = (await deskPage(anna, number)).text;
	assert.match(page, new RegExp(`class="message note"[^]*${body}`));
	assert.match(page, /late\.txt/);
});

test("the client's answers to the form, the rating and its words stand on the page", async () => {
	const number = await openTicket(client, { expected: 'A printed receipt', where: 'Till 3', extent: 'stops' });
	await press(anna, await deskPage(anna, number), 'solve', { body: 'Repaired.' });
	const page = await client.get(`/t/${number}`);
	const rating = forms(page.text).find((form) => /rate|rating/.test(form.action));
	const rated = await client.post(rating.action, { ...rating.values, rating: 4, comment: 'Quick' });
	assert.equal(rated.status, 303, textOf(rated.text));
	const text = textOf((await deskPage(anna, number)).text);
	for (const said of [/A printed receipt/, /Till 3/, /I can't work at all/, /4 of 5/, /Quick/, /Rating: 4 \(“Quick”\)/]) assert.match(text, said);
});

test('what clients write is shown as text, whatever it looks like', async () => {
	const nasty = '<script>alert(1)</script><img src=x onerror=alert(2)>';
	const number = await openTicket(client, { subject: nasty, happened: nasty, where: nasty });
	for (const path of [`/desk/t/${number}`, '/desk/queue/open'])
		assert.doesNotMatch((await anna.get(path)).text, /<script>alert|<img src=x/, path);
});
