import type { Separators } from './separators';

/** Turns the bytes of an `\X..\` escape into text, by the character set of the message. */
export type BytesToText = (bytes: Uint8Array) => string;

const utf8: BytesToText = (bytes) => new TextDecoder('utf-8').decode(bytes);

/**
 * A value as the message means it: separators, `\X..\` and line breaks restored, highlighting left
 * out. An escape that is not known, or not closed, stays as it stands.
 */
export function unescapeText(
	raw: string,
	separators: Separators,
	toText: BytesToText = utf8,
): string {
	const { escape } = separators;
	if (!raw.includes(escape)) return raw;
	let text = '';
	let at = 0;
	for (;;) {
		const open = raw.indexOf(escape, at);
		const close = open === -1 ? -1 : raw.indexOf(escape, open + 1);
		if (close === -1) return text + raw.slice(at);
		const meaning = meaningOfEscape(raw.slice(open + 1, close), separators, toText);
		if (meaning === undefined) {
			// A stray character: what looks like its partner may open the next escape.
			text += raw.slice(at, open + 1);
			at = open + 1;
			continue;
		}
		text += raw.slice(at, open) + meaning;
		at = close + 1;
	}
}

/** A value in the form a message holds it: no separator and no control character stays bare. */
export function escapeText(text: string, separators: Separators): string {
	const codes = new Map([
		[separators.escape, 'E'],
		[separators.field, 'F'],
		[separators.component, 'S'],
		[separators.subcomponent, 'T'],
		[separators.repetition, 'R'],
		...(separators.truncation === undefined ? [] : [[separators.truncation, 'P'] as const]),
	]);
	let raw = '';
	for (const character of text) {
		const code = codes.get(character) ?? controlCode(character);
		raw += code === undefined ? character : `${separators.escape}${code}${separators.escape}`;
	}
	return raw;
}

function controlCode(character: string): string | undefined {
	if (character === '\n') return '.br';
	const number = character.charCodeAt(0);
	if (number >= 0x20 && number !== 0x7f) return undefined;
	return `X${number.toString(16).toUpperCase().padStart(2, '0')}`;
}

function meaningOfEscape(
	code: string,
	separators: Separators,
	toText: BytesToText,
): string | undefined {
	switch (code) {
		case 'E':
			return separators.escape;
		case 'F':
			return separators.field;
		case 'S':
			return separators.component;
		case 'T':
			return separators.subcomponent;
		case 'R':
			return separators.repetition;
		case 'P':
			return separators.truncation;
		case 'H':
		case 'N':
			return '';
	}
	if (/^\.br$/i.test(code)) return '\n';
	const lines = /^\.sp([+]?\d{1,3})?$/i.exec(code);
	if (lines !== null) return '\n'.repeat(Number(lines[1] ?? 1));
	if (/^X(?:[0-9A-F]{2})+$/i.test(code)) {
		return toText(Uint8Array.from(code.slice(1).match(/../g) ?? [], (pair) => parseInt(pair, 16)));
	}
	// Shift codes and those of the two sides' own making are no text that could be read here.
	if (/^[CMZ][0-9A-Z]+$/i.test(code)) return `${separators.escape}${code}${separators.escape}`;
	return undefined;
}
