// What happens by time: "clock --once" does in a moment what the daemon does within a minute.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { before, test } from 'node:test';
import { BUILD, run, sharedInstance } from '../lib/instance.mjs';
import { forms } from '../lib/client.mjs';
import { addPerson, deskPage, openTicket, press, timelineOf, unique } from './people.mjs';

const docket = await sharedInstance();
const CLOCK = path.join(BUILD, 'bin', 'clock');
let client, agent;

before(async () => {
	client = await addPerson(docket);
	agent = await addPerson(docket, { role: 'agent' });
});

async function tick() {
	const result = await run(CLOCK, ['--home', docket.home, '--once'], { env: docket.environment });
	assert.equal(result.status, 0, result.stderr);
}

async function solvedSince(days) {
	const number = await openTicket(client);
	await press(agent, await deskPage(agent, number), 'solve', { body: 'Done.' });
	await docket.sql(`UPDATE ticket SET solved_at = solved_at - INTERVAL ${days} DAY, updated_at = updated_at - INTERVAL ${days} DAY WHERE id = ${number.slice(1)}`);
	return number;
}

async function statusOf(number) {
	return (await docket.sql(`SELECT s.code FROM ticket t JOIN status s ON s.id = t.status_id WHERE t.id = ${number.slice(1)}`))[0].code;
}

test('what stayed solved for fourteen days is closed, and not a day earlier', async () => {
	const [old, young] = [await solvedSince(15), await solvedSince(13)];
	const imported = await solvedSince(400);
	await docket.sql(`UPDATE ticket SET source = 'import' WHERE id = ${imported.slice(1)}`);
	await tick();
	assert.equal(await statusOf(old), 'closed');
	assert.equal(await statusOf(young), 'solved');
	assert.equal(await statusOf(imported), 'solved', 'an archive stays as it came');
	assert.ok(timelineOf((await deskPage(agent, old)).text).some((line) => /^Status: Solved → Closed automatically/.test(line)));
	await tick();
	await docket.sql(`UPDATE ticket SET source = 'form' WHERE id = ${imported.slice(1)}`);
});

test('more than a hundred are closed in rounds, each once', async () => {
	const subject = unique('Many');
	await docket.sql(`INSERT INTO ticket (type_id, source, contact_id, status_id, is_open, audience, archived_at, subject, created_at, updated_at, solved_at)
		SELECT 1, 'form', ${client.id}, 6, 0, 'participants', NOW(6), '${subject}', NOW(6), NOW(6) - INTERVAL 30 DAY - INTERVAL (seq DIV 60) SECOND, NOW(6) FROM seq_1_to_150`);
	await tick();
	await tick();
	const [row] = await docket.sql(`SELECT COUNT(*) AS n, SUM(status_id = 7) AS closed, (SELECT COUNT(*) FROM event e JOIN ticket x ON x.id = e.about_id WHERE e.about = 'ticket' AND x.subject = '${subject}') AS events FROM ticket WHERE subject = '${subject}'`);
	assert.deepEqual(row, { n: '150', closed: '150', events: '150' });
	await docket.sql(`DELETE FROM ticket WHERE subject = '${subject}'`);
	await docket.sql("INSERT INTO counter (name, slot, value) VALUES ('status:6', 0, 150), ('status:7', 0, -150) ON DUPLICATE KEY UPDATE value = value + VALUES(value)");
	await docket.sql(`DELETE e FROM event e LEFT JOIN ticket t ON t.id = e.about_id WHERE e.about = 'ticket' AND t.id IS NULL`);
});

test('expired sessions, old tries and old one-time keys are forgotten', async () => {
	const person = await addPerson(docket);
	const key = `SHA2('${unique('key')}', 256)`;
	await docket.sql(`UPDATE session SET seen_at = seen_at - INTERVAL 13 HOUR WHERE account_id = ${person.id}`);
	await docket.sql(`INSERT INTO throttle (key_hash, failures, failed_at) VALUES (UNHEX(${key}), 3, UTC_TIMESTAMP(6) - INTERVAL 25 HOUR)`);
	const number = await openTicket(client);
	await docket.sql(`UPDATE submission SET created_at = created_at - INTERVAL 8 DAY WHERE ticket_id = ${number.slice(1)}`);
	await tick();
	for (const query of [`session WHERE account_id = ${person.id}`, `throttle WHERE key_hash = UNHEX(${key})`, `submission WHERE ticket_id = ${number.slice(1)}`])
		assert.equal((await docket.sql(`SELECT COUNT(*) AS n FROM ${query}`))[0].n, '0', query);
	assert.equal((await client.get('/account')).status, 200, 'who is signed in stays so');
});

test('an upload that was never sent is cleaned away after a day, with its content', async () => {
	const upload = async (name, content) => {
		const page = await client.submit('/new/problem', { subject: '', happened: 'x' }, { files: { file: [{ name, content }] } });
		assert.ok(forms(page.text).find((form) => form.action === '/new/problem').values.upload);
		return `SELECT f.id FROM file f JOIN upload u ON u.file_id = f.id WHERE u.account_id = ${client.id} AND u.name = '${name}'`;
	};
	const shared = randomBytes(1000);
	const files = {};
	for (const [name, content] of [['old.bin', randomBytes(1000)], ['young.bin', randomBytes(1000)], ['used.bin', shared]])
		files[name] = (await docket.sql(await upload(name, content)))[0].id;
	await openTicket(client, { files: { file: [{ name: 'also.bin', content: shared }] } });
	await docket.sql(`UPDATE upload SET created_at = created_at - INTERVAL 25 HOUR WHERE account_id = ${client.id} AND name IN ('old.bin', 'used.bin')`);
	await tick();
	const there = async (id) => (await docket.sql(`SELECT COUNT(*) AS n FROM file_chunk WHERE file_id = ${id}`))[0].n !== '0';
	assert.ok(!(await there(files['old.bin'])));
	assert.ok(await there(files['young.bin']));
	assert.ok(await there(files['used.bin']), 'a ticket uses the same content');
	assert.equal((await docket.sql(`SELECT COUNT(*) AS n FROM upload WHERE account_id = ${client.id}`))[0].n, '1');
});

test('told to end, the daemon ends at once and says so', async () => {
	const child = spawn(CLOCK, ['--home', docket.home], { env: { ...process.env, ...docket.environment }, stdio: ['ignore', 'ignore', 'pipe'] });
	let log = '';
	child.stderr.on('data', (bytes) => (log += bytes));
	while (!/started/.test(log)) await once(child.stderr, 'data');
	const start = Date.now();
	child.kill('SIGTERM');
	const [status] = await once(child, 'exit');
	assert.equal(status, 0, log);
	assert.ok(Date.now() - start < 3000);
	assert.match(log, /ended/);
});

test('without a database it says so in a line, and asks for what it does not know', async () => {
	const lost = await run(CLOCK, ['--home', '/nonexistent', '--once']);
	assert.equal(lost.status, 1);
	assert.match(lost.stderr, /\n?.*error.*nonexistent/);
	const wrong = await run(CLOCK, ['--often']);
	assert.equal(wrong.status, 2);
	assert.match(wrong.stderr, /usage: clock/);
});
