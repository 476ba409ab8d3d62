// Debian's Chromium for tests, driven by playwright-core, with axe-core for accessibility.
//
//   const browser = await launch();                                     // one a file; after(() => browser.close())
//   const page = await open(browser, docket.url, { width: 360, dark: true, script: false, language: 'pl' });
//   await login(page, 'client@example.org');
//   assert.deepEqual(await barriers(page), []);
//   await picture(page, 'home-360-dark');                               // into DOCKET_TEST_PICTURES, if that is set

import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export function launch() {
	return chromium.launch({
		executablePath: process.env.DOCKET_CHROMIUM ?? '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
	});
}

/* A page of a fresh visitor. What the page complains of (script errors, refused resources) gathers in page.complaints. */
export async function open(browser, base, { width = 1280, height = 900, dark = false, script = true, language = 'en', zone = 'UTC', ...more } = {}) {
	const context = await browser.newContext({
		baseURL: base,
		viewport: { width, height },
		colorScheme: dark ? 'dark' : 'light',
		javaScriptEnabled: script,
		locale: language,
		timezoneId: zone,
		reducedMotion: 'reduce',
		...more,
	});
	context.setDefaultTimeout(20_000);
	const page = await context.newPage();
	page.complaints = [];
	page.on('pageerror', (error) => page.complaints.push(String(error)));
	page.on('console', (message) => message.type() === 'error' && page.complaints.push(message.text()));
	return page;
}

export async function login(page, email, password = 'docket-demo') {
	await page.goto('/login');
	await page.fill('input[name=email]', email);
	await page.fill('input[name=password]', password);
	await Promise.all([page.waitForURL((url) => url.pathname !== '/login'), page.press('input[name=password]', 'Enter')]);
}

/* What axe-core holds against the page, one line each: [] is what a test wants. It needs a page with scripts on;
 * evaluate() comes past the page's Content-Security-Policy. */
export async function barriers(page, { tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], exclude = [] } = {}) {
	await page.evaluate(AXE);
	const found = await page.evaluate(([only, left]) => globalThis.axe.run({ exclude: left.map((one) => [one]) }, { runOnly: { type: 'tag', values: only } }), [tags, exclude]);
	return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${rule.help}`));
}

/* How many pixels the page is wider than its window: 0 is what a test wants. */
export function overflow(page) {
	return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
}

export async function picture(page, name, { whole = true } = {}) {
	const folder = process.env.DOCKET_TEST_PICTURES;
	if (!folder) return;
	mkdirSync(folder, { recursive: true });
	await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: whole });
}
