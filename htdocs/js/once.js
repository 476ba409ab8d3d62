// A form is sent once, however often its button is pressed. The server knows that too, by the form's one-time key:
// here it only spares people the doubt. A sending that was stopped may be tried again after a while.

const WHILE = 10_000; // milliseconds

function release(form) {
	delete form.dataset.sent;
	form.querySelector('[aria-disabled]')?.removeAttribute('aria-disabled');
}

export function guardAgainstSendingTwice(document) {
	document.addEventListener('submit', (event) => {
		const form = event.target;
		if (event.defaultPrevented || form.method !== 'post') return;
		if (form.dataset.sent) {
			event.preventDefault();
			return;
		}
		form.dataset.sent = '1';
		event.submitter?.setAttribute('aria-disabled', 'true');
		setTimeout(() => release(form), WHILE);
	});

	// A page that comes back from the browser's cache may be sent again.
	window.addEventListener('pageshow', (event) => {
		if (event.persisted) document.querySelectorAll('form[data-sent]').forEach(release);
	});
}
