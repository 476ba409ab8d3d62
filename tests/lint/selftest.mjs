#!/usr/bin/env node
// A lint that can't fail is no lint: feeds each of our own a bad sample for every rule, and a good one.

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const INPUTS = '<?cs # Ticket.Subject: text, e.g. "No mail since Monday" ?>\n';
const body = (lines) => `int f(void)\n{\n${'\tg();\n'.repeat(lines)}}\n`;

// lint, file, content, the rule that must be named at that line (null: nothing found)
const SAMPLES = [
	['layers', 'lib/base/a.c', '#include "db/db.h"\n', 'layers', 1],
	['layers', 'lib/model/a.c', '\n#include "http/request.h"\n', 'layers', 2],
	['layers', 'lib/model/a.c', '#include <mysql.h>\n', 'layers', 1],
	['layers', 'lib/web/a.h', '#include <fcgiapp.h>\n', 'layers', 1],
	['layers', 'cgi-bin/portal/a.c', '#include "db/db.h"\n', 'layers', 1],
	['layers', 'lib/web/a.c', '#include <openssl/evp.h>\n', 'layers', 1],
	['layers', 'lib/view/a.c', '#include "../model/ticket.h"\n', 'layers', 1],
	['layers', 'lib/other/a.c', 'int x;\n', 'layers', 1],
	['layers', 'lib/web/a.c', '#include <stdio.h>\n/* #include "db/none.h" */\n#include "model/ticket.h"\n#include "web/page.h"\n', null],
	['banned', 'lib/base/a.c', 'int f(void)\n{\n\tstrcpy(a, b);\n}\n', 'banned', 3],
	['banned', 'lib/base/a.c', 'void f(void) { exit(1); }\n', 'banned', 1],
	['banned', 'lib/base/a.c', 'void f(void) { printf("x"); }\n', 'banned', 1],
	['banned', 'cgi-bin/kb/a.c', 'int n = atoi(text);\n', 'banned', 1],
	['banned', 'ctl/docketctl/a.c', 'setlocale(LC_ALL, "");\n', 'banned', 1],
	['banned', 'lib/model/a.c', 'mysql_query(m, "x");\n', 'banned', 1],
	['banned', 'lib/model/a.c', 'snprintf(q, n, "SELECT * FROM ticket WHERE id = %lu", id);\n', 'sql', 1],
	['banned', 'lib/base/a.c', '/* strcpy(a, b) */\nconst char *t = "sprintf(x)";\nx->exit(1);\n/* lint: allow popen: a sample */\npopen(x);\nmy_printf(x);\n', null],
	['banned', 'ctl/docketctl/a.c', 'printf("usage");\nexit(1);\n', null],
	['statements', 'cgi-bin/kb/a.c', 'static const struct db_statement A = {0};\nDB_STATEMENTS(a, &A);\n', 'statement-place', 1],
	['statements', 'lib/model/a.c', 'static const struct db_statement A = {0}, B[] = {0};\n\nstatic const struct db_statement C[2] = {0};\nDB_STATEMENTS(a, &A, &B[0]);\n', 'statement-listed', 3],
	['statements', 'lib/model/a.c', 'static const struct db_statement A = {0};\nDB_STATEMENTS(a, &A);\n', 'statement-groups', 2],
	['statements', 'lib/model/a.c', 'int x;\n', null],
	['templates', 'templates/a.cs', `${INPUTS}<?cs lvar:x ?>\n`, 'unescaped', 2],
	['templates', 'templates/a.cs', `${INPUTS}<?cs alt:x ?>y<?cs /alt ?>\n`, 'unescaped', 2],
	['templates', 'templates/a.cs', `${INPUTS}<?cs evar:x ?>\n`, 'unescaped', 2],
	['templates', 'templates/a.cs', `${INPUTS}<?cs name:x ?>\n`, 'unescaped', 2],
	['templates', 'templates/a.cs', `${INPUTS}<?cs uvar:x ?>\n`, 'unescaped', 2],
	['templates', 'templates/a.cs', `${INPUTS}<?cs var:html_escape(a) + b ?>\n`, 'unescaped', 2],
	['templates', 'templates/a.cs', `${INPUTS}<p class="a"\n style="x">\n`, 'inline-style', 3],
	['templates', 'templates/a.cs', `${INPUTS}<b<?cs if:x ?> id="a"<?cs /if ?> onclick="x">\n`, 'inline-script', 2],
	['templates', 'templates/a.cs', `${INPUTS}<script>x</script>\n`, 'inline-script', 2],
	['templates', 'templates/a.cs', `${INPUTS}<a href="javascript:x">\n`, 'inline-script', 2],
	['templates', 'templates/a.cs', `${INPUTS}<a href=<?cs var:x ?>>\n`, 'unquoted', 2],
	['templates', 'templates/a.cs', `${INPUTS}<a href="<?cs var:x ?>">\n`, 'link', 2],
	['templates', 'templates/a.cs', '<p><?cs var:x ?></p>\n', 'inputs', 1],
	['templates', 'templates/a.cs', `${INPUTS}<?cs # never lvar:x here ?>\n<script src="/js/a.js" type="module"></script>\n<p title="<?cs var:x ?>"><?cs name(x) ?></p>\n<a href="/t/<?cs var:x ?>"></a><a href="<?cs var:url_validate(x) ?>"></a>\n`, null],
	['templates', 'templates/common/trusted.cs', `${INPUTS}<?cs lvar:x ?>\n`, null],
	['sizes', 'lib/base/a.c', body(81), 'function-length', 2],
	['sizes', 'cgi-bin/kb/a.c', body(61), 'function-length', 2],
	['sizes', 'lib/base/a.c', '\n'.repeat(601), 'file-length', 1],
	['sizes', 'lib/base/a.c', body(80), null],
	['hygiene', 'doc/a.md', `a\nsee /wo${'rk'}/main\n`, 'machine-path', 2],
	['hygiene', 'package.json', `{ "resol${'ved'}": "https://x.example/y" }\n`, 'registry-host', 1],
	['hygiene', 'a.md', `${'<'.repeat(7)} HEAD\n`, 'merge', 1],
	['hygiene', 'a.md', 'a \n', 'blanks', 1],
	['hygiene', 'a.md', 'a\r\n', 'line-end', 1],
	['hygiene', 'a.md', 'a\nb', 'last-line', 2],
	['hygiene', 'a.md', Buffer.from([0x61, 0xff, 0x0a]), 'utf-8', 1],
	['hygiene', 'a.md', 'all well: żółw\n', null],
];

let wrong = 0;

function complain(text) {
	wrong++;
	console.log(`tests/lint/selftest.mjs:1: selftest: ${text}`);
}

for (const [lint, name, content, rule, line] of SAMPLES) {
	const root = mkdtempSync(path.join(tmpdir(), 'docket-lint-'));
	mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
	writeFileSync(path.join(root, name), content);
	const run = spawnSync(process.execPath, [path.join(HERE, `${lint}.mjs`), '--root', root], { encoding: 'utf8' });
	rmSync(root, { recursive: true });
	const found = run.stdout.includes(`${name}:${line}: ${rule}: `);
	if (rule && (run.status !== 1 || !found)) complain(`${lint} misses ${rule} in ${JSON.stringify(content.toString().slice(0, 60))}\n${run.stdout}${run.stderr}`);
	if (!rule && (run.status !== 0 || run.stdout)) complain(`${lint} finds fault with a good ${name}:\n${run.stdout}${run.stderr}`);
}

// The lists of sources: a new file makes its folder's list stale.
const root = mkdtempSync(path.join(tmpdir(), 'docket-lint-'));
mkdirSync(path.join(root, 'lib/base'), { recursive: true });
cpSync(HERE, path.join(root, 'tests/lint'), { recursive: true });
const update = path.join(root, 'tests/lint/update-sources');
execFileSync(update);
if (spawnSync(update, ['--check']).status !== 0) complain('update-sources calls its own lists stale');
writeFileSync(path.join(root, 'lib/base/new.c'), 'int x;\n');
const stale = spawnSync(update, ['--check'], { encoding: 'utf8' });
if (stale.status !== 1 || !stale.stdout.includes('mk/lib-base.mk:1: stale-sources')) complain('update-sources --check misses a new file');
rmSync(root, { recursive: true });

console.log(`${SAMPLES.length + 1} samples, ${wrong} wrong`);
process.exitCode = wrong > 0 ? 1 : 0;
