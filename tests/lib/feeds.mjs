// Reads Atom 1.0, RSS 2.0 and iCalendar strictly, and says what is wrong with them: by the schemas, where these are
// there, and by rules that no schema can say (RFC 4287, RFC 5005, the RSS Advisory Board's profile, RFC 5545).
//
//   const feed = await readFeed(answer);        { kind: 'atom' or 'rss', id, title, self, first, next, alternate, language,
//                                                 updated, entries: [{ id, title, url, updated, published, html, summary }] }
//   assert.deepEqual(await faults(answer), []);
//   assert.deepEqual(calendarFaults(answer), []);

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SOURCE, run } from './instance.mjs';

const ATOM = 'http://www.w3.org/2005/Atom';
const CONTENT = 'http://purl.org/rss/1.0/modules/content/';
const DC = 'http://purl.org/dc/elements/1.1/';
const SCHEMAS = path.join(process.env.DOCKET_TEST_DATA ?? path.join(SOURCE, '..', 'shared', 'data'), 'feeds');

/* Are the schemas there? A test without them says so. */
export const hasSchemas = existsSync(path.join(SCHEMAS, 'atom.rng'));

/* --- XML, as strict as it must be for what a program wrote: { name, space, attributes, children, text }. */

function decode(text) {
	return text.replace(/&(?:#x([0-9A-Fa-f]+)|#(\d+)|(\w+));/g, (whole, hex, decimal, name) => {
		if (hex) return String.fromCodePoint(parseInt(hex, 16));
		if (decimal) return String.fromCodePoint(Number(decimal));
		const known = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[name];
		if (known === undefined) throw new Error(`an entity that XML does not know: ${whole}`);
		return known;
	});
}

export function parseXml(bytes) {
	const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	if (!/^<\?xml version="1\.0" encoding="UTF-8"\?>/.test(text)) throw new Error('no XML declaration');
	const bad = [...text].find((character) => !/[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(character));
	if (bad !== undefined) throw new Error(`U+${bad.codePointAt(0).toString(16)} is no character of XML`);
	const root = { children: [], text: '', spaces: { xml: 'http://www.w3.org/XML/1998/namespace' } };
	const open = [root];
	const token = /<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
	for (let at = 0; at < text.length; at = token.lastIndex) {
		token.lastIndex = at;
		const match = token.exec(text);
		if (!match) throw new Error(`not well-formed at ${JSON.stringify(text.slice(at, at + 60))}`);
		const [, close, name, set, empty, characters] = match;
		const within = open[open.length - 1];
		if (characters !== undefined) within.text += decode(characters);
		if (!name) continue;
		if (close) {
			if (within.qualified !== name) throw new Error(`</${name}> ends <${within.qualified}>`);
			open.pop();
			continue;
		}
		const attributes = Object.fromEntries([...set.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, key, value]) => [key, decode(value)]));
		const spaces = { ...within.spaces };
		for (const [key, value] of Object.entries(attributes)) if (/^xmlns(:|$)/.test(key)) spaces[key.slice(6)] = value;
		const [prefix, local] = name.includes(':') ? name.split(':') : ['', name];
		if (prefix && !spaces[prefix]) throw new Error(`the prefix of ${name} is not declared`);
		const element = { qualified: name, name: local, space: spaces[prefix] ?? '', attributes, children: [], text: '', spaces };
		within.children.push(element);
		if (!empty) open.push(element);
	}
	if (open.length !== 1 || root.children.length !== 1) throw new Error('the document does not end');
	return root.children[0];
}

function all(element, name, space = element.space) {
	return element.children.filter((child) => child.name === name && child.space === space);
}

function one(element, name, space) {
	return all(element, name, space)[0]?.text;
}

const link = (links, rel) => links.find(({ attributes }) => (attributes.rel ?? 'alternate') === rel)?.attributes.href;

export function readFeed({ bytes }) {
	const root = parseXml(bytes);
	if (root.name === 'feed' && root.space === ATOM) {
		const links = all(root, 'link');
		return {
			kind: 'atom', root, id: one(root, 'id'), title: one(root, 'title'), language: root.attributes['xml:lang'], updated: one(root, 'updated'),
			self: link(links, 'self'), first: link(links, 'first'), next: link(links, 'next'), alternate: link(links, 'alternate'),
			entries: all(root, 'entry').map((entry) => ({
				element: entry, id: one(entry, 'id'), title: one(entry, 'title'), url: link(all(entry, 'link'), 'alternate'), updated: one(entry, 'updated'),
				published: one(entry, 'published'), html: one(entry, 'content') ?? '', summary: one(entry, 'summary') ?? '', language: entry.attributes['xml:lang'], author: one(all(entry, 'author')[0] ?? { children: [] }, 'name', ATOM),
			})),
		};
	}
	if (root.name !== 'rss' || root.space !== '') throw new Error(`no feed: <${root.qualified}>`);
	const channel = all(root, 'channel')[0];
	const links = all(channel, 'link', ATOM);
	return {
		kind: 'rss', root, channel, id: undefined, title: one(channel, 'title'), language: one(channel, 'language'), updated: one(channel, 'lastBuildDate'),
		self: link(links, 'self'), first: link(links, 'first'), next: link(links, 'next'), alternate: one(channel, 'link'),
		// A feed without entries says so in an item that has the feed's own key: see lib/xml/feed.c.
		nothing: all(channel, 'item').some((item) => one(item, 'updated', ATOM) === undefined),
		entries: all(channel, 'item').filter((item) => one(item, 'updated', ATOM) !== undefined).map((item) => ({
			element: item, id: one(item, 'guid'), title: one(item, 'title'), url: one(item, 'link'), updated: one(item, 'updated', ATOM), published: one(item, 'pubDate'),
			html: one(item, 'encoded', CONTENT) ?? one(item, 'description') ?? '', summary: one(item, 'description') ?? '', language: one(item, 'language', DC), author: one(item, 'creator', DC),
		})),
	};
}

/* --- What is wrong. */

const RFC3339 = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const RFC822 = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d (GMT|[+-]\d{4})$/;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const LIVE = /<\s*(script|style|iframe|object|embed|form|input|svg|math|link|meta|base)\b|\son\w+\s*=|javascript:|\sstyle\s*=/i;

function isUri(text) {
	return /^[a-z][a-z0-9+.-]*:\S+$/i.test(text ?? '') && !/[<>"{}|\\^`\s\u0080-\uffff]/.test(text);
}

function isRfc822(text) {
	return RFC822.test(text) && new Date(text).toUTCString().slice(0, 3) === text.slice(0, 3) && !Number.isNaN(Date.parse(text));
}

/* Tags of a piece of HTML must nest, as a reader puts it into its own page. */
function htmlFaults(html, where) {
	const found = [];
	const open = [];
	if (LIVE.test(html.replace(/>[^<]*</g, '><'))) found.push(`${where}: something live in ${html.match(LIVE)[0]}`);
	for (const [, close, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/gi)) {
		if (['br', 'hr', 'img'].includes(name)) continue;
		if (!close) open.push(name);
		else if (open.pop() !== name) found.push(`${where}: </${name}> ends nothing`);
	}
	if (open.length) found.push(`${where}: <${open.at(-1)}> does not end`);
	for (const [, address] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) if (!/^(https?|mailto):/.test(address)) found.push(`${where}: the address ${address} is not absolute`);
	return found;
}

function commonFaults(feed) {
	const found = [];
	const seen = new Set();
	for (const name of ['self', 'first', 'alternate']) if (!/^https?:\/\//.test(feed[name] ?? '') || !isUri(feed[name])) found.push(`${name} is no absolute address: ${feed[name]}`);
	if (feed.next !== undefined && (!isUri(feed.next) || feed.next === feed.self)) found.push(`next leads nowhere: ${feed.next}`);
	if (!LANGUAGE.test(feed.language ?? '')) found.push(`no language: ${feed.language}`);
	if (!feed.title?.trim() || /[\n\r]/.test(feed.title)) found.push('no title of one line');
	for (const entry of feed.entries) {
		const where = entry.id;
		if (!isUri(entry.id)) found.push(`no URI: ${entry.id}`);
		if (seen.has(entry.id)) found.push(`twice: ${entry.id}`);
		seen.add(entry.id);
		if (!/^https?:\/\//.test(entry.url ?? '') || !isUri(entry.url)) found.push(`${where}: no absolute address: ${entry.url}`);
		if (!entry.title?.trim() || /[\n\r]/.test(entry.title)) found.push(`${where}: no title of one line`);
		if (!RFC3339.test(entry.updated ?? '')) found.push(`${where}: updated: ${entry.updated}`);
		if (entry.language !== undefined && !LANGUAGE.test(entry.language)) found.push(`${where}: language: ${entry.language}`);
		if (Date.parse(entry.updated) > Date.now() + 60000) found.push(`${where}: updated in the future: ${entry.updated}`);
		if (Math.floor(Date.parse(entry.published) / 1000) > Math.floor(Date.parse(entry.updated) / 1000)) found.push(`${where}: published after its last update`);
		found.push(...htmlFaults(entry.html, where));
	}
	return found;
}

/* RFC 4287: how often each element may stand, and what its text must be. */
function atomFaults(feed) {
	const found = [];
	const once = (element, names, where) => {
		for (const name of names) if (all(element, name).length !== 1) found.push(`${where}: ${all(element, name).length} × ${name}`);
	};
	const linksOf = (element, where) => {
		const kinds = all(element, 'link').map(({ attributes }) => `${attributes.rel ?? 'alternate'} ${attributes.type} ${attributes.hreflang}`);
		if (new Set(kinds).size !== kinds.length) found.push(`${where}: two links of one kind`); // section 4.1.1
		for (const { attributes } of all(element, 'link')) if (!isUri(attributes.href)) found.push(`${where}: a link to ${attributes.href}`);
	};
	once(feed.root, ['id', 'title', 'updated', 'author'], 'feed');
	linksOf(feed.root, 'feed');
	if (!isUri(feed.id)) found.push(`no URI: ${feed.id}`);
	if (!RFC3339.test(feed.updated)) found.push(`updated: ${feed.updated}`);
	const latest = feed.entries.reduce((most, { updated }) => Math.max(most, Date.parse(updated)), 0);
	if (feed.entries.length && Date.parse(feed.updated) < latest) found.push('an entry is newer than the feed');
	for (const entry of feed.entries) {
		once(entry.element, ['id', 'title', 'updated'], entry.id);
		linksOf(entry.element, entry.id);
		for (const name of ['content', 'summary', 'published', 'rights', 'source']) if (all(entry.element, name).length > 1) found.push(`${entry.id}: two of ${name}`);
		if (!all(entry.element, 'content').length && !entry.url) found.push(`${entry.id}: neither content nor a page`); // section 4.1.2
		for (const content of all(entry.element, 'content')) if (content.attributes.type !== 'html' || content.children.length) found.push(`${entry.id}: content of another type`);
		for (const author of [...all(entry.element, 'author'), ...all(feed.root, 'author')]) if (!one(author, 'name', ATOM)?.trim()) found.push(`${entry.id}: an author without a name`);
		for (const category of all(entry.element, 'category')) if (!category.attributes.term) found.push(`${entry.id}: a category without a term`);
		if (!RFC3339.test(entry.published ?? '')) found.push(`${entry.id}: published: ${entry.published}`);
	}
	return found;
}

/* The specification and best practices of the RSS Advisory Board. */
function rssFaults(feed) {
	const found = [];
	const atMostOnce = ['title', 'link', 'description', 'guid', 'pubDate', 'author', 'comments', 'source'];
	if (feed.root.attributes.version !== '2.0') found.push('no version 2.0');
	if (feed.root.children.length !== 1) found.push('one channel');
	for (const name of ['title', 'link', 'description']) if (all(feed.channel, name).length !== 1 || !one(feed.channel, name)?.trim()) found.push(`channel: ${name}`);
	if (feed.updated !== undefined && !isRfc822(feed.updated)) found.push(`lastBuildDate: ${feed.updated}`);
	if (feed.channel.attributes && Object.keys(feed.channel.attributes).length) found.push('attributes of the channel');
	for (const item of feed.entries) {
		for (const name of atMostOnce) if (all(item.element, name).length > 1) found.push(`${item.id}: two of ${name}`);
		if (one(item.element, 'title') === undefined && one(item.element, 'description') === undefined) found.push(`${item.id}: neither title nor description`);
		if (all(item.element, 'guid')[0]?.attributes.isPermaLink !== 'false') found.push(`${item.id}: its guid is no address, and must say so`);
		if (!isRfc822(item.published ?? '')) found.push(`${item.id}: pubDate: ${item.published}`);
		if (all(item.element, 'author').length) found.push(`${item.id}: an author without a mail address belongs into dc:creator`);
		found.push(...htmlFaults(item.summary, `${item.id} description`));
		for (const child of item.element.children) if (child.children.length) found.push(`${item.id}: <${child.qualified}> has elements within`);
	}
	return found;
}

async function schemaFaults(bytes, kind) {
	if (!hasSchemas) return [];
	const folder = mkdtempSync(path.join(tmpdir(), 'docket-feed-'));
	const file = path.join(folder, 'feed.xml');
	writeFileSync(file, bytes);
	const by = kind === 'atom' ? ['--relaxng', path.join(SCHEMAS, 'atom.rng')] : ['--schema', path.join(SCHEMAS, 'rss-2.0.xsd')];
	const result = await run('xmllint', ['--noout', '--nonet', ...by, file]);
	rmSync(folder, { recursive: true });
	return result.status === 0 ? [] : result.stderr.trim().split('\n').slice(0, 10);
}

/* All that is wrong with an answer that should be a feed: [] is what a test wants. */
export async function faults(answer, { schema = true } = {}) {
	const found = [];
	let feed;
	if (answer.status !== 200) return [`status ${answer.status}`];
	try {
		feed = readFeed(answer);
	} catch (error) {
		return [String(error)];
	}
	if (answer.headers['content-type'] !== `application/${feed.kind}+xml; charset=utf-8`) found.push(`Content-Type: ${answer.headers['content-type']}`);
	found.push(...commonFaults(feed), ...(feed.kind === 'atom' ? atomFaults(feed) : rssFaults(feed)));
	return schema ? [...found, ...(await schemaFaults(answer.bytes, feed.kind))] : found;
}

/* --- iCalendar. */

/* → [{ name, parameters, value }], unfolded; throws where a line is malformed. */
export function readCalendar(bytes) {
	const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	if (!text.endsWith('\r\n') || /[^\r]\n|\r[^\n]/.test(text)) throw new Error('a line does not end in CR LF');
	return text.replace(/\r\n[ \t]/g, '').split('\r\n').filter(Boolean).map((line) => {
		const match = line.match(/^([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/s);
		if (!match) throw new Error(`no content line: ${line}`);
		return { name: match[1], parameters: match[2], value: match[3] };
	});
}

export function unescapeText(value) {
	return value.replace(/\\([nN,;\\])/g, (_, character) => (/n/i.test(character) ? '\n' : character));
}

export function calendarEvents(bytes) {
	const events = [];
	for (const { name, value } of readCalendar(bytes)) {
		if (name === 'BEGIN' && value === 'VEVENT') events.push({});
		else if (events.length && !['BEGIN', 'END'].includes(name)) events.at(-1)[name] = value;
	}
	return events;
}

const UTC = /^\d{8}T\d{6}Z$/;

export function calendarFaults(answer) {
	const found = [];
	if (answer.status !== 200) return [`status ${answer.status}`];
	if (answer.headers['content-type'] !== 'text/calendar; charset=utf-8') found.push(`Content-Type: ${answer.headers['content-type']}`);
	for (let at = 0, end; at < answer.bytes.length; at = end + 2) {
		end = answer.bytes.indexOf('\r\n', at);
		if (end < 0) return [...found, 'the last line does not end'];
		if (end - at > 75) found.push(`a line of ${end - at} bytes`);
		try {
			new TextDecoder('utf-8', { fatal: true }).decode(answer.bytes.subarray(at, end));
		} catch {
			found.push('a line is cut within a character');
		}
	}
	const lines = readCalendar(answer.bytes);
	const open = [];
	for (const { name, value } of lines) {
		if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(value)) found.push(`${name}: a control character`);
		if (name === 'BEGIN') open.push(value);
		if (name === 'END' && open.pop() !== value) found.push(`END:${value} ends nothing`);
		if (['SUMMARY', 'DESCRIPTION', 'NAME'].includes(name) && /(^|[^\\])(\\\\)*([;,]|\\[^nN,;\\])/.test(value)) found.push(`${name} is not escaped: ${value}`);
	}
	if (open.length) found.push(`${open.at(-1)} does not end`);
	const head = lines.slice(0, lines.findIndex(({ name, value }) => name === 'BEGIN' && value !== 'VCALENDAR'));
	for (const name of ['PRODID', 'VERSION']) if (head.filter((line) => line.name === name).length !== 1) found.push(`one ${name}`);
	if (!lines.some(({ name, value }) => name === 'BEGIN' && value !== 'VCALENDAR')) found.push('no component'); // section 3.4
	const events = calendarEvents(answer.bytes);
	for (const event of events) {
		if (!event.UID) found.push('an event without a UID');
		for (const name of ['DTSTAMP', 'DTSTART', 'LAST-MODIFIED']) if (!UTC.test(event[name] ?? '')) found.push(`${event.UID}: ${name}: ${event[name]}`);
		if (!/^\d+$/.test(event.SEQUENCE ?? '')) found.push(`${event.UID}: SEQUENCE: ${event.SEQUENCE}`);
		if (event.DTEND && event.DTEND <= event.DTSTART) found.push(`${event.UID}: ends before it begins`);
		if (event.URL && !isUri(event.URL)) found.push(`${event.UID}: URL: ${event.URL}`);
	}
	if (new Set(events.map(({ UID }) => UID)).size !== events.length) found.push('a UID stands twice');
	return found;
}
