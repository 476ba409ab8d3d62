// What a client does in a browser: asks, follows, answers, confirms, rates; with and without scripts, by keyboard alone,
// on a phone, in the dark.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { barriers, launch, login, open, overflow, picture } from '../lib/browser.mjs';
import { Client, forms } from '../lib/client.mjs';
import { sharedInstance } from '../lib/instance.mjs';

const CLIENT = 'client@example.org';
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

const docket = await sharedInstance();
const browser = await launch();
after(() => browser.close());

async function visit(options) {
	const page = await open(browser, docket.url, options);
	await login(page, CLIENT);
	return page;
}

/* An agent's work on a ticket, over plain HTTP. */
async function work(number, action, fields) {
	const agent = new Client(docket.url);
	await agent.login('agent@example.com');
	const page = await agent.get(`/desk/t/${number}`);
	const form = forms(page.text).find((one) => 'version' in one.values);
	const answer = await agent.post(`/desk/t/${number}/${action}`, { ...form.values, ...fields });
	assert.equal(answer.status, 303, answer.text);
}

const solve = (number, body, audience = 'participants') => work(number, 'solve', { body, audience, kind: 'public' });

/* A question of the demo's client, over plain HTTP: its number. */
async function ask(subject) {
	const client = new Client(docket.url);
	await client.login(CLIENT);
	const answer = await client.submit('/new/question', { subject, details: 'We would like to know.' });
	assert.equal(answer.status, 303, answer.text);
	return answer.location.replace('/t/', '');
}

/* A picture pasted from the clipboard, as browsers hand it over: without a name of its own. */
function paste(page) {
	return page.evaluate((bytes) => {
		const clipboardData = new DataTransfer();
		clipboardData.items.add(new File([new Uint8Array(bytes)], 'image.png', { type: 'image/png' }));
		document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
	}, [...PNG]);
}

/* Presses what sends a form, and waits until the next page is there. */
const press = (page, selector) => Promise.all([page.waitForEvent('load'), page.click(selector)]);

const SEND = 'main form button.primary';
const numberOf = (page) => new URL(page.url()).pathname.replace('/t/', '');
const steps = (page) => page.locator('.tracker li').evaluateAll((items) => items.map((item) => `${item.querySelector('strong').textContent}: ${item.className}`));

test('a client reports a problem with screenshots, watches it, confirms the solution and rates it', async () => {
	const page = await visit();
	await page.goto('/');
	await page.click('a.choice:has-text("Report a problem")');
	await page.fill('#subject', 'The scanner beeps twice');
	await page.fill('#happened', 'It beeps <twice> for every item.\n\nSince the update.');
	await page.check('input[name=extent][value=slows]');
	await paste(page);
	await page.setInputFiles('#file', { name: 'til & bord.png', mimeType: 'image/png', buffer: PNG });
	assert.deepEqual(await page.locator('[data-chosen] .name').allTextContents(), ['screenshot-1.png', 'til & bord.png']);
	await press(page, SEND);
	await page.waitForURL(/\/t\/H\d+$/);
	const number = numberOf(page);

	assert.match(await page.textContent('.flash'), /We have your request/);
	assert.equal(await page.textContent('main .signature'), number);
	assert.match(await page.textContent('.message'), /It beeps <twice> for every item\./);
	assert.match(await page.textContent('.answers'), /I can work, but with trouble/);
	assert.deepEqual(await page.locator('.message .files .name').allTextContents(), ['screenshot-1.png', 'til & bord.png']);
	assert.deepEqual(await steps(page), ['Received: done', 'Taken up: next', 'In progress: next', 'Solved: next', 'Your rating: next']);
	const file = await page.request.get(await page.locator('.message .files a').first().getAttribute('href'));
	assert.deepEqual(await file.body(), PNG);

	await page.fill('#body', 'It also happens on till 2.');
	await press(page, 'button:has-text("Send")');
	assert.match(await page.locator('.message').last().textContent(), /It also happens on till 2\./);

	await work(number, 'take', {});
	await solve(number, 'The beep is **off** now.');
	await page.goto(`/t/${number}`);
	assert.match(await page.textContent('#solution'), /The beep is off now\./);
	assert.match(await page.textContent('.tracker li:nth-child(2)'), /Anna|Support/);
	await picture(page, 'ticket-solved');
	await press(page, 'button:has-text("It works")');
	await page.waitForURL(/#rating$/);
	assert.equal(await page.textContent('main .status'), 'Closed');

	await page.check('input[name=rating][value="4"]', { force: true });
	await page.fill('#comment', 'Quick!');
	await press(page, 'button:has-text("Send the rating")');
	assert.match(await page.textContent('.flash'), /Thank you for your rating/);
	assert.equal(await page.inputValue('#comment'), 'Quick!');
	assert.deepEqual((await steps(page)).at(-1), 'Your rating: done');
	assert.deepEqual(await docket.sql(`SELECT rating, rating_comment FROM ticket WHERE id = ${number.slice(1)}`), [{ rating: '4', rating_comment: 'Quick!' }]);
	assert.deepEqual(page.complaints, []);
});

test('a solution that does not work is contested with a reason, and the request goes on', async () => {
	const number = await ask('Which paper fits?');
	await solve(number, 'Any paper.');
	const page = await visit();
	await page.goto(`/t/${number}`);
	await press(page, 'button:has-text("not solved yet")');
	assert.match(await page.textContent('#body-error'), /what is still wrong/);
	assert.equal(await page.evaluate(() => document.activeElement.id), 'body');
	await page.fill('#body', 'The 57 mm roll does not fit.');
	await press(page, 'button:has-text("not solved yet")');
	await page.waitForURL(new RegExp(`/t/${number}$`));
	assert.equal(await page.textContent('main .status'), 'In progress');
	assert.match(await page.locator('.message').last().textContent(), /57 mm roll/);
});

test('the keyboard alone is enough to ask a question', async () => {
	const page = await visit();
	await page.goto('/new');
	await page.keyboard.press('Tab');
	assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
	await page.keyboard.press('Enter');
	const tabTo = async (selector) => {
		for (let presses = 0; presses < 40; presses++) {
			await page.keyboard.press('Tab');
			if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
		}
		assert.fail(`Tab never reaches ${selector}`);
	};
	await tabTo('a[href="/new/question"]');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/new\/question$/);
	await tabTo('#subject');
	await page.keyboard.type('By keyboard');
	await tabTo('#details');
	await page.keyboard.type('No mouse was used.');
	await tabTo(SEND);
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/t\/H\d+$/);
	await tabTo('#body');
	const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
	assert.notEqual(outline, 'none');
});

test('a button pressed twice sends one request', async () => {
	const page = await visit();
	await page.goto('/new/question');
	const subject = `Pressed twice ${Date.now()}`;
	await page.fill('#subject', subject);
	await page.fill('#details', 'Impatience.');
	await page.dblclick(SEND);
	await page.waitForURL(/\/t\/H\d+$/);
	assert.deepEqual(await docket.sql(`SELECT COUNT(*) AS n FROM ticket WHERE subject = '${subject}'`), [{ n: '1' }]);
});

test('what was typed survives a reload and is forgotten once it was sent', async () => {
	const number = await ask('Typed and lost?');
	const page = await visit();
	await page.goto(`/t/${number}`);
	await page.fill('#body', 'Half a sentence');
	await page.waitForTimeout(500);
	await page.reload();
	assert.equal(await page.inputValue('#body'), 'Half a sentence');
	assert.ok(await page.isVisible('[data-draft-note]'));
	await press(page, 'button:has-text("Send")');
	assert.match(await page.textContent('.flash'), /Your message is sent/);
	await page.reload();
	assert.equal(await page.inputValue('#body'), '');
	assert.ok(!(await page.isVisible('[data-draft-note]')));
});

test('without scripts a form comes back filled in, its file still there, and can be sent', async () => {
	const page = await visit({ script: false });
	await page.goto('/new/wish');
	await page.fill('#subject', '   ');
	await page.fill('#details', 'Line one\nline "two" </textarea>');
	await page.check('input[name=priority][value=high]');
	await page.setInputFiles('#file', { name: 'sketch.png', mimeType: 'image/png', buffer: PNG });
	await press(page, SEND);
	assert.match(await page.textContent('.flash.problem'), /Nothing is lost/);
	assert.match(await page.textContent('#subject-error'), /Please fill this in/);
	assert.equal(await page.inputValue('#details'), 'Line one\nline "two" </textarea>');
	assert.ok(await page.isChecked('input[name=priority][value=high]'));
	assert.deepEqual(await page.locator('.kept .name').allTextContents(), ['sketch.png']);

	await page.fill('#subject', 'A wish without scripts');
	await press(page, SEND);
	await page.waitForURL(/\/t\/H\d+$/);
	assert.deepEqual(await page.locator('.message .files .name').allTextContents(), ['sketch.png']);
	const number = numberOf(page);

	await page.fill('#body', 'And one thing more.');
	await press(page, 'button:has-text("Send")');
	await solve(number, 'Done.');
	await page.goto(`/t/${number}`);
	await press(page, 'button:has-text("It works")');
	await page.check('input[name=rating][value="5"]', { force: true });
	await press(page, 'button:has-text("Send the rating")');
	assert.deepEqual(await docket.sql(`SELECT rating FROM ticket WHERE id = ${number.slice(1)}`), [{ rating: '5' }]);

	await page.goto('/tickets?state=done');
	await press(page, `tr:has-text("${number}") .unfold`);
	assert.ok(await page.isVisible(`tr:has-text("${number}") .said:has-text("Done.")`));
});

test('with scripts a solution unfolds in its row, by keys too, and the page stays', async () => {
	const number = await ask('How do I fold a napkin?');
	await solve(number, 'Corner **to corner**.');
	const page = await visit({ width: 360 });
	await page.goto('/tickets?state=done');
	await page.evaluate(() => { window.stays = true; });
	await page.locator(`#${number} .unfold`).press('Enter');
	await page.waitForSelector(`#${number} .said strong`);
	assert.ok(await page.evaluate((id) => window.stays && document.activeElement === document.querySelector(`#${id} summary`), number));
	await page.keyboard.press('Enter');
	assert.ok(await page.isHidden(`#${number} .said`), 'and folds again');
	await page.keyboard.press('Enter');
	assert.equal(await overflow(page), 0);
	assert.deepEqual(await barriers(page), []);
	await picture(page, 'list-unfolded-360-light');
	assert.deepEqual(page.complaints, []);
});

test('the status link shows where a request stands to anyone, and nothing of what it says', async () => {
	const number = await ask('A secret subject');
	const page = await visit();
	await page.goto(`/t/${number}`);
	const link = new URL(await page.getAttribute('a:has-text("status link")', 'href')).pathname;
	const nobody = await open(browser, docket.url);
	assert.equal((await nobody.goto(link)).status(), 200);
	assert.match(await nobody.textContent('main'), new RegExp(number));
	assert.doesNotMatch(await nobody.content(), /secret subject|Kari|Anna|Aquaria/);
	const last = link.at(-1) === '0' ? '1' : '0';
	assert.equal((await nobody.goto(link.slice(0, -1) + last)).status(), 404);
});

test('a released solution is read by anyone, without names, files and cookies; other requests ask to sign in', async () => {
	const number = await ask('How do I change the greeting?');
	await solve(number, 'Open the settings.', 'public');
	const nobody = await open(browser, docket.url);
	await nobody.goto(`/t/${number}`);
	assert.match(new URL(nobody.url()).pathname, new RegExp(`^/kb/${number}`));
	assert.match(await nobody.textContent('.solution-first'), /Open the settings/);
	assert.doesNotMatch(await nobody.content(), /Kari|Anna/);
	assert.match(await nobody.getAttribute('link[rel=canonical]', 'href'), new RegExp(`/kb/${number}-how-do-i-change-the-greeting$`));
	await nobody.goto('/kb');
	assert.deepEqual(await nobody.context().cookies(), []);
	await nobody.goto(`/t/${await ask('Not released')}`);
	assert.equal(new URL(nobody.url()).pathname, '/login');
});

const pages = async () => {
	const open = await ask('A page to look at, with a subject long enough to need more than one line on any phone');
	const solved = await ask('Looked at when solved');
	await solve(solved, 'Solved, with `code`, a list:\n\n- one\n- two\n\n```\nand a line of code that is much longer than any phone is wide, as they are\n```', 'public');
	return ['/', '/new', '/new/problem', '/new/wish', '/tickets', '/tickets?state=all', '/tickets?state=done&type=wish', `/t/${open}`, `/t/${solved}`, '/kb', `/kb/${solved}`, '/kb/nothing-here'];
};

test('no page has a barrier that axe-core finds, wide and on a phone, light and dark; none is wider than 320 px', async () => {
	const paths = await pages();
	const found = [];
	for (const [width, dark] of [[1280, false], [1280, true], [360, false], [360, true]]) {
		const page = await visit({ width, dark });
		for (const path of paths) {
			await page.goto(path);
			await page.evaluate(() => document.querySelectorAll('main details').forEach((details) => (details.open = true)));
			for (const barrier of await barriers(page)) found.push(`${path} at ${width}${dark ? ' dark' : ''}: ${barrier}`);
			await picture(page, `client${path.replace(/\W+/g, '-')}-${width}${dark ? '-dark' : ''}`);
		}
		if (width === 360) {
			await page.setViewportSize({ width: 320, height: 700 });
			for (const path of paths) {
				await page.goto(path);
				const wide = await overflow(page);
				if (wide > 0) found.push(`${path} at 320: ${wide} px too wide`);
			}
		}
		await page.context().close();
	}
	assert.deepEqual(found, []);
});
