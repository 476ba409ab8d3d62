// Text that was typed and not sent survives a reload, a lost connection and an ended session.
//
//   <form data-draft="new:problem">           the form's name, the same wherever it is shown
//   <p data-draft-note hidden>…</p>           inside it: shown when text came back
//   <form data-draft-of="new:problem">        carries that form's text in hidden inputs: sends it in its place
//
// Kept in this tab only (sessionStorage) and forgotten when the server says that the form was taken (a "done" flash on
// the page after sending), and at signing out.

const PREFIX = 'docket:draft:';
const SENT = 'docket:sent';
const FIELDS = 'textarea[name], input.text[name]:not([type=password]), select[name], input[type=radio][name]';

function store() {
	try {
		return window.sessionStorage;
	} catch {
		return null; // storage is switched off
	}
}

function read(storage, key) {
	try {
		return JSON.parse(storage.getItem(key) ?? 'null');
	} catch {
		return null;
	}
}

function fields(form) {
	return [...form.querySelectorAll(FIELDS)];
}

function save(storage, form) {
	const values = {};
	let typed = false;
	for (const field of fields(form)) {
		if (field.type === 'radio' && !field.checked) continue;
		values[field.name] = field.value;
		typed ||= field.matches('textarea, input.text') && field.value.trim() !== '';
	}
	try {
		if (typed) storage.setItem(PREFIX + form.dataset.draft, JSON.stringify(values));
		else storage.removeItem(PREFIX + form.dataset.draft);
	} catch {
		// No room: the text is still in the form.
	}
}

/* Fills an untouched form; one that the server filled in knows better. */
function restore(storage, form) {
	const values = read(storage, PREFIX + form.dataset.draft);
	if (!values || fields(form).some((field) => field.matches('textarea, input.text') && field.value !== '')) return;
	let restored = false;
	for (const field of fields(form)) {
		const value = values[field.name];
		if (value === undefined) continue;
		if (field.type === 'radio') field.checked = field.value === value;
		else field.value = value;
		restored ||= field.matches('textarea, input.text') && value.trim() !== '';
	}
	if (!restored) return;
	form.closest('details')?.setAttribute('open', '');
	form.querySelector('[data-draft-note]')?.removeAttribute('hidden');
}

function forgetAll(storage) {
	for (const key of Object.keys(storage)) if (key.startsWith('docket:')) storage.removeItem(key);
}

export function keepDrafts(document) {
	const storage = store();
	if (!storage) return;

	const sent = storage.getItem(SENT);
	if (sent && document.querySelector('[data-flash="done"]')) storage.removeItem(PREFIX + sent);
	storage.removeItem(SENT);

	for (const form of document.querySelectorAll('form[data-draft]')) {
		restore(storage, form);
		let timer = 0;
		const keep = () => {
			clearTimeout(timer);
			save(storage, form);
		};
		form.addEventListener('input', () => {
			clearTimeout(timer);
			timer = setTimeout(keep, 300);
		});
		form.addEventListener('submit', () => {
			keep();
			storage.setItem(SENT, form.dataset.draft);
		});
	}
	for (const form of document.querySelectorAll('form[data-draft-of]')) form.addEventListener('submit', () => storage.setItem(SENT, form.dataset.draftOf));
	document.querySelector('form[action="/logout"]')?.addEventListener('submit', () => forgetAll(storage));
}
