// What people and archives write, as the database keeps it for its pages, parsed by a real browser that would run all of it: on a
// page without any policy.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { SOURCE, sharedInstance } from '../lib/instance.mjs';
import { launch } from '../lib/browser.mjs';

const DATA = path.join(process.env.DOCKET_TEST_DATA ?? path.join(SOURCE, '..', 'shared', 'data'), 'security');
const CASES = path.join(DATA, 'dompurify.json');
const PAYLOADS = path.join(DATA, 'xss-payload-list', 'xss-payload-list.txt');
const MESSAGES = 250; // of one ticket
const docket = await sharedInstance();
const stamp = Date.now().toString(36);
let browser;

before(async () => {
	browser = await launch();
});
after(() => browser?.close());

/* Stores the texts as messages, behind a word, as what holds no text at all is no message; and gives back the HTML that was made of each. */
async function stored(name, format, texts) {
	const lines = [];
	for (let from = 0; from < texts.length; from += MESSAGES)
		lines.push(JSON.stringify({
			ref: `markup-${stamp}-${name}-${from}`, type: 'question', created: '2024-05-01T10:00:00Z', status: 'solved', subject: `Markup ${name} ${from}`, body: 'x',
			messages: texts.slice(from, from + MESSAGES).map((body, at) => ({ ref: `m-${stamp}-${name}-${from + at}`, by: 'staff', created: '2024-05-02T10:00:00Z', body_format: format, body: `${format === 'html' ? '<p>Before</p>' : 'Before\n\n'}${body}\n` })),
		}));
	const result = await docket.ctl(['import', 'archive', '--audience', 'staff', '-'], `${lines.join('\n')}\n`, { seconds: 300 });
	assert.equal(result.status, 0, result.stderr);
	const rows = await docket.sql(`SELECT HEX(m.html) AS html FROM message m JOIN ticket t ON t.id = m.ticket_id WHERE t.ref LIKE 'markup-${stamp}-${name}-%'`);
	assert.ok(rows.length >= texts.length, `${rows.length} of ${texts.length} were stored`);
	return rows.map(({ html }) => Buffer.from(html, 'hex').toString('utf8'));
}

/* In the browser: what is live in the texts. They also stand in the page for a moment, so that what fires fires. */
function dangers(texts) {
	const found = [];
	const SAFE = /^(https?:|mailto:|tel:|cid:|\/(?!\/)|#|[^:]*$)/i;
	for (const text of texts) {
		const place = document.createElement('div');
		place.innerHTML = text;
		document.body.append(place);
		for (const element of new DOMParser().parseFromString(text, 'text/html').querySelectorAll('body *, head *')) {
			if (/^(script|iframe|object|embed|form|input|button|base|meta|link|style|svg|math|template|frame|frameset|audio|video|applet)$/i.test(element.localName)) found.push(`<${element.localName}> in ${text}`);
			for (const { name, value } of element.attributes) {
				const address = value.replace(/[\u0000-\u0020]/g, '');
				if (/^on/i.test(name) || ['style', 'srcdoc', 'srcset', 'formaction', 'ping', 'background'].includes(name)) found.push(`${name} in ${text}`);
				else if (['href', 'src', 'action', 'data', 'cite', 'poster', 'xlink:href'].includes(name) && !SAFE.test(address)) found.push(`${name}=${value} in ${text}`);
			}
		}
		place.remove();
	}
	return found;
}

async function check(texts) {
	const page = await browser.newPage();
	const ran = [];
	page.on('dialog', (dialog) => {
		ran.push(dialog.message());
		dialog.dismiss();
	});
	page.on('pageerror', (error) => ran.push(String(error)));
	await page.route('**/*', (route) => route.abort());
	await page.setContent('<!doctype html><title>Markup</title>');
	for (let from = 0; from < texts.length; from += 500) assert.deepEqual((await page.evaluate(dangers, texts.slice(from, from + 500))).slice(0, 5), []);
	await page.evaluate(() => new Promise((done) => { setTimeout(done, 0); })); // errors of pictures come behind
	assert.deepEqual(ran, []);
	await page.close();
}

test('the check itself sees what is live', async () => {
	for (const text of ['<img src=x onerror=alert(1)>', '<a href="java\tscript:alert(1)">x</a>', '<svg></svg>', '<p style="x">'])
		await assert.rejects(check([text]), text);
});

for (const format of ['html', 'markdown']) {
	test(`the cases of DOMPurify do nothing in a browser, as ${format}`, { skip: existsSync(CASES) ? false : `${CASES} is not there` }, async () => {
		await check(await stored(`cases-${format}`, format, JSON.parse(readFileSync(CASES, 'utf8')).map(({ payload }) => payload)));
	});

	test(`the list of payloads does nothing in a browser, as ${format}`, { skip: existsSync(PAYLOADS) ? false : `${PAYLOADS} is not there` }, async () => {
		await check(await stored(`payloads-${format}`, format, readFileSync(PAYLOADS, 'utf8').split('\n').filter((line) => line.trim())));
	});
}
