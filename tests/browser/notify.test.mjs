// Mail as its readers see it, and the pages where it is switched and worded: wide and narrow, light and dark.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { barriers, launch, login, open, overflow, picture } from '../lib/browser.mjs';
import { startInstance } from '../lib/instance.mjs';
import { addPerson, deskPage, openTicket, PASSWORD, press, unique } from '../http/people.mjs';

const docket = await startInstance({ settings: { 'mail.gather_seconds': '0' } });
const browser = await launch();
after(async () => {
	await browser.close();
	await docket.stop();
});

const LOOKS = [{ width: 1000, dark: false }, { width: 1000, dark: true }, { width: 320, dark: false }, { width: 320, dark: true }];
const nameOf = (what, { width, dark }) => `notify-${what}-${width}${dark ? '-dark' : ''}`;

async function settled() {
	for (let i = 0; i < 200; i++) {
		if ((await docket.sql("SELECT 1 FROM mail_out WHERE state IN ('waiting', 'sending')")).length === 0) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error('mail stays in the queue');
}

/* The HTML part of the last mail with that text in its subject or body. */
function letter(to, words) {
	const folder = path.join(docket.home, 'mail');
	for (const name of readdirSync(folder).filter((one) => one.endsWith('.eml')).sort().reverse()) {
		const raw = readFileSync(path.join(folder, name), 'latin1');
		const part = raw.split(/--=_\w+/).find((one) => /Content-Type: text\/html/i.test(one));
		if (!part || !raw.includes(to)) continue;
		const body = part.split('\r\n\r\n').slice(1).join('\r\n\r\n');
		const html = /base64/i.test(part) ? Buffer.from(body, 'base64').toString('utf8') : Buffer.from(body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8');
		if (html.includes(words)) return html;
	}
	throw new Error(`no mail to ${to} with ${words}`);
}

async function look(html, name) {
	for (const one of LOOKS) {
		const page = await browser.newPage({ viewport: { width: one.width, height: 700 }, colorScheme: one.dark ? 'dark' : 'light' });
		await page.setContent(html);
		assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false, `${name} at ${one.width} is too wide`);
		assert.deepEqual(await barriers(page, { tags: ['wcag2a', 'wcag2aa', 'wcag21aa'] }), [], nameOf(name, one));
		await picture(page, nameOf(name, one));
		await page.close();
	}
}

test('each mail can be read wide and narrow, light and dark', async () => {
	const kari = await addPerson(docket, { name: 'Kari Holm' });
	const anna = await addPerson(docket, { role: 'agent', name: 'Anna Kowalska' });
	const number = await openTicket(kari, { subject: 'Till prints blank receipts', happened: 'Since this morning nothing is printed.\n\nhttps://till.example.org/a/very/long/address/that/no/narrow/screen/has/room/for/in/one/line' });
	await settled();
	await look(letter(kari.email, 'registered'), 'acknowledgement');
	await look(letter(anna.email, 'is new'), 'created-staff');
	await press(anna, await deskPage(anna, number), 'reply', { body: '# Please\n\n- turn it off\n- **wait**\n- turn it on\n\n`lpstat -p`' });
	await settled();
	await look(letter(kari.email, 'there is news'), 'changed');
	await press(anna, await deskPage(anna, number), 'reply', { body: 'He calls every day.', kind: 'note' });
	await settled();
	await press(anna, await deskPage(anna, number), 'solve', { body: 'The old driver is back.', audience: 'participants' });
	await settled();
	await look(letter(kari.email, 'is finished'), 'closed');
	const visitor = await open(browser, docket.url);
	await visitor.goto('/login/forgot');
	await visitor.fill('#email', kari.email);
	await Promise.all([visitor.waitForEvent('load'), visitor.click('main button')]);
	await settled();
	await look(letter(kari.email, '/login/reset/'), 'password');
	await visitor.close();
	const [stop] = letter(kari.email, 'is finished').match(/\/stop\/[\w-]+/);
	const [rate] = letter(kari.email, 'is finished').match(/\/rate\/[\w-]+/);
	for (const [name, where] of [['stop', stop], ['rate', rate], ['forgot', '/login/forgot']])
		for (const one of LOOKS) {
			const page = await open(browser, docket.url, one);
			await page.goto(where);
			assert.deepEqual(await barriers(page), [], `${where} at ${one.width}`);
			assert.equal(await overflow(page), 0, `${where} at ${one.width}`);
			await picture(page, nameOf(name, one));
			await page.close();
		}
});

test('administrators see the nine and the text of each, and how it will look', async () => {
	const maja = await addPerson(docket, { role: 'admin', name: unique('Maja') });
	for (const one of LOOKS) {
		const page = await open(browser, docket.url, one);
		await login(page, maja.email, PASSWORD);
		for (const [name, where] of [['nine', '/admin/notifications'], ['text', '/admin/notifications/8?language=en'], ['account', '/account']]) {
			await page.goto(where);
			if (name === 'text') await page.frameLocator('iframe').locator('.card').waitFor();
			assert.deepEqual(await barriers(page), [], `${where} at ${one.width}`);
			assert.equal(await overflow(page), 0, `${where} at ${one.width}`);
			await picture(page, nameOf(name, one));
		}
		await page.close();
	}
	const page = await open(browser, docket.url);
	await login(page, maja.email, PASSWORD);
	await page.goto('/admin/notifications/2?language=en');
	await page.fill('#body', 'Dear {recipient},\n\n{facts}');
	await page.click('button:has-text("Preview") >> nth=0');
	await page.frameLocator('iframe').getByText('Dear ').waitFor();
	await page.close();
});

test('staff see who follows a ticket and who agreed to mail', async () => {
	const anna = await addPerson(docket, { role: 'agent', name: unique('Anna') });
	const kari = await addPerson(docket, { name: unique('Kari') });
	const number = await openTicket(kari);
	for (const one of LOOKS) {
		const page = await open(browser, docket.url, one);
		await login(page, anna.email, PASSWORD);
		for (const [name, where] of [['desk', `/desk/t/${number}`], ['contact', `/desk/contact/${kari.id}`]]) {
			await page.goto(where);
			assert.deepEqual(await barriers(page), [], `${where} at ${one.width}`);
			assert.equal(await overflow(page), 0, `${where} at ${one.width}`);
			await picture(page, nameOf(name, one));
		}
		await page.close();
	}
});
