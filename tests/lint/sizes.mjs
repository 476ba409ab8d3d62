#!/usr/bin/env node
// Small rooms: how long a file and a function may be.

import { code, files, finding, read, warning } from './common.mjs';

const FILE_MOST = 600;
const FILE_WARN = 400;
const FUNCTION_MOST = 80;
const HANDLER_MOST = 60;

for (const name of files(/^(lib|cgi-bin|daemons|ctl|htdocs|templates|tests)\/.*\.(c|h|cc|js|mjs|cs)$/)) {
	const text = read(name);
	const lines = text.split('\n').length - 1;
	if (lines > FILE_MOST) finding(name, 1, 'file-length', `${lines} lines, ${FILE_MOST} at most: split it by what it is about`);
	else if (lines > FILE_WARN) warning(name, 1, 'file-length', `${lines} lines; past ${FILE_MOST} it must be split`);

	if (!/\.(c|cc)$/.test(name)) continue;
	// clang-format puts a function's braces alone into the first column; in C++ also those of what holds functions.
	const most = name.startsWith('cgi-bin/') ? HANDLER_MOST : FUNCTION_MOST;
	let start = 0;
	code(text).split('\n').forEach((line, index, all) => {
		if (/^\{\s*$/.test(line)) start = /^(namespace|class|struct|union|extern)\b/.test(all[index - 1] ?? '') ? 0 : index + 1;
		else if (/^\}\s*$/.test(line) && start > 0) {
			const length = index - start;
			if (length > most) finding(name, start, 'function-length', `${length} lines, ${most} at most: give a part of it a name`);
			start = 0;
		}
	});
}
