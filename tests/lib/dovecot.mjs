// A real IMAP server for tests: Dovecot, with a configuration and a folder of its own, on a free port of loopback.
//
//   const dovecot = await startDovecot();               // user "help", password "secret"; { tls: true } with a certificate
//   dovecot.port, dovecot.user, dovecot.password
//   dovecot.put(['raw message', …], { box: 'INBOX' })   // lays messages into a folder, as a mail server would
//   dovecot.files('INBOX')                              // the files in a folder: names carry the flags
//   dovecot.remove(name, 'INBOX')                       // takes one away
//   await dovecot.renumber()                            // a new UIDVALIDITY, and new UIDs
//   await dovecot.stop()
//
//   const proxy = await cuttingProxy(port, cut)         // cut(bytesFromServer, text so far) → true ends the connection
//
// Nothing of the system's own Dovecot is touched, and none of it needs to run.

import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { freePort } from './instance.mjs';

const BINARY = ['/usr/sbin/dovecot', '/usr/bin/dovecot'].find((name) => existsSync(name));
const running = new Set();
process.on('exit', () => running.forEach((dovecot) => dovecot.discard()));

/* The account that Dovecot's processes run as: root's tests may not use root. */
function account() {
	if (process.getuid() !== 0) return { name: userInfo().username, uid: process.getuid(), gid: process.getgid() };
	const [, , uid, gid] = spawnSync('getent', ['passwd', 'nobody']).stdout.toString().split(':');
	return { name: 'nobody', uid: Number(uid), gid: Number(gid) };
}

function configuration(folder, port, { name, uid, gid }, tls) {
	const group = spawnSync('id', ['-gn', name]).stdout.toString().trim();
	return `
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = ${name}
default_internal_group = ${group}
default_login_user = ${name}
first_valid_uid = 1
first_valid_gid = 1
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
ssl = ${tls ? 'yes' : 'no'}
${tls ? `ssl_cert = <${folder}/cert.pem\nssl_key = <${folder}/key.pem` : ''}
mail_location = maildir:${folder}/mail
mail_max_userip_connections = 100
maildir_stat_dirs = yes
mailbox_list_index = no
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/home
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service auth {
  user = ${name}
}
service auth-worker {
  user = ${name}
}
`;
}

class Dovecot {
	constructor(folder, port, who) {
		Object.assign(this, { folder, port, who, user: 'help', password: 'secret', serial: 0 });
	}

	box(name, part) {
		const folder = path.join(this.folder, 'mail', ...(name === 'INBOX' ? [] : [`.${name}`]), part);
		return folder;
	}

	own(...folders) {
		for (const folder of folders) {
			mkdirSync(folder, { recursive: true });
			if (process.getuid() === 0) chownSync(folder, this.who.uid, this.who.gid);
		}
	}

	put(messages, { box = 'INBOX' } = {}) {
		for (const message of messages) {
			this.serial += 1;
			const name = `${1700000000 + this.serial}.M${this.serial}P${process.pid}.test`;
			const temporary = path.join(this.box(box, 'tmp'), name);
			writeFileSync(temporary, message);
			if (process.getuid() === 0) chownSync(temporary, this.who.uid, this.who.gid);
			renameSync(temporary, path.join(this.box(box, 'new'), name));
		}
	}

	files(box = 'INBOX') {
		return ['new', 'cur'].flatMap((part) => (existsSync(this.box(box, part)) ? readdirSync(this.box(box, part)).map((name) => path.join(this.box(box, part), name)) : []));
	}

	remove(file) {
		rmSync(file);
	}

	/* As after a restored backup: the index of UIDs is gone, and the server begins another. */
	renumber() {
		for (const name of readdirSync(path.join(this.folder, 'mail')))
			if (name.startsWith('dovecot')) rmSync(path.join(this.folder, 'mail', name), { force: true, recursive: true });
		const validity = 2000000000 + (this.renumbered = (this.renumbered ?? 0) + 1);
		const file = path.join(this.folder, 'mail', 'dovecot-uidlist');
		writeFileSync(file, `3 V${validity} N1 G${'0'.repeat(31)}1\n`);
		if (process.getuid() === 0) chownSync(file, this.who.uid, this.who.gid);
	}

	start() {
		this.child = spawn(BINARY, ['-F', '-c', path.join(this.folder, 'dovecot.conf')], { stdio: ['ignore', 'inherit', 'inherit'] });
		running.add(this);
		return this.ready();
	}

	async ready() {
		const until = Date.now() + 20000;
		for (;;) {
			const greeted = await new Promise((resolve) => {
				const socket = net.connect(this.port, '127.0.0.1');
				socket.once('data', () => { socket.destroy(); resolve(true); });
				socket.once('error', () => resolve(false));
				socket.once('close', () => resolve(false));
			});
			if (greeted) return;
			if (Date.now() > until) throw new Error(`Dovecot does not start: ${spawnSync('tail', ['-5', path.join(this.folder, 'log')]).stdout}`);
			await new Promise((resolve) => { setTimeout(resolve, 30); });
		}
	}

	async halt() {
		running.delete(this);
		if (this.child.exitCode !== null || this.child.signalCode !== null) return;
		const ended = new Promise((resolve) => { this.child.once('exit', resolve); });
		this.child.kill('SIGTERM');
		await ended;
	}

	async stop() {
		await this.halt();
		rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
	}

	discard() {
		this.child.kill('SIGTERM');
		rmSync(this.folder, { recursive: true, force: true });
	}
}

export async function startDovecot({ tls = false } = {}) {
	const folder = mkdtempSync(path.join(tmpdir(), 'docket-dovecot-'));
	chmodSync(folder, 0o755);
	const dovecot = new Dovecot(folder, await freePort(), account());
	dovecot.own(path.join(folder, 'home'), path.join(folder, 'mail'));
	for (const box of ['INBOX', 'Done']) {
		if (box !== 'INBOX') dovecot.own(path.join(folder, 'mail', `.${box}`));
		dovecot.own(...['tmp', 'new', 'cur'].map((part) => dovecot.box(box, part)));
	}
	if (tls) {
		const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost',
			'-keyout', path.join(folder, 'key.pem'), '-out', path.join(folder, 'cert.pem')]);
		if (made.status !== 0) throw new Error(made.stderr.toString());
	}
	writeFileSync(path.join(folder, 'dovecot.conf'), configuration(folder, dovecot.port, dovecot.who, tls));
	await dovecot.start();
	return dovecot;
}

/* Between a client and a server; `cut(count, text)` is asked with each piece that the server sends. */
export async function cuttingProxy(port, cut) {
	const sockets = new Set();
	const server = net.createServer((client) => {
		const upstream = net.connect(port, '127.0.0.1');
		let text = '';
		const end = () => { client.destroy(); upstream.destroy(); sockets.delete(client); };
		sockets.add(client);
		upstream.on('data', (bytes) => {
			for (const byte of bytes) { // letter by letter, so that a cut can be anywhere
				text += String.fromCharCode(byte);
				if (cut(text.length, text, proxy)) {
					client.end(Buffer.from([byte]));
					upstream.destroy();
					return;
				}
				client.write(Buffer.from([byte]));
			}
		});
		client.on('data', (bytes) => upstream.write(bytes));
		for (const socket of [client, upstream]) { socket.on('error', end); socket.on('close', end); }
		proxy.connections += 1;
	});
	const proxy = { connections: 0, cuts: 0 };
	await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
	proxy.port = server.address().port;
	proxy.close = () => new Promise((resolve) => { sockets.forEach((socket) => socket.destroy()); server.close(resolve); });
	return proxy;
}
