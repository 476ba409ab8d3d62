// The private memory of the portal's workers while they answer many requests.

import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { BUILD } from '../lib/instance.mjs';
import { BenchError, wrk, writeRequests } from './load.mjs';
import { PAGES } from './pages.mjs';

const REQUESTS = 100000; // for each worker
const PIECE = 10; // seconds of load between two looks

function workersOf(home) {
	return readdirSync('/proc').filter((pid) => {
		try {
			return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/exe`) === path.join(BUILD, 'bin', 'portal') && readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`DOCKET_HOME=${home}`);
		} catch {
			return false; // it has ended, or is not ours
		}
	});
}

/* Private_Clean + Private_Dirty, in KiB: what ending the process would free. */
function privateMemory(pid) {
	const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
	return [...text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm)].reduce((sum, match) => sum + Number(match[1]), 0);
}

/* → { mib, grew_kib, requests }: the largest worker at the end, and how much it grew in the second half. */
export async function measureMemory(stage) {
	const requests = (await Promise.all(['ticket', 'tickets'].map((name) => PAGES[name].requests(stage)))).flatMap((some) => some.slice(0, 5000));
	const extra = requests.slice(0, 2000).flatMap(({ cookie }) => ['/', '/new', '/new/problem', '/t/H999999999'].map((target) => ({ path: target, cookie })));
	const file = writeRequests(stage.file('memory.txt'), [...requests, ...extra.filter(({ path: target }) => !target.startsWith('/t/'))]);
	const workers = workersOf(stage.instance.home);
	if (workers.length === 0) throw new BenchError('memory: no worker is found');
	const looks = [];
	let answered = 0;
	while (answered < REQUESTS * workers.length) {
		answered += (await wrk(stage.address, PIECE, 'load.lua', [file])).requests;
		looks.push({ answered, kib: workers.map(privateMemory) });
	}
	const half = looks.find((look) => look.answered >= answered / 2);
	const last = looks.at(-1);
	if (workersOf(stage.instance.home).join() !== workers.join()) throw new BenchError('memory: a worker has ended meanwhile');
	return { mib: Math.max(...last.kib) / 1024, grew_kib: Math.max(...last.kib.map((kib, at) => kib - half.kib[at])), requests: answered / workers.length };
}
