// What the tests of mail share: settings of an instance, its daemon, rows that wait.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../lib/instance.mjs';
import { until } from '../start/processes.mjs';

export class Post {
	constructor(docket) {
		this.docket = docket;
		this.config = path.join(docket.home, 'docket.conf');
		this.plain = readFileSync(this.config, 'utf8');
	}

	/* These settings instead of those before, and the daemon begun anew with them. */
	async configure(settings) {
		const lines = this.plain.split('\n').filter((line) => !Object.keys(settings).some((name) => line.replace(/\s*=.*/, '').trim() === name));
		writeFileSync(this.config, `${lines.join('\n')}\n${Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`).join('')}`);
		await this.service('restart');
	}

	/* To that server, with short pauses. */
	live(server, settings = {}) {
		return this.configure({ 'mail.mode': 'live', 'mail.from': 'support@example.com', 'mail.retry_seconds': 1, 'smtp.host': '127.0.0.1', 'smtp.port': server.port, 'smtp.security': 'none', 'smtp.timeout': 10, ...settings });
	}

	service(what, name = 'mailout') {
		return run('sv', ['-w', '30', what, path.join(this.docket.home, 'service', name)]);
	}

	pid(name = 'mailout') {
		return Number(readFileSync(path.join(this.docket.home, 'service', name, 'supervise', 'pid'), 'utf8'));
	}

	/* One row for each address, in one transaction. */
	add(addresses, { kind = 'test', parameters = '{}' } = {}) {
		const rows = addresses.map((address) => `('${kind}', '${address}', '${parameters}', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))`);
		return this.docket.sql(`INSERT INTO mail_out (kind, address, parameters, not_before, due_at, created_at) VALUES ${rows.join(', ')}`);
	}

	async row(address) {
		return (await this.docket.sql(`SELECT * FROM mail_out WHERE address = '${address}' ORDER BY id DESC LIMIT 1`))[0];
	}

	state(address, state, seconds = 30) {
		return until(`${address} ${state}`, async () => (await this.row(address)).state === state, seconds);
	}

	async counts() {
		return Object.fromEntries((await this.docket.sql('SELECT state, COUNT(*) AS n FROM mail_out GROUP BY state')).map(({ state, n }) => [state, Number(n)]));
	}

	/* All that was added has gone out, or failed. */
	done(seconds = 60) {
		return until('all sent', async () => (await this.docket.sql("SELECT COUNT(*) AS n FROM mail_out WHERE state IN ('waiting', 'sending')"))[0].n === '0', seconds);
	}

	clear() {
		return this.docket.sql('DELETE FROM mail_mark; DELETE FROM mail_out');
	}

	log() {
		return readFileSync(path.join(this.docket.home, 'log', 'mailout.log'), 'utf8');
	}
}

/* A certificate authority and what it signed for 127.0.0.1: { ca, key, cert } in PEM, and files of them in `folder`. */
export function certificates(name = 'IP:127.0.0.1') {
	const folder = mkdtempSync(path.join(tmpdir(), 'docket-certificates-'));
	const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
	writeFileSync(path.join(folder, 'names'), `subjectAltName=${name}\n`);
	openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Test authority');
	openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-out', 'request.pem', '-subj', '/CN=Test server');
	openssl('x509', '-req', '-in', 'request.pem', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'cert.pem', '-days', '2', '-extfile', 'names');
	execFileSync('chmod', ['-R', 'a+rX', folder]);
	const file = (file) => path.join(folder, file);
	return { folder, caFile: file('ca.pem'), certFile: file('cert.pem'), keyFile: file('key.pem'), key: readFileSync(file('key.pem')), cert: readFileSync(file('cert.pem')), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
