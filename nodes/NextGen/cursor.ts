import { z } from 'zod';

import { SafeError } from '../../lib/privacy/errors';
import { nextGenSystem } from './credential';
import type { Position } from './rising';

const localTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?$/);
const position = {
	from: localTime,
	skip: z.number().int().min(0).max(1_000_000),
	last: z.string().max(80).optional(),
};

const patientCursor = z.discriminatedUnion('list', [
	z.object({ list: z.literal('persons'), ...position }).strict(),
	z.object({ list: z.literal('payers'), ...position }).strict(),
	/** The fallback of an old build goes by id. */
	z.object({ list: z.literal('lookup'), after: z.string().max(40) }).strict(),
]);
/** Where a read of patients goes on. */
export type PatientCursor = z.output<typeof patientCursor>;

const appointmentCursor = z.discriminatedUnion('list', [
	z.object({ list: z.literal('changed'), ...position }).strict(),
	z
		.object({
			list: z.literal('days'),
			day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
			after: z.string().max(40),
		})
		.strict(),
]);
/** Where a read of appointments goes on. */
export type AppointmentCursor = z.output<typeof appointmentCursor>;

/** Throws SafeError `validation` for a cursor that is none of this read. */
export const readPatientCursor = (text: string): PatientCursor => read(patientCursor, text);
/** Throws SafeError `validation` for a cursor that is none of this read. */
export const readAppointmentCursor = (text: string): AppointmentCursor =>
	read(appointmentCursor, text);

/** A position as the cursor of a list. */
export function cursorAt<List extends string>(list: List, at: Position): string {
	return JSON.stringify({ list, ...at });
}

function read<Schema extends z.ZodTypeAny>(schema: Schema, text: string): z.output<Schema> {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		value = undefined;
	}
	const result = schema.safeParse(value);
	if (result.success) return result.data as z.output<Schema>;
	throw new SafeError({
		kind: 'validation',
		message: 'The cursor is not one of this operation.',
		nextStep:
			'Give the cursor from the Page output of the same operation, or leave it empty to start at the first page.',
		system: nextGenSystem,
		fields: ['cursor'],
	});
}
