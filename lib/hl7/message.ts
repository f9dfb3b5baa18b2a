import type { BytesToText } from './escape';
import { escapeText, unescapeText } from './escape';
import { rejected } from './refusal';
import type { Separators } from './separators';
import { encodingCharacters, readSeparators } from './separators';

/** A field's content in plain text: repetitions, of components, of subcomponents. */
export type FieldValue = ReadonlyArray<ReadonlyArray<readonly string[]>>;

/** One segment. `fields` holds the text as it stands; index 0 is the name, index n is field n. */
export interface Segment {
	readonly name: string;
	readonly fields: readonly string[];
	/** Character at which it begins in the message. */
	readonly position: number;
}

/** A message as it was read: nothing of it is dropped, segments that nobody knows included. */
export interface Message {
	readonly separators: Separators;
	readonly segments: readonly Segment[];
	/** Whether the last segment is closed by a carriage return, as the standard asks. */
	readonly closed: boolean;
	/** Reads the bytes of `\X..\` escapes. */
	readonly bytesToText?: BytesToText;
}

const maxSegments = 5_000;
const maxFields = 1_000;

/**
 * Reads a message: separators from its own MSH, one segment per carriage return.
 * Throws Hl7Refusal `AR` for what is no message, line feeds in place of carriage returns included.
 */
export function parseMessage(text: string, bytesToText?: BytesToText): Message {
	const separators = readSeparators(text);
	if (!text.includes('\r') && text.includes('\n')) {
		throw rejected(
			'100',
			'Segments end with a line feed. HL7 asks for a carriage return (0x0D) after each segment.',
		);
	}
	const segments: Segment[] = [];
	let position = 0;
	for (const line of text.split('\r')) {
		const start = position;
		position += line.length + 1;
		const content = line.startsWith('\n') ? line.slice(1) : line;
		if (content === '') continue;
		segments.push(parseSegment(content, start + line.length - content.length, separators));
		if (segments.length > maxSegments) {
			throw rejected('100', `The message has more than ${maxSegments} segments.`);
		}
	}
	return {
		separators,
		segments,
		closed: /\r\n?$/.test(text),
		...(bytesToText && { bytesToText }),
	};
}

function parseSegment(line: string, position: number, separators: Separators): Segment {
	const name = line.slice(0, 3);
	const isName = /^[A-Z][A-Z0-9]{2}$/.test(name);
	if (!isName || (line.length > 3 && line.charAt(3) !== separators.field)) {
		throw rejected('100', 'A line of the message does not begin with the name of a segment.');
	}
	if ((position === 0) !== (name === 'MSH')) {
		throw rejected('100', 'The message holds a second MSH segment. Send one message per request.');
	}
	const parts = line.split(separators.field);
	if (parts.length > maxFields) {
		throw rejected('100', `A segment has more than ${maxFields} fields.`, { segment: name });
	}
	const fields = name === 'MSH' ? ['MSH', separators.field, ...parts.slice(1)] : parts;
	return { name, fields, position };
}

/** The text of a message; each segment is closed. A message that was read comes out as it went in. */
export function formatMessage({ segments, separators }: Message): string {
	return segments
		.map(({ name, fields }) =>
			name === 'MSH'
				? [name, ...fields.slice(2)].join(separators.field)
				: fields.join(separators.field),
		)
		.map((line) => `${line}\r`)
		.join('');
}

/** The content of a field in plain text; an empty or missing field has no repetition. */
export function parseField(
	raw: string | undefined,
	separators: Separators,
	toText?: BytesToText,
): FieldValue {
	if (raw === undefined || raw === '') return [];
	return raw
		.split(separators.repetition)
		.map((repetition) =>
			repetition
				.split(separators.component)
				.map((component) =>
					component
						.split(separators.subcomponent)
						.map((value) => unescapeText(value, separators, toText)),
				),
		);
}

/** The text of a field from its content. */
export function formatField(value: FieldValue, separators: Separators): string {
	return value
		.map((repetition) =>
			repetition
				.map((component) =>
					component.map((text) => escapeText(text, separators)).join(separators.subcomponent),
				)
				.join(separators.component),
		)
		.join(separators.repetition);
}

/** Texts as components of a repetition, without the empty ones at the end. */
export function trimmed(texts: readonly string[]): string[][] {
	const last = texts.findLastIndex((text) => text !== '');
	return texts.slice(0, last + 1).map((text) => [text]);
}

/** What a field is filled with when a segment is written: a text, or components. */
export type FieldInput = string | FieldValue;

/** A segment from its fields 1, 2, … (for MSH from field 3 on); empty ones at the end are left out. */
export function makeSegment(
	name: string,
	inputs: readonly FieldInput[],
	separators: Separators,
): Segment {
	const texts = inputs.map((input) =>
		typeof input === 'string' ? escapeText(input, separators) : formatField(input, separators),
	);
	while (texts.at(-1) === '') texts.pop();
	const head = name === 'MSH' ? [name, separators.field, encodingCharacters(separators)] : [name];
	return { name, fields: [...head, ...texts], position: 0 };
}
