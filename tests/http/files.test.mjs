// Files: what goes in comes out unchanged, to those alone who may see it, and never as something that runs.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { before, test } from 'node:test';
import { sharedInstance } from '../lib/instance.mjs';
import { Client, forms, unescapeHtml } from '../lib/client.mjs';
import { addOrganisation, addPerson, deskPage, openTicket, press, textOf, unique } from './people.mjs';

const docket = await sharedInstance();
const MIB = 1024 * 1024;
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const JPEG = Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z', 'base64');
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

let client;
before(async () => {
	client = await addPerson(docket, { organisation: await addOrganisation(docket) });
});

/* A ticket with these files; → their links on its page, in order. */
async function withFiles(files, owner = client) {
	const number = await openTicket(owner, { files: { file: files } });
	return linksOf((await owner.get(`/t/${number}`)).text);
}

function linksOf(html) {
	return [...html.matchAll(/href="(\/file\/\d+\/[^"]*)"/g)].map(([, path]) => unescapeHtml(path));
}

function nameIn(disposition) {
	return decodeURIComponent(disposition.match(/filename\*=UTF-8''([^;]+)/)[1]);
}

test('25 MiB go in and come out unchanged', async () => {
	const content = randomBytes(25 * MIB);
	const [path] = await withFiles([{ name: 'large.bin', content }]);
	const answer = await client.get(path);
	assert.equal(answer.status, 200);
	assert.equal(answer.bytes.length, content.length);
	assert.ok(answer.bytes.equals(content));
	assert.equal(answer.headers['content-type'], 'application/octet-stream');
});

test('a file over the cap is refused, and all else on the form stays', async () => {
	const [subject, small] = [unique('Subject'), unique('small')];
	const answer = await client.submit('/new/problem', { subject, happened: 'Typed with care.' }, {
		files: { file: [{ name: `${small}.txt`, content: 'small' }, { name: 'film.mp4', content: Buffer.alloc(25 * MIB + 1, 7) }] },
	});
	assert.equal(answer.status, 413);
	assert.match(textOf(answer.text), /film\.mp4.*too large/);
	const form = forms(answer.text).find((one) => one.action === '/new/problem');
	assert.equal(form.values.subject, subject);
	assert.equal(form.values.happened, 'Typed with care.');
	assert.ok(form.values.upload, 'the small file is kept');
	const again = await client.post('/new/problem', form.values, { files: {} });
	assert.equal(again.status, 303, textOf(again.text));
	assert.equal(linksOf((await client.get(again.location)).text).length, 1);
});

test('a request over the cap of all files together is refused', async () => {
	const part = Buffer.alloc(24 * MIB, 1);
	const answer = await client.submit('/new/problem', { subject: 'x', happened: 'x' }, {
		files: { file: [1, 2, 3, 4, 5].map((i) => ({ name: `${i}.bin`, content: part })) },
	}).catch((error) => ({ status: /ECONNRESET|EPIPE/.test(String(error.code)) ? 413 : error }));
	assert.equal(answer.status, 413);
});

test('what browsers show without running anything is shown, all else is saved', async () => {
	const html = '<script>alert(document.domain)</script>';
	const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
	const files = [
		['photo.png', PNG, 'image/png'],
		['photo.jpg', JPEG, 'image/jpeg'],
		['moving.gif', GIF, 'image/gif'],
		['page.html', html, null],
		['picture.svg', svg, null],
		['picture.png', html, null],
		['report.pdf', '%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n', null],
		['script.js', 'alert(1)', null],
	];
	const links = await withFiles(files.map(([name, content]) => ({ name, content, type: 'image/png' })));
	for (const [at, [name, content, type]] of files.entries()) {
		const answer = await client.get(links[at]);
		assert.equal(answer.status, 200, name);
		assert.ok(answer.bytes.equals(Buffer.from(content)), name);
		assert.equal(answer.headers['content-type'], type ?? 'application/octet-stream', name);
		assert.match(answer.headers['content-disposition'], type ? /^inline;/ : /^attachment;/, name);
		assert.equal(nameIn(answer.headers['content-disposition']), name);
	}
});

test('the final answer forbids sniffing, scripts and shared caches', async () => {
	const [path] = await withFiles([{ name: 'page.html', content: '<p>x</p>' }]);
	for (const method of ['GET', 'HEAD']) {
		const { headers } = await client.request(method, path);
		assert.equal(headers['x-content-type-options'], 'nosniff');
		assert.equal(headers['content-security-policy'], "default-src 'none'; sandbox");
		assert.equal(headers['cache-control'], 'private, no-cache');
		assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
		assert.equal(headers['x-accel-redirect'], undefined);
		assert.equal(headers['content-length'], '8');
	}
	assert.equal((await client.request('HEAD', path)).bytes.length, 0);
});

test('parts of a file are sent, and what has not changed is not sent again', async () => {
	const content = randomBytes(300_000);
	const [path] = await withFiles([{ name: 'part.bin', content }]);
	const part = await client.get(path, { headers: { Range: 'bytes=100000-100009' } });
	assert.equal(part.status, 206);
	assert.equal(part.headers['content-range'], 'bytes 100000-100009/300000');
	assert.ok(part.bytes.equals(content.subarray(100000, 100010)));
	const end = await client.get(path, { headers: { Range: 'bytes=-5' } });
	assert.ok(end.bytes.equals(content.subarray(-5)));
	assert.equal((await client.get(path, { headers: { Range: 'bytes=300000-' } })).status, 416);
	const whole = await client.get(path);
	assert.equal((await client.get(path, { headers: { 'If-None-Match': whole.headers.etag } })).status, 304);
});

test('names in any script, and names that mean harm, come back harmless', async () => {
	const names = [
		['Zażółć gęślą jaźń.txt', 'Zażółć gęślą jaźń.txt'],
		['Скриншот экрана.txt', 'Скриншот экрана.txt'],
		['スクリーンショット.txt', 'スクリーンショット.txt'],
		['it\'s 100% "done"; now.txt', 'it\'s 100% "done"; now.txt'],
		['../../etc/passwd', 'passwd'],
		['C:\\Users\\kari\\receipt.txt', 'receipt.txt'],
	];
	const links = await withFiles(names.map(([name], i) => ({ name, content: `content ${i}` })));
	assert.equal(links.length, names.length);
	for (const [at, [sent, want]] of names.entries()) {
		const answer = await client.get(links[at]);
		assert.equal(answer.status, 200, sent);
		assert.equal(answer.text, `content ${at}`);
		// The test's client percent-encodes a quote in a name, as browsers do: both spellings are right.
		const back = nameIn(answer.headers['content-disposition']).replaceAll('%22', '"');
		assert.equal(back, want);
		assert.doesNotMatch(answer.headers['content-disposition'].match(/filename="((?:[^"\\]|\\.)*)"/)[1], /[^ -~]|[\\/"]/);
	}
});

test('the name in the address is decoration, the number is not', async () => {
	const [path] = await withFiles([{ name: 'a.txt', content: 'decorated' }]);
	const id = path.split('/')[2];
	for (const name of ['b.txt', '%D1%84', 'x%22y', '...'])
		assert.equal((await client.get(`/file/${id}/${name}`)).text, 'decorated', name);
	for (const other of ['0', '-1', 'x', '99999999', '99999999999999999999', `${id}x`, `0${id}0`])
		assert.equal((await client.get(`/file/${other}/a.txt`)).status, 404, other);
	assert.equal((await client.get(`/file/${id}`)).status, 404);
	assert.equal((await client.get('/_cache/')).status, 404, 'the cache itself is internal');
	assert.equal((await client.post(`/file/${id}/a.txt`, {})).status, 405);
});

test("another client's file is not there, and nobody is asked to sign in", async () => {
	const [path] = await withFiles([{ name: 'mine.txt', content: 'mine' }]);
	const colleague = await addPerson(docket);
	assert.equal((await colleague.get(path)).status, 404);
	const nobody = await new Client(docket.url).get(path);
	assert.equal(nobody.status, 303);
	assert.match(nobody.location, /^\/login\?next=%2Ffile%2F/);
	const agent = await addPerson(docket, { role: 'agent' });
	assert.equal((await agent.get(path)).text, 'mine');
});

test('a file survives a form that comes back with a mistake, and can be left out', async () => {
	const first = await client.submit('/new/problem', { subject: '', happened: 'x' }, { files: { file: [{ name: 'kept.txt', content: 'kept' }, { name: 'left.txt', content: 'left' }] } });
	assert.equal(first.status, 422);
	const form = forms(first.text).find((one) => one.action === '/new/problem');
	const tokens = form.fields.filter((field) => field.name === 'upload').map((field) => field.value);
	assert.equal(tokens.length, 2);
	const second = await client.post('/new/problem', { ...form.values, subject: unique('Subject'), upload: tokens, drop: tokens[1] }, { files: {} });
	assert.equal(second.status, 303, textOf(second.text));
	const links = linksOf((await client.get(second.location)).text);
	assert.equal(links.length, 1);
	assert.equal((await client.get(links[0])).text, 'kept');
});

test("another person's upload cannot be attached by its token", async () => {
	const first = await client.submit('/new/problem', { subject: '', happened: 'x' }, { files: { file: [{ name: 'theirs.txt', content: unique('theirs') }] } });
	const token = forms(first.text).find((one) => one.action === '/new/problem').values.upload;
	const thief = await addPerson(docket);
	const number = await openTicket(thief, { upload: token });
	assert.deepEqual(linksOf((await thief.get(`/t/${number}`)).text), []);
});

test('the same content is kept once, under any name and in any ticket', async () => {
	const content = randomBytes(600_000);
	const hash = createHash('sha256').update(content).digest('hex');
	const links = await withFiles([{ name: 'one.bin', content }, { name: 'two.bin', content }]);
	await withFiles([{ name: 'three.bin', content }], await addPerson(docket));
	const [row] = await docket.sql(`SELECT COUNT(DISTINCT f.id) AS files, COUNT(DISTINCT c.position) AS chunks, COUNT(DISTINCT a.id) AS attachments FROM file f JOIN file_chunk c ON c.file_id = f.id JOIN attachment a ON a.file_id = f.id WHERE f.sha256 = UNHEX('${hash}')`);
	assert.deepEqual(row, { files: '1', chunks: '3', attachments: '3' });
	assert.equal(nameIn((await client.get(links[1])).headers['content-disposition']), 'two.bin');
});

test('an answer of staff may carry files, up to twenty', async () => {
	const agent = await addPerson(docket, { role: 'agent' });
	const number = await openTicket(client);
	const many = Array.from({ length: 21 }, (_, i) => ({ name: `${i}.txt`, content: `file ${i}` }));
	const body = unique('with files');
	const over = await press(agent, await deskPage(agent, number), 'reply', { body }, { files: { file: many } });
	assert.equal(over.status, 413);
	assert.match(textOf(over.text), /At most 20 files/);
	assert.match(over.text, new RegExp(body));
	const sent = await press(agent, await deskPage(agent, number), 'reply', { body }, { files: { file: many.slice(0, 20) } });
	assert.equal(sent.status, 303);
	assert.equal(linksOf((await client.get(`/t/${number}`)).text).length, 20);
});
