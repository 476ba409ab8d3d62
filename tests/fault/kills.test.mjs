// kill -9 of workers, nginx and MariaDB while people submit: what was answered with a signature is there afterwards, once.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startInstance } from '../lib/instance.mjs';
import { named, nginxMaster, until } from '../start/processes.mjs';
import { Load, audit, signedIn } from './load.mjs';

const KILLS = process.env.DOCKET_FAULT === 'long' ? 24 : 5;
const LINES = 6;
let docket, clients;

before(async () => {
	docket = await startInstance({ demo: false });
	clients = [];
	for (let at = 0; at < LINES; at++) clients.push(await signedIn(docket, `line${at}`));
});

after(() => docket?.stop());

const any = (list) => list[Math.floor(Math.random() * list.length)];
const workersOf = (program) => named(docket.home, program);
const nginxWorkers = () => named(docket.home, 'nginx').filter((process) => process.parent === nginxMaster(docket.home)?.pid);

/* Under load, kills what `victim` names so many times, each time once the way is whole again. */
async function killing(what, victim, kills, finds) {
	const load = new Load(clients);
	const killed = new Set();
	try {
		await load.progress(LINES);
		for (let at = 0; at < kills; at++) {
			let found;
			await until(`${what} to kill`, () => (found = victim()) && !killed.has(found.pid), 30);
			process.kill(found.pid, 'SIGKILL');
			killed.add(found.pid);
			await load.progress(1 + Math.floor(Math.random() * 2 * LINES));
		}
	} finally {
		await load.stop();
	}
	assert.equal(killed.size, kills);
	await until('the database is back', async () => (await docket.sql('SELECT 1 AS one'))[0].one === '1', 30);
	await audit(docket, load.book.concat(earlier));
	earlier.push(...load.book);
	console.log(`# ${kills} kills of ${what}: ${load.book.length} submissions, ${load.book.filter((one) => one.number).length} taken, ${load.hurt} of them hurt on the way`);
	await until('everything is up again', () => finds.every(([name, count]) => workersOf(name).length >= count), 30);
}
const earlier = [];
let last;

test(`${KILLS} kills of workers lose nothing and double nothing`, async () => {
	await killing('a worker', () => any(workersOf('portal')), KILLS, [['portal', 2]]);
});

test('all workers of a program at once', async () => {
	const before = workersOf('portal').map((process) => process.pid);
	const load = new Load(clients);
	try {
		await load.progress(LINES);
		for (const pid of before) process.kill(pid, 'SIGKILL');
		await load.progress(2 * LINES);
	} finally {
		await load.stop();
	}
	await audit(docket, load.book.concat(earlier));
	earlier.push(...load.book);
	assert.ok(!workersOf('portal').some((process) => before.includes(process.pid)));
});

test(`${KILLS} kills of nginx's workers`, async () => {
	await killing('a worker of nginx', () => any(nginxWorkers()), KILLS, [['nginx', 2]]);
});

test(`${KILLS} kills of nginx's master, whose orphans hold the port`, async () => {
	await killing("nginx's master", () => nginxMaster(docket.home), KILLS, [['nginx', 2]]);
});

test(`${KILLS} kills of MariaDB`, async () => {
	const pids = () => ['portal', 'kb', 'auth', 'desk', 'file'].flatMap((name) => workersOf(name).map((process) => process.pid)).sort().join();
	const before = pids();
	await killing('MariaDB', () => named(docket.home, 'mariadbd')[0], KILLS, [['mariadbd', 1]]);
	assert.equal(pids(), before, 'workers outlive the database');
});

test('everything at once', async () => {
	const load = new Load(clients);
	try {
		for (let at = 0; at < Math.ceil(KILLS / 4); at++) {
			await load.progress(LINES);
			const victims = [named(docket.home, 'mariadbd')[0], nginxMaster(docket.home), ...nginxWorkers(), ...workersOf('portal')];
			for (const victim of victims) if (victim) process.kill(victim.pid, 'SIGKILL');
			await load.progress(LINES);
		}
	} finally {
		await load.stop();
	}
	await until('the database is back', async () => (await docket.sql('SELECT 1 AS one'))[0].one === '1', 30);
	await audit(docket, load.book.concat(earlier));
	last = load.book;
});

test('the audit finds what is lost, doubled, half there or miscounted', async () => {
	const whole = earlier.find((one) => one.number);
	await assert.rejects(audit(docket, [{ ...whole, subject: 'Fault never stored', number: 'H1' }, ...earlier]), /is not there/);
	await assert.rejects(audit(docket, earlier), /nobody sent/, 'the last test kept its book to itself');
	const id = whole.number.slice(1);
	const all = earlier.concat(last);
	await audit(docket, all);
	for (const [harm, mend, told] of [
		[`UPDATE ticket SET subject = '${earlier.find((one) => one.number && one !== whole).subject}' WHERE id = ${id}`, `UPDATE ticket SET subject = '${whole.subject}' WHERE id = ${id}`, /is there 2 times|is not there/],
		[`UPDATE message SET body = '' WHERE ticket_id = ${id}`, `UPDATE message SET body = 'What ${whole.subject} is about.' WHERE ticket_id = ${id}`, /about/],
		[`UPDATE counter SET value = value + 1 WHERE name = 'open' LIMIT 1`, `UPDATE counter SET value = value - 1 WHERE name = 'open' LIMIT 1`, /counters/],
		[`UPDATE event SET about_id = 0 WHERE about_id = ${id}`, `UPDATE event SET about_id = ${id} WHERE about_id = 0`, /half there/],
	]) {
		await docket.sql(harm);
		await assert.rejects(audit(docket, all), told);
		await docket.sql(mend);
	}
	await audit(docket, all);
});
