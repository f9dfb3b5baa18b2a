import { z } from 'zod';

import type { Fault } from './faults';
import type { Json } from './wire/members';
import { isJson, plainNames, wireText } from './wire/members';

/** An answer of the message interface: its results, or what went wrong. */
export type PpmdAnswer =
	| { readonly results: Json; readonly fault?: undefined }
	| { readonly fault: Fault; readonly results: Json };

const faultSchema = z.object({
	faultstring: wireText,
	detail: z.object({ code: wireText, description: wireText }).partial().nullish(),
});

/**
 * Reads a PPMDResults answer (sheet 4.0): it failed if and only if it holds a fault, or success is
 * "0"; most good reads say nothing of success. Undefined = it is no such answer, or has neither
 * results nor a fault, which only failed calls were seen with.
 */
export function readPpmd(text: string): PpmdAnswer | undefined {
	const root = parseJson(text);
	const body = isJson(root) ? plainNames(root.PPMDResults) : undefined;
	if (!isJson(body)) return undefined;
	const results = isJson(body.Results) ? body.Results : {};
	const fault = faultOf(body.Error) ?? (results.success === '0' ? unnamed : undefined);
	if (fault !== undefined) return { fault, results };
	return isJson(body.Results) ? { results } : undefined;
}

const unnamed: Fault = { code: '', text: '' };

/** The error as an object with a fault, as plain text or as a message (sheet 6). */
function faultOf(error: unknown): Fault | undefined {
	if (error === undefined || error === null || error === '') return undefined;
	if (!isJson(error)) return { code: '', text: String(error) };
	if (!('Fault' in error)) {
		return Object.keys(error).length === 0
			? undefined
			: { code: '', text: String(error.message ?? '') };
	}
	const fault = faultSchema.safeParse(error.Fault);
	if (!fault.success) return unnamed;
	const { detail, faultstring } = fault.data;
	return { code: detail?.code ?? '', text: detail?.description ?? faultstring ?? '' };
}

/** JSON of an answer's text; undefined when it is none. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
