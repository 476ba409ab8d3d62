// Other people's mails, whole collections of them, malformed ones among them: each is taken in or set aside with a reason,
// in bounded time, and what follows is never held up. The collections are not part of the project: DOCKET_TEST_DATA.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { sharedInstance, SOURCE } from '../lib/instance.mjs';

const docket = await sharedInstance();
const folder = path.join(process.env.DOCKET_TEST_DATA ?? path.join(SOURCE, '..', 'shared', 'data'), 'mail');
const files = existsSync(folder)
	? readdirSync(folder, { recursive: true }).map((name) => path.join(folder, String(name))).filter((name) => /\.(eml|box|txt)$/.test(name) && statSync(name).isFile()).sort()
	: [];

test('each mail of the collections is taken in or set aside, within two seconds of its own', { skip: files.length ? false : `there is no ${folder}` }, async (t) => {
	const slow = [];
	for (const file of files) {
		const begin = Date.now();
		const result = await docket.ctl(['mail', 'deliver'], readFileSync(file));
		assert.equal(result.status, 0, `${file}: ${result.stderr}`);
		assert.equal(result.stderr, '', file);
		if (Date.now() - begin > 4000) slow.push(`${file}: ${Date.now() - begin} ms`);
	}
	assert.deepEqual(slow, []);
	const states = await docket.sql('SELECT state, COUNT(*) n FROM mail_in GROUP BY state');
	t.diagnostic(states.map(({ state, n }) => `${state}: ${n}`).join(', '));
	assert.equal(states.find(({ state }) => state === 'received'), undefined);
	const silent = await docket.sql("SELECT id FROM mail_in WHERE (state = 'quarantined' AND COALESCE(reason, '') = '') OR (state <> 'quarantined' AND why = '')");
	assert.deepEqual(silent, []);
});

const HOSTILE = {
	'multiparts a thousand deep': () => Buffer.from(`From: client@example.org\r\nSubject: deep\r\nMIME-Version: 1.0\r\n${Array.from({ length: 1000 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join('')}Content-Type: text/plain\r\n\r\nat the bottom\r\n`),
	'a hundred megabytes of headers': () => Buffer.concat([Buffer.from('From: client@example.org\r\nSubject: long\r\n'), Buffer.alloc(100 << 20, 'X-Header: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n'), Buffer.from('\r\nx\r\n')]),
	'base64 without an end': () => Buffer.concat([Buffer.from('From: client@example.org\r\nSubject: bomb\r\nMIME-Version: 1.0\r\nContent-Type: application/zip; name=b.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n'), Buffer.alloc(30 << 20, 'QUFB'.repeat(18) + '\r\n')]),
	'a character set that nobody knows': () => Buffer.from('From: =?x-nobody?Q?K=E5re?= <client@example.org>\r\nSubject: =?klingon?B?////?=\r\nContent-Type: text/plain; charset=utf-42\r\n\r\nBl\xe5b\xe6rsyltet\xf8y \xff\xfe\r\n', 'latin1'),
	'ten senders': () => Buffer.from(`From: ${Array.from({ length: 10 }, (_, i) => `p${i}@ten.example`).join(', ')}\r\nSubject: ten\r\n\r\nwe are ten\r\n`),
	nothing: () => Buffer.alloc(0),
	'noise': () => Buffer.from(Array.from({ length: 100000 }, (_, i) => (i * 7919) % 256)),
};

for (const [what, make] of Object.entries(HOSTILE))
	test(`${what}: readable, or quarantined with the reason`, async () => {
		const begin = Date.now();
		const result = await docket.ctl(['mail', 'deliver'], make());
		assert.equal(result.status, 0, result.stderr);
		assert.equal(result.stderr, '');
		const [row] = await docket.sql('SELECT state, reason, why FROM mail_in ORDER BY id DESC LIMIT 1');
		assert.ok(row.state === 'quarantined' ? row.reason : row.why, JSON.stringify(row));
		assert.ok(Date.now() - begin < 15000, `${Date.now() - begin} ms`); // (storing 40 MiB takes its time on a busy machine)
	});
