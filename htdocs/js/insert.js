// Puts a text where the cursor is, as if it had been typed: undo takes it out again.

export function insertText(field, text) {
	field.focus();
	if (!document.execCommand?.('insertText', false, text)) field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
	field.dispatchEvent(new Event('input', { bubbles: true }));
}
