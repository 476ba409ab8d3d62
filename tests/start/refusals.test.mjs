// What ./start cannot do it says in one sentence, exits 1, and breaks nothing.

import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { BUILD, SOURCE, freePort, run } from '../lib/instance.mjs';
import { answers, processesOf } from './processes.mjs';

const START = path.join(SOURCE, 'start');
const root = process.getuid() === 0;
const base = mkdtempSync(path.join(process.env.DOCKET_TEST_HOME ?? tmpdir(), 'docket-no-'));
chmodSync(base, 0o755);
after(() => rmSync(base, { recursive: true, force: true }));

const start = (home, args = [], env = {}) => run(START, ['--home', home, '--no-demo', '--detach', ...args], { env: { DOCKET_BUILD: BUILD, ...env }, seconds: 180 });

/* One sentence of start's on standard error, status 1, and no process left. */
function refused(result, home, sentence) {
	assert.equal(result.status, 1, result.stdout + result.stderr);
	assert.match(result.stderr, sentence);
	assert.match(result.stderr, /^start: [^\n]+\n$/);
	assert.deepEqual(processesOf(home), []);
}

test('a port in use; another then works on the same home', async () => {
	const home = path.join(base, 'port');
	const taken = net.createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => taken.once('listening', resolve));
	const { port } = taken.address();
	refused(await start(home, ['--port', String(port)]), home, new RegExp(`port ${port} is in use`));
	taken.close();
	const free = await freePort();
	const result = await start(home, ['--port', String(free)]);
	assert.equal(result.status, 0, result.stderr);
	assert.ok(await answers(`http://localhost:${free}`));
	assert.match(readFileSync(path.join(home, 'docket.conf'), 'utf8'), new RegExp(`^site.url = http://localhost:${free}$`, 'm'));
	assert.equal((await run(START, ['--home', home, '--stop'])).status, 0);
});

test('a port that is none', async () => {
	for (const port of ['0', '65536', 'http', '-1', '']) {
		refused(await start(path.join(base, 'none'), ['--port', port]), path.join(base, 'none'), /--port/);
	}
	assert.ok(!existsSync(path.join(base, 'none')));
});

test('a folder whose path is too long for a socket', async () => {
	const home = path.join(base, 'x'.repeat(90));
	refused(await start(home), home, /too long for a unix socket/);
	assert.ok(!existsSync(home));
});

test('a folder whose path nginx could not read', async () => {
	const home = path.join(base, 'a"b');
	refused(await start(home), home, /path may hold no quotes/);
});

test('a path with spaces and other letters works', async () => {
	const home = path.join(base, 'Grażyna s & co');
	const port = await freePort();
	const result = await start(home, ['--port', String(port)]);
	try {
		assert.equal(result.status, 0, result.stderr);
		assert.ok(await answers(`http://localhost:${port}`));
	} finally {
		await run(START, ['--home', home, '--stop']);
	}
	assert.deepEqual(processesOf(home), []);
});

test('a private folder that the workers cannot enter', { skip: !root }, async () => {
	const closed = path.join(base, 'private');
	mkdirSync(closed, { mode: 0o700 });
	refused(await start(path.join(closed, 'var')), closed, new RegExp(`cannot enter ${closed}:`));
	assert.deepEqual(readdirSync(closed), []);
});

test('a folder with other things in it is not taken', async () => {
	const home = path.join(base, 'other');
	mkdirSync(path.join(home, 'mysql'), { recursive: true });
	writeFileSync(path.join(home, 'mysql', 'ibdata1'), 'precious');
	refused(await start(home), home, /is not an instance's folder/);
	assert.deepEqual(readdirSync(home), ['mysql']);
	assert.equal(readFileSync(path.join(home, 'mysql', 'ibdata1'), 'utf8'), 'precious');
});

test('an interrupted making of the database is done again', async () => {
	const home = path.join(base, 'interrupted');
	mkdirSync(path.join(home, 'mysql.new', 'mysql'), { recursive: true });
	writeFileSync(path.join(home, 'mysql.new', 'ibdata1'), 'half');
	const port = await freePort();
	const result = await start(home, ['--port', String(port)]);
	assert.equal(result.status, 0, result.stderr);
	assert.ok(await answers(`http://localhost:${port}`));
	assert.ok(!existsSync(path.join(home, 'mysql.new')));
	await run(START, ['--home', home, '--stop']);

	// A data folder that lost its insides is not written over: there may be a copy to bring back.
	rmSync(path.join(home, 'mysql', 'ibdata1'));
	const kept = readdirSync(path.join(home, 'mysql'));
	refused(await start(home), home, /mysql is incomplete/);
	assert.deepEqual(readdirSync(path.join(home, 'mysql')), kept);
});

test('a setting that cannot be', async () => {
	const home = path.join(base, 'setting');
	mkdirSync(home);
	writeFileSync(path.join(home, 'docket.conf'), 'workers.portal = many\n');
	refused(await start(home, ['--port', String(await freePort())]), home, /docket.conf: workers.portal must be a number/);
});

test('a missing tool is named, where nothing may be installed', async () => {
	const tools = path.join(base, 'tools');
	mkdirSync(tools);
	for (const folder of ['/usr/bin', '/bin', path.dirname(process.execPath)]) {
		for (const name of readdirSync(folder)) {
			if (name !== 'multiwatch' && !existsSync(path.join(tools, name))) {
				try { symlinkSync(path.join(folder, name), path.join(tools, name)); } catch { /* a dangling link of the system */ }
			}
		}
	}
	const home = path.join(base, 'tool');
	refused(await start(home, [], { PATH: tools, DOCKET_NO_INSTALL: '1' }), home, /missing packages: multiwatch /);
	assert.ok(!existsSync(home));
});

test('a full disk', { skip: !root }, async (context) => {
	const home = path.join(base, 'small');
	mkdirSync(home);
	if ((await run('mount', ['-t', 'tmpfs', '-o', 'size=40m,mode=755', 'tmpfs', home])).status !== 0) {
		context.skip('no right to mount here');
		return;
	}
	try {
		refused(await start(home), home, /the disk that holds .* is full: \d+ MiB are free, 300 are needed/);
	} finally {
		await run('umount', [home]);
	}
});

test('another user\'s instance', { skip: !root }, async () => {
	const home = path.join(base, 'foreign');
	mkdirSync(home);
	writeFileSync(path.join(home, 'docket.conf'), '');
	await run('chown', ['-R', '65534:65534', home]);
	refused(await start(home), home, /belongs to nobody: start it as nobody/);
});

test('an unknown option', async () => {
	const result = await run(START, ['--hom', '/tmp']);
	assert.equal(result.status, 1);
	assert.match(result.stderr, /^start: no option --hom \(--help lists them\)\n$/);
});

test('./docketctl without a build', async () => {
	const result = await run(path.join(SOURCE, 'docketctl'), ['doctor'], { env: { DOCKET_BUILD: '/nonexistent' } });
	assert.equal(result.status, 1);
	assert.match(result.stderr, /^docketctl: not built yet: [^\n]+\n$/);
});
