// kill -9 of the indexer and of rebuilds during an import, a broken index, a lost database: afterwards index and database
// agree exactly, as docketctl doctor compares them document by document.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { BUILD, run, startInstance } from '../lib/instance.mjs';
import { named, until } from '../start/processes.mjs';

const LONG = process.env.DOCKET_FAULT === 'long';
const KILLS = LONG ? 200 : 50;
let docket;

before(async () => {
	docket = await startInstance();
	await service('down');
});
after(async () => docket?.stop());

const service = (what) => run('sv', ['-w', '20', what, path.join(docket.home, 'service', 'indexer')]);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const chance = (most) => Math.floor(Math.random() * most);

/* Under the name of the folder's owner, as the service runs. */
function begin(program, args) {
	const { uid, gid } = statSync(path.join(docket.home, 'search'));
	const child = spawn(path.join(BUILD, 'bin', program), args, { ...(process.getuid() === 0 ? { uid, gid } : {}), env: { ...process.env, ...docket.environment }, stdio: 'ignore' });
	child.ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code)));
	return child;
}

async function bringUpToDate() {
	const last = begin('indexer', ['--home', docket.home, '--once']);
	assert.equal(await last.ended, 0);
	assert.deepEqual(await docket.sql('SELECT COUNT(*) AS n FROM index_queue'), [{ n: '0' }]);
}

async function agree() {
	const doctor = await docket.ctl(['doctor']);
	assert.match(doctor.stdout, /^ok – the search index has all \d+ documents$/m, doctor.stdout);
	return Number(doctor.stdout.match(/has all (\d+) documents/)[1]);
}

const line = (n, answers) => JSON.stringify({
	ref: `kill-${n}`, type: 'problem', created: '2024-05-01T10:00:00Z', status: n % 7 ? 'solved' : 'open', category: `shelf${n % 5}`, subject: `Number ${n} fails`,
	body: `It fails like number ${n % 100} did, see https://kill.example/q/${(n * 7) % 1000}`,
	messages: Array.from({ length: answers }, (_, at) => ({ ref: `kill-${n}-${at}`, by: 'staff', created: `2024-05-02T10:0${at}:00Z`, body: `Answer ${at} to ${n}.`, solution: at === 0 })),
});

function importing(from, to, answers) {
	const lines = Array.from({ length: to - from }, (_, at) => line(from + at, answers)).join('\n');
	const state = { done: false };
	state.ended = docket.ctl(['import', 'archive', '--audience', 'public', '-'], `${lines}\n`, { seconds: 300 }).then((result) => {
		state.done = true;
		assert.equal(result.status, 0, result.stderr);
	});
	return state;
}

/* Some leave the archive, some change in it. */
const stir = () => docket.sql(`START TRANSACTION;
	INSERT INTO index_queue (kind, document_id, available_at) SELECT 'ticket', id, UTC_TIMESTAMP(6) FROM ticket WHERE ref LIKE 'kill-%' AND id % 40 = ${chance(40)}
		ON DUPLICATE KEY UPDATE index_queue.version = index_queue.version + 1, available_at = VALUES(available_at);
	UPDATE ticket t JOIN index_queue q ON q.kind = 'ticket' AND q.document_id = t.id SET t.version = t.version + 1, t.audience = IF(t.id % 2 AND t.audience IS NOT NULL, 'staff', NULL) WHERE t.id % 40 = 7;
	UPDATE ticket t JOIN index_queue q ON q.kind = 'ticket' AND q.document_id = t.id SET t.version = t.version + 1;
	COMMIT`).catch((error) => assert.match(error.message, /Deadlock|Lock wait/));

test(`kill -9 of the indexer, ${KILLS} times during an import`, async (t) => {
	let load = importing(0, 4000, 1);
	let kills = 0;
	for (let round = 1; kills < KILLS; round++) {
		const indexer = begin('indexer', ['--home', docket.home]);
		await pause(20 + chance(220));
		indexer.kill('SIGKILL');
		assert.equal(await indexer.ended, 'SIGKILL');
		kills++;
		if (round % 8 === 0) await stir();
		if (load.done && kills < KILLS) load = importing(round * 100, round * 100 + 1500, 2 + (round % 3));
	}
	await load.ended;
	await bringUpToDate();
	t.diagnostic(`${kills} kills, ${await agree()} documents agree`);
});

test('kill -9 of a rebuild, while the indexer goes on', async (t) => {
	await service('up');
	for (let round = 0; round < (LONG ? 20 : 6); round++) {
		const rebuild = begin('docketctl', ['--home', docket.home, 'reindex']);
		const load = importing(10_000 + round * 200, 10_200 + round * 200, 1);
		await pause(30 + chance(1500));
		rebuild.kill('SIGKILL');
		await rebuild.ended;
		await load.ended;
	}
	const whole = begin('docketctl', ['--home', docket.home, 'reindex']);
	const load = importing(20_000, 20_500, 1);
	assert.equal(await whole.ended, 0);
	await load.ended;
	await until('the queue is empty', async () => (await docket.sql('SELECT COUNT(*) AS n FROM index_queue'))[0].n === '0', 60);
	t.diagnostic(`${await agree()} documents agree`);
	assert.ok(readdirSync(path.join(docket.home, 'search')).filter((name) => /^g-/.test(name)).length <= 2);
});

test('a broken index is rebuilt by itself', async () => {
	await service('up');
	const folder = realpathSync(path.join(docket.home, 'search', 'live'));
	for (const name of readdirSync(folder)) if (name.endsWith('.glass')) writeFileSync(path.join(folder, name), readFileSync(path.join(folder, name)).fill(0x55, 0, 4096));
	await until('the indexer runs', () => named(docket.home, 'indexer').length === 1);
	process.kill(named(docket.home, 'indexer')[0].pid, 'SIGKILL');
	await until('there is another index', () => realpathSync(path.join(docket.home, 'search', 'live')) !== folder, 60);
	await until('doctor is content', async () => (await docket.ctl(['doctor'])).stdout.includes('ok – the search index'), 60);
	await agree();
});

test('a lost database is waited for', async () => {
	await service('up');
	const mariadb = named(docket.home, 'mariadbd')[0];
	process.kill(mariadb.pid, 'SIGKILL');
	await pause(2500);
	await until('the database is back', async () => (await docket.ctl(['doctor'])).status !== -1 && (await docket.sql('SELECT 1 AS n').catch(() => [])).length, 60);
	await importing(30_000, 30_100, 1).ended;
	await until('the queue is empty', async () => (await docket.sql('SELECT COUNT(*) AS n FROM index_queue'))[0].n === '0', 30);
	await agree();
	assert.equal(named(docket.home, 'indexer').length, 1);
});
