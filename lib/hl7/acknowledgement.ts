import type { Message, Segment } from './message';
import { formatMessage, makeSegment, parseMessage, trimmed } from './message';
import { firstOf, repetitionsOf, segmentOf, segmentsOf, valueOf } from './read';
import type { Header, Received } from './receive';
import { readHeader } from './receive';
import type { RefusalDetails } from './refusal';
import { conditionTexts, rejected } from './refusal';
import type { Separators } from './separators';
import { encodingCharacters, readSeparators, usualSeparators } from './separators';

/** Original mode of HL7: accepted, error, rejected. */
export type AckCode = 'AA' | 'AE' | 'AR';

/** What an answer needs of the message that it answers; plain data, so that an item can carry it. */
export interface AckContext {
	readonly header: Header;
	/** MSH-1 and MSH-2 of the message. */
	readonly separators: string;
}

export interface AckRequest {
	readonly code: AckCode;
	/** Number of the answer itself (MSH-10). */
	readonly controlId: string;
	/** Time of the answer as HL7 writes it (MSH-7). */
	readonly sentAt: string;
	/** Why it is not AA. */
	readonly refusal?: RefusalDetails;
}

/** What an answer has to know of a message. */
export function ackContextOf({ message: { separators }, header }: Received): AckContext {
	return { header, separators: separators.field + encodingCharacters(separators) };
}

/** The context for bytes that could not be read at all. */
export const unknownSender: AckContext = {
	header: { charset: 'ASCII' },
	separators: usualSeparators.field + encodingCharacters(usualSeparators),
};

/**
 * The answer to a message: MSH with the two ends swapped, MSA, and for AE and AR what is wrong as
 * ERR, in the form of the sender's version (HL7 2.5 changed it).
 */
export function buildAck(context: AckContext, request: AckRequest): string {
	const { header } = context;
	const separators = readSeparators(`MSH${context.separators}${context.separators.charAt(0)}`);
	const { refusal } = request;
	const segments = [
		makeSegment(
			'MSH',
			[
				header.receivingApplication ?? '',
				header.receivingFacility ?? '',
				header.sendingApplication ?? '',
				header.sendingFacility ?? '',
				request.sentAt,
				'',
				[trimmed(header.event === undefined ? ['ACK'] : ['ACK', header.event, 'ACK'])],
				request.controlId,
				header.processingId ?? 'P',
				header.version ?? '2.5.1',
				...['', '', '', '', ''],
				header.charset === 'ASCII' ? '' : header.charset,
			],
			separators,
		),
		makeSegment('MSA', [request.code, header.controlId ?? '', refusal?.text ?? ''], separators),
		...(refusal ? [errorSegment(refusal, header.version, separators)] : []),
	];
	return formatMessage({ separators, segments, closed: true });
}

function errorSegment(
	{ condition, text, place }: RefusalDetails,
	version: string | undefined,
	separators: Separators,
): Segment {
	const { segment = '', sequence = 1, field, component } = place ?? {};
	const location = [segment, segment && String(sequence), field, 1, component];
	const upTo = component !== undefined ? 5 : field !== undefined ? 3 : 2;
	const parts = location.slice(0, upTo).map((part) => [String(part ?? '')]);
	const coded = [[condition], [conditionTexts[condition]], ['HL70357']];
	if (isBefore25(version)) {
		const old = [[segment], [segment && String(sequence)], [String(field ?? '')]];
		return makeSegment('ERR', [[[...old, coded.flat()]]], separators);
	}
	const where = segment === '' ? '' : [parts];
	return makeSegment('ERR', ['', where, [coded], 'E', '', '', '', text], separators);
}

function isBefore25(version: string | undefined): boolean {
	return /^2\.[0-4](\.|$)/.test(version ?? '');
}

/** An answer that came for a message of ours. */
export interface ReadAck {
	readonly code: AckCode;
	/** An answer of enhanced mode (CA, CE, CR): whether it was stored, not what was done with it. */
	readonly isCommit: boolean;
	/** MSH-10 of the message that it answers. */
	readonly controlId: string | undefined;
	/** HL7 table 0357, where the answer names one. */
	readonly condition: string | undefined;
	/** Places that ERR names, such as `PID-3`. */
	readonly places: readonly string[];
	readonly header: Header;
}

const codes: Readonly<Record<string, AckCode>> = {
	AA: 'AA',
	AE: 'AE',
	AR: 'AR',
	CA: 'AA',
	CE: 'AE',
	CR: 'AR',
};

/** Reads an answer. Its texts are not taken: they may repeat what was sent. Throws Hl7Refusal. */
export function readAck(text: string): ReadAck {
	const message = parseMessage(/\r|\n/.test(text) ? text.replace(/\r?\n/g, '\r') : text);
	const msa = segmentOf(message, 'MSA');
	const word = valueOf(firstOf(message, msa, 1), 1) ?? '';
	if (!Object.hasOwn(codes, word))
		throw rejected('101', 'The answer holds no MSA-1 that is known.');
	return {
		code: codes[word],
		isCommit: word.startsWith('C'),
		controlId: valueOf(firstOf(message, msa, 2), 1),
		...errorsOf(message),
		header: readHeader(message, 'ASCII'),
	};
}

function errorsOf(message: Message): Pick<ReadAck, 'condition' | 'places'> {
	const found = segmentsOf(message, 'ERR').map((segment) => {
		const coded = firstOf(message, segment, 3);
		const [old] = repetitionsOf(message, segment, 1);
		const place = firstOf(message, segment, 2) ?? old;
		const name = valueOf(place, 1);
		const field = valueOf(place, 3);
		const isPlain = /^[A-Z][A-Z0-9]{2}$/.test(name ?? '') && /^\d{0,3}$/.test(field ?? '');
		return {
			condition: valueOf(coded, 1) ?? valueOf(old, 4),
			place: name !== undefined && isPlain ? name + (field ? `-${field}` : '') : undefined,
		};
	});
	const condition = found
		.map((entry) => entry.condition)
		.find((code) => /^\d{3}$/.test(code ?? ''));
	return { condition, places: found.flatMap(({ place }) => place ?? []) };
}
