// tests/bench/run: its arguments, the order of things, what is printed. See run for the usage.

import { totalmem } from 'node:os';
import { BenchError, alternate, loadPages } from './load.mjs';
import { measureMemory } from './memory.mjs';
import { PAGES, kindsOf, preparePage } from './pages.mjs';
import { Stage } from './stage.mjs';
import { measureSubmit } from './submit.mjs';

const ROUNDS = 3;
const FLOORS = { ...Object.fromEntries(Object.entries(PAGES).map(([name, page]) => [name, page.floor])), submit: 0.4, growth: 0.9, memory: 12 };
const MEMORY_GROWTH = 256; // KiB in the second 50,000 requests: a few pages of an allocator, no leak

function readArguments(list) {
	const asked = { json: false, tickets: 10000, many: 1000000, seconds: 5, names: [] };
	for (let at = 0; at < list.length; at++) {
		const option = list[at].match(/^--(tickets|many|seconds)$/)?.[1];
		if (list[at] === '--json') asked.json = true;
		else if (option && /^[1-9]\d*$/.test(list[at + 1] ?? '')) asked[option] = Number(list[++at]);
		else if (Object.hasOwn(FLOORS, list[at])) asked.names.push(list[at]);
		else throw new BenchError(`no measure or option ${list[at]} (--help lists them)`);
	}
	if (asked.names.length === 0) asked.names = Object.keys(FLOORS);
	return asked;
}

function round(number, digits = 2) {
	return Number(number.toFixed(digits));
}

function report(asked, line, text) {
	console.log(asked.json ? JSON.stringify(line) : `${line.name.padEnd(15)} ${text} ${line.pass ? 'ok' : 'MISSED'}`);
	return line.pass;
}

function reportRates(asked, name, result, note) {
	const line = { name, rps: round(result.rps, 1), p50_ms: round(result.p50_ms), p99_ms: round(result.p99_ms), of_bare: round(result.of, 3), bare_rps: round(result.other_rps, 1), floor: FLOORS[name], pass: result.of >= FLOORS[name] };
	const cells = [line.rps.toFixed(0), line.p50_ms.toFixed(2), line.p99_ms.toFixed(2), line.bare_rps.toFixed(0), line.of_bare.toFixed(3), line.floor.toFixed(2)];
	return report(asked, line, `${cells.map((cell) => cell.padStart(9)).join('')}  ${note}`.trimEnd());
}

async function measureKind(asked, stage, name, page) {
	const { file, bare, size, body } = await preparePage(stage, name, page);
	await loadPages(stage.address, 2, file, size);
	const result = await alternate(
		ROUNDS,
		() => loadPages(stage.address, asked.seconds, file, size),
		() => loadPages(stage.address, asked.seconds, bare),
	);
	return { ...result, body };
}

/* Of a page of several kinds each must reach the floor: the slowest is what counts. */
async function measurePage(asked, stage, name) {
	const measured = [];
	for (const [kind, page] of kindsOf(name)) measured.push({ kind, ...(await measureKind(asked, stage, name, page)) });
	const worst = measured.reduce((one, other) => (other.of < one.of ? other : one));
	const kinds = measured.length > 1 ? `; ${measured.map(({ kind, of }) => `${kind} ${of.toFixed(3)}`).join(', ')}` : '';
	return reportRates(asked, name, worst, `${(worst.body / 1000).toFixed(1)} kB each${kinds}`);
}

/* Both instances run at once, so that each page's two rates are of the same minute. */
async function measureGrowth(asked, small, large) {
	const pages = {};
	for (const name of Object.keys(PAGES).filter((one) => PAGES[one].growth !== false)) {
		const few = await preparePage(small, name);
		const many = await preparePage(large, name);
		await loadPages(small.address, 2, few.file, few.size);
		await loadPages(large.address, 5, many.file, many.size);
		const result = await alternate(
			ROUNDS,
			() => loadPages(large.address, asked.seconds, many.file, many.size),
			() => loadPages(small.address, asked.seconds, few.file, few.size),
		);
		pages[name] = { rps: round(result.rps, 1), rps_few: round(result.other_rps, 1), of_few: round(result.of, 3) };
	}
	const least = Math.min(...Object.values(pages).map((page) => page.of_few));
	const shown = Object.entries(pages).map(([name, page]) => `${name} ${page.of_few.toFixed(2)}`).join(', ');
	return report(asked, { name: 'growth', tickets: large.tickets, of_few: least, pages, floor: FLOORS.growth, pass: least >= FLOORS.growth },
		`rate with ${large.tickets.toLocaleString('en')} tickets against ${small.tickets.toLocaleString('en')}: ${shown} (at least ${FLOORS.growth})`);
}

async function reportMemory(asked, stage) {
	const { mib, grew_kib: grew, requests } = await measureMemory(stage);
	return report(asked, { name: 'memory', mib: round(mib), grew_kib: grew, requests: Math.round(requests), floor: FLOORS.memory, pass: mib <= FLOORS.memory && grew <= MEMORY_GROWTH },
		`${mib.toFixed(1)} MiB private after ${Math.round(requests).toLocaleString('en')} requests a worker, ${grew} KiB more than half-way (at most ${FLOORS.memory} MiB and ${MEMORY_GROWTH} KiB)`);
}

async function measureAll(asked, stages) {
	const say = (text) => console.error(`bench: ${text}`);
	const buffer = Math.min(6144, Math.floor(totalmem() / 2 ** 20 / 4));
	let passed = true;
	stages.push(await Stage.open(asked.tickets, { buffer: Math.min(buffer, 1024), say }));
	if (!asked.json) console.log(`name            ${['req/s', 'p50 ms', 'p99 ms', 'bare/s', 'of bare', 'floor'].map((cell) => cell.padStart(9)).join('')}`);
	for (const name of asked.names) {
		if (PAGES[name]) passed = (await measurePage(asked, stages[0], name)) && passed;
		if (name === 'submit') passed = reportRates(asked, name, await measureSubmit(stages[0], asked.seconds, ROUNDS), '') && passed;
		if (name === 'memory') passed = (await reportMemory(asked, stages[0])) && passed;
		if (name === 'growth') {
			stages.push(await Stage.open(asked.many, { buffer, say }));
			passed = (await measureGrowth(asked, stages[0], stages[1])) && passed;
			await stages.pop().close();
		}
	}
	return passed;
}

const stages = [];
try {
	if (!(await measureAll(readArguments(process.argv.slice(2)), stages))) process.exitCode = 1;
} catch (error) {
	console.error(`bench: ${error.message}`);
	process.exitCode = error instanceof BenchError ? 1 : 2;
} finally {
	for (const stage of stages) await stage.close();
}
