// Search over HTTP: what is found, by whom, and what nobody may learn of it.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { SOURCE, sharedInstance } from '../lib/instance.mjs';
import { forms } from '../lib/client.mjs';
import { addPerson, deskPage, openTicket, press, textOf, unique } from './people.mjs';
import { makeWorld, solvedTicket } from './world.mjs';

const docket = await sharedInstance();
let world;

before(async () => {
	world = await makeWorld(docket);
});

const DATA = process.env.DOCKET_TEST_DATA ?? path.join(SOURCE, '..', 'shared', 'data');
const find = (reader, text, more = '') => reader.get(`/kb/search?q=${encodeURIComponent(text)}${more}`);
const suggestions = async (reader, text) => JSON.parse((await reader.get(`/kb/suggest?q=${encodeURIComponent(text)}`)).text).results;
const similar = async (reader, title, text = '') => JSON.parse((await reader.post('/kb/suggest', { csrf: reader.token, title, text })).text).results;
const total = (page) => Number(textOf(page.text).match(/([\d,]+) answers?\./)?.[1].replace(',', ''));
const word = () => `zq${unique('').replace(/[^a-z]/g, '')}planted`;

/* Until it is so, at most that many milliseconds; → how long it took. */
async function until(is, most = 5000) {
	const began = Date.now();
	while (!(await is())) {
		assert.ok(Date.now() - began < most, `not within ${most} ms`);
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	return Date.now() - began;
}
const found = (reader, number, text) => async () => (await find(reader, text)).text.includes(number);

/* A published article, as the tables have it; → its key. */
async function publish(title, body, audience, organisation = null) {
	const owner = organisation ? `(SELECT id FROM organisation WHERE name = '${organisation}')` : 'NULL';
	await docket.sql(`INSERT INTO article (language, state, audience, organisation_id, title, body, html, author_id, created_at, updated_at, published_at)
		VALUES ('en', 'published', '${audience}', ${owner}, '${title}', '${body}', '<p>x</p>', ${world.agent.id}, NOW(6), NOW(6), NOW(6));
		INSERT INTO index_queue (kind, document_id, available_at) SELECT 'article', MAX(id), UTC_TIMESTAMP(6) FROM article`);
	return (await docket.sql(`SELECT MAX(id) AS id FROM article WHERE title = '${title}'`))[0].id;
}

test('what is solved is found within a second, with its words marked, and gone when it is withdrawn', async () => {
	const planted = word();
	const number = await solvedTicket(world, 'public', { subject: `Till shows ${planted} at noon`, happened: `The ${planted} blinks.` });
	assert.ok((await until(found(world.nobody, number, planted))) < 2500);
	const page = await find(world.nobody, planted);
	assert.match(page.text, new RegExp(`<mark>${planted}</mark>`));
	assert.equal(total(page), 1);
	await press(world.agent, await deskPage(world.agent, number), 'audience', { audience: 'staff' });
	// The database is asked again for each hit, so this needs no indexer.
	assert.ok(!(await find(world.nobody, planted)).text.includes(number));
	await until(async () => total(await find(world.nobody, planted)) === 0);
});

test('nobody learns of what is not theirs: results, counts, facets, spelling, snippets, suggestions, similar', async () => {
	const planted = word();
	const secret = `${planted}x`;
	const category = unique('vault');
	const theirs = await addPerson(docket, { organisation: world.others });
	theirs.token = await theirs.csrf('/account');
	await docket.ctl(['import', 'archive', '--audience', 'staff', '-'], `${JSON.stringify({ ref: unique('s-'), type: 'problem', category, created: '2001-05-01T10:00:00Z', status: 'solved', subject: `Staff ${secret} notes`, body: `Only staff ${secret}.`, messages: [] })}\n`);
	const own = await solvedTicket(world, 'participants', { subject: `Shared ${secret} device`, happened: `Our ${secret} is loose.` });
	const articles = {
		staff: await publish(`Manual ${secret} staff`, secret, 'staff'),
		theirs: await publish(`Manual ${secret} theirs`, secret, 'organisation', world.others),
		clients: await publish(`Manual ${secret} clients`, secret, 'clients'),
	};
	await until(async () => total(await find(world.agent, secret)) === 5, 10_000);

	const sees = { agent: 5, client: 2, other: 2, nobody: 0 };
	for (const [role, count] of Object.entries(sees)) {
		const reader = world[role];
		const page = await find(reader, secret);
		assert.equal(total(page), count, role);
		const text = textOf(page.text).replaceAll(secret, '');
		if (role !== 'agent') {
			assert.ok(!text.includes(category) && !/\b2001\b/.test(text), `${role}: facets`);
			assert.ok(!page.text.includes(`/kb/${articles.staff}-`), role);
			assert.equal(total(await find(reader, secret, `&category=${category}`)), 0, role);
			assert.equal(total(await find(reader, `Staff ${secret} notes`, '&year=2001')), 0, role);
		}
		assert.equal(page.text.includes(`/kb/${own}`), role === 'agent' || role === 'client', `${role}: own`);
		assert.equal(page.text.includes(`/kb/${articles.theirs}-`), role === 'agent' || role === 'other', `${role}: theirs`);
		const typed = await suggestions(reader, secret.slice(0, -2));
		assert.equal(typed.length, count, `${role}: typing`);
		if (role !== 'nobody') assert.ok((await similar(reader, `Manual ${secret} staff`)).every((one) => role === 'agent' || one.key !== `article-${articles.staff}`), role);
	}
	// A word that stands only in what one may not see is not offered as a better spelling.
	const wrong = secret.replace('planted', 'plantde');
	assert.ok(!(await find(world.nobody, wrong)).text.includes(secret));
	assert.ok(!(await find(world.nobody, wrong)).text.includes('Did you mean'));
	for (const [reader, count] of [[world.client.email, 2], [theirs.email, 2]]) {
		const lines = (await docket.ctl(['search', '--json', '--as', reader, secret])).stdout.trim().split('\n');
		assert.equal(lines.length, count, reader);
	}
	assert.equal((await docket.ctl(['search', '--json', secret])).stdout.trim().split('\n').length, 5);
	const alike = await docket.ctl(['similar', '--json', '--as', world.other.email], `Shared ${secret} device\nloose`);
	assert.ok(!alike.stdout.includes(own));
});

test('a signature in the box goes to the ticket, for whom it is', async () => {
	const number = await solvedTicket(world, 'participants');
	assert.equal((await find(world.client, number)).location, `/t/${number}`);
	assert.equal((await find(world.client, ` ${number.toLowerCase()} `)).location, `/t/${number}`);
	assert.equal((await find(world.agent, number)).location, `/desk/t/${number}`);
	assert.equal((await find(world.other, number)).status, 200);
	assert.equal((await find(world.nobody, number)).status, 200);
	assert.equal((await find(world.client, number.slice(1))).status, 200, 'a number may be anything');
});

test('a search that finds nothing offers the forms with its words, and is noted once', async () => {
	const nothing = `${word()} ${word()}`;
	const page = await find(world.nobody, nothing);
	assert.equal(total(page), 0);
	for (const form of ['problem', 'question', 'wish'].filter((form) => page.text.includes(`/new/${form}`)))
		assert.ok(page.text.includes(`/new/${form}?subject=${encodeURIComponent(nothing)}`), form);
	await find(world.nobody, nothing);
	assert.deepEqual(await docket.sql(`SELECT times FROM search_miss WHERE query = '${nothing}'`), [{ times: '2' }]);
	const form = await world.client.get(`/new/problem?subject=${encodeURIComponent(nothing)}`);
	assert.equal(forms(form.text).find((one) => one.action === '/new/problem').values.subject, nothing);
});

test('facets narrow the result and say what they leave', async () => {
	const planted = word();
	const category = unique('shelf');
	const line = (n, fields) => JSON.stringify({ ref: unique('f-'), type: 'problem', created: `${2003 + n}-05-01T10:00:00Z`, status: 'closed', subject: `${planted} ${n}`, body: planted, messages: [], ...fields });
	await docket.ctl(['import', 'archive', '--audience', 'public', '-'], `${[line(0, { category }), line(1, { category }), line(2, { locale: 'pl' })].join('\n')}\n`);
	await until(async () => total(await find(world.nobody, planted)) === 3);
	const page = await find(world.nobody, planted);
	const links = [...page.text.matchAll(/<a href="(\/kb\/search[^"]*)"[^>]*>([^<]*)<\/a> <span class="number muted">(\d+)</g)].map(([, href, label, count]) => ({ href: href.replaceAll('&amp;', '&'), label, count: Number(count) }));
	assert.ok(links.length >= 5, textOf(page.text));
	for (const link of links) assert.equal(total(await world.nobody.get(link.href)), link.count, link.label);
	assert.ok(links.some((link) => link.label === 'Polski'));
});

test('staff use a solution by one click, and nothing typed is lost', async () => {
	const planted = word();
	const solved = await openTicket(world.client, { subject: `Cash drawer ${planted} stuck`, happened: 'It does not open.' });
	await press(world.agent, await deskPage(world.agent, solved), 'solve', { body: `Pull the **${planted}** lever.`, audience: 'participants' });
	const open = await openTicket(world.client, { subject: `Cash drawer ${planted} stuck again`, happened: 'It does not open.', suggested: '1' });
	await until(async () => (await deskPage(world.agent, open)).text.includes(`value="ticket-${solved.slice(1)}"`));
	const answer = await press(world.agent, await deskPage(world.agent, open), 'reuse', { body: 'Dear Clara,', reuse: `ticket-${solved.slice(1)}` });
	assert.equal(answer.status, 200);
	const work = forms(answer.text).find((form) => /\/reply$/.test(form.action));
	assert.equal(work.values.body, `Dear Clara,\n\nPull the **${planted}** lever.`);
	assert.equal(work.values.reused, `ticket-${solved.slice(1)}`);
	assert.equal((await press(world.agent, { ...answer, path: `/desk/t/${open}` }, 'reply')).status, 303);
	assert.equal((await docket.sql(`SELECT COUNT(*) AS n FROM ticket_link WHERE from_id = ${open.slice(1)} AND to_id = ${solved.slice(1)}`))[0].n, '1');
});

test('before a request is sent an answer is offered once; it helps and is credited, or the request goes with its files', async () => {
	const planted = word();
	const solved = await openTicket(world.client, { subject: `Scanner ${planted} beeps`, happened: `The scanner ${planted} beeps twice.` });
	await press(world.agent, await deskPage(world.agent, solved), 'solve', { body: 'Charge it.', audience: 'clients' });
	await until(found(world.client, solved, planted));

	const { values } = forms((await world.client.get('/new/problem')).text).find((form) => form.action === '/new/problem');
	const typed = { ...values, subject: `Scanner ${planted} beeps`, happened: 'All day “long” <b>&', expected: 'Silence', where: 'Till 3' };
	const asked = await world.client.post('/new/problem', typed, { files: { file: [{ name: 'noise.txt', content: 'beep' }] } });
	assert.equal(asked.status, 200, textOf(asked.text));
	assert.match(asked.text, /Does one of these solve it\?/);
	const form = forms(asked.text).find((one) => one.action === '/new/problem');
	for (const [name, value] of Object.entries({ subject: typed.subject, happened: typed.happened, expected: 'Silence', where: 'Till 3', suggested: '1', once: values.once })) assert.equal(form.values[name], value, name);
	assert.ok(form.values.upload);

	// Yes.
	const tickets = async () => (await docket.sql(`SELECT COUNT(*) AS n FROM ticket WHERE contact_id = ${world.client.id}`))[0].n;
	const before = await tickets();
	const helped = await world.client.post('/new/problem', { ...form.values, helped: `ticket-${solved.slice(1)}` }, { files: {} });
	assert.equal(helped.status, 303);
	assert.match((await world.client.follow({ ...helped, path: '/new/problem' })).text, new RegExp(`/kb/${solved}`));
	assert.equal(await tickets(), before);
	assert.equal((await docket.sql(`SELECT COUNT(*) AS n FROM ticket_helped WHERE ticket_id = ${solved.slice(1)}`))[0].n, '1');
	assert.equal((await world.client.post('/new/problem', { ...form.values, helped: 'ticket-999999999' }, { files: {} })).status, 404);

	// No.
	const sent = await world.client.post('/new/problem', form.values, { files: {} });
	assert.equal(sent.status, 303, textOf(sent.text));
	const page = await world.client.get(sent.location);
	for (const said of ['All day “long” <b>&', 'noise.txt', 'Till 3']) assert.ok(textOf(page.text).includes(said), said);
});

test('an article that helped is credited', async () => {
	const planted = word();
	const id = await publish(`Label ${planted} peels`, 'Press it.', 'clients');
	await until(async () => total(await find(world.client, planted)) === 1);
	const { values } = forms((await world.client.get('/new/problem')).text).find((form) => form.action === '/new/problem');
	const answer = await world.client.post('/new/problem', { ...values, helped: `article-${id}` }, { files: {} });
	assert.equal(answer.status, 303, textOf(answer.text));
	assert.deepEqual(await docket.sql(`SELECT kind, ticket_id FROM article_ticket WHERE article_id = ${id}`), [{ kind: 'deflected', ticket_id: null }]);
});

test('a link to a ticket in a message counts for it', async () => {
	const number = await solvedTicket(world, 'clients');
	const other = await openTicket(world.client);
	const links = async () => Number((await docket.sql(`SELECT COUNT(*) AS n FROM ticket_link WHERE to_id = ${number.slice(1)}`))[0].n);
	await press(world.agent, await deskPage(world.agent, other), 'reply', { body: 'See https://elsewhere.example/t/' + number, kind: 'public' });
	await press(world.agent, await deskPage(world.agent, other), 'reply', { body: `Note ${docket.url}/t/${number}`, kind: 'note' });
	assert.equal(await links(), 0);
	await press(world.agent, await deskPage(world.agent, other), 'reply', { body: `See [this](${docket.url}/kb/${number}-slug).` });
	await world.client.submit(`/t/${other}`, { body: `Twice ${docket.url}/t/${number}!` }, { form: `/t/${other}/reply` });
	assert.equal(await links(), 1);
});

test('imported links are found in whatever order the tickets come', async () => {
	const stem = `${unique('forum')}-`;
	const line = (n, body, messages = []) => JSON.stringify({ ref: `${stem}${n}`, type: 'question', created: `2020-01-0${n}T10:00:00Z`, status: 'closed', subject: `S${n}`, body, body_format: 'html', messages });
	const lines = [
		line(1, '<a href="https://forum.example/questions/3">x</a> <a href="https://forum.example/questions/1">self</a>'),
		line(2, 'see https://forum.example/q/questions/3?page=2#answer-9.', [{ ref: unique('m'), by: 'staff', created: '2020-02-01T00:00:00Z', body: 'and https://forum.example/questions/1, https://forum.example/show?id=3' }]),
		line(3, 'https://forum.example/questions/77'),
	].join('\n');
	const links = async () => (await docket.sql(`SELECT f.ref AS a, t.ref AS b FROM ticket_link l JOIN ticket f ON f.id = l.from_id JOIN ticket t ON t.id = l.to_id WHERE f.ref LIKE '${stem}%' ORDER BY 1, 2`)).map(({ a, b }) => `${a.slice(stem.length)}>${b.slice(stem.length)}`);
	for (let again = 0; again < 2; again++) {
		await docket.ctl(['import', 'archive', '-'], `${lines}\n`);
		assert.deepEqual(await links(), ['1>3', '2>1', '2>3']);
	}
	await docket.ctl(['import', 'archive', '-'], `${line(77, 'late')}\n`.replace('2020-01-077', '2020-01-07'));
	assert.deepEqual(await links(), ['1>3', '2>1', '2>3', '3>77']);
});

test('without a readable index titles are still found, and the page says so', async () => {
	const planted = word();
	const number = await solvedTicket(world, 'clients', { subject: `Kettle ${planted} 100%_boils` });
	const hidden = await solvedTicket(world, 'participants', { subject: `Kettle ${planted} hidden` });
	await until(found(world.client, hidden, planted));
	const live = path.join(docket.home, 'search', 'live');
	renameSync(live, `${live}.away`);
	try {
		const page = await find(world.other, `${planted} kettle`);
		assert.equal(page.status, 200);
		assert.match(page.text, /The search is being renewed/);
		assert.ok(page.text.includes(number) && !page.text.includes(hidden));
		assert.ok((await find(world.other, '100%_boils')).text.includes(number));
		assert.ok(!(await find(world.other, `${planted}%hidden`)).text.includes(hidden));
		assert.equal((await similar(world.other, planted)).length, 0);
		assert.equal((await openTicket(world.client)).slice(0, 1), 'H');
	} finally {
		if (existsSync(live)) rmSync(live); // the indexer may have made a new one
		renameSync(`${live}.away`, live);
	}
	await until(async () => !(await find(world.other, planted)).text.includes('being renewed'));
});

test('any text is a query: an ordinary page in ordinary time', async () => {
	const hostile = ['', ' ', '"', '""', '-', '--- -', '"a', 'a"', '-"x', 'the of and', 'AND OR NOT NEAR', '*', '?*', 'category:', 'tag:" :', 'year:99999999999999999999', 'lang:xx kind:y', 'x'.repeat(10_000), 'wort '.repeat(2000), '(a+)+$'.repeat(200), '[[['.repeat(500), '((('.repeat(1000), '-a '.repeat(1000), '"a b" '.repeat(500), '字'.repeat(1500), '\u202e\ufeffx', 'tag:x '.repeat(300)];
	for (const text of hostile) {
		const began = Date.now();
		const page = await find(world.nobody, text);
		assert.ok([200, 414].includes(page.status), `${page.status}: ${text.slice(0, 40)}`);
		assert.ok(Date.now() - began < 3000, `${Date.now() - began} ms: ${text.slice(0, 40)}`);
	}
	for (const more of ['&page=0', '&page=-1', '&page=101', '&page=x', '&year=x', '&kind=x', '&category=%00', '&language=%3Cscript%3E']) {
		const page = await find(world.nobody, 'mail', more);
		assert.ok([200, 400].includes(page.status), more);
		assert.ok(!page.text.includes('<script>'), more);
	}
});

const NAUGHTY = path.join(DATA, 'security', 'blns');
test('every naughty string is a query', { skip: existsSync(NAUGHTY) ? false : `${NAUGHTY} is not there` }, async () => {
	const lines = new Set();
	for (const name of readdirSync(NAUGHTY)) {
		const text = readFileSync(path.join(NAUGHTY, name), 'utf8');
		if (name.endsWith('.json')) for (const line of JSON.parse(text)) lines.add(String(line));
		else if (name.endsWith('.txt')) for (const line of text.split('\n')) if (!line.startsWith('#')) lines.add(line);
	}
	assert.ok(lines.size > 400, `${lines.size} strings`);
	let slowest = 0;
	for (const line of lines) {
		const began = Date.now();
		const page = await find(world.nobody, line);
		slowest = Math.max(slowest, Date.now() - began);
		// A NUL is refused in any address.
		assert.equal(page.status, line.includes('\0') ? 400 : 200, JSON.stringify(line));
		assert.doesNotMatch(page.text, /<script(?! type="module" src=)/i, JSON.stringify(line));
	}
	assert.ok(slowest < 3000, `${slowest} ms`);
});

test('similar --as-of knows only what had been opened before', async () => {
	const word = `quokka${Date.now().toString(36)}`;
	const line = (n, created) => JSON.stringify({ ref: `${word}-${n}`, type: 'question', created, status: 'solved', subject: `${word} scanner ${n}`, body: 'It blinks.' });
	assert.equal((await docket.ctl(['import', 'archive', '--audience', 'public', '-'], `${line(1, '2024-01-01T00:00:00Z')}\n${line(2, '2024-03-01T00:00:00Z')}\n`)).status, 0);
	const refs = async (...options) => {
		const { stdout } = await docket.ctl(['similar', '--json', ...options], `${word} scanner\nIt blinks.`);
		return stdout.split('\n').filter(Boolean).map((one) => JSON.parse(one).ref).filter((ref) => ref?.startsWith(word)).sort();
	};
	for (let tries = 0; tries < 200 && (await refs()).length < 2; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
	assert.deepEqual(await refs(), [`${word}-1`, `${word}-2`]);
	assert.deepEqual(await refs('--as-of', '2024-02-01T00:00:00Z'), [`${word}-1`]);
	assert.deepEqual(await refs('--as-of', '2023-12-01T00:00:00Z'), []);
});
