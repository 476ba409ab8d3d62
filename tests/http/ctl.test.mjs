// docketctl, the administrator's command: run as an administrator runs it, on an instance of its own.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Client } from '../lib/client.mjs';
import { SOURCE, run, startInstance } from '../lib/instance.mjs';

const FIXTURES = path.join(SOURCE, 'tests', 'fixtures', 'archive');
const ARCHIVE = path.join(process.env.DOCKET_TEST_DATA ?? path.join(SOURCE, '..', 'shared', 'data'), 'archive', 'thunderbird-2023-2024.jsonl.gz');
const COMMANDS = ['doctor', 'migrate', 'import archive', 'user add', 'user role', 'user disable', 'user enable', 'user password', 'user list', 'org add', 'org list', 'backup', 'restore', 'demo'];
const HAS_DUMP = spawnSync('mariadb-dump', ['--version']).status === 0;
const folder = mkdtempSync(path.join(tmpdir(), 'docket-ctl-'));
let docket;

before(async () => {
	docket = await startInstance({ demo: false });
});
after(async () => {
	await docket?.stop();
	rmSync(folder, { recursive: true, force: true });
});

/* Runs it and demands its exit status; whatever it complains of is whole lines of its own. */
async function ctl(args, { status = 0, input } = {}) {
	const result = await docket.ctl(args, input, { seconds: 300 });
	assert.equal(result.status, status, `docketctl ${args.join(' ')}: ${result.stdout}${result.stderr}`);
	for (const line of result.stderr.split('\n').slice(0, -1)) assert.match(line, /^docketctl: [^\x00-\x1f]+$/);
	if (status === 0) assert.equal(result.stderr, '');
	return result;
}

async function value(query) {
	return Object.values((await docket.sql(query))[0])[0];
}

/* Everything that an import may touch. */
async function census() {
	return (await docket.sql(`SELECT (SELECT COUNT(*) FROM ticket) t, (SELECT COUNT(*) FROM message) m, (SELECT COUNT(*) FROM event) e,
		(SELECT COUNT(*) FROM account) a, (SELECT COUNT(*) FROM organisation) o, (SELECT COUNT(*) FROM category) c,
		(SELECT COUNT(*) FROM ticket_tag) g, (SELECT SUM(version) FROM ticket) v, (SELECT SUM(value) FROM counter) n`))[0];
}

async function countsAreRight() {
	assert.match((await docket.ctl(['doctor'])).stdout, /^ok – counts are right$/m);
}

test('each command is listed, and has its help', async () => {
	const { stdout } = await ctl(['--help']);
	const listed = [...stdout.matchAll(/^ {2}([a-z]+(?: [a-z]+)?) {2,}/gm)].map((match) => match[1]);
	for (const name of COMMANDS) assert.ok(listed.includes(name), `${name} is not listed`);
	for (const name of listed) {
		const help = await ctl([...name.split(' '), '--help']);
		assert.ok(help.stdout.startsWith(`usage: docketctl [--home DIR] ${name}`), help.stdout);
	}
});

test('a command that does not fit is refused with status 2 and one line', async () => {
	for (const args of [[], ['fly'], ['user'], ['user', 'fly'], ['user', 'add'], ['user', 'add', '--fly'], ['user', 'role', 'a@b.example'], ['migrate', 'now'], ['demo', '--tickets'], ['demo', '--tickets', '0'], ['demo', '--tickets', '1', '--tickets', '2'], ['doctor', '--repair=yes'], ['import', 'archive', '--audience', 'participants', '/dev/null']]) {
		const { stderr, stdout } = await ctl(args, { status: 2 });
		assert.equal(stderr.split('\n').length, 2, stderr);
		assert.equal(stdout, '');
	}
});

test('a home that is none, and a database that does not answer, are told in one line', async () => {
	const home = path.join(folder, 'other');
	let result = await docket.ctl(['--home', home, 'user', 'list']);
	assert.equal(result.status, 1);
	assert.match(result.stderr, /^docketctl: .*docket\.conf: No such file or directory\n$/);
	mkdirSync(home);
	cpSync(path.join(docket.home, 'secret.key'), path.join(home, 'secret.key'));
	writeFileSync(path.join(home, 'docket.conf'), 'database.socket = /nonexistent.sock\n');
	result = await docket.ctl(['--home', home, 'user', 'list']);
	assert.equal(result.status, 1);
	assert.match(result.stderr, /^docketctl: no connection to the database: [^\n]+\n$/);
	result = await docket.ctl(['--home', home, 'doctor']);
	assert.equal(result.status, 1);
	assert.match(result.stdout, /^FAIL – database: no connection/m);
});

test('migrate does nothing when all is there', async () => {
	assert.equal((await ctl(['migrate'])).stdout, 'The tables are up to date.\n');
});

test('an account can be added, signs in, changes its role, is locked out and let in again', async () => {
	await ctl(['org', 'add', '--name', 'Wine & Sons', '--domain', 'Wine.example', '--domain', 'wein.example', '--scope', 'organisation', '--language', 'pl']);
	assert.match((await ctl(['org', 'list'])).stdout, /^Wine & Sons\torganisation\twein\.example wine\.example\tpl\t0$/m);
	await ctl(['user', 'add', '--email', 'Una@WINE.example', '--name', 'Una Wein', '--password-stdin'], { input: 'long enough 1\nsecond line' });
	assert.match((await ctl(['user', 'list'])).stdout, /^una@wine\.example\tUna Wein\tclient\tWine & Sons\t$/m);

	const signIn = async (password) => {
		const browser = new Client(docket.url);
		await browser.login('una@wine.example', password).catch(() => {});
		return (await browser.get('/account')).status === 200;
	};
	assert.equal(await signIn('long enough 1'), true);
	await ctl(['user', 'password', 'una@wine.example', '--password-stdin'], { input: 'quite another 2\n' });
	assert.equal(await signIn('long enough 1'), false);
	assert.equal(await signIn('quite another 2'), true);
	await ctl(['user', 'disable', 'UNA@wine.example']);
	assert.equal(await signIn('quite another 2'), false);
	assert.match((await ctl(['user', 'list'])).stdout, /^una@wine\.example\t.*\tdisabled$/m);
	await ctl(['user', 'enable', 'una@wine.example']);
	assert.equal(await signIn('quite another 2'), true);
	await ctl(['user', 'role', 'una@wine.example', 'agent']);
	assert.match((await ctl(['user', 'list'])).stdout, /^una@wine\.example\tUna Wein\tagent\t/m);
	const kinds = await docket.sql("SELECT kind FROM event WHERE about = 'account' AND kind <> 'signed_in' AND about_id = (SELECT id FROM account WHERE email = 'una@wine.example') ORDER BY id");
	assert.deepEqual(kinds.map((row) => row.kind), ['created', 'password', 'disabled', 'enabled', 'role']);
});

test('what can not be is refused, and nothing is changed', async () => {
	const had = await census();
	await ctl(['user', 'add', '--email', 'una@wine.example', '--name', 'Again'], { status: 1 });
	await ctl(['user', 'add', '--email', 'no address', '--name', 'X'], { status: 1 });
	await ctl(['user', 'add', '--email', 'x@y.example', '--name', ' '], { status: 2 });
	await ctl(['user', 'add', '--email', 'x@y.example', '--name', 'X', '--role', 'boss'], { status: 2 });
	await ctl(['user', 'add', '--email', 'x@y.example', '--name', 'X', '--organisation', 'Nobody'], { status: 1 });
	await ctl(['user', 'add', '--email', 'x@y.example', '--name', 'X', '--password-stdin'], { status: 1, input: 'short\n' });
	await ctl(['user', 'password', 'una@wine.example', '--password-stdin'], { status: 1, input: '\n' });
	await ctl(['user', 'disable', 'nobody@wine.example'], { status: 1 });
	await ctl(['org', 'add', '--name', 'Wine & Sons'], { status: 1 });
	await ctl(['org', 'add', '--name', 'Other', '--domain', 'wine.example'], { status: 1 });
	await ctl(['org', 'add', '--name', 'Other', '--domain', 'a@b'], { status: 2 });
	await ctl(['org', 'add', '--name', 'Other', '--scope', 'some'], { status: 2 });
	await ctl(['org', 'add', '--name', 'Other', '--language', 'xx'], { status: 2 });
	assert.deepEqual(await census(), had);
});

test('an output that can not be written is an error', async () => {
	const result = await run('/bin/sh', ['-c', '"$0" --home "$1" user list >/dev/full', path.join(docket.environment.DOCKET_BUILD, 'bin', 'docketctl'), docket.home], { env: docket.environment });
	assert.equal(result.status, 1);
	assert.equal(result.stderr, 'docketctl: the output could not be written\n');
});

const BROKEN = [2, 6, 7, 8, 9, 10, 12, 13, 14, 15, 17];

test('an archive with hostile lines: what is good comes in, what is broken is told by its number', async () => {
	const { stdout, stderr } = await ctl(['import', 'archive', path.join(FIXTURES, 'hostile.jsonl')], { status: 1 });
	const told = stderr.split('\n').slice(0, -1).map((line) => Number(line.match(/^docketctl: line (\d+): /)[1]));
	assert.deepEqual(told.sort((a, b) => a - b), BROKEN);
	assert.equal(stdout, '5 tickets and 4 answers added, 0 tickets known already, 11 lines broken.\n');
	const [first] = await docket.sql("SELECT t.*, a.email, a.name, a.password_hash, o.name organisation, c.code category, y.code type, s.code status FROM ticket t JOIN account a ON a.id = t.contact_id JOIN organisation o ON o.id = t.organisation_id JOIN category c ON c.id = t.category_id JOIN ticket_type y ON y.id = t.type_id JOIN status s ON s.id = t.status_id WHERE t.ref = 'f-1'");
	assert.deepEqual(
		[first.email, first.name, first.password_hash, first.organisation, first.category, first.type, first.status, first.language, first.audience, first.source],
		['ann.lee@fixture.example', 'Ann Lee', null, 'Fixture Ltd', 'mail', 'question', 'solved', 'en-US', 'staff', 'import'],
	);
	assert.deepEqual(
		[first.created_at, first.updated_at, first.answered_at, first.solved_at, first.closed_at, first.archived_at],
		['2024-05-01 10:00:00.000000', '2024-05-02 09:30:00.250000', '2024-05-01 11:00:00.000000', '2024-05-02 09:30:00.250000', null, '2024-05-02 09:30:00.250000'],
	);
	const messages = await docket.sql(`SELECT ref, kind, side, html, created_at FROM message WHERE ticket_id = ${first.id} ORDER BY id`);
	assert.deepEqual(messages.map((m) => [m.ref, m.kind, m.side, m.html]), [
		[null, 'public', 'client', '<p>Body of f-1</p>'],
		['f-1a', 'public', 'staff', '<p>Try <b>this</b></p>'],
		['f-1b', 'public', 'client', '<p>No &lt;b&gt;luck&lt;/b&gt;</p>'],
		['f-1c', 'solution', 'staff', '<p>Use <em>that</em>.</p>'],
	]);
	assert.equal(messages[2].created_at, '2024-05-01 10:00:00.000000', 'an offset is taken into account');
	assert.equal(await value(`SELECT ref FROM message WHERE id = ${first.solution_id}`), 'f-1c');
	assert.deepEqual((await docket.sql(`SELECT tag FROM ticket_tag WHERE ticket_id = ${first.id}`)).map((row) => row.tag), ['imap']);
	assert.equal(await value("SELECT CONCAT(is_open, ' ', COALESCE(audience, 'none'), ' ', language) FROM ticket WHERE ref = 'f-3'"), '1 none xx-invalid-and');
	assert.equal(await value("SELECT CHAR_LENGTH(subject) FROM ticket WHERE ref = 'f-7'"), '250');
	assert.equal(await value("SELECT COUNT(*) FROM account WHERE email = 'ann.lee@fixture.example'"), '1');
	await countsAreRight();
});

test('imported again it changes nothing, from a file, from gzip, or from standard input', async () => {
	const had = await census();
	const text = readFileSync(path.join(FIXTURES, 'hostile.jsonl'));
	writeFileSync(path.join(folder, 'again.gz'), gzipSync(text));
	for (const [args, input] of [[[path.join(FIXTURES, 'hostile.jsonl')]], [[path.join(folder, 'again.gz')]], [['-'], text]]) {
		const { stdout } = await ctl(['import', 'archive', ...args], { status: 1, input });
		assert.equal(stdout, 'nothing new, 5 tickets known already, 11 lines broken.\n');
	}
	assert.deepEqual(await census(), had);
});

test('a known ticket gets what is new in it, and its own changes stay', async () => {
	const line = { ref: 'f-2', type: 'question', locale: 'pt-BR', tags: [], created: '2024-05-01T10:00:00Z', status: 'closed', subject: 'Another subject', body: 'Another body', messages: [{ ref: 'f-2a', by: 'staff', created: '2024-07-01T08:00:00Z', body: 'Late', solution: true }] };
	const { stdout } = await ctl(['import', 'archive', '--audience', 'public', '-'], { input: `${JSON.stringify(line)}\n` });
	assert.equal(stdout, '0 tickets and 1 answers added, 0 tickets known already, 0 lines broken.\n');
	const [ticket] = await docket.sql("SELECT t.*, m.ref solution FROM ticket t LEFT JOIN message m ON m.id = t.solution_id WHERE t.ref = 'f-2'");
	assert.deepEqual([ticket.subject, ticket.audience, ticket.version, ticket.solution, ticket.archived_at], ['Subject of f-2', 'staff', '2', 'f-2a', '2024-07-01 08:00:00.000000']);
	await countsAreRight();
});

test('a file that can not be read, is cut short or is something else', async () => {
	const had = await census();
	await ctl(['import', 'archive', path.join(folder, 'nothing')], { status: 1 });
	await ctl(['import', 'archive', folder], { status: 1 });
	const whole = gzipSync(`${JSON.stringify({ ref: 'cut-1', status: 'closed', created: '2024-05-01T10:00:00Z', subject: 'x', body: 'y' })}\n`.repeat(3));
	writeFileSync(path.join(folder, 'cut.gz'), whole.subarray(0, whole.length - 12));
	const cut = await ctl(['import', 'archive', path.join(folder, 'cut.gz')], { status: 1 });
	assert.match(cut.stderr, /is cut short/);
	assert.match((await ctl(['import', 'archive', '-'], { status: 1, input: Buffer.from([0, 255, 10, 7, 10]) })).stdout, /2 lines broken/);
	assert.match((await ctl(['import', 'archive', '-'], { status: 1, input: `${'['.repeat(100000)}\n` })).stdout, /1 lines broken/);
	assert.equal((await ctl(['import', 'archive', '-'], { input: '\n\r\n' })).stdout, 'nothing new, 0 tickets known already, 0 lines broken.\n');
	await docket.sql("DELETE m FROM message m JOIN ticket t ON t.id = m.ticket_id WHERE t.ref = 'cut-1'");
	assert.ok(Number((await census()).t) <= Number(had.t) + 1, 'whole lines before the damage may be in');
});

test('the archive of 27,565 real tickets comes in within a minute, and again changes nothing', async (t) => {
	if (!existsSync(ARCHIVE)) return t.skip(`no ${ARCHIVE}: set DOCKET_TEST_DATA to the folder that holds archive/`);
	const begin = performance.now();
	const { stdout } = await ctl(['import', 'archive', '--audience', 'public', ARCHIVE]);
	const seconds = (performance.now() - begin) / 1000;
	assert.equal(stdout, '27565 tickets and 59159 answers added, 0 tickets known already, 0 lines broken.\n');
	assert.equal(await value('SELECT @@innodb_flush_log_at_trx_commit'), '1');
	t.diagnostic(`imported in ${seconds.toFixed(1)} s`);
	assert.ok(seconds < 60, `${seconds} s`);
	const had = await census();
	assert.equal((await ctl(['import', 'archive', '--audience', 'public', ARCHIVE])).stdout, 'nothing new, 27565 tickets known already, 0 lines broken.\n');
	assert.deepEqual(await census(), had);
	await countsAreRight();
	const page = await new Client(docket.url).get('/kb');
	assert.equal(page.status, 200);
});

test('the demo comes once, with tickets in every state, and its people sign in', async () => {
	assert.match((await ctl(['demo'])).stdout, /^Added 9 accounts, 26 tickets and 300 archived tickets\.$/m);
	const had = await census();
	assert.equal((await ctl(['demo'])).stdout, 'The demo is there already.\n');
	assert.deepEqual(await census(), had);
	await countsAreRight();
	const states = await docket.sql("SELECT DISTINCT s.code FROM ticket t JOIN status s ON s.id = t.status_id WHERE t.ref LIKE 'demo-%'");
	assert.deepEqual(states.map((row) => row.code).sort(), ['accepted', 'closed', 'in_progress', 'new', 'rejected', 'solved', 'waiting_client', 'waiting_other']);
	assert.equal(await value("SELECT COUNT(*) FROM ticket WHERE ref LIKE 'demo-%' AND (created_at > UTC_TIMESTAMP(6) OR updated_at > UTC_TIMESTAMP(6) OR updated_at < created_at OR accepted_at < created_at OR solved_at < COALESCE(answered_at, created_at) OR closed_at < solved_at OR rated_at < solved_at)"), '0');
	assert.equal(await value("SELECT COUNT(*) FROM event e JOIN ticket t ON e.about = 'ticket' AND t.id = e.about_id JOIN event f ON f.about = 'ticket' AND f.about_id = t.id AND f.version > e.version WHERE t.ref LIKE 'demo-%' AND t.source = 'form' AND f.created_at < e.created_at"), '0');
	for (const email of ['client@example.org', 'agent@example.com', 'admin@example.com']) {
		const browser = new Client(docket.url);
		await browser.login(email, 'docket-demo');
		assert.equal((await browser.get('/account')).status, 200, email);
	}
});

test('made-up tickets in bulk are whole, counted, and filled up to the number asked for', async () => {
	assert.equal((await ctl(['demo', '--tickets', '3000'])).stdout, 'Added 3000 made-up tickets.\nThe search does not know them before docketctl reindex.\n');
	assert.equal((await ctl(['demo', '--tickets', '3000'])).stdout, 'Added 0 made-up tickets.\n');
	assert.match((await ctl(['demo', '--tickets', '3100'])).stdout, /^Added 100 made-up tickets\.\n/);
	await ctl(['reindex']); // bulk tickets are for measuring pages: they ask the indexer for nothing
	await countsAreRight();
	const [sums] = await docket.sql("SELECT COUNT(*) n, SUM(is_open) open, COUNT(DISTINCT contact_id) clients, SUM(version) versions, MIN(updated_at >= created_at) forward, MAX(updated_at <= UTC_TIMESTAMP(6)) past, SUM(is_open = (audience IS NULL AND closed_at IS NULL)) fit FROM ticket WHERE ref LIKE 'bulk-%'");
	assert.deepEqual([sums.n, sums.forward, sums.past, sums.fit], ['3100', '1', '1', '3100']);
	assert.ok(sums.open > 50 && sums.open < 400 && sums.clients > 60, JSON.stringify(sums));
	assert.equal(await value("SELECT COUNT(*) FROM message m JOIN ticket t ON t.id = m.ticket_id WHERE t.ref LIKE 'bulk-%'"), String(sums.versions - sums.n));
	assert.equal(await value("SELECT COUNT(*) FROM ticket t LEFT JOIN message m ON m.id = t.solution_id AND m.ticket_id = t.id AND m.kind = 'solution' WHERE t.ref LIKE 'bulk-%' AND (t.audience IS NOT NULL) <> (m.id IS NOT NULL)"), '0');
});

test('doctor finds nothing to fail in a sound instance, and finds what is broken', async () => {
	const { stdout } = await ctl(['doctor']);
	assert.doesNotMatch(stdout, /^FAIL/m);
	for (const line of stdout.trimEnd().split('\n')) assert.match(line, /^(ok – .+|(warn|FAIL) – .+ – .+)$/);
	assert.match(stdout, /^ok – database server /m);
	assert.match(stdout, /^ok – all \d+ programs answer$/m);

	await docket.sql("UPDATE counter SET value = value + 3 WHERE name = 'open' LIMIT 1");
	assert.match((await ctl(['doctor'])).stdout, /^warn – 1 counts differ .* – docketctl doctor --repair$/m);
	assert.match((await ctl(['doctor', '--repair'])).stdout, /^ok – counts are right$/m);

	const secret = path.join(docket.home, 'secret.key');
	const { mode } = statSync(secret);
	chmodSync(secret, 0o644);
	assert.match((await ctl(['doctor'], { status: 1 })).stdout, /^FAIL – everybody may read .*secret\.key – chmod o=$/m);
	chmodSync(secret, mode);

	await docket.sql("INSERT INTO migration (name, started, done, digest) VALUES ('000_later.sql', 0, 0, REPEAT('x', 32))");
	assert.match((await ctl(['doctor'], { status: 1 })).stdout, /^FAIL – .*000_later\.sql/m);
	await docket.sql("DELETE FROM migration WHERE name = '000_later.sql'");
	await ctl(['doctor']);
});

/* Every table with its rows' checksum, but for the queues that the indexer is at work on. */
async function checksums() {
	const tables = (await docket.sql("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name NOT LIKE '%queue' AND table_name NOT LIKE '%\\_due' ORDER BY 1")).map((row) => row.name);
	return (await docket.sql(`CHECKSUM TABLE ${tables.map((name) => `\`${name}\``).join(', ')}`)).map((row) => `${row.Table} ${row.Checksum}`);
}

test('a backup brings all of it back, and a damaged one touches nothing', async (t) => {
	if (!HAS_DUMP) return t.skip('mariadb-dump is missing: install the Debian package mariadb-client');
	const file = path.join(folder, 'whole.gz');
	const key = readFileSync(path.join(docket.home, 'secret.key'));
	await ctl(['backup', file]);
	assert.equal(statSync(file).mode & 0o777, 0o600);
	assert.deepEqual(readdirSync(folder).filter((name) => name.endsWith('.part')), []);
	const text = gunzipSync(readFileSync(file)).toString('utf8');
	assert.match(text, /^-- docket backup 1 \d{4}-/);
	assert.ok(text.endsWith('-- docket backup complete\n'));
	const had = await checksums();

	assert.match((await ctl(['restore', file], { status: 1 })).stderr, /--force/);
	const bytes = readFileSync(file);
	const damaged = Buffer.from(bytes);
	damaged[damaged.length >> 1] ^= 0x55;
	const spoilt = { 'cut.gz': bytes.subarray(0, bytes.length - 100), 'damaged.gz': damaged, 'unfinished.gz': gzipSync(text.slice(0, -26)), 'text': Buffer.from('hello'), 'empty': Buffer.alloc(0) };
	for (const [name, content] of Object.entries(spoilt)) {
		writeFileSync(path.join(folder, name), content);
		await ctl(['restore', '--force', path.join(folder, name)], { status: 1 });
	}
	await ctl(['backup', '/dev/null'], { status: 1 });
	await ctl(['backup', path.join(folder, 'no', 'such', 'folder')], { status: 1 });
	assert.deepEqual(await checksums(), had);

	await docket.sql("UPDATE ticket SET subject = 'spoilt'");
	await docket.sql('CREATE TABLE of_a_later_release (id INT PRIMARY KEY)');
	writeFileSync(path.join(docket.home, 'secret.key'), `${'0'.repeat(64)}\n`);
	// What came meanwhile is in the index, and what comes back is found again, without any further command.
	await ctl(['import', 'archive', '--audience', 'public', '-'], { input: `${JSON.stringify({ ref: 'late', type: 'question', created: '2024-01-01T00:00:00Z', status: 'solved', subject: 'Zyxomma petiolatum', body: 'Late.' })}\n` });
	assert.match((await ctl(['restore', '--force', file])).stdout, /anew: \d+ documents/);
	assert.doesNotMatch((await ctl(['search', 'zyxomma'])).stdout, /Zyxomma/);
	assert.deepEqual(await checksums(), had);
	assert.deepEqual(readFileSync(path.join(docket.home, 'secret.key')), key);
	assert.deepEqual(readFileSync(path.join(docket.home, 'docket.conf.restored')), readFileSync(path.join(docket.home, 'docket.conf')));
	const { stdout } = await ctl(['doctor']);
	assert.doesNotMatch(stdout, /^FAIL/m);
	assert.match(stdout, /^ok – the search index has all \d+ documents$/m);
});
