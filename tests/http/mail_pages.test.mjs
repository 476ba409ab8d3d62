// Staff decide on mail that waits; administrators set up the mailboxes that it comes from.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, forms } from '../lib/client.mjs';
import { freePort, sharedInstance } from '../lib/instance.mjs';
import { addPerson } from './people.mjs';

const docket = await sharedInstance();
const agent = new Client(docket.url);
await agent.login('agent@example.com');
const admin = new Client(docket.url);
await admin.login('admin@example.com');
let serial = 0;

/* As a browser would from the page that has the form. */
async function post(who, page, path, fields) {
	const form = forms((await who.get(page)).text).find(({ values }) => values.csrf);
	return who.post(path, { csrf: form.values.csrf, ...fields });
}
const decide = (who, row, what, fields = {}) => post(who, `/desk/mail/${row.id}`, `/desk/mail/${row.id}/${what}`, fields);
const setUp = (path, fields) => post(admin, '/admin/mailboxes/new', path, fields);

/* A stranger's message, which waits in triage: its row. */
async function stranger(body = 'May I ask you something?') {
	serial += 1;
	const from = `s${serial}.${process.pid}@stranger.example`;
	const raw = `From: Some Body <${from}>\r\nTo: help@example.com\r\nSubject: Strange ${process.pid} ${serial}\r\nMessage-ID: <${from}>\r\n\r\n${body} ${serial}\r\n`;
	assert.equal((await docket.ctl(['mail', 'deliver'], raw)).status, 0);
	const [row] = await docket.sql(`SELECT * FROM mail_in WHERE sender = '${from}'`);
	assert.equal(row.state, 'triage');
	return row;
}
const now = async (row) => (await docket.sql(`SELECT * FROM mail_in WHERE id = ${row.id}`))[0];

test('what waits says why, and becomes a ticket of the organisation that staff choose', async () => {
	const row = await stranger();
	const list = await agent.get('/desk/mail');
	assert.ok(list.text.includes(row.subject));
	assert.ok(list.text.includes(`Nobody here knows its sender, ${row.sender}.`));
	const page = await agent.get(`/desk/mail/${row.id}`);
	assert.ok(page.text.includes('May I ask you something?'));
	const [{ id }] = await docket.sql('SELECT id FROM organisation ORDER BY id LIMIT 1');
	const answer = await decide(agent, row, 'ticket', { organisation: id });
	const after = await now(row);
	assert.equal(after.state, 'done');
	assert.equal(answer.headers.location.replace(/^https?:\/\/[^/]*/, ''), `/desk/t/H${after.ticket_id}`);
	const [ticket] = await docket.sql(`SELECT t.organisation_id, a.email, a.organisation_id firm FROM ticket t JOIN account a ON a.id = t.contact_id WHERE t.id = ${after.ticket_id}`);
	assert.deepEqual({ ...ticket }, { organisation_id: id, email: row.sender, firm: id });
	assert.ok((await agent.get(`/desk/t/H${after.ticket_id}`)).text.includes('Somebody of the staff put it here.'));
});

test('or joins a ticket, with a message of the sender', async () => {
	const first = await stranger();
	await decide(agent, first, 'ticket', {});
	const ticket = (await now(first)).ticket_id;
	const row = await stranger('One more thing.');
	assert.equal((await decide(agent, row, 'join', { number: 'H999999999' })).status, 422);
	await decide(agent, row, 'join', { number: `H${ticket}` });
	const after = await now(row);
	assert.deepEqual([after.state, after.ticket_id], ['done', ticket]);
	const messages = await docket.sql(`SELECT side, body FROM message WHERE ticket_id = ${ticket} ORDER BY id`);
	assert.equal(messages.length, 2);
	assert.equal(messages[1].side, 'client');
});

test('spam is set aside, and can be brought back', async () => {
	const row = await stranger();
	await decide(agent, row, 'discard', { why: 'spam' });
	assert.deepEqual([(await now(row)).state, (await now(row)).why], ['discarded', 'spam']);
	assert.ok((await agent.get('/desk/mail?state=discarded')).text.includes(row.subject));
	await decide(agent, row, 'replay', {});
	assert.equal((await now(row)).state, 'triage');
});

test('two who decide at once make one ticket', async () => {
	const row = await stranger();
	await Promise.all([decide(agent, row, 'ticket', {}), decide(admin, row, 'ticket', {})]);
	assert.equal((await docket.sql(`SELECT COUNT(*) n FROM ticket WHERE subject = '${row.subject}'`))[0].n, '1');
});

test('a whole mail is folded away where only a part is shown, for staff and client', async () => {
	const client = await addPerson(docket, { organisation: 'Aquaria Bergen' });
	const raw = `From: ${client.email}\r\nTo: help@example.com\r\nSubject: Folded ${process.pid}\r\nMessage-ID: <folded.${process.pid}@example.org>\r\n\r\nIt rattles.\r\n\r\n-- \r\nKari, Store 12\r\n`;
	await docket.ctl(['mail', 'deliver'], raw);
	const [{ id }] = await docket.sql(`SELECT id FROM ticket WHERE subject = 'Folded ${process.pid}'`);
	for (const [who, path] of [[agent, `/desk/t/H${id}`], [client, `/t/H${id}`]]) {
		const { text } = await who.get(path);
		const [before, folded] = text.split('<details class="whole">');
		assert.ok(before.includes('It rattles.'));
		assert.ok(!before.includes('Store 12'));
		assert.ok(folded.split('</details>')[0].includes('Store 12'));
	}
});

test('a mailbox is tried before it is saved, and its password is kept sealed', async () => {
	const fields = { name: `Box ${process.pid}`, address: 'box@example.com', host: 'localhost', port: String(await freePort()), security: 'plain', sign_in: 'password', user: 'box', password: 'very-secret', folder: 'INBOX', afterwards: 'keyword', move_to: '', organisation: '', team: '' };
	const tried = await setUp('/admin/mailboxes/new', { ...fields, try: '1' });
	assert.ok(/can&#39;t be reached/.test(tried.text), tried.text.slice(0, 3000));
	assert.ok(!tried.text.includes('very-secret'));
	assert.equal((await setUp('/admin/mailboxes/new', { ...fields, afterwards: 'move' })).text.includes('Which folder'), true);
	assert.equal((await setUp('/admin/mailboxes/new', fields)).status, 303);
	const [box] = await docket.sql(`SELECT id, HEX(secret) secret FROM mailbox WHERE name = '${fields.name}'`);
	assert.ok(!Buffer.from(box.secret, 'hex').includes('very-secret'));
	assert.equal((await setUp(`/admin/mailboxes/${box.id}/switch`, {})).status, 303);
	assert.ok((await admin.get('/admin/mailboxes')).text.includes('Switched off'));
	assert.ok(!(await admin.get(`/admin/mailboxes/${box.id}`)).text.includes('very-secret'));
});
