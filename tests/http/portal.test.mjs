// The main job from end to end, as a client and staff do it over HTTP, and the pages around it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { SOURCE, sharedInstance } from '../lib/instance.mjs';
import { Client, csrfOf, forms } from '../lib/client.mjs';
import { PASSWORD, addOrganisation, addPerson, deskPage, openTicket, press, textOf, unique } from './people.mjs';
import { makeWorld, solvedTicket } from './world.mjs';

const docket = await sharedInstance();
let world;

before(async () => {
	world = await makeWorld(docket);
});

const tracker = (html) => [...html.match(/<ol class="tracker"[\s\S]*?<\/ol>/)[0].matchAll(/<li class="(\w+)"[^>]*>([\s\S]*?)<\/li>/g)].map(([, state, text]) => `${state}: ${textOf(text).trim()}`);
const count = async (sql) => Number((await docket.sql(`SELECT COUNT(*) AS n FROM ${sql}`))[0].n);
const formOf = (page, action) => forms(page.text).find((form) => form.action.endsWith(action));
const PO = (code) => readFileSync(path.join(SOURCE, 'po', `${code}.po`), 'utf8');
const translated = (code, message) => PO(code).match(new RegExp(`^msgid "${message.replace(/[.?]/g, '\\$&')}"\\nmsgstr "(.+)"`, 'm'))?.[1] ?? assert.fail(`po/${code}.po: ${message}`);
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/* A client whose organisation shows its people that much. */
async function clientOfScope(scope, fields = {}) {
	const name = unique('Guild');
	const made = await docket.ctl(['org', 'add', '--name', name, '--scope', scope]);
	assert.equal(made.status, 0, made.stderr);
	const person = await addPerson(docket, { organisation: name, ...fields });
	person.organisation = name;
	return person;
}

test('from a request with files to an article that its readers find', async () => {
	const { client, agent, other, nobody } = world;
	const subject = unique('Till prints blank receipts');

	// The client asks.
	const form = await client.get('/new/problem');
	assert.equal(form.status, 200);
	const sent = await client.post('/new/problem', { ...formOf(form, '/new/problem').values, suggested: '1', subject, happened: 'The paper stays white.\nSince Monday.', expected: 'Ink', where: 'Till 3', since: 'Monday', extent: 'slows' }, { files: { file: [{ name: 'white paper.png', type: 'image/png', content: PNG }, { name: 'журнал.txt', type: 'text/plain', content: 'no ink' }] } });
	assert.equal(sent.status, 303, sent.text);
	const number = sent.location.match(/^\/t\/(H\d+)$/)[1];
	let page = await client.follow({ ...sent, path: '/new/problem' });
	let text = textOf(page.text);
	assert.match(text, /We have your request\./);
	for (const said of [number, subject, 'The paper stays white. Since Monday.', 'Ink', 'Till 3', 'Monday', 'I can work, but with trouble', 'white paper.png', 'журнал.txt']) assert.ok(text.includes(said), said);
	assert.deepEqual(tracker(page.text).map((step) => step.split(':')[0]), ['done', 'next', 'next', 'next', 'next']);
	assert.doesNotMatch(textOf((await client.get(`/t/${number}`)).text), /We have your request/, 'it is said once');
	assert.match((await client.get('/tickets')).text, new RegExp(`href="/t/${number}">${subject}`));
	for (const path of [...page.text.matchAll(/href="(\/file\/[^"]+)"/g)].map(([, path]) => path)) assert.equal((await client.get(path)).status, 200, path);

	// Staff take it, answer, and solve it.
	assert.match((await agent.get('/desk/queue/unassigned')).text, new RegExp(subject));
	assert.equal((await press(agent, await deskPage(agent, number), 'take')).status, 303);
	page = await client.get(`/t/${number}`);
	assert.match(tracker(page.text)[1], new RegExp(`^done: Taken up ${agent.name}`));
	const waiting = (await docket.sql("SELECT id FROM status WHERE code = 'waiting_client'"))[0].id;
	assert.equal((await press(agent, await deskPage(agent, number), 'reply', { body: 'Which **paper** is in it?', then: waiting })).status, 303);
	page = await client.get(`/t/${number}`);
	assert.match(page.text, /Which <strong>paper<\/strong> is in it\?/);
	assert.match(tracker(page.text)[2], /^now: In progress waiting for your answer/);
	assert.match(textOf((await client.get('/tickets')).text), /Waiting for you/);
	assert.equal((await client.submit(`/t/${number}`, { body: 'The one from the box.' }, { form: `/t/${number}/reply` })).status, 303);
	assert.equal((await docket.sql(`SELECT s.code FROM ticket t JOIN status s ON s.id = t.status_id WHERE t.id = ${number.slice(1)}`))[0].code, 'in_progress');
	assert.equal((await press(agent, await deskPage(agent, number), 'solve', { body: 'Turn the roll around.', audience: 'clients' })).status, 303);

	// The client contests, staff solve again, the client confirms.
	page = await client.get(`/t/${number}`);
	assert.match(textOf(page.text), /Proposed solution/);
	assert.ok(tracker(page.text)[3].startsWith('done: Solved'));
	const reply = formOf(page, `/t/${number}/reply`);
	const contested = await client.post(`/t/${number}/contest`, { ...reply.values, body: 'Still white.' }, { files: { file: [{ name: 'still.png', type: 'image/png', content: PNG }] } });
	assert.equal(contested.status, 303, contested.text);
	assert.equal((await nobody.get(`/kb/${number}`)).status, 404);
	assert.equal((await other.get(`/kb/${number}`)).status, 404, 'a ticket that goes on is in no archive');
	page = await client.get(`/t/${number}`);
	assert.deepEqual(tracker(page.text).map((step) => step.split(':')[0]), ['done', 'done', 'now', 'next', 'next']);
	assert.match(page.text, /still\.png/);
	assert.equal((await press(agent, await deskPage(agent, number), 'solve', { body: 'New print head.', audience: 'clients' })).status, 303);
	page = await client.get(`/t/${number}`);
	const confirmed = await client.post(`/t/${number}/confirm`, formOf(page, `/t/${number}/confirm`).values);
	assert.equal(confirmed.location, `/t/${number}#rating`);

	// The client rates.
	page = await client.get(`/t/${number}`);
	const wrong = await client.post(`/t/${number}/rate`, { ...formOf(page, '/rate').values, comment: 'kept words' });
	assert.equal(wrong.status, 422);
	assert.match(textOf(wrong.text), /from one to five stars/);
	assert.equal(formOf(wrong, '/rate').values.comment, 'kept words');
	assert.equal((await client.post(`/t/${number}/rate`, { ...formOf(page, '/rate').values, rating: 2 })).status, 303);
	page = await client.get(`/t/${number}`);
	assert.equal(formOf(page, '/rate').values.rating, '2');
	assert.equal((await client.post(`/t/${number}/rate`, { ...formOf(page, '/rate').values, rating: 5, comment: 'It was the head.' })).status, 303);
	const rated = (await docket.sql(`SELECT rating, rating_comment, audience FROM ticket WHERE id = ${number.slice(1)}`))[0];
	assert.deepEqual(rated, { rating: '5', rating_comment: 'It was the head.', audience: 'clients' });

	// It stands in the archive: for clients, without names and files; for nobody else.
	for (const reader of [other, client, agent]) {
		const article = await reader.get(`/kb/${number}`);
		assert.equal(article.status, 200);
		assert.match(textOf(article.text), /New print head\./);
		assert.ok((await reader.get('/kb')).text.includes(subject));
	}
	const article = textOf((await other.get(`/kb/${number}`)).text);
	for (const hidden of [client.name, world.organisation, client.email, agent.name, 'white paper.png']) assert.ok(!article.includes(hidden), hidden);
	assert.equal((await nobody.get(`/kb/${number}`)).status, 404);
	assert.ok(!(await nobody.get('/kb')).text.includes(subject));
	assert.equal((await other.get(`/t/${number}`)).location.split('-')[0], `/kb/${number}`);
});

test('a rating is changed within a week, and not after it', async () => {
	const number = await solvedTicket(world);
	const rate = (rating) => world.client.post(`/t/${number}/rate`, { rating, csrf: world.client.token });
	const rating = async () => (await docket.sql(`SELECT rating FROM ticket WHERE id = ${number.slice(1)}`))[0].rating;
	await rate(3);
	await docket.sql(`UPDATE ticket SET rated_at = NOW(6) - INTERVAL 167 HOUR WHERE id = ${number.slice(1)}`);
	await rate(4);
	assert.equal(await rating(), '4');
	await docket.sql(`UPDATE ticket SET rated_at = NOW(6) - INTERVAL 169 HOUR WHERE id = ${number.slice(1)}`);
	const late = await rate(1);
	assert.equal(await rating(), '4');
	assert.match(textOf((await world.client.follow({ ...late, path: '/' })).text), /can't be rated any more/);
	assert.equal(formOf(await world.client.get(`/t/${number}`), '/rate'), undefined);
	for (const nonsense of ['0', '6', '', '4.5', '٣', '1e0']) assert.equal((await rate(nonsense)).status, 422, nonsense);
});

test('a form sent twice, one after the other or all at once, makes one ticket', async () => {
	const { values } = formOf(await world.client.get('/new/question'), '/new/question');
	const subject = unique('Twice');
	const fields = { ...values, subject, details: 'Once is enough.' };
	const send = () => world.client.post('/new/question', fields, { files: { file: [{ name: 'a.txt', content: subject }] } });
	const answers = [...await Promise.all([send(), send(), send(), send()]), await send()];
	assert.deepEqual(new Set(answers.map((answer) => `${answer.status} ${answer.location}`)).size, 1);
	assert.equal(answers[0].status, 303, answers[0].text);
	const tickets = await docket.sql(`SELECT id FROM ticket WHERE subject = '${subject}'`);
	assert.equal(tickets.length, 1);
	assert.equal(await count(`message WHERE ticket_id = ${tickets[0].id}`), 1);
	assert.equal(await count(`attachment WHERE ticket_id = ${tickets[0].id}`), 1);
	assert.equal(await count(`event WHERE about = 'ticket' AND about_id = ${tickets[0].id}`), 1);
	// Another's key is not this one's: who guesses a key gets nothing of it.
	const theirs = await world.other.post('/new/question', { ...fields, csrf: world.other.token }, { files: {} });
	assert.notEqual(theirs.location, answers[0].location);
	assert.equal(await count(`ticket WHERE subject = '${subject}'`), 2);
});

test('a message sent twice stands once, and a key of another ticket is refused', async () => {
	const [one, two] = [await openTicket(world.client), await openTicket(world.client)];
	const { values } = formOf(await world.client.get(`/t/${one}`), `/t/${one}/reply`);
	const body = unique('again');
	const send = (number) => world.client.post(`/t/${number}/reply`, { ...values, body }, { files: {} });
	assert.deepEqual((await Promise.all([send(one), send(one), send(one)])).map((answer) => answer.status), [303, 303, 303]);
	assert.equal(await count(`message WHERE body = '${body}'`), 1);
	assert.equal((await send(two)).status, 400);
	assert.equal(await count(`message WHERE body = '${body}'`), 1);
});

test('who goes back in the browser and writes something else has sent something else', async () => {
	const number = await openTicket(world.client);
	const { values } = formOf(await world.client.get(`/t/${number}`), `/t/${number}/reply`);
	const [first, second] = [unique('first'), unique('second')];
	for (const body of [first, second, second]) assert.equal((await world.client.post(`/t/${number}/reply`, { ...values, body }, { files: {} })).status, 303);
	for (const body of [first, second]) assert.equal(await count(`message WHERE body = '${body}'`), 1, 'said to be sent, and lost');

	const form = formOf(await world.client.get('/new/question'), '/new/question').values;
	const subject = unique('Back');
	const open = (details) => world.client.post('/new/question', { ...form, subject, details }, { files: {} });
	const [one, two, again] = [await open('What is it?'), await open('And what is this?'), await open('And what is this?')];
	assert.notEqual(one.location, two.location);
	assert.equal(again.location, two.location);
	assert.equal(await count(`ticket WHERE subject = '${subject}'`), 2);
});

test('a form with an error comes back filled in, with its files, and then is taken', async () => {
	const { client } = world;
	const { values } = formOf(await client.get('/new/wish'), '/new/wish');
	const details = `first\r\nsecond "line" & <b>bold</b> 'quoted' ${unique('typed')}`;
	const wrong = await client.post('/new/wish', { ...values, subject: '', details, reason: 'x'.repeat(5001), priority: 'urgent' }, { files: { file: [{ name: 'plan.txt', content: 'a plan' }, { name: 'other.txt', content: 'another' }] } });
	assert.equal(wrong.status, 422);
	assert.match(textOf(wrong.text), /2 answers need another look/);
	const again = formOf(wrong, '/new/wish');
	assert.equal(again.values.details, details.replace('\r\n', '\n'));
	assert.equal(again.values.reason.length, 5001);
	assert.equal(again.values.priority, 'urgent');
	const tokens = again.fields.filter((field) => field.name === 'upload').map((field) => field.value);
	assert.equal(tokens.length, 2);
	assert.match(wrong.text, /plan\.txt/);

	const subject = unique('Wish');
	const taken = await client.post('/new/wish', { ...again.values, subject, reason: 'shorter', upload: tokens, drop: tokens[1] }, { files: { file: [{ name: 'third.txt', content: 'three' }] } });
	assert.equal(taken.status, 303, taken.text);
	const [ticket] = await docket.sql(`SELECT id, priority, file_count FROM ticket WHERE subject = '${subject}'`);
	assert.deepEqual([ticket.priority, ticket.file_count], ['4', '2']);
	assert.deepEqual((await docket.sql(`SELECT name FROM attachment WHERE ticket_id = ${ticket.id} ORDER BY id`)).map((row) => row.name), ['plan.txt', 'third.txt']);
	// An upload's token is good for its owner alone, and once.
	const stolen = await world.other.post('/new/question', { csrf: world.other.token, subject: unique('Stolen'), details: 'x', upload: tokens }, { files: {} });
	assert.equal(stolen.status, 303);
	assert.equal(await count(`attachment WHERE ticket_id = ${stolen.location.match(/\d+/)[0]}`), 0);
});

test('what a form asks for is checked, whatever a browser let through', async () => {
	const { client } = world;
	const send = (form, fields) => client.post(`/new/${form}`, { csrf: client.token, subject: 'S', happened: 'H', details: 'D', ...fields }, { files: {} });
	const before = await count('ticket');
	for (const [form, fields] of [
		['problem', { subject: '' }], ['problem', { subject: ' \u00a0\t ' }], ['problem', { happened: '' }], ['problem', { extent: 'nonsense' }], ['problem', { subject: 'x'.repeat(201) }],
		['problem', { happened: 'x'.repeat(20001) }], ['wish', { priority: 'low2' }], ['wish', { priority: '4' }], ['problem', { where: 'ж'.repeat(201) }],
	]) {
		const answer = await send(form, fields);
		assert.equal(answer.status, 422, JSON.stringify(fields).slice(0, 60));
		assert.match(answer.text, /class="error"/);
	}
	assert.equal(await count('ticket'), before);
	assert.equal((await send('problem', { where: 'ж'.repeat(200), subject: '👩‍👩‍👧'.repeat(10) })).status, 303, 'lengths count characters');
	const line = await send('question', { subject: 'one\r\ntwo\nthree' });
	assert.equal((await docket.sql(`SELECT subject FROM ticket WHERE id = ${line.location.match(/\d+/)[0]}`))[0].subject, 'one two three');
	// Only wishes ask for a priority.
	const sly = await send('problem', { priority: 'urgent' });
	assert.equal((await docket.sql(`SELECT priority FROM ticket WHERE id = ${sly.location.match(/\d+/)[0]}`))[0].priority, '2');
});

test('the status link shows signature, status and dates alone', async () => {
	const client = await clientOfScope('own');
	const secret = { subject: unique('subject'), happened: unique('body'), where: unique('where') };
	const number = await openTicket(client, { ...secret, files: { file: [{ name: `${unique('file')}.txt`, content: 'x' }] } });
	await press(world.agent, await deskPage(world.agent, number), 'take');
	const link = (await client.get(`/t/${number}`)).text.match(/href="([^"]*\/s\/[^"]+)"/)[1];
	assert.ok(link.startsWith(docket.url));
	for (const visitor of [new Client(docket.url), world.other]) {
		const page = await visitor.get(new URL(link).pathname);
		assert.equal(page.status, 200);
		const main = page.text.match(/<main[\s\S]*<\/main>/)[0];
		assert.ok(main.includes(number));
		assert.match(textOf(main), /Accepted/);
		assert.match(main, /<time datetime="\d{4}-/);
		for (const hidden of [secret.subject, secret.happened, secret.where, client.name, client.email, client.organisation, world.agent.name, 'file-']) assert.ok(!page.text.includes(hidden), hidden);
		assert.match(page.text, /<meta name="robots" content="noindex">/);
		assert.equal(page.headers['x-robots-tag'], 'noindex');
	}
});

test('a page speaks the language that was asked for, and keeps it', async () => {
	const visitor = new Client(docket.url);
	const language = async (path, headers) => (await visitor.get(path, { headers })).text.match(/<html lang="(\w+)"/)[1];
	assert.equal(await language('/'), 'en');
	assert.equal(await language('/', { 'Accept-Language': 'xx, nb;q=0.4, ru;q=0.8' }), 'ru');
	assert.equal(await language('/', { 'Accept-Language': 'no, en;q=0.5' }), 'nb', 'Norwegian, as browsers call it');
	assert.equal(await language('/kb?lang=pl'), 'pl');
	assert.equal(await language('/login', { 'Accept-Language': 'ru' }), 'pl', 'what was chosen stays');
	assert.equal(await language('/?lang=xx'), 'pl', 'a language that is none changes nothing');
	assert.equal((await visitor.get('/robots.txt?lang=ru')).headers['set-cookie'], undefined, 'what is kept for all sets no cookie');
	const links = [...(await visitor.get('/kb/search?q=a%26b&lang=en')).text.matchAll(/href="([^"]*lang=[^"]*)"/g)].map(([, href]) => href);
	assert.deepEqual(links, ['en', 'pl', 'nb', 'ru'].map((code) => `?lang=${code}&amp;q=a%26b`), 'the same search in the other languages');
	assert.equal(await language('/kb?lang=pl'), 'pl');
	const page = await visitor.get('/nowhere');
	assert.equal(page.status, 404);
	assert.match(page.text, /<html lang="pl"/);
	assert.ok(textOf(page.text).includes(translated('pl', 'There is nothing here')));
	const reader = await addPerson(docket, {});
	await docket.sql(`UPDATE account SET language = 'ru' WHERE id = ${reader.id}`);
	const form = await reader.get('/new/problem');
	assert.match(form.text, /<html lang="ru"/, 'the account says');
	for (const said of ['Report a problem', 'What happened?', 'Send']) assert.ok(textOf(form.text).includes(translated('ru', said)), said);
	assert.match((await reader.get('/new/problem?lang=nb')).text, /<html lang="nb"/);
	const sent = await reader.submit('/new/problem', { subject: '', happened: '' }, { files: {} });
	assert.match(sent.text, /<html lang="nb"/);
	assert.ok(textOf(sent.text).includes(translated('nb', 'Please fill this in.')));
});

test('lists are filtered, and go on by key without a gap or a repetition', async () => {
	const client = await addPerson(docket, { organisation: world.organisation });
	await docket.sql(`INSERT INTO ticket (type_id, source, contact_id, status_id, is_open, subject, created_at, updated_at, solved_at)
		SELECT 1 + seq MOD 3, 'form', ${client.id}, IF(seq MOD 4, 2, 7), IF(seq MOD 4, 1, 0), CONCAT('Row ', seq), NOW(6) - INTERVAL (seq DIV 9) MINUTE, NOW(6) - INTERVAL (seq DIV 9) MINUTE, IF(seq MOD 4, NULL, NOW(6)) FROM seq_1_to_100`);
	const all = async (query) => {
		const seen = [];
		let path = `/tickets?${query}`;
		for (let pages = 0; path && pages < 12; pages++) {
			const page = await client.get(path);
			assert.equal(page.status, 200, path);
			const rows = [...page.text.matchAll(/<td class="subject"><a href="\/t\/(H\d+)">/g)].map(([, number]) => number);
			assert.ok(rows.length > 0 && rows.length <= 20, path);
			seen.push(...rows);
			path = page.text.match(/rel="next" href="([^"]+)"/)?.[1].replace(/&amp;/g, '&');
		}
		assert.equal(new Set(seen).size, seen.length, 'nothing twice');
		return seen.length;
	};
	assert.equal(await all(''), 75, 'open ones first');
	assert.equal(await all('state=open'), 75);
	assert.equal(await all('state=done'), 25);
	assert.equal(await all('state=all'), 100);
	assert.equal(await all('state=nonsense&type=nonsense&whose=nonsense'), 75);
	assert.equal(await all('state=all&type=problem'), 33);
	assert.equal(await all('state=all&type=wish&whose=organisation'), 33, 'its own alone, whatever the address says');
	assert.equal((await client.get('/tickets?after=nonsense')).status, 400);
	assert.equal((await client.get('/tickets?after=1-1-1')).status, 400);
	const fresh = await addPerson(docket, {});
	assert.match(textOf((await fresh.get('/tickets')).text), /When you send us something, you can watch here/);
});

test('a row of the list unfolds to the solution, and to no other', async () => {
	const client = await addPerson(docket, { organisation: world.organisation });
	const agent = await addPerson(docket, { role: 'agent' });
	const numbers = [];
	for (const at of [1, 2]) {
		const made = await client.submit('/new/question', { subject: unique(`Fold ${at}`), details: 'How?' });
		numbers.push(made.location.match(/H\d+/)[0]);
		assert.equal((await press(agent, await deskPage(agent, numbers.at(-1)), 'solve', { body: `Answer **${at}**.`, audience: 'participants' })).status, 303);
	}
	const list = await client.get('/tickets?state=done');
	assert.ok(!list.text.includes('<strong>1</strong>'));
	const link = list.text.match(new RegExp(`href="([^"]*unfold=${numbers[0]}[^"]*)"`))[1].replaceAll('&amp;', '&');
	assert.match(link, /#H\d+$/);
	const unfolded = (await client.get(link.split('#')[0])).text;
	assert.match(unfolded, /<details open data-solution>[^]*Answer <strong>1<\/strong>\./);
	assert.ok(!unfolded.includes('<strong>2</strong>'));
	assert.ok(unfolded.includes(`unfold=${numbers[1]}`), 'the other one still can be');
	const stranger = await addPerson(docket, {});
	for (const odd of [numbers[0], 'H', '-1', '999999999999999999999', '%00']) assert.ok(!(await stranger.get(`/tickets?state=done&unfold=${odd}`)).text.includes('Answer'), odd);
});

test('the archive is read page by page too', async () => {
	const seen = new Set();
	let path = '/kb';
	for (let pages = 0; path && pages < 50; pages++) {
		const page = await world.nobody.get(path);
		for (const [, link] of page.text.matchAll(/<a href="(\/kb\/H\d+[^"]*)"/g)) {
			assert.ok(!seen.has(link), link);
			seen.add(link);
		}
		path = page.text.match(/rel="next" href="([^"]+)"/)?.[1].replace(/&amp;/g, '&');
	}
	assert.equal(seen.size, await count("ticket t JOIN status s ON s.id = t.status_id WHERE t.audience = 'public'"));
	assert.equal((await world.nobody.get('/kb?after=nonsense')).status, 400);
});

test("an organisation's people see each other's requests as far as it was set", async () => {
	const own = await clientOfScope('own');
	const colleague = await addPerson(docket, { organisation: own.organisation });
	const number = await openTicket(own);
	assert.equal((await colleague.get(`/t/${number}`)).status, 404);
	assert.doesNotMatch((await colleague.get('/tickets?whose=organisation')).text, new RegExp(number));

	const wide = await clientOfScope('organisation');
	const neighbour = await addPerson(docket, { organisation: wide.organisation });
	const shared = await openTicket(wide);
	const page = await neighbour.get(`/t/${shared}`);
	assert.equal(page.status, 200);
	assert.ok(page.text.includes(wide.name), 'colleagues know each other');
	assert.match((await neighbour.get('/tickets?whose=organisation')).text, new RegExp(shared));
	assert.doesNotMatch((await neighbour.get('/tickets')).text, new RegExp(shared));
	assert.equal((await own.get(`/t/${shared}`)).status, 404);
});

test("names of another organisation's people are never shown", async () => {
	const seeing = await clientOfScope('all');
	const { client, agent } = world;
	const subject = unique('Visible');
	const number = await openTicket(client, { subject });
	await press(agent, await deskPage(agent, number), 'reply', { body: 'We look into it.' });
	await client.submit(`/t/${number}`, { body: 'Thanks.' }, { form: `/t/${number}/reply` });
	await press(agent, await deskPage(agent, number), 'solve', { body: 'Done.', audience: 'clients' });
	const hidden = [client.name, client.email, world.organisation];
	for (const path of [`/t/${number}`, '/tickets?whose=organisation&state=all', `/kb/${number}`, '/kb', '/']) {
		const page = await seeing.get(path);
		assert.equal(page.status, 200, path);
		for (const name of hidden) assert.ok(!page.text.includes(name), `${path} shows ${name}`);
	}
	const page = textOf((await seeing.get(`/t/${number}`)).text);
	assert.ok(page.includes(subject) && page.includes('Another client'), 'the request itself is shown');
	assert.match((await seeing.get('/tickets?whose=organisation&state=all')).text, new RegExp(`${number}[\\s\\S]*Another client`));
	// Nor does their list show who wrote to them.
	const reply = await seeing.submit(`/t/${number}`, { body: 'We have that too.' }, { form: `/t/${number}/reply` });
	assert.equal(reply.status, 303);
	const back = (await client.get(`/t/${number}`)).text;
	for (const name of [seeing.name, seeing.email, seeing.organisation]) assert.ok(!back.includes(name), name);
	assert.match(back, /Another client/);
	assert.match(back, /We have that too/);
});

test('a person without organisation stays unknown to clients', async () => {
	const lone = await addPerson(docket, {});
	const seeing = await clientOfScope('all');
	const number = await openTicket(lone);
	const page = await seeing.get(`/t/${number}`);
	assert.equal(page.status, 200);
	assert.ok(!page.text.includes(lone.name));
});

test('an address written another way leads to the right one', async () => {
	const number = await openTicket(world.client);
	for (const [asked, right] of [[`/t/${number.toLowerCase()}`, `/t/${number}`], [`/t/${number.slice(1)}`, `/t/${number}`], ['/tickets/', '/tickets'], ['/kb/?lang=en', '/kb?lang=en'], ['/desk/', '/desk'], ['/new/problem/', '/new/problem']]) {
		const answer = await world.client.get(asked);
		assert.ok([303, 301, 308].includes(answer.status), `${asked}: ${answer.status}`);
		assert.equal(answer.location, right);
	}
	assert.equal((await world.client.get(`/t/0${number.slice(1)}`)).status, 404);
	assert.equal((await world.client.get(`/t/${number}x`)).status, 404);
});

test('who is signed out while typing finds the words again after signing in', async () => {
	const client = await addPerson(docket, {});
	const { values } = formOf(await client.get('/new/problem'), '/new/problem');
	const happened = unique('long text');
	await docket.sql(`DELETE FROM session WHERE account_id = ${client.id}`);
	const lost = await client.post('/new/problem', { ...values, subject: 'Signed out', happened }, { files: { file: [{ name: 'a.txt', content: 'x' }] } });
	assert.equal(lost.status, 403);
	assert.match(textOf(lost.text), /You were signed out meanwhile/);
	assert.match(textOf(lost.text), /files did not come along/);
	let kept = formOf(lost, '/new/problem');
	assert.equal(kept.values.happened, happened);
	await client.login(client.email, PASSWORD);
	const second = await client.post('/new/problem', kept.values);
	kept = formOf(second, '/new/problem');
	const taken = second.status === 303 ? second : await client.post('/new/problem', kept.values);
	assert.equal(taken.status, 303);
	assert.equal(await count(`message WHERE body = '${happened}'`), 1);
	assert.ok(csrfOf((await client.get('/account')).text));
});
