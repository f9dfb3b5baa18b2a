/** Whose values carry the marker: to be synced, of another practice, or left out of the sync. */
export type MarkerKind = 'included' | 'fenced' | 'excluded';

/** What a marked person's values carry, so that a search finds them wherever they leaked to. */
export interface Marker {
	/** In every text: `ZQMARK17X`. */
	readonly tag: string;
	/** The last seven digits of every telephone. */
	readonly phone: string;
	/** Year and month of every birth date; no real patient has it. */
	readonly birthMonth: string;
	readonly ssn: string;
}

const byKind = {
	included: { prefix: 'ZQMARK', phone: '5550142', birthMonth: '1907-03', ssn: '987654320' },
	fenced: { prefix: 'ZQFENCE', phone: '5550166', birthMonth: '1908-03', ssn: '987654321' },
	excluded: { prefix: 'ZQOPTOUT', phone: '5550177', birthMonth: '1909-03', ssn: '987654322' },
} as const;

/** The marker of record `id`. */
export function markerOf(kind: MarkerKind, id: number): Marker {
	const { prefix, phone, birthMonth, ssn } = byKind[kind];
	return { tag: `${prefix}${id}X`, phone, birthMonth, ssn };
}

/**
 * A pattern that finds every marked value of this kind in any text: tags in any letter case,
 * telephones as digits or as 555-0142, birth dates in ISO or US form, the number like an SSN.
 */
export function markerPattern(kind: MarkerKind): RegExp {
	const { prefix, phone, birthMonth, ssn } = byKind[kind];
	const year = birthMonth.slice(0, 4);
	const dashed = `${phone.slice(0, 3)}-${phone.slice(3)}`;
	return new RegExp(
		[`${prefix}\\d+X`, phone, dashed, `${birthMonth}-\\d\\d`, `\\b0?3/\\d+/${year}`, ssn].join('|'),
		'i',
	);
}
