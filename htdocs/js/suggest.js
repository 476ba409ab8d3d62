// Answers while somebody types.
//
//   <form role="search" data-suggest-search>     a search box: a list of answers below it, to be walked by arrow keys
//       <input type="search" data-count="{} suggestions…">
//   <form data-suggest-title="subject" data-suggest-text="happened">     a request: answers that may make it needless
//       <div data-answers hidden data-solves="Yes, this solves it" data-opens="(opens a new tab)"><ul></ul></div>
//       <p role="status" data-answers-said data-count="Answers below: {}."></p>
//
// What is typed into a request goes in a body, never in an address.

const WAIT = 180; // milliseconds after the last key
const WORDS_LEAST = 2; // letters

async function ask(options, path) {
	try {
		const answer = await fetch(path, { credentials: 'same-origin', ...options });
		if (!answer.ok || !answer.headers.get('Content-Type')?.startsWith('application/json')) return [];
		return (await answer.json()).results;
	} catch {
		return null; // overtaken, or no connection: what is shown stays
	}
}

/* Runs `work` when nothing was typed for a while; a newer call takes the older one's place.
   `cancel` on the function that is returned: nothing that was begun ends any more. */
function later(work) {
	let timer = 0;
	let running;
	const cancel = () => {
		clearTimeout(timer);
		running?.abort();
	};
	const call = (...args) => {
		cancel();
		timer = setTimeout(() => {
			running = new AbortController();
			work(running.signal, ...args);
		}, WAIT);
	};
	return Object.assign(call, { cancel });
}

function element(name, attributes = {}, ...children) {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== null) made.setAttribute(key, value);
	made.append(...children);
	return made;
}

/* A combobox with a list of links (ARIA Authoring Practices: editable combobox with list autocomplete). */
function searchBox(form) {
	const input = form.querySelector('input[type=search]');
	const list = element('ul', { role: 'listbox', id: `${input.id}-list`, hidden: '', 'aria-label': form.querySelector('label').textContent });
	const said = element('p', { class: 'unseen', role: 'status' });
	let paths = [];
	let at = -1;

	input.after(list);
	form.append(said);
	for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id })) input.setAttribute(name, value);

	const choose = (index) => {
		at = index;
		[...list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === at)));
		if (at < 0) input.removeAttribute('aria-activedescendant');
		else input.setAttribute('aria-activedescendant', list.children[at].id);
	};
	const close = () => {
		look.cancel(); // an answer on its way would open it again
		list.hidden = true;
		input.setAttribute('aria-expanded', 'false');
		said.textContent = '';
		choose(-1);
	};
	const show = (results) => {
		const chosen = at < 0 ? undefined : paths[at];
		paths = results.map((one) => one.path);
		list.replaceChildren(...results.map((one, i) => {
			const option = element('li', { role: 'option', id: `${list.id}-${i}`, 'aria-selected': 'false' }, element('span', { lang: one.language }, one.title), element('small', {}, one.note));
			option.addEventListener('mousedown', (event) => event.preventDefault()); // the box keeps the focus
			option.addEventListener('click', () => location.assign(paths[i]));
			return option;
		}));
		choose(paths.indexOf(chosen)); // who had walked to it stays on it
		list.hidden = results.length === 0;
		input.setAttribute('aria-expanded', String(results.length > 0));
		said.textContent = results.length ? input.dataset.count.replace('{}', results.length) : '';
	};
	const look = later(async (signal) => {
		const text = input.value.trim();
		if (text.length < WORDS_LEAST) return close();
		const results = await ask({ signal }, `/kb/suggest?q=${encodeURIComponent(text.slice(0, 300))}`);
		if (results && !signal.aborted && document.activeElement === input) show(results);
	});

	input.addEventListener('input', () => look());
	input.addEventListener('blur', close);
	input.addEventListener('keydown', (event) => {
		if (event.isComposing || list.hidden) return;
		const count = list.children.length;
		if (event.key === 'ArrowDown') choose(at + 1 === count ? -1 : at + 1);
		else if (event.key === 'ArrowUp') choose(at < 0 ? count - 1 : at - 1);
		else if (event.key === 'Escape') close();
		else if (event.key === 'Enter' && at >= 0) location.assign(paths[at]);
		else return;
		event.preventDefault();
	});
}

/* Says that this answer helped: the form goes off without its request. */
function sendHelped(form, key) {
	form.append(element('input', { type: 'hidden', name: 'helped', value: key }));
	form.noValidate = true;
	form.requestSubmit();
}

function answersFor(form) {
	const title = form.elements[form.dataset.suggestTitle];
	const text = form.elements[form.dataset.suggestText];
	const box = form.querySelector('[data-answers]');
	const said = form.querySelector('[data-answers-said]');
	if (!box || !(title || text)) return;
	const list = box.querySelector('ul');
	let shown = '';

	const line = (one) => {
		const solves = element('button', { type: 'button', class: 'button small', 'aria-label': `${box.dataset.solves}: ${one.title}` }, box.dataset.solves);
		solves.addEventListener('click', () => sendHelped(form, one.key));
		return element(
			'li', {},
			element('a', { href: one.path, target: '_blank', rel: 'noopener', lang: one.language }, one.title, element('span', { class: 'unseen' }, ` ${box.dataset.opens}`)),
			one.text ? element('p', { class: 'small', lang: one.language }, one.text) : '',
			element('p', { class: 'small muted' }, one.note),
			solves,
		);
	};
	const show = (results) => {
		form.elements.suggested.value = '1'; // the server need not ask once more
		const keys = results.map((one) => one.key).join();
		if (keys === shown) return;
		shown = keys;
		// A button under somebody's finger stays where it is.
		if (list.contains(document.activeElement)) return;
		list.replaceChildren(...results.map(line));
		box.hidden = results.length === 0;
		said.textContent = results.length ? said.dataset.count.replace('{}', results.length) : '';
	};
	const look = later(async (signal) => {
		form.elements.suggested.value = '';
		const fields = new URLSearchParams({ csrf: form.elements.csrf.value, title: (title?.value ?? '').trim().slice(0, 250), text: (text?.value ?? '').trim().slice(0, 4000) });
		if ((fields.get('title') + fields.get('text')).length < WORDS_LEAST) return show([]);
		const results = await ask({ signal, method: 'POST', body: fields }, '/kb/suggest');
		if (results) show(results);
	});

	for (const field of [title, text]) field?.addEventListener('input', () => look());
	if (title?.value || text?.value) look();
}

export function suggestAnswers(document) {
	for (const form of document.querySelectorAll('form[data-suggest-search]')) searchBox(form);
	for (const form of document.querySelectorAll('form[data-suggest-title]')) answersFor(form);
}
