// The editor of an article: the preview follows the text, and pictures' lines go where the cursor is.
//
//   <form data-editor data-preview="/desk/preview"> <textarea name="body"> <… data-preview-here>
//   <button type="button" data-insert="![…](…)">

import { insertText } from './insert.js';

const WAIT = 400; // milliseconds without a key

class Preview {
	constructor(form, place) {
		this.form = form;
		this.place = place;
		this.asked = 0;
	}

	/* The server makes the HTML: it alone knows what is safe. An answer that comes late is not shown. */
	async show() {
		const number = ++this.asked;
		const body = new URLSearchParams({ csrf: this.form.elements.csrf.value, body: this.form.elements.body.value });
		try {
			const answer = await fetch(this.form.dataset.preview, { method: 'POST', body, redirect: 'error' });
			if (!answer.ok) return;
			const text = await answer.text();
			if (number !== this.asked) return;
			const made = new DOMParser().parseFromString(text, 'text/html');
			this.place.replaceChildren(...made.body.childNodes);
		} catch {
			// The last preview stays; the text is safe in the form.
		}
	}
}

export function previewWhileWriting(document) {
	const form = document.querySelector('form[data-editor]');
	const place = form?.querySelector('[data-preview-here]');
	if (!place) return;
	const preview = new Preview(form, place);
	const body = form.elements.body;
	let timer = 0;
	body.addEventListener('input', () => {
		clearTimeout(timer);
		timer = setTimeout(() => preview.show(), WAIT);
	});
	form.addEventListener('click', (event) => {
		const button = event.target.closest('[data-insert]');
		if (button) insertText(body, `\n${button.dataset.insert}\n`);
	});
	const organisation = form.elements.organisation?.closest('.field');
	const follow = () => (organisation.hidden = form.elements.audience.value !== 'organisation');
	if (organisation) {
		form.elements.audience.addEventListener('change', follow);
		follow();
	}
}

/* On the page that looks through a ticket's text: what is kept is no longer marked. */
export function markFindings(document) {
	document.querySelector('form.review')?.addEventListener('change', (event) => {
		const { group } = event.target.dataset;
		if (group === undefined) return;
		for (const mark of document.querySelectorAll(`mark[data-in-group="${CSS.escape(group)}"]`)) mark.classList.toggle('kept', !event.target.checked);
	});
}
