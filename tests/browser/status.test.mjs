// The service status in a browser: an incident opened by hand in little time, what readers see of it, wide and narrow,
// light and dark, with and without scripts; nothing that axe-core would object to.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { barriers, launch, login, open, overflow, picture } from '../lib/browser.mjs';
import { startInstance } from '../lib/instance.mjs';

let docket, browser, incident;

before(async () => {
	docket = await startInstance();
	browser = await launch();
});

after(async () => {
	await browser?.close();
	await docket?.stop();
});

async function sound(page, name) {
	assert.deepEqual(await barriers(page), [], name);
	assert.equal(await overflow(page), 0, name);
	assert.deepEqual(page.complaints, [], name);
	await picture(page, name);
}

test('an incident is open in under thirty seconds, by keys alone', async () => {
	const page = await open(browser, docket.url);
	await login(page, 'agent@example.com');
	const began = Date.now();
	await page.goto('/desk/status');
	await page.getByRole('link', { name: 'New incident' }).focus();
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/desk\/status\/new/);
	await sound(page, 'status-new');
	await page.getByLabel('Title').focus();
	await page.keyboard.type('Card payments fail');
	await page.keyboard.press('Tab');
	await page.keyboard.type('Cards are refused. Invoices work.');
	await page.getByLabel('Shops · Web shop').selectOption('partial_outage');
	await page.getByLabel('Title').focus();
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/desk\/status\/\d+$/);
	assert.ok(Date.now() - began < 30000);
	incident = page.url().match(/\d+$/)[0];
	await sound(page, 'status-desk');
	const admin = await open(browser, docket.url, { width: 1000 });
	await login(admin, 'admin@example.com');
	for (const [target, name] of [['/desk/status', 'status-list'], ['/desk/status/components', 'status-setup'], ['/desk/status/webhooks', 'status-webhooks']]) {
		await admin.goto(target);
		await sound(admin, name);
	}
});

for (const [width, dark] of [[1280, false], [1280, true], [320, false], [360, true]]) {
	test(`readers at ${width}${dark ? ' in the dark' : ''}`, async () => {
		const page = await open(browser, docket.url, { width, dark });
		const name = (what) => `status-${what}-${width}${dark ? '-dark' : ''}`;
		for (const [target, what] of [['/status', 'page'], [`/status/${incident}`, 'incident'], ['/status/history', 'history'], ['/status/subscribe', 'subscribe'], ['/', 'banner']]) {
			await page.goto(target);
			await sound(page, name(what));
		}
		await page.goto('/status');
		await page.locator('.uptime-legend summary').first().click();
		assert.ok(await page.getByRole('table').first().isVisible(), 'the days as a table');
		await sound(page, name('days'));
		await login(page, 'client@example.org');
		for (const [target, what] of [['/new/problem', 'form'], ['/status/mine', 'mine']]) {
			await page.goto(target);
			await sound(page, name(what));
		}
	});
}

test('one click on the form counts, without scripts too', async () => {
	const page = await open(browser, docket.url, { script: false });
	await login(page, 'client@example.org');
	await page.goto('/new/problem');
	await page.getByRole('button', { name: /This affects me too/ }).click();
	await page.waitForURL(new RegExp(`/status/${incident}-`));
	assert.match(await page.locator('main').innerText(), /we have counted you/);
	assert.match(await page.locator('main').innerText(), /1 person said/);
});
