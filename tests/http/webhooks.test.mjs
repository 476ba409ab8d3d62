// Other systems: webhooks with signature, retries and log; what they may not reach; checks of components.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { forms } from '../lib/client.mjs';
import { BUILD, run, startInstance } from '../lib/instance.mjs';
import { textOf, unique } from './people.mjs';
import { makeWorld } from './world.mjs';

let docket, world, server, plain;
const calls = [];
let answerWith;

before(async () => {
	docket = await startInstance({ demo: false });
	world = await makeWorld(docket);
	// The tests do by hand what the daemon does by itself.
	await run('sv', ['-w', '30', 'down', path.join(docket.home, 'service', 'outside')]);
	plain = readFileSync(path.join(docket.home, 'docket.conf'), 'utf8');
	server = createServer((request, response) => {
		let body = '';
		request.on('data', (part) => { body += part; });
		request.on('end', () => {
			calls.push({ method: request.method, url: request.url, headers: request.headers, body });
			answerWith(request, response);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
});

after(async () => {
	server?.close();
	await docket?.stop();
});

beforeEach(async () => {
	calls.length = 0;
	answerWith = (request, response) => response.writeHead(204).end();
	await docket.sql('DELETE FROM webhook_call; DELETE FROM webhook');
	allow({});
});

const row = async (sql) => (await docket.sql(sql))[0];
const at = (name = '127.0.0.1') => `http://${name}:${server.address().port}/hook`;
const outside = () => run(path.join(BUILD, 'bin', 'outside'), ['--home', docket.home, '--once'], { env: docket.environment });

function allow(settings) {
	writeFileSync(path.join(docket.home, 'docket.conf'), plain);
	for (const [name, value] of Object.entries(settings)) appendFileSync(path.join(docket.home, 'docket.conf'), `\n${name} = ${value}\n`);
}

async function hook(url, fields = {}) {
	const answer = await world.admin.post('/desk/status/webhooks', { csrf: world.admin.token, url, ...fields });
	assert.equal(answer.status, 303, textOf(answer.text));
	return row('SELECT id, secret FROM webhook ORDER BY id DESC LIMIT 1');
}

async function incident(fields = {}) {
	const page = await world.agent.get('/desk/status/new');
	const form = forms(page.text).find((one) => one.action === '/desk/status/new');
	const answer = await world.agent.post(form.action, { ...form.values, title: unique('Incident'), body: 'We "look" into it.\n<b>', ...fields });
	assert.equal(answer.status, 303, textOf(answer.text));
	return answer.location.match(/(\d+)$/)[1];
}

const call = () => row('SELECT id, state, attempts, error, answer, due_at > NOW(6) AS later FROM webhook_call ORDER BY id DESC LIMIT 1');
const dueNow = () => docket.sql('UPDATE webhook_call SET due_at = NOW(6) WHERE state = "waiting"'.replaceAll('"', "'"));

test('an update is posted once, signed, and its delivery is in the log', async () => {
	allow({ 'webhook.hosts': '127.0.0.1' });
	const { secret } = await hook(at());
	const title = unique('“Mail” & \\ 雨');
	const id = await incident({ title });
	assert.equal((await outside()).status, 0);
	assert.equal(calls.length, 1);
	const [got] = calls;
	assert.equal(got.method, 'POST');
	assert.equal(got.headers['content-type'], 'application/json');
	const [, seconds, mac] = got.headers['docket-signature'].match(/^t=(\d+),v1=([0-9a-f]{64})$/);
	assert.equal(mac, createHmac('sha256', secret).update(`${seconds}.${got.body}`).digest('hex'));
	assert.ok(Math.abs(Date.now() / 1000 - seconds) < 60);
	const told = JSON.parse(got.body);
	assert.equal(told.event, 'incident.investigating');
	assert.equal(told.incident.title, title);
	assert.equal(told.incident.id, Number(id));
	assert.equal(told.update.text, 'We "look" into it.\n<b>');
	assert.deepEqual(told.components, []);
	assert.equal((await call()).state, 'sent');
	await outside();
	assert.equal(calls.length, 1, 'and not again');
	const page = await world.admin.get('/desk/status/webhooks');
	assert.match(textOf(page.text), /delivered 204/);
});

test('what fails is tried again later, what may not be called never', async () => {
	allow({ 'webhook.hosts': '127.0.0.1' });
	await hook(at());
	answerWith = (request, response) => response.writeHead(500).end('x'.repeat(100000));
	await incident();
	await outside();
	let now = await call();
	assert.deepEqual([now.state, now.attempts, now.answer, now.error, now.later], ['waiting', '1', '500', 'it answered 500', '1']);
	await outside();
	assert.equal(calls.length, 1, 'not before its time');
	const { headers } = calls[0];
	answerWith = (request, response) => response.writeHead(200).end();
	await dueNow();
	await outside();
	now = await call();
	assert.deepEqual([now.state, now.attempts], ['sent', '2']);
	assert.equal(calls[1].headers['docket-delivery'], headers['docket-delivery'], 'known by its number');
	const again = await world.admin.post(`/desk/status/calls/${now.id}/again`, { csrf: world.admin.token });
	assert.equal(again.status, 303);
	await outside();
	assert.equal(calls.length, 3);
});

test('a redirect is not followed, and no delivery', async () => {
	allow({ 'webhook.hosts': '127.0.0.1' });
	await hook(at());
	answerWith = (request, response) => response.writeHead(302, { Location: `${at()}/elsewhere` }).end();
	await incident();
	await outside();
	assert.equal(calls.length, 1);
	assert.equal((await call()).error, 'it answered 302');
});

test('addresses of this machine and its networks are not reached, by whatever name, unless they are listed', async () => {
	for (const name of ['127.0.0.1', 'localhost', '127.1', '2130706433', '0x7f.0.0.1', '0.0.0.0', '[::1]', '[::ffff:127.0.0.1]']) {
		await docket.sql('DELETE FROM webhook_call; DELETE FROM webhook');
		await hook(at(name));
		await incident();
		assert.equal((await outside()).status, 0);
		const now = await call();
		assert.equal(calls.length, 0, name);
		assert.ok(now.state === 'failed' || now.state === 'waiting', name);
		if (!name.startsWith('[')) assert.match(now.error, /may not be called/, name);
	}
	allow({ 'webhook.hosts': 'localhost' });
	await docket.sql('DELETE FROM webhook_call; DELETE FROM webhook');
	await hook(at('localhost'));
	await incident();
	await outside();
	assert.equal(calls.length, 1, 'listed by its name');
});

test('only public incidents are told unless it is set up otherwise; one that is off hears nothing', async () => {
	allow({ 'webhook.hosts': '127.0.0.1' });
	const { id } = await hook(at());
	await incident({ audience: 'staff' });
	assert.equal(await call(), undefined);
	await hook(at(), { private: '1' });
	await incident({ audience: 'staff' });
	await outside();
	assert.equal(calls.length, 1);
	calls.length = 0;
	await incident();
	assert.equal((await world.admin.post(`/desk/status/webhooks/${id}`, { csrf: world.admin.token, do: 'off' })).status, 303);
	await outside();
	assert.equal(calls.length, 1, 'what waited for it is dropped');
	for (const bad of ['', 'x', 'ftp://a.example/', 'javascript:alert(1)', 'https://a:b@c.example/']) assert.equal((await world.admin.post('/desk/status/webhooks', { csrf: world.admin.token, url: bad })).status, 422, bad);
});

test('a receiver that stands still costs ten seconds at most, and comes again', { timeout: 60000 }, async () => {
	allow({ 'webhook.hosts': '127.0.0.1' });
	await hook(at());
	const held = [];
	answerWith = (request, response) => held.push(response);
	await incident();
	const began = Date.now();
	await outside();
	assert.ok(Date.now() - began < 20000);
	assert.match((await call()).error, /time/i);
	held.forEach((response) => response.destroy());
});

test('a component is checked by address or port, of listed hosts alone; three failures in a row are an outage', async () => {
	const port = server.address().port;
	const add = async (fields) => {
		const answer = await world.admin.post('/desk/status/components', { csrf: world.admin.token, id: 0, audience: 'public', name: unique('Checked'), counts: '1', ...fields });
		assert.equal(answer.status, 303);
		return (await row('SELECT MAX(id) AS id FROM component')).id;
	};
	const url = await add({ check: 'url', target: at() });
	const tcp = await add({ check: 'tcp', target: `127.0.0.1:${port}` });
	const state = (id) => row(`SELECT failures, error FROM component_check WHERE component_id = ${id}`);
	const again = () => docket.sql('UPDATE component_check SET checked_at = NOW(6) - INTERVAL 2 MINUTE');
	await outside();
	assert.match((await state(url)).error, /may not be called/);
	assert.match((await state(tcp)).error, /may not be called/);
	assert.equal(calls.length, 0);
	allow({ 'status.check_hosts': '127.0.0.1' });
	await again();
	await outside();
	assert.deepEqual(await state(url), { failures: '0', error: '' });
	assert.deepEqual(await state(tcp), { failures: '0', error: '' });
	await outside();
	assert.equal(calls.length, 1, 'once a minute');
	answerWith = (request, response) => response.writeHead(503).end();
	for (let i = 0; i < 3; i++) {
		await again();
		await outside();
	}
	assert.deepEqual(await state(url), { failures: '3', error: 'it answered 503' });
	assert.match(textOf((await world.nobody.get(`/status?y=${port}`)).text), /Major outage/);
	const day = await row(`SELECT checks, failed FROM component_check_day WHERE component_id = ${url}`);
	assert.deepEqual(day, { checks: '5', failed: '4' });
});
