// An HTTP client for tests that hides nothing: no redirect is followed, no header changed, unless asked.
//
//   const visitor = new Client(docket.url);
//   await visitor.login('client@example.org', 'docket-demo');
//   const page = await visitor.get('/tickets');          { status, headers, text, bytes, path }
//   const answer = await visitor.submit('/new/problem', { subject: '…' }, { files: { file: [{ name, type, content }] } });
//
// submit() gets the page first and takes the CSRF token and the hidden fields from its form; post() sends just what
// it is given. raw() writes bytes into a socket, for what no HTTP library would send.

import http from 'node:http';
import net from 'node:net';
import { randomBytes } from 'node:crypto';

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'", nbsp: '\u00a0' };

export function unescapeHtml(text) {
	return text.replace(/&(#\d+|#x[0-9a-f]+|\w+);/gi, (whole, name) => {
		if (ENTITIES[name]) return ENTITIES[name];
		if (/^#x/i.test(name)) return String.fromCodePoint(parseInt(name.slice(2), 16));
		if (name[0] === '#') return String.fromCodePoint(Number(name.slice(1)));
		return whole;
	});
}

/* The attributes of one tag's text, names in lower case; one without a value is ''. */
export function attributes(tag) {
	const found = {};
	for (const [, name, , quoted, single, bare] of tag.replace(/^<\/?[\w-]+/, '').matchAll(/([^\s=<>"'/]+)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g))
		found[name.toLowerCase()] = unescapeHtml(quoted ?? single ?? bare ?? '');
	return found;
}

/* All forms of a page: { action, method, enctype, fields: [{ name, type, value, checked… }], values }. `values` is what a
 * browser would send if nobody touched the form (of the buttons, none). */
export function forms(html) {
	return [...html.matchAll(/<form\b[^>]*>([\s\S]*?)<\/form>/gi)].map((match) => {
		const head = attributes(match[0].match(/^<form\b[^>]*>/i)[0]);
		const fields = [];
		for (const [tag, kind] of match[1].matchAll(/<(input|button)\b[^>]*>/gi)) {
			const set = attributes(tag);
			fields.push({ kind: kind.toLowerCase(), type: set.type ?? (kind === 'button' ? 'submit' : 'text'), value: set.value ?? '', ...set });
		}
		for (const [, open, text] of match[1].matchAll(/(<textarea\b[^>]*>)([\s\S]*?)<\/textarea>/gi))
			fields.push({ kind: 'textarea', type: 'textarea', ...attributes(open), value: unescapeHtml(text).replace(/^\n/, '') });
		for (const [, open, inside] of match[1].matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/gi)) {
			const options = [...inside.matchAll(/(<option\b[^>]*>)([^<]*)/gi)].map(([, tag, text]) => ({ ...attributes(tag), text: unescapeHtml(text.trim()) }));
			const chosen = options.find((option) => 'selected' in option) ?? options[0];
			fields.push({ kind: 'select', type: 'select', ...attributes(open), options, value: chosen ? (chosen.value ?? chosen.text) : '' });
		}
		const values = {};
		for (const field of fields) {
			if (!field.name || 'disabled' in field || ['submit', 'button', 'image', 'reset', 'file'].includes(field.type)) continue;
			if (['checkbox', 'radio'].includes(field.type)) {
				if ('checked' in field) values[field.name] = field.value || 'on';
			} else values[field.name] = field.value;
		}
		return { action: head.action ?? '', method: (head.method ?? 'get').toLowerCase(), enctype: head.enctype ?? '', html: match[0], fields, values };
	});
}

/* The CSRF token of a page: the value of a hidden input named csrf. */
export function csrfOf(html) {
	for (const [tag] of html.matchAll(/<input\b[^>]*>/gi)) {
		const set = attributes(tag);
		if (set.name === 'csrf') return set.value;
	}
	return undefined;
}

/* Instances listen on IPv4 alone, and "localhost" may mean IPv6 first. */
function address(host) {
	return host === 'localhost' ? '127.0.0.1' : host;
}

function pairs(fields) {
	const list = [];
	for (const [name, value] of Array.isArray(fields) ? fields : Object.entries(fields))
		for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null) list.push([name, one]);
	return list;
}

export function urlencoded(fields) {
	return Buffer.from(new URLSearchParams(pairs(fields).map(([name, value]) => [name, String(value)])).toString());
}

/* fields as for post; files: { input: [{ name, type, content }] }. → { type, body } */
export function multipart(fields, files = {}, boundary = `----docket${randomBytes(12).toString('hex')}`) {
	const quote = (text) => text.replace(/"/g, '%22').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
	const parts = [];
	for (const [name, value] of pairs(fields))
		parts.push(`--${boundary}\r\nContent-Disposition: form-data; name="${quote(name)}"\r\n\r\n`, String(value), '\r\n');
	for (const [input, file] of pairs(files)) {
		const type = file.type ?? 'application/octet-stream';
		parts.push(`--${boundary}\r\nContent-Disposition: form-data; name="${quote(input)}"; filename="${quote(file.name)}"\r\nContent-Type: ${type}\r\n\r\n`, file.content, '\r\n');
	}
	parts.push(`--${boundary}--\r\n`);
	return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(parts.map((part) => Buffer.from(part))) };
}

export class Client {
	constructor(base, { headers = {}, language } = {}) {
		this.base = base;
		this.headers = { ...(language ? { 'Accept-Language': language } : {}), ...headers };
		this.cookies = new Map();
	}

	/* One request, one connection. body: text, bytes, or a readable stream. */
	request(method, path, { headers = {}, body, seconds = 60 } = {}) {
		const url = new URL(path, this.base);
		const send = { ...this.headers, ...headers };
		const jar = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		if (jar && !('Cookie' in send)) send.Cookie = jar;
		const streaming = body && typeof body.pipe === 'function';
		if (body !== undefined && !streaming) send['Content-Length'] ??= Buffer.byteLength(body);
		return new Promise((resolve, reject) => {
			const options = { host: address(url.hostname), port: url.port, path: url.pathname + url.search, method, agent: false, timeout: seconds * 1000 };
			const request = http.request({ ...options, headers: { Host: url.host, ...send } }, (response) => {
				const chunks = [];
				this.#remember(response.headers['set-cookie'] ?? []);
				response.on('data', (chunk) => chunks.push(chunk));
				response.on('error', reject);
				response.on('end', () => {
					const bytes = Buffer.concat(chunks);
					resolve({ status: response.statusCode, headers: response.headers, raw: response.rawHeaders, bytes, text: bytes.toString('utf8'), path, location: response.headers.location });
				});
			});
			request.on('timeout', () => request.destroy(new Error(`no answer in ${seconds} s: ${method} ${path}`)));
			request.on('error', reject);
			if (streaming) body.pipe(request);
			else request.end(body);
		});
	}

	#remember(lines) {
		for (const line of lines) {
			const [pair, ...rest] = line.split(';');
			const at = pair.indexOf('=');
			const name = pair.slice(0, at).trim();
			const gone = rest.some((part) => /^\s*max-age\s*=\s*(0|-\d+)\s*$/i.test(part));
			if (gone) this.cookies.delete(name);
			else this.cookies.set(name, pair.slice(at + 1).trim());
		}
	}

	get(path, options) {
		return this.request('GET', path, options);
	}

	/* Sends a form as a browser does: urlencoded, or multipart where files (perhaps {}) are given. */
	post(path, fields = {}, { files, headers = {}, ...options } = {}) {
		const { type, body } = files ? multipart(fields, files) : { type: 'application/x-www-form-urlencoded', body: urlencoded(fields) };
		return this.request('POST', path, { ...options, body, headers: { 'Content-Type': type, Origin: new URL(this.base).origin, ...headers } });
	}

	/* A fresh CSRF token of this visitor, from any page with a form. */
	async csrf(path) {
		const page = await this.get(path);
		const token = csrfOf(page.text);
		if (!token) throw new Error(`no csrf field on ${path} (${page.status})\n${page.text.slice(0, 500)}`);
		return token;
	}

	/* Gets a page, fills in its form and sends it. form: the index or the action of the form, else the first that posts. */
	async submit(path, fields = {}, { form, ...options } = {}) {
		const page = await this.get(path);
		const posting = forms(page.text).filter((one) => one.method === 'post');
		const own = (one) => (one.action || path).split('?')[0] === path.split('?')[0];
		const chosen = typeof form === 'number' ? posting[form] : form === undefined ? posting.find(own) ?? posting.find((one) => !/\/logout$/.test(one.action)) : posting.find((one) => one.action === form);
		if (!chosen) throw new Error(`no form ${form ?? ''} on ${path} (${page.status}): ${posting.map((one) => one.action)}\n${page.text.slice(0, 500)}`);
		if (!options.files && /multipart/.test(chosen.enctype)) options.files = {};
		return this.post(chosen.action || path, { ...chosen.values, ...fields }, options);
	}

	/* Follows up to ten redirects of an answer with GET. */
	async follow(answer) {
		for (let hops = 0; answer.location && hops < 10; hops++) {
			const next = new URL(answer.location, new URL(answer.path, this.base));
			answer = await this.get(next.pathname + next.search);
		}
		return answer;
	}

	/* Signs in; throws when that fails. Use post('/login', …) to test sign-in itself. */
	async login(email, password = 'docket-demo') {
		const answer = await this.post('/login', { email, password, csrf: await this.csrf('/login') });
		if (answer.status !== 303 && answer.status !== 302) throw new Error(`sign-in of ${email}: ${answer.status}\n${answer.text.slice(0, 1500)}`);
		return answer;
	}
}

/* Writes bytes (or several pieces with pauses: numbers are milliseconds) to the server and reads until it closes, or
 * for `seconds`. → { text, status }; end: half-close after writing. */
export function raw(base, pieces, { seconds = 10, end = true } = {}) {
	const { hostname, port } = new URL(base);
	return new Promise((resolve, reject) => {
		const socket = net.connect(Number(port), address(hostname));
		const chunks = [];
		const done = () => {
			clearTimeout(timer);
			socket.destroy();
			const text = Buffer.concat(chunks).toString('latin1');
			resolve({ text, status: Number(text.match(/^HTTP\/1\.\d (\d{3})/)?.[1] ?? 0) });
		};
		const timer = setTimeout(done, seconds * 1000);
		socket.on('data', (chunk) => chunks.push(chunk));
		socket.on('close', done);
		socket.on('error', (error) => (chunks.length > 0 || error.code === 'ECONNRESET' || error.code === 'EPIPE' ? done() : reject(error)));
		socket.on('connect', async () => {
			for (const piece of Array.isArray(pieces) ? pieces : [pieces]) {
				if (typeof piece === 'number') await new Promise((next) => setTimeout(next, piece));
				else socket.write(piece);
			}
			if (end) socket.end();
		});
	});
}
