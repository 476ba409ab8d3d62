// Feeds and the calendar of the service's status.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sharedInstance } from '../lib/instance.mjs';
import { Client } from '../lib/client.mjs';
import { calendarEvents, calendarFaults, faults, readFeed, unescapeText } from '../lib/feeds.mjs';
import { addPerson, unique } from './people.mjs';

const docket = await sharedInstance();
const visitor = new Client(docket.url);
let agent;
let fresh = 0;

before(async () => {
	agent = await addPerson(docket, { role: 'agent' });
});

/* Past the copies that nginx keeps. */
const get = (path) => visitor.get(`${path}${path.includes('?') ? '&' : '?'}fresh=${++fresh}`);
const quoted = (text) => `CONVERT(X'${Buffer.from(text).toString('hex')}' USING utf8mb4)`;
const last = async (table) => (await docket.sql(`SELECT MAX(id) AS id FROM ${table}`))[0].id;

async function addComponent(audience = 'public', name = unique('Component')) {
	await docket.sql(`INSERT INTO component (name, audience, created_at) VALUES (${quoted(name)}, '${audience}', NOW(6))`);
	return last('component');
}

async function addUpdate(incident, state, body) {
	await docket.sql(`INSERT INTO incident_update (incident_id, state, body, html, author_id, created_at) VALUES (${incident}, '${state}', ${quoted(body)}, ${quoted(`<p>${body}</p>`)}, ${agent.id}, NOW(6));
		UPDATE incident SET state = '${state}', updated_at = NOW(6), version = version + 1 WHERE id = ${incident}`);
}

async function addIncident(component, { kind = 'incident', state = 'investigating', title = unique('Incident'), audience = 'public', begins = 'NOW(6)', ends = 'NULL', body = 'We look.' } = {}) {
	await docket.sql(`INSERT INTO incident (kind, title, impact, state, is_open, audience, begins_at, ends_at, author_id, created_at, updated_at)
		VALUES ('${kind}', ${quoted(title)}, 'minor', '${state}', ${kind === 'incident' ? 1 : 0}, '${audience}', ${begins}, ${ends}, ${agent.id}, NOW(6), NOW(6))`);
	const id = await last('incident');
	await docket.sql(`INSERT INTO incident_component (incident_id, component_id, state) VALUES (${id}, ${component}, 'degraded')`);
	await addUpdate(id, state, body);
	return id;
}

test('the status has valid feeds, of all and of a component, also of one where nothing ever was', async () => {
	const empty = await addComponent('public', '<b>Mail & "more"</b> 📮');
	const component = await addComponent();
	await addIncident(component, { title: 'Почта <script>alert(1)</script> & "стоит" 🔥', body: 'Мы ищем.' });
	for (const ending of ['atom', 'rss']) {
		for (const path of ['/feed/status', `/feed/status/${component}`, `/feed/status/${empty}`]) assert.deepEqual(await faults(await get(`${path}.${ending}`)), [], `${path}.${ending}`);
		assert.equal(readFeed(await get(`/feed/status/${empty}.${ending}`)).entries.length, 0);
		assert.equal(readFeed(await get(`/feed/status/${component}.${ending}`)).entries.length, 1);
	}
	assert.equal((await get('/feed/status/999999999.atom')).status, 404);
	assert.equal((await get('/feed/status/x.atom')).status, 404);
});

test('an update is a new entry, a corrected title is not', async () => {
	const component = await addComponent();
	const incident = await addIncident(component);
	const read = async () => readFeed(await get(`/feed/status/${component}.atom`)).entries;
	const [first] = await read();
	await docket.sql(`UPDATE incident SET title = 'corrected', updated_at = NOW(6) WHERE id = ${incident}`);
	const [corrected] = await read();
	assert.equal(corrected.id, first.id);
	assert.ok(corrected.title.startsWith('corrected'));
	assert.ok(corrected.updated > first.updated);
	await addUpdate(incident, 'resolved', 'It works again.');
	const [resolved, ...others] = await read();
	assert.deepEqual(others, []);
	assert.notEqual(resolved.id, first.id);
	assert.ok(resolved.html.indexOf('It works again.') < resolved.html.indexOf('We look.'), 'the last update first');
});

test('what is not for everybody is in no public feed and no calendar', async () => {
	const hidden = await addComponent('clients');
	const open = await addComponent();
	const titles = {};
	for (const audience of ['staff', 'organisation', 'clients', 'public']) {
		titles[audience] = unique(audience);
		await addIncident(open, { audience, title: titles[audience], kind: 'maintenance', state: 'scheduled', begins: 'NOW(6) + INTERVAL 1 DAY', ends: 'NOW(6) + INTERVAL 25 HOUR' });
	}
	for (const person of [visitor, agent]) {
		for (const path of ['/feed/status.atom', '/feed/status.rss', '/feed/status.ics', `/feed/status/${open}.atom`]) {
			const { text } = await person.get(`${path}?fresh=${++fresh}`);
			assert.ok(text.includes(titles.public), path);
			for (const audience of ['staff', 'organisation', 'clients']) assert.ok(!text.includes(titles[audience]), `${audience} in ${path}`);
		}
		assert.equal((await person.get(`/feed/status/${hidden}.atom`)).status, 404);
	}
});

test('maintenance stands in calendars, moves there, and is struck out when cancelled', async () => {
	const component = await addComponent();
	const title = `${unique('Work')}; on, the \\ mains ⚡ ${'ż'.repeat(80)}`;
	const incident = await addIncident(component, { kind: 'maintenance', state: 'scheduled', title, begins: "'2027-03-01 22:00:00'", ends: "'2027-03-02 02:00:00'", body: 'Two lines:\nboth; are, here' });
	const read = async () => {
		const answer = await get('/feed/status.ics');
		assert.deepEqual(calendarFaults(answer), []);
		return calendarEvents(answer.bytes).find(({ SUMMARY }) => unescapeText(SUMMARY) === title);
	};
	const planned = await read();
	assert.equal(planned.DTSTART, '20270301T220000Z');
	assert.equal(planned.DTEND, '20270302T020000Z');
	assert.equal(planned.STATUS, 'CONFIRMED');
	assert.equal(unescapeText(planned.DESCRIPTION), 'Two lines:\nboth; are, here');
	await docket.sql(`UPDATE incident SET begins_at = '2027-03-08 22:00:00', ends_at = '2027-03-09 02:00:00', version = version + 1, updated_at = NOW(6) WHERE id = ${incident}`);
	const moved = await read();
	assert.equal(moved.UID, planned.UID);
	assert.ok(Number(moved.SEQUENCE) > Number(planned.SEQUENCE));
	assert.equal(moved.DTSTART, '20270308T220000Z');
	await addUpdate(incident, 'cancelled', 'Not needed.');
	assert.equal((await read()).STATUS, 'CANCELLED');
});

test('many incidents come page by page, each once', async () => {
	const component = await addComponent();
	await docket.sql(`INSERT INTO incident (kind, title, impact, state, is_open, audience, begins_at, author_id, created_at, updated_at)
		SELECT 'incident', CONCAT('Paged ', seq), 'minor', 'resolved', 0, 'public', '2026-01-01', ${agent.id}, '2026-01-01', '2026-01-01' + INTERVAL seq DIV 3 SECOND FROM seq_1_to_45;
		INSERT INTO incident_component (incident_id, component_id, state) SELECT id, ${component}, 'operational' FROM incident WHERE title LIKE 'Paged %'`);
	for (const ending of ['atom', 'rss']) {
		const seen = new Set();
		for (let path = `/feed/status/${component}.${ending}`; path; ) {
			const answer = await visitor.get(path);
			assert.deepEqual(await faults(answer), [], path);
			const feed = readFeed(answer);
			for (const { id } of feed.entries) seen.add(id);
			path = feed.next && new URL(feed.next).pathname + new URL(feed.next).search;
		}
		assert.equal(seen.size, 45);
	}
});

test('the status page says which feeds belong to it', async () => {
	const { text } = await visitor.get('/status');
	for (const path of ['/feed/status.atom', '/feed/status.rss']) assert.match(text, new RegExp(`<link rel="alternate" type="application/(atom|rss)\\+xml" title="[^"]+" href="${path.replace('.', '\\.')}">`));
	assert.match(text, /href="\/feed\/status\.ics"/);
	const calendar = await visitor.get('/feed/status.ics');
	assert.equal((await visitor.get('/feed/status.ics', { headers: { 'If-None-Match': calendar.headers.etag } })).status, 304);
});
