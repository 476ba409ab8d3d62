// ./start brings up a whole instance, keeps it up, and takes all of it down again.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { BUILD, SOURCE, freePort, run, startInstance } from '../lib/instance.mjs';
import { answers, named, nginxMaster, processesOf, settled, until } from './processes.mjs';

const docket = await startInstance({ demo: false });
after(() => docket.stop());

const START = path.join(SOURCE, 'start');
const start = (home, ...args) => run(START, ['--home', home, ...args], { env: { DOCKET_BUILD: BUILD }, seconds: 180 });

/* Kills a process and waits until one of that name is there that was not before, and all is well. */
async function killed(pid, name, page) {
	const before = new Set(named(docket.home, name).map((process) => process.pid));
	process.kill(pid, 'SIGKILL');
	return until(`back: ${name}`, async () => {
		const fresh = named(docket.home, name).filter((process) => !before.has(process.pid));
		return fresh.length > 0 && (await answers(docket.url, page));
	});
}

/* FastCGI as a web server speaks it: one record, and the name-value pairs of short parameters. */
function record(type, content) {
	return Buffer.concat([Buffer.from([1, type, 0, 1, content.length >> 8, content.length & 255, 0, 0]), content]);
}

function pairs(parameters) {
	return Buffer.concat(Object.entries(parameters).map(([name, value]) => Buffer.concat([Buffer.from([name.length, value.length]), Buffer.from(name + value)])));
}

test('nothing of it serves requests as root', { skip: process.getuid() !== 0 }, () => {
	const rooted = processesOf(docket.home).filter(({ pid }) => /^Uid:\s+0\s/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')));
	const serving = rooted.filter(({ pid, name }) => name !== 'runsv' && name !== 'runsvdir' && name !== 'logs' && name !== 'sleep' && pid !== nginxMaster(docket.home).pid);
	assert.deepEqual(serving, []);
});

test('the database server keeps what it has answered', async () => {
	const [settings] = await docket.sql('SELECT @@innodb_flush_log_at_trx_commit AS flush, @@innodb_doublewrite AS doublewrite, @@skip_networking AS deaf, @@tx_isolation AS isolation, @@max_allowed_packet AS packet, @@time_zone AS zone');
	assert.deepEqual(settings, { flush: '1', doublewrite: '1', deaf: '1', isolation: 'READ-COMMITTED', packet: String(64 * 1024 * 1024), zone: '+00:00' });
});

test('a killed worker is replaced', async () => {
	const took = await killed(named(docket.home, 'portal')[0].pid, 'portal', '/');
	assert.ok(took < 5000, `took ${took} ms`);
});

test('a killed pool comes back, and its orphans do not keep the old socket', async () => {
	const pool = named(docket.home, 'multiwatch').find((process) => process.command.includes('/auth'));
	const before = new Set(named(docket.home, 'auth').map((process) => process.pid));
	const took = await killed(pool.pid, 'multiwatch', '/login');
	assert.ok(took < 5000, `took ${took} ms`);
	await until('only new workers', () => named(docket.home, 'auth').every((process) => !before.has(process.pid)));
});

test('a killed nginx master comes back, and its orphans do not keep the port', async () => {
	const before = new Set(named(docket.home, 'nginx').map((process) => process.pid));
	const took = await killed(nginxMaster(docket.home).pid, 'nginx', '/');
	assert.ok(took < 5000, `took ${took} ms`);
	await until('only new workers', () => named(docket.home, 'nginx').every((process) => !before.has(process.pid)));
});

test('a killed database server comes back', async () => {
	const took = await killed(named(docket.home, 'mariadbd')[0].pid, 'mariadbd', '/');
	assert.ok(took < 10000, `took ${took} ms`);
	await until('the database answers', async () => (await docket.sql('SELECT 1 AS one')).length === 1);
});

test('a killed clock comes back', async () => {
	await killed(named(docket.home, 'clock')[0].pid, 'clock', '/');
});

test('a killed runsv comes back, and takes over what it had', async () => {
	const keeper = named(docket.home, 'mariadbd')[0].parent;
	await killed(keeper, 'runsv', '/');
	await until('the database answers', async () => (await docket.sql('SELECT 1 AS one')).length === 1, 30);
	await until('one database server', () => named(docket.home, 'mariadbd').length === 1);
});

test('started while it runs it says where, and changes nothing', async () => {
	const before = (await settled(docket.home)).map(({ pid }) => pid);
	const again = await start(docket.home, '--detach');
	assert.equal(again.status, 0);
	assert.match(again.stdout, new RegExp(`already runs at ${docket.url}/`));
	const now = processesOf(docket.home).map(({ pid }) => pid);
	assert.ok(before.every((pid) => now.includes(pid)));
});

test('a second instance runs beside it, and each stops alone', async () => {
	const other = await startInstance({ demo: false });
	try {
		assert.notEqual(other.url, docket.url);
		assert.ok((await answers(other.url)) && (await answers(docket.url)));
		const before = (await settled(docket.home)).map(({ pid }) => pid);
		await other.halt();
		assert.deepEqual(processesOf(other.home), []);
		const now = processesOf(docket.home).map(({ pid }) => pid);
		assert.ok(before.every((pid) => now.includes(pid)), 'the other instance lost a process');
		assert.ok(await answers(docket.url));
	} finally {
		await other.stop();
	}
});

test('a worker told to stop finishes the request in hand', async () => {
	const body = 'email=nobody%40example.org&password=x';
	const socket = net.connect(path.join(docket.home, 'run', 'auth.sock'));
	const answer = [];
	socket.on('data', (bytes) => answer.push(bytes));
	const ended = new Promise((resolve, reject) => socket.on('end', resolve).on('error', reject));
	socket.write(Buffer.concat([
		record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])),
		record(4, pairs({ REQUEST_METHOD: 'POST', REQUEST_URI: '/login', SERVER_PROTOCOL: 'HTTP/1.1', HTTP_HOST: new URL(docket.url).host, REMOTE_ADDR: '127.0.0.1', REQUEST_SCHEME: 'http', QUERY_STRING: '', CONTENT_TYPE: 'application/x-www-form-urlencoded', CONTENT_LENGTH: String(body.length) })),
		record(4, Buffer.alloc(0)),
		record(5, Buffer.from(body.slice(0, 10))),
	]));
	const workers = () => named(docket.home, 'auth').length;
	const before = workers();
	await new Promise((resolve) => setTimeout(resolve, 300)); // a worker has it; nothing outside shows that
	await run('sv', ['down', path.join(docket.home, 'service', 'auth')]);
	try {
		await until('only the busy worker is left', () => workers() === 1 && before > 1);
		socket.write(Buffer.concat([record(5, Buffer.from(body.slice(10))), record(5, Buffer.alloc(0))]));
		await ended;
		assert.match(Buffer.concat(answer).toString('latin1'), /Content-Type:/i);
		await until('it is gone too', () => workers() === 0);
	} finally {
		await run('sv', ['up', path.join(docket.home, 'service', 'auth')]);
		await until('back', () => answers(docket.url, '/login'));
	}
});

test('--stop lets a request in hand finish, then leaves no process', async () => {
	const socket = net.connect(Number(new URL(docket.url).port), '127.0.0.1');
	socket.on('error', () => {});
	let answer = '';
	socket.on('data', (bytes) => { answer += bytes; });
	const body = 'email=nobody%40example.org&password=x';
	socket.write(`POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body.slice(0, 10)}`);
	await until('nginx has the request', async () => answers(docket.url));
	const stopping = start(docket.home, '--stop');
	await until('nginx is stopping', async () => !(await answers(docket.url).catch(() => false)));
	socket.write(body.slice(10));
	const stopped = await stopping;
	assert.equal(stopped.status, 0, stopped.stderr);
	assert.match(answer, /^HTTP\/1\.1 [234]\d\d /);
	assert.deepEqual(processesOf(docket.home), []);
	const again = await start(docket.home, '--stop');
	assert.equal(again.status, 0);
	assert.match(again.stdout, /Nothing runs/);
});

test('started again it takes under three seconds and remembers its port', async () => {
	const begun = performance.now();
	const result = await start(docket.home, '--detach');
	const took = performance.now() - begun;
	assert.equal(result.status, 0, result.stderr);
	assert.ok(result.stdout.includes(`Docket runs at ${docket.url}/`), result.stdout);
	assert.doesNotMatch(result.stdout, /Demo accounts/);
	assert.ok(took < 3000, `took ${took} ms`);
	assert.ok(await answers(docket.url));
});

test('with its supervisor killed, the next start clears up and runs', async () => {
	process.kill(named(docket.home, 'runsvdir')[0].pid, 'SIGKILL');
	const before = named(docket.home, 'mariadbd')[0].pid;
	const result = await start(docket.home, '--detach');
	assert.equal(result.status, 0, result.stderr);
	assert.equal(named(docket.home, 'runsvdir').length, 1);
	assert.equal(named(docket.home, 'mariadbd').length, 1);
	assert.notEqual(named(docket.home, 'mariadbd')[0].pid, before);
});

test('in the foreground, Ctrl-C ends all of it', async () => {
	await docket.halt();
	const child = spawn(START, ['--home', docket.home], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DOCKET_BUILD: BUILD } });
	let said = '';
	child.stdout.on('data', (bytes) => { said += bytes; });
	const ended = new Promise((resolve) => child.on('exit', (code) => resolve(code)));
	await until('running', () => said.includes('Ctrl-C stops it'), 60);
	assert.ok(await answers(docket.url));
	child.kill('SIGINT');
	assert.equal(await ended, 0);
	assert.deepEqual(processesOf(docket.home), []);
});

test('in the foreground, --stop from elsewhere ends it too', async () => {
	const child = spawn(START, ['--home', docket.home], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DOCKET_BUILD: BUILD } });
	let said = '';
	child.stdout.on('data', (bytes) => { said += bytes; });
	const ended = new Promise((resolve) => child.on('exit', (code) => resolve(code)));
	await until('running', () => said.includes('Ctrl-C stops it'), 60);
	assert.equal((await start(docket.home, '--stop')).status, 0);
	assert.equal(await ended, 0);
	assert.deepEqual(processesOf(docket.home), []);
});

test('killed while it sets up, --stop finds all that it began, and the next start succeeds', async () => {
	const home = mkdtempSync(path.join(process.env.DOCKET_TEST_HOME ?? tmpdir(), 'docket-half-'));
	const port = String(await freePort());
	try {
		run('chmod', ['755', home]);
		for (const delay of [150, 400, 700, 1000]) {
			const child = spawn(START, ['--home', home, '--port', port, '--no-demo'], { stdio: 'ignore', env: { ...process.env, DOCKET_BUILD: BUILD } });
			await new Promise((resolve) => setTimeout(resolve, delay));
			child.kill('SIGKILL');
			const stopped = await start(home, '--stop');
			assert.equal(stopped.status, 0, stopped.stderr);
			await until('all gone', () => processesOf(home).length === 0, 5);
		}
		const result = await start(home, '--port', port, '--no-demo', '--detach');
		assert.equal(result.status, 0, result.stderr);
		assert.ok(await answers(`http://localhost:${port}`));
	} finally {
		await start(home, '--stop');
		rmSync(home, { recursive: true, force: true });
	}
});

test('an ordinary user runs one too', { skip: process.getuid() !== 0 }, async () => {
	const home = mkdtempSync(path.join(process.env.DOCKET_TEST_HOME ?? tmpdir(), 'docket-user-'));
	const as = (...args) => run('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', START, '--home', path.join(home, 'var'), ...args], { env: { DOCKET_BUILD: BUILD, HOME: home }, seconds: 180 });
	const port = await freePort();
	try {
		mkdirSync(path.join(home, 'var'));
		for (const folder of [home, path.join(home, 'var')]) chownSync(folder, 65534, 65534);
		const result = await as('--port', String(port), '--no-demo', '--detach');
		assert.equal(result.status, 0, result.stderr);
		assert.ok(await answers(`http://localhost:${port}`));
		const users = processesOf(home).map(({ pid }) => readFileSync(`/proc/${pid}/status`, 'utf8').match(/^Uid:\s+(\d+)/m)[1]);
		assert.deepEqual([...new Set(users)], ['65534']);
		assert.equal((await as('--stop')).status, 0);
		assert.deepEqual(processesOf(home), []);
	} finally {
		await as('--stop');
		rmSync(home, { recursive: true, force: true });
	}
});
