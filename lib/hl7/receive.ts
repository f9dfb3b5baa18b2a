import { dropAbsent } from '../values/dropAbsent';
import { charsetOfMessage } from './charset';
import type { MessageKind } from './events';
import { eventNames, events } from './events';
import type { Message } from './message';
import { parseMessage } from './message';
import { firstOf, segmentOf, valueOf } from './read';
import { faulty, rejected } from './refusal';
import type { InterfaceSettings } from './settings';
import { parseTimestamp } from './timestamp';

/** Largest message that is taken. */
export const maxMessageBytes = 1_048_576;

/** What MSH tells. Texts are plain; absent members were not filled in. */
export interface Header {
	readonly sendingApplication?: string;
	readonly sendingFacility?: string;
	readonly receivingApplication?: string;
	readonly receivingFacility?: string;
	/** MSH-7 as written. */
	readonly sentAt?: string;
	readonly type?: string;
	readonly event?: string;
	readonly controlId?: string;
	readonly processingId?: string;
	readonly version?: string;
	readonly charset: string;
}

/** A message with its header; `kind` is only known of events that are worked with. */
export interface Received {
	readonly message: Message;
	readonly header: Header;
}

/**
 * Reads the bytes of one message by its own separators and character set. The framing of MLLP
 * (0x0B … 0x1C 0x0D) around it is taken off.
 * Throws Hl7Refusal `AR`.
 */
export function readMessage(
	bytes: Uint8Array,
	settings: Pick<InterfaceSettings, 'defaultCharset' | 'lastCarriageReturn'>,
): Received {
	const content = withoutFrame(bytes);
	if (content.length > maxMessageBytes) {
		throw rejected('207', 'The message is longer than 1 MB and was not read.');
	}
	const charset = charsetOfMessage(content, settings.defaultCharset);
	const message = parseMessage(charset.decode(content), (part) => charset.decode(part));
	if (!message.closed && settings.lastCarriageReturn === 'required') {
		throw rejected(
			'100',
			'The message seems cut off: its last segment is not closed by a carriage return (0x0D).',
		);
	}
	return { message, header: readHeader(message, charset.name) };
}

/** MSH of a message. */
export function readHeader(message: Message, charset: string): Header {
	const msh = segmentOf(message, 'MSH');
	const text = (field: number, component = 1) => valueOf(firstOf(message, msh, field), component);
	return dropAbsent({
		sendingApplication: text(3),
		sendingFacility: text(4),
		receivingApplication: text(5),
		receivingFacility: text(6),
		sentAt: text(7),
		type: text(9),
		event: text(9, 2),
		controlId: text(10),
		processingId: text(11),
		version: text(12),
		charset,
	});
}

/**
 * What a message is about.
 * Throws Hl7Refusal: `AR` for a kind that is not worked with, `AE` when MSH lacks what it must hold.
 */
export function kindOf(
	{ header, message }: Received,
	settings: Pick<InterfaceSettings, 'processingIds'>,
): MessageKind {
	const { type, event, controlId, processingId, sentAt } = header;
	if (type === undefined) {
		throw faulty('101', 'MSH-9 does not tell the type of the message.', at(9));
	}
	if (!Object.hasOwn(events, type)) {
		throw rejected('200', `Messages of this type are not taken. ${taken}`, at(9));
	}
	const known = events[type];
	if (event === undefined || !Object.hasOwn(known, event)) {
		throw rejected('201', `This event is not taken. ${taken}`, { ...at(9), component: 2 });
	}
	if (controlId === undefined) throw faulty('101', 'MSH-10 holds no message number.', at(10));
	if (processingId === undefined || !settings.processingIds.includes(processingId)) {
		throw rejected(
			'202',
			`MSH-11 is none of the processing IDs that this interface takes (${settings.processingIds.join(', ')}).`,
			at(11),
		);
	}
	if (parseTimestamp(sentAt, 'utc')?.instant === undefined) {
		throw faulty('102', 'MSH-7 holds no readable time.', at(7));
	}
	if (message.segments.length < 2) {
		throw faulty('100', 'The message ends after MSH. It seems cut off.');
	}
	return known[event];
}

const taken = `This interface takes ${eventNames.join(', ')}.`;

function at(field: number) {
	return { segment: 'MSH', field };
}

/** The header of bytes that were refused, as far as it can be made out: for the answer. */
export function headerOfRefused(bytes: Uint8Array): Received | undefined {
	const content = withoutFrame(bytes);
	const end = content.findIndex((byte) => byte === 0x0d || byte === 0x0a);
	const head = content.subarray(0, end === -1 ? 4096 : Math.min(end, 4096));
	try {
		const text = Array.from(head, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : '?')).join(
			'',
		);
		const message = parseMessage(`${text}\r`);
		return { message, header: readHeader(message, 'ASCII') };
	} catch {
		return undefined;
	}
}

function withoutFrame(bytes: Uint8Array): Uint8Array {
	const begin = bytes[0] === 0x0b ? 1 : 0;
	const framed = begin === 1 && bytes.at(-1) === 0x0d && bytes.at(-2) === 0x1c;
	return bytes.subarray(begin, framed ? bytes.length - 2 : bytes.length);
}
