// What a running instance promises when a part of it is away, ends, or has no room: durability, clean pages, no half work.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { run, startInstance } from '../lib/instance.mjs';
import { Client, forms } from '../lib/client.mjs';
import { answers, named, until } from '../start/processes.mjs';
import { Load, audit, signedIn } from './load.mjs';

let docket, client;

before(async () => {
	docket = await startInstance({ demo: false });
	client = await signedIn(docket, 'patient');
});

after(() => docket?.stop());

const PROGRAMS = ['portal', 'kb', 'auth', 'desk', 'file'];
const workers = () => PROGRAMS.flatMap((name) => named(docket.home, name).map((process) => `${name} ${process.pid}`)).sort();
const service = (name) => path.join(docket.home, 'service', name);
const tickets = async () => Number((await docket.sql('SELECT COUNT(*) AS n FROM ticket'))[0].n);
const submit = (fields = {}, files = {}) => client.post('/new/problem', { csrf: client.token, subject: 'Outage', happened: 'It stopped.', ...fields }, { files, seconds: 60 });

function unavailable(answer, what) {
	assert.equal(answer.status, 503, what);
	assert.match(answer.headers['retry-after'] ?? '', /^\d+$/, what);
	assert.match(answer.headers['content-type'], /^text\/html/, what);
	assert.match(answer.text, /<h1/, what);
}

test('what was committed is on the disk: the settings of the running server', async () => {
	const rows = await docket.sql('SHOW GLOBAL VARIABLES');
	const set = Object.fromEntries(rows.map((row) => [row.Variable_name, row.Value]));
	assert.equal(set.innodb_flush_log_at_trx_commit, '1');
	assert.equal(set.innodb_doublewrite, 'ON');
	assert.doesNotMatch(set.innodb_flush_method, /nosync|O_DIRECT_NO_FSYNC/i);
	assert.equal(set.innodb_force_recovery, '0');
	assert.notEqual(set.innodb_checksum_algorithm, 'none');
	if (set.log_bin === 'ON') assert.equal(set.sync_binlog, '1');
	assert.equal(set.tx_isolation ?? set.transaction_isolation, 'READ-COMMITTED');
	assert.equal(set.skip_networking, 'ON');
	const engines = await docket.sql('SELECT DISTINCT engine FROM information_schema.tables WHERE table_schema = DATABASE()');
	assert.deepEqual(engines, [{ engine: 'InnoDB' }]);
	const [server] = named(docket.home, 'mariadbd');
	assert.doesNotMatch(readFileSync(`/proc/${server.pid}/environ`, 'latin1'), /LD_PRELOAD/);
	// What is said of the connections that programs make: none is made weaker than the server.
	assert.deepEqual(await docket.sql("SELECT COUNT(*) AS n FROM information_schema.processlist WHERE user = 'root' AND command <> 'Daemon' AND id <> CONNECTION_ID()"), [{ n: '0' }]);
});

test('while the database is away every page says when to come back, and all recovers by itself', async () => {
	const before = workers();
	const number = (await submit()).location;
	await run('sv', ['-w', '30', 'down', service('mariadb')]);
	try {
		for (const target of ['/', '/kb', '/login', '/desk', '/file/1/x', '/tickets', number]) {
			const answer = await client.get(target);
			unavailable(answer, target);
			assert.match(answer.headers['x-request-id'], /^[0-9a-f]{16}$/);
			assert.ok(answer.text.includes(answer.headers['x-request-id']), 'the page names the request');
		}
		unavailable(await submit(), 'a submission');
		unavailable(await submit({}, { file: [{ name: 'a.txt', content: 'x'.repeat(300000) }] }), 'a submission with a file');
		unavailable(await new Client(docket.url).post('/login', { email: 'a@example.org', password: 'x' }), 'signing in');
		assert.match((await client.get('/', { headers: { 'Accept-Language': 'pl' } })).text, /<html lang="pl"/);
		assert.equal((await client.get('/css/docket.css')).status, 200, 'what needs no database goes on');
	} finally {
		await run('sv', ['up', service('mariadb')]);
	}
	await until('back', () => answers(docket.url), 30);
	assert.equal((await client.get(number)).status, 200, 'still signed in');
	assert.deepEqual(workers(), before, 'the same workers');
	assert.deepEqual(readdirSync(path.join(docket.home, 'spool')), []);
	await until('the clock goes on', () => named(docket.home, 'clock').length === 1);
});

test('while the database is away the feeds of the status are there as they were, and no others', async () => {
	const { token } = client;
	assert.equal((await client.post('/account/feeds', { csrf: token, feed: 'own' })).status, 303);
	const secret = (await client.get('/account')).text.match(/href="[^"]*(\/feed\/p\/[^"]+\.atom)"/)[1];
	const kept = ['/feed/status.atom', '/feed/status.rss', '/feed/status.ics'];
	const before = [];
	for (const target of kept) before.push(await client.get(target));
	await client.get('/feed/kb.atom');
	await run('sv', ['-w', '30', 'down', service('mariadb')]);
	try {
		await until('the copies are old', async () => (await client.get('/feed/kb.atom')).status === 503, 30);
		for (const target of [secret, secret.replace('.atom', '.ics'), '/feed/kb.rss', '/feed/kb/search.atom?q=x']) unavailable(await client.get(target), target);
		for (const [at, target] of kept.entries()) {
			const answer = await client.get(target);
			assert.equal(answer.status, 200, target);
			assert.equal(answer.text, before[at].text);
			assert.equal((await client.get(target, { headers: { 'If-None-Match': answer.headers.etag } })).status, 304, target);
		}
	} finally {
		await run('sv', ['up', service('mariadb')]);
	}
	await until('back', () => answers(docket.url), 30);
	assert.equal((await client.get(secret)).status, 200);
});

test('a connection that the server closed costs no request', async () => {
	const before = workers();
	for (let at = 0; at < 6; at++) {
		const ids = await docket.sql('SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID()');
		for (const { id } of ids) await docket.sql(`KILL ${id}`).catch((error) => assert.match(error.message, /Unknown thread id/));
		assert.equal((await client.get('/tickets')).status, 200);
		assert.equal((await submit()).status, 303);
	}
	assert.deepEqual(workers(), before);
});

/* Holds the client's row, which the foreign keys of a submission need, until the function returned is called. */
async function holdClient() {
	const set = docket.settings;
	const shell = spawn('mariadb', ['--no-defaults', `--socket=${set['database.socket']}`, `--user=${set['database.user']}`, '--unbuffered', '--skip-column-names', set['database.name']], { env: { ...process.env, MYSQL_PWD: set['database.password'] } });
	let said = '';
	shell.stdout.on('data', (text) => { said += text; });
	shell.stdin.write("START TRANSACTION; SELECT id FROM account WHERE email = 'patient@fault.example' FOR UPDATE; SELECT 'held';\n");
	await until('held', () => said.includes('held'));
	return () => new Promise((done) => {
		shell.on('exit', done);
		shell.stdin.end('COMMIT;\n');
	});
}

/* A submission that waits in a worker: { answer: its promise, release }. */
async function inHand() {
	const release = await holdClient();
	const answer = submit({ subject: 'In hand' }, { file: [{ name: 'a.txt', content: 'in hand' }] });
	try {
		await until('waiting', async () => (await docket.sql("SELECT COUNT(*) AS n FROM information_schema.processlist WHERE info LIKE 'INSERT INTO %'"))[0].n === '1');
	} catch (error) {
		await release();
		throw error;
	}
	return { answer, release };
}

test('a worker that is told to end finishes the request in hand', async () => {
	const count = await tickets();
	for (const signal of ['SIGTERM', 'SIGINT', 'SIGUSR1']) {
		const before = named(docket.home, 'portal').map((process) => process.pid);
		const { answer, release } = await inHand();
		for (const pid of before) process.kill(pid, signal);
		await until('the idle one ends and is replaced', () => named(docket.home, 'portal').filter((process) => before.includes(process.pid)).length === 1);
		await release();
		const got = await answer;
		assert.equal(got.status, 303, signal);
		assert.equal((await client.get(got.location)).status, 200);
		await until('both are replaced', () => {
			const now = named(docket.home, 'portal').map((process) => process.pid);
			return now.length === 2 && !now.some((pid) => before.includes(pid));
		});
	}
	assert.equal(await tickets(), count + 3);
});

test('a pool that is restarted finishes the request in hand', async () => {
	const { answer, release } = await inHand();
	const restarted = run('sv', ['-w', '30', 'restart', service('portal')]);
	await until('the pool is ending', () => named(docket.home, 'portal').length <= 1);
	await release();
	assert.equal((await answer).status, 303);
	assert.equal((await restarted).status, 0);
	await until('back', () => answers(docket.url));
});

test('restarts of everything under load cut nothing that was answered', async () => {
	const load = new Load([client, await signedIn(docket, 'second')]);
	try {
		for (const name of ['portal', 'nginx', 'mariadb', 'portal']) {
			await load.progress(3);
			assert.equal((await run('sv', ['-w', '40', 'restart', service(name)])).status, 0, name);
		}
		await load.progress(3);
	} finally {
		await load.stop();
	}
	await docket.sql("DELETE FROM counter"); // other tests' tickets count here too: only what the load did is audited
	await docket.sql("INSERT INTO counter SELECT name, 0, value FROM (SELECT CONCAT('status:', status_id) AS name, COUNT(*) AS value FROM ticket GROUP BY status_id UNION ALL SELECT 'open', COUNT(*) FROM ticket WHERE is_open UNION ALL SELECT 'unassigned', COUNT(*) FROM ticket WHERE is_open AND responsible_id IS NULL) c");
	await audit(docket, load.book);
});

/* Room for a mebibyte where the folder was; → a function that takes it away, or undefined where only root can. */
async function tiny(folder) {
	if (process.getuid() !== 0) return undefined;
	const { uid, gid, mode } = statSync(folder);
	const mounted = await run('mount', ['-t', 'tmpfs', '-o', `size=1m,uid=${uid},gid=${gid},mode=${(mode & 0o777).toString(8)}`, 'tmpfs', folder]);
	if (mounted.status !== 0) return undefined;
	return async () => {
		const gone = await run('umount', ['-l', folder]);
		assert.equal(gone.status, 0, gone.stderr);
	};
}

for (const [what, folder, statuses] of [['the spool', 'spool', [503]], ["nginx's folder for bodies", 'run/nginx/body', [503]]]) {
	test(`a full disk under ${what} refuses the file cleanly`, async (t) => {
		const give = await tiny(path.join(docket.home, folder));
		if (!give) return t.skip('only root can make a small disk');
		try {
			const [before, pids] = [await tickets(), workers()];
			const answer = await submit({ subject: 'No room', happened: 'typed words' }, { file: [{ name: 'large.bin', content: Buffer.alloc(3 << 20, 5) }, { name: 'small.txt', content: 'small' }] });
			assert.ok(statuses.includes(answer.status), `${answer.status}`);
			assert.match(answer.text, /<h1/);
			assert.doesNotMatch(answer.text, /<center>/);
			if (folder === 'spool') {
				const form = forms(answer.text).find((one) => one.action === '/new/problem');
				assert.equal(form?.values.happened, 'typed words', 'nothing typed is lost');
				assert.match(form.html, /small\.txt/, 'the file that has room is kept');
				assert.match(answer.text, /large\.bin/);
			}
			assert.equal(await tickets(), before);
			assert.deepEqual(readdirSync(path.join(docket.home, 'spool')), []);
			assert.equal((await submit({ subject: 'Small enough' }, { file: [{ name: 'b.txt', content: 'fits' }] })).status, 303, 'what has room is taken');
			assert.deepEqual(workers(), pids);
		} finally {
			await give();
		}
		assert.equal((await submit({}, { file: [{ name: 'large.bin', content: Buffer.alloc(3 << 20, 5) }] })).status, 303);
		return undefined;
	});
}
