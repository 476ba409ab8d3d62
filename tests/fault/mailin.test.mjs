// Mailboxes on a real Dovecot: connections cut at each step, UIDs numbered anew, messages that vanish, many at once, kill -9:
// each message arrives exactly once, and the server hears of it only afterwards.

import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { cuttingProxy, startDovecot } from '../lib/dovecot.mjs';
import { run, startInstance } from '../lib/instance.mjs';
import { readFileSync, writeFileSync } from 'node:fs';

const LONG = process.env.DOCKET_FAULT === 'long';
const MANY = LONG ? 10000 : 400;
const KILLS = LONG ? 30 : 4;

let docket;
let dovecot;
let serial = 0;
const proxies = [];

async function proxyTo(port, cut) {
	const proxy = await cuttingProxy(port, cut);
	proxies.push(proxy);
	return proxy;
}

before(async () => {
	docket = await startInstance();
	const conf = path.join(docket.home, 'docket.conf');
	writeFileSync(conf, `${readFileSync(conf, 'utf8')}\nintake.retry_seconds = 1\nintake.timeout = 5\nintake.tickets_per_hour = 100000\n`);
	await service('restart');
	dovecot = await startDovecot();
});
after(async () => {
	proxies.forEach((proxy) => proxy.close()); // (a failed test leaves its own)
	await dovecot?.stop();
	await docket?.stop();
});

const service = (what) => run('sv', ['-w', '20', what, path.join(docket.home, 'service', 'mailin')]);
const value = async (query) => Object.values((await docket.sql(query))[0])[0];

async function until(what, question, seconds = 60) {
	const end = Date.now() + seconds * 1000;
	for (;;) {
		const answer = await question();
		if (answer) return answer;
		if (Date.now() > end) assert.fail(`waited ${seconds} s for: ${what}; ${JSON.stringify(await docket.sql('SELECT * FROM mailbox_progress'))}`);
		await new Promise((resolve) => { setTimeout(resolve, 40); });
	}
}

async function mailbox(name, { port = dovecot.port, more = [], password = 'secret', security = 'plain' } = {}) {
	const args = ['mailbox', 'add', '--name', name, '--address', `${name}@example.com`, '--host', 'localhost', '--port', String(port), '--security', security, '--user', 'help', '--password-stdin', ...more];
	const result = await docket.ctl(args, `${password}\n`);
	assert.equal(result.status, 0, result.stderr);
	return value(`SELECT id FROM mailbox WHERE name = '${name}'`);
}

/* No mailbox is fetched from any more, and the server's folders are empty. */
async function clear() {
	await docket.sql('UPDATE mailbox SET is_active = 0, version = version + 1');
	await until('the fetchers end', async () => (await run('pgrep', ['-f', `mailin --mailbox .*--home ${docket.home}`])).status !== 0);
	for (const box of ['INBOX', 'Done']) dovecot.files(box).forEach((file) => dovecot.remove(file));
}

function messages(count, word) {
	return Array.from({ length: count }, () => {
		serial += 1;
		return `From: Kari <client@example.org>\r\nTo: help@example.com\r\nSubject: ${word} ${serial}\r\nMessage-ID: <${word}.${serial}@example.org>\r\n\r\nThis is ${word}, number ${serial}.\r\n`;
	});
}

/* Each of them is one ticket, with one message, and nothing was left over or done twice. */
async function onceEach(word, count, seconds = 60) {
	await until(`${count} tickets`, async () => Number(await value(`SELECT COUNT(*) FROM ticket WHERE subject LIKE '${word} %'`)) >= count, seconds);
	await until('nothing is left', async () => await value("SELECT COUNT(*) FROM mail_in WHERE state = 'received'") === '0', seconds);
	assert.equal(await value(`SELECT COUNT(*) FROM ticket WHERE subject LIKE '${word} %'`), String(count));
	assert.equal(await value(`SELECT COUNT(DISTINCT subject) FROM ticket WHERE subject LIKE '${word} %'`), String(count));
	assert.equal(await value(`SELECT COUNT(*) FROM message m JOIN ticket t ON t.id = m.ticket_id WHERE t.subject LIKE '${word} %'`), String(count));
	assert.equal(await value(`SELECT COUNT(*) FROM mail_in WHERE subject LIKE '${word} %' AND state <> 'done'`), '0');
}

const seen = (box) => dovecot.files(box).filter((file) => /:2,.*S/.test(file)).length;

test('what is in a mailbox arrives and is marked as read; what comes later arrives by itself', async () => {
	await clear();
	dovecot.put(messages(3, 'plain'));
	await mailbox('plain');
	await onceEach('plain', 3);
	await until('they are marked', () => seen('INBOX') === 3);
	dovecot.put(messages(2, 'plain'));
	await onceEach('plain', 5);
	assert.match((await docket.ctl(['mailbox', 'list'])).stdout, /plain\tplain@example\.com\tlocalhost\tok\n/);
});

test('a message that is stored can be moved away, or left as it is', async () => {
	await clear();
	dovecot.put(messages(3, 'moved'));
	await mailbox('moved', { more: ['--afterwards', 'move', '--move-to', 'Done'] });
	await onceEach('moved', 3);
	await until('they are moved', () => dovecot.files('Done').length === 3 && dovecot.files('INBOX').length === 0);
	await clear();
	dovecot.put(messages(2, 'kept'));
	await mailbox('kept', { more: ['--afterwards', 'keep'] });
	await onceEach('kept', 2);
	assert.equal(seen('INBOX'), 0);
});

test('what is wrong with a mailbox is said in a sentence', async () => {
	await clear();
	await mailbox('wrong', { password: 'guess' });
	await until('the reason', async () => /refuses name or password/.test((await docket.ctl(['mailbox', 'list'])).stdout));
	await mailbox('nofolder', { more: ['--folder', 'Nowhere'] });
	await until('the folder', async () => /folder Nowhere can't be opened/.test((await docket.ctl(['mailbox', 'list'])).stdout));
	await mailbox('notls', { security: 'starttls' });
	await until('the encryption', async () => /offers no encryption|can't be reached/.test((await docket.ctl(['mailbox', 'list'])).stdout));
});

test('the line is cut at each step of a conversation, and each message arrives once', async () => {
	await clear();
	const count = 6;
	dovecot.put(messages(count, 'cut'));
	// Each connection gets a little further than the one before; when there is nothing more to cut the last goes on.
	let next = 40;
	const proxy = await proxyTo(dovecot.port, (length, text, state) => {
		if (state.connections > 60 || length < next) return false;
		next += LONG ? 61 : 173;
		state.cuts += 1;
		return true;
	});
	await mailbox('cut', { port: proxy.port });
	await onceEach('cut', count, 120);
	await until('they are marked', () => seen('INBOX') === count, 120);
	assert.ok(proxy.cuts >= 5, `${proxy.cuts} cuts`);
	await clear();
});

test('the line is cut between the commit and the mark: marked later, never stored twice', async () => {
	await clear();
	dovecot.put(messages(5, 'unmarked'));
	let cuts = 0;
	const proxy = await proxyTo(dovecot.port, (length, text) => {
		// The answer to STORE never arrives, the first three times.
		if (cuts >= 3 || !/\* FLAGS[\s\S]*FETCH[\s\S]*\)\r\nD\d+ OK Fetch/.test(text)) return false;
		cuts += 1;
		return true;
	});
	await mailbox('unmarked', { port: proxy.port });
	await onceEach('unmarked', 5);
	await until('they are marked', () => seen('INBOX') === 5);
	await until('we know that they are', async () => await value("SELECT COUNT(*) FROM mail_in WHERE is_marked = 0 AND mailbox_id = (SELECT id FROM mailbox WHERE name = 'unmarked')") === '0');
	await clear();
});

test('the server numbers its messages anew: none comes twice, and new ones come', async () => {
	await clear();
	dovecot.put(messages(5, 'renumbered'));
	const id = await mailbox('renumbered', { more: ['--afterwards', 'keep'] });
	await onceEach('renumbered', 5);
	await dovecot.halt();
	dovecot.renumber();
	await dovecot.start();
	dovecot.put(messages(2, 'renumbered'));
	await onceEach('renumbered', 7);
	await until('the new numbers', async () => await value(`SELECT uid_validity > 2000000000 FROM mailbox_progress WHERE mailbox_id = ${id}`) === '1');
	await onceEach('renumbered', 7);
});

test('a message that vanishes holds up none', async () => {
	await clear();
	dovecot.put(messages(6, 'vanished'));
	// Between the list of messages and their content one is taken away.
	let gone = false;
	const proxy = await proxyTo(dovecot.port, (length, text) => {
		if (!gone && /\* SEARCH( \d+)+\r\n$/.test(text)) {
			gone = true;
			dovecot.remove(dovecot.files('INBOX').sort()[2]);
		}
		return false;
	});
	const id = await mailbox('vanished', { port: proxy.port });
	await onceEach('vanished', 5);
	assert.ok(gone);
	await until('all is done', async () => await value(`SELECT uid_done FROM mailbox_progress WHERE mailbox_id = ${id}`) >= 6);
	await clear();
});

test('a message that harms its reader is quarantined, and those behind it arrive', async () => {
	await clear();
	const harm = `From: client@example.org\r\nSubject: harm\r\nX-Long: ${'y'.repeat(3 << 20)}\r\n\r\nx\r\n`;
	dovecot.put([...messages(2, 'harmless'), harm, ...messages(2, 'harmless')]);
	await mailbox('harm');
	await onceEach('harmless', 4);
	assert.equal(await value("SELECT COUNT(*) FROM mail_in WHERE state = 'quarantined' AND reason <> ''"), '1');
});

test(`${MANY} messages at once, and kill -9 ${KILLS} times: each exactly once`, async (t) => {
	await clear();
	dovecot.put(messages(MANY, 'many'));
	await mailbox('many');
	let kills = 0;
	let last = 0;
	for (;;) {
		const done = Number(await value("SELECT COUNT(*) FROM ticket WHERE subject LIKE 'many %'"));
		if (done >= MANY || kills >= KILLS) break;
		if (done > last) {
			last = done + Math.floor(MANY / (KILLS + 2) / 2);
			const pids = (await run('pgrep', ['-f', `mailin.*${docket.home}|${docket.home}.*mailin`])).stdout.split('\n').filter(Boolean).map(Number);
			const main = (await run('sv', ['status', path.join(docket.home, 'service', 'mailin')])).stdout.match(/pid (\d+)/);
			const victim = kills % 3 === 2 && pids.length > 1 ? pids.at(-1) : main && Number(main[1]);
			if (victim) {
				try { process.kill(victim, 'SIGKILL'); kills += 1; } catch { /* it has just ended by itself */ }
			}
		}
		await new Promise((resolve) => { setTimeout(resolve, 20); });
	}
	const from = Date.now();
	await onceEach('many', MANY, LONG ? 600 : 120);
	t.diagnostic(`${kills} kills; the rest took ${Date.now() - from} ms`);
	assert.ok(kills >= KILLS - 1, `${kills} kills`);
	assert.equal(await value("SELECT COUNT(*) FROM mail_in WHERE subject LIKE 'many %'"), String(MANY));
});
