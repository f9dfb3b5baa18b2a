import type { Visit } from './visits.mjs';

/** Something that the provider ordered at a visit. */
export interface Order {
	/** CPT. */
	code: string;
	text: string;
	/** Civil date by which it should be done. */
	by?: string;
}

const orders: readonly Order[] = [
	{ code: '73562', text: 'X-ray of knee, three views' },
	{ code: '83036', text: 'Hemoglobin A1c' },
	{ code: '72100', text: 'X-ray of lumbar spine' },
];

/** The order of a visit: every fourth one has one. The same every time. */
export function orderOf({ id, returnBy }: Visit): Order | undefined {
	if (id % 4 !== 0) return undefined;
	return { ...orders[(id / 4) % orders.length], ...(returnBy !== undefined && { by: returnBy }) };
}
