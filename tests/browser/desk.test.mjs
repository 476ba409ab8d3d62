// What staff does in a browser: finds a ticket, takes it, answers, solves it; by keys, without scripts, on a phone, in
// the dark, and beside a colleague who is quicker.

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
let agent, colleague;
before(async () => {
	await client.login('client@example.org');
	agent = await addPerson(docket, { role: 'agent', name: unique('Agent') });
	colleague = await addPerson(docket, { role: 'agent', name: unique('Colleague') });
});

async function visit(options) {
	const page = await open(browser, docket.url, options);
	await login(page, agent.email, PASSWORD);
	return page;
}

/* Presses what leads to another page, and waits until that is there. */
const go = (page, what) => Promise.all([page.waitForEvent('load'), typeof what === 'string' ? page.click(what) : what()]);
const flash = (page) => page.locator('.flash').first().textContent();
const row = async (number) => (await docket.sql(`SELECT t.*, s.code AS status FROM ticket t JOIN status s ON s.id = t.status_id WHERE t.id = ${number.slice(1)}`))[0];

async function workThrough(page) {
	const subject = unique('Receipts');
	const number = await openTicket(client, { subject, happened: 'They come out blank.' });
	await page.goto('/desk');
	await go(page, '.tabs a:has-text("Unassigned")');
	await go(page, `a:has-text("${subject}")`);
	await go(page, 'button:has-text("Take it")');
	assert.match(await flash(page), /yours now/);
	await page.selectOption('#priority', { label: 'High' });
	await go(page, '.properties p button');
	assert.match(await flash(page), /Saved/);
	await page.fill('#body', 'Which till is it?');
	await page.selectOption('#then', { label: 'Waiting for client' });
	await go(page, 'button:has-text("Send")');
	assert.match(await flash(page), /Your answer is sent/);
	await page.fill('#body', 'It is the driver again.');
	await page.check('input[name=kind][value=note]');
	await go(page, 'button:has-text("Send")');
	assert.match(await flash(page), /Only staff see it/);
	await page.fill('#body', 'The old driver is back.');
	await page.setInputFiles('#file', { name: 'driver.txt', mimeType: 'text/plain', buffer: Buffer.from('4.1') });
	await page.click('summary:has-text("This text solves it")');
	await page.check('input[name=audience][value=clients]');
	await go(page, 'button:has-text("Solve")');
	assert.match(await flash(page), /Solved/);
	assert.deepEqual(await page.locator('.message').evaluateAll((all) => all.map((one) => one.className)), ['message', 'message staff', 'message note', 'message solution']);
	assert.equal(await page.locator('.message.solution .files a').textContent().then((text) => text.includes('driver.txt')), true);
	const { status, audience, priority } = await row(number);
	assert.deepEqual([status, audience, priority], ['solved', 'clients', '3']);
	assert.deepEqual(page.complaints, []);
}

test('an agent takes a ticket, sorts it, asks, notes and solves it', async () => {
	const page = await visit();
	await workThrough(page);
	await page.context().close();
});

test('all of that works without scripts', async () => {
	const page = await visit({ script: false });
	await workThrough(page);
	await page.context().close();
});

test('no barriers and no sideways scrolling: wide, on a phone, light and dark', async () => {
	const number = await openTicket(client, { subject: 'A subject with averyveryveryveryveryveryveryveryverylongwordinit', where: 'Till 3' });
	await press(colleague, await deskPage(colleague, number), 'reply', { body: 'Noted.', kind: 'note', due: '2020-01-01T10:00' });
	const solved = await openTicket(client);
	await press(colleague, await deskPage(colleague, solved), 'solve', { body: 'Done.' });
	for (const options of [{ width: 1280 }, { width: 1280, dark: true }, { width: 360 }, { width: 360, dark: true }, { width: 320 }]) {
		const page = await visit(options);
		const name = `${options.width}${options.dark ? '-dark' : ''}`;
		for (const [what, path] of [['queue', '/desk/queue/open'], ['empty', '/desk'], ['ticket', `/desk/t/${number}`], ['solved', `/desk/t/${solved}`], ['account', '/account']]) {
			await page.goto(path);
			for (const summary of await page.locator('main summary').all()) await summary.click();
			assert.deepEqual(await barriers(page), [], `${what} ${name}`);
			assert.equal(await overflow(page), 0, `${what} ${name}`);
			await picture(page, `desk-${what}-${name}`);
		}
		await page.context().close();
	}
	const page = await open(browser, docket.url, { width: 360 });
	await page.goto('/login?next=/tickets');
	await page.click('summary');
	assert.deepEqual(await barriers(page), []);
	assert.equal(await overflow(page), 0);
	await page.context().close();
});

test('keys walk the queue and work on the ticket, but not while somebody types', async () => {
	const older = await openTicket(client, { subject: unique('Older') });
	const newer = await openTicket(client, { subject: unique('Newer') });
	const page = await visit();
	await page.goto('/desk/queue/unassigned');
	const second = await page.locator('[data-keys] tr').nth(1).locator('a').getAttribute('href');
	await page.keyboard.press('j');
	await page.keyboard.press('j');
	await page.keyboard.press('j');
	await page.keyboard.press('k');
	await go(page, () => page.keyboard.press('Enter'));
	assert.equal(new URL(page.url()).pathname, second);
	await page.goto(`/desk/t/${older}`);
	await page.keyboard.press('r');
	await page.keyboard.type('tut'); // "t" would take it, "u" would leave the page
	assert.equal(await page.inputValue('#body'), 'tut');
	await page.goto(`/desk/t/${newer}`);
	await go(page, () => page.keyboard.press('t'));
	assert.equal((await row(newer)).responsible_id, agent.id);
	assert.equal((await row(older)).responsible_id, null);
	await page.context().close();
});

test('the Enter key in a property saves properties: it never sends the text that stands there', async () => {
	const number = await openTicket(client);
	const page = await visit();
	await page.goto(`/desk/t/${number}`);
	await page.fill('#body', 'Half a sentence');
	await page.fill('#due', '2031-02-03T04:05');
	await page.focus('#due');
	await go(page, () => page.keyboard.press('Enter'));
	assert.match((await row(number)).due_at, /^2031-02-03 04:05/);
	assert.equal(await page.inputValue('#body'), 'Half a sentence');
	assert.equal(await page.locator('.message').count(), 1);
	await page.context().close();
});

test('a colleague was quicker: the page says what is new, keeps the text and the file, and sends at the second try', async () => {
	const number = await openTicket(client);
	const page = await visit({ width: 360 });
	await page.goto(`/desk/t/${number}`);
	await press(colleague, await deskPage(colleague, number), 'edit', { responsible: colleague.id, priority: 4 });
	await page.fill('#body', 'Typed on a phone, in the rain.');
	await page.setInputFiles('#file', { name: 'wet.txt', mimeType: 'text/plain', buffer: Buffer.from('drops') });
	await page.check('input[name=kind][value=note]');
	await go(page, 'button:has-text("Send")');
	const panel = await page.locator('.conflict').textContent();
	assert.match(panel, /changed since you opened it/);
	assert.match(panel, new RegExp(`Responsible: ${colleague.name}`));
	assert.equal(await page.inputValue('#body'), 'Typed on a phone, in the rain.');
	assert.ok(await page.isChecked('input[name=kind][value=note]'));
	assert.match(await page.locator('.kept').first().textContent(), /wet\.txt/);
	assert.deepEqual(await barriers(page), []);
	assert.equal(await overflow(page), 0);
	await picture(page, 'desk-conflict-360');
	await go(page, 'button:has-text("Send")');
	assert.match(await flash(page), /Only staff see it/);
	const after = await row(number);
	assert.deepEqual([after.responsible_id, after.priority], [colleague.id, '4']);
	assert.equal(await page.locator('.message.note .files a').count(), 1);
	await page.context().close();
});

test('an unsent answer is back after the page was left, and properties are those of now', async () => {
	const number = await openTicket(client);
	const page = await visit();
	await page.goto(`/desk/t/${number}`);
	await page.fill('#body', 'I was called away');
	await page.waitForTimeout(500);
	await page.goto('/desk');
	await press(colleague, await deskPage(colleague, number), 'edit', { priority: 4 });
	await page.goto(`/desk/t/${number}`);
	assert.equal(await page.inputValue('#body'), 'I was called away');
	assert.equal(await page.inputValue('#priority'), '4');
	await page.context().close();
});
