/** What a GUID of the sandbox names; the number goes into its last part. */
const kinds = {
	person: 0x01,
	policy: 0x02,
	payer: 0x03,
	provider: 0x04,
	resource: 0x05,
	location: 0x06,
	event: 0x07,
	category: 0x08,
	appointment: 0x09,
	encounter: 0x0a,
	procedure: 0x0b,
	diagnosis: 0x0c,
	reason: 0x0d,
	document: 0x0e,
	row: 0x0f,
} as const;
export type GuidKind = keyof typeof kinds;

/** The GUID of a record number: a pure function, so the same data has the same ids everywhere. */
export function guid(kind: GuidKind, n: number): string {
	const number = n.toString(16).padStart(12, '0');
	return `3f0c2b1e-00${kinds[kind].toString(16).padStart(2, '0')}-4000-8000-${number}`;
}

/** As the service writes it: every third one in upper case (sheet 4.0). */
export function shown(kind: GuidKind, n: number | undefined): string | null {
	if (n === undefined) return null;
	return n % 3 === 0 ? guid(kind, n).toUpperCase() : guid(kind, n);
}

/** The record number of a GUID in either case; undefined when it names something else. */
export function numberOf(kind: GuidKind, text: string): number | undefined {
	const tail = /-([0-9a-f]{12})$/.exec(text.toLowerCase())?.[1];
	if (tail === undefined) return undefined;
	const n = Number.parseInt(tail, 16);
	return guid(kind, n) === text.toLowerCase() ? n : undefined;
}

export const ZERO_GUID = '00000000-0000-0000-0000-000000000000';

/** Whether a text has the form of a GUID. */
export function isGuid(text: string): boolean {
	return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
