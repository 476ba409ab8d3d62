// Load on an instance, by wrk: two threads, eight connections that are kept open towards nginx.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../lib/instance.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));

export class BenchError extends Error {}

/* One run. → { rps, p50_ms, p99_ms, requests, seconds, size }, size being the bytes of an answer with its head.
 * Throws when an answer was no success. */
export async function wrk(url, seconds, script, args) {
	const options = ['-t2', '-c8', `-d${seconds}s`, '--timeout', '10s', '--latency', '-s', path.join(HERE, script), url, '--', ...args];
	const result = await run('wrk', options, { seconds: seconds + 60 });
	const line = result.stdout.match(/^RESULT (\{.*\})$/m);
	if (result.status !== 0 || !line) throw new BenchError(`wrk ended with ${result.status}: ${result.stderr}${result.stdout}`);
	const told = JSON.parse(line[1]);
	if (told.errors > 0) throw new BenchError(`${told.errors} of ${told.requests} requests failed (${script} ${args.join(' ')})`);
	return { ...told, rps: told.requests / told.seconds, size: told.bytes / told.requests };
}

/* Pages drawn from a file of requests. `size` is what an answer should have: far from it, it is another page. */
export async function loadPages(url, seconds, file, size) {
	const result = await wrk(url, seconds, 'load.lua', [file]);
	if (size && (result.size < size * 0.8 || result.size > size * 1.2))
		throw new BenchError(`answers of ${Math.round(result.size)} bytes, not of ${Math.round(size)}: these are other pages (${file})`);
	return result;
}

export function writeRequests(file, requests) {
	writeFileSync(file, requests.map(({ path: target, cookie, tag }) => (cookie || tag ? `${target}\t${cookie ?? ''}\t${tag ?? ''}` : target)).join('\n') + '\n');
	return file;
}

export function median(numbers) {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/* Runs both by turns, a warm-up first: A B A B A B. → medians of the first, and `of`: the median of the ratios of
 * neighbours, which what else the machine does changes least. */
export async function alternate(rounds, first, second) {
	const a = [];
	const b = [];
	for (let round = 0; round < rounds; round++) {
		a.push(await first());
		b.push(await second());
	}
	return {
		rps: median(a.map((one) => one.rps)),
		p50_ms: median(a.map((one) => one.p50_ms)),
		p99_ms: median(a.map((one) => one.p99_ms)),
		other_rps: median(b.map((one) => one.rps)),
		of: median(a.map((one, at) => one.rps / b[at].rps)),
	};
}
