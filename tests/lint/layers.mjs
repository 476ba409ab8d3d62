#!/usr/bin/env node
// Holds the line between the layers of doc/architecture.md by what each file includes: a layer sees only those
// below it, and each library of others has one layer that may touch it.

import { code, files, finding, lineOf, read } from './common.mjs';

const BELOW = {
	base: [],
	db: ['base'],
	http: ['base'],
	xml: ['base'],
	mail: ['base', 'xml'],
	search: ['base'],
	net: ['base'],
	// "No HTTP, no HTML" in the model: it does not see http.
	model: ['base', 'db', 'xml', 'mail', 'search'],
	view: ['base', 'xml', 'model'],
	letter: ['base', 'db', 'mail', 'model', 'view'],
	web: ['base', 'db', 'http', 'xml', 'model', 'view'],
};
const LAYERS = Object.keys(BELOW);

// Who sees which of our own headers. Pages ask the model, so they never see db.
const SEES = {
	...Object.fromEntries(LAYERS.map((layer) => [`lib/${layer}`, [layer, ...BELOW[layer]]])),
	'cgi-bin': LAYERS.filter((layer) => layer !== 'db'),
	daemons: LAYERS,
	ctl: LAYERS,
};

const EXTERNAL = [
	{ header: /^(fcgiapp|fcgi_config|fcgimisc|fcgios)\.h$/, only: ['lib/http'] },
	{ header: /^fcgi_stdio\.h$/, only: [] },
	{ header: /^(mysql|mysqld_error|errmsg|ma_.*)\.h$|^(mysql|mariadb)\//, only: ['lib/db'] },
	{ header: /^ClearSilver|^(util|cs|cgi)\//, only: ['lib/view'] },
	{ header: /^libxml\/|^cmark/, only: ['lib/xml'] },
	{ header: /^openssl\//, only: ['lib/base'] },
	{ header: /^magic\.h$/, only: ['lib/model'] },
	{ header: /^jansson\.h$/, only: ['lib/model', 'lib/letter', 'ctl'] },
	{ header: /^zlib\.h$/, only: ['lib/model', 'ctl'] },
	{ header: /^curl\//, only: ['lib/mail', 'lib/net'] },
	{ header: /^gmime\/|^seccomp\.h$/, only: ['lib/mail'] },
	{ header: /^xapian/, only: ['lib/search'] },
	{ header: /^(locale|xlocale|libintl)\.h$/, only: [] },
];

function folderOf(name) {
	const parts = name.split('/');
	return parts[0] === 'lib' ? `lib/${parts[1]}` : parts[0];
}

for (const name of files(/^(lib|cgi-bin|daemons|ctl)\/.*\.(c|h|cc|hpp)$/)) {
	const folder = folderOf(name);
	const text = code(read(name), { keepStrings: true });
	if (!SEES[folder]) {
		finding(name, 1, 'layers', `${folder} is no layer that doc/architecture.md and this lint know`);
		continue;
	}
	for (const match of text.matchAll(/^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]/gm)) {
		const [, mark, header] = match;
		const line = lineOf(text, match.index);
		const layer = header.split('/')[0];
		const external = EXTERNAL.find((entry) => entry.header.test(header));
		if (header.includes('..')) {
			finding(name, line, 'layers', `name ${header} from lib/ or from its own folder, without ".."`);
		} else if (mark === '"' && header.includes('/') && LAYERS.includes(layer)) {
			if (!SEES[folder].includes(layer))
				finding(name, line, 'layers', `${folder} may not include ${header}: it sees only ${SEES[folder].join(', ') || 'nothing'}`);
		} else if (external && !external.only.includes(folder)) {
			const where = external.only.join(', ') || 'nowhere';
			finding(name, line, 'layers', `${header} is for ${where}, not for ${folder}`);
		}
	}
}
