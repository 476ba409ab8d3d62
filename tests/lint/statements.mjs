#!/usr/bin/env node
// No SQL statement goes unchecked: each one stands in its file's DB_STATEMENTS table, and each table in
// tests/unit/statements.h, from which test_statements prepares them all against a real server.
//
//   tests/lint/statements.mjs             fails, and says what is missing
//   tests/lint/statements.mjs --write     writes tests/unit/statements.h

import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, code, files, finding, lineOf, read } from './common.mjs';

const LIST = 'tests/unit/statements.h';
const groups = [];

for (const name of files(/^(lib|cgi-bin|daemons|ctl)\/.*\.c$/)) {
	const text = code(read(name));
	const tables = [...text.matchAll(/^DB_STATEMENTS\(\s*(\w+)([^;]*);/gm)];
	for (const match of text.matchAll(/\bconst\s+struct\s+db_statement\s+(\w+)\s*(?:\[\w*\]\s*)?=/g)) {
		const line = lineOf(text, match.index);
		if (!/^lib\/(model|db)\//.test(name)) finding(name, line, 'statement-place', `${match[1]}: statements belong to lib/model`);
		else if (!tables.some((table) => new RegExp(`\\b${match[1]}\\b`).test(table[2])))
			finding(name, line, 'statement-listed', `${match[1]} stands in no DB_STATEMENTS of this file`);
	}
	for (const table of tables) groups.push({ group: table[1], name, line: lineOf(text, table.index) });
}

const list = `/* Written by tests/lint/statements.mjs --write: do not edit. Every DB_STATEMENTS there is. */
#ifndef DOCKET_TESTS_STATEMENTS_H
#define DOCKET_TESTS_STATEMENTS_H

/* clang-format off */
#define STATEMENT_GROUPS(X) \\
${groups.map(({ group }) => `\tX(${group})`).sort().join(' \\\n')}
/* clang-format on */

#endif
`;

const now = existsSync(path.join(ROOT, LIST)) ? read(LIST) : '';
if (process.argv.includes('--write')) writeFileSync(path.join(ROOT, LIST), list);
else if (groups.length && now !== list) {
	const missing = groups.filter(({ group }) => !now.includes(`X(${group})`));
	const say = 'is stale: run tests/lint/statements.mjs --write';
	for (const { group, name, line } of missing) finding(name, line, 'statement-groups', `without ${group}, ${LIST} ${say}`);
	if (!missing.length) finding(LIST, 1, 'statement-groups', say);
}
