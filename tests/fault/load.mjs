// Clients who submit requests without end while something is killed, and keep a book of what they were told.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '../lib/client.mjs';
import { until } from '../start/processes.mjs';

const PASSWORD = 'three plain words';
const GIVE_UP = 60; // seconds in which a submission must get through
const COUNTERS = `SELECT name, SUM(value) AS value FROM counter GROUP BY name HAVING value <> 0 ORDER BY name`;
const RECOUNTED = `SELECT CONCAT('status:', status_id) AS name, COUNT(*) AS value FROM ticket GROUP BY status_id
	UNION ALL SELECT 'open', COUNT(*) FROM ticket WHERE is_open HAVING COUNT(*) > 0
	UNION ALL SELECT 'unassigned', COUNT(*) FROM ticket WHERE is_open AND responsible_id IS NULL HAVING COUNT(*) > 0 ORDER BY name`;

export async function signedIn(docket, name) {
	const email = `${name}@fault.example`;
	const added = await docket.ctl(['user', 'add', '--email', email, '--name', name, '--password-stdin'], `${PASSWORD}\n`);
	assert.equal(added.status, 0, added.stderr);
	const client = new Client(docket.url);
	await client.login(email, PASSWORD);
	client.token = await client.csrf('/account');
	return client;
}

/* What one attempt came to: "H1010", or null when it was cut or answered 503. Anything else is a fault. */
async function attempt(client, one) {
	const fields = { csrf: client.token, once: one.once, subject: one.subject, happened: `What ${one.subject} is about.`, extent: 'slows' };
	let answer;
	try {
		answer = await client.post('/new/problem', fields, { files: one.file ? { file: [{ name: 'screenshot.txt', content: one.file }] } : {}, seconds: 40 });
	} catch (error) {
		assert.ok(['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(error.code) || /socket hang up|aborted/.test(error.message), `an answer that is none: ${error}`);
		one.outcomes.push(error.code ?? 'cut');
		return null;
	}
	one.outcomes.push(answer.status);
	if (answer.status === 303) return answer.location.match(/^\/t\/(H\d+)$/)[1];
	assert.equal(answer.status, 503, `${answer.status} ${answer.location ?? ''}\n${answer.text}`);
	assert.match(answer.headers['retry-after'] ?? '', /^\d+$/, 'a 503 says when to come back');
	assert.match(answer.text, /<h1/, 'and is a page for people');
	return null;
}

/* The load: `lines` clients at once. One of ten gives up after its first failure; the others send the same form again
 * until it is taken. */
export class Load {
	constructor(clients) {
		this.clients = clients;
		this.book = [];
		this.answered = 0;
		this.stopped = false;
		this.fault = undefined;
		this.lines = clients.map((client) => this.#run(client).catch((error) => {
			this.fault ??= error;
		}));
	}

	async #run(client) {
		while (!this.stopped && !this.fault) {
			const at = this.book.length;
			const key = randomBytes(12).toString('hex');
			const one = { subject: `Fault ${at} ${key}`, once: key, outcomes: [], patient: at % 10 !== 9, file: at % 3 === 0 ? randomBytes(6000).toString('hex') : undefined };
			this.book.push(one);
			const begun = performance.now();
			for (;;) {
				one.number = await attempt(client, one);
				if (one.number) this.answered++;
				if (one.number || !one.patient) break;
				if (performance.now() - begun > GIVE_UP * 1000) throw new Error(`not taken in ${GIVE_UP} s: ${one.outcomes.slice(-20)}`);
				await pause(15); // a person would wait longer
			}
		}
	}

	/* Waits until so many more are answered: the way is whole again, and requests are in flight. */
	async progress(count) {
		const goal = this.answered + count;
		await until(`${count} more answers`, () => this.fault || this.answered >= goal, GIVE_UP);
		if (this.fault) throw this.fault;
	}

	async stop() {
		this.stopped = true;
		await Promise.all(this.lines);
		if (this.fault) throw this.fault;
	}

	/* How many got an answer that was no signature at least once. */
	get hurt() {
		return this.book.filter((one) => one.outcomes.some((outcome) => outcome !== 303)).length;
	}
}

/* Everything that was answered is there, once and whole; what was not answered is there once at most. */
export async function audit(docket, book) {
	const rows = await docket.sql(`SELECT t.id, t.subject, t.file_count,
		(SELECT COUNT(*) FROM message m WHERE m.ticket_id = t.id) AS messages,
		(SELECT MAX(m.body) FROM message m WHERE m.ticket_id = t.id) AS body,
		(SELECT COUNT(*) FROM event e WHERE e.about = 'ticket' AND e.about_id = t.id) AS events,
		(SELECT COUNT(*) FROM ticket_field f WHERE f.ticket_id = t.id) AS fields,
		(SELECT COUNT(*) FROM submission s WHERE s.ticket_id = t.id) AS keys_kept,
		(SELECT SUM(f.size) FROM attachment a JOIN file f ON f.id = a.file_id WHERE a.ticket_id = t.id) AS bytes,
		(SELECT SUM(LENGTH(c.content)) FROM attachment a JOIN file_chunk c ON c.file_id = a.file_id WHERE a.ticket_id = t.id) AS stored
		FROM ticket t WHERE t.subject LIKE 'Fault %'`);
	const found = new Map();
	for (const row of rows) found.set(row.subject, [...(found.get(row.subject) ?? []), row]);
	for (const one of book) {
		const there = found.get(one.subject) ?? [];
		const told = `${one.subject} (${one.outcomes})`;
		assert.ok(there.length <= 1, `${told} is there ${there.length} times`);
		if (one.number) {
			assert.equal(there.length, 1, `${told} was answered with ${one.number} and is not there`);
			assert.equal(`H${there[0].id}`, one.number, told);
		}
		for (const row of there) {
			assert.deepEqual([row.messages, row.events, row.fields, row.keys_kept], ['1', '1', '1', '1'], `${told} is half there`);
			assert.equal(row.body, `What ${one.subject} is about.`);
			if (one.file) assert.deepEqual([row.file_count, row.bytes, row.stored], ['1', '12000', '12000'], `${told} has lost its file`);
			else assert.equal(row.file_count, '0', told);
		}
		found.delete(one.subject);
	}
	assert.deepEqual([...found.keys()], [], 'tickets that nobody sent');
	assert.deepEqual(await docket.sql(COUNTERS), await docket.sql(RECOUNTED), 'the counters follow');
}
