#!/usr/bin/env node
// Functions that this project does not call, each with what to use instead. An exception stands beside its reason:
//     /* lint: allow getenv: read once at start, before any request */

import { allowed, code, files, finding, lineOf, read } from './common.mjs';

const RULES = [
	{ names: 'strcpy strcat strncpy strncat stpcpy sprintf vsprintf gets', say: 'it knows no bound: use base/buffer.h, or snprintf with its result checked' },
	{ names: 'strtok strtok_r', say: 'it writes into its input: cut with strcspn or base/text.h' },
	{ names: 'atoi atol atoll atof sscanf scanf fscanf', say: 'it cannot tell an error: use the number readers of base/text.h' },
	{ names: 'setlocale newlocale uselocale gettext ngettext', say: 'a fresh system has only the C locale: translations are ours (lib/view)' },
	{ names: 'system popen', say: 'no shell: posix_spawn or execve with a list of arguments' },
	{ names: 'gmtime localtime ctime asctime', say: 'it keeps a static buffer: use base/timestamp.h or the _r function' },
	{ names: 'rand srand random srandom drand48', say: 'it can be guessed: use base/crypto.h' },
	{ names: 'alloca', say: 'the stack has no limit that can be checked: use the arena' },
	{ names: 'tmpnam tempnam mktemp', say: 'it races: use mkstemp or O_TMPFILE' },
	{ names: 'signal', say: 'its meaning varies: use sigaction' },
	{ names: 'mysql_query mysql_real_query mysql_real_escape_string mysql_escape_string', say: 'prepared statements only', except: /^lib\/db\/(migrate|connection|transaction|script)\w*\.c$/ },
	{ names: 'exit _exit quick_exit abort', say: 'a library returns an error and never ends the program', only: /^lib\// },
	{ names: 'printf vprintf puts putchar perror fputs fprintf vfprintf', say: 'a library never prints: use base/log.h', only: /^lib\//, except: /^lib\/(base\/log\.c|search\/polish_build\.cc)$/ }, // the latter is a program of the build
];

const SQL = /"(?:\\.|[^"\\\n])*\b(?:SELECT\s|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM)(?:\\.|[^"\\\n])*%[-+0-9.*]*(?:l|ll|z|h|j)?[sdiuxX](?:\\.|[^"\\\n])*"/g;

for (const name of files(/^(lib|cgi-bin|daemons|ctl|tests\/(fuzz|bench))\/.*\.(c|h|cc)$/)) {
	const text = read(name);
	const lines = text.split('\n');
	const plain = code(text);
	for (const rule of RULES) {
		if ((rule.only && !rule.only.test(name)) || (rule.except && rule.except.test(name))) continue;
		const call = new RegExp(`(?<![\\w.>])(${rule.names.split(' ').join('|')})\\s*\\(`, 'g');
		for (const match of plain.matchAll(call)) {
			const line = lineOf(plain, match.index);
			if (!allowed(lines, line, match[1])) finding(name, line, 'banned', `${match[1]}: ${rule.say}`);
		}
	}
	for (const match of code(text, { keepStrings: true }).matchAll(SQL)) {
		const line = lineOf(text, match.index);
		if (!allowed(lines, line, 'sql')) finding(name, line, 'sql', 'nothing is formatted into SQL: give it as a parameter');
	}
}
