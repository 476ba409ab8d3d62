// Puts an article into an answer: "@" in the text, or the button, opens a small search whose first answer is chosen by
// Enter. Without scripts a list and a button do the same.
//
//   <textarea data-picks>   <dialog id="picker" data-pick="/desk/articles/pick?language=nb"> <input data-pick-words> <… data-picks-here>
//   <button type="button" data-pick-open hidden>

import { insertText } from './insert.js';

const WAIT = 150; // milliseconds without a key

class Picker {
	constructor(dialog, field) {
		this.dialog = dialog;
		this.field = field;
		this.words = dialog.querySelector('[data-pick-words]');
		this.place = dialog.querySelector('[data-picks-here]');
		this.first = this.place.innerHTML; // as the server sent it: the most helpful ones
		this.asked = 0;
		this.typed = '';
	}

	get picks() {
		return [...this.place.querySelectorAll('[data-markdown]')];
	}

	open(typed) {
		this.typed = typed; // "@" that is taken out when something is chosen
		this.cursor = [this.field.selectionStart, this.field.selectionEnd]; // the dialog makes the field forget it
		this.words.value = '';
		this.place.innerHTML = this.first;
		this.choose(0);
		this.dialog.showModal();
		this.words.focus();
	}

	choose(at) {
		const { picks } = this;
		this.at = Math.max(0, Math.min(picks.length - 1, at));
		picks.forEach((pick, i) => pick.setAttribute('aria-current', i === this.at ? 'true' : 'false'));
		picks[this.at]?.scrollIntoView({ block: 'nearest' });
	}

	async search() {
		const number = ++this.asked;
		const url = new URL(this.dialog.dataset.pick, location.href);
		url.searchParams.set('q', this.words.value);
		try {
			const answer = await fetch(url, { redirect: 'error' });
			if (!answer.ok || number !== this.asked) return;
			const made = new DOMParser().parseFromString(await answer.text(), 'text/html');
			if (number !== this.asked) return;
			this.place.replaceChildren(...made.body.childNodes);
			this.choose(0);
		} catch {
			// The list stays as it is.
		}
	}

	take(pick) {
		this.dialog.close();
		if (!pick) return;
		const { field, typed } = this;
		const [start, end] = this.cursor;
		field.focus();
		field.setSelectionRange(field.value.slice(0, start).endsWith(typed) ? start - typed.length : start, end);
		insertText(field, pick.dataset.markdown);
		this.cursor = null;
	}

	/* To where the cursor was. */
	back() {
		this.field.focus();
		if (this.cursor) this.field.setSelectionRange(...this.cursor);
	}

	key(event) {
		if (event.key === 'ArrowDown') this.choose(this.at + 1);
		else if (event.key === 'ArrowUp') this.choose(this.at - 1);
		else if (event.key === 'Enter') this.take(this.picks[this.at]);
		else return;
		event.preventDefault();
	}
}

export function pickArticles(document) {
	const dialog = document.querySelector('dialog#picker');
	const field = document.querySelector('textarea[data-picks]');
	if (!dialog || !field) return;
	const picker = new Picker(dialog, field);
	let timer = 0;

	picker.words.addEventListener('input', () => {
		clearTimeout(timer);
		timer = setTimeout(() => picker.search(), WAIT);
	});
	picker.words.addEventListener('keydown', (event) => picker.key(event));
	dialog.addEventListener('click', (event) => {
		const pick = event.target.closest('[data-markdown]');
		if (pick) picker.take(pick);
		else if (event.target === dialog) dialog.close();
	});
	dialog.addEventListener('close', () => picker.back());
	// Only at the start of a word: "anna@example.org" is an address.
	field.addEventListener('input', (event) => {
		if (event.data !== '@' || event.isComposing) return;
		const before = field.value.slice(0, field.selectionStart - 1);
		if (before === '' || /[\s(]$/.test(before)) picker.open('@');
	});
	for (const button of document.querySelectorAll('[data-pick-open]')) {
		button.hidden = false;
		button.addEventListener('click', () => picker.open(''));
	}
}
