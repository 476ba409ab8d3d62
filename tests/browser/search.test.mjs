// Finding answers as people do it: by keys, while typing, on a phone, without scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sharedInstance } from '../lib/instance.mjs';
import { barriers, launch, login, open, overflow, picture } from '../lib/browser.mjs';

const docket = await sharedInstance();
const stamp = Date.now().toString(36);
let browser;

const archived = (n, subject, answer) => JSON.stringify({
	ref: `browser-${stamp}-${n}`, type: 'problem', category: 'scales', created: '2024-05-01T10:00:00Z', status: 'solved', subject, body: `${subject}, since noon.`,
	messages: [{ ref: `browser-${stamp}-${n}-a`, by: 'staff', created: '2024-05-02T10:00:00Z', body: answer, solution: true }],
});

before(async () => {
	browser = await launch();
	await docket.ctl(['import', 'archive', '--audience', 'public', '-'], `${[archived(1, 'Kitchen scale shows grapefruit weight', 'Press the tare key.'), archived(2, 'Kitchen scale display stays dark', 'Change the battery.')].join('\n')}\n`);
	for (let tries = 0; tries < 100; tries++) {
		const answer = await fetch(`${docket.url}/kb/search?q=grapefruit`);
		if ((await answer.text()).includes('Kitchen scale')) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error('the indexer did not follow');
});
after(() => browser?.close());

test('the search box suggests while typing, and is walked by keys', async () => {
	const page = await open(browser, docket.url);
	await page.goto('/');
	const box = page.getByRole('combobox', { name: 'Search the knowledge base' });
	await box.pressSequentially('kitch scal');
	await page.getByRole('option').first().waitFor();
	assert.equal(await box.getAttribute('aria-expanded'), 'true');
	assert.deepEqual(await barriers(page), []);
	await picture(page, 'suggest-1280-light');
	await box.press('Escape');
	assert.equal(await box.getAttribute('aria-expanded'), 'false');
	await box.pressSequentially('e');
	await page.getByRole('option').first().waitFor();
	await box.press('ArrowDown');
	assert.equal(await page.getByRole('option', { selected: true }).count(), 1);
	assert.ok(await box.getAttribute('aria-activedescendant'));
	await Promise.all([page.waitForURL(/\/kb\/H\d+/), box.press('Enter')]);
	assert.deepEqual(page.complaints, []);
});

test('an answer that comes late opens nothing that was closed, and takes no choice away', async () => {
	const page = await open(browser, docket.url);
	await page.goto('/');
	const box = page.getByRole('combobox', { name: 'Search the knowledge base' });
	let held = null;
	await page.route('**/kb/suggest?*', async (route) => {
		if (held) await held;
		await route.continue().catch(() => {}); // the page may have given it up
	});
	const asks = () => page.waitForRequest('**/kb/suggest?*');
	const hold = () => {
		let release;
		held = new Promise((resolve) => { release = resolve; });
		return release;
	};

	await Promise.all([asks(), box.fill('kitch')]);
	await page.getByRole('option').first().waitFor();
	let release = hold();
	await Promise.all([asks(), box.press('e')]);
	await box.press('Escape');
	release();
	held = null;
	assert.equal(await box.getAttribute('aria-expanded'), 'false');
	// Another question and its answer: whatever there was before it has come by then.
	await page.evaluate(() => fetch('/kb/suggest?q=kitchen').then((answer) => answer.text()));
	assert.equal(await box.getAttribute('aria-expanded'), 'false', 'closed stays closed');

	await Promise.all([asks(), box.fill('kitche')]);
	await page.getByRole('option').first().waitFor();
	release = hold();
	await Promise.all([asks(), box.press('n')]);
	await box.press('ArrowDown');
	const chosen = await page.getByRole('option', { selected: true }).textContent();
	const [answered] = await Promise.all([page.waitForResponse('**/kb/suggest?*'), release()]);
	await answered.finished();
	await page.evaluate(() => new Promise((resolve) => setTimeout(resolve))); // the page has dealt with it
	assert.equal(await page.getByRole('option', { selected: true }).textContent(), chosen);
	assert.deepEqual(page.complaints, []);
});

test('results are read on a phone and in the dark', async () => {
	for (const [width, dark] of [[1280, false], [360, true], [320, false]]) {
		const page = await open(browser, docket.url, { width, dark });
		for (const address of ['/kb/search', '/kb/search?q=kitchen+scale', '/kb/search?q=zzqqxx', '/']) {
			await page.goto(address);
			assert.equal(await overflow(page), 0, `${address} at ${width}`);
			assert.deepEqual(await barriers(page), [], `${address} at ${width}`);
		}
		assert.deepEqual(page.complaints, []);
	}
});

test('a form shows what was solved before; one answer helps, and nothing is sent', async () => {
	const page = await open(browser, docket.url, { width: 360 });
	await login(page, 'client@example.org');
	await page.goto('/new/problem');
	await page.fill('[name=subject]', 'Our kitchen scale shows the weight of a grapefruit');
	await page.getByRole('link', { name: /Kitchen scale shows grapefruit/ }).waitFor();
	assert.deepEqual(await barriers(page), []);
	assert.equal(await overflow(page), 0);
	await picture(page, 'form-answers-360-light');
	// The Enter key sends the form, and not an answer.
	assert.equal(await page.locator('[data-answers] button').first().getAttribute('type'), 'button');
	await Promise.all([page.waitForURL(/\/new\/problem\/solved/), page.getByRole('button', { name: /Yes, this solves it: Kitchen scale shows/ }).click()]);
	await page.getByRole('heading', { name: 'Solved without a request' }).waitFor();
	assert.deepEqual(await barriers(page), []);
	await page.goto('/new/problem');
	assert.equal(await page.inputValue('[name=subject]'), '', 'the draft is not kept');
	assert.deepEqual(page.complaints, []);
});

test('who has seen the answers while typing is not asked again', async () => {
	const page = await open(browser, docket.url);
	await login(page, 'client@example.org');
	await page.goto('/new/problem');
	await page.fill('[name=subject]', `Kitchen scale shows grapefruit weight ${stamp}`);
	await page.fill('[name=happened]', 'It is wrong.');
	await page.getByRole('link', { name: /Kitchen scale shows grapefruit/ }).waitFor();
	await page.waitForFunction(() => document.querySelector('[name=suggested]').value === '1');
	await Promise.all([page.waitForURL(/\/t\/H\d+/), page.getByRole('button', { name: 'Send', exact: true }).click()]);
});

test('without scripts the answers stand between send and sent', async () => {
	const page = await open(browser, docket.url, { script: false, width: 360, dark: true });
	await login(page, 'client@example.org');
	await page.goto('/new/problem');
	await page.fill('[name=subject]', `Kitchen scale display stays dark ${stamp}`);
	await page.fill('[name=happened]', 'Nothing to be seen.');
	await page.getByRole('button', { name: 'Send', exact: true }).click();
	await page.getByRole('heading', { name: 'Does one of these solve it?' }).waitFor();
	await picture(page, 'answers-360-dark');
	await Promise.all([page.waitForURL(/\/t\/H\d+/), page.getByRole('button', { name: 'No, send my request' }).click()]);
	await page.getByRole('heading', { name: /Kitchen scale display/ }).waitFor();
});

test('staff put a solution into the answer, behind what they had written', async () => {
	const page = await open(browser, docket.url);
	await login(page, 'agent@example.com');
	const [{ id }] = await docket.sql(`SELECT MAX(id) AS id FROM ticket WHERE subject = 'Kitchen scale display stays dark ${stamp}'`);
	await page.goto(`/desk/t/H${id}`);
	await page.fill('#body', 'Good morning,');
	await picture(page, 'desk-1280-light');
	assert.deepEqual(await barriers(page), []);
	await Promise.all([page.waitForURL(/\/reuse/), page.getByRole('button', { name: /Use this solution: Kitchen scale display stays dark/ }).click()]);
	assert.equal(await page.inputValue('#body'), 'Good morning,\n\nChange the battery.');
});
