// An instance of Docket for tests, made by ./start in a home of its own and taken away again whatever happens.
//
//   const docket = await startInstance();          // its own, for tests that kill or configure things
//   const docket = await sharedInstance();         // one for all files of a suite, with the demo's accounts
//   docket.url                                     "http://localhost:41234", the site.url of its docket.conf
//   docket.home                                    its folder
//   await docket.ctl(['user', 'add', …], input)    → { status, stdout, stderr }; docketctl on this instance
//   await docket.sql('SELECT …')                   → [{ column: text or null }]; as the instance's own database user
//   await docket.stop()                            ends it and removes its home
//
// As a program: `instance.mjs COMMAND…` runs a command beside an instance that its sharedInstance() calls find.
//
// DOCKET_TEST_HOME: the folder where homes are made (default: the temporary folder; www-data must be able to
// enter it when root runs the tests). DOCKET_TEST_KEEP=1 leaves homes in place. DOCKET_BUILD: which build to run.

import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const SOURCE = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const BUILD = process.env.DOCKET_BUILD ?? path.join(SOURCE, 'build');

const START = path.join(SOURCE, 'start');
const START_SECONDS = 180; // a sanitized build on a busy machine, schema and demo included
const running = new Set();

/* A port that nobody listens on now. */
export function freePort() {
	return new Promise((resolve, reject) => {
		const server = net.createServer();
		server.on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}

/* Runs a program to its end: { status, stdout, stderr }. Status 128 + n stands for signal n, -1 for a time-out. */
export function run(command, args, { input = '', env = {}, seconds = 120, cwd = SOURCE } = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { cwd, env: { ...process.env, ...env } });
		const out = [];
		const err = [];
		let late = false;
		const timer = setTimeout(() => {
			late = true;
			child.kill('SIGKILL');
		}, seconds * 1000);
		child.on('error', reject);
		child.stdout.on('data', (bytes) => out.push(bytes));
		child.stderr.on('data', (bytes) => err.push(bytes));
		child.stdin.on('error', () => {}); // a program may end before it has read all
		child.stdin.end(input);
		// "exit" and not "close": what a program leaves running in the background may hold its output open.
		child.on('exit', (code, signal) => {
			clearTimeout(timer);
			setTimeout(
				() => resolve({
					status: late ? -1 : (code ?? 128 + (signal === 'SIGKILL' ? 9 : 15)),
					stdout: Buffer.concat(out).toString('utf8'),
					stderr: Buffer.concat(err).toString('utf8'),
				}),
				20,
			);
		});
	});
}

function settingsOf(home) {
	const found = {};
	for (const line of readFileSync(path.join(home, 'docket.conf'), 'utf8').split('\n')) {
		const match = line.replace(/#.*/, '').match(/^\s*([\w.]+)\s*=\s*(.*?)\s*$/);
		if (match) found[match[1]] = match[2];
	}
	return found;
}

/* The last lines of each log of an instance: what a failed start left behind. */
export function logTails(home, lines = 15) {
	const folder = path.join(home, 'log');
	if (!existsSync(folder)) return '';
	return readdirSync(folder)
		.map((name) => `--- log/${name}\n${readFileSync(path.join(folder, name), 'utf8').split('\n').slice(-lines).join('\n')}`)
		.join('\n');
}

const REPORT = /(ERROR: \w+Sanitizer|runtime error:)/;

function sanitizerReports(home) {
	const folder = path.join(home, 'log');
	if (!existsSync(folder)) return '';
	return readdirSync(folder)
		.map((name) => [name, readFileSync(path.join(folder, name), 'utf8').split('\n')])
		.filter(([, lines]) => lines.some((line) => REPORT.test(line)))
		.map(([name, lines]) => `--- log/${name}\n${lines.slice(lines.findIndex((line) => REPORT.test(line))).slice(0, 80).join('\n')}`)
		.join('\n');
}

/* multiwatch notes each worker that ended unasked. */
function workerDeaths(home) {
	const folder = path.join(home, 'log');
	return readdirSync(folder)
		.flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n').filter((line) => /Child\[\d+\] died/.test(line)).map((line) => `log/${name}: ${line}`))
		.join('\n');
}

const ESCAPES = { t: '\t', n: '\n', 0: '\0', '\\': '\\' };

function rowsOf(text) {
	const [head, ...lines] = text.split('\n').filter((line) => line !== '');
	if (head === undefined) return [];
	const columns = head.split('\t');
	return lines.map((line) => {
		const cells = line.split('\t').map((cell) => (cell === 'NULL' ? null : cell.replace(/\\([tn0\\])/g, (_, mark) => ESCAPES[mark])));
		return Object.fromEntries(columns.map((column, at) => [column, cells[at]]));
	});
}

class Instance {
	constructor(home, url, shared = false) {
		this.home = home;
		this.url = url;
		this.shared = shared;
	}

	get settings() {
		return settingsOf(this.home);
	}

	get environment() {
		return { DOCKET_HOME: this.home, DOCKET_DATA: SOURCE, DOCKET_BUILD: BUILD };
	}

	ctl(args, input, options = {}) {
		return run(path.join(BUILD, 'bin', 'docketctl'), ['--home', this.home, ...args], { ...options, input, env: { ...this.environment, ...options.env } });
	}

	async sql(query) {
		const set = this.settings;
		const where = set['database.socket'] ? [`--socket=${set['database.socket']}`] : [`--host=${set['database.host']}`, `--port=${set['database.port'] ?? 3306}`];
		const args = ['--no-defaults', ...where, `--user=${set['database.user']}`, '--batch', '--default-character-set=utf8mb4', set['database.name']];
		const result = await run('mariadb', args, { input: query, env: { MYSQL_PWD: set['database.password'] ?? '' } });
		if (result.status !== 0) throw new Error(`${result.stderr.trim()}\nin: ${query}`);
		return rowsOf(result.stdout);
	}

	/* Starts it (again), the same home and port. */
	async start({ demo = true, seconds = START_SECONDS } = {}) {
		const args = ['--home', this.home, '--port', new URL(this.url).port, '--detach'];
		if (!demo) args.push('--no-demo');
		const result = await run(START, args, { env: { DOCKET_BUILD: BUILD }, seconds });
		if (result.status !== 0) throw new Error(`./start ended with ${result.status}\n${result.stdout}${result.stderr}\n${logTails(this.home)}`);
	}

	/* Ends its processes; the home stays. */
	async halt() {
		const result = await run(START, ['--home', this.home, '--stop'], { env: { DOCKET_BUILD: BUILD } });
		if (result.status !== 0) throw new Error(`./start --stop ended with ${result.status}\n${result.stdout}${result.stderr}`);
	}

	/* Ends it and takes its home away. Throws when a sanitizer wrote into a log: leaks are told only at the end. */
	async stop() {
		if (this.shared) return;
		let reports = '';
		try {
			await this.halt();
			reports = sanitizerReports(this.home);
		} finally {
			running.delete(this);
			discard(this.home);
		}
		if (reports) throw new Error(reports);
	}
}

function discard(home) {
	if (process.env.DOCKET_TEST_KEEP) console.error(`kept: ${home}`);
	else rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/* Makes and starts an instance. demo: with the demo's accounts and tickets. */
/* With settings other than the usual ones it starts a second time: programs read them once. */
export async function startInstance({ demo = true, settings } = {}) {
	const home = mkdtempSync(path.join(process.env.DOCKET_TEST_HOME ?? tmpdir(), 'docket-test-'));
	chmodSync(home, 0o755);
	const instance = new Instance(home, `http://localhost:${await freePort()}`);
	running.add(instance);
	try {
		await instance.start({ demo });
		if (settings) {
			appendFileSync(path.join(home, 'docket.conf'), Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`).join(''));
			await instance.halt();
			await instance.start({ demo: false });
		}
	} catch (error) {
		await instance.stop().catch(() => {});
		throw error;
	}
	return instance;
}

/* The instance that the suite shares; where there is none (a file run by itself), one that ends with this process. */
let own;
export async function sharedInstance() {
	const { DOCKET_SHARED_HOME: home, DOCKET_SHARED_URL: url } = process.env;
	if (home && url) return new Instance(home, url, true);
	if (!own) {
		const { after } = await import('node:test');
		own = startInstance();
		after(async () => (await own).stop());
	}
	return own;
}

/* The last resort, when a test died half-way. */
process.on('exit', () => {
	for (const instance of running) {
		spawnSync(START, ['--home', instance.home, '--stop'], { stdio: 'ignore', env: { ...process.env, DOCKET_BUILD: BUILD } });
		discard(instance.home);
	}
});
for (const [signal, status] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) process.on(signal, () => process.exit(status));

async function main([command, ...args]) {
	const instance = await startInstance();
	console.log(`shared instance: ${instance.url} in ${instance.home}`);
	const child = spawn(command, args, {
		stdio: 'inherit',
		env: { ...process.env, DOCKET_SHARED_HOME: instance.home, DOCKET_SHARED_URL: instance.url },
	});
	const status = await new Promise((resolve) => {
		child.on('error', (error) => {
			console.error(String(error));
			resolve(127);
		});
		child.on('exit', (code) => resolve(code ?? 1));
	});
	const deaths = workerDeaths(instance.home);
	if (deaths) console.log(`workers died during the tests:\n${deaths}`);
	if (status !== 0 || deaths) console.log(logTails(instance.home, 30));
	await instance.stop();
	process.exitCode = deaths ? 1 : status;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	main(process.argv.slice(2)).catch((error) => {
		console.error(error.message);
		process.exitCode = 1;
	});
}
