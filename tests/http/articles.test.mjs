// Articles over HTTP: from a solved ticket to a reader's vote, what nobody else sees, caches, and two editors at once.

import assert from 'node:assert/strict';
import path from 'node:path';
import { before, test } from 'node:test';
import { Client, forms, unescapeHtml, urlencoded } from '../lib/client.mjs';
import { BUILD, run, sharedInstance } from '../lib/instance.mjs';
import { deskPage, openTicket, press, textOf, unique } from './people.mjs';
import { makeWorld } from './world.mjs';

const docket = await sharedInstance();
let world;
before(async () => {
	world = await makeWorld(docket);
});

const editor = (page) => forms(page.text).find((form) => /\/desk\/articles\/(new|\d+\/save)$/.test(form.action));
const idOf = (location) => Number(location.match(/^\/desk\/articles\/(\d+)$/)[1]);

/* Writes an article as the editor's form would; then: "published"… → its key. */
async function write(fields = {}, then = 'published', agent = world.agent) {
	const page = await agent.get('/desk/articles/new');
	const answer = await agent.post('/desk/articles/new', { ...editor(page).values, title: unique('Article'), body: '## Problem\n\nIt stops.', audience: 'public', language: 'en', then, ...fields }, { files: {} });
	assert.equal(answer.status, 303, textOf(answer.text));
	return idOf(answer.location);
}

async function edit(id, fields = {}, agent = world.agent) {
	const page = await agent.get(`/desk/articles/${id}`);
	assert.equal(page.status, 200);
	return agent.post(`/desk/articles/${id}/save`, { ...editor(page).values, ...fields }, { files: {} });
}

const read = async (id, reader = new Client(docket.url)) => reader.follow(await reader.get(`/kb/${id}`));
const counts = async (id) => (await docket.sql(`SELECT COALESCE(SUM(views), 0) AS views, COALESCE(SUM(helped), 0) AS helped, COALESCE(SUM(failed), 0) AS failed FROM article_stat WHERE article_id = ${id}`))[0];

const tick = () => run(path.join(BUILD, 'bin', 'clock'), ['--home', docket.home, '--once'], { env: docket.environment });

async function eventually(what, check) {
	for (let tries = 0; tries < 50; tries++) {
		if (await check()) return;
		await new Promise((next) => setTimeout(next, 100));
	}
	assert.fail(what);
}

test('a solved ticket becomes an article without names and secrets, tied to it both ways', async () => {
	const subject = unique('Receipts');
	const happened = `It stopped at 192.0.2.17.\nWrite to ${world.client.email} or +47 22 33 44 55.\nThe password: hunter2\n# 3 * 4\nVersion 115.3.1 it is.`;
	const number = await openTicket(world.client, { subject, happened });
	assert.equal((await world.agent.get(`/desk/t/${number}/article`)).status, 409);
	assert.equal((await press(world.agent, await deskPage(world.agent, number), 'solve', { body: `Hello ${world.client.name}, the **old driver** is back.`, audience: 'participants' })).status, 303);

	const review = await world.agent.get(`/desk/t/${number}/article`);
	assert.equal(review.status, 200);
	const form = forms(review.text).find((one) => one.action.endsWith('/article'));
	const boxes = form.fields.filter((field) => field.name === 'remove');
	assert.ok(boxes.length >= 5 && boxes.every((box) => 'checked' in box), 'each finding is to be removed unless somebody says otherwise');
	const found = [...review.text.matchAll(/<span class="finding-text">([^<]*)<\/span>/g)].map(([, text]) => unescapeHtml(text));
	for (const secret of ['192.0.2.17', world.client.email, '+47 22 33 44 55', 'hunter2']) assert.ok(found.includes(secret), `${secret} in ${found}`);
	assert.ok(!found.some((text) => text.includes('115.3.1')));

	// The network address stays: somebody unchecked it.
	const keep = boxes[found.indexOf('192.0.2.17')].value;
	const made = await world.agent.post(`/desk/t/${number}/article`, [['csrf', form.values.csrf], ['digest', form.values.digest], ...boxes.filter((box) => box.value !== keep).map((box) => ['remove', box.value])]);
	assert.equal(made.status, 303, textOf(made.text));
	const id = idOf(made.location);
	const [row] = await docket.sql(`SELECT * FROM article WHERE id = ${id}`);
	assert.equal(row.state, 'draft');
	assert.equal(row.audience, 'staff');
	assert.match(row.title, /Receipts/);
	assert.match(row.body, /^## Problem\n\nIt stopped at 192\.0\.2\.17\./);
	assert.match(row.body, /\[e-mail\] or \[telephone\]/);
	assert.match(row.body, /The password: \[password\]/);
	assert.match(row.body, /\\# 3 \\\* 4/);
	assert.match(row.body, /## Solution\n\nHello \[name\], the \*\*old driver\*\* is back\./);
	for (const secret of [world.client.email, '22 33 44', 'hunter2', world.client.name]) assert.ok(!row.body.includes(secret), secret);

	assert.match((await deskPage(world.agent, number)).text, new RegExp(`/desk/articles/${id}"`));
	const page = await world.agent.get(`/desk/articles/${id}`);
	assert.match(page.text, new RegExp(`/desk/t/${number}"`));
	assert.match((await world.agent.get(`/desk/t/${number}/article`)).text, /has made an article before/);

	assert.equal((await edit(id, { audience: 'public', then: 'published' })).status, 303);
	assert.equal((await read(id)).status, 200);
});

test('a ticket that changed while its text was looked through is looked through again', async () => {
	const number = await openTicket(world.client);
	await press(world.agent, await deskPage(world.agent, number), 'solve', { body: 'Fixed.', audience: 'participants' });
	const form = forms((await world.agent.get(`/desk/t/${number}/article`)).text).find((one) => one.action.endsWith('/article'));
	await docket.sql(`UPDATE ticket SET subject = 'Call 22 33 44 55 now' WHERE id = ${number.slice(1)}`);
	const answer = await world.agent.post(`/desk/t/${number}/article`, { csrf: form.values.csrf, digest: form.values.digest });
	assert.equal(answer.status, 409);
	assert.match(answer.text, /22 33 44 55/);
	assert.equal((await docket.sql(`SELECT COUNT(*) AS n FROM article_ticket WHERE ticket_id = ${number.slice(1)}`))[0].n, '0');
});

test('an old address leads to the right one, and a translation tells of its siblings', async () => {
	const title = unique('Blank');
	const id = await write({ title });
	const right = `/kb/${id}-${title.toLowerCase()}`;
	const visitor = new Client(docket.url);
	for (const wrong of [`/kb/${id}`, `/kb/${id}-old-words`, `/kb/${id}-`]) {
		const answer = await visitor.get(`${wrong}?lang=pl`);
		assert.equal(answer.status, 301, wrong);
		assert.equal(answer.location, `${right}?lang=pl`);
	}
	for (const none of ['/kb/999999999', '/kb/0', `/kb/0${id}`, `/kb/${id}x`, '/kb/12345678901234567890']) assert.equal((await visitor.get(none)).status, 404, none);
	const polish = unique('Pusty');
	const other = await write({ title: polish, language: 'pl', family: String(id) });
	const page = await visitor.get(right);
	assert.match(page.text, new RegExp(`<link rel="canonical" href="[^"]*${right}">`));
	assert.match(page.text, new RegExp(`<link rel="alternate" hreflang="pl" href="[^"]*/kb/${other}-${polish.toLowerCase()}">`));
	assert.match(page.text, /<link rel="alternate" hreflang="en"/);
	const again = await world.agent.post('/desk/articles/new', { ...editor(await world.agent.get('/desk/articles/new')).values, title: 'x', language: 'pl', audience: 'public', family: String(other) }, { files: {} });
	assert.equal(again.status, 422);
	assert.match(textOf(again.text), /translation into this language already/);
});

test('what is not for a reader is not there: not by its page, lists, sitemap or pictures', async () => {
	const word = unique('Planted');
	const ids = {};
	for (const audience of ['staff', 'clients', 'public']) ids[audience] = await write({ title: `${word} ${audience}`, audience });
	const [{ id: organisation }] = await docket.sql(`SELECT id FROM organisation WHERE name = '${world.organisation}'`);
	ids.organisation = await write({ title: `${word} organisation`, audience: 'organisation', organisation: String(organisation) });
	ids.draft = await write({ title: `${word} draft` }, '');
	ids.retired = await write({ title: `${word} retired` });
	assert.equal((await edit(ids.retired, { then: 'retired' })).status, 303);
	const seen = { nobody: ['public'], client: ['clients', 'public', 'organisation'], other: ['clients', 'public'], agent: ['staff', 'clients', 'public', 'organisation'] };
	for (const [role, readable] of Object.entries(seen)) {
		for (const [name, id] of Object.entries(ids)) assert.equal((await read(id, world[role])).status, readable.includes(name) ? 200 : 404, `${name} by ${role}`);
		const list = (await world[role].get('/kb')).text;
		for (const name of ['draft', 'retired', 'staff']) if (!readable.includes(name)) assert.ok(!list.includes(`${word} ${name}`), `${name} in the list of ${role}`);
		assert.ok(list.includes(`${word} public`));
	}
	const map = (await world.agent.get('/kb/sitemap.xml')).text;
	assert.match(map, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<urlset /);
	for (const [name, id] of Object.entries(ids)) assert.equal(map.includes(`/kb/${id}-`), name === 'public', name);
	assert.match((await world.nobody.get('/robots.txt')).text, /^User-agent: \*\n[\s\S]*Disallow: \/desk\n[\s\S]*\nSitemap: http[^\n]*\/kb\/sitemap\.xml\n$/);
});

test('public pages carry validators and answer 304; private ones do not', async () => {
	const id = await write();
	const visitor = new Client(docket.url);
	const page = await read(id, visitor);
	const { etag } = page.headers;
	assert.match(etag, /^"[0-9a-f]{32}"$/);
	assert.equal(page.headers['cache-control'], 'no-cache');
	assert.match(page.headers.vary, /Cookie/);
	assert.match(page.headers.vary, /Accept-Language/);
	assert.equal(page.headers['set-cookie'], undefined);
	for (const tag of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
		const answer = await visitor.get(page.path, { headers: { 'If-None-Match': tag } });
		assert.equal(answer.status, 304, tag);
		assert.equal(answer.bytes.length, 0);
		assert.equal(answer.headers.etag, etag);
	}
	for (const tag of ['"other"', etag.slice(0, -2), `x${etag}`]) assert.equal((await visitor.get(page.path, { headers: { 'If-None-Match': tag } })).status, 200, tag);
	assert.equal((await visitor.get(page.path, { headers: { 'If-Modified-Since': page.headers['last-modified'] } })).status, 304);
	assert.equal((await visitor.get(page.path, { headers: { 'If-Modified-Since': 'Thu, 01 Jan 2015 00:00:00 GMT' } })).status, 200);
	assert.equal((await visitor.get(page.path, { headers: { 'If-None-Match': '"other"', 'If-Modified-Since': page.headers['last-modified'] } })).status, 200);
	assert.equal((await edit(id, { body: 'Quite another text.' })).status, 303);
	assert.equal((await visitor.get(page.path, { headers: { 'If-None-Match': etag } })).status, 200);
	const known = await read(id, world.client);
	assert.equal(known.headers.etag, undefined);
	assert.match(known.headers['cache-control'], /private/);
	for (const list of ['/kb', '/kb/category/tills']) assert.match((await visitor.get(list)).headers.etag, /^"/, list);
});

test('a reader without an account votes once, and may change it', async () => {
	const id = await write();
	const visitor = new Client(docket.url, { headers: { 'User-Agent': unique('Browser') } });
	const page = await read(id, visitor);
	const form = forms(page.text).find((one) => one.action === `/kb/${id}/vote`);
	const vote = (fields, options) => visitor.post(`/kb/${id}/vote`, { csrf: form.values.csrf, ...fields }, options);
	const first = await vote({ helped: 'yes' });
	assert.equal(first.status, 303, textOf(first.text));
	assert.match((await visitor.follow(first)).text, /good to know/);
	assert.equal((await vote({ helped: 'yes' })).status, 303);
	assert.deepEqual([(await counts(id)).helped, (await counts(id)).failed], ['1', '0']);
	const reason = `<b>Step 2</b> ${'x'.repeat(1500)}`;
	assert.equal((await vote({ helped: 'no', reason })).status, 303);
	assert.deepEqual([(await counts(id)).helped, (await counts(id)).failed], ['0', '1']);
	assert.match((await world.agent.get(`/desk/articles/${id}`)).text, /&lt;b&gt;Step 2/);
	for (const fields of [{}, { helped: 'maybe' }]) assert.equal((await vote(fields)).status, 400);
	const rows = await docket.sql(`SELECT HEX(reader_hash) AS hash FROM article_vote WHERE article_id = ${id}`);
	assert.equal(rows.length, 1);
});

test('a vote is taken only from a page of ours', async () => {
	const id = await write();
	const other = await write();
	const visitor = new Client(docket.url);
	const token = async (of) => forms((await read(of, visitor)).text).find((one) => one.action === `/kb/${of}/vote`).values.csrf;
	const right = await token(id);
	const post = (csrf, headers) => visitor.post(`/kb/${id}/vote`, { helped: 'no', csrf }, { headers });
	for (const origin of ['https://evil.example', 'null']) assert.equal((await post(right, { Origin: origin })).status, 403, origin);
	const without = await visitor.request('POST', `/kb/${id}/vote`, { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: urlencoded({ helped: 'no', csrf: right }) });
	assert.equal(without.status, 403, 'without an Origin header');
	for (const wrong of ['', 'x', `${right}x`, await token(other)]) assert.equal((await post(wrong)).status, 403, wrong);
	assert.equal((await counts(id)).failed, '0');
	// The page that says so sends it again.
	const stale = await post('stale');
	const resend = forms(stale.text).find((one) => one.action === `/kb/${id}/vote`);
	assert.equal((await visitor.post(resend.action, resend.values)).status, 303);
	assert.equal((await counts(id)).failed, '1');
});

test('views are counted after the answer, and those of staff are not', async () => {
	const id = await write();
	const visitor = new Client(docket.url);
	for (let i = 0; i < 5; i++) assert.equal((await read(id, visitor)).status, 200);
	await read(id, world.agent);
	await visitor.request('HEAD', (await read(id, world.agent)).path);
	await eventually('five views are counted', async () => (await counts(id)).views === '5');
	await new Promise((next) => setTimeout(next, 1200));
	assert.equal((await counts(id)).views, '5');
});

test('two editors never overwrite each other: the second sees what the first changed and keeps what they typed', async () => {
	const id = await write({ body: 'First line.\n\nHold the key for two seconds.\n' });
	const mine = editor(await world.agent.get(`/desk/articles/${id}`)).values;
	assert.equal((await edit(id, { body: 'First line.\n\nHold the key for ten seconds.\n', reason: 'tested' }, world.admin)).status, 303);
	const answer = await world.agent.post(`/desk/articles/${id}/save`, { ...mine, body: 'Mine alone.', title: 'My <title>' }, { files: {} });
	assert.equal(answer.status, 409);
	assert.match(answer.text, /<del>two<\/del>/);
	assert.match(answer.text, /<ins>ten<\/ins>/);
	const again = editor(answer).values;
	assert.equal(again.body, 'Mine alone.');
	assert.equal(again.title, 'My <title>');
	assert.equal((await docket.sql(`SELECT body FROM article WHERE id = ${id}`))[0].body, 'First line.\n\nHold the key for ten seconds.\n');
	assert.equal((await world.agent.post(`/desk/articles/${id}/save`, again, { files: {} })).status, 303);
	assert.equal((await docket.sql(`SELECT body FROM article WHERE id = ${id}`))[0].body, 'Mine alone.');
	const history = await world.agent.get(`/desk/articles/${id}/history`);
	assert.match(history.text, />tested</);
	const versions = [...history.text.matchAll(/\/history\/(\d+)"/g)].map(([, version]) => version);
	assert.equal(versions.length, 3);
	const second = await world.agent.get(`/desk/articles/${id}/history/${versions[1]}`);
	assert.match(second.text, /<del>two<\/del>/);
	const from = editor(await world.agent.get(`/desk/articles/${id}?from=${versions[1]}`)).values;
	assert.match(from.body, /ten seconds/);
});

test('a form that came back with something wrong holds all that was typed', async () => {
	const id = await write();
	const wrong = await edit(id, { title: '', body: 'Kept <b>', tags: 'a, b', related: 'nonsense', audience: 'organisation', organisation: '0' });
	assert.equal(wrong.status, 422);
	const values = editor(wrong).values;
	assert.equal(values.body, 'Kept <b>');
	assert.equal(values.related, 'nonsense');
	assert.match(textOf(wrong.text), /Which organisation may read it\?/);
	assert.equal((await edit(id, { body: '', then: 'draft' })).status, 303);
	const empty = await edit(id, { then: 'published' });
	assert.equal(empty.status, 422);
	assert.equal((await docket.sql(`SELECT state FROM article WHERE id = ${id}`))[0].state, 'draft');
});

test('pictures belong to the article: its readers see them, nobody else does', async () => {
	const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
	const id = await write({ audience: 'clients' }, '');
	const values = editor(await world.agent.get(`/desk/articles/${id}`)).values;
	const added = await world.agent.post(`/desk/articles/${id}/pictures`, { ...values, body: 'typed' }, { files: { file: [{ name: 'the till.png', content: png }, { name: 'evil.svg', content: '<svg onload="alert(1)"/>' }] } });
	assert.equal(added.status, 200, textOf(added.text));
	assert.equal(editor(added).values.body, 'typed', 'what was typed stays');
	const markdown = unescapeHtml(added.text.match(/<code class="small">(!\[[^<]*)<\/code>/)[1]);
	const picturePath = markdown.match(/\((\/file\/article\/\d+\/[^)]+)\)/)[1];
	const file = added.text.match(/\/file\/article\/\d+\/evil\.svg/)[0];
	assert.equal((await world.client.get(picturePath)).status, 404, 'a draft has no readers');
	assert.equal((await edit(id, { body: `See\n\n${markdown}\n`, then: 'published' })).status, 303);
	const page = await read(id, world.client);
	assert.ok(page.text.includes(`<img src="${picturePath}" alt="the till.png" loading="lazy">`), page.text);
	const picture = await world.client.get(picturePath);
	assert.equal(picture.status, 200);
	assert.equal(picture.headers['content-type'], 'image/png');
	assert.deepEqual(picture.bytes, png);
	const drawing = await world.client.get(file);
	assert.equal(drawing.headers['content-type'], 'application/octet-stream');
	assert.match(drawing.headers['content-disposition'], /^attachment/);
	assert.match(drawing.headers['content-security-policy'], /sandbox/);
	assert.equal((await world.nobody.get(picturePath)).status, 404);
	const key = picturePath.match(/article\/(\d+)/)[1];
	assert.equal((await world.agent.post(`/desk/articles/${id}/pictures`, { ...editor(await world.agent.get(`/desk/articles/${id}`)).values, remove: key }, { files: {} })).status, 200);
	assert.equal((await world.client.get(picturePath)).status, 404);
});

test('an article put into an answer is remembered by the ticket', async () => {
	const title = unique('Driver [4.1]');
	const id = await write({ title });
	const number = await openTicket(world.client);
	const page = await deskPage(world.agent, number);
	const inserted = await press(world.agent, page, 'insert', { body: 'Hello,', pick: String(id) });
	assert.equal(inserted.status, 200);
	const body = forms(inserted.text).find((form) => /\/reply$/.test(form.action)).values.body;
	assert.match(body, new RegExp(`^Hello,\n\n\\[Driver \\(4\\.1\\)[^\\]]*\\]\\(${docket.url}/kb/${id}-[^)]*\\)\n$`));
	assert.equal((await press(world.agent, page, 'reply', { body, kind: 'public' })).status, 303);
	assert.deepEqual(await docket.sql(`SELECT kind FROM article_ticket WHERE article_id = ${id} AND ticket_id = ${number.slice(1)}`), [{ kind: 'answer' }]);
	assert.match((await world.agent.get(`/desk/articles/${id}`)).text, /It has answered or spared 1\./);
	const picked = await world.agent.get(`/desk/articles/pick?q=${encodeURIComponent('driver')}`);
	assert.equal(picked.status, 200);
	assert.doesNotMatch(picked.text, /<html/);
});

test('the clock publishes and retires at the time that was set', async () => {
	const id = await write({ publish_at: '2031-01-01T10:00' }, '');
	await docket.sql(`UPDATE article SET publish_at = NOW(6) - INTERVAL 1 MINUTE WHERE id = ${id}`);
	assert.equal((await tick()).status, 0);
	assert.equal((await read(id)).status, 200);
	await docket.sql(`UPDATE article SET expire_at = NOW(6) - INTERVAL 1 MINUTE WHERE id = ${id}`);
	assert.equal((await tick()).status, 0);
	assert.equal((await read(id)).status, 404);
	// What happened to it, and by whom, is for staff to read.
	const { text } = await world.agent.get(`/desk/articles/${id}/history`);
	const happened = text.slice(text.indexOf('id="happened"'));
	assert.match(happened, /State: Published → Retired[\s\S]*automatically[\s\S]*State: Draft → Published[\s\S]*Begun: /);
});

test('whoever names other browsers has but a few votes a day, and is told so', async () => {
	const id = await write({ title: unique('Stuffed') });
	let answer;
	for (let n = 0; n < 6; n++) {
		const visitor = new Client(docket.url);
		const form = forms((await read(id, visitor)).text).find((one) => one.action === `/kb/${id}/vote`);
		answer = await visitor.post(form.action, { ...form.values, helped: 'yes' }, { headers: { 'User-Agent': `Browser ${n}` } });
		assert.equal(answer.status, 303);
		if (n === 5) assert.match((await read(id, visitor)).text, /was not counted/);
	}
	assert.deepEqual(await docket.sql(`SELECT SUM(helped) AS n FROM article_stat WHERE article_id = ${id}`), [{ n: '5' }]);
});

test('staff see what is useful and what is missing', async () => {
	const id = await write({ title: unique('Useless') });
	const visitor = new Client(docket.url);
	const form = forms((await read(id, visitor)).text).find((one) => one.action === `/kb/${id}/vote`);
	await visitor.post(form.action, { ...form.values, helped: 'no' });
	const waiting = await write({ title: unique('Waiting') }, 'review');
	const page = await world.agent.get('/desk/articles/usefulness');
	assert.equal(page.status, 200);
	const sections = Object.fromEntries(page.text.split(/<h2 id="(?=\w+">)/).slice(1).map((part) => [part.slice(0, part.indexOf('"')), part]));
	assert.match(sections.least, new RegExp(`/desk/articles/${id}"`));
	assert.match(sections.waiting, new RegExp(`/desk/articles/${waiting}"`));
	for (const name of ['misses', 'reopened', 'most']) assert.ok(sections[name], name);
});

test('Markdown of articles runs nothing', async () => {
	const body = '<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![x](http://evil.example/p.png) ![x](/file/article/1/..%2f..) <img src=x onerror=alert(1)>\n\n[kb](/kb/1-a) [out](/logout)';
	const page = await read(await write({ body }));
	const text = page.text.match(/<div class="said prose">([\s\S]*?)<\/div>/)[1];
	assert.doesNotMatch(text, /<script|<img|javascript:|onerror|href="\/logout/);
	assert.match(text, /<a href="\/kb\/1-a">kb<\/a>/);
	const preview = await world.agent.post('/desk/preview', { csrf: world.agent.token, body });
	assert.equal(preview.text.trim(), text.trim());
});
