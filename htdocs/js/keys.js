// Keys for lists: j and k walk, Enter or o opens, ? shows all keys. Only where the page has a list with data-keys, and
// never while somebody types; the dialog that ? shows has a box to switch them off. A page's own keys are links or
// buttons with data-key="a".
//
//   <tbody data-keys> <tr> … <a href="…"> …

const TYPING = 'input, textarea, select, button, summary, [contenteditable]';

const OFF = 'docket:keys-off';

/* The box of the dialog, kept in this browser. */
function keySwitch(box) {
	let off = false;
	try {
		off = localStorage.getItem(OFF) !== null;
		box?.addEventListener('change', () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, '1')));
	} catch {
		// Storage is switched off: the box holds for this page.
	}
	if (box) box.checked = !off;
	return () => (box ? box.checked : !off);
}

class Walk {
	constructor(list) {
		this.list = list;
		this.at = -1;
	}

	get rows() {
		return [...this.list.children].filter((row) => row.querySelector('a[href]'));
	}

	step(by) {
		const rows = this.rows;
		if (rows.length === 0) return;
		rows[this.at]?.classList.remove('at');
		this.at = Math.min(rows.length - 1, Math.max(0, this.at + by));
		const row = rows[this.at];
		row.classList.add('at');
		row.querySelector('a[href]').focus();
		row.scrollIntoView({ block: 'nearest' });
	}

	open() {
		this.rows[this.at]?.querySelector('a[href]').click();
	}
}

export function walkByKeys(document) {
	const list = document.querySelector('[data-keys]');
	const dialog = document.querySelector('dialog#keys');
	const walk = list && new Walk(list);
	const on = keySwitch(document.querySelector('[data-keys-switch]'));

	document.addEventListener('keydown', (event) => {
		if (!on() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
		if (event.target.closest?.(TYPING) || document.querySelector('dialog[open]')) return;
		const own = /^[a-z0-9]$/i.test(event.key) && document.querySelector(`[data-key="${event.key}"]`);
		if (walk && event.key === 'j') walk.step(1);
		else if (walk && event.key === 'k') walk.step(-1);
		else if (walk && event.key === 'o') walk.open();
		else if (dialog && event.key === '?') dialog.showModal();
		else if (own) {
			if (own.matches('a, button, summary')) own.click();
			else own.focus();
		} else return;
		event.preventDefault();
	});
	for (const opener of document.querySelectorAll('[data-keys-help]')) {
		opener.hidden = !dialog;
		opener.addEventListener('click', () => dialog?.showModal());
	}
}
