// Files dropped on a form or pasted into it (screenshots) join those of its file input, and are listed with a button to
// take each out again. The input itself sends them, so the server sees nothing new.
//
//   <div data-uploads data-most="26214400" data-remove="Remove" data-large="{} is too large and was left out.">
//     <input type="file" multiple> … <ul data-chosen></ul>

const UNITS = ['B', 'KB', 'MB', 'GB'];

function size(bytes, language) {
	let unit = 0;
	for (; bytes >= 1000 && unit < UNITS.length - 1; unit++) bytes /= 1000;
	return `${new Intl.NumberFormat(language, { maximumFractionDigits: bytes < 10 && unit > 0 ? 1 : 0 }).format(bytes)} ${UNITS[unit]}`;
}

/* Browsers call every pasted picture image.png. */
function named(file, taken) {
	if (file.name && file.name !== 'image.png') return file;
	const extension = file.type.split('/')[1]?.replace(/[^a-z0-9]/g, '') || 'png';
	let number = 1;
	while (taken.includes(`screenshot-${number}.${extension}`)) number++;
	return new File([file], `screenshot-${number}.${extension}`, { type: file.type });
}

class Area {
	constructor(root) {
		this.root = root;
		this.input = root.querySelector('input[type=file]');
		this.zone = root.querySelector('.drop') ?? root;
		this.list = root.querySelector('[data-chosen]');
		this.most = Number(root.dataset.most) || Infinity;
		this.files = [...this.input.files];
		this.input.addEventListener('change', () => this.choose([...this.input.files]));
		this.zone.addEventListener('dragover', (event) => this.over(event));
		this.zone.addEventListener('dragleave', () => this.zone.classList.remove('over'));
		this.zone.addEventListener('drop', (event) => this.drop(event));
		this.show();
	}

	over(event) {
		if (!event.dataTransfer.types.includes('Files')) return;
		event.preventDefault();
		this.zone.classList.add('over');
	}

	drop(event) {
		if (event.dataTransfer.files.length === 0) return;
		event.preventDefault();
		this.zone.classList.remove('over');
		this.add([...event.dataTransfer.files]);
	}

	/* The input's own dialog replaces what it held: what came by other ways stays. */
	choose(files) {
		const same = (one) => (other) => one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
		this.add(files.filter((file) => !this.files.some(same(file))));
	}

	add(files) {
		this.large = files.filter((file) => file.size > this.most).map((file) => file.name);
		for (const file of files)
			if (file.size <= this.most) this.files.push(named(file, this.files.map(({ name }) => name)));
		this.apply();
	}

	remove(file) {
		this.large = [];
		this.files = this.files.filter((other) => other !== file);
		this.apply();
		this.input.focus();
	}

	apply() {
		const transfer = new DataTransfer();
		for (const file of this.files) transfer.items.add(file);
		this.input.files = transfer.files;
		this.show();
	}

	show() {
		if (!this.list) return;
		const language = document.documentElement.lang;
		const entries = this.files.map((file) => {
			const entry = document.createElement('li');
			const name = document.createElement('span');
			const weight = document.createElement('span');
			const button = document.createElement('button');
			name.className = 'name';
			name.textContent = file.name;
			weight.className = 'small muted';
			weight.textContent = size(file.size, language);
			button.type = 'button';
			button.className = 'button quiet small';
			button.textContent = this.root.dataset.remove;
			button.setAttribute('aria-label', `${this.root.dataset.remove}: ${file.name}`);
			button.addEventListener('click', () => this.remove(file));
			entry.append(name, ' ', weight, button);
			return entry;
		});
		for (const name of this.large ?? []) {
			const entry = document.createElement('li');
			entry.className = 'error';
			entry.textContent = this.root.dataset.large.replace('{}', name);
			entries.push(entry);
		}
		this.list.replaceChildren(...entries);
	}
}

export function takeDroppedFiles(document) {
	const areas = [...document.querySelectorAll('[data-uploads]')].map((root) => new Area(root));
	if (areas.length === 0) return;

	document.addEventListener('paste', (event) => {
		const files = [...(event.clipboardData?.files ?? [])];
		if (files.length === 0) return;
		const form = document.activeElement?.closest('form');
		const area = areas.find((one) => form?.contains(one.root)) ?? areas.find((one) => one.root.checkVisibility?.() ?? true);
		if (!area) return;
		event.preventDefault();
		area.add(files);
	});
	// A file that misses the area must not replace the page and what was typed.
	document.addEventListener('dragover', (event) => event.dataTransfer?.types.includes('Files') && event.preventDefault());
	document.addEventListener('drop', (event) => event.dataTransfer?.files.length > 0 && event.preventDefault());
}
