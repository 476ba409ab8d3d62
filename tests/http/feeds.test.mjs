// Feeds and calendars: valid in every state, cached as they should be, and private ones only for those who may.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sharedInstance } from '../lib/instance.mjs';
import { Client } from '../lib/client.mjs';
import { calendarEvents, calendarFaults, faults, hasSchemas, readFeed, unescapeText } from '../lib/feeds.mjs';
import { addOrganisation, addPerson, deskPage, openTicket, press, unique } from './people.mjs';

const docket = await sharedInstance();
const visitor = new Client(docket.url);
let agent;

before(async () => {
	agent = await addPerson(docket, { role: 'agent', name: unique('Agnes') });
});

test('the schemas are there', { skip: hasSchemas ? false : 'no schemas of feeds: the rules alone were checked' }, () => {});

const quoted = (text) => `CONVERT(X'${Buffer.from(text).toString('hex')}' USING utf8mb4)`;

async function addCategory(name = unique('Shelf')) {
	const code = unique('shelf');
	await docket.sql(`INSERT INTO category (code, name) VALUES ('${code}', ${quoted(name)})`);
	return { code, id: (await docket.sql(`SELECT id FROM category WHERE code = '${code}'`))[0].id };
}

/* An article as the editor's page would store it; at: seconds ago. → its key. */
async function addArticle(category, { title = unique('Article'), summary = '', html = '<p>Text</p>', language = 'en', audience = 'public', ago = 0, updated = ago } = {}) {
	await docket.sql(`INSERT INTO article (language, state, audience, category_id, title, summary, body, html, author_id, created_at, updated_at, published_at)
		VALUES ('${language}', 'published', '${audience}', ${category.id}, ${quoted(title)}, ${quoted(summary)}, 'Text', ${quoted(html)}, ${agent.id}, NOW(6) - INTERVAL ${ago} SECOND, NOW(6) - INTERVAL ${updated} SECOND, NOW(6) - INTERVAL ${ago} SECOND)`);
	return (await docket.sql(`SELECT MAX(id) AS id FROM article WHERE category_id = ${category.id}`))[0].id;
}

/* Past the copies that nginx keeps for a few seconds. */
let fresh = 0;
const past = (path) => `${path}${path.includes('?') ? '&' : '?'}fresh=${++fresh}`;

/* A secret address of that person, as the account page shows it: a path without its ending. */
async function makeAddress(person, feed) {
	const shown = async () => [...(await person.get('/account')).text.matchAll(/href="[^"]*(\/feed\/p\/[^"]+)\.atom"/g)].map(([, path]) => path);
	const had = await shown();
	const answer = await person.post('/account/feeds', { feed, csrf: await person.csrf('/account') });
	assert.equal(answer.status, 303, answer.text);
	const [made] = (await shown()).filter((path) => !had.includes(path));
	assert.match(made ?? '', /^\/feed\/p\/[ogq]\d+-[\w-]{43}$/);
	return made;
}

const HOSTILE = [
	'<script>alert(1)</script> & "quotes" \'single\'',
	']]><canary/><![CDATA[',
	'&amp; &lt;b&gt; &#0; &#x1f600; %41 \\n',
	'Zażółć gęślą jaźń', 'Blåbærsyltetøy på Ålesund', 'Съешь ещё этих мягких французских булок', '日本語のタイトル',
	'👩‍👩‍👧‍👦 🏳️‍🌈 🇳🇴 emoji', 'עברית \u202e from the right \u2066', 'nonsense \ufffe\uffff\u{1fffe} characters', 'controls \u0001\u0008\u001b\u007f\u0085\u009f end', 'a\ttab and\nline breaks\r\nin it', ' ', 'x'.repeat(250),
];

test('a feed of an empty category is valid, in both formats', async () => {
	const category = await addCategory();
	for (const ending of ['atom', 'rss']) {
		const answer = await visitor.get(`/feed/kb/category/${category.code}.${ending}`);
		assert.deepEqual(await faults(answer), [], ending);
		assert.equal(readFeed(answer).entries.length, 0);
	}
});

test('hostile titles, four languages and emoji make valid feeds that say the same', async () => {
	const category = await addCategory('<b>Shelf & "co"</b> 🛒');
	for (const [at, title] of HOSTILE.entries())
		await addArticle(category, { title, summary: title, html: `<p>${title.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')}</p><p><a href="/kb/1-x">here</a><img src="/file/article/1/x.png" alt=""></p>`, language: ['en', 'pl', 'nb', 'ru'][at % 4], ago: 100 - at });
	for (const ending of ['atom', 'rss']) {
		const answer = await visitor.get(`/feed/kb/category/${category.code}.${ending}`);
		assert.deepEqual(await faults(answer), [], ending);
		const { entries } = readFeed(answer);
		assert.equal(entries.length, HOSTILE.length);
		const titles = entries.map(({ title }) => title).reverse();
		for (const same of [0, 1, 2, 3, 4, 5, 6, 7, 8, 13]) assert.equal(titles[same], HOSTILE[same]);
		assert.equal(titles[10], 'controls \ufffd\ufffd\ufffd\ufffd\ufffd\ufffd end');
		assert.match(titles[9], /^nonsense \ufffd\ufffd/);
		assert.ok(entries.every(({ html }) => html.includes(`href="${docket.url}/kb/1-x"`) && html.includes(`src="${docket.url}/file/article/1/x.png"`)));
		assert.deepEqual(new Set(entries.map(({ language }) => language)), new Set(['en', 'pl', 'nb', 'ru']));
	}
});

test('a feed in one language has these articles alone, and says so', async () => {
	const category = await addCategory();
	for (const language of ['en', 'pl', 'nb', 'ru']) await addArticle(category, { title: `in ${language}`, language });
	for (const language of ['en', 'pl', 'nb', 'ru']) {
		for (const ending of ['atom', 'rss']) {
			const answer = await visitor.get(`/feed/kb/category/${category.code}.${ending}?language=${language}`, { headers: { 'Accept-Language': 'ru' } });
			assert.deepEqual(await faults(answer), []);
			assert.equal(readFeed(answer).language, language);
			assert.deepEqual(readFeed(answer).entries.map(({ title }) => title), [`in ${language}`]);
		}
	}
});

test('what is not for everybody is in no public feed, also for who is signed in', async () => {
	const category = await addCategory();
	for (const audience of ['staff', 'organisation', 'clients', 'public']) await addArticle(category, { title: `for ${audience}`, audience });
	for (const person of [visitor, agent]) {
		const { entries } = readFeed(await person.get(past(`/feed/kb/category/${category.code}.atom`)));
		assert.deepEqual(entries.map(({ title }) => title), ['for public']);
	}
});

test('ids stay over edits, formats and feeds, and updated follows the edit', async () => {
	const category = await addCategory();
	const id = await addArticle(category, { ago: 5000 });
	const path = `/feed/kb/category/${category.code}`;
	const [before] = readFeed(await visitor.get(past(`${path}.atom`))).entries;
	await docket.sql(`UPDATE article SET title = 'edited', updated_at = NOW(6) WHERE id = ${id}`);
	const after = readFeed(await visitor.get(past(`${path}.atom`)));
	const [rss] = readFeed(await visitor.get(past(`${path}.rss`))).entries;
	assert.equal(after.entries[0].title, 'edited');
	assert.equal(after.entries[0].id, before.id);
	assert.equal(rss.id, before.id);
	assert.equal(after.entries[0].published, before.published);
	assert.ok(after.entries[0].updated > before.updated);
	assert.equal(after.updated, after.entries[0].updated);
	assert.match(before.id, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('10,000 articles come page by page, each once, every page valid', async () => {
	const category = await addCategory();
	await docket.sql(`INSERT INTO article (language, state, audience, category_id, title, body, html, author_id, created_at, updated_at, published_at)
		SELECT 'en', 'published', 'public', ${category.id}, CONCAT('Number ', seq), 'x', '<p>Text</p>', ${agent.id}, '2026-01-01', '2026-01-01' + INTERVAL seq DIV 7 SECOND, '2026-01-01' + INTERVAL seq DIV 7 SECOND FROM seq_1_to_10000`);
	for (const ending of ['atom', 'rss']) {
		const seen = new Set();
		let path = `/feed/kb/category/${category.code}.${ending}`;
		let pages = 0;
		let id;
		for (; path; pages++) {
			const answer = await visitor.get(path);
			assert.deepEqual(await faults(answer, { schema: pages % 100 === 0 }), [], path);
			const feed = readFeed(answer);
			assert.equal(feed.id, id ?? feed.id);
			id = feed.id;
			assert.equal(feed.self, docket.url + path);
			assert.equal(feed.first, `${docket.url}/feed/kb/category/${category.code}.${ending}`);
			for (const entry of feed.entries) {
				assert.ok(!seen.has(entry.id), 'an entry stands on two pages');
				seen.add(entry.id);
			}
			path = feed.next && new URL(feed.next).pathname + new URL(feed.next).search;
		}
		assert.equal(seen.size, 10000);
		assert.equal(pages, 500);
	}
	await docket.sql(`DELETE FROM article WHERE category_id = ${category.id}`);
});

test('a search is a feed, too, and an empty one is valid', async () => {
	const answer = await visitor.get('/feed/kb/search.atom?q=mail');
	assert.deepEqual(await faults(answer), []);
	const feed = readFeed(answer);
	assert.ok(feed.entries.length > 0);
	assert.deepEqual([...feed.entries].sort((a, b) => Date.parse(b.updated) - Date.parse(a.updated)).map(({ id }) => id).length, feed.entries.length);
	for (const path of ['/feed/kb/search.rss?q=mail&kind=article', '/feed/kb/search.atom', '/feed/kb/search.rss?q=', `/feed/kb/search.atom?q=${encodeURIComponent('"<&>" zzqqx 👩‍👧')}`])
		assert.deepEqual(await faults(await visitor.get(path)), [], path);
	assert.equal((await visitor.get('/feed/kb/search.atom?q=mail&after=x')).status, 400);
});

test('304 for who has it, by tag and by time, also packed; HEAD says the same without a body', async () => {
	const category = await addCategory();
	await addArticle(category, { html: `<p>${'many words '.repeat(400)}</p>`, ago: 60 });
	const path = `/feed/kb/category/${category.code}.atom`;
	const first = await visitor.get(path);
	assert.match(first.headers.etag, /^"[0-9a-f]{32}"$/);
	assert.ok(first.headers['last-modified']);
	assert.equal(first.headers['cache-control'], 'no-cache');
	assert.equal(first.headers['set-cookie'], undefined);
	for (const headers of [{ 'If-None-Match': first.headers.etag }, { 'If-None-Match': `"x", W/${first.headers.etag}` }, { 'If-Modified-Since': first.headers['last-modified'] }]) {
		for (const where of [path, past(path)]) {
			const again = await visitor.get(where, { headers: where === path ? headers : { ...headers } });
			if (where === path) assert.equal(again.status, 304, JSON.stringify(headers));
		}
	}
	assert.equal((await visitor.get(path, { headers: { 'If-None-Match': '"another"' } })).status, 200);
	const packed = await visitor.get(path, { headers: { 'Accept-Encoding': 'gzip' } });
	assert.equal(packed.headers['content-encoding'], 'gzip');
	assert.equal(packed.headers.etag, `W/${first.headers.etag}`);
	assert.equal(gunzipSync(packed.bytes).toString(), first.text);
	assert.equal((await visitor.get(path, { headers: { 'Accept-Encoding': 'gzip', 'If-None-Match': packed.headers.etag } })).status, 304);
	const head = await visitor.request('HEAD', path);
	assert.equal(head.status, 200);
	assert.equal(head.bytes.length, 0);
	assert.equal(head.headers.etag, first.headers.etag);
});

test("nginx keeps a public feed for a moment, and never one reader's for another", async () => {
	const category = await addCategory();
	const path = `/feed/kb/category/${category.code}.rss`;
	const first = await agent.get(path, { headers: { 'Accept-Language': 'pl' } });
	await addArticle(category);
	const second = await visitor.get(path);
	assert.equal(second.headers['x-request-id'], first.headers['x-request-id'], 'one answer for both');
	assert.equal(second.text, first.text);
});

test('pages say which feeds belong to them', async () => {
	const category = await addCategory('Tills & tapes');
	const linksOf = (html) => [...html.matchAll(/<link rel="alternate" type="application\/(atom|rss)\+xml" title="([^"]+)" href="([^"]+)">/g)].map(([, , , href]) => href.replaceAll('&amp;', '&'));
	for (const [page, path] of [['/kb', '/feed/kb'], [`/kb/category/${category.code}`, `/feed/kb/category/${category.code}`]]) {
		const links = linksOf((await visitor.get(page)).text);
		assert.deepEqual(links, [`${path}.atom`, `${path}.rss`]);
		for (const href of links) assert.deepEqual(await faults(await visitor.get(href)), []);
	}
	const links = linksOf((await visitor.get('/kb/search?q=mail%20%26%20more&kind=article')).text);
	assert.deepEqual(links, ['/feed/kb/search.atom?q=mail%20%26%20more&kind=article', '/feed/kb/search.rss?q=mail%20%26%20more&kind=article']);
	assert.deepEqual(await faults(await visitor.get(links[0])), []);
});

// --- Private ones.

test('a client reads their own requests by a secret address: an answer is a new entry, another status an edit', async () => {
	const client = await addPerson(docket, { name: 'Ola <b>&</b> Nordmann' });
	const address = await makeAddress(client, 'own');
	for (const ending of ['atom', 'rss']) assert.deepEqual(await faults(await visitor.get(`${address}.${ending}`)), [], 'empty');
	assert.deepEqual(calendarFaults(await visitor.get(`${address}.ics`)), [], 'empty');

	const subject = 'Blank <receipts> & "more" 🧾';
	const number = await openTicket(client, { subject, happened: 'The till prints <b>nothing</b>.' });
	const asked = readFeed(await visitor.get(`${address}.atom`)).entries;
	assert.equal(asked.length, 1);
	assert.ok(asked[0].title.includes(number) && asked[0].title.includes(subject));
	assert.equal(asked[0].url, `${docket.url}/t/${number}`);

	assert.equal((await press(agent, await deskPage(agent, number), 'take')).status, 303);
	const taken = readFeed(await visitor.get(`${address}.atom`)).entries;
	assert.deepEqual(taken.map(({ id }) => id), asked.map(({ id }) => id), 'an edit');
	assert.notEqual(taken[0].title + taken[0].html, asked[0].title + asked[0].html);
	assert.ok(taken[0].updated > asked[0].updated);

	assert.equal((await press(agent, await deskPage(agent, number), 'reply', { body: 'Please change the **paper**.' })).status, 303);
	const answered = readFeed(await visitor.get(`${address}.rss`)).entries;
	assert.equal(answered.length, 1);
	assert.notEqual(answered[0].id, asked[0].id, 'news');
	assert.match(answered[0].html, /<strong>paper<\/strong>/);

	assert.equal((await press(agent, await deskPage(agent, number), 'reply', { body: 'between us', kind: 'note' })).status, 303);
	const noted = await visitor.get(`${address}.rss`);
	assert.equal(readFeed(noted).entries[0].id, answered[0].id);
	assert.ok(!noted.text.includes('between us'));
	for (const ending of ['atom', 'rss']) assert.deepEqual(await faults(await visitor.get(`${address}.${ending}`)), []);
});

test('what is private is in no shared cache, and a browser keeps nothing of it', async () => {
	const client = await addPerson(docket);
	const address = await makeAddress(client, 'own');
	const first = await visitor.get(`${address}.atom`);
	assert.equal(first.headers['cache-control'], 'private, no-store');
	await openTicket(client);
	const second = await visitor.get(`${address}.atom`);
	assert.notEqual(second.headers['x-request-id'], first.headers['x-request-id']);
	assert.equal(readFeed(second).entries.length, 1, 'a change shows at once');
	const same = await visitor.get(`${address}.atom`, { headers: { 'If-None-Match': second.headers.etag } });
	assert.equal(same.status, 304);
	assert.equal(same.headers['cache-control'], 'private, no-store');
});

test('an unchanged private feed is known by one look-up, and whatever changes makes it new', async () => {
	const client = await addPerson(docket);
	const address = await makeAddress(client, 'own');
	const number = await openTicket(client);
	await docket.sql(`UPDATE ticket SET updated_at = NOW(6) - INTERVAL 5 MINUTE, created_at = NOW(6) - INTERVAL 5 MINUTE WHERE id = ${number.slice(1)}`);
	const first = await visitor.get(`${address}.atom`);
	const has = { headers: { 'If-None-Match': `W/${first.headers.etag}` } };
	assert.equal((await visitor.get(`${address}.atom`, has)).status, 304);
	assert.equal((await visitor.get(`${address}.atom`, { headers: { 'If-None-Match': first.headers.etag.replace(/-[0-9a-f]+/, '-0') } })).status, 304, 'the state alone is enough');
	assert.equal((await visitor.get(`${address}.rss`, has)).status, 200, 'of another format');
	await docket.sql(`UPDATE account SET language = 'pl' WHERE id = ${client.id}`);
	const polish = await visitor.get(`${address}.atom`, has);
	assert.equal(polish.status, 200);
	assert.equal(readFeed(polish).language, 'pl');
	assert.equal((await press(agent, await deskPage(agent, number), 'take')).status, 303);
	assert.equal((await visitor.get(`${address}.atom`, { headers: { 'If-None-Match': polish.headers.etag } })).status, 200);
});

test('an address that is taken back is nothing at once, and one of a disabled account or organisation', async () => {
	const organisation = await addOrganisation(docket);
	const client = await addPerson(docket, { organisation });
	const address = await makeAddress(client, 'own');
	const first = await visitor.get(`${address}.atom`);
	const has = { headers: { 'If-None-Match': first.headers.etag } };
	const ask = async () => (await Promise.all(['atom', 'rss', 'ics'].map((ending) => visitor.get(`${address}.${ending}`, has)))).map(({ status }) => status);
	for (const [off, on] of [
		[`UPDATE account SET is_active = 0 WHERE id = ${client.id}`, `UPDATE account SET is_active = 1 WHERE id = ${client.id}`],
		[`UPDATE organisation SET is_active = 0 WHERE name = '${organisation}'`, `UPDATE organisation SET is_active = 1 WHERE name = '${organisation}'`],
	]) {
		await docket.sql(off);
		assert.deepEqual(await ask(), [404, 404, 404], off);
		await docket.sql(on);
		assert.equal((await ask())[1], 200);
	}
	const page = await client.get('/account');
	const action = page.text.match(/action="(\/account\/feeds\/\d+\/revoke)"/)[1];
	assert.equal((await agent.post(action, { csrf: await agent.csrf('/account') })).status, 404, "somebody else's");
	assert.equal((await client.post(action, { csrf: await client.csrf('/account') })).status, 303);
	assert.deepEqual(await ask(), [404, 404, 404]);
	assert.notEqual(await makeAddress(client, 'own'), address, 'a new one is another');
	assert.deepEqual(await ask(), [404, 404, 404]);
});

test('one address a feed, whose secret is neither in the database nor in a log, and whose use is noted once an hour', async () => {
	const client = await addPerson(docket);
	const address = await makeAddress(client, 'own');
	assert.equal((await client.post('/account/feeds', { feed: 'own', csrf: await client.csrf('/account') })).status, 303);
	const rows = await docket.sql(`SELECT HEX(token_hash) AS hash, HEX(seed) AS seed, used_at FROM feed_address WHERE account_id = ${client.id}`);
	assert.equal(rows.length, 1);
	const secret = address.split('/').pop();
	assert.ok(!Buffer.from(rows[0].hash + rows[0].seed, 'hex').includes(Buffer.from(secret.slice(secret.indexOf('-') + 1), 'base64url').subarray(0, 8)));
	assert.equal(rows[0].used_at, null);
	await visitor.get(`${address}.atom`);
	const used = async () => (await docket.sql(`SELECT used_at FROM feed_address WHERE account_id = ${client.id}`))[0].used_at;
	const first = await used();
	assert.ok(first);
	await visitor.get(`${address}.atom`);
	assert.equal(await used(), first);
	await docket.sql(`UPDATE feed_address SET used_at = used_at - INTERVAL 61 MINUTE WHERE account_id = ${client.id}`);
	await visitor.get(`${address}.atom`);
	assert.ok((await used()) > first);
	for (const name of ['access.log', 'feed.log', 'nginx.log']) assert.ok(!existsSync(join(docket.home, 'log', name)) || !readFileSync(join(docket.home, 'log', name), 'utf8').includes(secret), name);
});

test("an organisation's feed shows what its scope allows at that moment", async () => {
	const organisation = await addOrganisation(docket);
	const scope = (to) => docket.sql(`UPDATE organisation SET client_scope = '${to}' WHERE name = '${organisation}'`);
	const client = await addPerson(docket, { organisation });
	const colleague = await addPerson(docket, { organisation });
	const stranger = await addPerson(docket, { organisation: await addOrganisation(docket), name: unique('Secretname') });
	const theirs = await openTicket(colleague);
	const others = await openTicket(stranger);
	assert.equal((await client.post('/account/feeds', { feed: 'organisation', csrf: await client.csrf('/account') })).status, 404);
	await scope('organisation');
	const address = await makeAddress(client, 'organisation');
	const titles = async () => readFeed(await visitor.get(`${address}.atom`)).entries.map(({ title }) => title.split(' ')[0]);
	assert.deepEqual(await titles(), [theirs]);
	await scope('all');
	assert.ok((await titles()).includes(others));
	const all = await visitor.get(`${address}.atom`);
	assert.ok(!all.text.includes(stranger.name), 'no names of other organisations');
	assert.deepEqual(await faults(all), []);
	await scope('own');
	assert.equal((await visitor.get(`${address}.atom`, { headers: { 'If-None-Match': all.headers.etag } })).status, 404);
});

test('staff follow queues, until they are staff no more', async () => {
	const client = await addPerson(docket);
	const member = await addPerson(docket, { role: 'agent', name: unique('Mem') });
	const address = await makeAddress(member, 'queue-mine');
	const number = await openTicket(client);
	assert.equal(readFeed(await visitor.get(`${address}.atom`)).entries.length, 0);
	assert.equal((await press(member, await deskPage(member, number), 'take')).status, 303);
	const { entries } = readFeed(await visitor.get(`${address}.atom`));
	assert.deepEqual(entries.map(({ url }) => url), [`${docket.url}/desk/t/${number}`]);
	assert.equal((await press(member, await deskPage(member, number), 'reply', { body: 'between us', kind: 'note' })).status, 303);
	const noted = await visitor.get(`${address}.atom`);
	assert.ok(noted.text.includes('between us'));
	assert.deepEqual(await faults(noted), []);
	for (const queue of ['unassigned', 'open', 'status-new', 'status-solved']) {
		const path = await makeAddress(member, `queue-${queue}`);
		for (const ending of ['atom', 'rss']) assert.deepEqual(await faults(await visitor.get(`${path}.${ending}`)), [], queue);
		assert.deepEqual(calendarFaults(await visitor.get(`${path}.ics`)), [], queue);
	}
	await docket.sql(`UPDATE account SET role = 'client' WHERE id = ${member.id}`);
	assert.equal((await visitor.get(`${address}.atom`, { headers: { 'If-None-Match': noted.headers.etag } })).status, 404);
});

test('due times are events of a calendar: folded, escaped, counted up with each change', async () => {
	const client = await addPerson(docket);
	const address = await makeAddress(client, 'own');
	const subject = `Zażółć; gęślą, jaźń \\ 🧾 ${'ą'.repeat(90)} end`;
	const number = await openTicket(client, { subject });
	assert.equal(calendarEvents((await visitor.get(`${address}.ics`)).bytes).length, 0);
	const due = (at) => docket.sql(`UPDATE ticket SET due_at = '${at}', version = version + 1, updated_at = NOW(6) WHERE id = ${number.slice(1)}`);
	await due('2027-01-04 12:30:00');
	const answer = await visitor.get(`${address}.ics`);
	assert.deepEqual(calendarFaults(answer), []);
	const [event] = calendarEvents(answer.bytes);
	assert.equal(event.DTSTART, '20270104T123000Z');
	assert.ok(unescapeText(event.SUMMARY).endsWith(`${number} ${subject}`));
	assert.equal(event.URL, `${docket.url}/t/${number}`);
	await due('2027-01-05 12:30:00');
	const [moved] = calendarEvents((await visitor.get(`${address}.ics`, { headers: { 'If-None-Match': answer.headers.etag } })).bytes);
	assert.equal(moved.UID, event.UID);
	assert.ok(Number(moved.SEQUENCE) > Number(event.SEQUENCE));
	assert.equal(moved.DTSTART, '20270105T123000Z');
});

test('a private feed is paged, and each page is known by its own tag', async () => {
	const client = await addPerson(docket);
	const address = await makeAddress(client, 'own');
	await docket.sql(`INSERT INTO ticket (type_id, source, contact_id, status_id, is_open, subject, created_at, updated_at)
		SELECT 1, 'form', ${client.id}, 1, 1, CONCAT('Paged ', seq), '2026-01-01', '2026-01-01' + INTERVAL seq DIV 3 SECOND FROM seq_1_to_45`);
	const seen = new Set();
	const tags = new Set();
	let path = `${address}.atom`;
	for (; path; ) {
		const answer = await visitor.get(path);
		assert.deepEqual(await faults(answer), [], path);
		const feed = readFeed(answer);
		for (const { id } of feed.entries) seen.add(id);
		tags.add(answer.headers.etag);
		path = feed.next && new URL(feed.next).pathname + new URL(feed.next).search;
	}
	assert.equal(seen.size, 45);
	assert.equal(tags.size, 3);
	assert.equal((await visitor.get(`${address}.atom?after=nonsense`)).status, 400);
	await docket.sql(`DELETE FROM ticket WHERE contact_id = ${client.id} AND subject LIKE 'Paged %'`);
});
