// Finding an instance's processes from outside, without trusting what ./start notes about them.

import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

function read(file) {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
}

function folderOf(pid) {
	try {
		return readlinkSync(`/proc/${pid}/cwd`);
	} catch {
		return '';
	}
}

/* All processes that run in the home, name it, or have it in their environment as DOCKET_HOME:
 * [{ pid, parent, name, command }], without zombies and without this one. */
export function processesOf(home) {
	const found = [];
	for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)) {
		const stat = read(`/proc/${pid}/stat`).match(/^\d+ \((.*)\) (\S) (\d+)/s);
		if (!stat || stat[2] === 'Z' || pid === process.pid) continue;
		const command = read(`/proc/${pid}/cmdline`).split('\0').join(' ');
		const inside = `${folderOf(pid)}/`.startsWith(`${home}/`);
		const named = `${command} `.includes(`${home} `) || command.includes(`${home}/`);
		const told = read(`/proc/${pid}/environ`).split('\0').includes(`DOCKET_HOME=${home}`);
		if (inside || named || told) found.push({ pid, parent: Number(stat[3]), name: stat[1], command });
	}
	return found;
}

/* Those of it that stay. What lost the database a moment ago ends and comes back within a second: so none of them may
 * be younger than two (but for the sleep between two looks of a script). */
export async function settled(home) {
	let stay;
	await until('all settled', () => {
		stay = processesOf(home).filter(({ name }) => name !== 'sleep');
		const now = Number(read('/proc/uptime').split(' ')[0]);
		return stay.every(({ pid }) => now - Number(read(`/proc/${pid}/stat`).split(') ').at(-1).split(' ')[19]) / 100 > 2);
	}, 30);
	return stay;
}

export function named(home, name) {
	return processesOf(home).filter((process) => process.name === name);
}

/* nginx's master is the one whose parent is no nginx. */
export function nginxMaster(home) {
	const all = named(home, 'nginx');
	return all.find((process) => !all.some((other) => other.pid === process.parent));
}

/* Asks until it is so. The answer is the milliseconds it took; late is an error. */
export async function until(what, condition, seconds = 15) {
	const begun = performance.now();
	for (;;) {
		let fine = false;
		try {
			fine = await condition();
		} catch {
			// not yet
		}
		if (fine) return performance.now() - begun;
		if (performance.now() - begun > seconds * 1000) throw new Error(`after ${seconds} s: not ${what}`);
		await sleep(50);
	}
}

export async function answers(url, page = '/') {
	const response = await fetch(url + page, { redirect: 'manual', signal: AbortSignal.timeout(5000) });
	await response.arrayBuffer();
	return response.status === 200;
}
