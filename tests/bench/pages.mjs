// The pages that are measured: which addresses, on whose behalf, and what a right answer holds.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BenchError, writeRequests } from './load.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

const SAMPLE = 40; // answers looked at before a page is measured
const REQUESTS = 20000; // addresses to draw from, chosen at random from all

function links(text, prefix) {
	return new Set(text.match(new RegExp(`href="${prefix}H[0-9]+`, 'g'))).size;
}

/* As an editor would write them, half with a translation, each with five that are like it. */
async function writeArticles(stage) {
	const [{ there }] = await stage.sql('SELECT COUNT(*) AS there FROM article');
	if (Number(there) > 0) return;
	const step = '<p>Take the roll out of the till and look which side of the paper is smooth: a thermal printer writes on that side alone.</p>';
	const html = `<h2>Problem</h2>${step}<h2>Cause</h2>${step}${step}<h2>Solution</h2><ol>${`<li>${step}</li>`.repeat(6)}</ol><pre><code>systemctl restart printer</code></pre>${step.repeat(3)}`;
	const write = (language, family, where) => stage.sql(`INSERT INTO article (family_id, language, state, audience, category_id, title, summary, body, html, author_id, created_at, updated_at, published_at)
		SELECT ${family}, '${language}', 'published', 'public', (SELECT MIN(id) FROM category), CONCAT('Blank receipts of till ', seq), 'The roll is in upside down.', 'Turn it.', '${html}',
		(SELECT MIN(id) FROM account WHERE role = 'agent'), NOW(6), NOW(6), NOW(6) - INTERVAL seq HOUR FROM ${where}`);
	await write('en', 'NULL', 'seq_1_to_400');
	await stage.sql('UPDATE article SET family_id = id WHERE family_id IS NULL');
	await write('nb', "(SELECT a.id FROM article a WHERE a.title = CONCAT('Blank receipts of till ', seq) AND a.language = 'en')", 'seq_1_to_200');
	await stage.sql("INSERT IGNORE INTO article_alike (article_id, other_id, sort) SELECT a.id, b.id, b.id - a.id FROM article a JOIN article b ON b.id BETWEEN a.id + 1 AND a.id + 5 AND b.language = a.language");
}

/* Of real tickets where these are, else of made-up ones. */
async function fillIndex(stage) {
	const archive = path.join(process.env.DOCKET_TEST_DATA ?? path.join(ROOT, '..', 'shared', 'data'), 'archive', 'thunderbird-2023-2024.jsonl.gz');
	const real = existsSync(archive);
	const command = real ? ['import', 'archive', '--audience', 'public', archive] : ['reindex'];
	const done = await stage.instance.ctl(command, '', { seconds: 3600 });
	if (done.status !== 0) throw new BenchError(`docketctl ${command.join(' ')}: ${done.stderr.trim()}`);
	while (Number((await stage.sql('SELECT COUNT(*) AS waiting FROM index_queue'))[0].waiting) > 0) await new Promise((next) => setTimeout(next, 500));
	return real;
}

/* Three words of a title, those for which there are ten results. */
async function askedWords(stage) {
	const real = await fillIndex(stage);
	const rows = await stage.sql(`SELECT subject FROM ticket WHERE audience = 'public' AND COALESCE(ref, '') ${real ? 'NOT ' : ''}LIKE 'bulk-%' ORDER BY RAND() LIMIT 3000`);
	const asked = [];
	for (const { subject } of rows) {
		const words = subject.match(/\p{L}{4,}/gu) ?? [];
		if (words.length < 3 || asked.length === 1000) continue;
		const target = `/kb/search?q=${encodeURIComponent(words.slice(0, 3).join(' '))}`;
		if (PAGES.search.right(await (await fetch(stage.address + target)).text())) asked.push({ path: target });
	}
	return asked;
}

export const PAGES = {
	article: {
		floor: 0.2,
		kinds: {
			'archived request': {
				requests: async (stage) =>
					(await stage.sql(`SELECT id FROM ticket WHERE audience = 'public' ORDER BY RAND() LIMIT ${REQUESTS}`)).map(({ id }) => ({ path: `/kb/H${id}`, holds: `H${id}` })),
				right: (text, request) => text.includes(request.holds) && text.includes('class="message'),
			},
			article: {
				requests: async (stage) => {
					await writeArticles(stage);
					return (await stage.sql("SELECT id, title FROM article WHERE state = 'published' AND audience = 'public' ORDER BY RAND()")).map(({ id, title }) => ({
						path: `/kb/${id}-${title.toLowerCase().replaceAll(' ', '-')}`, holds: title }));
				},
				right: (text, request) => text.includes(`<h1>${request.holds}`) && text.includes('/vote"'),
			},
		},
	},
	ticket: {
		floor: 0.1,
		requests: async (stage) =>
			(
				await stage.sql(`SELECT t.id, t.contact_id FROM ticket t
					JOIN (SELECT ticket_id FROM message WHERE kind <> 'note' GROUP BY ticket_id HAVING COUNT(*) = 5) m ON m.ticket_id = t.id
					WHERE t.contact_id IS NOT NULL ORDER BY RAND() LIMIT ${REQUESTS}`)
			).map(({ id, contact_id: contact }) => ({ path: `/t/H${id}`, cookie: stage.cookie(contact), holds: `H${id}` })),
		right: (text, request) => text.includes(request.holds) && (text.match(/class="message[ "]/g) ?? []).length >= 5,
	},
	tickets: {
		floor: 0.08,
		requests: async (stage) =>
			(await stage.sql(`SELECT contact_id FROM ticket WHERE contact_id IS NOT NULL GROUP BY contact_id HAVING COUNT(*) >= 20 ORDER BY RAND() LIMIT ${REQUESTS}`)).map(
				({ contact_id: contact }) => ({ path: '/tickets?state=all', cookie: stage.cookie(contact) }),
			),
		right: (text) => links(text, '/t/') === 20,
	},
	search: {
		floor: 0.02,
		growth: false, // tests/bench/search speed measures the index at half a million documents
		requests: askedWords,
		right: (text) => (text.match(/class="result"/g) ?? []).length === 10 && text.includes('<mark'),
	},
	queue: {
		floor: 0.04,
		// Any page of "all open" and "unassigned", and the first of each agent's own.
		requests: async (stage) => {
			const staff = (await stage.sql(`SELECT a.id, (SELECT COUNT(*) FROM ticket t WHERE t.responsible_id = a.id AND t.is_open = 1) AS open
				FROM account a WHERE a.role = 'agent' AND a.is_active`)).map(({ id, open }) => ({ id, open: Number(open) }));
			const someone = (at) => stage.cookie(staff[at % staff.length].id);
			const after = `CONCAT(CAST(UNIX_TIMESTAMP(updated_at) * 1000000 AS SIGNED), '-', id) AS after`;
			const deep = async (name, where) => {
				const [{ count }] = await stage.sql(`SELECT COUNT(*) AS count FROM ticket WHERE ${where}`);
				const most = Math.max(0, Math.min(Number(count) - 100, 1000000));
				const rows = most ? await stage.sql(`SELECT after FROM (SELECT ${after} FROM ticket WHERE ${where} ORDER BY updated_at DESC, id DESC LIMIT ${most}) a ORDER BY RAND() LIMIT ${REQUESTS / 4}`) : [];
				return rows.map(({ after: cursor }, at) => ({ path: `/desk/queue/${name}?after=${cursor}`, cookie: someone(at) }));
			};
			const first = ['/desk/queue/open', '/desk/queue/unassigned'].flatMap((path) => Array.from({ length: REQUESTS / 8 }, (_, at) => ({ path, cookie: someone(at) })));
			const mine = staff.filter(({ open }) => open >= 50);
			const own = mine.length ? Array.from({ length: REQUESTS / 4 }, (_, at) => ({ path: '/desk/queue/mine', cookie: stage.cookie(mine[at % mine.length].id) })) : [];
			return [...first, ...own, ...(await deep('open', 'is_open = 1')), ...(await deep('unassigned', 'is_open = 1 AND responsible_id IS NULL'))];
		},
		right: (text) => links(text, '/desk/t/') === 50,
	},
	// Fifty components, each with days of trouble, as visitors get it: through nginx's cache.
	status: {
		floor: 0.5,
		growth: false,
		requests: async (stage) => {
			await stage.sql(`INSERT INTO incident (kind, title, impact, state, is_open, begins_at, ends_at, author_id, created_at, updated_at)
				SELECT 'incident', 'Bench', 'minor', 'resolved', FALSE, NOW(6), NOW(6), MIN(id), NOW(6), NOW(6) FROM account`);
			await stage.sql("INSERT INTO component (name, created_at) SELECT CONCAT('Part ', seq), NOW(6) - INTERVAL 200 DAY FROM seq_1_to_50");
			await stage.sql(`INSERT INTO component_outage (component_id, begins_at, incident_id, ends_at, state)
				SELECT c.id, NOW(6) - INTERVAL seq DAY, i.id, NOW(6) - INTERVAL seq DAY + INTERVAL 1 HOUR, 'partial_outage'
				FROM component c, incident i, seq_1_to_80_step_9 WHERE c.name LIKE 'Part %' AND i.title = 'Bench'`);
			return [{ path: '/status?bench=1' }];
		},
		right: (text) => (text.match(/<svg class="uptime"/g) ?? []).length >= 50,
	},
	// Feeds: who has it already, of the public ones and of the private ones; and one that has to be made.
	feed304: {
		floor: 0.5,
		growth: false,
		requests: async (stage) => {
			await stage.articles();
			return tagged(stage, [{ path: '/feed/kb.atom' }, { path: '/feed/kb.rss' }]);
		},
		right: (text) => text === '',
	},
	'feed-private304': {
		floor: 0.3,
		growth: false,
		requests: async (stage) => tagged(stage, (await stage.feeds()).slice(0, 500)),
		right: (text) => text === '',
	},
	'feed-changed': {
		floor: 0.15,
		growth: false,
		requests: async (stage) => {
			await stage.articles();
			return [{ path: '/feed/kb.atom?bench=1' }];
		},
		right: (text) => text.split('<entry').length === 21,
	},
};

/* The same requests as somebody makes them who has the answers already. */
async function tagged(stage, requests) {
	const found = [];
	for (const request of requests) found.push({ ...request, tag: (await fetch(stage.address + request.path)).headers.get('etag'), status: 304 });
	return found;
}

/* A page's kinds, each of which is measured by itself: [[words for it, { requests, right }], …]. */
export function kindsOf(name) {
	return Object.entries(PAGES[name].kinds ?? { '': PAGES[name] });
}

/* Writes a page's requests into a file, and looks at a sample of the answers. → { file, bare, size, body }: the file,
 * one with requests to the bare worker for as large a body, bytes of an answer with its head, and of a body. */
export async function preparePage(stage, name, page = kindsOf(name)[0][1]) {
	const requests = await page.requests(stage);
	if (requests.length === 0) throw new BenchError(`${name}: there is nothing to ask for`);
	let body = 0;
	let size = 0;
	const sample = Array.from({ length: SAMPLE }, () => requests[Math.floor(Math.random() * requests.length)]);
	for (const request of sample) {
		const answer = await fetch(stage.address + request.path, { headers: { ...(request.cookie ? { Cookie: request.cookie } : {}), ...(request.tag ? { 'If-None-Match': request.tag } : {}) }, redirect: 'manual' });
		const text = await answer.text();
		if (answer.status !== (request.status ?? 200) || !page.right(text, request)) throw new BenchError(`${name}: ${request.path} is not the page that is to be measured (status ${answer.status})`);
		body += Buffer.byteLength(text) / SAMPLE;
		size += (Buffer.byteLength(text) + [...answer.headers].reduce((sum, [key, value]) => sum + key.length + value.length + 4, 19)) / SAMPLE;
	}
	body = Math.round(body);
	const bare = requests.slice(0, 1000).map(({ cookie }) => ({ path: stage.bare(body), cookie }));
	return { file: writeRequests(stage.file(`${name}.txt`), requests), bare: writeRequests(stage.file(`${name}-bare.txt`), bare), size, body };
}
