// Bad input against a real instance: each gets a proper status and a plain page, nothing is half stored, no worker dies.

import assert from 'node:assert/strict';
import net from 'node:net';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { sharedInstance } from '../lib/instance.mjs';
import { Client, attributes, forms, raw } from '../lib/client.mjs';
import { addPerson, openTicket, textOf, unique } from './people.mjs';
import { programs } from './routes.mjs';
import { makeWorld } from './world.mjs';
import { processesOf, until } from '../start/processes.mjs';

const docket = await sharedInstance();
const HOST = new URL(docket.url).host;
const TABLES = ['ticket', 'message', 'attachment', 'upload', 'file', 'file_chunk', 'submission', 'ticket_field', 'event', 'session', 'follower'];
let world;

before(async () => {
	world = await makeWorld(docket);
});

async function stored() {
	const [row] = await docket.sql(`SELECT ${TABLES.map((table) => `(SELECT COUNT(*) FROM ${table}) AS \`${table}\``).join(', ')}`);
	return row;
}

function workers() {
	const names = new Set(programs());
	return processesOf(docket.home).filter((process) => names.has(process.name)).map((process) => `${process.name} ${process.pid}`).sort();
}

/* A test around which nothing is stored, no worker changes and no upload stays behind. */
function hostile(name, run) {
	test(name, async () => {
		const [rows, pids] = [await stored(), workers()];
		assert.ok(pids.length >= programs().length, 'the workers are found');
		await run();
		assert.deepEqual(await stored(), rows, 'something is stored');
		assert.deepEqual(workers(), pids, 'a worker died');
		assert.deepEqual(readdirSync(path.join(docket.home, 'spool')), [], 'uploads stay in the spool');
	});
}

/* A page for people: says what happened, and nothing of what is inside. */
function plain(answer, status, what) {
	const wanted = [status].flat();
	assert.ok(wanted.includes(answer.status), `${what}: ${answer.status} instead of ${wanted.join(' or ')}\n${answer.text.slice(0, 300)}`);
	assert.match(answer.text, /<h1/, what);
	assert.doesNotMatch(answer.text, /lib\/|\.c:\d|SELECT |mysql|<center>|<script>alert/i, what);
	if (answer.headers) assert.match(answer.headers['content-type'], /^text\/html; *charset=utf-8$/i, what);
}

/* No script but ours, no handler, no link that does something: of all tags that a browser would see. */
function harmless(text, what) {
	for (const [tag, name] of text.matchAll(/<([a-z][a-z0-9]*)\b[^>]*>/gi)) {
		const set = attributes(tag);
		assert.ok(!Object.keys(set).some((attribute) => attribute.startsWith('on')), `${what}: ${tag}`);
		assert.ok(!Object.values(set).some((value) => /^\s*javascript:/i.test(value)) || name === 'input', `${what}: ${tag}`);
		if (name === 'script') assert.equal(tag, '<script type="module" src="/js/docket.js">', what);
		assert.notEqual(set.src, 'x', what);
	}
}

/* One request as bytes; the connection is closed behind it. */
function bytes(method, target, headers = {}, body = '') {
	const head = [`${method} ${target} HTTP/1.1`, `Host: ${HOST}`, 'Connection: close', ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\r\n');
	return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), Buffer.isBuffer(body) ? body : Buffer.from(body, 'latin1')]);
}

const send = (...request) => raw(docket.url, bytes(...request), { end: false });
const cookies = (client) => ({ Cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; '), Origin: docket.url });

/* A form of the client's as bytes of any kind. */
function post(target, type, body, more = {}) {
	const content = Buffer.isBuffer(body) ? body : Buffer.from(body, 'latin1');
	return send('POST', target, { ...cookies(world.client), 'Content-Type': type, 'Content-Length': content.length, ...more }, content);
}
const URLENCODED = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data; boundary=B';
const part = (head, body) => `--B\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
const field = (name, value) => part(`name="${name}"`, value);
const whole = () => field('csrf', world.client.token) + field('subject', 'S') + field('happened', 'H');

hostile('broken percent-encoding, invalid UTF-8, NUL and controls in the address are 400', async () => {
	for (const target of [
		'/%zz', '/%', '/%4', '/t/%', '/kb?after=%zz', '/kb?%=1', '/tickets?state=%f', '/login?next=%g0', '/%ff', '/t/%c3%28', '/kb/%ed%a0%80', '/kb?q=%ff', '/?lang=%c0%af',
		'/%00', '/t/H1%00', '/kb?q=a%00b', '/?%00=1', '/t/%01', '/t/%0d%0aX', '/t/a%7f', '/t/..%2f..%2fetc%2fpasswd', '/t/a%2fb', '/t/%5c', '/t/\\', '//evil.example/', '//', '/t/\u00ff', '/new/%C3',
	]) plain(await send('GET', target), 400, target);
	// What nginx puts right itself, or what stays harmless.
	for (const target of ['/../../etc/passwd', '/css/../../docket.conf', '/t/./H1', '/t/../../x', '/t/%2e%2e/%2e%2e/x', '/.%00./']) plain(await send('GET', target), [400, 404], target);
	plain(await send('GET', '/t/\u0000H1'), 400, 'a NUL in the request line');
	assert.match((await send('GET', 'http://evil.example/t/H1')).text, /^HTTP\/1\.1 303 [\s\S]*\r\nLocation: \/login\?next=%2Ft%2FH1\r\n/, 'an absolute address');
	plain(await send('GET', '*'), 400, 'an asterisk');
});

hostile('the same in a form is 400, and nothing of the form is taken', async () => {
	const form = `csrf=${world.client.token}&subject=S&happened=`;
	for (const value of ['%zz', '%', '%ff', '%c3%28', '%ed%a0%80', '%f5%80%80%80', 'a%00b', '\xff', '\x00', '%c0%80'])
		plain(await post('/new/problem', URLENCODED, form + value), 400, `urlencoded ${JSON.stringify(value)}`);
	for (const value of ['\xff', 'a\x00b', '\xed\xa0\x80', '\xc0\xaf'])
		plain(await post('/new/problem', MULTIPART, `${whole()}${field('where', value)}--B--\r\n`), 400, `multipart ${JSON.stringify(value)}`);
	for (const name of ['\xff', 'a\x00', '\xc0\xaf'])
		plain(await post('/new/problem', MULTIPART, `${whole()}${part(`name="file"; filename="${name}"`, 'x')}--B--\r\n`), 400, `a file's name ${JSON.stringify(name)}`);
	for (const name of ['%ff', '%00', '%zz'])
		plain(await post('/new/problem', URLENCODED, `${form}H&${name}=1`), 400, `a field's name ${name}`);
});

test('fields that nobody asked for are passed over', async () => {
	assert.equal((await world.client.get('/tickets?state=all&utm_source=x&x[]=1&x[]=2&__proto__=1')).status, 200);
	const subject = unique('Unknown');
	const answer = await world.client.post('/new/problem', [['csrf', world.client.token], ['subject', subject], ['subject', 'second'], ['happened', 'H'], ['status', 'closed'], ['priority', 'urgent'], ['contact_id', world.other.id], ['responsible', world.agent.id], ['is_open', '0'], ['Status.Name', 'x'], ['', 'x']], { files: {} });
	assert.equal(answer.status, 303, answer.text);
	const [row] = await docket.sql(`SELECT contact_id, responsible_id, status_id, priority FROM ticket WHERE subject = '${subject}'`);
	assert.deepEqual(row, { contact_id: world.client.id, responsible_id: null, status_id: '1', priority: '2' });
});

hostile('ten thousand fields are too many', async () => {
	const many = Array.from({ length: 10000 }, (_, at) => `f${at}=${at}`).join('&');
	plain(await post('/new/problem', URLENCODED, `csrf=${world.client.token}&subject=S&happened=H&${many}`), 413, 'urlencoded');
	plain(await post('/new/problem', MULTIPART, `${whole()}${Array.from({ length: 10000 }, (_, at) => field(`f${at}`, at)).join('')}--B--\r\n`), 413, 'multipart');
	plain(await post('/new/problem', MULTIPART, `${whole()}${Array.from({ length: 10000 }, (_, at) => part(`name="file"; filename="${at}.txt"`, at)).join('')}--B--\r\n`), 413, 'files');
	plain(await post('/new/problem', URLENCODED, '&'.repeat(3000000)), [403, 413], 'separators alone');
	plain(await post('/new/problem', URLENCODED, `csrf=${world.client.token}&${'n'.repeat(5000)}=1`), 413, 'a long name');
	plain(await post('/new/problem', URLENCODED, `csrf=${world.client.token}&subject=S&happened=${'x'.repeat(1100000)}`), 413, 'a long value');
});

hostile('a gigabyte is refused at the cap, before it is sent', async () => {
	const announced = await early(bytes('POST', '/new/problem', { ...cookies(world.client), 'Content-Type': MULTIPART, 'Content-Length': 2 ** 30 }));
	plain(announced, 413, 'announced');
	for (const length of ['99999999999999999999', '-1', '1x', '0x10', '1 1', '']) {
		const answer = await early(bytes('POST', '/new/problem', { ...cookies(world.client), 'Content-Type': MULTIPART, 'Content-Length': length }));
		plain(answer, [400, 413], `Content-Length: ${length}`);
	}
	const { answer, sent } = await chunked(2 ** 30);
	plain(answer, 413, 'chunked');
	assert.ok(sent < 2 ** 28, `${sent} bytes were taken`);
});

/* The answer as soon as it is there: the server may wait for the rest of the body before it closes. */
function early(request) {
	return new Promise((resolve, reject) => {
		const socket = net.connect(Number(new URL(docket.url).port), '127.0.0.1', () => socket.write(request));
		let text = '';
		const done = () => resolve({ status: Number(text.match(/^HTTP\/1\.1 (\d+)/)?.[1]), text });
		socket.on('data', (data) => {
			text += data.toString('latin1');
			if (text.includes('</html>')) done(socket.destroy());
		});
		socket.on('close', done);
		socket.on('error', reject);
	});
}

/* Sends a body in chunks until the server answers or all is sent. */
function chunked(most) {
	return new Promise((resolve, reject) => {
		const socket = net.connect(Number(new URL(docket.url).port), '127.0.0.1');
		const piece = Buffer.alloc(1 << 20, 'x');
		let [sent, text] = [0, ''];
		const done = () => resolve({ sent, answer: { status: Number(text.match(/^HTTP\/1\.1 (\d+)/)?.[1]), text } });
		const go = () => {
			while (sent < most && !text && !socket.destroyed) {
				sent += piece.length;
				if (!socket.write(Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]))) return;
			}
			if (text) socket.end();
		};
		socket.on('connect', () => {
			socket.write(bytes('POST', '/new/problem', { ...cookies(world.client), 'Content-Type': MULTIPART, 'Transfer-Encoding': 'chunked' }));
			socket.write(Buffer.from(`${(whole().length).toString(16)}\r\n${whole()}\r\n`));
			go();
		});
		socket.on('drain', go);
		socket.on('data', (data) => {
			text += data.toString('latin1');
			if (text.includes('</html>')) done(socket.destroy());
		});
		socket.on('close', () => done());
		socket.on('error', (error) => (text ? done() : reject(error)));
	});
}

hostile('a form that takes no files takes none, and nobody makes a worker swallow them', async () => {
	const file = Buffer.alloc(5 << 20, 'x');
	const large = (token) => Buffer.concat([Buffer.from(field('csrf', token) + field('password_new', 'x') + `--B\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n`), file, Buffer.from('\r\n--B--\r\n')]);
	plain(await post('/account/password', MULTIPART, large(world.client.token)), 413, 'no files here');
	plain(await send('POST', '/new/problem', { 'Content-Type': MULTIPART, 'Content-Length': large('x').length }, large('x')), 413, 'by nobody');
	plain(await post('/new/problem', URLENCODED, Buffer.alloc(5 << 20, 'x')), 413, 'urlencoded');
});

test('a file that is too large costs nothing else', async () => {
	const happened = unique('typed');
	const [pids, tickets] = [workers(), await docket.sql('SELECT COUNT(*) AS n FROM ticket')];
	const answer = await world.client.post('/new/problem', { csrf: world.client.token, subject: 'Film', happened }, { files: { file: [{ name: 'film <b>.mp4', content: Buffer.alloc(26 << 20, 7) }, { name: 'small.txt', content: 'small' }] }, seconds: 60 });
	plain(answer, 413, 'a file of 26 MiB');
	assert.match(textOf(answer.text), /The file “film <b>\.mp4” is too large: at most 25 MB each\. The rest is kept\./);
	const form = forms(answer.text).find((one) => one.action === '/new/problem');
	assert.equal(form.values.happened, happened);
	assert.match(form.html, /small\.txt/);
	assert.deepEqual(await docket.sql('SELECT COUNT(*) AS n FROM ticket'), tickets);
	assert.deepEqual(workers(), pids);
	assert.deepEqual(readdirSync(path.join(docket.home, 'spool')), []);
});

hostile('a body cut short is taken by nobody', async () => {
	const body = `${whole()}--B--\r\n`;
	const head = (length) => bytes('POST', '/new/problem', { ...cookies(world.client), 'Content-Type': MULTIPART, 'Content-Length': length });
	for (const cut of [0, 10, body.length - 1]) {
		const answer = await raw(docket.url, Buffer.concat([head(body.length), Buffer.from(body.slice(0, cut))]));
		assert.ok([0, 400, 408].includes(answer.status), `cut at ${cut}: ${answer.status}`);
	}
	const abandoned = net.connect(Number(new URL(docket.url).port), '127.0.0.1');
	await new Promise((done) => abandoned.on('connect', () => abandoned.write(Buffer.concat([head(body.length), Buffer.from(body.slice(0, 50))]), () => done(abandoned.resetAndDestroy()))));
	// Whole for HTTP, but cut short inside: no end of the last part.
	for (const short of [body.slice(0, -2).replace(/--$/, ''), body.slice(0, 60), '--B\r\n', '--B', '', `${whole()}--B\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf`, `${whole()}--B\r\nContent-Dis`])
		plain(await post('/new/problem', MULTIPART, short), [400, 403], JSON.stringify(short.slice(-30)));
	const chunk = bytes('POST', '/new/problem', { ...cookies(world.client), 'Content-Type': MULTIPART, 'Transfer-Encoding': 'chunked' });
	for (const rest of ['10\r\nabc', 'zz\r\n', '-1\r\n', 'ffffffffffffffffffff\r\n', '5\r\nabcdefgh\r\n0\r\n\r\n']) {
		const answer = await raw(docket.url, Buffer.concat([chunk, Buffer.from(rest)]));
		assert.ok([0, 400, 413].includes(answer.status), `${JSON.stringify(rest)}: ${answer.status}`);
	}
});

hostile('bodies that are no form are 400', async () => {
	const body = `${whole()}--B--\r\n`;
	for (const type of [
		'application/json', 'text/plain', '', 'multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; boundary=""', `multipart/form-data; boundary=${'x'.repeat(300)}`, 'multipart/form-data; boundary=B; boundary=C',
		'multipart/mixed; boundary=B', 'multipart/form-data; boundary="B', 'multipart/form-data; boundary=B\xff', 'multipart/form-data, application/json',
	]) plain(await post('/new/problem', type, body), 400, type);
	for (const [what, parts] of [
		['nested', '--B\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: multipart/mixed; boundary=C\r\n\r\n--C\r\n\r\nx\r\n--C--\r\n--B--\r\n'],
		['no name', `${part('filename="x"', 'x')}--B--\r\n`],
		['no disposition', '--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B--\r\n'],
		['an attachment', '--B\r\nContent-Disposition: attachment; name="a"\r\n\r\nx\r\n--B--\r\n'],
		['encoded', '--B\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--B--\r\n'],
		['a folded head', '--B\r\nContent-Disposition: form-data;\r\n name="a"\r\n\r\nx\r\n--B--\r\n'],
		['an endless head', `--B\r\nContent-Disposition: form-data; name="${'a'.repeat(100000)}"\r\n\r\nx\r\n--B--\r\n`],
		['another boundary', '--C\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--C--\r\n'],
		['line feeds alone', '--B\nContent-Disposition: form-data; name="a"\n\nx\n--B--\n'],
	]) plain(await post('/new/problem', MULTIPART, parts), [400, 413], what);
});

test('a boundary inside a file is a part of the file', async () => {
	const contents = ['x--B', '\n--B\r\n', '\r--B', '\r\n-B', '\r\n--', '\r\n\r\n--b\r\n', `${'\r\n-'.repeat(5000)}`, '\r\n\r\n', ''.padEnd(70000, '\r\n--A')];
	const body = `${whole()}${contents.map((content, at) => part(`name="file"; filename="${at}.bin"\r\nContent-Type: text/plain`, content)).join('')}--B--\r\nafterwards`;
	const answer = await post('/new/problem', MULTIPART, body);
	assert.equal(answer.status, 303, answer.text);
	const number = answer.text.match(/Location: \/t\/(H\d+)/i)[1];
	const files = await docket.sql(`SELECT id, name FROM attachment WHERE ticket_id = ${number.slice(1)} ORDER BY id`);
	assert.equal(files.length, contents.length);
	for (const [at, file] of files.entries()) {
		const got = await world.client.get(`/file/${file.id}/${file.name}`);
		assert.equal(got.bytes.toString('latin1'), contents[at], file.name);
	}
});

test('hostile file names are shown as text and lead nowhere', async () => {
	const pids = workers();
	const names = ['../../../etc/passwd', '..\\..\\boot.ini', '/etc/shadow', 'C:\\con', '"><script>alert(1)</script>.png', "' onmouseover='alert(1)", 'a\tb', 'exe.\u202egpj', '.', '..', '...', ' ', '.htaccess', `${'ł'.repeat(400)}.pdf`, 'a;b="c"', '%0d%0aSet-Cookie: x=1', 'javascript:alert(1)', '{{7*7}}<?cs var:Csrf ?>', '\u0000'.repeat(0), 'ﷺ'.repeat(300), 'NUL', '~/.ssh/id', '$(touch x)`id`'];
	const answer = await world.client.post('/new/problem', { csrf: world.client.token, subject: 'Names', happened: 'H' }, { files: { file: names.slice(0, 20).map((name, at) => ({ name, content: `content ${at}` })) } });
	assert.equal(answer.status, 303, answer.text);
	const second = await world.client.post(`${answer.location}/reply`, { csrf: world.client.token, body: 'more' }, { files: { file: names.slice(20).map((name, at) => ({ name, content: `content ${20 + at}` })) } });
	assert.equal(second.status, 303, second.text);
	const files = await docket.sql(`SELECT id, name FROM attachment WHERE ticket_id = ${answer.location.match(/\d+/)[0]} ORDER BY id`);
	assert.equal(files.length, names.length);
	for (const file of files) {
		assert.doesNotMatch(file.name, /[\\/\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]|^\.+$|^\s|\s$|^$/, JSON.stringify(file.name));
		assert.ok([...file.name].length <= 200, file.name);
	}
	assert.match(files.find((file) => file.name.includes('łłł')).name, /\.pdf$/);
	const page = await world.client.get(answer.location);
	harmless(page.text, answer.location);
	const links = [...page.text.matchAll(/href="(\/file\/[^"]+)"/g)].map(([, link]) => link);
	assert.equal(links.length, names.length);
	for (const [at, link] of links.entries()) {
		const got = await world.client.get(link.replace(/&#39;/g, "'").replace(/&amp;/g, '&'));
		assert.equal(got.status, 200, link);
		assert.equal(got.text, `content ${at}`);
		assert.match(got.headers['content-disposition'], /^attachment; filename="[ -~]*"/, link);
		assert.equal(got.headers['set-cookie'], undefined);
	}
	assert.deepEqual(workers(), pids);
	assert.deepEqual(readdirSync(path.join(docket.home, 'spool')), []);
});

hostile("another client's ticket looks like one that never was", async () => {
	const [{ id }] = await docket.sql(`SELECT MAX(id) AS id FROM ticket WHERE contact_id = ${world.client.id}`);
	const same = (text) => text.replace(/request [0-9a-f]{16}/, 'request X').replaceAll(`H${id}`, 'H0').replaceAll('H999999999', 'H0');
	for (const address of ['/t/NUMBER', '/kb/NUMBER', '/desk/t/NUMBER']) {
		const [theirs, none] = [await world.other.get(address.replace('NUMBER', `H${id}`)), await world.other.get(address.replace('NUMBER', 'H999999999'))];
		plain(theirs, 404, address);
		assert.equal(same(theirs.text), same(none.text), address);
	}
	for (const action of ['reply', 'contest', 'confirm', 'rate']) {
		const fields = { csrf: world.other.token, body: 'x', rating: 5, once: unique('key') };
		const [theirs, none] = [await world.other.post(`/t/H${id}/${action}`, fields), await world.other.post(`/t/H999999999/${action}`, fields)];
		plain(theirs, 404, action);
		assert.equal(same(theirs.text), same(none.text), action);
	}
});

test('a stale token costs nobody what was typed', async () => {
	const happened = `${unique('long')}\r\n <b>"quoted"</b> & 'more'`;
	const tickets = await docket.sql('SELECT COUNT(*) AS n FROM ticket');
	const answer = await world.client.post('/new/problem', { csrf: 'stale', once: unique('once'), subject: 'Stale', happened, where: 'here' }, { files: { file: [{ name: 'kept.txt', content: 'kept' }] } });
	plain(answer, 403, 'a stale token');
	assert.deepEqual(await docket.sql('SELECT COUNT(*) AS n FROM ticket'), tickets);
	const form = forms(answer.text).find((one) => one.action === '/new/problem');
	assert.equal(form.values.happened.replace(/\r?\n/g, '\n'), happened.replace(/\r?\n/g, '\n'));
	assert.equal(form.values.csrf, world.client.token);
	const again = await world.client.post('/new/problem', form.values);
	assert.equal(again.status, 303, again.text);
	const [row] = await docket.sql(`SELECT t.file_count, m.body FROM ticket t JOIN message m ON m.ticket_id = t.id WHERE t.id = ${again.location.match(/\d+/)[0]}`);
	assert.deepEqual([row.file_count, row.body.replace(/\r/g, '')], ['1', happened.replace(/\r/g, '')]);
	// A password is never shown back.
	const password = await world.client.post('/account/password', { csrf: 'stale', password_present: 'secret one', password_new: 'secret two', password_again: 'secret two' });
	plain(password, 403, 'a password');
	assert.doesNotMatch(password.text, /secret (one|two)/);
});

hostile('a form that comes from elsewhere is refused', async () => {
	const { host, port } = new URL(docket.url);
	for (const origin of ['https://evil.example', 'null', `https://${host}`, `http://${host}.evil.example`, `http://evil.example/${host}`, 'http://localhost', `http://localhost:${Number(port) + 1}`, `http://x@${host}`, 'http://', `${docket.url}/`, `${docket.url} `.trim() + ', https://evil.example', 'file://', `HTTP://${host}`])
		plain(await world.client.post('/new/problem', { csrf: world.client.token, subject: 'S', happened: 'H' }, { files: {}, headers: { Origin: origin } }), 403, origin);
	for (const target of ['/login', '/logout', '/account/language', `/desk/t/H1/take`])
		plain(await new Client(docket.url).post(target, { csrf: 'x' }, { headers: { Origin: 'https://evil.example' } }), 403, target);
	// Without an Origin the token decides.
	const none = await send('POST', '/new/problem', { Cookie: cookies(world.client).Cookie, 'Content-Type': URLENCODED, 'Content-Length': 9 }, 'subject=S');
	plain(none, 403, 'no Origin, no token');
});

hostile('nothing typed becomes a header', async () => {
	const evil = '%0d%0aSet-Cookie:%20evil=1%0d%0a%0d%0a<script>alert(1)</script>';
	for (const target of [`/${evil}`, `/t/${evil}`, `/login?next=${evil}`, `/login?next=/${evil}`, `/?lang=${evil}`, `/tickets/?x=${evil}`, `/kb?after=${evil}`, `/s/${evil}`, `/file/1/${evil}`, `/new/problem/?${evil}`]) {
		const answer = await send('GET', target, cookies(world.client));
		assert.ok(answer.status > 0 && answer.status < 500, target);
		assert.doesNotMatch(answer.text.split('\r\n\r\n')[0], /^Set-Cookie: evil|^<script/im, target);
		assert.equal(answer.text.match(/^HTTP\/1\.1 /gm).length, 1);
		assert.doesNotMatch(answer.text, /<script>alert/, target);
	}
	for (const next of ['//evil.example', 'https://evil.example/', '/\\evil.example', '\\\\evil.example', 'javascript:alert(1)', '/%2f/evil.example', ' //evil.example', '/\t/evil.example', '%2f%2fevil.example', '/login?next=//evil.example', 'evil.example', '///evil.example']) {
		const answer = await world.client.get(`/login?next=${encodeURIComponent(next)}`);
		assert.equal(answer.status, 303);
		const to = new URL(answer.location, docket.url);
		assert.equal(to.origin, new URL(docket.url).origin, `${next} → ${answer.location}`);
		assert.doesNotMatch(answer.location, /^\/[\\/]/, next);
	}
	for (const header of ['X-Accel-Redirect: /_cache/x', 'X-Forwarded-Proto: https', 'X-Forwarded-Host: evil.example', 'X-Original-URL: /desk', 'X-HTTP-Method-Override: DELETE', 'Proxy: http://evil.example', 'Status: 200', 'Host: evil.example']) {
		const [name, value] = header.split(': ');
		const answer = await world.nobody.get('/login', { headers: { [name]: value } });
		assert.equal(answer.status, 200, header);
		assert.doesNotMatch(answer.text, /evil\.example/, header);
		assert.doesNotMatch(JSON.stringify(answer.headers), /evil\.example|__Host-/, header);
	}
});

hostile('absurd cookies are passed over', async () => {
	const good = [...world.client.cookies].find(([name]) => name === 'docket')[1];
	for (const cookie of ['docket', 'docket=', '=', ';;;', 'docket="', `docket=${'x'.repeat(7000)}`, 'docket=\xff\xfe', 'docket=a\x01b', Array.from({ length: 400 }, (_, at) => `c${at}=1`).join('; '), 'docket=x; docket=y', 'docket_lang=../../etc', 'docket_flash=00', `docket_flash=${'0'.repeat(64)}`, `docket_flash=${'z'.repeat(64)}`, `docket_flash=${'f'.repeat(3000)}`, 'docket_visitor=%00', `docket=${good.slice(0, -1)}`, `docket=${good} x`, `__Host-docket=${good}`, `DOCKET=${good}`, '$Version=1; docket=1', ',', 'a=b=c=d']) {
		const answer = await send('GET', '/account', { Cookie: cookie });
		assert.equal(answer.status, 303, `${JSON.stringify(cookie.slice(0, 40))}: ${answer.status}`);
		assert.match(answer.text, /Location: \/login\?next=/i);
	}
	const beside = await send('GET', '/account', { Cookie: `a=\xff; b="; c; =d; docket=${good}; e=\x02` });
	assert.ok([200, 303, 400].includes(beside.status), 'the good one beside bad ones');
	plain(await send('GET', '/', { Cookie: `docket=${'x'.repeat(30000)}` }), 431, 'thirty thousand bytes');
});

hostile('very long addresses and heads', async () => {
	plain(await send('GET', `/${'a'.repeat(7000)}`), 404, '7 KB');
	plain(await send('GET', `/kb?q=${'a'.repeat(10000)}`), 414, '10 KB');
	plain(await send('GET', `/${'a/'.repeat(5000)}`), 414, 'ten thousand segments');
	plain(await send('GET', `/${'a'.repeat(60000)}`), 414, '60 KB');
	plain(await send('GET', `/tickets?${'a&'.repeat(3900)}`), [303, 400, 413, 414], 'thousands of parameters');
	plain(await send('GET', '/', { 'X-Long': 'x'.repeat(40000) }), 431, 'a long header');
	const many = Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`X-${at}`, 'y'.repeat(40)]));
	plain(await send('GET', '/', many), 431, 'many headers');
	assert.equal((await send('GET', '/', { 'Accept-Language': `${'xx;q=0.1,'.repeat(1500)}pl` })).status, 200);
	assert.equal((await send('GET', '/', { 'User-Agent': '\xff'.repeat(5000), Referer: '\x01' })).status, 200);
});

hostile('one request gets one answer, however it is framed', async () => {
	const second = `GET /smuggled HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`;
	const framed = (headers, body) => `POST /login HTTP/1.1\r\nHost: ${HOST}\r\nContent-Type: ${URLENCODED}\r\n${headers}\r\n\r\n${body}`;
	for (const [what, text] of [
		['two lengths', framed(`Content-Length: 0\r\nContent-Length: ${second.length}`, second)],
		['two equal lengths', framed('Content-Length: 3\r\nContent-Length: 3', 'a=b')],
		['length and chunks', framed('Content-Length: 4\r\nTransfer-Encoding: chunked', `0\r\n\r\n${second}`)],
		['chunks and length', framed('Transfer-Encoding: chunked\r\nContent-Length: 4', `0\r\n\r\n${second}`)],
		['unknown encoding', framed('Transfer-Encoding: xchunked', second)],
		['two encodings', framed('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', `0\r\n\r\n${second}`)],
		['chunked, twice', framed('Transfer-Encoding: chunked, chunked', `0\r\n\r\n${second}`)],
		['a list of lengths', framed('Content-Length: 0, 10', second)],
		['a length with a sign', framed('Content-Length: +0', second)],
		['two hosts', `GET / HTTP/1.1\r\nHost: ${HOST}\r\nHost: evil.example\r\n\r\n`],
		['no host', 'GET / HTTP/1.1\r\n\r\n'],
		['a bad host', 'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n'],
		['a space before the colon', `GET / HTTP/1.1\r\nHost : ${HOST}\r\n\r\n`],
		['a NUL in a header', `GET / HTTP/1.1\r\nHost: ${HOST}\r\nX: a\0b\r\n\r\n`],
		['a bare carriage return', `GET / HTTP/1.1\rHost: ${HOST}\r\r`],
		['HTTP/9.9', `GET / HTTP/9.9\r\nHost: ${HOST}\r\n\r\n`],
		['no HTTP', '\x16\x03\x01\x02\x00\x01\x00'],
		['lower case', `get / HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`],
	]) {
		const answer = await raw(docket.url, text, { end: true, seconds: 5 });
		assert.ok([400, 405, 411, 501, 505].includes(answer.status), `${what}: ${answer.status}`);
		assert.equal(answer.text.match(/HTTP\/1\.1 \d/g).length, 1, what);
		assert.doesNotMatch(answer.text, /smuggled/, what);
	}
	for (const method of ['TRACE', 'CONNECT', 'PROPFIND', 'X'.repeat(300)]) {
		const answer = await send(method, method === 'CONNECT' ? `${HOST}` : '/');
		assert.ok([400, 405].includes(answer.status), `${method}: ${answer.status}`);
		assert.doesNotMatch(answer.text, /Cookie: /);
	}
});

hostile('whoever asks for JSON gets the page', async () => {
	for (const [target, status] of [['/', 200], ['/kb', 200], ['/nowhere', 404], ['/t/nonsense', 404], ['/%ff', 400], ['/api/v1/tickets', 404]]) {
		const answer = await world.nobody.get(target, { headers: { Accept: 'application/json' } });
		assert.equal(answer.status, status, target);
		assert.match(answer.headers['content-type'], /^text\/html/);
		assert.match(answer.text, /<h1/);
	}
	for (const headers of [{ Range: 'bytes=0-1' }, { 'If-None-Match': '*' }, { 'If-Modified-Since': 'nonsense' }, { Expect: '100-continue' }, { Accept: 'x'.repeat(3000) }, { 'Accept-Encoding': '*;q=0' }, { Upgrade: 'websocket', Connection: 'Upgrade' }, { TE: 'trailers' }])
		assert.equal((await world.nobody.get('/', { headers })).status, 200, JSON.stringify(headers));
});

test('what people write is shown as they wrote it, and nothing of it is markup', async () => {
	const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>\' onmouseover=\'alert(1) javascript:alert(1) <?cs var:Csrf ?> &lt;b&gt; %s {{7*7}} \u202e\u0007';
	const person = await addPerson(docket, { organisation: world.organisation });
	await docket.sql(`UPDATE account SET name = ${JSON.stringify(evil.slice(0, 60))} WHERE id = ${person.id}`);
	const number = await openTicket(person, { subject: evil.slice(0, 200), happened: evil, where: evil.slice(0, 200) });
	await world.agent.get(`/desk/t/${number}`);
	for (const [visitor, target] of [[person, `/t/${number}`], [person, '/tickets'], [person, '/'], [person, '/account'], [world.agent, `/desk/t/${number}`], [world.agent, '/desk/queue/open']]) {
		const page = await visitor.get(target);
		assert.equal(page.status, 200, target);
		harmless(page.text, target);
		assert.doesNotMatch(page.text, /<\?cs/, target);
		assert.ok(textOf(page.text).includes('<script>alert(1)'), `${target} shows it as text`);
	}
});

test('errors name the request, as the log does', async () => {
	const answer = await world.nobody.get('/nowhere');
	const id = answer.headers['x-request-id'];
	assert.match(id, /^[0-9a-f]{16}$/);
	assert.ok(answer.text.includes(id));
	await until('in the log', () => readFileSync(path.join(docket.home, 'log', 'access.log'), 'utf8').includes(id));
});
