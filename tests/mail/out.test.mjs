// Mail going out, against a server on its good and bad days: what is sent, what waits and why, what administrators do.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { BUILD, SOURCE, startInstance } from '../lib/instance.mjs';
import { Client, csrfOf } from '../lib/client.mjs';
import { DROP, HANG, startSmtp } from '../lib/smtp.mjs';
import { until } from '../start/processes.mjs';
import { Post, certificates } from './post.mjs';

let docket;
let post;
let server;
let admin;

before(async () => {
	docket = await startInstance();
	post = new Post(docket);
	admin = new Client(docket.url);
	await admin.login('admin@example.com');
});
after(async () => {
	await server?.close();
	await docket?.stop();
});
beforeEach(async () => {
	await server?.close();
	server = undefined;
	await post.clear();
});

async function serve(options, settings) {
	server = await startSmtp(options);
	await post.live(server, settings);
}

const press = async (path_, fields = {}) => admin.post(path_, { ...fields, csrf: await admin.csrf('/admin/mail') });

test('without settings each message becomes a file, and nothing leaves the machine', async () => {
	await post.configure({});
	const answer = await press('/admin/mail', { what: 'test' });
	assert.equal(answer.location, '/admin/mail');
	await post.state('admin@example.com', 'sent');
	const row = await post.row('admin@example.com');
	const file = path.join(docket.home, 'mail', `${row.id.padStart(12, '0')}.eml`);
	const raw = readFileSync(file, 'utf8');
	assert.match(raw, /^To: .*<admin@example.com>\r\n/ms);
	assert.ok(raw.includes(`Message-ID: <${row.message_id}>\r\n`));
	assert.match(raw, /^Auto-Submitted: auto-generated\r$/m);
	assert.match(raw, /^X-Docket-Loop: [0-9a-f]{16}\r$/m);
	assert.match(raw, /^Content-Type: multipart\/alternative/m);
	assert.match(raw, /^Content-Type: text\/plain; charset=utf-8\r$/m);
	assert.match(raw, /^Content-Type: text\/html; charset=utf-8\r$/m);
	assert.deepEqual(readdirSync(path.join(docket.home, 'mail')).filter((name) => name.endsWith('.new')), []);
	const page = await admin.get(`/admin/mail/${row.id}`);
	assert.ok(page.text.includes(row.message_id));
});

test('one connection carries many messages', async () => {
	await serve();
	await post.add(Array.from({ length: 120 }, (_, at) => `many-${at}@example.org`));
	await server.until(() => server.messages.length === 120);
	await post.done();
	assert.equal(new Set(server.messages.map((message) => message.id)).size, 120);
	assert.ok(server.connections <= 2, `${server.connections} connections`);
	assert.deepEqual(await post.counts(), { sent: 120 });
});

test('one refused for now of three recipients: the others have theirs, it gets the same message later', async () => {
	let tries = 0;
	await serve({ script: { recipient: (address) => (address === 'b@example.org' && tries++ < 2 ? '450 4.2.1 mailbox busy' : undefined) } });
	await post.add(['a@example.org', 'b@example.org', 'c@example.org']);
	await server.until(() => server.messages.length === 2);
	await until('its reason told', async () => /mailbox busy/.test((await post.row('b@example.org')).error));
	const id = (await post.row('b@example.org')).message_id;
	assert.ok((await admin.get('/admin/mail')).text.includes('450 4.2.1 mailbox busy'));
	await server.until(() => server.messages.length === 3);
	await post.done();
	assert.deepEqual(server.messages.map((message) => message.to[0]), ['a@example.org', 'c@example.org', 'b@example.org']);
	assert.equal(server.messages[2].id, id);
	assert.equal((await post.row('b@example.org')).attempts, '3');
});

test('an address that is refused for good is marked, and gets nothing until it is cleared', async () => {
	let known = false;
	await serve({ script: { recipient: (address) => (address === 'gone@example.org' && !known ? '550 5.1.1 no such user' : undefined) } });
	await post.add(['gone@example.org']);
	await post.state('gone@example.org', 'failed');
	const page = await admin.get('/admin/mail/marked');
	assert.ok(page.text.includes('gone@example.org') && page.text.includes('550 5.1.1 no such user'));
	await post.add(['gone@example.org']);
	await post.state('gone@example.org', 'dropped');
	assert.match((await post.row('gone@example.org')).error, /takes no mail.*no such user/);
	known = true;
	assert.equal((await press('/admin/mail/marked', { address: 'gone@example.org' })).status, 303);
	const { id } = await post.row('gone@example.org');
	await press(`/admin/mail/${id}/again`);
	await server.until(() => server.messages.length === 1);
	assert.deepEqual(server.messages[0].to, ['gone@example.org']);
});

test('a policy that refuses a message marks nobody', async () => {
	await serve({ script: { recipient: (address) => (address.startsWith('relay') ? '550 5.7.1 relaying denied' : undefined), content: (message) => (message.to[0].startsWith('spam') ? '554 5.7.1 looks like spam' : undefined) } });
	await post.add(['relay@example.org', 'spam@example.org', 'fine@example.org']);
	await post.done();
	assert.deepEqual(await post.counts(), { failed: 2, sent: 1 });
	assert.deepEqual(await docket.sql('SELECT address FROM mail_mark'), []);
});

test('a lost answer: the same message once more, under the same Message-ID', async () => {
	let drops = 0;
	await serve({ script: { content: () => (drops++ < 1 ? DROP : undefined) } });
	await post.add(['lost@example.org']);
	await server.until(() => server.messages.length === 2);
	await post.done();
	assert.equal(server.messages[0].id, server.messages[1].id);
	assert.equal(server.messages[0].raw, server.messages[1].raw);
});

test('while the server is away everything waits, says why, and goes out once it is back', async () => {
	await serve();
	await server.close();
	await post.add(['x@example.org', 'y@example.org', 'z@example.org']);
	await until('the reason told', async () => (await docket.sql("SELECT COUNT(*) AS n FROM mail_out WHERE error LIKE '%onnect%'"))[0].n === '3');
	await server.listen();
	await server.until(() => server.messages.length === 3);
	await post.done();
	assert.equal((await post.row('z@example.org')).error, null);
});

test('a server that says nothing costs its time-out, and no mail', async () => {
	let hung = 0;
	await serve({ script: { content: () => (hung++ < 1 ? HANG : undefined) } }, { 'smtp.timeout': 1 });
	await post.add(['h1@example.org', 'h2@example.org']);
	await post.done();
	assert.deepEqual(new Set(server.messages.map((message) => message.to[0])), new Set(['h1@example.org', 'h2@example.org']));
	assert.deepEqual(await post.counts(), { sent: 2 });
});

test("a stranger's certificate gets nothing, the right one all; with STARTTLS and TLS, signed in", async () => {
	const good = certificates();
	const stranger = certificates();
	const auth = { user: 'us@example.com', password: 'a secret & more' };
	const settings = { 'smtp.security': 'starttls', 'smtp.ca_file': good.caFile, 'smtp.user': auth.user, 'smtp.password': auth.password };
	try {
		await serve({ tls: stranger, auth }, settings);
		await post.add(['safe@example.org']);
		await until('the reason told', async () => /certificate/i.test((await post.row('safe@example.org')).error ?? ''));
		assert.equal(server.messages.length, 0);
		await server.close();
		await serve({ tls: good, auth }, settings);
		await post.state('safe@example.org', 'sent');
		await server.close();
		await serve({ tls: { ...good, implicit: true }, auth }, { ...settings, 'smtp.security': 'tls' });
		await post.add(['safe2@example.org']);
		await post.state('safe2@example.org', 'sent');
		assert.equal(server.messages.length, 1);
		await server.close();
		await serve({ tls: good, auth: { ...auth, password: 'another' } }, settings);
		await post.add(['safe3@example.org']);
		await until('the reason told', async () => /wrong name or password/.test((await post.row('safe3@example.org')).error ?? ''));
		assert.ok(!post.log().includes(auth.password));
	} finally {
		good.remove();
		stranger.remove();
	}
});

test('with a token of a helper instead of a password, and a new one once the server refuses the old', async () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'docket-token-'));
	const helper = path.join(folder, 'helper');
	const token = (text) => writeFileSync(path.join(folder, 'token'), text, { mode: 0o644 });
	chmodSync(folder, 0o755);
	writeFileSync(helper, `#!/bin/sh\n[ "$1 $2" = "smtp us@example.com" ] && cat ${folder}/token\n`, { mode: 0o755 });
	token('first');
	try {
		await serve({ auth: { user: 'us@example.com', token: 'first' } }, { 'smtp.oauth2': 'on', 'smtp.user': 'us@example.com', 'intake.token_command': helper });
		await post.add(['token1@example.org']);
		await post.state('token1@example.org', 'sent');
		token('second');
		server.auth.token = 'second';
		for (const socket of server.sockets) socket.destroy();
		await post.add(['token2@example.org']);
		await post.state('token2@example.org', 'sent');
		assert.equal(server.messages.length, 2);
		assert.match((await docket.ctl(['doctor'])).stdout, /^ok – the mail server takes us/m);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});

test('two machines share one queue: each message once', async () => {
	await serve({}, { 'mail.hourly': 0 });
	await post.service('down');
	await post.add(Array.from({ length: 400 }, (_, at) => `both-${at}@example.org`));
	const { uid, gid } = statSync(path.join(docket.home, 'mail'));
	const homes = ['a', 'b'].map(() => mkdtempSync(path.join(tmpdir(), 'docket-machine-')));
	try {
		const ended = homes.map((home) => {
			for (const file of ['docket.conf', 'secret.key']) cpSync(path.join(docket.home, file), path.join(home, file));
			for (const file of ['', 'docket.conf', 'secret.key']) chownSync(path.join(home, file), uid, gid);
			return new Promise((resolve) => {
				spawn(path.join(BUILD, 'bin', 'mailout'), ['--home', home, '--once'], { ...(process.getuid() === 0 ? { uid, gid } : {}), env: { ...process.env, DOCKET_DATA: SOURCE }, stdio: 'inherit' }).on('exit', resolve);
			});
		});
		assert.deepEqual(await Promise.all(ended), [0, 0]);
		assert.deepEqual(await post.counts(), { sent: 400 });
		assert.equal(server.messages.length, 400);
		assert.equal(new Set(server.messages.map((message) => message.to[0])).size, 400);
		assert.ok(server.connections >= 2);
	} finally {
		for (const home of homes) rmSync(home, { recursive: true, force: true });
	}
});

test('told to end, the daemon finishes the message in hand and gives back the rest', async () => {
	let release;
	const held = new Promise((resolve) => { release = resolve; });
	await serve({ script: { content: async () => { await held; return undefined; } } });
	await post.add(Array.from({ length: 10 }, (_, at) => `end-${at}@example.org`));
	await until('one in hand', async () => (await post.counts()).sending === 10);
	await until('its content sent', async () => server.connections === 1);
	const down = post.service('down');
	await until('asked to end', async () => existsSync(path.join(docket.home, 'service', 'mailout', 'supervise', 'stat')) && readFileSync(path.join(docket.home, 'service', 'mailout', 'supervise', 'stat'), 'utf8').includes('want down'));
	release();
	await down;
	const counts = await post.counts();
	assert.equal(server.messages.length, counts.sent ?? 0);
	assert.ok(server.messages.length <= 1);
	assert.equal(counts.waiting, 10 - server.messages.length);
	await post.service('up');
	await server.until(() => server.messages.length === 10);
	await post.done();
	assert.equal(new Set(server.messages.map((message) => message.to[0])).size, 10);
});

test('the database killed between sending and recording: nobody gets it twice', async () => {
	let killed = 0;
	await serve({ script: { content: async (message) => {
		if (message.to[0] === 'db-3@example.org' && !killed++) {
			process.kill(post.pid('mariadb'), 'SIGKILL');
			await until('the server gone', async () => { await docket.sql('SELECT 1').then(() => { throw new Error('there'); }, () => {}); return true; });
		}
		return undefined;
	} } });
	await post.add(Array.from({ length: 8 }, (_, at) => `db-${at}@example.org`));
	await server.until(() => server.messages.length === 8);
	await until('the database back', async () => (await docket.sql('SELECT 1 AS n'))[0].n === '1', 60);
	await post.done();
	assert.deepEqual(server.messages.map((message) => message.to[0]).sort(), Array.from({ length: 8 }, (_, at) => `db-${at}@example.org`));
	assert.deepEqual(await post.counts(), { sent: 8 });
});

test('a row that went to another daemon is not touched by the slower one', async () => {
	let taken;
	const asked = new Promise((resolve) => { taken = resolve; });
	let release;
	const held = new Promise((resolve) => { release = resolve; });
	await serve({ script: { content: async () => { taken(); await held; return '451 4.3.0 not now'; } } });
	await post.add(['fence@example.org']);
	await asked;
	await docket.sql("UPDATE mail_out SET fence = fence + 1, attempts = attempts + 1, error = 'ours' WHERE address = 'fence@example.org'");
	release();
	await until('it went on', async () => /was claimed by another|went to another/.test(post.log()) || (await post.row('fence@example.org')).error === 'ours');
	await post.service('restart');
	const row = await post.row('fence@example.org');
	assert.equal(row.error, 'ours');
	assert.equal(row.state, 'sending');
});

test('an address gets no more than its share of an hour; the rest waits', async () => {
	await serve({}, { 'mail.hourly': 3 });
	await docket.sql(`INSERT INTO mail_out (kind, address, parameters, is_automatic, state, not_before, due_at, created_at, sent_at)
		SELECT 'test', 'much@example.org', '{}', 1, 'sent', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) - INTERVAL 50 MINUTE FROM account LIMIT 3`);
	await post.add(['much@example.org']); // what somebody asked for just now always goes out
	await server.until(() => server.messages.length === 1);
	await post.add(['much@example.org'], { kind: 'acknowledgement' }); // makes sense at once, or never
	await until('dropped', async () => (await docket.sql("SELECT state FROM mail_out WHERE kind = 'acknowledgement'"))[0].state === 'dropped');
	await post.add(['much@example.org'], { kind: 'notice' });
	await until('put off', async () => /had its share/.test((await docket.sql("SELECT error FROM mail_out WHERE kind = 'notice'"))[0].error ?? ''));
	const [waits] = await docket.sql("SELECT state, attempts, TIMESTAMPDIFF(MINUTE, UTC_TIMESTAMP(), due_at) AS minutes FROM mail_out WHERE kind = 'notice'");
	assert.equal(waits.state, 'waiting');
	assert.equal(waits.attempts, '0');
	assert.ok(Number(waits.minutes) >= 8 && Number(waits.minutes) <= 10, waits.minutes);
	assert.equal(server.messages.length, 1);
});

test('redirect sends all to one address, and blames nobody for what that refuses', async () => {
	let refuse = false;
	await serve({ script: { recipient: () => (refuse ? '550 5.1.1 no such user' : undefined) } }, { 'mail.mode': 'redirect catch@example.net' });
	await post.add(['one@example.org', 'two@example.org']);
	await server.until(() => server.messages.length === 2);
	assert.deepEqual(server.messages.map((message) => message.to), [['catch@example.net'], ['catch@example.net']]);
	assert.match(server.messages[0].raw, /^To: .*<one@example.org>/m);
	refuse = true;
	await post.add(['three@example.org']);
	await post.state('three@example.org', 'failed');
	assert.deepEqual(await docket.sql('SELECT address FROM mail_mark'), []);
});

test('administrators drop what should not go out, and doctor sees what waits too long', async () => {
	await serve({ script: { recipient: () => '451 4.7.1 greylisted' } });
	await post.add(['slow@example.org', 'never@example.org']);
	await until('both tried', async () => (await docket.sql("SELECT COUNT(*) AS n FROM mail_out WHERE error LIKE '%greylisted%'"))[0].n === '2');
	let { id } = await post.row('never@example.org');
	await until('dropped', async () => (await press(`/admin/mail/${id}/drop`)).status === 303); // 409 while it is being tried
	assert.equal((await post.row('never@example.org')).state, 'dropped');
	await docket.sql("UPDATE mail_out SET not_before = UTC_TIMESTAMP(6) - INTERVAL 2 HOUR WHERE address = 'slow@example.org'");
	const doctor = await docket.ctl(['doctor']);
	assert.match(doctor.stdout, /^(warn|FAIL) – .*mail.*/m);
	assert.equal((await post.counts()).dropped, 1);
	({ id } = await post.row('slow@example.org'));
	assert.equal((await admin.get(`/admin/mail/${id}`)).status, 200);
	assert.equal(csrfOf((await admin.get('/admin/mail?state=waiting')).text).length > 10, true);
});

test('wrong settings are told, and harm nothing', async () => {
	await post.configure({ 'mail.mode': 'live' });
	await post.add(['wrong@example.org']);
	await until('the setting named', async () => /mail\.from/.test(post.log()));
	assert.match((await docket.ctl(['doctor'])).stdout, /^FAIL – .*mail\.from/m);
	assert.equal((await post.row('wrong@example.org')).state, 'waiting');
	await serve();
	await server.until(() => server.messages.length === 1);
});
