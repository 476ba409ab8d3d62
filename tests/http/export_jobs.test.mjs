// Large exports: a job, its daemon, its file; from one moment, and with nothing left behind.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { BUILD, SOURCE, run, startInstance } from '../lib/instance.mjs';
import { addOrganisation, addPerson, unique } from './people.mjs';

const TICKETS = 30000;
const docket = await startInstance();
const folder = mkdtempSync(path.join(tmpdir(), 'docket-export-'));
const files = path.join(docket.home, 'cache', 'export');
let agent;

before(async () => {
	const made = await docket.ctl(['demo', '--tickets', String(TICKETS)]);
	assert.equal(made.status, 0, made.stderr);
	agent = await addPerson(docket, { role: 'agent', name: unique('Agnes') });
});
after(async () => {
	rmSync(folder, { recursive: true, force: true });
	await docket.stop();
});

async function until(what, holds, seconds = 60) {
	const deadline = Date.now() + seconds * 1000;
	for (;;) {
		const found = await holds();
		if (found) return found;
		assert.ok(Date.now() < deadline, `${what}: not within ${seconds} s`);
		await new Promise((next) => setTimeout(next, 20));
	}
}

async function ask(visitor, fields) {
	const answer = await visitor.submit('/export', fields, { form: '/export' });
	assert.equal(answer.location, '/export#exports', `${answer.status}`);
	return (await docket.sql(`SELECT MAX(id) AS id FROM export_job WHERE account_id = ${visitor.id}`))[0].id;
}

const job = async (id) => (await docket.sql(`SELECT * FROM export_job WHERE id = ${id}`))[0];
const finished = (id, seconds) => until(`export ${id}`, async () => ((await job(id)).state === 'done' ? job(id) : undefined), seconds);
const parts = () => (existsSync(files) ? readdirSync(files).filter((name) => name.endsWith('.part')) : []);

function exporterPid() {
	return readFileSync(path.join(docket.home, 'service/exporter/supervise/pid'), 'utf8').trim();
}

async function tick() {
	const result = await run(path.join(BUILD, 'bin', 'clock'), ['--home', docket.home, '--once'], { env: docket.environment });
	assert.equal(result.status, 0, result.stderr);
}

test('a large export is refused at once, written in the background, and sent by nginx', async () => {
	assert.equal((await agent.get('/export/tickets.xml')).status, 409);
	const id = await ask(agent, { format: 'xml' });
	const row = await finished(id);
	const [{ n }] = await docket.sql('SELECT COUNT(*) AS n FROM ticket');
	assert.equal(row.tickets, n);
	assert.match((await agent.get('/export')).text, new RegExp(`href="/export/file/${id}"`));
	const answer = await agent.get(`/export/file/${id}`);
	assert.equal(answer.status, 200);
	assert.equal(String(answer.bytes.length), row.size);
	assert.match(answer.headers['content-disposition'], /^attachment; filename="tickets-[^"]+\.xml"/);
	assert.equal(answer.headers['x-content-type-options'], 'nosniff');
	assert.match(answer.headers['cache-control'], /no-store/);
	const file = path.join(folder, 'all.xml');
	writeFileSync(file, answer.bytes);
	const valid = spawnSync('xmllint', ['--noout', '--huge', '--stream', '--schema', path.join(SOURCE, 'htdocs/schema/tickets-1.xsd'), file], { encoding: 'utf8' });
	assert.equal(valid.status, 0, valid.stderr.slice(0, 500));
	assert.equal([...answer.text.matchAll(/<ticket>/g)].length, Number(n));
	const part = await agent.request('GET', `/export/file/${id}`, { headers: { Range: 'bytes=0-4' } });
	assert.equal(part.status, 206);
	assert.equal(part.text, '<?xml');
});

test('killed in the middle it is taken up again, and no half file is seen', async () => {
	const id = await ask(agent, { format: 'jsonl', messages: '1' });
	await until('the file is begun', () => parts().some((name) => name.startsWith(`${id}-`)));
	process.kill(Number(exporterPid()), 'SIGKILL');
	const cut = await job(id);
	assert.equal(cut.state, 'running');
	assert.equal(cut.file, null);
	assert.equal((await agent.get(`/export/file/${id}`)).status, 404, 'nothing to be had yet');
	await docket.sql(`UPDATE export_job SET available_at = NOW(6) WHERE id = ${id}`); // its lease runs out
	const row = await finished(id);
	assert.equal(row.attempts, '2');
	const answer = await agent.get(`/export/file/${id}`);
	const lines = answer.text.trimEnd().split('\n');
	assert.equal(String(lines.length), row.tickets);
	assert.equal(new Set(lines.map((line) => JSON.parse(line).id)).size, lines.length);
	await tick();
	assert.deepEqual(parts(), [], 'what the dead one left is swept away');
});

test('who was given up for dead and comes back leaves the job alone', async () => {
	const id = await ask(agent, { format: 'xml', messages: '1' });
	await until('the file is begun', () => parts().some((name) => name.startsWith(`${id}-1-`)));
	await docket.sql(`UPDATE export_job SET lease = lease + 1, available_at = NOW(6) WHERE id = ${id}`);
	const row = await finished(id);
	assert.equal(row.lease, '3');
	assert.match(row.file, new RegExp(`^${id}-3-`));
	assert.deepEqual(readdirSync(files).filter((name) => name.startsWith(`${id}-`)), [row.file]);
});

test('all of it is from one moment, whatever is written meanwhile', async () => {
	const [{ first, last }] = await docket.sql("SELECT MIN(id) AS first, MAX(id) AS last FROM ticket WHERE ref LIKE 'bulk-%'");
	let writing = true;
	let written = 0;
	const writer = (async () => {
		while (writing) await docket.sql(`START TRANSACTION; UPDATE ticket SET subject = 'moment ${++written}' WHERE id = ${first}; UPDATE ticket SET subject = 'moment ${written}' WHERE id = ${last}; COMMIT;`);
	})();
	const seen = new Set();
	await until('written to', () => written > 2);
	for (let round = 0; round < 5; round++) {
		const file = path.join(folder, `moment-${round}.jsonl`);
		const done = await docket.ctl(['export', 'tickets', '--format', 'jsonl', file]);
		assert.equal(done.status, 0, done.stderr);
		const records = readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
		const [one, two] = [first, last].map((id) => records.find((record) => record.id === Number(id)).subject);
		assert.equal(one, two);
		seen.add(one);
	}
	writing = false;
	await writer;
	assert.ok(seen.size > 1, 'something was written between the exports');
	assert.ok(written > 10);
});

test('readers that stall or leave hold no worker and leave nothing', async () => {
	const id = await ask(agent, { format: 'xml', messages: '1' });
	const row = await finished(id);
	assert.ok(Number(row.size) > 20e6);
	const { hostname, port, host } = new URL(docket.url);
	const cookie = [...agent.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
	const before = readdirSync(files).sort();
	const sockets = [];
	for (let i = 0; i < 8; i++) {
		const socket = net.connect(Number(port), hostname);
		socket.write(`GET /export/file/${id} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n\r\n`);
		await new Promise((begun) => socket.once('data', (bytes) => {
			assert.match(bytes.toString('latin1'), /^HTTP\/1\.1 200/);
			socket.pause();
			begun();
		}));
		sockets.push(socket);
	}
	// More stalled readers than there are workers: all pages answer all the same.
	for (let i = 0; i < 4; i++) assert.equal((await agent.get('/export', { seconds: 5 })).status, 200);
	for (const socket of sockets) socket.destroy();
	assert.equal((await agent.get('/export', { seconds: 5 })).status, 200);
	assert.deepEqual(readdirSync(files).sort(), before);
});

test('docketctl that is ended leaves neither a file nor a piece of one', async () => {
	const file = path.join(folder, 'ended.xml');
	const child = spawn(path.join(BUILD, 'bin', 'docketctl'), ['--home', docket.home, 'export', 'tickets', '--messages', file], { env: { ...process.env, ...docket.environment } });
	await until('begun', () => existsSync(`${file}.part`));
	assert.ok(!existsSync(file));
	child.kill('SIGTERM');
	const [code] = await new Promise((resolve) => child.on('exit', (...how) => resolve(how)));
	assert.equal(code, 143);
	assert.ok(!existsSync(file) && !existsSync(`${file}.part`));
	const reader = spawn('sh', ['-c', '"$0" --home "$1" export tickets | head -c 1000', path.join(BUILD, 'bin', 'docketctl'), docket.home], { env: { ...process.env, ...docket.environment }, stdio: 'ignore' });
	await new Promise((resolve) => reader.on('exit', resolve)); // head leaves: it must end, too
});

test("rights are asked when it is written and when it is sent; another's export is nobody else's", async () => {
	const organisation = await addOrganisation(docket, unique('Bakery'));
	const manager = await addPerson(docket, { organisation, name: unique('Mona') });
	assert.equal((await docket.ctl(['user', 'manager', manager.email, 'yes'])).status, 0);
	const id = await ask(manager, { format: 'csv', background: '1' });
	await finished(id);
	assert.equal((await manager.get(`/export/file/${id}`)).status, 200);
	assert.equal((await agent.get(`/export/file/${id}`)).status, 404);
	assert.equal((await agent.post(`/export/file/${id}/delete`, { csrf: await agent.csrf('/export') })).status, 404);
	await docket.sql(`UPDATE account SET is_manager = 0 WHERE id = ${manager.id}`);
	assert.equal((await manager.get(`/export/file/${id}`)).status, 404);
	await docket.sql(`UPDATE account SET is_manager = 1 WHERE id = ${manager.id}`);
	// Asked for, and no longer theirs when its turn comes.
	await docket.sql(`INSERT INTO export_job (account_id, format, organisation_id, for_staff, available_at, created_at) VALUES (${manager.id}, 'csv', NULL, 1, NOW(6), NOW(6))`);
	const [{ stolen }] = await docket.sql(`SELECT MAX(id) AS stolen FROM export_job WHERE account_id = ${manager.id}`);
	await until('refused', async () => (await job(stolen)).state === 'failed');
	assert.equal((await job(stolen)).file, null);
	assert.equal((await manager.get(`/export/file/${stolen}`)).status, 404);

	const agentless = await addPerson(docket, { role: 'agent', name: unique('Former') });
	const theirs = await ask(agentless, { format: 'csv', background: '1', created_from: '2026-01-01' });
	await finished(theirs);
	assert.equal((await agentless.get(`/export/file/${theirs}`)).status, 200);
	assert.equal((await docket.ctl(['user', 'role', agentless.email, 'client'])).status, 0);
	assert.equal((await agentless.get(`/export/file/${theirs}`)).status, 404);
});

test('deleted while it is written it stops; deleted when done its file goes; nobody has too many', async () => {
	const person = await addPerson(docket, { role: 'agent', name: unique('Ann') });
	const running = await ask(person, { format: 'xml', messages: '1' });
	await until('begun', () => parts().some((name) => name.startsWith(`${running}-`)));
	const token = await person.csrf('/export');
	assert.equal((await person.post(`/export/file/${running}/delete`, { csrf: token })).status, 303);
	await until('gone', () => !readdirSync(files).some((name) => name.startsWith(`${running}-`)));
	assert.equal(await job(running), undefined);

	const done = await ask(person, { format: 'csv', background: '1', created_from: '2026-10-01' });
	const { file } = await finished(done);
	assert.ok(existsSync(path.join(files, file)));
	assert.equal((await person.post(`/export/file/${done}/delete`, { csrf: token })).status, 303);
	assert.ok(!existsSync(path.join(files, file)));

	await docket.sql(`INSERT INTO export_job (account_id, format, for_staff, available_at, created_at) SELECT ${person.id}, 'csv', 1, NOW(6) + INTERVAL 1 DAY, NOW(6) FROM seq_1_to_5`);
	const refused = await person.submit('/export', { format: 'xml' }, { form: '/export' });
	assert.equal(refused.status, 409);
	await docket.sql(`DELETE FROM export_job WHERE account_id = ${person.id}`);
});

test('the clock forgets exports after a week, and files that belong to none', async () => {
	const old = await ask(agent, { format: 'csv', background: '1', created_from: '2026-10-01' });
	const young = await ask(agent, { format: 'csv', background: '1', created_from: '2026-10-01' });
	const gone = (await finished(old)).file;
	const kept = (await finished(young)).file;
	await docket.sql(`UPDATE export_job SET created_at = created_at - INTERVAL 8 DAY WHERE id = ${old}`);
	const orphan = path.join(files, '999999999-1-abc.csv');
	writeFileSync(orphan, 'x');
	await tick();
	assert.ok(!existsSync(path.join(files, gone)));
	assert.ok(!existsSync(orphan));
	assert.ok(existsSync(path.join(files, kept)));
	assert.equal(await job(old), undefined);
});

test('a full disk or a folder that cannot be written: told, tried again, and at last given up', async () => {
	const person = await addPerson(docket, { role: 'agent', name: unique('Dora') });
	await docket.sql(`INSERT INTO export_job (account_id, format, for_staff, created_from, attempts, available_at, created_at) VALUES (${person.id}, 'csv', 1, '2026-10-01', 4, NOW(6) + INTERVAL 1 HOUR, NOW(6))`);
	const [{ id }] = await docket.sql(`SELECT MAX(id) AS id FROM export_job WHERE account_id = ${person.id}`);
	const hidden = `${files}.hidden`;
	spawnSync('mv', [files, hidden]);
	writeFileSync(files, 'no folder');
	try {
		await docket.sql(`UPDATE export_job SET available_at = NOW(6) WHERE id = ${id}`);
		await until('given up', async () => (await job(id)).state === 'failed');
		assert.ok((await job(id)).error);
	} finally {
		rmSync(files);
		spawnSync('mv', [hidden, files]);
	}
	assert.match((await person.get('/export')).text, /It could not be written/);
	const told = (await docket.ctl(['doctor'])).stdout;
	assert.match(told, /^ok – \d+ exports are to be written$/m);
	assert.match(told, /^warn – \d+ exports of the last week could not be written – /m);
	await docket.sql(`UPDATE export_job SET state = 'waiting', available_at = NOW(6) - INTERVAL 2 HOUR, attempts = 0 WHERE id = ${id}`);
	await finished(id);
});
