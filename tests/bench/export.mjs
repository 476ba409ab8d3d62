// tests/bench/export: see there.

import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import path from 'node:path';
import { BUILD, startInstance } from '../lib/instance.mjs';

const FLOOR = 20000; // tickets a second
const FLOOR_MESSAGES = 10000; // with three or four messages each
const MEMORY = 16; // MiB, private
const asked = { json: process.argv.includes('--json'), tickets: Number(process.argv[process.argv.indexOf('--tickets') + 1] || 0) };
if (!process.argv.includes('--tickets')) asked.tickets = 1000000;
if (!Number.isInteger(asked.tickets) || asked.tickets < 1) throw new Error('--tickets needs a number');
let missed = 0;

/* Private memory of a process in KiB; 0 once it has ended. */
function privateKib(pid) {
	try {
		return [...readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(/^Private_\w+:\s+(\d+) kB/gm)].reduce((sum, [, kib]) => sum + Number(kib), 0);
	} catch {
		return 0;
	}
}

/* Looks at a process's memory until `done` settles; → the most that was seen, in MiB. */
async function watch(pid, done) {
	let most = 0;
	const look = setInterval(() => (most = Math.max(most, privateKib(pid))), 50);
	try {
		await done;
	} finally {
		clearInterval(look);
	}
	return most / 1024;
}

function report(name, tickets, seconds, mib, bytes, floor = FLOOR) {
	const rate = tickets / seconds;
	const good = rate >= floor && mib <= MEMORY;
	if (!good) missed++;
	if (asked.json) console.log(JSON.stringify({ name, tickets, seconds: Number(seconds.toFixed(2)), tickets_per_second: Math.round(rate), mib: Number(mib.toFixed(1)), bytes, floor, mib_most: MEMORY, pass: good }));
	else console.log(`${name.padEnd(22)} ${Math.round(rate).toString().padStart(8)} tickets/s  ${seconds.toFixed(1).padStart(6)} s  ${(bytes / 1e6).toFixed(0).padStart(5)} MB  ${mib.toFixed(1).padStart(5)} MiB ${good ? 'ok' : 'MISSED'}`);
}

async function measure(docket, name, options, floor) {
	const file = path.join(docket.home, 'bench.out');
	const began = process.hrtime.bigint();
	const child = spawn(path.join(BUILD, 'bin/docketctl'), ['--home', docket.home, 'export', 'tickets', ...options, file], { env: { ...process.env, ...docket.environment }, stdio: ['ignore', 'ignore', 'inherit'] });
	const ended = new Promise((resolve, reject) => child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${name}: docketctl ended with ${code}`)))));
	const mib = await watch(child.pid, ended);
	report(name, asked.tickets, Number(process.hrtime.bigint() - began) / 1e9, mib, statSync(file).size, floor);
	rmSync(file);
}

/* The daemon's way: a job in the queue, whose file is there when it is done. */
async function measureJob(docket) {
	const pid = readFileSync(path.join(docket.home, 'service/exporter/supervise/pid'), 'utf8').trim();
	await docket.sql("INSERT INTO export_job (account_id, format, for_staff, available_at, created_at) SELECT id, 'xml', 1, NOW(6), NOW(6) FROM account WHERE role = 'agent' LIMIT 1");
	let row;
	const done = (async () => {
		do {
			await new Promise((next) => setTimeout(next, 250));
			[row] = await docket.sql('SELECT state, tickets, size, TIMESTAMPDIFF(MICROSECOND, created_at, finished_at) AS took FROM export_job ORDER BY id DESC LIMIT 1');
		} while (row.state === 'waiting' || row.state === 'running');
		if (row.state !== 'done') throw new Error('the job failed');
	})();
	const mib = await watch(pid, done);
	report('job, xml', Number(row.tickets), Number(row.took) / 1e6, mib, Number(row.size));
}

const docket = await startInstance({ demo: false });
try {
	await docket.halt();
	appendFileSync(path.join(docket.home, 'docket.conf'), `database.buffer_mib = ${Math.min(6144, Math.floor(totalmem() / 2 ** 20 / 4))}\n`);
	await docket.start({ demo: false });
	const made = await docket.ctl(['demo', '--tickets', String(asked.tickets)], '', { seconds: 3600 });
	if (made.status !== 0) throw new Error(made.stderr);
	for (const format of ['xml', 'csv', 'jsonl']) await measure(docket, format, ['--format', format]);
	await measure(docket, 'xml, with messages', ['--messages'], FLOOR_MESSAGES);
	await measureJob(docket);
} finally {
	await docket.stop();
}
process.exitCode = missed ? 1 : 0;
