// Who gets what: every route of every program, each role, in one table. A route that is missing here fails the test.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { sharedInstance } from '../lib/instance.mjs';
import { Client, csrfOf, forms } from '../lib/client.mjs';
import { deskForm, deskPage, openTicket, press, unique } from './people.mjs';
import { programs, readTable, routes } from './routes.mjs';
import { makeWorld, solvedTicket, traces } from './world.mjs';

const docket = await sharedInstance();
const secretOf = (instance) => Buffer.from(readFileSync(`${instance.home}/secret.key`, 'utf8').trim(), 'hex');
const ROLES = ['nobody', 'client', 'other', 'agent', 'admin'];
let world;
const made = {}; // what the addresses of the table name

before(async () => {
	world = await makeWorld(docket);
	made.open = await openTicket(world.client, { files: { file: [{ name: 'receipt.txt', content: 'blank' }] } });
	const noted = await press(world.agent, await deskPage(world.agent, made.open), 'reply', { body: 'between us', kind: 'note' }, { files: { file: [{ name: 'internal.txt', content: 'ours' }] } });
	assert.equal(noted.status, 303);
	for (const audience of ['participants', 'staff', 'clients', 'public']) made[audience] = await solvedTicket(world, audience);
	const files = await docket.sql(`SELECT id, name FROM attachment WHERE ticket_id = ${made.open.slice(1)}`);
	made.file = `/file/${files.find((file) => file.name === 'receipt.txt').id}/receipt.txt`;
	made.internal = `/file/${files.find((file) => file.name === 'internal.txt').id}/internal.txt`;
	const page = await world.client.get(`/t/${made.open}`);
	const hmac = (label, text) => `/${label}/${text}-${createHmac('sha256', secretOf(docket)).update(`${label}\0${text}`).digest('hex').slice(0, 32)}`;
	made.stop = hmac('stop', `p${world.client.id}-${made.open.slice(1)}-a`);
	made.rate = hmac('rate', `${made.public.slice(1)}-${world.client.id}`);
	made.link = page.text.match(/href="[^"]*(\/s\/[^"]+)"/)[1];
	for (const [name, state, audience] of [['article', 'published', 'public'], ['articles', 'published', 'clients'], ['ours', 'published', 'staff'], ['draft', 'draft', 'public']]) {
		const title = unique('Article');
		await docket.sql(`INSERT INTO article (language, state, audience, title, body, html, author_id, created_at, updated_at, published_at)
			VALUES ('en', '${state}', '${audience}', '${title}', 'Text', '<p>Text</p>', ${world.agent.id}, NOW(6), NOW(6), ${state === 'published' ? 'NOW(6)' : 'NULL'})`);
		made[name] = `${(await docket.sql(`SELECT id FROM article WHERE title = '${title}'`))[0].id}-${title.toLowerCase()}`;
	}
	assert.equal((await world.client.post('/account/feeds', { feed: 'own', csrf: world.client.token })).status, 303);
	made.feed = (await world.client.get('/account')).text.match(/href="[^"]*(\/feed\/p\/[^"]+\.atom)"/)[1];
	made.incidents = {};
	for (const audience of ['public', 'clients', 'organisation', 'staff']) {
		const title = unique('Incident');
		const organisation = audience === 'organisation' ? `(SELECT id FROM (SELECT id FROM organisation WHERE name = '${world.organisation}') o)` : 'NULL';
		await docket.sql(`INSERT INTO incident (kind, title, impact, state, is_open, audience, organisation_id, begins_at, author_id, created_at, updated_at)
			VALUES ('incident', '${title}', 'none', 'resolved', FALSE, '${audience}', ${organisation}, NOW(6), ${world.agent.id}, NOW(6), NOW(6))`);
		made.incidents[audience] = `${(await docket.sql(`SELECT id FROM incident WHERE title = '${title}'`))[0].id}-${title.toLowerCase()}`;
	}
	made.category = (await docket.sql('SELECT code FROM category LIMIT 1'))[0].code;
});

/* For the requests that change something, each role has a ticket of its own, so that none sees what another did. */
const open = () => openTicket(world.client);
const solved = () => solvedTicket(world);

/* The desk's form as staff would send it: what a client forges knows the right version. */
async function work(number) {
	return deskForm((await deskPage(world.agent, number)).text);
}

/* A session of that role which may be closed. */
async function session(role) {
	if (role === 'nobody') return 1;
	const again = new Client(docket.url);
	await again.login(world[role].email, 'three plain words');
	return (await docket.sql(`SELECT MAX(id) AS id FROM session WHERE account_id = ${world[role].id}`))[0].id;
}

// What is expected of [nobody, client, client of another organisation, agent, administrator].
// 'in' stands for 303 to the sign-in page, which knows where to go on; 'kb' for 303 to the archive; any other text for
// a 303 to an address that begins with it.
const GET = [
	['/', '/', [200, 200, 200, 200, 200]],
	['/new', '/new', [200, 200, 200, 200, 200]],
	['/new/:form', '/new/problem', ['in', 200, 200, 200, 200]],
	['/new/:form', '/new/nonsense', ['in', 404, 404, 404, 404]],
	['/new/:form/solved', () => `/new/problem/solved?by=ticket-${made.participants.slice(1)}`, ['in', 200, 404, 200, 200]],
	['/new/:form/solved', () => `/new/problem/solved?by=ticket-${made.clients.slice(1)}`, ['in', 200, 200, 200, 200]],
	['/new/:form/solved', () => `/new/problem/solved?by=ticket-${made.open.slice(1)}`, ['in', 404, 404, 404, 404]],
	['/tickets', '/tickets', ['in', 200, 200, 200, 200]],
	['/t/:number', () => `/t/${made.open}`, ['in', 200, 404, 200, 200]],
	['/t/:number', () => `/t/${made.participants}`, ['in', 200, 404, 200, 200]],
	['/t/:number', () => `/t/${made.staff}`, ['in', 200, 404, 200, 200]],
	['/t/:number', () => `/t/${made.clients}`, ['in', 200, 'kb', 200, 200]],
	['/t/:number', () => `/t/${made.public}`, ['kb', 200, 'kb', 200, 200]],
	['/t/:number', '/t/H999999999', ['in', 404, 404, 404, 404]],
	['/t/:number', '/t/nonsense', [404, 404, 404, 404, 404]],
	['/t/:number/reply', () => `/t/${made.open}/reply`, ['/t/', '/t/', '/t/', '/t/', '/t/']],
	['/t/:number/contest', () => `/t/${made.open}/contest`, ['/t/', '/t/', '/t/', '/t/', '/t/']],
	['/t/:number/rate', () => `/t/${made.open}/rate`, ['/t/', '/t/', '/t/', '/t/', '/t/']],
	['/s/:token', () => made.link, [200, 200, 200, 200, 200]],
	['/s/:token', () => made.link.replace(/.$/, (last) => (last === '0' ? '1' : '0')), [404, 404, 404, 404, 404]],
	['/s/:token', () => made.link.replace(made.open, made.participants), [404, 404, 404, 404, 404]],
	['/kb', '/kb', [200, 200, 200, 200, 200]],
	['/kb/sitemap.xml', '/kb/sitemap.xml', [200, 200, 200, 200, 200]],
	['/robots.txt', '/robots.txt', [200, 200, 200, 200, 200]],
	['/kb/:number', () => `/kb/${made.article}`, [200, 200, 200, 200, 200]],
	['/kb/:number', () => `/kb/${made.articles}`, [404, 200, 200, 200, 200]],
	['/kb/:number', () => `/kb/${made.ours}`, [404, 404, 404, 200, 200]],
	['/kb/:number', () => `/kb/${made.draft}`, [404, 404, 404, null, null]], // staff's drafts: where articles are tested
	['/kb/search', '/kb/search?q=rights', [200, 200, 200, 200, 200]],
	['/kb/search', () => `/kb/search?q=${made.staff}`, [200, `/t/`, 200, '/desk/t/', '/desk/t/']],
	['/kb/suggest', '/kb/suggest?q=rights', [200, 200, 200, 200, 200]],
	['/kb/category/:code', () => `/kb/category/${made.category}`, [200, 200, 200, 200, 200]],
	['/kb/category/:code', '/kb/category/nonsense', [404, 404, 404, 404, 404]],
	['/kb/:number', () => `/kb/${made.open}`, [404, 404, 404, 404, 404]],
	['/kb/:number', () => `/kb/${made.participants}`, [404, 200, 404, 200, 200]],
	['/kb/:number', () => `/kb/${made.staff}`, [404, 404, 404, 200, 200]],
	['/kb/:number', () => `/kb/${made.clients}`, [404, 200, 200, 200, 200]],
	['/kb/:number', () => `/kb/${made.public}`, [200, 200, 200, 200, 200]],
	['/status', '/status', [200, 200, 200, 200, 200]],
	['/status/history', '/status/history', [200, 200, 200, 200, 200]],
	['/status/history', '/status/history?month=2026-13', [404, 404, 404, 404, 404]],
	['/status/mine', '/status/mine', ['in', 200, 200, 200, 200]],
	['/status/subscribe', '/status/subscribe', [200, 200, 200, 200, 200]],
	['/status/subscription/:token', '/status/subscription/1-x', [404, 404, 404, 404, 404]],
	['/status/:number', () => `/status/${made.incidents.public}`, [200, 200, 200, 200, 200]],
	['/status/:number', () => `/status/${made.incidents.clients}`, [404, 200, 200, 200, 200]],
	['/status/:number', () => `/status/${made.incidents.organisation}`, [404, 200, 404, 200, 200]],
	['/status/:number', () => `/status/${made.incidents.staff}`, [404, 404, 404, 200, 200]],
	['/desk/status', '/desk/status', ['in', 404, 404, 200, 200]],
	['/desk/status/new', '/desk/status/new', ['in', 404, 404, 200, 200]],
	['/desk/status/components', '/desk/status/components', ['in', 404, 404, 404, 200]],
	['/desk/status/webhooks', '/desk/status/webhooks', ['in', 404, 404, 404, 200]],
	['/desk/status/:id', () => `/desk/status/${parseInt(made.incidents.staff, 10)}`, ['in', 404, 404, 200, 200]],
	['/desk/status/:id', '/desk/status/999999999', ['in', 404, 404, 404, 404]],
	['/login', '/login', [200, '/', '/', '/', '/']],
	['/login/forgot', '/login/forgot', [200, 200, 200, 200, 200]],
	['/login/reset/:token', '/login/reset/nonsense', [404, 404, 404, 404, 404]],
	['/login/confirm/:token', '/login/confirm/nonsense', [200, 200, 200, 200, 200]],
	// Whoever has the link that was mailed is its recipient's hand.
	['/stop/:token', () => made.stop, [200, 200, 200, 200, 200]],
	['/stop/:token', '/stop/p1-0-a-00000000000000000000000000000000', [404, 404, 404, 404, 404]],
	['/rate/:token', () => made.rate, [200, 200, 200, 200, 200]],
	['/rate/:token', '/rate/1010-1-00000000000000000000000000000000', [404, 404, 404, 404, 404]],
	['/logout', '/logout', ['/login', '/account', '/account', '/account', '/account']],
	['/account', '/account', ['in', 200, 200, 200, 200]],
	['/desk', '/desk', ['in', 404, 404, 200, 200]],
	['/desk/queue/:name', '/desk/queue/open', ['in', 404, 404, 200, 200]],
	['/desk/queue/:name', '/desk/queue/nonsense', ['in', 404, 404, 404, 404]],
	['/desk/t/:number', () => `/desk/t/${made.open}`, ['in', 404, 404, 200, 200]],
	['/desk/t/:number', '/desk/t/H999999999', ['in', 404, 404, 404, 404]],
	['/desk/t/:number/article', () => `/desk/t/${made.public}/article`, ['in', 404, 404, 200, 200]],
	['/desk/t/:number/article', () => `/desk/t/${made.open}/article`, ['in', 404, 404, 409, 409]],
	['/desk/articles', '/desk/articles', ['in', 404, 404, 200, 200]],
	['/desk/articles', '/desk/articles?state=nonsense', ['in', 404, 404, 404, 404]],
	['/desk/articles/usefulness', '/desk/articles/usefulness', ['in', 404, 404, 200, 200]],
	['/desk/articles/pick', '/desk/articles/pick?q=rights', ['in', 404, 404, 200, 200]],
	['/desk/articles/new', '/desk/articles/new', ['in', 404, 404, 200, 200]],
	['/desk/articles/:id', () => `/desk/articles/${parseInt(made.draft, 10)}`, ['in', 404, 404, 200, 200]],
	['/desk/articles/:id', '/desk/articles/999999999', ['in', 404, 404, 404, 404]],
	['/desk/articles/:id/history', () => `/desk/articles/${parseInt(made.draft, 10)}/history`, ['in', 404, 404, 200, 200]],
	['/desk/articles/:id/history/:version', () => `/desk/articles/${parseInt(made.draft, 10)}/history/7`, ['in', 404, 404, 404, 404]],
	['/admin', '/admin', ['in', 404, 404, 404, 200]],
	['/desk/mail', '/desk/mail', ['in', 404, 404, 200, 200]],
	['/desk/mail', '/desk/mail?state=nonsense', ['in', 404, 404, 404, 404]],
	['/desk/mail/:id', '/desk/mail/999999999', ['in', 404, 404, 404, 404]],
	['/admin/mailboxes', '/admin/mailboxes', ['in', 404, 404, 404, 200]],
	['/admin/mailboxes/new', '/admin/mailboxes/new', ['in', 404, 404, 404, 200]],
	['/admin/mailboxes/:id', '/admin/mailboxes/999999999', ['in', 404, 404, 404, 404]],
	['/desk/contact/:id', () => `/desk/contact/${world.client.id}`, ['in', 404, 404, 200, 200]],
	['/desk/contact/:id', '/desk/contact/999999999', ['in', 404, 404, 404, 404]],
	['/admin/mail', '/admin/mail', ['in', 404, 404, 404, 200]],
	['/admin/mail', '/admin/mail?state=nonsense', ['in', 404, 404, 404, 404]],
	['/admin/mail/marked', '/admin/mail/marked', ['in', 404, 404, 404, 200]],
	['/admin/mail/:id', '/admin/mail/999999999', ['in', 404, 404, 404, 404]],
	['/desk/reports', '/desk/reports', ['in', 404, 404, 200, 200]],
	['/desk/reports', '/desk/reports?from=2026-11-21&to=2026-11-20', ['in', 404, 404, 422, 422]],
	['/export/report.xml', '/export/report.xml', ['in', 404, 404, 200, 200]],
	['/export/report.xml', '/export/report.xml?from=nonsense', ['in', 404, 404, 400, 400]],
	['/admin/notifications', '/admin/notifications', ['in', 404, 404, 404, 200]],
	['/admin/notifications/:id', '/admin/notifications/2?language=nb', ['in', 404, 404, 404, 200]],
	['/admin/notifications/:id', '/admin/notifications/10', ['in', 404, 404, 404, 404]],
	['/admin/preview/:id', () => `/admin/preview/2?ticket=${made.open}`, ['in', 404, 404, 404, 200]],
	['/export', '/export', ['in', 404, 404, 200, 200]],
	['/export/tickets.xml', '/export/tickets.xml', ['in', 404, 404, 200, 200]],
	['/export/tickets.csv', '/export/tickets.csv?type=problem', ['in', 404, 404, 200, 200]],
	['/export/tickets.jsonl', '/export/tickets.jsonl?type=nonsense', ['in', 404, 404, 422, 422]],
	['/export/file/:id', '/export/file/999999999', ['in', 404, 404, 404, 404]],
	['/file/article/:id/:name', '/file/article/999999999/x', [404, 404, 404, 404, 404]],
	['/file/:id/:name', () => made.file, ['in', 200, 404, 200, 200]],
	['/file/:id/:name', () => made.internal, ['in', 404, 404, 200, 200]],
	['/file/:id/:name', '/file/999999999/x', ['in', 404, 404, 404, 404]],
	['/feed/kb.atom', '/feed/kb.atom', [200, 200, 200, 200, 200]],
	['/feed/kb.atom', '/feed/kb.atom?language=xx', [404, 404, 404, 404, 404]],
	['/feed/kb.rss', '/feed/kb.rss', [200, 200, 200, 200, 200]],
	['/feed/kb/search.atom', '/feed/kb/search.atom?q=rights', [200, 200, 200, 200, 200]],
	['/feed/kb/search.rss', '/feed/kb/search.rss?q=rights', [200, 200, 200, 200, 200]],
	['/feed/kb/category/:name', () => `/feed/kb/category/${made.category}.atom`, [200, 200, 200, 200, 200]],
	['/feed/kb/category/:name', '/feed/kb/category/nonsense.rss', [404, 404, 404, 404, 404]],
	['/feed/status.atom', '/feed/status.atom', [200, 200, 200, 200, 200]],
	['/feed/status.rss', '/feed/status.rss', [200, 200, 200, 200, 200]],
	['/feed/status.ics', '/feed/status.ics', [200, 200, 200, 200, 200]],
	['/feed/status/:name', '/feed/status/999999999.atom', [404, 404, 404, 404, 404]],
	// Whoever knows the secret is its owner's eyes.
	['/feed/p/:name', () => made.feed, [200, 200, 200, 200, 200]],
	['/feed/p/:name', '/feed/p/o1-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.atom', [404, 404, 404, 404, 404]],
];

// A POST by nobody is never taken: 403 is the page that asks to sign in and send again.
const POST = [
	['/new/:form', { path: '/new/problem', fields: { subject: 'Rights', happened: 'They were checked.' } }, [403, '/t/', '/t/', '/t/', '/t/']],
	['/new/:form', { path: '/new/nonsense', fields: { subject: 'Rights' } }, [403, 404, 404, 404, 404]],
	['/new/:form', { path: '/new/problem', fields: { helped: 'ticket-999999999' } }, [403, 404, 404, 404, 404]],
	// Nobody needs no session to vote, but the token of the article's own page.
	['/kb/:number/vote', { page: () => `/kb/${made.article}`, path: '/kb/ARTICLE/vote', fields: { helped: 'yes' } }, ['/kb/', '/kb/', '/kb/', '/kb/', '/kb/']],
	['/kb/:number/vote', { path: '/kb/ARTICLE/vote', fields: { helped: 'yes' } }, [403, '/kb/', '/kb/', '/kb/', '/kb/']],
	['/kb/:number/vote', { page: () => `/kb/${made.article}`, path: '/kb/OURS/vote', fields: { helped: 'yes' } }, [403, 404, 404, '/kb/', '/kb/']],
	['/kb/:number/vote', { path: '/kb/H1/vote', fields: { helped: 'yes' } }, [403, 404, 404, 404, 404]],
	['/kb/suggest', { path: '/kb/suggest', fields: { title: 'Rights', text: 'They were checked.' } }, [403, 200, 200, 200, 200]],
	['/t/:number/reply', { ticket: open, path: '/t/NUMBER/reply', fields: { body: 'me too' } }, [403, '/t/', 404, '/t/', '/t/']],
	['/t/:number/reply', { ticket: () => made.public, shared: true, path: '/t/NUMBER/reply', fields: { body: 'me too' } }, [403, null, 404, null, null]],
	['/t/:number/contest', { ticket: solved, path: '/t/NUMBER/contest', fields: { body: 'no' } }, [403, '/t/', 404, '/t/', '/t/']],
	['/t/:number/contest', { ticket: open, path: '/t/NUMBER/contest', fields: { body: 'no' } }, [403, 409, 404, 409, 409]],
	['/t/:number/confirm', { ticket: solved, path: '/t/NUMBER/confirm' }, [403, '/t/', 404, '/t/', '/t/']],
	['/t/:number/follow', { ticket: open, shared: true, path: '/t/NUMBER/follow', fields: { on: 1 } }, [403, '/t/', 404, '/t/', '/t/']],
	['/desk/t/:number/follow', { ticket: open, path: '/desk/t/NUMBER/follow', fields: { me: 1 } }, [403, 404, 404, '/desk/t/', '/desk/t/']],
	['/desk/t/:number/contact', { ticket: open, path: '/desk/t/NUMBER/contact', fields: { email: 'agent@example.com' } }, [403, 404, 404, '/desk/t/', '/desk/t/']],
	['/desk/contact/:id/consent', { path: '/desk/contact/CLIENT/consent', fields: { on: 1 } }, [403, 404, 404, '/desk/contact/', '/desk/contact/']],
	['/desk/contact/:id/organisation', { path: '/desk/contact/999999999/organisation' }, [403, 404, 404, 404, 404]],
	['/t/:number/rate', { ticket: solved, path: '/t/NUMBER/rate', fields: { rating: 5 } }, [403, '/t/', 404, null, null]],
	['/login', { path: '/login', fields: { email: 'nobody@example.invalid', password: 'wrong' } }, [422, null, null, null, null]],
	['/login/forgot', { path: '/login/forgot', fields: { email: 'nobody' } }, [422, 422, 422, 422, 422]],
	['/login/reset/:token', { path: '/login/reset/nonsense', fields: { password_new: 'three plain words', password_again: 'three plain words' } }, [404, 404, 404, 404, 404]],
	['/login/confirm/:token', { path: '/login/confirm/nonsense' }, [404, 404, 404, 404, 404]],
	['/stop/:token', { path: '/stop/p1-0-a-00000000000000000000000000000000', fields: { 'List-Unsubscribe': 'One-Click' } }, [404, 404, 404, 404, 404]],
	['/rate/:token', { path: '/rate/1010-1-00000000000000000000000000000000', fields: { rating: 5 } }, [403, 404, 404, 404, 404]],
	['/account/mail', { path: '/account/mail', fields: { mail_consent: 1, mail_digest: 'each' } }, [403, '/account', '/account', '/account', '/account']],
	['/account/email', { path: '/account/email', fields: { email_new: 'x', email_password: '' } }, [403, 422, 422, 422, 422]],
	['/admin/notifications/:id', { path: '/admin/notifications/10' }, [403, 404, 404, 404, 404]],
	['/admin/notifications/:id/text', { path: '/admin/notifications/2/text', fields: { language: 'en', subject: '{nothing}', body: 'x' } }, [403, 404, 404, 404, 422]],
	['/admin/notifications/:id/forget', { path: '/admin/notifications/2/forget', fields: { language: 'en' } }, [403, 404, 404, 404, '/admin/notifications/2?language=en']],
	['/admin/notifications/:id/send', { path: '/admin/notifications/2/send', fields: { language: 'en', subject: '', body: '' } }, [403, 404, 404, 404, 422]],
	['/admin/preview/:id', { path: '/admin/preview/2', fields: { language: 'en', subject: '{nothing}', body: 'x' } }, [403, 404, 404, 404, 422]],
	['/logout', { path: '/logout', again: true }, [403, '/', '/', '/', '/']],
	['/account/language', { path: '/account/language', fields: { language: 'auto' } }, [403, '/account', '/account', '/account', '/account']],
	['/account/password', { path: '/account/password', fields: { password_present: '', password_new: '' } }, [403, 422, 422, 422, 422]],
	['/account/sessions/:id/close', { session, path: '/account/sessions/SESSION/close' }, [403, '/account', '/account', '/account', '/account']],
	['/account/sessions/close-others', { path: '/account/sessions/close-others' }, [403, '/account', '/account', '/account', '/account']],
	['/account/feeds', { path: '/account/feeds', fields: { feed: 'own' } }, [403, '/account#', '/account#', '/account#', '/account#']],
	['/account/feeds', { path: '/account/feeds', fields: { feed: 'queue-open' } }, [403, 404, 404, '/account#', '/account#']],
	['/account/feeds', { path: '/account/feeds', fields: { feed: 'nonsense' } }, [403, 404, 404, 404, 404]],
	['/account/feeds/:id/revoke', { path: '/account/feeds/999999999/revoke' }, [403, 404, 404, 404, 404]],
	['/desk/t/:number/take', { ticket: open, path: '/desk/t/NUMBER/take', desk: true }, [403, 404, 404, '/desk/t/', '/desk/t/']],
	['/desk/t/:number/edit', { ticket: open, path: '/desk/t/NUMBER/edit', desk: true, fields: { priority: 4 } }, [403, 404, 404, '/desk/t/', '/desk/t/']],
	['/desk/t/:number/reply', { ticket: open, path: '/desk/t/NUMBER/reply', desk: true, fields: { body: 'an answer' } }, [403, 404, 404, '/desk/t/', '/desk/t/']],
	['/desk/t/:number/solve', { ticket: open, path: '/desk/t/NUMBER/solve', desk: true, fields: { body: 'a solution' } }, [403, 404, 404, '/desk/t/', '/desk/t/']],
	['/desk/t/:number/reuse', { ticket: open, path: '/desk/t/NUMBER/reuse', desk: true, fields: { reuse: 'ticket-999999999' } }, [403, 404, 404, 404, 404]],
	['/desk/t/:number/insert', { ticket: open, path: '/desk/t/NUMBER/insert', desk: true }, [403, 404, 404, 200, 200]],
	['/desk/t/:number/article', { ticket: solved, path: '/desk/t/NUMBER/article' }, [403, 404, 404, 409, 409]],
	['/desk/preview', { path: '/desk/preview', fields: { body: '**x**' } }, [403, 404, 404, 200, 200]],
	['/desk/articles/new', { path: '/desk/articles/new' }, [403, 404, 404, 422, 422]],
	['/desk/articles/new/preview', { path: '/desk/articles/new/preview' }, [403, 404, 404, 200, 200]],
	['/desk/articles/:id/save', { path: '/desk/articles/ARTICLE/save' }, [403, 404, 404, 422, 422]],
	['/desk/articles/:id/preview', { path: '/desk/articles/ARTICLE/preview' }, [403, 404, 404, 200, 200]],
	['/desk/articles/:id/pictures', { path: '/desk/articles/ARTICLE/pictures' }, [403, 404, 404, 200, 200]],
	['/export', { path: '/export', fields: { format: 'csv' } }, [403, 404, 404, '/export/', '/export/']],
	['/export/file/:id/delete', { path: '/export/file/999999999/delete' }, [403, 404, 404, 404, 404]],
	['/status/subscribe', { path: '/status/subscribe' }, [403, 422, 422, 422, 422]],
	['/status/subscription/:token', { path: '/status/subscription/1-x' }, [404, 404, 404, 404, 404]],
	['/status/:number/affected', { path: '/status/INCIDENT/affected' }, [403, '/status/', '/status/', '/status/', '/status/']],
	['/status/:number/affected', { path: '/status/BAKERY/affected' }, [403, '/status/', 404, '/status/', '/status/']],
	['/desk/status/new', { path: '/desk/status/new' }, [403, 404, 404, 422, 422]],
	['/desk/status/components', { path: '/desk/status/components' }, [403, 404, 404, 404, 422]],
	['/desk/status/components/:id/remove', { path: '/desk/status/components/999999999/remove' }, [403, 404, 404, 404, 404]],
	['/desk/status/groups/:id', { path: '/desk/status/groups/999999999' }, [403, 404, 404, 404, 422]],
	['/desk/status/webhooks', { path: '/desk/status/webhooks', fields: { url: 'ftp://x' } }, [403, 404, 404, 404, 422]],
	['/desk/status/webhooks/:id', { path: '/desk/status/webhooks/999999999', fields: { do: 'off' } }, [403, 404, 404, 404, 404]],
	['/desk/status/calls/:id/again', { path: '/desk/status/calls/999999999/again' }, [403, 404, 404, 404, 409]],
	['/desk/status/:id/update', { path: '/desk/status/INCIDENT/update' }, [403, 404, 404, 422, 422]],
	['/desk/status/:id/move', { path: '/desk/status/INCIDENT/move' }, [403, 404, 404, 422, 422]],
	['/desk/status/:id/edit', { path: '/desk/status/INCIDENT/edit' }, [403, 404, 404, 422, 422]],
	['/desk/status/:id/tie', { path: '/desk/status/INCIDENT/tie' }, [403, 404, 404, '/desk/status/', '/desk/status/']],
	['/desk/status/:id/untie', { path: '/desk/status/INCIDENT/untie' }, [403, 404, 404, 400, 400]],
	['/desk/mail/:id/ticket', { path: '/desk/mail/999999999/ticket' }, [403, 404, 404, 404, 404]],
	['/desk/mail/:id/join', { path: '/desk/mail/999999999/join', fields: { number: 'H1' } }, [403, 404, 404, 404, 404]],
	['/desk/mail/:id/replay', { path: '/desk/mail/999999999/replay' }, [403, 404, 404, 404, 404]],
	['/desk/mail/:id/discard', { path: '/desk/mail/999999999/discard', fields: { why: 'spam' } }, [403, 404, 404, 404, 404]],
	['/admin/mailboxes/new', { path: '/admin/mailboxes/new' }, [403, 404, 404, 404, 200]],
	['/admin/mailboxes/:id', { path: '/admin/mailboxes/999999999' }, [403, 404, 404, 404, 404]],
	['/admin/mailboxes/:id/switch', { path: '/admin/mailboxes/999999999/switch' }, [403, 404, 404, 404, 404]],
	['/admin/mail', { path: '/admin/mail', fields: { what: 'test' } }, [403, 404, 404, 404, '/admin/mail']],
	['/admin/mail', { path: '/admin/mail', fields: { what: 'nonsense' } }, [403, 404, 404, 404, 400]],
	['/admin/mail/marked', { path: '/admin/mail/marked', fields: { address: 'nobody@example.invalid' } }, [403, 404, 404, 404, '/admin/mail/']],
	['/admin/mail/:id/again', { path: '/admin/mail/999999999/again' }, [403, 404, 404, 404, 409]],
	['/admin/mail/:id/drop', { path: '/admin/mail/999999999/drop' }, [403, 404, 404, 404, 409]],
	['/desk/t/:number/audience', { ticket: solved, path: '/desk/t/NUMBER/audience', desk: true, fields: { audience: 'public' } }, [403, 404, 404, '/desk/t/', '/desk/t/']],
];

function check(answer, expected, what, path) {
	const is = `${what}: ${answer.status} ${answer.location ?? ''}`;
	if (typeof expected === 'number') return assert.equal(answer.status, expected, is);
	assert.equal(answer.status, 303, is);
	if (expected === 'in') assert.equal(answer.location, `/login?next=${encodeURIComponent(path)}`, is);
	else if (expected === 'kb') assert.match(answer.location, /^\/kb\/H\d+/, is);
	else if (/.[/#]$/.test(expected)) assert.ok(answer.location.startsWith(expected), is);
	else assert.ok(answer.location === expected || (expected === '/' && answer.location === '/desk'), is);
	return undefined;
}

test('every route of every program stands in the table', () => {
	const known = new Set([...GET.map(([pattern]) => `GET ${pattern}`), ...POST.map(([pattern]) => `POST ${pattern}`)]);
	const there = routes().map((route) => `${route.method} ${route.pattern}`);
	assert.deepEqual(there.filter((route) => !known.has(route)), [], 'routes without a line in this table');
	assert.deepEqual([...known].filter((route) => !there.includes(route)), [], 'lines of this table without a route');
	assert.ok(programs().length >= 5);
});

test('a table that cannot be read is an error, not an empty list', () => {
	assert.throws(() => readTable('int main(void) {}', 'x'), /no table/);
	assert.throws(() => readTable('struct route ROUTES[] = {{0, "/a", A, b}};', 'x'), /not understood/);
	assert.throws(() => readTable('struct route ROUTES[] = {{.method = HTTP_GET, .pattern = "/a", .handle = a}, {.method = HTTP_GET, .pattern = "/b"}, {.method = HTTP_GET, .pattern = "/c"}};', 'x'), /3 routes read, 1 handlers/);
	assert.deepEqual(readTable('struct route ROUTES[] = {{.method = HTTP_GET, .pattern = "/a/" "b", .handle = a}};', 'x'), [{ program: 'x', method: 'GET', pattern: '/a/b' }]);
});

test('what each role gets of every page', async () => {
	for (const [, where, expected] of GET) {
		const path = typeof where === 'function' ? where() : where;
		for (const [at, role] of ROLES.entries()) {
			if (expected[at] === null) continue;
			check(await world[role].get(path), expected[at], `GET ${path} by ${role}`, path);
			const head = await world[role].request('HEAD', path);
			assert.equal(head.status, typeof expected[at] === 'number' ? expected[at] : 303, `HEAD ${path} by ${role}`);
			assert.equal(head.bytes.length, 0);
		}
	}
});

test('what each role may send to every form, and what is refused leaves no trace', async () => {
	for (const [, form, expected] of POST) {
		for (const [at, role] of ROLES.entries()) {
			if (expected[at] === null) continue; // said by another line, or tested where it belongs
			const visitor = world[role];
			const number = form.ticket ? await form.ticket() : undefined;
			const path = form.path.replace('NUMBER', number).replace('ARTICLE', parseInt(made.article, 10)).replace('OURS', parseInt(made.ours, 10)).replace('INCIDENT', parseInt(made.incidents.public, 10)).replace('BAKERY', parseInt(made.incidents.organisation, 10)).replace('CLIENT', world.client.id).replace('SESSION', form.session ? await form.session(role) : '');
			const fields = { ...(form.desk ? await work(number) : {}), ...form.fields, csrf: visitor.token };
			if (form.page && role === 'nobody') fields.csrf = forms((await visitor.get(form.page())).text).find((one) => one.action.endsWith('/vote')).values.csrf;
			if (form.path.startsWith('/login') && (role === 'nobody' || form.path === '/login')) fields.csrf = csrfOf((await visitor.get(form.path === '/login' ? '/login' : '/login/forgot')).text);
			const before = number && (await traces(docket, number));
			const answer = await visitor.post(path, fields, form.desk || /reply|contest|new/.test(path) ? { files: {} } : {});
			check(answer, expected[at], `POST ${path} by ${role}`, path);
			const refused = typeof expected[at] === 'number';
			if (number) assert.equal((await traces(docket, number)) === before, refused, `POST ${path} by ${role}: ${refused ? 'something' : 'nothing'} has changed`);
			if (form.again && !refused) {
				await visitor.login(visitor.email, 'three plain words');
				visitor.token = await visitor.csrf('/account');
			}
		}
	}
});

test('staff rate no ticket of a client', async () => {
	for (const role of ['agent', 'admin']) {
		const number = await solved();
		const answer = await world[role].post(`/t/${number}/rate`, { rating: 1, csrf: world[role].token });
		assert.equal(answer.status, 303);
		assert.equal((await docket.sql(`SELECT rating FROM ticket WHERE id = ${number.slice(1)}`))[0].rating, null, role);
	}
});

test("nobody closes another's session", async () => {
	const id = await session('client');
	for (const role of ['other', 'agent', 'admin']) assert.equal((await world[role].post(`/account/sessions/${id}/close`, { csrf: world[role].token })).status, 404, role);
	assert.equal((await docket.sql(`SELECT COUNT(*) AS n FROM session WHERE id = ${id}`))[0].n, '1');
});

test("a token of another's session is none", async () => {
	const number = await open();
	for (const token of [world.agent.token, world.other.token, '', 'x', `${world.client.token}x`]) {
		const before = await traces(docket, number);
		const answer = await world.client.post(`/t/${number}/reply`, { body: unique('typed'), csrf: token }, { files: {} });
		assert.equal(answer.status, 403);
		assert.equal(await traces(docket, number), before);
	}
});

test('a path that answers to another method says which', async () => {
	const table = routes();
	const methods = new Map();
	for (const { pattern, method } of table) methods.set(pattern, [...(methods.get(pattern) ?? []), method]);
	for (const [pattern, taken] of methods) {
		const path = pattern.replace(':number', made.open).replace(/:(id|token|form|name|code)/g, '1');
		// Another pattern may fit the same path ("/kb/:number" and "/kb/category").
		for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].filter((one) => !taken.includes(one))) {
			for (const role of ['nobody', 'agent']) {
				const answer = await world[role].request(method, path, { headers: { Origin: docket.url }, body: method === 'GET' || method === 'OPTIONS' ? undefined : '' });
				assert.equal(answer.status, 405, `${method} ${path} by ${role}`);
				assert.deepEqual(answer.headers.allow?.split(', ').sort(), [...taken, ...(taken.includes('GET') ? ['HEAD'] : [])].sort(), `${method} ${path}`);
			}
		}
	}
});

test('what no program serves is nothing, for everyone', async () => {
	for (const path of ['/nowhere', '/admin/nowhere', '/adminx', '/api/v1', '/t', '/t/', '/s', '/s/', '/kb/x/y', '/desk/x', '/deskx', '/file', '/file/1', '/account/x', '/login/x', '/_cache/x', '/errors/413.html', '/docket.conf', '/.git/config', '/tickets/1']) {
		for (const role of ROLES) {
			const answer = await world[role].get(path);
			assert.equal(answer.status, 404, `${path} by ${role}`);
			assert.match(answer.text, /<h1/, path);
		}
	}
});
