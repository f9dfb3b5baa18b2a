import { rejected } from './refusal';

/** The characters a message is divided by; MSH-1 and MSH-2 name them, message by message. */
export interface Separators {
	readonly field: string;
	readonly component: string;
	readonly repetition: string;
	readonly escape: string;
	readonly subcomponent: string;
	/** Marks shortened values, from HL7 2.7 on. */
	readonly truncation?: string;
}

/** What nearly every sender uses, and what messages of ours are written with. */
export const usualSeparators: Separators = {
	field: '|',
	component: '^',
	repetition: '~',
	escape: '\\',
	subcomponent: '&',
};

/** MSH-2 of a message with these separators. */
export function encodingCharacters(separators: Separators): string {
	const { component, repetition, escape, subcomponent, truncation = '' } = separators;
	return `${component}${repetition}${escape}${subcomponent}${truncation}`;
}

/**
 * Reads MSH-1 and MSH-2 from the begin of a message.
 * Throws Hl7Refusal `AR` when they are missing, alike, or letters, digits or control characters.
 */
export function readSeparators(text: string): Separators {
	const place = { segment: 'MSH', field: 2 };
	if (!text.startsWith('MSH')) {
		throw rejected('100', 'The message does not begin with an MSH segment.', { segment: 'MSH' });
	}
	const field = text.charAt(3);
	const end = text.indexOf(field, 4);
	const characters = text.slice(4, end === -1 ? undefined : end);
	if (field === '' || end === -1 || characters.length < 4 || characters.length > 5) {
		throw rejected('102', 'MSH-2 does not name four or five encoding characters.', place);
	}
	const all = [field, ...characters];
	if (new Set(all).size !== all.length) {
		throw rejected('102', 'MSH-1 and MSH-2 name a separator twice.', place);
	}
	if (!all.every((character) => /^[!-/:-@[-`{-~]$/.test(character))) {
		throw rejected('102', 'MSH-1 or MSH-2 names a letter, digit or blank as separator.', place);
	}
	const [component, repetition, escape, subcomponent, truncation] = characters;
	return {
		field,
		component,
		repetition,
		escape,
		subcomponent,
		...(truncation !== undefined && { truncation }),
	};
}
