#!/usr/bin/env node
// What no committed file may contain: names of somebody's machine, half-resolved merges, stray blanks.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, files, finding, lineOf } from './common.mjs';

// Put together here, so that this file does not find itself.
const RULES = [
	{ rule: 'machine-path', pattern: new RegExp(['/wo' + 'rk/', '\\.\\./sha' + 'red\\b', '/ro' + 'ot/\\.'].join('|'), 'g'), say: 'it exists on one machine only' },
	{ rule: 'registry-host', pattern: new RegExp('\\bregis' + 'try\\.[a-z0-9-]+\\.[a-z]{2,}|"resol' + 'ved": "http', 'g'), say: 'everyone has a package host of his own' },
	{ rule: 'merge', pattern: /^(<{7}|>{7}|\|{7}) /gm, say: 'finish the merge' },
];
const LAYOUT = [
	{ rule: 'blanks', pattern: /[ \t]+$/gm, say: 'blanks at the end of the line' },
	{ rule: 'line-end', pattern: /\r\n/g, say: 'a line ends in LF alone' },
	{ rule: 'last-line', pattern: /[^\n]$(?![\s\S])/g, say: 'the last line has no end' },
];

for (const name of files(/./)) {
	const bytes = readFileSync(path.join(ROOT, name));
	if (bytes.includes(0) || /\.(png|jpg|ico|gz|woff2)$/.test(name)) continue;
	const text = bytes.toString('utf8');
	// Test material is what it is, and licences are verbatim.
	const made = !/^(tests\/(fixtures|fuzz)\/|LICENSE$)|\.(po|eml|svg|json)$/.test(name);
	for (const { rule, pattern, say } of made ? [...RULES, ...LAYOUT] : RULES)
		for (const match of text.matchAll(pattern)) finding(name, lineOf(text, match.index), rule, say);
	if (made && text.includes('\ufffd') && !bytes.includes(Buffer.from('\ufffd')))
		finding(name, 1, 'utf-8', 'not UTF-8');
}
