import { z } from 'zod';

import { readCursor } from '../common/practice/cursor';
import { nextGenSystem } from './credential';
import type { Position } from './rising';

const localTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?$/);
/** Triggers keep positions: members that an earlier version wrote are passed over, and its time is read anew. */
const position = {
	from: localTime,
	after: z.string().max(120).optional(),
};

const patientCursor = z.discriminatedUnion('list', [
	z.object({ list: z.literal('persons'), ...position }),
	z.object({ list: z.literal('payers'), ...position }),
	/** The fallback of an old build goes by id. */
	z.object({ list: z.literal('lookup'), after: z.string().max(40) }).strict(),
]);
/** Where a read of patients goes on. */
export type PatientCursor = z.output<typeof patientCursor>;

const appointmentCursor = z.discriminatedUnion('list', [
	z.object({ list: z.literal('changed'), ...position }),
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
export const readPatientCursor = (text: string): PatientCursor =>
	readCursor(patientCursor, text, nextGenSystem);
/** Throws SafeError `validation` for a cursor that is none of this read. */
export const readAppointmentCursor = (text: string): AppointmentCursor =>
	readCursor(appointmentCursor, text, nextGenSystem);

/** A position as the cursor of a list. */
export function cursorAt<List extends string>(list: List, at: Position): string {
	return JSON.stringify({ list, ...at });
}
