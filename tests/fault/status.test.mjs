// While nothing can be asked, the status page still answers: with its last rendering, which says when that was.

import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { addPerson } from '../http/people.mjs';
import { Client } from '../lib/client.mjs';
import { run, startInstance } from '../lib/instance.mjs';
import { answers, until } from '../start/processes.mjs';

let docket, agent;

before(async () => {
	docket = await startInstance({ demo: true });
	agent = await addPerson(docket, { role: 'agent' });
});

after(() => docket?.stop());

const visitor = () => new Client(docket.url);
const service = (name) => path.join(docket.home, 'service', name);
const asOf = (page) => page.text.match(/As of<?[^<]*<time datetime="([^"]+)"/)?.[1];

async function without(name, check) {
	await run('sv', ['-w', '30', 'down', service(name)]);
	try {
		await check();
	} finally {
		await run('sv', ['up', service(name)]);
	}
	await until(`${name} is back`, () => answers(docket.url), 30);
}

for (const part of ['mariadb', 'status']) {
	test(`without ${part} the status page answers from its last rendering, and says of when it is`, async () => {
		const page = await visitor().follow(await visitor().get('/status/1'));
		const pages = ['/status', '/status/history', page.path ?? '/status/1'];
		const last = {};
		for (const target of pages) last[target] = await visitor().get(target);
		assert.equal(last['/status'].status, 200);
		assert.equal(last['/status'].headers['docket-rendering'], undefined);
		assert.ok(asOf(last['/status']));
		await without(part, async () => {
			await until('what was kept is no longer fresh', async () => (await visitor().get('/status')).headers['docket-rendering'] === 'stale', 20);
			for (const target of pages) {
				const answer = await visitor().get(target);
				assert.equal(answer.status, last[target].status, target);
				assert.equal(answer.text, last[target].text, target);
			}
			assert.ok(Date.now() - Date.parse(asOf(await visitor().get('/status'))) < 10 * 60000);
			const own = await agent.get('/status');
			assert.equal(own.status, 200, 'who is signed in sees what everybody may');
			assert.ok(!own.text.includes(agent.name), own.text.slice(0, 500));
			assert.equal((await visitor().get('/status/99999')).status, 503, 'what was never made');
			assert.equal((await agent.get('/status/mine')).status, 503);
			assert.equal((await agent.post('/status/1/affected', { csrf: 'x' })).status, 503);
			if (part === 'mariadb') for (const target of ['/', '/kb', '/desk', '/login']) assert.equal((await agent.get(target)).status, 503, target);
		});
		await until('fresh again', async () => (await visitor().get('/status')).headers['docket-rendering'] === undefined, 20);
		assert.ok((await agent.get('/status')).text.includes(agent.name));
	});
}
