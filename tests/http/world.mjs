// Two organisations, their people and staff, each signed in once: who the tests of a file look through.

import assert from 'node:assert/strict';
import { Client } from '../lib/client.mjs';
import { addOrganisation, addPerson, deskPage, openTicket, press, textOf, unique } from './people.mjs';

/* → { nobody, client, other, agent, admin, organisation, others }: Clients. `other` belongs to another organisation. */
export async function makeWorld(docket) {
	const organisation = await addOrganisation(docket, unique('Bakery'));
	const others = await addOrganisation(docket, unique('Foundry'));
	const world = {
		organisation,
		others,
		nobody: new Client(docket.url),
		client: await addPerson(docket, { organisation, name: unique('Clara') }),
		other: await addPerson(docket, { organisation: others, name: unique('Otto') }),
		agent: await addPerson(docket, { role: 'agent', name: unique('Agnes') }),
		admin: await addPerson(docket, { role: 'admin', name: unique('Adam') }),
	};
	for (const role of ['client', 'other', 'agent', 'admin']) world[role].token = await world[role].csrf('/account');
	world.nobody.token = '';
	return world;
}

/* A ticket of the client that staff have solved for that audience; → its signature. */
export async function solvedTicket(world, audience = 'participants', fields = {}) {
	const number = await openTicket(world.client, fields);
	const answer = await press(world.agent, await deskPage(world.agent, number), 'solve', { body: 'It works again.', audience });
	assert.equal(answer.status, 303, textOf(answer.text));
	return number;
}

/* All that a denied request may not change, in one line. */
export async function traces(docket, number) {
	const id = number.slice(1);
	const [row] = await docket.sql(`SELECT t.version, t.status_id, t.audience, t.rating, t.updated_at,
		(SELECT COUNT(*) FROM message m WHERE m.ticket_id = t.id) AS messages,
		(SELECT COUNT(*) FROM attachment a WHERE a.ticket_id = t.id) AS attachments,
		(SELECT COUNT(*) FROM event e WHERE e.about = 'ticket' AND e.about_id = t.id) AS events FROM ticket t WHERE t.id = ${id}`);
	return JSON.stringify(row);
}
