// A link that shows more of its row: the same page with that row unfolded. Scripts put what is new in the link's place.
//
//   <tr id="H1042">… <a href="/tickets?…&unfold=H1042#H1042" data-unfold>Proposed solution</a>
//   becomes, as the answer has it in the same row,  <details open data-solution>…</details>

async function unfold(link) {
	const row = link.closest('[id]');
	const answer = await fetch(link.href, { credentials: 'same-origin' });
	const found = answer.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(row.id)?.querySelector('[data-solution]') : null;
	if (!found) throw new Error('not found');
	const shown = document.importNode(found, true);
	link.replaceWith(shown);
	shown.querySelector('summary').focus();
}

export function unfoldInPlace(document) {
	document.addEventListener('click', (event) => {
		const link = event.target.closest?.('a[data-unfold]');
		if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
		event.preventDefault();
		if (link.getAttribute('aria-busy')) return;
		link.setAttribute('aria-busy', 'true');
		unfold(link).catch(() => location.assign(link.href)); // signed out, or no answer: the page itself says
	});
}
