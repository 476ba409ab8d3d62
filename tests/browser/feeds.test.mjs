// Feeds on pages: made, shown and taken back on the account page, offered where they belong.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sharedInstance } from '../lib/instance.mjs';
import { barriers, launch, login, open, overflow, picture } from '../lib/browser.mjs';

const docket = await sharedInstance();
let browser;

before(async () => {
	browser = await launch();
});
after(() => browser?.close());

test('staff make an address for a queue, see it, and take it back, by keys and without scripts', async () => {
	const page = await open(browser, docket.url, { script: false });
	await login(page, 'agent@example.com');
	await page.goto('/desk/queue/open');
	await page.click('.feed-links a');
	assert.equal(await page.inputValue('select[name=feed]'), 'queue-open', 'the queue that one came from');
	await page.focus('form[action="/account/feeds"] button');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/account#feeds$/);
	const row = page.locator('li', { has: page.locator('form[action*="/revoke"]') });
	assert.equal(await row.count(), 1);
	await row.locator('summary').focus();
	await page.keyboard.press('Enter');
	const address = await row.locator('a', { hasText: '.atom' }).getAttribute('href');
	assert.match(address, /\/feed\/p\/q\d+-[\w-]{43}\.atom$/);
	assert.equal((await fetch(address.replace('localhost', '127.0.0.1'), { headers: { Host: new URL(docket.url).host } })).status, 200);
	assert.equal(await page.locator('select[name=feed] option[value="queue-open"]').count(), 0, 'one address a feed');
	await row.locator('button').press('Enter');
	await page.waitForURL(/\/account#feeds$/);
	assert.equal(await page.locator('form[action*="/revoke"]').count(), 0);
	assert.equal((await fetch(address.replace('localhost', '127.0.0.1'), { headers: { Host: new URL(docket.url).host } })).status, 404);
});

for (const [width, dark, language] of [[1280, false, 'en'], [320, true, 'ru'], [320, false, 'pl'], [1280, true, 'nb']]) {
	test(`the pages with feeds hold nobody back (${width}, ${dark ? 'dark' : 'light'}, ${language})`, async () => {
		const page = await open(browser, docket.url, { width, dark, language });
		for (const path of ['/kb', '/kb/search?q=mail', '/status']) {
			await page.goto(path);
			assert.deepEqual(await barriers(page), [], path);
			assert.equal(await overflow(page), 0, path);
			await picture(page, `feeds-${path.replace(/\W+/g, '-')}-${width}-${language}`);
		}
		await login(page, 'agent@example.com');
		for (const feed of ['queue-mine', 'own']) {
			await page.goto(`/account?feed=${feed}#feeds`);
			if (await page.locator(`select[name=feed] option[value="${feed}"]`).count()) await Promise.all([page.waitForLoadState('load'), page.click('form[action="/account/feeds"] button')]);
		}
		await page.goto('/account');
		for (const summary of await page.locator('section[aria-labelledby=feeds] summary').all()) await summary.click();
		assert.deepEqual(await barriers(page), []);
		assert.equal(await overflow(page), 0);
		await picture(page, `feeds-account-${width}-${language}`);
		assert.deepEqual(page.complaints, []);
	});
}
