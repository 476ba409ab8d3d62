// What nginx adds to every answer, and what it answers by itself.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { run, sharedInstance } from '../lib/instance.mjs';
import { until, answers } from './processes.mjs';

const docket = await sharedInstance();
const ONCE = ['x-content-type-options', 'referrer-policy', 'content-security-policy'];

/* One request as it stands; the answer with its headers as [name, value] pairs. */
function ask(target, { method = 'GET', headers = {}, body } = {}) {
	return new Promise((resolve, reject) => {
		const { port } = new URL(docket.url);
		const request = http.request({ host: '127.0.0.1', port, path: target, method, headers }, (response) => {
			const pieces = [];
			response.on('data', (bytes) => pieces.push(bytes));
			response.on('end', () => resolve({
				status: response.statusCode,
				headers: response.headers,
				names: response.rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase()),
				text: Buffer.concat(pieces).toString('utf8'),
			}));
		});
		request.on('error', reject);
		request.end(body);
	});
}

/* A request that node would not write. */
function raw(text) {
	return new Promise((resolve, reject) => {
		const socket = net.connect(Number(new URL(docket.url).port), '127.0.0.1', () => socket.write(text));
		let answer = '';
		socket.on('data', (bytes) => { answer += bytes; });
		socket.on('end', () => resolve(answer));
		socket.on('error', (error) => (answer ? resolve(answer) : reject(error)));
	});
}

test('each security header is sent once, with every answer', async () => {
	for (const target of ['/', '/login', '/kb', '/desk', '/file/none', '/nowhere', '/css/docket.css', '/css/none.css', '/_cache/x', '/errors/413.html']) {
		const answer = await ask(target);
		for (const name of ONCE) {
			assert.equal(answer.names.filter((other) => other === name).length, 1, `${target}: ${name}`);
		}
		assert.equal(answer.headers['x-content-type-options'], 'nosniff');
		assert.equal(answer.headers.server, 'nginx');
	}
});

test('the policy allows no inline script or style', async () => {
	const policy = (await ask('/')).headers['content-security-policy'];
	assert.doesNotMatch(policy, /unsafe|\*/);
	for (const part of [/default-src 'self'/, /frame-ancestors 'none'/, /base-uri 'none'/, /object-src 'none'/, /form-action 'self'/]) assert.match(policy, part);
});

test('a body above the cap gets 413 and a plain page, before it is sent', async () => {
	const answer = await raw('POST /new HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 1073741824\r\n\r\n');
	assert.match(answer, /^HTTP\/1\.1 413 /);
	assert.match(answer, /<h1>/);
	assert.doesNotMatch(answer, /<center>/);
});

test('broken requests get 400 and a plain page', async () => {
	for (const line of ['GET /%zz HTTP/1.1\r\nHost: localhost', 'GET / HTTP/1.1', `GET /${'a'.repeat(40000)} HTTP/1.1\r\nHost: localhost`]) {
		const answer = await raw(`${line}\r\nConnection: close\r\n\r\n`);
		assert.match(answer, /^HTTP\/1\.1 4\d\d /);
		assert.match(answer, /<h1>/, line.slice(0, 40));
	}
});

test('neither the cache nor the error pages can be asked for', async () => {
	writeFileSync(path.join(docket.home, 'cache', 'start-test'), 'secret');
	for (const target of ['/_cache/start-test', '/_cache/../_cache/start-test', '/errors/503.html', '/css/../docket.conf', '/css/..%2f..%2fdocketctl']) {
		const answer = await ask(target);
		assert.ok(answer.status >= 400, `${target}: ${answer.status}`);
		assert.doesNotMatch(answer.text, /secret/);
	}
});

test('static files are kept by browsers, and asked for anew by what they are', async () => {
	const plain = await ask('/css/docket.css');
	assert.equal(plain.status, 200);
	assert.match(plain.headers['content-type'], /^text\/css; *charset=utf-8$/);
	assert.equal(plain.headers['cache-control'], 'max-age=60');
	assert.equal((await ask('/css/docket.css?v=1')).headers['cache-control'], 'max-age=31536000');
	assert.equal((await ask('/css/docket.css', { headers: { 'if-none-match': plain.headers.etag } })).status, 304);
	const packed = await ask('/css/docket.css', { headers: { 'accept-encoding': 'gzip' } });
	assert.equal(packed.headers['content-encoding'], 'gzip');
	assert.equal((await ask('/', { headers: { 'accept-encoding': 'gzip' } })).headers['content-encoding'], undefined);
});

test('a request has an id in the answer and in the log', async () => {
	assert.match((await ask('/')).headers['x-request-id'] ?? '', /\S/);
});

test('with its workers away the portal says that it will be back', async () => {
	const folder = path.join(docket.home, 'service', 'kb');
	await run('sv', ['down', folder]);
	try {
		await until('away', async () => (await ask('/kb')).status !== 200);
		const answer = await ask('/kb');
		assert.equal(answer.status, 503);
		assert.match(answer.headers['retry-after'], /^\d+$/);
		assert.equal(answer.names.filter((name) => name === 'retry-after').length, 1);
		assert.match(answer.text, /<h1>/);
		for (const name of ONCE) assert.equal(answer.names.filter((other) => other === name).length, 1, name);
	} finally {
		await run('sv', ['up', folder]);
		await until('back', () => answers(docket.url, '/kb'));
	}
});
