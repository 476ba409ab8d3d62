// An instance to measure: made-up tickets, a session for each account, and the bare worker behind the same nginx.

import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BUILD, run, startInstance } from '../lib/instance.mjs';
import { BenchError } from './load.mjs';

const WORKERS = 2; // of each program: the default of docket.conf

export class Stage {
	constructor(instance, tickets) {
		this.instance = instance;
		this.tickets = tickets;
		this.folder = path.join(instance.home, 'bench');
	}

	/* buffer: MiB for the database, so that what is measured is Docket and not the disk. */
	static async open(tickets, { buffer, say }) {
		say(`starting an instance, filling in ${tickets.toLocaleString('en')} tickets`);
		const instance = await startInstance({ demo: false });
		const stage = new Stage(instance, tickets);
		try {
			await instance.halt();
			appendFileSync(path.join(instance.home, 'docket.conf'), `database.buffer_mib = ${buffer}\n`);
			await instance.start({ demo: false });
			mkdirSync(stage.folder, { mode: 0o755 });
			await stage.#fill();
			await stage.#startBare();
		} catch (error) {
			await stage.close().catch(() => {});
			throw error;
		}
		return stage;
	}

	get url() {
		return this.instance.url;
	}

	/* wrk tries IPv6 first for "localhost". */
	get address() {
		return this.instance.url.replace('localhost', '127.0.0.1');
	}

	file(name) {
		return path.join(this.folder, name);
	}

	sql(query) {
		return this.instance.sql(query);
	}

	/* The cookie of an account's session. Its token is the account's number: nobody else reaches this instance. */
	cookie(account) {
		return `docket=${this.token(account)}`;
	}

	token(account) {
		return String(account).padStart(43, '0');
	}

	/* Articles for a feed of more than one page, at the first call. */
	async articles() {
		this.hasArticles ??= this.sql(`INSERT INTO article (language, state, audience, title, summary, body, html, author_id, created_at, updated_at, published_at)
			SELECT 'en', 'published', 'public', CONCAT('Article ', seq), 'What it is about.', 'Text', REPEAT('<p>A paragraph of an article, as long as most.</p>', 20),
			(SELECT MIN(id) FROM account WHERE role = 'agent'), '2026-01-01', '2026-01-01', '2026-01-01' + INTERVAL seq MINUTE FROM seq_1_to_40`);
		await this.hasArticles;
	}

	/* Private feeds of 20 entries, by secrets like those of the sessions, whose use is noted already. */
	async feeds() {
		await this.sql(`INSERT IGNORE INTO feed_address (account_id, kind, token_hash, seed, created_at, used_at)
			SELECT contact_id, 'own', UNHEX(SHA2(CONCAT('o', contact_id, '-', LPAD(contact_id, 43, '0')), 256)), '', NOW(6), NOW(6) + INTERVAL 1 DAY
			FROM ticket WHERE contact_id IS NOT NULL GROUP BY contact_id HAVING COUNT(*) >= 20`);
		return (await this.sql('SELECT account_id AS id FROM feed_address')).map(({ id }) => ({ path: `/feed/p/o${id}-${this.token(id)}.atom` }));
	}

	bare(bytes) {
		return `/bare-worker?${bytes}`;
	}

	async #fill() {
		const filled = await this.instance.ctl(['demo', '--tickets', String(this.tickets)], '', { seconds: 7200 });
		if (filled.status !== 0) throw new BenchError(`docketctl demo: ${filled.stderr.trim()}`);
		// Seen in an hour's time: noting once a minute that a session is in use is no part of a page.
		await this.sql(`INSERT INTO session (token_hash, account_id, created_at, seen_at, address, user_agent)
			SELECT UNHEX(SHA2(LPAD(id, 43, '0'), 256)), id, NOW(6), NOW(6) + INTERVAL 1 DAY, '127.0.0.1', 'bench' FROM account`);
		await this.sql('ANALYZE TABLE account, organisation, session, ticket, message, ticket_field, event');
	}

	/* As the pools of the instance are run (scripts/service/pool). */
	async #startBare() {
		const socket = path.join(this.instance.home, 'run', 'bare.sock');
		const user = process.getuid() === 0 ? ['-u', 'www-data', '-g', 'www-data', '-U', 'www-data', '-G', 'www-data', '-M', '0660'] : ['-M', '0600'];
		const site = path.join(this.instance.home, 'service', 'nginx', 'site.conf');
		this.bareWorker = spawn('spawn-fcgi', ['-n', '-s', socket, '-b', '1024', ...user, '--', '/usr/bin/multiwatch', '-f', String(WORKERS), '--', path.join(BUILD, 'tests', 'bench', 'bare_worker')], { stdio: 'ignore' });
		process.on('exit', () => this.bareWorker.kill('SIGTERM')); // when this is interrupted, too
		// A feed that changes at each request: nginx keeps none that is asked for like this.
		writeFileSync(site, readFileSync(site, 'utf8').replace('fastcgi_cache docket_feed;', '$& fastcgi_cache_bypass $arg_bench; fastcgi_no_cache $arg_bench;'));
		appendFileSync(site, `\nlocation = /bare-worker { fastcgi_pass "unix:${socket}"; }\n`);
		await run('sv', ['hup', path.join(this.instance.home, 'service', 'nginx')]);
		for (let tries = 0; tries < 100; tries++) {
			const answer = await fetch(this.address + this.bare(10)).catch(() => undefined);
			if (answer?.status === 200 && (await answer.text()) === 'xxxxxxxxxx') return;
			await new Promise((next) => setTimeout(next, 100));
		}
		throw new BenchError(`the bare worker does not answer\n${readFileSync(path.join(this.instance.home, 'log', 'nginx.log'), 'utf8').split('\n').slice(-5).join('\n')}`);
	}

	async close() {
		this.bareWorker?.kill('SIGTERM');
		await this.instance.stop();
	}
}
