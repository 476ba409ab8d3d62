// What the lints share: which files there are, how C looks without its comments and strings, and how a
// finding is told. Every lint takes `--root DIR` (default: this tree), prints `file:line: rule: what to do`
// and exits 1 when it found something.

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const rootAt = process.argv.indexOf('--root');

export const ROOT = path.resolve(rootAt > 0 ? process.argv[rootAt + 1] : path.join(HERE, '..', '..'));

const GENERATED = new Set(['.git', 'node_modules', 'autom4te.cache', 'build-aux', 'aclocal.m4', 'configure', 'configure~', 'Makefile.in']);

function walk(folder, found) {
	for (const entry of readdirSync(path.join(ROOT, folder), { withFileTypes: true })) {
		const name = path.posix.join(folder, entry.name);
		if (GENERATED.has(entry.name) || /^(build|var)/.test(entry.name)) continue;
		if (entry.isDirectory()) walk(name, found);
		else if (entry.isFile()) found.push(name);
	}
	return found;
}

/* The project's files by name relative to ROOT: what git knows or would add; in a tarball, whatever is there. */
function allFiles() {
	if (!existsSync(path.join(ROOT, '.git'))) return walk('', []).sort();
	const list = execFileSync('git', ['-C', ROOT, 'ls-files', '-z', '-co', '--exclude-standard'], {
		encoding: 'utf8',
		maxBuffer: 64 << 20,
	});
	return [...new Set(list.split('\0'))].filter((name) => name && existsSync(path.join(ROOT, name))).sort();
}

export function files(pattern) {
	return allFiles().filter((name) => pattern.test(name));
}

export function read(name) {
	return readFileSync(path.join(ROOT, name), 'utf8');
}

/* C text with comments, and unless asked otherwise the insides of strings, blanked out; lines stay where they are. */
export function code(text, { keepStrings = false } = {}) {
	const token = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/g;
	return text.replace(token, (match) => {
		if (match[0] === '/') return match.replace(/[^\n]/g, ' ');
		return keepStrings ? match : match[0] + match.slice(1, -1).replace(/[^\n]/g, ' ') + match[0];
	});
}

export function lineOf(text, index) {
	let line = 1;
	for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line++;
	return line;
}

/* True where `lint: allow RULE: reason` stands on the line, or alone in the comment just above it. */
export function allowed(lines, line, rule) {
	const pattern = new RegExp(`lint: allow ${rule}: \\S`);
	return pattern.test(lines[line - 1] ?? '') || pattern.test(lines[line - 2] ?? '');
}

let findings = 0;

export function finding(name, line, rule, message) {
	findings++;
	console.log(`${name}:${line}: ${rule}: ${message}`);
}

export function warning(name, line, rule, message) {
	console.log(`${name}:${line}: note: ${rule}: ${message}`);
}

process.on('exit', (status) => {
	if (status === 0 && findings > 0) process.exitCode = 1;
});
