// Over a thousand messages while all goes wrong that can: refusals, lost answers, silence, a server that is away, kill -9 of
// the daemon, kill -9 of the database. None is lost; one comes twice only where the server's answer was lost, and then under
// the same Message-ID.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startInstance } from '../lib/instance.mjs';
import { DROP, startSmtp } from '../lib/smtp.mjs';
import { until } from '../start/processes.mjs';
import { Post } from './post.mjs';

const LONG = process.env.DOCKET_FAULT === 'long';
const MESSAGES = LONG ? 10000 : 1200;
const KILLS = LONG ? 60 : 12;
let docket;
let post;
let server;

before(async () => {
	docket = await startInstance();
	post = new Post(docket);
});
after(async () => {
	await server?.close();
	await docket?.stop();
});

const chance = (per) => Math.random() < 1 / per;

/* The answer to the last message of each open connection may not have been read by whoever is killed now. */
const inHand = new Set();

async function killDaemon() {
	const pid = post.pid();
	if (!pid) return false;
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		return false; // it was between two lives
	}
	const last = new Map(server.messages.map((message) => [message.connection, message.id]));
	for (const id of last.values()) inHand.add(id);
	return true;
}

test(`${MESSAGES} messages, ${KILLS} kills of the daemon, two of the database, a bad server`, async (t) => {
	let fallen = 0; // messages whose kill struck while they were in hand
	server = await startSmtp({
		script: {
			recipient: () => (chance(40) ? '451 4.7.1 try later' : undefined),
			sender: () => (chance(300) ? '421 4.3.2 closing' : undefined),
			content: async (message) => {
				if (chance(100)) return DROP;
				if (chance(200)) return '452 4.3.1 disk full';
				await sleep(3); // so that all of it is not over before the last kill
				// Killed before the answer is written: then it is lost for certain.
				if (fallen < KILLS / 3 && chance(MESSAGES / KILLS) && (await killDaemon())) {
					fallen++;
					return DROP;
				}
				return undefined;
			},
		},
	});
	await post.live(server, { 'mail.hourly': 0 });
	const addresses = Array.from({ length: MESSAGES }, (_, at) => `f${at}@example.org`);
	for (let at = 0; at < MESSAGES; at += 100) await post.add(addresses.slice(at, at + 100));

	let kills = 0;
	for (let round = 0; kills + fallen < KILLS && server.messages.length < MESSAGES; round++) {
		await sleep(50 + Math.random() * 250); // chance decides where it strikes
		if (await killDaemon()) kills++;
		if (round === 3 || round === 7) {
			process.kill(post.pid('mariadb'), 'SIGKILL');
			await sleep(300);
		}
		if (round === 5) {
			await server.close();
			await sleep(200);
			await server.listen();
		}
	}
	await until('the database back', async () => (await docket.sql('SELECT 1 AS n'))[0].n === '1', 60);
	await post.done(180);

	assert.ok(kills + fallen >= KILLS, `${kills + fallen} kills in time`);
	const rows = await docket.sql('SELECT address, state, message_id FROM mail_out');
	assert.deepEqual(rows.filter(({ state }) => state !== 'sent'), [], 'all are recorded as sent');
	const ids = new Map();
	for (const message of server.messages) ids.set(message.to[0], [...(ids.get(message.to[0]) ?? []), message]);
	assert.deepEqual(rows.filter(({ address }) => !ids.has(address)), [], 'none is lost');
	let doubled = 0;
	for (const { address, message_id: id } of rows) {
		const copies = ids.get(address);
		assert.deepEqual([...new Set(copies.map((copy) => copy.id))], [id], `${address} has one Message-ID`);
		if (copies.length === 1) continue;
		doubled++;
		// Each copy but the last one was such that the daemon can't have known of it.
		for (const copy of copies.slice(0, -1)) assert.ok(copy.lost || inHand.has(copy.id), `${address} was sent twice though the answer was read`);
	}
	t.diagnostic(`${rows.length} messages, ${server.messages.length} received, ${doubled} doubled, ${server.messages.filter((message) => message.lost).length} answers lost, ${kills + fallen} kills, ${server.connections} connections`);
	assert.ok(doubled <= server.messages.filter((message) => message.lost).length + kills);
});
