// Signing in and out, and the account page. An instance of its own: failed tries slow an address down.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { startInstance } from '../lib/instance.mjs';
import { Client, csrfOf, forms } from '../lib/client.mjs';
import { addPerson, PASSWORD, textOf, unique } from './people.mjs';

const docket = await startInstance();
after(() => docket.stop());

const forget = () => docket.sql('DELETE FROM throttle');
const cookieLine = (answer, name = 'docket') => (answer.headers['set-cookie'] ?? []).find((line) => line.startsWith(`${name}=`));

async function tryToSignIn(email, password, { visitor = new Client(docket.url), ...fields } = {}) {
	return visitor.post('/login', { email, password, csrf: await visitor.csrf('/login'), ...fields });
}

async function isSignedIn(client) {
	return (await client.get('/account')).status === 200;
}

async function secondBrowser(person, headers = {}) {
	const other = new Client(docket.url, { headers });
	await other.login(person.email, PASSWORD);
	return other;
}

test('clients come to the home page, staff to their queue, and both to where they were going', async () => {
	assert.equal((await tryToSignIn('client@example.org', 'docket-demo')).location, '/');
	assert.equal((await tryToSignIn('agent@example.com', 'docket-demo')).location, '/desk');
	assert.equal((await tryToSignIn(' Agent@Example.COM ', 'docket-demo')).location, '/desk', 'capital letters and spaces around are forgiven');
	assert.equal((await tryToSignIn('client@example.org', 'docket-demo', { next: '/tickets?state=all' })).location, '/tickets?state=all');
	const visitor = new Client(docket.url);
	const asked = await visitor.get('/tickets?state=all');
	assert.equal(asked.location, '/login?next=%2Ftickets%3Fstate%3Dall');
	assert.equal(forms((await visitor.get(asked.location)).text).find((form) => form.action === '/login').values.next, '/tickets?state=all');
});

test('nobody is sent to another site after signing in', async () => {
	for (const next of ['//evil.example/', 'https://evil.example/', '/\\evil.example', '\\\\evil.example', 'javascript:alert(1)', '/%0d%0aSet-Cookie:x=1', '/login', '/login?next=/login', '/logout', 'tickets', `/${'x'.repeat(9000)}`]) {
		const answer = await tryToSignIn('client@example.org', 'docket-demo', { next: next.slice(0, 1999) });
		assert.equal(answer.status, 303, next);
		assert.match(answer.location, /^\/(x+)?$/, next);
	}
	const visitor = new Client(docket.url);
	await visitor.login('client@example.org');
	assert.equal((await visitor.get('/login?next=//evil.example')).location, '/');
	assert.equal((await visitor.get('/login?next=/tickets')).location, '/tickets');
});

test('the cookie is for the browser alone, and lasts only when asked to', async () => {
	const short = cookieLine(await tryToSignIn('client@example.org', 'docket-demo'));
	assert.match(short, /; HttpOnly/);
	assert.match(short, /; SameSite=Lax/);
	assert.match(short, /; Path=\//);
	assert.doesNotMatch(short, /Max-Age|Expires|Domain/);
	const long = cookieLine(await tryToSignIn('client@example.org', 'docket-demo', { stay: 1 }));
	assert.match(long, /; Max-Age=2592000/);
	const token = short.match(/^docket=([^;]+)/)[1];
	assert.equal(token.length, 43);
	const [row] = await docket.sql(`SELECT COUNT(*) AS n FROM session WHERE token_hash = UNHEX('${createHash('sha256').update(token).digest('hex')}')`);
	assert.equal(row.n, '1', 'the database knows only the hash');
});

test('a wrong password and an unknown account get the same answer in the same time', async () => {
	const person = await addPerson(docket);
	const times = { known: [], unknown: [] };
	const pages = {};
	for (let i = 0; i < 4; i++) {
		for (const [kind, email] of [['known', person.email], ['unknown', `${unique('nobody')}@example.org`]]) {
			const visitor = new Client(docket.url);
			const csrf = await visitor.csrf('/login');
			const start = process.hrtime.bigint();
			const answer = await visitor.post('/login', { email, password: 'not the password', csrf });
			times[kind].push(Number(process.hrtime.bigint() - start) / 1e6);
			assert.equal(answer.status, 422);
			assert.equal(cookieLine(answer), undefined);
			pages[kind] = answer.text.replaceAll(email, 'EMAIL').replaceAll(csrfOf(answer.text), 'CSRF');
		}
	}
	assert.equal(pages.known, pages.unknown);
	const median = (list) => list.sort((a, b) => a - b)[1];
	const ratio = median(times.known) / median(times.unknown);
	assert.ok(ratio > 0.5 && ratio < 2, `known ${times.known}, unknown ${times.unknown}`);
	await forget();
});

test('a disabled account is signed out and answered like an unknown one', async () => {
	const person = await addPerson(docket);
	assert.ok(await isSignedIn(person));
	assert.equal((await docket.ctl(['user', 'disable', person.email])).status, 0);
	assert.ok(!(await isSignedIn(person)));
	const answer = await tryToSignIn(person.email, PASSWORD);
	assert.equal(answer.status, 422);
	assert.match(textOf(answer.text), /don't belong together/);
	await forget();
});

test('the e-mail address comes back after a mistake, the password never', async () => {
	const answer = await tryToSignIn('client@example.org', 'sesame-sesame');
	assert.match(answer.text, /value="client@example\.org"/);
	assert.doesNotMatch(answer.text, /sesame/);
	const empty = await tryToSignIn('client@example.org', '');
	assert.equal(empty.status, 422);
	assert.match(empty.text, /Please fill this in/);
	await forget();
});

test('guessing is slowed by account, known or not, and a restart forgets nothing', async () => {
	const person = await addPerson(docket);
	const unknown = `${unique('nobody')}@example.org`;
	for (const email of [person.email, unknown]) {
		for (let i = 0; i < 5; i++) assert.equal((await tryToSignIn(email, `guess ${i}`)).status, 422);
		const slowed = await tryToSignIn(email.toUpperCase(), email === person.email ? PASSWORD : 'x');
		assert.equal(slowed.status, 429, 'even the right password has to wait');
		assert.ok(Number(slowed.headers['retry-after']) >= 1);
		assert.match(textOf(slowed.text), /Please wait \d+ seconds?, then try again/);
		assert.match(slowed.text, /name="email" value="/);
	}
	await docket.sql('UPDATE throttle SET failures = 14, failed_at = UTC_TIMESTAMP(6) WHERE failures = 5');
	assert.equal((await tryToSignIn('client@example.org', 'docket-demo')).status, 303, 'others are not slowed');
	await docket.halt();
	await docket.start();
	for (const email of [person.email, unknown]) {
		const answer = await tryToSignIn(email, PASSWORD);
		assert.equal(answer.status, 429);
		assert.match(textOf(answer.text), /Please wait 1[45] minutes/);
	}
	await docket.sql("UPDATE throttle SET failed_at = UTC_TIMESTAMP(6) - INTERVAL 16 MINUTE");
	assert.equal((await tryToSignIn(person.email, PASSWORD)).status, 303, 'who has waited may come in');
	await forget();
});

test('an address that tries many accounts is slowed for all of them', async () => {
	for (let i = 0; i < 30; i++) await docket.sql(`INSERT INTO throttle (key_hash, failures, failed_at) VALUES (UNHEX(SHA2('address:127.0.0.1', 256)), 1, UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE failures = failures + 1, failed_at = VALUES(failed_at)`);
	assert.equal((await tryToSignIn(`${unique('nobody')}@example.org`, 'x')).status, 429);
	await forget();
});

test('signing in makes a new session: one planted before is worth nothing', async () => {
	const visitor = new Client(docket.url);
	const planted = 'A'.repeat(43);
	visitor.cookies.set('docket', planted);
	const answer = await tryToSignIn('client@example.org', 'docket-demo', { visitor });
	assert.equal(answer.status, 303);
	assert.notEqual(visitor.cookies.get('docket'), planted);
	const attacker = new Client(docket.url);
	attacker.cookies.set('docket', planted);
	assert.ok(!(await isSignedIn(attacker)));
});

test('signing in again from the same browser ends the session before', async () => {
	const person = await addPerson(docket);
	const before = person.cookies.get('docket');
	const form = await person.csrf('/account');
	const answer = await person.post('/login', { email: person.email, password: PASSWORD, csrf: form });
	assert.equal(answer.status, 303, textOf(answer.text));
	assert.notEqual(person.cookies.get('docket'), before);
	const old = new Client(docket.url);
	old.cookies.set('docket', before);
	assert.ok(!(await isSignedIn(old)));
	assert.ok(await isSignedIn(person));
});

test('no form is taken without its token, with an old one, or from another site', async () => {
	const person = await addPerson(docket);
	const csrf = await person.csrf('/account');
	const send = (fields, headers) => person.post('/account/language', { language: 'pl', ...fields }, { headers });
	const stale = await (await addPerson(docket)).csrf('/account');
	for (const [what, fields, headers] of [
		['no token', {}],
		['an empty token', { csrf: '' }],
		["another session's", { csrf: stale }],
		['cut short', { csrf: csrf.slice(0, -1) }],
		['another site', { csrf }, { Origin: 'https://evil.example' }],
		['a site like ours', { csrf }, { Origin: `${docket.url}.evil.example` }],
		['a sandboxed page', { csrf }, { Origin: 'null' }],
	])
		assert.equal((await send(fields, headers)).status, 403, what);
	assert.equal((await docket.sql(`SELECT language FROM account WHERE id = ${person.id}`))[0].language, null);
	assert.equal((await send({ csrf })).status, 303);

	const visitor = new Client(docket.url);
	const answer = await visitor.post('/login', { email: person.email, password: PASSWORD });
	assert.equal(answer.status, 403);
	assert.equal(cookieLine(answer), undefined);
	assert.doesNotMatch(answer.text, new RegExp(PASSWORD), 'a password is never shown again');
});

test('signing out ends the session, and only the button does', async () => {
	const person = await addPerson(docket);
	const token = person.cookies.get('docket');
	assert.equal((await person.get('/logout')).location, '/account');
	assert.ok(await isSignedIn(person));
	const answer = await person.post('/logout', { csrf: await person.csrf('/account') });
	assert.equal(answer.status, 303);
	assert.ok(!person.cookies.has('docket'));
	const thief = new Client(docket.url);
	thief.cookies.set('docket', token);
	assert.ok(!(await isSignedIn(thief)));
	assert.match(textOf((await person.get('/')).text), /You are signed out\./);
});

test('sessions end when they are not used, and after thirty days in any case', async () => {
	for (const column of ['seen_at = seen_at - INTERVAL 721 MINUTE', 'created_at = created_at - INTERVAL 721 HOUR']) {
		const person = await addPerson(docket);
		assert.ok(await isSignedIn(person));
		await docket.sql(`UPDATE session SET ${column} WHERE account_id = ${person.id}`);
		assert.ok(!(await isSignedIn(person)), column);
	}
});

test('the account page lists where one is signed in, and each can be ended', async () => {
	const person = await addPerson(docket);
	const phone = await secondBrowser(person, { 'User-Agent': 'Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0' });
	const page = await person.get('/account');
	assert.match(textOf(page.text), /Firefox on Android/);
	assert.match(textOf(page.text), /127\.0\.0\.1/);
	const ends = forms(page.text).filter((form) => /\/account\/sessions\/\d+\/close$/.test(form.action));
	assert.equal(ends.length, 1, 'the one in use has no button');
	assert.equal((await person.post(ends[0].action, ends[0].values)).status, 303);
	assert.ok(!(await isSignedIn(phone)));
	assert.ok(await isSignedIn(person));
	assert.equal((await person.post(ends[0].action, ends[0].values)).status, 404);
});

test("nobody ends another person's session", async () => {
	const [one, two] = [await addPerson(docket), await addPerson(docket)];
	const [{ id }] = await docket.sql(`SELECT id FROM session WHERE account_id = ${two.id}`);
	for (const path of [id, '0', '-1', 'x', '99999999999999999999'])
		assert.equal((await one.post(`/account/sessions/${path}/close`, { csrf: await one.csrf('/account') })).status, 404, path);
	assert.ok(await isSignedIn(two));
});

test('all others are ended at once', async () => {
	const person = await addPerson(docket);
	const others = [await secondBrowser(person), await secondBrowser(person)];
	const answer = await person.post('/account/sessions/close-others', { csrf: await person.csrf('/account') });
	assert.equal(answer.status, 303);
	assert.ok(await isSignedIn(person));
	for (const other of others) assert.ok(!(await isSignedIn(other)));
});

test('the password is changed with the present one, and other browsers are signed out', async () => {
	const person = await addPerson(docket);
	const other = await secondBrowser(person);
	const change = async (fields) => person.post('/account/password', { csrf: await person.csrf('/account'), password_present: PASSWORD, password_new: 'another good one', password_again: 'another good one', ...fields });
	for (const [fields, says] of [
		[{ password_present: 'wrong' }, /not your present password/],
		[{ password_new: 'short', password_again: 'short' }, /at least 8 characters/],
		[{ password_again: 'another good on' }, /not the same/],
		[{ password_new: 'ż'.repeat(150), password_again: 'ż'.repeat(150) }, /Too long/],
		[{ password_new: '' }, /fill this in/],
	]) {
		const answer = await change(fields);
		assert.equal(answer.status, 422);
		assert.match(textOf(answer.text), says);
		assert.doesNotMatch(answer.text, /another good/);
	}
	assert.ok(await isSignedIn(other));
	assert.equal((await change({})).status, 303);
	assert.ok(await isSignedIn(person));
	assert.ok(!(await isSignedIn(other)));
	assert.equal((await tryToSignIn(person.email, PASSWORD)).status, 422);
	assert.equal((await tryToSignIn(person.email, 'another good one')).status, 303);
	await forget();
});

test('guessing the present password is slowed as at sign-in', async () => {
	const person = await addPerson(docket);
	const csrf = await person.csrf('/account');
	const guess = () => person.post('/account/password', { csrf, password_present: 'guess', password_new: 'another good one', password_again: 'another good one' });
	for (let i = 0; i < 5; i++) assert.equal((await guess()).status, 422);
	assert.equal((await guess()).status, 429);
	await forget();
});

test("the account's language goes before the browser's, and may follow it again", async () => {
	const person = await addPerson(docket);
	const set = async (language) => person.post('/account/language', { csrf: await person.csrf('/account'), language });
	const lang = async (path = '/account') => (await person.get(path, { headers: { 'Accept-Language': 'nb' } })).text.match(/<html lang="(\w+)"/)[1];
	assert.equal(await lang(), 'nb');
	assert.equal((await set('pl')).status, 303);
	assert.equal(await lang(), 'pl');
	assert.equal(await lang('/account?lang=ru'), 'ru', 'a link at the foot of the page is for now');
	assert.equal((await set('pl')).status, 303);
	assert.equal(await lang(), 'pl');
	assert.equal((await set('auto')).status, 303);
	assert.equal(await lang(), 'nb');
	assert.equal((await set('xx')).status, 422);
});
