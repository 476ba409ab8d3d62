// Mail that answers itself: two instances that write to each other, an out-of-office that answers everything, for clients and
// for staff. The test is the post between them; it ends, and nobody gets more than a few messages.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import net from 'node:net';
import { run, startInstance } from '../lib/instance.mjs';

const MOST = 3;
let a;
let b;
let serial = 0;

async function instance(address) {
	const docket = await startInstance();
	const conf = path.join(docket.home, 'docket.conf');
	writeFileSync(conf, `${readFileSync(conf, 'utf8').replace(/^mail\.from *=.*$/m, `mail.from = ${address}`)}\nmail.mode = file\nmail.gather_seconds = 0\n`);
	for (const name of ['mailin', 'mailout', 'desk', 'portal']) await run('sv', ['-w', '20', 'restart', path.join(docket.home, 'service', name)]);
	return { docket, address, taken: new Set() };
}

before(async () => {
	[a, b] = [await instance('a@a.example'), await instance('b@b.example')];
	for (const [one, other] of [[a, b], [b, a]])
		assert.equal((await one.docket.ctl(['user', 'add', '--email', other.address, '--name', 'The other desk'])).status, 0);
});
after(async () => {
	await a?.docket.stop();
	await b?.docket.stop();
});

async function deliver(to, raw) {
	const result = await to.docket.ctl(['mail', 'deliver'], raw);
	assert.equal(result.status, 0, result.stderr);
}

const head = (raw, name) => raw.match(new RegExp(`^${name}: ((?:.|\\r?\\n[ \\t])*)$`, 'mi'))?.[1].replace(/\r?\n[ \t]/g, ' ') ?? '';
const addressIn = (text) => text.match(/[^\s<>"]+@[^\s<>"]+/)?.[0].toLowerCase() ?? '';

/* What an instance has sent since it was last asked: waits until its queue is empty. */
async function sent(from) {
	const end = Date.now() + 30000;
	for (;;) {
		const [left] = await from.docket.sql("SELECT (SELECT COUNT(*) FROM mail_out WHERE state IN ('waiting', 'sending')) + (SELECT COUNT(*) FROM mail_in WHERE state = 'received') n");
		if (left.n === '0') break;
		assert.ok(Date.now() < end, `mail waits: ${JSON.stringify(await from.docket.sql("SELECT kind, address, state, error, due_at, UTC_TIMESTAMP(6) FROM mail_out WHERE state IN ('waiting', 'sending')"))}`);
		await new Promise((resolve) => { setTimeout(resolve, 40); });
	}
	const folder = path.join(from.docket.home, 'mail');
	const names = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.') && !from.taken.has(name)).sort() : [];
	names.forEach((name) => from.taken.add(name));
	return names.map((name) => readFileSync(path.join(folder, name), 'utf8'));
}

const message = (from, to, subject, body, more = '') => {
	serial += 1;
	return `From: ${from}\r\nTo: ${to}\r\nSubject: ${subject}\r\nMessage-ID: <loop.${serial}@x.example>\r\n${more}\r\n${body}\r\n`;
};

test('two instances that write to each other fall silent', async () => {
	await sent(a);
	await sent(b);
	await deliver(a, message('b@b.example', 'a@a.example', 'Hello', 'Is anybody there?'));
	let carried = 0;
	for (let round = 0; round < 12; round++) {
		let moved = 0;
		for (const [from, to] of [[a, b], [b, a]])
			for (const raw of await sent(from))
				if (addressIn(head(raw, 'To')).replace(/\+[^@]*/, '') === to.address) {
					moved += 1;
					await deliver(to, raw);
				}
		carried += moved;
		if (!moved) break;
	}
	assert.ok(carried >= 1, 'the acknowledgement at least went out');
	assert.ok(carried <= MOST, `${carried} messages`);
});

/* Answers each message to one of the addresses, however it is marked. */
async function answerAll(desk, away, more) {
	const counts = Object.fromEntries(away.map((address) => [address, 0]));
	for (let round = 0; round < 12; round++) {
		let moved = 0;
		for (const raw of await sent(desk)) {
			const to = addressIn(head(raw, 'To'));
			if (!away.includes(to)) continue;
			moved += 1;
			counts[to] += 1;
			const back = addressIn(head(raw, 'Reply-To')) || addressIn(head(raw, 'From'));
			await deliver(desk, message(to, back, `${more ? 'Automatic reply: ' : 'Re: '}${head(raw, 'Subject')}`, `I am away until Monday. Yours, ${to}`,
				`In-Reply-To: ${head(raw, 'Message-ID')}\r\nReferences: ${head(raw, 'Message-ID')}\r\n${more}`));
		}
		if (!moved) break;
	}
	return counts;
}

for (const [what, more] of [['that says what it is', 'Auto-Submitted: auto-replied\r\n'], ['that looks like a person', '']])
	test(`an out-of-office ${what}, of a client and of staff, is told at most ${MOST} times`, async () => {
		await sent(a);
		await deliver(a, message('client@example.org', 'a@a.example', `Away ${more.length}`, `The till beeps, ${more.length}.`));
		const counts = await answerAll(a, ['client@example.org', 'agent@example.com', 'admin@example.com'], more);
		assert.ok(counts['client@example.org'] >= 1, 'the acknowledgement at least went out');
		for (const [address, count] of Object.entries(counts)) assert.ok(count <= MOST, `${address}: ${count}`);
	});

test('a stranger\'s out-of-office gets one acknowledgement', async () => {
	await sent(a);
	await deliver(a, message('away@stranger.example', 'a@a.example', 'Who are you', 'I would like to know.'));
	const counts = await answerAll(a, ['away@stranger.example'], '');
	assert.ok(counts['away@stranger.example'] >= 1);
	assert.ok(counts['away@stranger.example'] <= MOST, JSON.stringify(counts));
});

test('a report that mail did not arrive marks the address, and staff read why', async () => {
	await sent(a);
	await deliver(a, message('client@example.org', 'a@a.example', 'Bounce me', 'It will come back.'));
	const [raw] = (await sent(a)).filter((text) => addressIn(head(text, 'To')) === 'client@example.org');
	const report = ['From: MAILER-DAEMON@mx.example', 'To: a@a.example', 'Subject: Undelivered Mail Returned to Sender', 'Return-Path: <>', 'MIME-Version: 1.0',
		'Content-Type: multipart/report; report-type=delivery-status; boundary=r', '', '--r', 'Content-Type: text/plain', '', 'It could not be delivered.', '--r',
		'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example', '', 'Final-Recipient: rfc822; client@example.org', 'Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 no such user', '--r',
		'Content-Type: text/rfc822-headers', '', `Message-ID: ${head(raw, 'Message-ID')}`, '', '--r--', ''].join('\r\n');
	await deliver(a, report);
	const [mark] = await a.docket.sql("SELECT * FROM mail_mark WHERE address = 'client@example.org'");
	assert.match(mark.reason, /no such user/);
	const [note] = await a.docket.sql("SELECT m.kind FROM message m JOIN ticket t ON t.id = m.ticket_id WHERE t.subject = 'Bounce me' ORDER BY m.id DESC LIMIT 1");
	assert.equal(note.kind, 'note');
	assert.equal((await sent(a)).filter((text) => addressIn(head(text, 'To')).includes('mailer-daemon')).length, 0);
	await deliver(a, report.replace(/^Message-ID: .*$/m, 'Message-ID: <t.1.aaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbb@a.example>').replace('no such', 'forged'));
	assert.doesNotMatch((await a.docket.sql("SELECT * FROM mail_mark WHERE address = 'client@example.org'"))[0].reason, /forged/);
});

/* A scanner that speaks clamd's INSTREAM: it finds "Test.Virus" in whatever holds that word. */
function scanner() {
	const server = net.createServer({ allowHalfOpen: true }, (socket) => {
		let bytes = Buffer.alloc(0);
		socket.on('error', () => {});
		socket.on('data', (more) => {
			bytes = Buffer.concat([bytes, more]);
			assert.equal(bytes.subarray(0, 10).toString('latin1'), 'zINSTREAM\0');
			const pieces = [];
			for (let at = 10; at + 4 <= bytes.length;) {
				const size = bytes.readUInt32BE(at);
				if (size === 0) {
					socket.end(Buffer.concat(pieces).includes('EVIL') ? 'stream: Test.Virus FOUND\0' : 'stream: OK\0');
					return;
				}
				pieces.push(bytes.subarray(at + 4, at + 4 + size));
				at += 4 + size;
			}
		});
	});
	return new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(server)); });
}

test('what a virus scanner finds is held back and shown to staff; when it is away the message waits', async () => {
	const server = await scanner();
	const conf = path.join(a.docket.home, 'docket.conf');
	const before = readFileSync(conf, 'utf8');
	const withFile = (subject, content) => message('client@example.org', 'a@a.example', subject, ['--f', 'Content-Type: text/plain', '', `See the file of ${subject}.`, '--f',
		'Content-Type: text/plain; name="a.txt"', 'Content-Disposition: attachment; filename="a.txt"', '', content, '--f--'].join('\r\n'), 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=f\r\n');
	try {
		writeFileSync(conf, `${before}\nupload.clamd = 127.0.0.1:${server.address().port}\n`);
		await deliver(a, withFile('Harmless', 'all is well'));
		await deliver(a, withFile('Harmful', 'EVIL'));
		const held = await a.docket.sql("SELECT t.subject, f.held FROM attachment x JOIN file f ON f.id = x.file_id JOIN ticket t ON t.id = x.ticket_id WHERE t.subject IN ('Harmless', 'Harmful') ORDER BY t.id");
		assert.deepEqual(held.map((row) => [row.subject, row.held]), [['Harmless', null], ['Harmful', 'Test.Virus']]);
		const { Client } = await import('../lib/client.mjs');
		const agent = new Client(a.docket.url);
		await agent.login('agent@example.com');
		const [{ id, file }] = await a.docket.sql("SELECT t.id, x.id file FROM attachment x JOIN ticket t ON t.id = x.ticket_id WHERE t.subject = 'Harmful'");
		assert.match((await agent.get(`/desk/t/H${id}`)).text, /Test\.Virus/);
		assert.equal((await agent.get(`/file/${file}/a.txt`)).status, 404);
		server.close();
		const result = await a.docket.ctl(['mail', 'deliver'], withFile('Unscanned', 'who knows'));
		assert.equal(result.status, 0);
		assert.match(result.stderr, /scanner/);
		const [row] = await a.docket.sql("SELECT state, reason FROM mail_in ORDER BY id DESC LIMIT 1");
		assert.equal(row.state, 'received');
		assert.match(row.reason, /scanner/);
	} finally {
		writeFileSync(conf, before);
		server.close();
		await a.docket.sql("UPDATE mail_in SET due_at = UTC_TIMESTAMP(6) WHERE state = 'received'");
	}
});
