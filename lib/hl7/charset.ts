import { rejected } from './refusal';

/** A character set of HL7 table 0211, ready for use. */
export interface Charset {
	/** As MSH-18 names it. */
	readonly name: string;
	/** Throws Hl7Refusal `AR` for bytes that the set does not have. */
	decode(bytes: Uint8Array): string;
	/** What the set cannot express becomes a question mark. */
	encode(text: string): Uint8Array;
}

const place = { segment: 'MSH', field: 18 };

/** HL7 names and the labels by which the runtime knows them; sets with shift codes are not among them. */
const labels: Readonly<Record<string, string>> = {
	'8859/2': 'iso-8859-2',
	'8859/3': 'iso-8859-3',
	'8859/4': 'iso-8859-4',
	'8859/5': 'iso-8859-5',
	'8859/6': 'iso-8859-6',
	'8859/7': 'iso-8859-7',
	'8859/8': 'iso-8859-8',
	'8859/15': 'iso-8859-15',
};

/**
 * Bytes 0x80 to 0x9F of Windows-1252; a blank = the set has no such byte. The runtime's own decoder of
 * that name reads them as control characters.
 */
const windowsBytes = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/**
 * The character set that MSH-18 names; spelling variants such as `ISO8859-1` or `UTF-8` are known.
 * Throws Hl7Refusal `AR` for one that this pack cannot read.
 */
export function charsetOf(name: string): Charset {
	const known = normalise(name);
	if (known === 'UNICODE UTF-8') return utf8(known);
	if (known === 'ASCII' || known === '8859/1') return singleByte(known, directTable(known));
	if (/^(WINDOWS-|CP)?1252$/.test(known)) return singleByte(known, windowsTable());
	const label = Object.hasOwn(labels, known) ? labels[known] : undefined;
	if (label === undefined) {
		throw rejected('102', 'MSH-18 names a character set that this interface cannot read.', place);
	}
	return singleByte(known, labelTable(label));
}

/**
 * The set of a message, from its bytes: MSH-18 when filled, else the one agreed on. Only the first
 * repetition counts; the others serve shift codes, which are not read.
 */
export function charsetOfMessage(bytes: Uint8Array, agreed: string): Charset {
	const end = bytes.findIndex((byte) => byte === 0x0d || byte === 0x0a);
	const head = latin1(bytes.subarray(0, end === -1 ? Math.min(bytes.length, 4096) : end));
	const fields = head.split(head.charAt(3) || '|');
	// MSH-1 is the separator itself, so MSH-18 is the 18th part when parts count from 0 at "MSH".
	const repetition = head.charAt(5) || '~';
	const named = (fields[17] ?? '').split(repetition)[0]?.trim() ?? '';
	return charsetOf(named === '' ? agreed : named);
}

function normalise(name: string): string {
	const text = name.trim().toUpperCase().replace(/_/g, '-');
	if (/^(UNICODE[ -]?)?UTF-?8$/.test(text)) return 'UNICODE UTF-8';
	if (/^(US-?)?ASCII$/.test(text)) return 'ASCII';
	const iso = /^(?:ISO[ -]?)?8859[-/](\d{1,2})$/.exec(text);
	return iso === null ? text : `8859/${iso[1]}`;
}

function utf8(name: string): Charset {
	return {
		name,
		decode(bytes) {
			try {
				return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
			} catch {
				throw undecodable();
			}
		},
		encode: (text) => new TextEncoder().encode(text),
	};
}

/** Text of each byte value; undefined = the set has no such byte. */
type Table = ReadonlyArray<string | undefined>;

function singleByte(name: string, table: Table): Charset {
	const codes = new Map(table.flatMap((text, code) => (text === undefined ? [] : [[text, code]])));
	return {
		name,
		decode(bytes) {
			const parts = new Array<string>(bytes.length);
			for (let index = 0; index < bytes.length; index++) {
				const text = table[bytes[index]];
				if (text === undefined) throw undecodable();
				parts[index] = text;
			}
			return parts.join('');
		},
		encode: (text) => Uint8Array.from(text, (character) => codes.get(character) ?? 0x3f),
	};
}

function directTable(name: 'ASCII' | '8859/1'): Table {
	const size = name === 'ASCII' ? 0x80 : 0x100;
	return Array.from({ length: 0x100 }, (_, code) =>
		code < size ? String.fromCharCode(code) : undefined,
	);
}

function windowsTable(): Table {
	return directTable('8859/1').map((text, code) => {
		if (code < 0x80 || code > 0x9f) return text;
		const character = windowsBytes.charAt(code - 0x80);
		return character === ' ' ? undefined : character;
	});
}

function labelTable(label: string): Table {
	const decoder = new TextDecoder(label);
	return Array.from({ length: 0x100 }, (_, code) => {
		const text = decoder.decode(Uint8Array.of(code));
		return text === '\uFFFD' ? undefined : text;
	});
}

function latin1(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

function undecodable() {
	return rejected(
		'102',
		'The message holds bytes that its character set does not have. Let the sender name the right one in MSH-18.',
		place,
	);
}
