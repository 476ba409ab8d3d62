// People and tickets for tests: each under a name of its own, so that tests don't meet.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Client, attributes, csrfOf, forms, unescapeHtml } from '../lib/client.mjs';

export const PASSWORD = 'three plain words';

export function unique(word = 'x') {
	return `${word}-${randomBytes(5).toString('hex')}`;
}

async function ctl(docket, args, input) {
	const result = await docket.ctl(args, input);
	assert.equal(result.status, 0, `docketctl ${args.join(' ')}: ${result.stderr}`);
}

export async function addOrganisation(docket, name = unique('Organisation')) {
	await ctl(docket, ['org', 'add', '--name', name]);
	return name;
}

/* A new account, signed in: a Client with .email and .name; and .id, its key. */
export async function addPerson(docket, { role = 'client', organisation, name = unique('Person') } = {}) {
	const email = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}@${unique('mail')}.example`;
	const args = ['user', 'add', '--email', email, '--name', name, '--role', role, '--password-stdin'];
	if (organisation) args.push('--organisation', organisation);
	await ctl(docket, args, `${PASSWORD}\n`);
	const person = new Client(docket.url);
	await person.login(email, PASSWORD);
	person.email = email;
	person.name = name;
	person.id = (await docket.sql(`SELECT id FROM account WHERE email = '${email}'`))[0].id;
	return person;
}

/* Opens a ticket through the form, past what was solved before; → "H1010". */
export async function openTicket(client, { subject = unique('Subject'), happened = 'It stopped.', form = 'problem', files = {}, ...fields } = {}) {
	const answer = await client.submit(`/new/${form}`, { subject, happened, details: happened, suggested: '1', ...fields }, { files });
	assert.equal(answer.status, 303, answer.text);
	return answer.location.match(/^\/t\/([A-Z]+\d+)/)[1];
}

/* What a browser would send from a ticket's page of the desk, where inputs outside the form belong to it too. */
export function deskForm(html) {
	const work = forms(html).find((form) => /\/reply$/.test(form.action));
	const outside = html.replace(/<form\b[\s\S]*?<\/form>/g, '');
	const values = { ...work.values };
	for (const [tag] of outside.matchAll(/<input\b[^>]*\bform="work"[^>]*>/g)) {
		const set = attributes(tag);
		values[set.name] = set.value ?? '';
	}
	for (const [, open, inside] of outside.matchAll(/(<select\b[^>]*\bform="work"[^>]*>)([\s\S]*?)<\/select>/g)) {
		const options = [...inside.matchAll(/<option\b[^>]*>/g)].map(([tag]) => attributes(tag));
		values[attributes(open).name] = (options.find((option) => 'selected' in option) ?? options[0]).value;
	}
	return values;
}

/* Presses a button of a ticket's page as it was when `page` was loaded: take, edit, reply, solve, audience. */
export function press(agent, page, button, fields = {}, options = {}) {
	const number = page.path.match(/\/t\/([A-Z]+\d+)/)[1];
	return agent.post(`/desk/t/${number}/${button}`, { ...deskForm(page.text), ...fields }, { files: {}, ...options });
}

export async function deskPage(agent, number) {
	const page = await agent.get(`/desk/t/${number}`);
	assert.equal(page.status, 200, page.text);
	return page;
}

/* All that a page says, without its tags. */
export function textOf(html) {
	return unescapeHtml(html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ');
}

/* The events of a ticket, as the timeline tells them. */
export function timelineOf(html) {
	const list = html.match(/<ol class="timeline">([\s\S]*?)<\/ol>/);
	return list ? [...list[1].matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, item]) => textOf(item).trim()) : [];
}

export { csrfOf };
