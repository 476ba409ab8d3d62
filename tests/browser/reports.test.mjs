// Reports and exports in a browser: no barriers, narrow and wide, light and dark, four languages, printed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { barriers, launch, login, open, overflow, picture } from '../lib/browser.mjs';
import { sharedInstance } from '../lib/instance.mjs';
import { addOrganisation, addPerson, PASSWORD, unique } from '../http/people.mjs';

const docket = await sharedInstance();
const browser = await launch();
after(() => browser.close());
let agent, manager;

before(async () => {
	const organisation = await addOrganisation(docket, unique('Bakery'));
	agent = await addPerson(docket, { role: 'agent', name: unique('Agnes') });
	manager = await addPerson(docket, { organisation, name: unique('Mona') });
	assert.equal((await docket.ctl(['user', 'manager', manager.email, 'yes'])).status, 0);
	const jobs = [[agent, 1, 'NULL'], [manager, 0, `(SELECT id FROM organisation WHERE name = '${organisation}')`]];
	for (const [person, staff, id] of jobs)
		await docket.sql(`INSERT INTO export_job (account_id, format, with_messages, since, for_staff, organisation_id, state, tickets, size, file, error, available_at, created_at, finished_at) VALUES
			(${person.id}, 'csv', 1, '2026-01-01', ${staff}, ${id}, 'done', 100326, 41000000, 'none', NULL, NOW(6), NOW(6), NOW(6)),
			(${person.id}, 'xml', 0, NULL, ${staff}, ${id}, 'failed', 0, NULL, NULL, 'x', NOW(6), NOW(6), NULL),
			(${person.id}, 'jsonl', 0, NULL, ${staff}, ${id}, 'waiting', 0, NULL, NULL, NULL, NOW(6) + INTERVAL 1 DAY, NOW(6), NULL)`);
});

async function look(person, path, name, options) {
	const page = await open(browser, docket.url, options);
	await login(page, person.email, PASSWORD);
	const answer = await page.goto(path);
	assert.equal(answer.status(), 200, path);
	assert.deepEqual(await barriers(page), [], `${name} ${JSON.stringify(options)}`);
	assert.equal(await overflow(page), 0, `${name} ${JSON.stringify(options)}`);
	assert.deepEqual(page.complaints, []);
	await picture(page, `${name}-${options.width ?? 1280}${options.dark ? '-dark' : ''}${options.language ? `-${options.language}` : ''}`);
	return page;
}

const VIEWS = [{ width: 320, dark: true, language: 'ru' }, { width: 360, language: 'pl' }, { width: 1280 }, { width: 1280, dark: true, language: 'nb' }];

test('reports and exports stand in the way of nobody', async () => {
	for (const options of VIEWS) {
		await (await look(agent, '/desk/reports?from=2024-01-01', 'reports', options)).context().close();
		await (await look(agent, '/export', 'export', options)).context().close();
		await (await look(manager, '/export', 'export-manager', options)).context().close();
	}
});

test('each chart has its numbers behind it, for keyboards and screen readers', async () => {
	const page = await look(agent, '/desk/reports?from=2024-01-01', 'reports', { width: 1280 });
	const chart = page.locator('figure.chart');
	assert.equal(await chart.count(), 1);
	assert.match(await chart.locator('svg > desc').textContent(), /received and .* solved/);
	assert.equal(await chart.locator('table').isVisible(), false);
	await chart.locator('summary').focus();
	await page.keyboard.press('Enter');
	assert.equal(await chart.locator('table').isVisible(), true);
	assert.equal(await chart.locator('tbody tr').count(), await chart.locator('svg g').count());
	assert.deepEqual(await barriers(page), []);
	await page.context().close();
});

test('printed, figures and charts remain and the controls are gone', async () => {
	const page = await look(agent, '/desk/reports?from=2024-01-01', 'reports', { width: 1280 });
	await page.emulateMedia({ media: 'print' });
	for (const gone of ['.report-form', 'header.top nav', 'nav.tabs', '.report-head a.button']) assert.equal(await page.locator(gone).first().isVisible(), false, gone);
	for (const there of ['h1', '.report-head strong', '.keys', 'figure.chart svg', '#by-type', '#by-category']) assert.equal(await page.locator(there).first().isVisible(), true, there);
	await picture(page, 'reports-print');
	await page.context().close();
});

test('without scripts: a span is chosen, the tickets of it are exported', async () => {
	const page = await open(browser, docket.url, { script: false });
	await login(page, agent.email, PASSWORD);
	await page.goto('/desk');
	await page.click('header nav a:has-text("Reports")');
	await page.click('a:has-text("This year")');
	assert.equal(await page.locator('a[aria-current]:has-text("This year")').count(), 1);
	await page.click('a:has-text("Export these tickets")');
	assert.match(await page.inputValue('#created_from'), /^\d{4}-01-01$/);
	await page.selectOption('#type', 'problem');
	const [download] = await Promise.all([page.waitForEvent('download'), page.click('main form.export button')]);
	assert.match(download.suggestedFilename(), /^tickets-\d{4}-\d\d-\d\d\.csv$/);
	await page.context().close();
});
