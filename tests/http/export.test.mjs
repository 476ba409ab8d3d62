// Exports and reports: what stands in them, whom they are for, and that they are valid whatever is in the data.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { SOURCE, sharedInstance } from '../lib/instance.mjs';
import { addOrganisation, addPerson, deskPage, openTicket, press, unique } from './people.mjs';

const docket = await sharedInstance();
const folder = mkdtempSync(path.join(tmpdir(), 'docket-export-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let organisation, others, client, other, manager, agent, organisationId;

before(async () => {
	organisation = await addOrganisation(docket, unique('Bakery'));
	others = await addOrganisation(docket, unique('Foundry'));
	client = await addPerson(docket, { organisation, name: unique('Clara') });
	other = await addPerson(docket, { organisation: others, name: unique('Otto') });
	manager = await addPerson(docket, { organisation, name: unique('Mona') });
	agent = await addPerson(docket, { role: 'agent', name: unique('Agnes') });
	organisationId = (await docket.sql(`SELECT id FROM organisation WHERE name = '${organisation}'`))[0].id;
	const made = await docket.ctl(['user', 'manager', manager.email, 'yes']);
	assert.equal(made.status, 0, made.stderr);
});

function xmllint(file, schema, ...options) {
	return spawnSync('xmllint', ['--noout', '--huge', ...(schema ? ['--schema', path.join(SOURCE, 'htdocs/schema', schema)] : []), ...options, file], { encoding: 'utf8' });
}

function assertValid(text, schema) {
	const file = path.join(folder, unique('x'));
	writeFileSync(file, text);
	const result = xmllint(file, schema);
	assert.equal(result.status, 0, result.stderr.slice(0, 1000));
}

/* RFC 4180 and nothing else: → rows of cells. */
function parseCsv(text) {
	const rows = [];
	let row = [];
	for (let at = 0; at < text.length; ) {
		let cell = '';
		if (text[at] === '"') {
			for (at++; ; at++) {
				assert.ok(at < text.length, 'a quoted cell without an end');
				if (text[at] === '"' && text[at + 1] !== '"') break;
				if (text[at] === '"') at++;
				cell += text[at];
			}
			at++;
		} else {
			while (at < text.length && text[at] !== ',' && text[at] !== '\r') {
				assert.ok(text[at] !== '"' && text[at] !== '\n', `a bare ${JSON.stringify(text[at])}`);
				cell += text[at++];
			}
		}
		row.push(cell);
		if (text[at] === ',') {
			at++;
			continue;
		}
		assert.equal(text.slice(at, at + 2), '\r\n', 'a line ends with CR LF');
		at += 2;
		rows.push(row);
		row = [];
	}
	const [head, ...lines] = rows;
	for (const line of lines) assert.equal(line.length, head.length);
	return lines.map((line) => Object.fromEntries(head.map((name, at) => [name, line[at]])));
}

const HOSTILE = [
	'=HYPERLINK("http://evil.example","x")', '+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '  =1', '"quoted", with; commas', 'a\nb\r\nc', "'", ']]>', '<![CDATA[', '&amp;&#0;<b>', '\u0001\u0008\u001f\u007f', '\uffff\ufffe', '😀 Žluťoučký Кирилл', '', ' ', 'x'.repeat(250),
];

const quoted = (text) => `CONVERT(UNHEX('${Buffer.from(text).toString('hex')}') USING utf8mb4)`;
const clean = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
const formula = (text) => (/^ *[=+\-@\t\r]/.test(text) ? `'${text}` : text);

async function hostileTickets() {
	const numbers = [];
	for (const text of HOSTILE) {
		const number = await openTicket(client);
		const id = number.slice(1);
		await docket.sql(`UPDATE ticket SET subject = ${quoted(text)}, rating = 3, rating_comment = ${quoted(text)}, rated_at = NOW(6), due_at = NOW(6) WHERE id = ${id};
			UPDATE message SET body = ${quoted(text + text)} WHERE ticket_id = ${id};
			INSERT IGNORE INTO ticket_tag (ticket_id, tag) VALUES (${id}, ${quoted(text.slice(0, 80))}), (${id}, 'second');`);
		numbers.push(number);
	}
	return numbers;
}

test('hostile data: XML is valid, and all three formats say the same', async () => {
	const numbers = await hostileTickets();
	// A lone surrogate as three bytes, if the server lets it in; the writer's own test has it in any case.
	await docket.sql(`UPDATE IGNORE message SET body = CAST(UNHEX('61EDA08062') AS CHAR CHARACTER SET utf8mb4) WHERE ticket_id = ${numbers[0].slice(1)}`).catch(() => {});
	const query = `?organisation=${organisationId}&messages=1`;
	const [xml, csv, lines] = await Promise.all(['xml', 'csv', 'jsonl'].map((format) => agent.get(`/export/tickets.${format}${query}`)));
	for (const answer of [xml, csv, lines]) {
		assert.equal(answer.status, 200, answer.text.slice(0, 300));
		assert.match(answer.headers['cache-control'], /no-store/);
		assert.match(answer.headers['content-disposition'], /^attachment; filename="tickets-\d{4}-\d\d-\d\d\.(xml|csv|jsonl)"/);
	}
	assertValid(xml.bytes, 'tickets-1.xsd');
	const records = lines.text.trimEnd().split('\n').map((line) => JSON.parse(line));
	const rows = parseCsv(csv.text);
	for (const [at, number] of numbers.entries()) {
		const record = records.find((one) => one.number === number);
		const row = rows.find((one) => one.number === number);
		assert.equal(record.subject, clean(HOSTILE[at]));
		assert.equal(record.rating_comment, clean(HOSTILE[at]));
		assert.equal(row.subject, formula(clean(HOSTILE[at])));
		assert.equal(row.rating_comment, formula(clean(HOSTILE[at])));
		if (at) assert.equal(record.messages[0].body, clean(HOSTILE[at] + HOSTILE[at]));
		if (at) assert.equal(row.message_body, formula(clean(HOSTILE[at] + HOSTILE[at])));
	}
	assert.equal(rows.length, records.reduce((sum, record) => sum + Math.max(1, record.messages.length), 0));
	const found = xmllint(writeOut(xml.bytes), null, '--xpath', 'count(//*[local-name()="ticket"])');
	assert.equal(found.stdout.trim(), String(records.length));
});

function writeOut(bytes) {
	const file = path.join(folder, unique('x'));
	writeFileSync(file, bytes);
	return file;
}

test('every field is what the database has', async () => {
	const number = await openTicket(client, { where: 'At the till', since: 'yesterday' }, {});
	const id = number.slice(1);
	await press(agent, await deskPage(agent, number), 'solve', { body: 'It works again.', audience: 'staff' });
	await docket.sql(`UPDATE ticket SET due_at = solved_at + INTERVAL 1 HOUR, rating = 5 WHERE id = ${id}`);
	const [row] = await docket.sql(`SELECT t.*, s.code AS status, k.code AS category, TIMESTAMPDIFF(SECOND, t.created_at, t.solved_at) AS took FROM ticket t JOIN status s ON s.id = t.status_id LEFT JOIN category k ON k.id = t.category_id WHERE t.id = ${id}`);
	const answer = await agent.get(`/export/tickets.jsonl?organisation=${organisationId}&messages=1`);
	const record = answer.text.trimEnd().split('\n').map((line) => JSON.parse(line)).find((one) => one.number === number);
	const time = (text) => (text === null ? null : `${text.slice(0, 23).replace(' ', 'T')}Z`);
	assert.deepEqual({ ...record, fields: record.fields.map(({ code, value }) => [code, value]), messages: record.messages.map(({ kind, by, author }) => [kind, by, author]), category_name: undefined, first_response_seconds: undefined }, {
		...record, fields: [['where', 'At the till'], ['since', 'yesterday']], messages: [['public', 'client', client.name], ['solution', 'staff', agent.name]], category_name: undefined, first_response_seconds: undefined,
		id: Number(id), type: 'problem', status: row.status, status_class: 'solved', priority: 'normal', source: 'form', language: row.language, subject: row.subject, form: 'problem', category: row.category,
		organisation_id: Number(organisationId), organisation, contact_id: Number(client.id), contact: client.name, contact_email: client.email, responsible: agent.name,
		created: time(row.created_at), updated: time(row.updated_at), changed: time(row.changed_at), accepted: time(row.accepted_at), started: time(row.started_at), first_response: time(row.answered_at), solved: time(row.solved_at), closed: time(row.closed_at), due: time(row.due_at),
		due_result: 'met', reopened: 0, solution_seconds: Number(row.took), rating: 5, rating_comment: null, audience: 'staff', version: Number(row.version), ref: null, tags: [], files: [],
	});
});

test('filters: since, span, type, status, team', async () => {
	const [problem, question] = [await openTicket(client), await openTicket(client, { form: 'question' })];
	await docket.sql(`UPDATE ticket SET created_at = '2021-03-05 12:00:00', updated_at = '2021-03-05 12:00:00', changed_at = '2021-03-05 12:00:00' WHERE id = ${problem.slice(1)}`);
	const numbers = async (query) => {
		const answer = await agent.get(`/export/tickets.csv?organisation=${organisationId}&${query}`);
		assert.equal(answer.status, 200, answer.text.slice(0, 500));
		return parseCsv(answer.text).map((row) => row.number);
	};
	assert.deepEqual(await numbers('created_from=2021-03-05&created_to=2021-03-05'), [problem]);
	assert.deepEqual(await numbers('created_from=2021-03-06&created_to=2021-03-06'), []);
	assert.ok(!(await numbers('since=2021-03-06')).includes(problem));
	assert.ok((await numbers('since=2021-03-06')).includes(question));
	assert.ok((await numbers('since=2021-03-05T12:00:00Z')).includes(problem));
	const questions = await numbers('type=question');
	assert.ok(questions.includes(question) && !questions.includes(problem));
	assert.ok((await numbers('status=new')).includes(question));
	assert.ok(!(await numbers('status=closed')).includes(question));
	// A change that no client sees counts for staff.
	await press(agent, await deskPage(agent, problem), 'reply', { body: 'between us', kind: 'note' }, { files: {} });
	assert.ok((await numbers('since=2021-03-06')).includes(problem));
	for (const wrong of ['since=yesterday', 'created_to=2021-02-30', 'type=x', 'status=x', 'category=x', 'team=999999999'])
		assert.equal((await agent.get(`/export/tickets.csv?${wrong}`)).status, 422, wrong);
});

test('a byte order mark only where it was asked for, and only once', async () => {
	const query = `organisation=${organisationId}`;
	assert.deepEqual([...(await agent.get(`/export/tickets.csv?${query}&bom=1`)).bytes.subarray(0, 9)], [0xef, 0xbb, 0xbf, ...Buffer.from('number')]);
	assert.equal((await agent.get(`/export/tickets.csv?${query}`)).bytes[0], 'n'.charCodeAt(0));
});

test('a ticket that goes on after it was solved counts as reopened', async () => {
	const number = await openTicket(client);
	await press(agent, await deskPage(agent, number), 'solve', { body: 'Done.' });
	assert.equal((await client.post(`/t/${number}/contest`, { body: 'It is not.', csrf: await client.csrf('/account') }, { files: {} })).status, 303);
	const line = (await agent.get(`/export/tickets.jsonl?organisation=${organisationId}`)).text.split('\n').find((one) => one.includes(`"${number}"`));
	const { reopened, solved, status_class: kind } = JSON.parse(line);
	assert.deepEqual([reopened, solved, kind], [1, null, 'open']);
});

test("a manager gets their organisation's tickets, and nothing that is between staff", async () => {
	const mine = await openTicket(client);
	const theirs = await openTicket(other);
	await press(agent, await deskPage(agent, mine), 'reply', { body: 'SECRET between us', kind: 'note' }, { files: { file: [{ name: 'internal.txt', content: 'x' }] } });
	await docket.sql(`UPDATE ticket SET team_id = (SELECT id FROM team LIMIT 1) WHERE id = ${mine.slice(1)}; INSERT INTO ticket_tag (ticket_id, tag) VALUES (${mine.slice(1)}, 'ours')`);
	const all = JSON.parse((await agent.get(`/export/tickets.jsonl?messages=1&organisation=${organisationId}`)).text.split('\n').find((line) => line.includes(`"${mine}"`)));
	assert.ok(all.team && all.tags.includes('ours') && all.files.includes('internal.txt') && all.messages.some((message) => message.body === 'SECRET between us'), 'staff get all of it');
	for (const format of ['xml', 'csv', 'jsonl']) {
		const answer = await manager.get(`/export/tickets.${format}?messages=1`);
		assert.equal(answer.status, 200);
		assert.ok(answer.text.includes(mine) && !answer.text.includes(theirs), format);
		assert.ok(!/SECRET|internal\.txt/.test(answer.text), format);
		if (format === 'xml') assertValid(answer.bytes, 'tickets-1.xsd');
	}
	const records = (await manager.get('/export/tickets.jsonl?messages=1')).text.trimEnd().split('\n').map((line) => JSON.parse(line));
	for (const record of records) {
		assert.equal(record.organisation_id, Number(organisationId));
		for (const hidden of ['team', 'changed', 'version', 'audience', 'ref']) assert.equal(record[hidden], null, hidden);
		assert.equal(record.tags, null);
		assert.ok(record.messages.every((message) => message.kind !== 'note'));
	}
	const [{ id: foreign }] = await docket.sql(`SELECT id FROM organisation WHERE name = '${others}'`);
	assert.equal((await manager.get(`/export/tickets.csv?organisation=${foreign}`)).status, 404);
	assert.equal((await manager.get(`/export/report.xml?organisation=${foreign}`)).status, 404);
	assert.equal((await client.get('/export')).status, 404);
	assert.equal((await client.get('/export/tickets.csv')).status, 404);
	assert.equal((await client.get('/export/report.xml')).status, 404);
	assert.equal((await manager.get(`/t/${mine}`)).status, 200, 'what is exported can be opened');
	assert.match((await manager.get('/tickets')).text, /href="\/export"/);
	assert.doesNotMatch((await client.get('/tickets')).text, /href="\/export"/);
});

const attribute = (text, element, name) => text.match(new RegExp(`<${element}\\b[^>]*\\b${name}="([^"]*)"`))?.[1];

/* The least value that so many per cent of them don't exceed, to the minute beyond 18 hours. */
function quantile(values, per) {
	const sorted = [...values].sort((a, b) => a - b);
	const value = sorted[Math.ceil((sorted.length * per) / 100) - 1];
	return value < 65536 ? value : value < 65536 * 60 ? Math.floor(value / 60) * 60 : Math.floor(value / 3600) * 3600;
}

async function reportTickets() {
	const name = unique('Counted');
	await addOrganisation(docket, name);
	const person = await addPerson(docket, { organisation: name });
	const [{ id }] = await docket.sql(`SELECT id FROM organisation WHERE name = '${name}'`);
	const made = [];
	for (let i = 0; i < 12; i++) {
		const number = await openTicket(person, { form: i % 3 ? 'problem' : 'question' });
		const ticket = { day: `2022-05-${String(10 + (i % 5)).padStart(2, '0')}`, response: i % 4 ? 60 * (i * i * 97 + 1) : null, solution: i % 2 ? 3600 * (i * 31 + 1) : null, rating: i % 2 && i > 4 ? 1 + (i % 5) : null, late: i > 8, type: i % 3 ? 'problem' : 'question', reopened: i === 7 ? 2 : 0 };
		const solved = ticket.solution === null ? 'NULL' : `created_at + INTERVAL ${ticket.solution} SECOND`;
		await docket.sql(`UPDATE ticket SET created_at = '${ticket.day} 08:00:00' WHERE id = ${number.slice(1)};
			UPDATE ticket SET answered_at = ${ticket.response === null ? 'NULL' : `created_at + INTERVAL ${ticket.response} SECOND`}, solved_at = ${solved}, rating = ${ticket.rating ?? 'NULL'},
			due_at = ${ticket.solution === null ? 'NULL' : `created_at + INTERVAL ${ticket.solution + (ticket.late ? -60 : 60)} SECOND`}, reopen_count = ${ticket.reopened} WHERE id = ${number.slice(1)}`);
		made.push(ticket);
	}
	return { id, name, made };
}

test("a report's figures are those counted by hand", async () => {
	const { id, name, made } = await reportTickets();
	const answer = await agent.get(`/export/report.xml?from=2022-05-10&to=2022-06-30&organisation=${id}`);
	assert.equal(answer.status, 200);
	assertValid(answer.bytes, 'report-1.xsd');
	const xml = answer.text;
	const solved = made.filter((ticket) => ticket.solution !== null);
	const answered = made.filter((ticket) => ticket.response !== null);
	const rated = solved.filter((ticket) => ticket.rating !== null);
	assert.equal(attribute(xml, 'report', 'organisation'), name);
	assert.equal(attribute(xml, 'report', 'received'), String(made.length));
	assert.equal(attribute(xml, 'report', 'solved'), String(solved.length));
	for (const [element, list, field] of [['first_response', answered, 'response'], ['solution', solved, 'solution']]) {
		assert.equal(attribute(xml, element, 'count'), String(list.length));
		assert.equal(attribute(xml, element, 'median_seconds'), String(quantile(list.map((ticket) => ticket[field]), 50)), element);
		assert.equal(attribute(xml, element, 'p90_seconds'), String(quantile(list.map((ticket) => ticket[field]), 90)), element);
	}
	assert.equal(attribute(xml, 'due', 'met'), String(solved.filter((ticket) => !ticket.late).length));
	assert.equal(attribute(xml, 'due', 'missed'), String(solved.filter((ticket) => ticket.late).length));
	assert.equal(attribute(xml, 'reopened', 'solved_once'), String(solved.length));
	assert.equal(attribute(xml, 'reopened', 'reopened'), '1');
	assert.equal(attribute(xml, 'ratings', 'count'), String(rated.length));
	assert.equal(attribute(xml, 'ratings', 'average'), (rated.reduce((sum, ticket) => sum + ticket.rating, 0) / rated.length).toFixed(3));
	for (const [, date, received] of xml.matchAll(/<day date="([^"]+)" received="(\d+)"/g)) assert.equal(Number(received), made.filter((ticket) => ticket.day === date).length, date);
	assert.equal([...xml.matchAll(/<day /g)].length, 52);
	for (const type of ['problem', 'question']) assert.match(xml, new RegExp(`<type code="${type}" name="[^"]+" received="${made.filter((ticket) => ticket.type === type).length}" solved="${solved.filter((ticket) => ticket.type === type).length}"`));
	assert.doesNotMatch(xml, /<knowledge_base/);

	const page = await agent.get(`/desk/reports?from=2022-05-10&to=2022-06-30&organisation=${id}`);
	assert.equal(page.status, 200);
	assert.match(page.text, new RegExp(`<dt>Received</dt><dd><strong>${made.length}</strong>`));
	assert.match(page.text, new RegExp(`<dt>Solved</dt><dd><strong>${solved.length}</strong>`));
	assert.match(page.text, /<svg[^>]*role="img"/);
	const none = await agent.get(`/desk/reports?from=2001-01-01&to=2001-01-02&organisation=${id}`);
	assert.match(none.text, /<strong>–<\/strong>/);
});

test('a report of all tickets agrees with the database', async () => {
	const answer = await agent.get('/export/report.xml?from=2020-01-01');
	assertValid(answer.bytes, 'report-1.xsd');
	const before = attribute(answer.text, 'report', 'taken').replace('T', ' ').replace('Z', '');
	const [row] = await docket.sql(`SELECT COUNT(*) AS n, SUM(category_id IS NULL) AS loose FROM ticket WHERE created_at >= '2020-01-01' AND created_at <= '${before}'`);
	assert.equal(attribute(answer.text, 'report', 'received'), row.n);
	assert.equal([...answer.text.matchAll(/<category\b[^>]*received="(\d+)"/g)].reduce((sum, [, n]) => sum + Number(n), 0), Number(row.n));
	assert.equal(answer.text.match(/<category received="(\d+)"/)?.[1] ?? '0', row.loose);
	assert.match(answer.text, /<knowledge_base /);
	for (const span of ['from=2026-11-21&to=2026-11-20', 'from=1900-01-01&to=2026-01-01', 'from=x']) {
		assert.equal((await agent.get(`/desk/reports?${span}`)).status, 422, span);
		assert.equal((await agent.get(`/export/report.xml?${span}`)).status, 400, span);
	}
});

test('docketctl export writes the same, into a file that is there only when it is whole', async () => {
	const file = path.join(folder, 'all.csv');
	const done = await docket.ctl(['export', 'tickets', '--format', 'csv', '--organisation', organisation, '--messages', file]);
	assert.equal(done.status, 0, done.stderr);
	const page = await agent.get(`/export/tickets.csv?organisation=${organisationId}&messages=1`);
	assert.equal(readFileSync(file, 'utf8'), page.text);
	assert.deepEqual(readdirSync(folder).filter((name) => name.endsWith('.part')), []);
	const out = await docket.ctl(['export', 'tickets', '--as', manager.email, '--format', 'jsonl']);
	assert.equal(out.status, 0, out.stderr);
	assert.ok(out.stdout.split('\n').filter(Boolean).every((line) => JSON.parse(line).organisation === organisation));
	const report = await docket.ctl(['export', 'report', '--organisation', organisation]);
	assert.equal(report.status, 0, report.stderr);
	assertValid(report.stdout, 'report-1.xsd');
	for (const [args, status] of [[['--as', client.email], 1], [['--as', 'nobody@example.invalid'], 1], [['--format', 'pdf'], 2], [['--type', 'x'], 2], [['--since', 'x'], 2], [[path.join(folder, 'none', 'x.xml')], 1]]) {
		const wrong = await docket.ctl(['export', 'tickets', ...args]);
		assert.equal(wrong.status, status, args.join(' '));
		assert.match(wrong.stderr, /^docketctl: [^\n]+\n$/, args.join(' '));
	}
	assert.equal((await docket.ctl(['export', 'report', '--from', '2026-11-21', '--to', '2026-11-20'])).status, 2);
	assert.ok(!existsSync(path.join(folder, 'none')));
	for (const args of [['export', '--help'], ['export', 'tickets', '--help'], ['export', 'report', '--help']]) assert.equal((await docket.ctl(args)).status, 0);
});

test('a manager is one as long as they are told to be', async () => {
	const person = await addPerson(docket, { organisation });
	assert.equal((await person.get('/export')).status, 404);
	assert.equal((await docket.ctl(['user', 'manager', person.email, 'yes'])).status, 0);
	assert.equal((await person.get('/export')).status, 200);
	assert.match((await docket.ctl(['user', 'list'])).stdout, new RegExp(`${person.email}.*\tmanager\n`));
	assert.equal((await docket.ctl(['user', 'manager', person.email, 'no'])).status, 0);
	assert.equal((await person.get('/export')).status, 404);
	assert.equal((await docket.ctl(['user', 'manager', agent.email, 'yes'])).status, 1, 'staff manage no organisation');
	assert.equal((await docket.ctl(['user', 'manager', person.email, 'perhaps'])).status, 2);
});

test('the schemas are served, and are schemas', async () => {
	for (const name of ['tickets-1.xsd', 'report-1.xsd']) {
		const answer = await agent.get(`/schema/${name}`);
		assert.equal(answer.status, 200);
		assert.equal(xmllint(path.join(SOURCE, 'htdocs/schema', name)).status, 0);
	}
});
