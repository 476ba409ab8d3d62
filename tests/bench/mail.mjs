#!/usr/bin/env node
// How well mail is read: other people's fixtures, the new text of replies, the rate of the intake.
//
//     tests/bench/mail [--json] [intake]
//
// "intake" alone measures how fast mail comes from a mailbox into tickets; it starts an instance and a Dovecot of its own.
//
// The data are not part of the project: DOCKET_TEST_DATA names their folder. What is absent is skipped, aloud. The exit status is 1 when a floor is missed.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CRISP, FIRST_PARAGRAPH, GITHUB, TALON } from './mail_wanted.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const data = process.env.DOCKET_TEST_DATA ?? resolve(root, '..', 'shared', 'data');
const build = process.env.DOCKET_BUILD ?? join(root, 'build');
const asJson = process.argv.includes('--json');
const verbose = process.argv.includes('--verbose');
const home = mkdtempSync(join(tmpdir(), 'docket-mail-'));
let missed = 0;

process.on('exit', () => rmSync(home, { recursive: true, force: true }));
writeFileSync(join(home, 'docket.conf'), '');
writeFileSync(join(home, 'secret.key'), `${'0'.repeat(64)}\n`, { mode: 0o600 });

function report(name, value, of, floor, unit = '') {
	const good = value >= floor;
	if (!good) missed++;
	if (asJson) console.log(JSON.stringify({ name, value, of, floor, good }));
	else console.log(`${name.padEnd(34)} ${String(value).padStart(6)}${of ? ` of ${of}` : ''}${unit}   floor ${floor}${good ? '' : '   MISSED'}`);
}

function skipped(name, folder) {
	if (existsSync(folder)) return false;
	console.log(`${name}: skipped, there is no ${folder}`);
	return true;
}

function explain(...words) {
	if (verbose) console.log('   ', ...words);
}

function parse(raw) {
	const result = spawnSync(join(build, 'bin/docketctl'), ['--home', home, 'mail', 'parse'], {
		input: raw, maxBuffer: 256 << 20, timeout: 20000 });
	if (result.status !== 0) throw new Error(`mail parse: ${result.stderr ?? result.error}`);
	return JSON.parse(result.stdout);
}

const fold = (text) => (text ?? '').split(/\s+/u).filter(Boolean).join(' ');
const asMail = (body, type = 'text/plain') => Buffer.concat([
	Buffer.from(`From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: ${type}; charset=utf-8\n\n`), Buffer.from(body)]);
const list = (folder, ending) => readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)))
	.filter((name) => name.endsWith(ending)).sort();

// --- Zammad: what another help desk made of real mails.

// Its sizes are those of base64 where a part came so, and of its own copy where a message was attached; a character
// that it lost counts as any.
function sameAttachment(expected, found) {
	const pattern = new RegExp(`^${expected.filename.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\ufffd', '.')}$`, 'u');
	return pattern.test(found.name) && (found.type === 'message/rfc822' ||
		[found.size, 4 * Math.ceil(found.size / 3)].includes(expected.size));
}

function zammadFaults(mail, expected) {
	const faults = [];
	const same = (what, want, got) => {
		if (typeof want === 'string' && fold(want).toLowerCase() !== fold(got).toLowerCase()) faults.push(`${what}: ${got} for ${want}`);
	};
	if (mail.quarantine) faults.push(mail.quarantine);
	same('subject', expected.subject, mail.subject);
	if (expected.from_email) same('sender', expected.from_email, mail.from.email);
	same('name', expected.from_display_name, mail.from.name);
	for (const attachment of expected.attachments ?? [])
		if (attachment.filename !== 'message.html' && !mail.attachments.some((found) => sameAttachment(attachment, found)))
			faults.push(`attachment: ${attachment.filename}`);
	return faults;
}

const ENTITIES = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

// Words of the body that are there too. Inline tags part words in the expectation that are one on the page: what stands
// in the text without its blanks is there.
function wordsKept(mail, expected) {
	const body = expected.body_text_norm;
	if (!body || body === 'no visible content') return 1;
	const text = body.replace(/<[^>]*>/g, ' ').replace(/&(\w+);/g, (all, name) => ENTITIES[name] ?? all);
	const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
	const there = mail.text.toLowerCase();
	const dense = (there.match(/[\p{L}\p{N}]+/gu) ?? []).join('');
	return words.length ? words.filter((word) => there.includes(word) || dense.includes(word)).length / words.length : 1;
}

function zammad() {
	const folder = join(data, 'mail/zammad');
	if (skipped('zammad', folder)) return;
	const boxes = list(folder, '.box');
	let right = 0, words = 0;
	for (const box of boxes) {
		const json = box.replace(/\.box$/, '.json');
		const expected = existsSync(json) ? JSON.parse(readFileSync(json, 'utf8')) : {};
		const mail = parse(readFileSync(box));
		const faults = zammadFaults(mail, expected);
		const kept = wordsKept(mail, expected);
		if (faults.length) explain(basename(box), faults.join('; '));
		if (kept < 0.98) explain(basename(box), `words: ${kept.toFixed(3)}`);
		right += faults.length ? 0 : 1;
		words += kept >= 0.98 ? 1 : 0;
	}
	report('zammad headers, attachments', right, boxes.length, Math.min(42, boxes.length));
	report('zammad words of the body', words, boxes.length, Math.min(40, boxes.length));
}

// --- Malformed mail.

function mikel() {
	const folder = join(data, 'mail/mikel');
	if (skipped('mikel', folder)) return;
	const mails = list(folder, '.eml');
	const fine = mails.filter((name) => {
		const began = process.hrtime.bigint();
		const mail = parse(readFileSync(name));
		const seconds = Number(process.hrtime.bigint() - began) / 1e9;
		if (mail.quarantine) explain(basename(name), `set aside: ${mail.quarantine}`);
		return seconds < 2;
	});
	report('mikel read or set aside within 2 s', fine.length, mails.length, mails.length);
}

// --- Replies.

function discourse() {
	const folder = join(data, 'reply-strip/discourse');
	if (skipped('discourse', folder)) return;
	const names = readdirSync(join(folder, 'emails'));
	const exact = names.filter((name) => {
		const reply = fold(parse(asMail(readFileSync(join(folder, 'emails', name)))).reply);
		const same = reply === fold(readFileSync(join(folder, 'trimmed', name), 'utf8'));
		if (!same) explain(name, reply.slice(0, 100));
		return same;
	});
	report('discourse replies exact', exact.length, names.length, Math.ceil(names.length * 25 / 32));
}

// Each set: file, type of its body, what must stay.
function wanted(name, folder, cases) {
	if (skipped(name, folder)) return;
	let kept = 0, exact = 0;
	for (const { file, body, type, stays: given } of cases) {
		const source = body ?? readFileSync(join(folder, file));
		const stays = given === FIRST_PARAGRAPH ? [String(source).split(/\n\s*\n|\n_{20}|\nOn Dec 15/)[0]] : given;
		const reply = fold(parse(type === 'message' ? source : asMail(source, type)).reply);
		const lost = stays.filter((text) => !reply.includes(fold(text)));
		if (lost.length) explain(file ?? source.slice(0, 40), `lost: ${lost.join(' | ').slice(0, 200)}`, `got: ${reply.slice(0, 200)}`);
		kept += lost.length ? 0 : 1;
		if (given === FIRST_PARAGRAPH && reply !== fold(stays[0])) explain(file, `more than the answer: ${reply.slice(fold(stays[0]).length, 700)}`);
		exact += stays.length === 1 && reply === fold(stays[0]) ? 1 : 0;
	}
	report(`${name} replies without loss`, kept, cases.length, cases.length);
	if (!asJson) console.log(`${''.padEnd(34)} ${String(exact).padStart(6)} of them exactly that`);
}

// --- Rate.

function rate() {
	const folder = join(data, 'mail');
	const tool = join(build, 'tests/bench/mail_rate');
	if (skipped('rate', folder)) return;
	if (!existsSync(tool)) {
		console.log('rate: skipped, build it with "make bench-programs"');
		return;
	}
	const result = spawnSync(tool, ['3', ...list(folder, '.box'), ...list(folder, '.eml')], { encoding: 'utf8' });
	report('isolated parser', Number(result.stdout), 0, 200, ' messages/s');
}

if (process.argv.includes('intake')) {
	const { intake } = await import('./mail_intake.mjs');
	const { rate: perSecond, half, end } = await intake();
	report('intake, mailbox to ticket', perSecond, 0, 200, ' messages/s');
	console.log(`${''.padEnd(34)} private memory ${half.toFixed(1)} MiB half way, ${end.toFixed(1)} MiB at the end`);
	process.exit(missed ? 1 : 0);
}
zammad();
mikel();
discourse();
wanted('crisp', join(data, 'reply-strip/crisp/test/fixtures'), CRISP);
wanted('github', join(data, 'reply-strip/github/test/emails'), GITHUB);
wanted('talon', join(data, 'reply-strip/talon/tests/fixtures'), TALON);
rate();
process.exitCode = missed ? 1 : 0;
