// Sending to a mail server that others wrote and many run: OpenSMTPD, which keeps what it gets in a folder.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { freePort, startInstance } from '../lib/instance.mjs';
import { until } from '../start/processes.mjs';
import { Post } from './post.mjs';

// It wants root, and its queue in a fixed folder: it gets one of its own, in a mount namespace.
const possible = existsSync('/usr/sbin/smtpd') && process.getuid() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0;
const skip = possible ? false : 'needs OpenSMTPD, root and mount namespaces';
let folder;
let docket;
let server;
let port;

const box = () => path.join(folder, 'box', 'new');
const listens = () => new Promise((resolve) => {
	const socket = net.connect(port, '127.0.0.1', () => resolve(true));
	socket.on('error', () => resolve(false));
	socket.on('connect', () => socket.end());
});

before(async () => {
	if (!possible) return;
	folder = mkdtempSync(path.join(tmpdir(), 'docket-smtpd-'));
	port = await freePort();
	spawnSync('chmod', ['711', folder]);
	mkdirSync(path.join(folder, 'box'));
	const owner = Number(spawnSync('id', ['-u', 'nobody'], { encoding: 'utf8' }).stdout);
	chownSync(path.join(folder, 'box'), owner, -1);
	writeFileSync(path.join(folder, 'smtpd.conf'), `table people { "@" = "nobody" }
listen on 127.0.0.1 port ${port} hostname mail.test
action "keep" maildir "${folder}/box" virtual <people>
match from any for any action "keep"
`, { mode: 0o644 });
	server = spawn('unshare', ['-m', 'sh', '-c', `mount -t tmpfs none /var/spool && mount -t tmpfs none /run && mkdir -m 711 /var/spool/smtpd && exec smtpd -d -f ${folder}/smtpd.conf`], { stdio: ['ignore', 'ignore', 'pipe'] });
	let said = '';
	server.stderr.on('data', (text) => { said += text; });
	await until('the mail server up', listens, 20).catch((error) => { throw new Error(`${error.message}\n${said}`); });
	docket = await startInstance();
});
after(async () => {
	await docket?.stop();
	server?.kill();
	if (folder) rmSync(folder, { recursive: true, force: true });
});

test('300 messages in four languages arrive whole, each once', { skip }, async () => {
	const post = new Post(docket);
	await post.live({ port }, { 'mail.hourly': 0 });
	const addresses = Array.from({ length: 300 }, (_, at) => `person-${at}@example.org`);
	await post.add(addresses);
	await docket.sql("UPDATE mail_out SET language = ELT(1 + id % 4, 'en', 'pl', 'nb', 'ru'), name = ELT(1 + id % 4, 'Kari Holm', 'Łukasz Żółć', 'Åse \"Q\" Bø', 'Анна Иванова')");
	await post.done();
	assert.deepEqual(await post.counts(), { sent: 300 });
	await until('all delivered', async () => existsSync(box()) && readdirSync(box()).length === 300, 60);
	const ids = new Map((await docket.sql('SELECT message_id, address, LENGTH(raw) AS size FROM mail_out')).map((row) => [row.message_id, row]));
	for (const name of readdirSync(box())) {
		const raw = readFileSync(path.join(box(), name), 'utf8');
		const row = ids.get(raw.match(/^Message-ID: <(.*)>/m)[1]);
		assert.ok(row, raw);
		assert.match(raw, new RegExp(`^To: [^:]*<${row.address}>`, 'ms'));
		assert.ok(statSync(path.join(box(), name)).size > 0.9 * row.size);
		ids.delete(raw.match(/^Message-ID: <(.*)>/m)[1]);
	}
	assert.equal(ids.size, 0);
});
