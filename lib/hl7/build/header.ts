import type { Segment } from '../message';
import { makeSegment } from '../message';
import { usualSeparators } from '../separators';
import type { InterfaceSettings } from '../settings';
import { formatTimestamp } from '../timestamp';

/** What every message of ours needs beside its content. */
export interface Outgoing {
	readonly settings: InterfaceSettings;
	/** IANA zone in which times are written. */
	readonly timeZone: string;
	/** Now, RFC 3339. */
	readonly at: string;
	/** MSH-10, by which the other side recognises a message that comes twice. */
	readonly controlId: string;
}

/** Messages of ours are UTF-8 and say so. */
export const outgoingCharset = 'UNICODE UTF-8';

/** Segments 1 and 2 of a message: MSH and EVN. */
export function headSegments(
	type: string,
	event: string,
	structure: string,
	{ settings, timeZone, at, controlId }: Outgoing,
): Segment[] {
	const { outgoing, processingIds } = settings;
	const now = formatTimestamp(at, timeZone);
	const msh = makeSegment(
		'MSH',
		[
			outgoing.sendingApplication,
			outgoing.sendingFacility,
			outgoing.receivingApplication,
			outgoing.receivingFacility,
			now,
			'',
			[[[type], [event], [structure]]],
			controlId,
			processingIds[0],
			outgoing.version,
			// MSH-15 and MSH-16 stay empty: original mode, one answer when the work is done.
			...['', '', '', '', ''],
			outgoingCharset,
		],
		usualSeparators,
	);
	return [msh, makeSegment('EVN', [event, now], usualSeparators)];
}
