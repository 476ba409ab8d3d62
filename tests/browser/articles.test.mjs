// Articles in a browser: written beside their preview, made from a ticket, put into an answer by two keys, read and
// voted on; without scripts, on a phone, in the dark.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { barriers, launch, login, open, overflow, picture } from '../lib/browser.mjs';
import { Client } from '../lib/client.mjs';
import { sharedInstance } from '../lib/instance.mjs';
import { addPerson, deskPage, openTicket, PASSWORD, press, unique } from '../http/people.mjs';

const docket = await sharedInstance();
const browser = await launch();
after(() => browser.close());

const client = new Client(docket.url);
let agent;
before(async () => {
	await client.login('client@example.org');
	agent = await addPerson(docket, { role: 'agent', name: unique('Writer') });
});

async function visit(options) {
	const page = await open(browser, docket.url, options);
	await login(page, agent.email, PASSWORD);
	return page;
}

const go = (page, what) => Promise.all([page.waitForEvent('load'), typeof what === 'string' ? page.click(what) : what()]);
const flash = (page) => page.locator('.flash').first().textContent();

async function solved(subject, happened) {
	const number = await openTicket(client, { subject, happened });
	assert.equal((await press(agent, await deskPage(agent, number), 'solve', { body: 'Hello Kari, **turn the roll** around.', audience: 'participants' })).status, 303);
	return number;
}

async function fromTicketToReader(page) {
	const subject = unique('Blank receipts');
	const number = await solved(subject, 'Since Monday. Call +47 22 33 44 55, Kari Holm');
	await page.goto(`/desk/t/${number}`);
	await go(page, 'a:has-text("Make an article")');
	assert.equal(await page.locator('mark').count() >= 2, true);
	await go(page, 'button:has-text("Make the draft")');
	assert.match(await flash(page), /draft is made/);
	assert.match(await page.inputValue('#body'), /## Problem[\s\S]*\[telephone\][\s\S]*## Cause[\s\S]*## Solution\s+Hello \[name\], \*\*turn/);
	await page.fill('#summary', 'The paper lies the wrong way round.');
	await page.selectOption('#audience', 'public');
	await go(page, 'button:has-text("Save and publish")');
	assert.match(await flash(page), /Published/);
	await go(page, 'a:has-text("See it as readers do")');
	assert.equal(await page.locator('h1').textContent(), subject);
	assert.equal(await page.locator('.prose strong').textContent(), 'turn the roll');
	return new URL(page.url()).pathname;
}

test('a solved ticket becomes an article that a stranger reads and votes on', async () => {
	const page = await visit({ width: 1280, height: 900 });
	const path = await fromTicketToReader(page);
	assert.deepEqual(page.complaints, []);
	await page.context().close();
	const reader = await open(browser, docket.url, { width: 360, height: 740 });
	await reader.goto(path);
	assert.deepEqual(await barriers(reader), []);
	assert.equal(await overflow(reader), 0);
	await reader.emulateMedia({ media: 'print' });
	assert.equal(await reader.locator('h1').isVisible(), true);
	for (const away of ['.top nav', '.foot', 'form']) assert.equal(await reader.locator(away).first().isVisible(), false, away);
	await reader.emulateMedia({ media: 'screen' });
	await reader.click('summary:has-text("Say more")');
	await reader.fill('#reason', 'Step two is missing.');
	await go(reader, 'button[name=helped][value=no]');
	assert.match(await flash(reader), /make this better/);
	assert.equal(await reader.evaluate(() => location.pathname), path);
	assert.deepEqual(reader.complaints, []);
	await reader.context().close();
});

test('without scripts all of it works as well', async () => {
	const page = await visit({ script: false });
	const path = await fromTicketToReader(page);
	const id = path.match(/\d+/)[0];
	await page.goto(`/desk/articles/${id}`);
	await page.fill('#body', '## Quite new\n\nNot saved.');
	await go(page, '.preview button');
	assert.equal(await page.locator('.preview .prose h2').textContent(), 'Quite new');
	assert.match(await flash(page), /not saved yet/);
	const number = await openTicket(client);
	await page.goto(`/desk/t/${number}`);
	await page.fill('#body', 'Hello,');
	await page.selectOption('#pick', { index: 0 });
	await go(page, '.without-script button');
	assert.match(await page.inputValue('#body'), /^Hello,\n\n\[.+\]\(http.+\/kb\/\d+/);
	await page.context().close();
});

test('the preview follows the text, and is what readers get', async () => {
	const page = await visit({ width: 1280, height: 900 });
	await page.goto('/desk/articles/new');
	await page.fill('#title', unique('Preview'));
	await page.fill('#body', '## One\n\n- **bold** <img src=x onerror="window.hacked=1">\n- [kb](/kb/1-a)');
	await page.waitForSelector('[data-preview-here] h2:has-text("One")');
	assert.equal(await page.locator('[data-preview-here] strong').textContent(), 'bold');
	assert.equal(await page.evaluate(() => window.hacked), undefined);
	const shown = await page.locator('[data-preview-here]').innerHTML();
	await page.selectOption('#audience', 'public');
	assert.equal(await page.isHidden('#organisation'), true);
	await page.selectOption('#audience', 'organisation');
	assert.equal(await page.isHidden('#organisation'), false);
	await page.selectOption('#audience', 'public');
	await go(page, 'button:has-text("Save and publish")');
	await go(page, 'a:has-text("See it as readers do")');
	assert.equal((await page.locator('.prose').innerHTML()).trim(), shown.trim());
	assert.deepEqual(page.complaints, []);
	await page.context().close();
});

test('an article goes into an answer by two keys', async () => {
	const page = await visit({ width: 1280, height: 900 });
	const number = await openTicket(client);
	await page.goto(`/desk/t/${number}`);
	await page.click('#body');
	await page.keyboard.type('Mail anna@example.org: ');
	assert.equal(await page.isVisible('dialog#picker'), false, 'an @ within a word is an address');
	await page.keyboard.press('@');
	await page.waitForSelector('dialog#picker[open]');
	await page.keyboard.press('Enter');
	assert.match(await page.inputValue('#body'), /^Mail anna@example\.org: \[.+\]\(http.+\/kb\/\d+[^)]*\)$/);
	await page.keyboard.press('Control+z');
	await page.click('[data-pick-open]');
	await page.fill('#picker-words', 'blank receipts');
	await page.waitForSelector('.pick:has-text("blank receipts")');
	assert.deepEqual(await barriers(page), []);
	await picture(page, 'picker');
	await page.keyboard.press('Escape');
	assert.equal(await page.evaluate(() => document.activeElement.id), 'body');
	assert.deepEqual(page.complaints, []);
	await page.context().close();
});

test('two editors: the second keeps what they typed, and sees the difference', async () => {
	const page = await visit({ width: 1280, height: 900 });
	await page.goto('/desk/articles/new');
	await page.fill('#title', unique('Both'));
	await page.fill('#body', 'Hold it for two seconds.');
	await go(page, '.sticky button.primary');
	const address = page.url();
	const other = await visit();
	await other.goto(address);
	await other.fill('#body', 'Hold it for ten seconds.');
	await go(other, '.sticky button.primary');
	await page.fill('#body', 'Mine.');
	await go(page, '.sticky button.primary');
	assert.match(await flash(page), /Somebody saved this article/);
	assert.equal(await page.locator('.diff ins').textContent(), 'ten');
	assert.equal(await page.inputValue('#body'), 'Mine.');
	assert.deepEqual(await barriers(page), []);
	await picture(page, 'article-conflict');
	await go(page, '.sticky button.primary');
	assert.match(await flash(page), /Saved/);
	await page.context().close();
	await other.context().close();
});

for (const [name, options] of [['wide', { width: 1280, height: 900 }], ['phone, dark', { width: 360, height: 740, dark: true }]]) {
	test(`no page of articles has a barrier or is too wide: ${name}`, async () => {
		const number = await solved(unique('Barrier'), 'Call 22 33 44 55 or kari@example.org.');
		const page = await visit(options);
		const paths = ['/kb', '/kb/1-a-till-prints-blank-receipts', '/kb/category/tills', '/desk/articles', '/desk/articles/usefulness', '/desk/articles/1', '/desk/articles/new', '/desk/articles/1/history', '/desk/articles/1/history/1', `/desk/t/${number}/article`, `/desk/t/${number}`];
		for (const [at, path] of paths.entries()) {
			await page.goto(path);
			assert.deepEqual(await barriers(page), [], path);
			assert.equal(await overflow(page), 0, path);
			await picture(page, `article-${name.replace(/\W+/g, '-')}-${at}`);
		}
		assert.deepEqual(page.complaints, []);
		await page.context().close();
	});
}
