// Administrators look after mail going out: wide and narrow, light and dark, by keys, without scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { barriers, launch, login, open, overflow, picture } from '../lib/browser.mjs';
import { sharedInstance } from '../lib/instance.mjs';
import { until } from '../start/processes.mjs';

const docket = await sharedInstance();
const mark = `mailadmin${process.pid}`;
let browser;

before(async () => {
	browser = await launch();
	await docket.sql(`INSERT INTO mail_out (kind, address, name, subject, parameters, state, attempts, error, not_before, due_at, created_at, sent_at, raw, message_id)
		SELECT 'notice', CONCAT('${mark}-', id, '@example.org'), 'Kari Holm', CONCAT('[H', id, '] Blank receipts at the till of the second floor'), '{}', ELT(1 + id % 4, 'sent', 'failed', 'waiting', 'dropped'), id % 5,
			IF(id % 4 IN (1, 2), '450 4.2.1 <person@example.org>: Recipient address rejected: mailbox busy, try again later', NULL), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL 90 MINUTE, UTC_TIMESTAMP(6) - INTERVAL 2 HOUR, UTC_TIMESTAMP(6),
			CONCAT('From: "Support" <support@example.com>\\r\\nTo: <kari@example.org>\\r\\n\\r\\nA text. ', REPEAT('A-long-line-', 30)), CONCAT('t.', id, '.${mark}@example.com')
		FROM ticket WHERE id < 1030`);
	await docket.sql(`INSERT INTO mail_mark SELECT CONCAT('${mark}-gone-', id, '@example.org'), 1 + id % 2, '550 5.1.1 no such user here', NULL, UTC_TIMESTAMP(6) FROM account LIMIT 3`);
});
after(async () => {
	await browser?.close();
	await docket.sql(`DELETE FROM mail_out WHERE address LIKE '${mark}%'; DELETE FROM mail_mark WHERE address LIKE '${mark}%'`).catch(() => {}); // an instance of its own may be gone already
});

const one = async (state) => (await docket.sql(`SELECT id FROM mail_out WHERE address LIKE '${mark}%' AND state = '${state}' LIMIT 1`))[0].id;

test('each page has no barriers and fits, wide and narrow, light and dark', async () => {
	const pages = { overview: '/admin', queue: '/admin/mail', failed: '/admin/mail?state=failed', marked: '/admin/mail/marked', message: `/admin/mail/${await one('failed')}` };
	for (const [width, dark, language] of [[1280, false, 'en'], [320, true, 'pl'], [360, false, 'ru'], [1280, true, 'nb']]) {
		const page = await open(browser, docket.url, { width, dark, language });
		await login(page, 'admin@example.com');
		for (const [name, path] of Object.entries(pages)) {
			await page.goto(path);
			await picture(page, `admin-mail-${name}-${width}-${dark ? 'dark' : 'light'}`);
			assert.deepEqual(await barriers(page), [], `${path}, ${width}`);
			assert.equal(await overflow(page), 0, `${path}, ${width}`);
			assert.deepEqual(page.complaints, []);
		}
		await page.context().close();
	}
});

test('without scripts a failed message is sent again, a waiting one dropped, an address cleared', async () => {
	const page = await open(browser, docket.url, { script: false });
	await login(page, 'admin@example.com');
	const failed = await one('failed');
	await page.goto(`/admin/mail/${failed}`);
	await page.click('button:has-text("Send again")');
	assert.match(await page.textContent('.flash'), /sent again/);
	// In the mode "file" it becomes one.
	await until('sent', async () => (await docket.sql(`SELECT state FROM mail_out WHERE id = ${failed}`))[0].state === 'sent');
	const waiting = await one('waiting');
	await page.goto('/admin/mail?state=waiting');
	await page.locator(`form[action="/admin/mail/${waiting}/drop"] button`).click();
	assert.equal((await docket.sql(`SELECT state FROM mail_out WHERE id = ${waiting}`))[0].state, 'dropped');
	await page.goto('/admin/mail/marked');
	const { address } = (await docket.sql(`SELECT address FROM mail_mark WHERE address LIKE '${mark}%' LIMIT 1`))[0];
	await page.locator('li, tr', { hasText: address }).locator('button').click();
	assert.deepEqual(await docket.sql(`SELECT address FROM mail_mark WHERE address = '${address}'`), []);
	await page.context().close();
});
