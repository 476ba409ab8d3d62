// A form that came back with something wrong: its first wrong answer gets the focus, so that nobody has to look for it.

export function goToFirstError(document) {
	const wrong = document.querySelector('main [aria-invalid="true"], main .wrong :is(input:not([type=hidden]), textarea, select)');
	wrong?.focus();
}
