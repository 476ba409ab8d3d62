#!/usr/bin/env node
// What a template may not contain: ClearSilver's ways around escaping, and all that the Content-Security-Policy
// forbids. templates/common/trusted.cs is the one place that prints HTML made elsewhere (cleaned mail, rendered
// Markdown), through a named helper.

import { files, finding, lineOf, read } from './common.mjs';

const TRUSTED = 'templates/common/trusted.cs';

const RULES = [
	{ rule: 'unescaped', pattern: /<\?cs\s*(?:alt|lvar|evar|name|uvar)\s*:/g, say: 'it prints without escaping: use var:, or a helper of common/trusted.cs', trusted: true },
	{ rule: 'unescaped', pattern: /html_escape\s*\([^)]*\)\s*\+|\+\s*html_escape\s*\(/g, say: 'the other side of the + is printed raw: print the parts one by one' },
	{ rule: 'double-escape', pattern: /text_html\s*\(/g, say: 'it escapes twice: make the HTML in C' },
	{ rule: 'inline-style', pattern: /<[a-z][^<>]*(?:<\?cs[^?]*\?>[^<>]*)*\sstyle\s*=|<style\b/gi, say: 'the policy allows no inline style: use a class', mail: true },
	{ rule: 'inline-script', pattern: /<[a-z][^<>]*(?:<\?cs[^?]*\?>[^<>]*)*\son[a-z]+\s*=/gi, say: 'the policy allows no inline handler: bind it in htdocs/js' },
	{ rule: 'inline-script', pattern: /<script\b(?![^>]*\ssrc\s*=)/gi, say: 'the policy allows no inline script: use src=', trusted: true },
	{ rule: 'inline-script', pattern: /javascript:/gi, say: 'no javascript: links' },
	{ rule: 'link', pattern: /\b(?:href|src|action|formaction)\s*=\s*"<\?cs\s*var:\s*(?!url_validate\()/gi, say: 'escaping does not stop javascript: links: begin with a fixed path, or print it through url_validate()' },
	{ rule: 'unquoted', pattern: /<[a-z][^<>]*(?:<\?cs[^?]*\?>[^<>]*)*\s[a-z-]+=\s*<\?cs\s*var:/gi, say: 'quote the attribute: escaping protects only inside quotes' },
];

for (const name of files(/^templates\/.*\.cs$/)) {
	const text = read(name);
	// Comments may name what is forbidden.
	const plain = text.replace(/<\?cs\s*#[\s\S]*?\?>/g, (match) => match.replace(/[^\n]/g, ' '));
	for (const { rule, pattern, say, trusted, mail } of RULES) {
		if (trusted && name === TRUSTED) continue;
		if (mail && name.startsWith('templates/mail/')) continue; // mail programs read no stylesheet of ours
		for (const match of plain.matchAll(pattern))
			finding(name, lineOf(plain, match.index + match[0].length - 1), rule, say);
	}
	const first = text.match(/^\s*<\?cs\s*#([\s\S]*?)\?>/);
	if (!first || first[1].trim().length < 20)
		finding(name, 1, 'inputs', 'begin with a comment that states each HDF name it reads, its type and an example');
}
