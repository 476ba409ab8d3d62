// Submissions through the portal against the same statements sent straight by bare_submit, over as many connections.

import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client, csrfOf, multipart } from '../lib/client.mjs';
import { BUILD, run } from '../lib/instance.mjs';
import { BenchError, alternate, wrk } from './load.mjs';

const WORKERS = 2; // of the portal, each with one connection
const FORM = 'problem';
const SUBJECT = 'The till prints blank receipts since the update';
const BODY = 'Since this morning every receipt that comes out of the till in the front shop is blank. '.repeat(6).trim();
const ANSWERS = { expected: 'A receipt with the items and the sum on it, as it was until yesterday.', where: 'Till 2, front shop', since: 'since this morning', extent: 'slows' };

async function status(stage) {
	const [row] = await stage.sql(`SELECT (SELECT COUNT(*) FROM ticket) AS tickets,
		(SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'COM_STMT_EXECUTE') AS statements`);
	return { tickets: Number(row.tickets), statements: Number(row.statements) };
}

/* Runs it between two looks at the server: statements executed for each ticket that it opened. */
async function counted(stage, work) {
	const before = await status(stage);
	const result = await work();
	const after = await status(stage);
	return { ...result, opened: after.tickets - before.tickets, each: (after.statements - before.statements) / (after.tickets - before.tickets) };
}

async function prepareForm(stage, account) {
	const visitor = new Client(stage.url, { headers: { Cookie: stage.cookie(account) } });
	const csrf = csrfOf((await visitor.get(`/new/${FORM}`)).text);
	const boundary = `----bench${randomBytes(8).toString('hex')}`;
	const fields = { csrf, once: '@ONCE@', suggested: '1', subject: SUBJECT, happened: BODY, ...ANSWERS };
	const { body } = multipart(fields, { file: [{ name: '', type: 'application/octet-stream', content: '' }] }, boundary);
	writeFileSync(stage.file('submit.txt'), body);
	return [`/new/${FORM}`, stage.file('submit.txt'), boundary, stage.cookie(account)];
}

async function throughPortal(stage, seconds, args) {
	const done = await counted(stage, () => wrk(stage.address, seconds, 'submit.lua', args));
	// A last one on each connection may be on its way when wrk ends.
	if (done.opened < done.requests || done.opened > done.requests + 8) throw new BenchError(`${done.requests} forms answered, but ${done.opened} tickets opened`);
	return done;
}

async function straight(stage, seconds, account) {
	const done = await counted(stage, async () => {
		const args = [stage.instance.home, String(WORKERS), String(seconds), stage.token(account), FORM, SUBJECT, BODY, ...Object.values(ANSWERS)];
		const result = await run(path.join(BUILD, 'tests', 'bench', 'bare_submit'), args, { seconds: seconds + 60 });
		if (result.status !== 0) throw new BenchError(result.stderr.trim());
		const [tickets, took] = result.stdout.trim().split(' ').map(Number);
		return { rps: tickets / took };
	});
	return done;
}

export async function measureSubmit(stage, seconds, rounds) {
	const [{ id: account }] = await stage.sql("SELECT id FROM account WHERE role = 'client' AND is_active AND organisation_id IS NOT NULL ORDER BY id LIMIT 1");
	const args = await prepareForm(stage, account);
	const first = await throughPortal(stage, 1, args);
	const second = await straight(stage, 1, account);
	if (Math.abs(first.each / second.each - 1) > 0.05)
		throw new BenchError(`bare_submit.c is out of date: ${second.each.toFixed(2)} statements a ticket, the portal ${first.each.toFixed(2)}`);
	return alternate(rounds, () => throughPortal(stage, seconds, args), () => straight(stage, seconds, account));
}
