// Feeds in readers that people use: what is new shows once, what is edited does not show again, and what they have
// already is not sent again. The readers are Debian's: newsboat and rsstail.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run, sharedInstance } from '../lib/instance.mjs';
import { Client } from '../lib/client.mjs';
import { readFeed } from '../lib/feeds.mjs';
import { addPerson, deskPage, openTicket, press, unique } from './people.mjs';

const docket = await sharedInstance();
const visitor = new Client(docket.url);
const folder = mkdtempSync(join(tmpdir(), 'docket-readers-'));
let agent;

before(async () => {
	agent = await addPerson(docket, { role: 'agent', name: unique('Agnes') });
});
after(() => rmSync(folder, { recursive: true, force: true }));

function missing(program) {
	return spawnSync('which', [program]).status === 0 ? false : `${program} is not installed`;
}

async function addCategory() {
	const code = unique('shelf');
	await docket.sql(`INSERT INTO category (code, name) VALUES ('${code}', 'Shelf')`);
	return { code, id: (await docket.sql(`SELECT id FROM category WHERE code = '${code}'`))[0].id };
}

async function addArticle(category, title, ago = 0) {
	await docket.sql(`INSERT INTO article (language, state, audience, category_id, title, body, html, author_id, created_at, updated_at, published_at)
		VALUES ('en', 'published', 'public', ${category.id}, '${title}', 'Text', '<p>Text</p>', ${agent.id}, NOW(6), NOW(6) - INTERVAL ${ago} SECOND, NOW(6) - INTERVAL ${ago} SECOND)`);
	return (await docket.sql(`SELECT MAX(id) AS id FROM article WHERE category_id = ${category.id}`))[0].id;
}

/* Until the copy that nginx keeps for a few seconds holds `words`. */
async function served(path, words) {
	for (let tries = 0; tries < 200; tries++) {
		if ((await visitor.get(path)).text.includes(words)) return;
		await new Promise((next) => setTimeout(next, 100));
	}
	assert.fail(`${path} does not come to hold ${words}`);
}

/* How nginx answered requests for that path, in order. */
function answers(path) {
	return readFileSync(join(docket.home, 'log', 'access.log'), 'utf8').split('\n').filter((line) => line.includes(`GET ${path} `)).map((line) => line.match(/" (\d{3}) /)[1]);
}

/* newsboat with a memory of its own: reload() → how many entries it has that nobody has read. */
function newsboat(path) {
	const home = mkdtempSync(join(folder, 'newsboat-'));
	writeFileSync(join(home, 'urls'), `${docket.url}${path}\n`);
	writeFileSync(join(home, 'config'), '');
	const args = ['-q', '-u', join(home, 'urls'), '-c', join(home, 'cache.db'), '-C', join(home, 'config'), '-x', 'reload', 'print-unread'];
	return async () => {
		const result = await run('newsboat', args, { env: { HOME: home }, seconds: 60 });
		assert.equal(result.status, 0, result.stderr);
		return Number(result.stdout.match(/(\d+) unread/)[1]);
	};
}

for (const ending of ['atom', 'rss']) {
	test(`newsboat shows a new article once, an edited one not again, and asks for what is new alone (${ending})`, { skip: missing('newsboat') }, async () => {
		const category = await addCategory();
		const path = `/feed/kb/category/${category.code}.${ending}`;
		const ids = [await addArticle(category, 'first'), await addArticle(category, 'second')];
		const reload = newsboat(path);
		assert.equal(await reload(), 2);
		assert.equal(await reload(), 2);
		// It keeps a tag from the second time on only.
		const before = answers(path).length;
		assert.equal(await reload(), 2);
		assert.deepEqual(answers(path).slice(before), ['304']);
		await docket.sql(`UPDATE article SET title = 'edited', html = '<p>Other text</p>', updated_at = NOW(6) + INTERVAL 1 SECOND WHERE id = ${ids[0]}`);
		await served(path, 'edited');
		assert.equal(await reload(), 2, 'an edit is no new entry');
		await addArticle(category, 'third');
		await served(path, 'third');
		assert.equal(await reload(), 3);
		assert.equal(await reload(), 3);
	});
}

test('newsboat shows an answer to a request once, and nothing anew when only its status changes', { skip: missing('newsboat') }, async () => {
	const client = await addPerson(docket);
	const number = await openTicket(client);
	assert.equal((await client.post('/account/feeds', { feed: 'own', csrf: await client.csrf('/account') })).status, 303);
	const address = (await client.get('/account')).text.match(/href="[^"]*(\/feed\/p\/[^"]+)\.rss"/)[1];
	const reload = newsboat(`${address}.rss`);
	assert.equal(await reload(), 1);
	assert.equal((await press(agent, await deskPage(agent, number), 'take')).status, 303);
	assert.equal(await reload(), 1);
	assert.equal((await press(agent, await deskPage(agent, number), 'reply', { body: 'It is the paper.' })).status, 303);
	assert.equal(await reload(), 2);
	assert.equal(await reload(), 2);
});

/* rsstail, asking every second and writing line by line: → { title(): the next title that it prints, stop() }. */
function rsstail(path) {
	const child = spawn('stdbuf', ['-oL', 'rsstail', '-N', '-P', '-r', '-i', '1', '-n', '40', '-u', `${docket.url}${path}`], { stdio: ['ignore', 'pipe', 'ignore'] });
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	return {
		title: async () => (await lines.next()).value?.trim(),
		stop: () => child.kill('SIGTERM'),
	};
}

for (const ending of ['atom', 'rss']) {
	test(`rsstail prints each new article once (${ending})`, { skip: missing('rsstail') }, async () => {
		const category = await addCategory();
		const path = `/feed/kb/category/${category.code}.${ending}`;
		// It goes by Last-Modified, which has seconds.
		await addArticle(category, 'first', 20);
		await addArticle(category, 'second', 10);
		assert.equal(readFeed(await visitor.get(path)).entries.length, 2);
		const reader = rsstail(path);
		try {
			assert.equal(await reader.title(), 'first');
			assert.equal(await reader.title(), 'second');
			await addArticle(category, 'third');
			assert.equal(await reader.title(), 'third');
			await docket.sql(`UPDATE article SET html = '<p>Other text</p>', updated_at = NOW(6) WHERE category_id = ${category.id} AND title = 'first'`);
			await addArticle(category, 'fourth');
			assert.equal(await reader.title(), 'fourth');
		} finally {
			reader.stop();
		}
	});
}
