#!/usr/bin/env node
// How fast mail is sent to a server on this machine, and in how much memory: rows in the database, composed, sent over one
// connection, recorded.
//
//     tests/bench/mail send [--json] [--messages N]
//
// The server is a process of its own that takes what it is given and keeps nothing. The exit status is 1 when a floor is missed.

import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILD, startInstance } from '../lib/instance.mjs';
import { startSmtp } from '../lib/smtp.mjs';
import { Post } from '../mail/post.mjs';

const RATE = 500; // messages a second
const GROWTH = 512; // KiB between an early moment and the end
const at = process.argv.indexOf('--messages');
const messages = at > 0 ? Number(process.argv[at + 1]) : 20000;
const asJson = process.argv.includes('--json');

if (process.argv.includes('--server')) {
	const server = await startSmtp();
	server.messages.push = () => 0; // keeps nothing
	process.stdout.write(`${server.port}\n`);
} else {
	await main();
}

/* Memory that belongs to the process alone, in KiB. */
function memory(pid) {
	return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/^RssAnon:\s+(\d+)/m)[1]);
}

async function measure(post) {
	const { uid, gid } = statSync(path.join(post.docket.home, 'mail'));
	const began = performance.now();
	const child = spawn(path.join(BUILD, 'bin/mailout'), ['--home', post.docket.home, '--once'], { ...(process.getuid() === 0 ? { uid, gid } : {}), env: { ...process.env, ...post.docket.environment }, stdio: 'inherit' });
	const sizes = [];
	const timer = setInterval(() => {
		try {
			sizes.push(memory(child.pid));
		} catch {
			// it has just ended
		}
	}, 200);
	const status = await new Promise((resolve) => child.on('exit', resolve));
	clearInterval(timer);
	if (status !== 0) throw new Error(`mailout ended with ${status}`);
	const seconds = (performance.now() - began) / 1000;
	return { rate: Math.round(messages / seconds), early: sizes[Math.min(5, sizes.length - 1)], late: sizes.at(-1) };
}

async function main() {
	const server = spawn(process.execPath, [fileURLToPath(import.meta.url), '--server'], { stdio: ['ignore', 'pipe', 'inherit'] });
	const port = Number(await new Promise((resolve) => server.stdout.once('data', resolve)));
	const docket = await startInstance();
	try {
		const post = new Post(docket);
		await post.live({ port }, { 'mail.hourly': 60 });
		await post.service('down');
		for (let from = 0; from < messages; from += 1000) await post.add(Array.from({ length: Math.min(1000, messages - from) }, (_, n) => `b${from + n}@example.org`));
		const { rate, early, late } = await measure(post);
		if ((await post.counts()).sent !== messages) throw new Error('not all were sent');
		const good = rate >= RATE && late - early <= GROWTH;
		if (asJson) console.log(JSON.stringify({ name: 'send', rps: rate, memory_kib: late, growth_kib: late - early, good }));
		else console.log(`send: ${rate} messages a second (floor ${RATE}); ${late} KiB, ${late - early} KiB more than at the beginning (at most ${GROWTH})${good ? '' : '   MISSED'}`);
		process.exitCode = good ? 0 : 1;
	} finally {
		server.kill();
		await docket.stop();
	}
}
