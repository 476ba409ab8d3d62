// The routes of all FastCGI programs, as the compiler sees their tables: [{ program, method, pattern }].

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { SOURCE } from '../lib/instance.mjs';

function preprocess(file) {
	return execFileSync('cc', ['-E', '-P', '-I', SOURCE, '-I', path.join(SOURCE, 'lib'), file], { encoding: 'utf8', maxBuffer: 64 << 20 });
}

/* The entries of one program's table; exported so that a test can show what it does with a table it can't read. */
export function readTable(text, program) {
	const table = text.match(/\broute\s+ROUTES\s*\[\s*\]\s*=\s*\{([\s\S]*?)\};/);
	if (!table) throw new Error(`${program}: no table ROUTES`);
	const found = [...table[1].matchAll(/\{([^{}]*)\}/g)].map(([, entry]) => {
		const method = entry.match(/\.method\s*=\s*HTTP_(\w+)/);
		const pattern = entry.match(/\.pattern\s*=\s*((?:"[^"]*"\s*)+)/);
		if (!method || !pattern) throw new Error(`${program}: not understood: {${entry}}`);
		return { program, method: method[1], pattern: [...pattern[1].matchAll(/"([^"]*)"/g)].map(([, part]) => part).join('') };
	});
	const handlers = table[1].match(/\.handle\s*=/g)?.length ?? 0;
	if (found.length === 0 || found.length !== handlers) throw new Error(`${program}: ${found.length} routes read, ${handlers} handlers there`);
	return found;
}

export function programs() {
	return readdirSync(path.join(SOURCE, 'cgi-bin')).filter((name) => existsSync(path.join(SOURCE, 'cgi-bin', name, 'main.c'))).sort();
}

export function routes() {
	return programs().flatMap((name) => readTable(preprocess(path.join(SOURCE, 'cgi-bin', name, 'main.c')), name));
}
