// The service status over HTTP: an incident from its first word to the answers of its tickets, who sees what, hostile
// texts, maintenance by the clock. An instance of its own: what is open here stands on every page.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Client, forms, unescapeHtml } from '../lib/client.mjs';
import { BUILD, run, startInstance } from '../lib/instance.mjs';
import { openTicket, textOf, unique } from './people.mjs';
import { makeWorld } from './world.mjs';

let docket, world, shop, mail;

before(async () => {
	docket = await startInstance({ demo: false });
	world = await makeWorld(docket);
	shop = await component({ name: 'Web shop', group: 'Shops' });
	mail = await component({ name: 'Mailboxes', audience: 'clients' });
});

after(() => docket?.stop());

const formTo = (page, action) => forms(page.text).find((form) => (action instanceof RegExp ? action.test(form.action) : form.action === action));
const tick = () => run(path.join(BUILD, 'bin', 'clock'), ['--home', docket.home, '--once'], { env: docket.environment });
const row = async (sql) => (await docket.sql(sql))[0];

/* Visitors' pages are kept for two seconds: what is asked with other words is made anew. */
let asked = 0;
const fresh = (target, who = world.nobody) => who.get(`${target}${target.includes('?') ? '&' : '?'}x=${asked++}`);

async function component(fields) {
	const answer = await world.admin.post('/desk/status/components', { csrf: world.admin.token, id: 0, audience: 'public', check: 'none', ...fields });
	assert.equal(answer.status, 303, textOf(answer.text));
	return (await row('SELECT MAX(id) AS id FROM component')).id;
}

/* → its key */
async function incident(fields = {}, who = world.agent) {
	const page = await who.get(`/desk/status/new${fields.kind ? `?kind=${fields.kind}` : ''}`);
	const answer = await who.post('/desk/status/new', { ...formTo(page, '/desk/status/new').values, title: unique('Incident'), body: 'We look into it.', ...fields });
	assert.equal(answer.status, 303, textOf(answer.text));
	return answer.location.match(/^\/desk\/status\/(\d+)$/)[1];
}

async function say(id, fields, who = world.agent) {
	const page = await who.get(`/desk/status/${id}`);
	return who.post(`/desk/status/${id}/update`, { ...formTo(page, `/desk/status/${id}/update`).values, ...fields });
}

const resolve = (id) => say(id, { state: 'resolved', body: 'It is over.' });

test('an incident is on the status page at once, with components, updates and a banner everywhere', async () => {
	const title = unique('Payments fail');
	const id = await incident({ title, body: 'Cards are **refused**.', [`component-${shop}`]: 'partial_outage' });
	let page = await fresh('/status');
	assert.equal(page.status, 200);
	assert.ok(page.text.includes(title));
	assert.ok(page.text.includes('<strong>refused</strong>'));
	assert.match(textOf(page.text), /Web shop\s+Partial outage/);
	assert.match(page.text, /<svg class="uptime"[^>]*aria-label="Web shop: /);
	assert.match(page.text, /As of <time datetime="/);
	for (const target of ['/', '/kb', '/login']) {
		// A worker looks once in two seconds.
		let shown = false;
		for (let tries = 0; tries < 40 && !shown; tries++) {
			shown = (await fresh(target)).text.includes(`<a href="/status/${id}-`);
			if (!shown) await new Promise((next) => setTimeout(next, 100));
		}
		assert.ok(shown, `a banner on ${target}`);
	}
	assert.equal((await say(id, { state: 'identified', body: 'The bank is down.' })).status, 303);
	page = await world.nobody.follow(await fresh(`/status/${id}`));
	assert.match(textOf(page.text), /Cause found[\s\S]*The bank is down\.[\s\S]*Investigating[\s\S]*Cards are refused/);
	assert.equal((await resolve(id)).status, 303);
	assert.match(textOf((await fresh('/status')).text), /Everything works/);
	const events = await docket.sql(`SELECT kind FROM event WHERE about = 'incident' AND about_id = ${id} ORDER BY id`);
	assert.deepEqual(events.map(({ kind }) => kind).filter((kind) => kind === 'state'), ['state', 'state']);
});

test('who may not see an incident finds nothing of it anywhere', async () => {
	const who = { public: ['nobody', 'client', 'other', 'agent'], clients: ['client', 'other', 'agent'], organisation: ['client', 'agent'], staff: ['agent'] };
	const organisation = (await row(`SELECT id FROM organisation WHERE name = '${world.organisation}'`)).id;
	for (const [audience, seen] of Object.entries(who)) {
		const title = unique(`For-${audience}`);
		const id = await incident({ title, audience, organisation: audience === 'organisation' ? organisation : 0, [`component-${shop}`]: 'major_outage' });
		for (const role of ['nobody', 'client', 'other', 'agent']) {
			const sees = seen.includes(role);
			for (const target of ['/status', '/status/history']) assert.equal((await fresh(target, world[role])).text.includes(title), sees, `${role} ${audience} ${target}`);
			const page = await world[role].follow(await fresh(`/status/${id}`, world[role]));
			assert.equal(page.status, sees ? 200 : 404, `${role} ${audience}`);
			assert.equal(/Web shop\s+Major outage/.test(textOf((await fresh('/status', world[role])).text)), sees, 'nor by its component');
			if (role !== 'nobody') assert.equal((await world[role].post(`/status/${id}/affected`, { csrf: world[role].token })).status, sees ? 303 : 404);
		}
		await resolve(id);
	}
	assert.ok(!(await fresh('/status')).text.includes('Mailboxes'));
	assert.ok((await fresh('/status', world.client)).text.includes('Mailboxes'));
});

test('"this affects me too" counts an account once, from the incident and from the form', async () => {
	const title = unique('Slow');
	const id = await incident({ title });
	const page = await world.client.follow(await fresh(`/status/${id}`, world.client));
	const form = formTo(page, `/status/${id}/affected`);
	for (let times = 0; times < 3; times++) assert.equal((await world.client.post(form.action, form.values)).status, 303);
	let shown;
	for (let tries = 0; tries < 40 && !shown; tries++) {
		shown = formTo(await world.other.get('/new/problem'), `/status/${id}/affected`);
		if (!shown) await new Promise((next) => setTimeout(next, 100));
	}
	assert.ok(shown, 'the form offers it before anything is written');
	assert.match((await world.other.post(shown.action, shown.values)).location, new RegExp(`^/status/${id}-`));
	assert.equal((await row(`SELECT COUNT(*) AS n FROM incident_affected WHERE incident_id = ${id}`)).n, '2');
	assert.match(textOf((await world.nobody.follow(await fresh(`/status/${id}`))).text), /2 people said that it affects them/);
	assert.equal((await world.nobody.post(`/status/${id}/affected`, {})).status, 403);
	await resolve(id);
	const late = await world.agent.follow(await world.agent.post(`/status/${id}/affected`, { csrf: world.agent.token }));
	assert.match(textOf(late.text), /over by now/);
	assert.equal((await row(`SELECT COUNT(*) AS n FROM incident_affected WHERE incident_id = ${id}`)).n, '2');
});

test('tickets are suggested by their words; one update answers twenty, each once, and solves those that are chosen', async () => {
	const word = unique('zebra').replace('-', '');
	const numbers = [];
	for (let i = 0; i < 20; i++) numbers.push(await openTicket(world.client, { subject: `${word} printer ${i}` }));
	const other = await openTicket(world.client, { subject: 'Something else' });
	const id = await incident({ title: `Every ${word} fails` });
	let page = await world.agent.get(`/desk/status/${id}`);
	const tie = formTo(page, `/desk/status/${id}/tie`);
	const suggested = tie.fields.filter((field) => field.name === 'ticket').map((field) => `H${field.value}`);
	assert.equal(suggested.length, 12);
	assert.ok(suggested.every((number) => numbers.includes(number)), `${suggested} of ${numbers}, not ${other}`);
	assert.equal((await world.agent.post(tie.action, { csrf: tie.values.csrf, ticket: suggested.map((number) => number.slice(1)), numbers: numbers.join(' ') })).status, 303);
	assert.equal((await world.agent.post(tie.action, { csrf: tie.values.csrf, numbers: 'H99999999' })).status, 422);
	page = await world.agent.get(`/desk/status/${id}`);
	assert.match(textOf(page.text), /Answer the 20 open tickets/);
	await eventually('the ticket says where it belongs', async () => textOf((await world.client.get(`/t/${numbers[0]}`)).text).includes(`Belongs to: Every ${word} fails`));

	const form = formTo(page, `/desk/status/${id}/update`);
	const fields = { ...form.values, state: 'identified', body: `The ${word} **driver** is broken.`, answers: '1' };
	assert.equal((await world.agent.post(form.action, fields)).status, 303);
	assert.equal((await world.agent.post(form.action, fields)).status, 303, 'a double click');
	await tick();
	const ids = numbers.map((number) => number.slice(1)).join();
	const answered = () => docket.sql(`SELECT ticket_id, COUNT(*) AS n FROM message WHERE ticket_id IN (${ids}) AND body LIKE '%driver%' GROUP BY ticket_id`);
	let got = await answered();
	assert.equal(got.length, 20);
	assert.ok(got.every(({ n }) => n === '1'));
	assert.match((await world.client.get(`/t/${numbers[3]}`)).text, /<strong>driver<\/strong>/);

	// Cut short after the third: the clock gives the rest, and nobody gets it twice.
	await docket.sql(`UPDATE incident_answer SET solves = FALSE, due_at = NOW(6) - INTERVAL 1 SECOND, done_at = NULL`);
	await docket.sql(`DELETE FROM submission WHERE ticket_id IN (${numbers[5].slice(1)})`);
	await tick();
	got = await answered();
	assert.deepEqual(got.map(({ n }) => n).sort().join(''), `${'1'.repeat(19)}2`, 'only where the key was forgotten');
	assert.equal((await row('SELECT COUNT(*) AS n FROM incident_answer WHERE due_at IS NOT NULL')).n, '0');

	page = await world.agent.get(`/desk/status/${id}`);
	const end = formTo(page, `/desk/status/${id}/update`);
	assert.equal(end.fields.filter((field) => field.name === 'solve' && 'checked' in field).length, 20, 'it asks which to solve');
	assert.equal((await world.agent.post(end.action, { ...end.values, state: 'resolved', body: 'A new driver is out.', answers: '1', solve: numbers.slice(0, 15).map((number) => number.slice(1)) })).status, 303);
	const solved = await row(`SELECT SUM(NOT is_open) AS solved, COUNT(*) AS n FROM ticket WHERE id IN (${ids})`);
	assert.deepEqual(solved, { solved: '15', n: '20' });
});

test('two who post at once: the second sees what is new and keeps what was typed', async () => {
	const id = await incident();
	const stale = formTo(await world.agent.get(`/desk/status/${id}`), `/desk/status/${id}/update`);
	assert.equal((await say(id, { body: 'First words.' }, world.admin)).status, 303);
	const answer = await world.agent.post(stale.action, { ...stale.values, body: 'Second words.' });
	assert.equal(answer.status, 409);
	assert.match(textOf(answer.text), /First words\./);
	assert.equal(formTo(answer, stale.action).values.body, 'Second words.');
	assert.equal((await world.agent.post(stale.action, { ...formTo(answer, stale.action).values })).status, 303);
	assert.equal((await say(id, { body: ' ' })).status, 422);
	await resolve(id);
});

test('maintenance is planned, moved, begins and ends by itself, or is called off', async () => {
	const at = (minutes) => new Date(Date.now() + minutes * 60000).toISOString().slice(0, 16);
	const title = unique('New disks');
	const id = await incident({ kind: 'maintenance', title, begins: at(60), ends: at(120), impact: 'minor', [`component-${shop}`]: 'maintenance' });
	assert.match(textOf((await fresh('/status')).text), new RegExp(`Planned maintenance\\s+${title}`));
	const page = await world.agent.get(`/desk/status/${id}`);
	const move = formTo(page, `/desk/status/${id}/move`);
	assert.equal((await world.agent.post(move.action, { ...move.values, ends: at(-10) })).status, 422);
	assert.equal((await world.agent.post(move.action, { ...move.values, begins: at(180), ends: at(240), why: 'The disks are late.' })).status, 303);
	assert.match(textOf((await world.nobody.follow(await fresh(`/status/${id}`))).text), /The disks are late/);
	await docket.sql(`UPDATE incident SET begins_at = NOW(6) - INTERVAL 1 MINUTE WHERE id = ${id}`);
	await tick();
	assert.match(textOf((await fresh('/status')).text), /Web shop\s+Under maintenance/);
	await docket.sql(`UPDATE incident SET ends_at = NOW(6) - INTERVAL 1 SECOND WHERE id = ${id}`);
	await tick();
	assert.equal((await row(`SELECT state FROM incident WHERE id = ${id}`)).state, 'completed');
	assert.match(textOf((await fresh('/status')).text), /Everything works/);
	const other = await incident({ kind: 'maintenance', begins: at(60), ends: at(120) });
	assert.equal((await say(other, { state: 'cancelled', body: 'Not needed.' })).status, 303);
	assert.equal((await row(`SELECT is_open FROM incident WHERE id = ${other}`)).is_open, '0');
	const refused = await world.agent.post('/desk/status/new', { csrf: world.agent.token, kind: 'maintenance', title: 'Kept', body: 'Typed', impact: 'minor', audience: 'public', begins: at(60), ends: at(30) });
	assert.equal(refused.status, 422);
	assert.equal(formTo(refused, '/desk/status/new').values.title, 'Kept');
});

test('hostile titles, texts and names stay text', async () => {
	const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
	const part = await component({ name: `X ${evil}`, description: evil, group: evil });
	const id = await incident({ title: `Y ${evil}`, body: `Z ${evil} [x](javascript:alert(1))`, [`component-${part}`]: 'degraded' });
	for (const target of ['/status', '/status/history', `/status/${id}`]) {
		const page = await world.nobody.follow(await fresh(target));
		assert.equal(page.status, 200);
		assert.ok(!/<script>alert|<img src=x|href="javascript/.test(page.text), target);
		assert.ok(unescapeHtml(page.text).includes(evil), target);
	}
	for (const target of ['/desk/status', `/desk/status/${id}`, '/desk/status/components', '/desk/status/new']) assert.ok(!/<script>alert|<img src=x|href="javascript/.test((await world.admin.get(target)).text), target);
	await resolve(id);
	assert.equal((await world.admin.post(`/desk/status/components/${part}/remove`, { csrf: world.admin.token })).status, 303);
	assert.ok(!(await fresh('/status')).text.includes('X &quot;'));
});

test('visitors get the same kept page in their language, who is signed in their own', async () => {
	const raw = (headers) => new Client(docket.url).get('/status', { headers });
	const first = await raw({ 'Accept-Language': 'de, pl;q=0.8' });
	assert.match(first.text, /<html lang="pl"/);
	assert.equal(first.headers['x-accel-expires'], undefined);
	assert.match((await raw({ 'Accept-Language': 'nb-NO' })).text, /<html lang="nb"/);
	assert.match((await raw({ Cookie: 'docket_lang=ru' })).text, /<html lang="ru"/);
	assert.match((await raw({ 'Accept-Language': 'xx' })).text, /<html lang="en"/);
	assert.match((await world.client.get('/status')).headers['cache-control'], /private|no-cache/);
	assert.ok((await world.client.get('/status')).text.includes('Mailboxes'));
	assert.ok(!(await raw({})).text.includes('Mailboxes'), 'and leave nothing of it to others');
	const again = await raw({ 'Accept-Language': 'pl', 'If-None-Match': (await raw({ 'Accept-Language': 'pl' })).headers.etag });
	assert.equal(again.status, 304);
	const before = (await docket.sql("SHOW GLOBAL STATUS LIKE 'Com_stmt_execute'"))[0].Value;
	for (let i = 0; i < 50; i++) await raw({});
	const after = (await docket.sql("SHOW GLOBAL STATUS LIKE 'Com_stmt_execute'"))[0].Value;
	assert.ok(after - before < 200, `${after - before} statements for fifty readers`);
});

test('what an administrator typed and could not be taken stands in its form again, and each change is an event', async () => {
	const answer = await world.admin.post('/desk/status/components', { csrf: world.admin.token, id: shop, name: 'Kept name', audience: 'public', check: 'tcp', target: '', description: 'Kept words' });
	assert.equal(answer.status, 422);
	const form = forms(answer.text).find((one) => one.values.id === shop);
	assert.equal(form.values.name, 'Kept name');
	assert.equal(form.values.description, 'Kept words');
	assert.equal(form.values.check, 'tcp');
	assert.equal((await world.admin.post('/desk/status/components', { ...form.values, check: 'none' })).status, 303);
	const kinds = (await docket.sql(`SELECT kind FROM event WHERE about = 'component' AND about_id = ${shop}`)).map(({ kind }) => kind);
	for (const kind of ['created', 'name', 'description']) assert.ok(kinds.includes(kind), `${kind} in ${kinds}`);
});

test('one page shows all of a client\'s open requests, what waits for them first', async () => {
	const number = await openTicket(world.other, { subject: 'Bookmarked' });
	assert.match(textOf((await world.other.get('/status/mine')).text), /With us[\s\S]*Bookmarked/);
	await docket.sql(`UPDATE ticket SET status_id = (SELECT id FROM status WHERE class = 'waiting_client' LIMIT 1), due_at = NOW(6) + INTERVAL 1 DAY WHERE id = ${number.slice(1)}`);
	const page = await world.other.get('/status/mine');
	assert.match(textOf(page.text), /Waits for you[\s\S]*Bookmarked[\s\S]*due /);
	assert.ok(!(await world.client.get('/status/mine')).text.includes('Bookmarked'));
	assert.match(page.headers['cache-control'], /private/);
});

async function eventually(what, check) {
	for (let tries = 0; tries < 100; tries++) {
		const found = await check();
		if (found) return found;
		await new Promise((next) => setTimeout(next, 100));
	}
	return assert.fail(what);
}

/* The text of the last mail to that address, once the daemon has put it into its file. */
async function letter(email) {
	const id = await eventually(`a mail to ${email}`, async () => {
		const mail = await row(`SELECT id, state FROM mail_out WHERE address = '${email}' ORDER BY id DESC LIMIT 1`);
		return mail?.state === 'sent' && mail.id;
	});
	return readFileSync(path.join(docket.home, 'mail', `${id.padStart(12, '0')}.eml`), 'latin1').replace(/=\r?\n/g, '').replace(/=3D/g, '=').replace(/\r\n[ \t]/g, ' ');
}
const told = async (email) => Number((await row(`SELECT COUNT(*) AS n FROM mail_out WHERE kind = 'status_update' AND address = '${email}'`)).n);

test('an address is told by mail once it is confirmed, of what it chose and may see, until one click ends it', async () => {
	const email = `${unique('reader').toLowerCase()}@example.net`;
	const page = await world.nobody.get('/status/subscribe');
	const form = formTo(page, '/status/subscribe');
	const ask = (fields) => world.nobody.post('/status/subscribe', { csrf: form.values.csrf, email, incidents: '1', which: 'some', component: shop, ...fields });
	assert.equal((await ask({ email: 'nonsense' })).status, 422);
	assert.equal((await ask({ incidents: '' })).status, 422);
	assert.equal((await ask({})).status, 303);
	assert.equal((await ask({})).status, 303, 'asked again at once: no second mail');
	assert.equal((await row(`SELECT COUNT(*) AS n FROM mail_out WHERE address = '${email}'`)).n, '1');
	await resolve(await incident({ [`component-${shop}`]: 'degraded' }));
	assert.equal(await told(email), 0, 'not before it is confirmed');

	const token = (await letter(email)).match(/\/status\/subscription\/[\w-]+/)[0];
	const visitor = new Client(docket.url);
	for (const wrong of [token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), `${token}x`, '/status/subscription/1', '/status/subscription/999999-x']) assert.equal((await visitor.get(wrong)).status, 404, wrong);
	const own = await visitor.get(token);
	assert.match(textOf(own.text), /One click is left/);
	assert.equal((await row(`SELECT confirmed_at FROM subscription WHERE email = '${email}'`)).confirmed_at, null, 'a program that looks at links confirms nothing');
	assert.equal((await visitor.post(token, formTo(own, token).values)).status, 303);

	const id = await incident({ [`component-${shop}`]: 'degraded', title: unique('Told') });
	assert.equal(await told(email), 1);
	const text = await letter(email);
	assert.match(text, /\/status\/subscription\/\d+-/, 'it says where to end it');
	assert.match(text, /^Subject: Investigating: Told-/m);
	await resolve(id);
	assert.equal(await told(email), 2);
	await resolve(await incident({ audience: 'clients', [`component-${shop}`]: 'degraded' }));
	await resolve(await incident({}));
	assert.equal(await told(email), 2, 'neither what it may not see nor what it did not choose');

	const oneClick = await visitor.request('POST', token, { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click' });
	assert.equal(oneClick.status, 303);
	assert.equal((await row(`SELECT COUNT(*) AS n FROM subscription WHERE email = '${email}'`)).n, '0');
	assert.equal((await visitor.get(token)).status, 404);
});

test('who is signed in is told under their own rights, who is affected hears of that incident, each once', async () => {
	const organisation = (await row(`SELECT id FROM organisation WHERE name = '${world.organisation}'`)).id;
	await docket.sql('DELETE FROM mail_out');
	const form = formTo(await world.client.get('/status/subscribe'), '/status/subscribe');
	assert.equal((await world.client.post('/status/subscribe', { ...form.values, maintenance: '', which: 'all' })).status, 303);
	const id = await incident({ audience: 'organisation', organisation });
	assert.equal(await told(world.client.email), 1, 'no confirmation is asked of an own address');
	assert.equal((await world.client.post(`/status/${id}/affected`, { csrf: world.client.token })).status, 303);
	assert.equal((await say(id, { body: 'Still at it.' })).status, 303);
	assert.equal(await told(world.client.email), 2, 'not twice for both reasons');
	await resolve(id);
	const open = await incident();
	assert.equal((await world.other.post(`/status/${open}/affected`, { csrf: world.other.token })).status, 303);
	await resolve(open);
	assert.equal(await told(world.other.email), 1);
	assert.match(await letter(world.other.email), /you told us that it affects you/);
});
