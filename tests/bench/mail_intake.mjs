// How many messages a second come from a mailbox into tickets: an instance of its own, a Dovecot, nothing else running.

import { startDovecot } from '../lib/dovecot.mjs';
import { startInstance } from '../lib/instance.mjs';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../lib/instance.mjs';

const COUNT = 3000;

function message(i) {
	const text = Array.from({ length: 12 }, (_, line) => `Line ${line} of message ${i}: the till in store ${i % 40} beeps when a receipt is printed.`).join('\r\n');
	const head = `From: Kari Holm <client@example.org>\r\nTo: help@example.com\r\nSubject: Till ${i}\r\nMessage-ID: <rate.${i}@example.org>\r\nDate: Sun, 22 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n`;
	return i % 2
		? `${head}Content-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`
		: `${head}Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>${text.replaceAll('\r\n', '<br>')}</p>\r\n--b--\r\n`;
}

/* Memory of the deciding process, MiB that no other has. */
function privateMemory(pid) {
	const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1');
	return [...rollup.matchAll(/^Private_\w+:\s+(\d+) kB/gm)].reduce((sum, [, kb]) => sum + Number(kb), 0) / 1024;
}

export async function intake() {
	const docket = await startInstance();
	const dovecot = await startDovecot();
	try {
		const conf = path.join(docket.home, 'docket.conf');
		writeFileSync(conf, `${readFileSync(conf, 'utf8')}\nintake.tickets_per_hour = 100000\n`);
		const service = path.join(docket.home, 'service', 'mailin');
		await run('sv', ['-w', '20', 'restart', service]);
		dovecot.put(Array.from({ length: COUNT }, (_, i) => message(i)));
		await docket.ctl(['mailbox', 'add', '--name', 'rate', '--address', 'help@example.com', '--host', 'localhost', '--port', String(dovecot.port), '--security', 'plain', '--user', 'help', '--password-stdin'], 'secret\n');
		const wrapper = (await run('sv', ['status', service])).stdout.match(/pid (\d+)/)[1];
		const pid = (await run('pgrep', ['-P', wrapper, '-x', 'mailin'])).stdout.split('\n')[0] || wrapper;
		let half = 0;
		for (;;) {
			const [{ n }] = await docket.sql("SELECT COUNT(*) n FROM mail_in WHERE state = 'done'");
			if (!half && Number(n) > COUNT / 2) half = privateMemory(pid);
			if (Number(n) >= COUNT) break;
			await new Promise((resolve) => { setTimeout(resolve, 200); });
		}
		const [{ seconds }] = await docket.sql('SELECT TIMESTAMPDIFF(MICROSECOND, MIN(received_at), MAX(decided_at)) / 1e6 seconds FROM mail_in');
		return { rate: Math.round(COUNT / Number(seconds)), half, end: privateMemory(pid) };
	} finally {
		await dovecot.stop();
		await docket.stop();
	}
}
