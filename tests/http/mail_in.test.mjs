// What becomes of mail: through `docketctl mail deliver`, the same way as through a mailbox.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { sharedInstance } from '../lib/instance.mjs';

const docket = await sharedInstance();
const quote = (text) => `'${text.replace(/['\\]/g, '\\$&')}'`;
let serial = 0;

/* A message; lines of its head may be given anew, by name. */
function mail(body, head = {}) {
	serial += 1;
	const all = {
		From: 'Kari Holm <client@example.org>', To: 'support@example.com', Subject: `Question ${process.pid} ${serial}`,
		'Message-ID': `<${process.pid}.${serial}.${Date.now()}@example.org>`, Date: 'Sun, 22 Nov 2026 10:00:00 +0000', ...head,
	};
	return `${Object.entries(all).filter(([, value]) => value !== null).map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${body.replaceAll('\n', '\r\n')}`;
}

async function deliver(raw) {
	const hash = crypto.createHash('sha256').update(raw).digest('hex');
	const result = await docket.ctl(['mail', 'deliver'], raw);
	assert.equal(result.status, 0, result.stderr);
	assert.equal(result.stderr, '');
	const rows = await docket.sql(`SELECT * FROM mail_in WHERE raw_hash = UNHEX('${hash}')`);
	assert.equal(rows.length, 1);
	return rows[0];
}

async function ticketOf(row) {
	assert.equal(row.state, 'done', JSON.stringify(row));
	return (await docket.sql(`SELECT * FROM ticket WHERE id = ${row.ticket_id}`))[0];
}

async function messagesOf(id) {
	return docket.sql(`SELECT m.*, x.whole FROM message m LEFT JOIN message_mail x ON x.message_id = m.id WHERE m.ticket_id = ${id} ORDER BY m.id`);
}

/* The marks of mail.token.h, made from the instance's secret as its own mail has them. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
function mac(label, ticket, unique) {
	const key = Buffer.from(readFileSync(path.join(docket.home, 'secret.key'), 'utf8').trim(), 'hex');
	const digest = crypto.createHmac('sha256', key).update(`${label}\0${ticket}.${unique}`).digest();
	const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
	return Array.from({ length: 22 }, (_, i) => ALPHABET[parseInt(bits.slice(5 * i, 5 * i + 5), 2)]).join('');
}
const unique = (text) => text.padEnd(22, 'a');
const ourId = (ticket, name = 'x') => `<t.${ticket}.${unique(name)}.${mac('message-id', ticket, unique(name))}@docket.example>`;

async function newTicket(subject = `A ticket ${process.pid} ${serial}`) {
	return ticketOf(await deliver(mail('It beeps.\n', { Subject: subject })));
}

test('mail of a known client becomes a ticket at once, and the same mail again nothing', async () => {
	const raw = mail('The till beeps.\n\n-- \nKari\nStore 12\n', { Subject: 'The till' });
	const row = await deliver(raw);
	const ticket = await ticketOf(row);
	assert.equal(row.why, 'client');
	assert.deepEqual([ticket.subject, ticket.source, ticket.status_id], ['The till', 'email', '1']);
	const [message] = await messagesOf(ticket.id);
	assert.equal(message.body.trim(), 'The till beeps.');
	assert.match(message.whole, /Store 12/);
	assert.equal((await deliver(raw)).id, row.id);
	assert.equal((await messagesOf(ticket.id)).length, 1);
});

test('the same message by another way counts once', async () => {
	const id = `<twin.${process.pid}@example.org>`;
	const first = await deliver(mail('Twice on its way.\n', { 'Message-ID': id, Subject: 'Twin' }));
	const second = await deliver(mail('Twice on its way.\n', { 'Message-ID': id, Subject: 'Twin', Received: 'by another.example' }));
	assert.equal(second.state, 'discarded');
	assert.equal(second.why, 'twin');
	assert.equal(second.ticket_id, first.ticket_id);
});

test('a stranger waits in triage, and joins nothing by quoting a signature', async () => {
	const ticket = await newTicket();
	const row = await deliver(mail('Me too!\n', { From: 'x@stranger.example', Subject: `Re: [H${ticket.id}] hello` }));
	assert.deepEqual([row.state, row.why, row.ticket_id], ['triage', 'stranger', null]);
	assert.equal((await messagesOf(ticket.id)).length, 1);
});

test('a reply finds its ticket by our Message-ID, by the signature, by the thread', async () => {
	const ticket = await newTicket();
	const byId = await deliver(mail('Still beeping, 1.\n\nOn Sun, 22 Nov 2026 at 10:00, Support wrote:\n> Is it on?\n', { 'In-Reply-To': ourId(ticket.id), Subject: 'Re: x' }));
	assert.deepEqual([byId.state, byId.why, byId.ticket_id], ['done', 'answer', ticket.id]);
	const bySubject = await deliver(mail('Still beeping, 2.\n', { Subject: `RE: h${ticket.id}: it` }));
	assert.deepEqual([bySubject.why, bySubject.ticket_id], ['subject', ticket.id]);
	const thread = await deliver(mail('Still beeping, 3.\n', { References: `<nothing@example.org> ${bySubject.internet_id ? `<${bySubject.internet_id}>` : ''}` }));
	assert.deepEqual([thread.why, thread.ticket_id], ['thread', ticket.id]);
	const messages = await messagesOf(ticket.id);
	assert.deepEqual(messages.map((message) => message.body.trim()).slice(1), ['Still beeping, 1.', 'Still beeping, 2.', 'Still beeping, 3.']);
	assert.match(messages[1].whole, /Is it on\?/);
	assert.ok(!messages[1].html.includes('Is it on?'));
});

test('a mark that is not ours joins nothing', async () => {
	const ticket = await newTicket();
	const forged = ourId(ticket.id).replace(/\.(.)([^.]*)@/, (_, first, rest) => `.${first === 'a' ? 'b' : 'a'}${rest}@`);
	const row = await deliver(mail('Let me in.\n', { From: 'y@stranger.example', 'In-Reply-To': forged }));
	assert.equal(row.state, 'triage');
	assert.equal(row.ticket_id, null);
});

test('a client of another organisation joins nothing, whatever was passed on to them', async () => {
	const ticket = await newTicket();
	const [other] = await docket.sql("SELECT id FROM organisation WHERE id <> (SELECT organisation_id FROM account WHERE email = 'client@example.org') LIMIT 1");
	const email = `other.${process.pid}@elsewhere.example`;
	await docket.sql(`INSERT INTO account (email, name, role, organisation_id, created_at) VALUES (${quote(email)}, 'Other', 'client', ${other.id}, UTC_TIMESTAMP(6))`);
	const quoted = await deliver(mail('Me too, by number.\n', { From: email, Subject: `H${ticket.id}` }));
	assert.notEqual(quoted.ticket_id, ticket.id);
	const passed = await deliver(mail('Me too, by mark.\n', { From: email, 'In-Reply-To': ourId(ticket.id) }));
	assert.deepEqual([passed.state, passed.why], ['triage', 'foreign']);
});

test('an answer reopens what was solved lately; later it is a new ticket that points back', async () => {
	const ticket = await newTicket();
	await docket.sql(`UPDATE ticket SET status_id = 7, is_open = 0, closed_at = UTC_TIMESTAMP(6) - INTERVAL 3 DAY WHERE id = ${ticket.id}`);
	await deliver(mail('It beeps again, one.\n', { 'In-Reply-To': ourId(ticket.id) }));
	assert.equal((await docket.sql(`SELECT is_open FROM ticket WHERE id = ${ticket.id}`))[0].is_open, '1');
	await docket.sql(`UPDATE ticket SET status_id = 7, is_open = 0, closed_at = UTC_TIMESTAMP(6) - INTERVAL 300 DAY WHERE id = ${ticket.id}`);
	const late = await deliver(mail('It beeps again, two.\n', { 'In-Reply-To': ourId(ticket.id) }));
	assert.equal(late.why, 'late');
	assert.notEqual(late.ticket_id, ticket.id);
	assert.equal((await docket.sql(`SELECT COUNT(*) n FROM ticket_link WHERE from_id = ${late.ticket_id} AND to_id = ${ticket.id}`))[0].n, '1');
});

test('a machine\'s answer reopens nothing and is a note; its like to nothing of ours is not kept', async () => {
	const ticket = await newTicket();
	await docket.sql(`UPDATE ticket SET status_id = 7, is_open = 0, closed_at = UTC_TIMESTAMP(6) WHERE id = ${ticket.id}`);
	const row = await deliver(mail('I am away.\n', { 'In-Reply-To': ourId(ticket.id), 'Auto-Submitted': 'auto-replied' }));
	assert.deepEqual([row.state, row.why], ['done', 'auto_answer']);
	assert.equal((await docket.sql(`SELECT is_open FROM ticket WHERE id = ${ticket.id}`))[0].is_open, '0');
	assert.equal((await messagesOf(ticket.id)).at(-1).kind, 'note');
	const stray = await deliver(mail('I am away, too.\n', { 'Auto-Submitted': 'auto-replied' }));
	assert.deepEqual([stray.state, stray.why], ['discarded', 'auto_reply']);
});

test('staff work by mail: an answer, an internal note; never by quoting a number alone', async () => {
	const ticket = await newTicket();
	const from = 'Anna <agent@example.com>';
	await deliver(mail('Please switch it off and on.\n', { From: from, 'In-Reply-To': ourId(ticket.id) }));
	await deliver(mail('#note\nThis is the third one this week.\n', { From: from, 'In-Reply-To': ourId(ticket.id) }));
	const messages = await messagesOf(ticket.id);
	assert.deepEqual(messages.slice(1).map(({ kind, side, body }) => [kind, side, body.trim()]),
		[['public', 'staff', 'Please switch it off and on.'], ['note', 'staff', 'This is the third one this week.']]);
	assert.notEqual((await docket.sql(`SELECT responsible_id FROM ticket WHERE id = ${ticket.id}`))[0].responsible_id, null);
	const quoted = await deliver(mail('We pay you back.\n', { From: from, Subject: `H${ticket.id}` }));
	assert.deepEqual([quoted.state, quoted.why], ['triage', 'unsigned']);
});

test('a person of a client\'s domain becomes a contact of that firm', async () => {
	await docket.ctl(['org', 'add', '--name', `Firm ${process.pid}`, '--domain', `firm${process.pid}.example`]);
	const row = await deliver(mail('Hello from a new colleague.\n', { From: `Ola Nordmann <ola@firm${process.pid}.example>` }));
	const ticket = await ticketOf(row);
	const [contact] = await docket.sql(`SELECT a.name, o.name firm FROM account a JOIN organisation o ON o.id = a.organisation_id WHERE a.id = ${ticket.contact_id}`);
	assert.deepEqual({ ...contact }, { name: 'Ola Nordmann', firm: `Firm ${process.pid}` });
	assert.equal(row.why, 'domain');
});

test('a picture within the text is an attachment, shown in its place; nothing remote is', async () => {
	const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
	const row = await deliver(mail([
		'--b', 'Content-Type: text/html; charset=utf-8', '', '<p>See <img src="cid:shot@x"> and <img src="https://tracker.example/p.gif" alt="far"></p>',
		'--b', 'Content-Type: image/png; name="shot.png"', 'Content-ID: <shot@x>', 'Content-Disposition: inline; filename="shot.png"', 'Content-Transfer-Encoding: base64', '', png, '--b--', ''].join('\n'),
	{ 'MIME-Version': '1.0', 'Content-Type': 'multipart/related; boundary=b' }));
	const [message] = await messagesOf((await ticketOf(row)).id);
	assert.match(message.html, /<img src="\/file\/\d+\/shot\.png" alt="shot\.png" loading="lazy">/);
	assert.ok(!message.html.includes('<img src="https'));
	assert.equal((await docket.sql(`SELECT COUNT(*) n FROM attachment WHERE message_id = ${message.id}`))[0].n, '1');
});

test('what can\'t be read is quarantined with its reason, and the next message is not held up', async () => {
	const deep = Array.from({ length: 1500 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join('');
	const bad = `From: client@example.org\nSubject: bomb\nX: ${'y'.repeat(2 << 20)}\n${deep}`;
	const row = await deliver(bad);
	assert.equal(row.state, 'quarantined');
	assert.ok(row.reason.length > 5);
	assert.equal((await deliver(mail('All is well.\n'))).state, 'done');
});

test('what can\'t be stored is to be tried again', async () => {
	const result = await docket.ctl(['mail', 'deliver'], mail('x\n'), { env: { DOCKET_HOME: '/nonexistent' } });
	assert.equal(result.status, 0); // --home says where
	const nowhere = await import('../lib/instance.mjs').then(({ run, BUILD }) => run(path.join(BUILD, 'bin', 'docketctl'), ['--home', '/nonexistent', 'mail', 'deliver'], { input: mail('x\n') }));
	assert.equal(nowhere.status, 75);
});

test('a message whose domain says that it did not send it waits for staff, whatever it claims', async () => {
	const ticket = await newTicket();
	const conf = path.join(docket.home, 'docket.conf');
	const before = readFileSync(conf, 'utf8');
	try {
		writeFileSync(conf, `${before}\nintake.trusted_host = mx.ours.example\n`);
		const results = (words) => ({ 'Authentication-Results': `mx.ours.example; ${words}` });
		const forged = await deliver(mail('Pay me.\n', results('dmarc=fail header.from=example.org')));
		assert.deepEqual([forged.state, forged.why, forged.trust], ['triage', 'forged', 'fail']);
		const reply = await deliver(mail('Pay me, here.\n', { 'In-Reply-To': ourId(ticket.id), ...results('dmarc=fail') }));
		assert.deepEqual([reply.state, reply.ticket_id], ['triage', ticket.id]);
		assert.equal((await messagesOf(ticket.id)).length, 1);
		const good = await deliver(mail('It is me.\n', results('dmarc=pass')));
		assert.deepEqual([good.state, good.trust], ['done', 'pass']);
		const claimed = await deliver(mail('It is me, too.\n', { 'Authentication-Results': 'mx.evil.example; dmarc=pass' }));
		assert.equal(claimed.trust, 'unknown');
	} finally {
		writeFileSync(conf, before);
	}
});

test('colleagues in Cc follow the ticket and find it again; strangers and other firms do not', async () => {
	const [{ organisation_id: firm }] = await docket.sql("SELECT organisation_id FROM account WHERE email = 'client@example.org'");
	const [colleague, foreign] = [`colleague.${process.pid}@example.org`, `foreign.${process.pid}@else.example`];
	await docket.sql(`INSERT INTO account (email, name, role, organisation_id, created_at) VALUES (${quote(colleague)}, 'Colleague', 'client', ${firm}, UTC_TIMESTAMP(6))`);
	await docket.sql(`INSERT INTO account (email, name, role, organisation_id, created_at) SELECT ${quote(foreign)}, 'Foreign', 'client', id, UTC_TIMESTAMP(6) FROM organisation WHERE id <> ${firm} LIMIT 1`);
	const row = await deliver(mail('All of you, look.\n', { Cc: `${colleague}, ${foreign}, nobody@stranger.example` }));
	const followers = await docket.sql(`SELECT a.email FROM follower f JOIN account a ON a.id = f.account_id WHERE f.ticket_id = ${row.ticket_id}`);
	assert.deepEqual(followers.map(({ email }) => email), [colleague]);
	const answer = await deliver(mail('I saw it, too.\n', { From: colleague, 'In-Reply-To': `<${row.internet_id}>` }));
	assert.deepEqual([answer.why, answer.ticket_id], ['thread', row.ticket_id]);
});

test('too many requests of one address within an hour wait for staff; the same words make no second ticket', async () => {
	const from = `often.${process.pid}@example.org`;
	await docket.sql(`INSERT INTO account (email, name, role, created_at) VALUES (${quote(from)}, 'Often', 'client', UTC_TIMESTAMP(6))`);
	const first = await deliver(mail('The very same words.\n', { From: from, Subject: 'Same' }));
	const again = await deliver(mail('The very same words.\n', { From: from, Subject: 'Same' }));
	assert.deepEqual([again.state, again.why, again.ticket_id], ['discarded', 'same', first.ticket_id]);
	const rows = [];
	for (let i = 0; i < 21; i++) rows.push(await deliver(mail(`Request number ${i}.\n`, { From: from })));
	assert.equal(rows[5].state, 'done');
	assert.deepEqual([rows.at(-1).state, rows.at(-1).why], ['triage', 'often']);
});
