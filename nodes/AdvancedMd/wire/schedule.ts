import { z } from 'zod';

import type { CallFacts } from '../faults';
import { parseWire } from '../../common/parseWire';
import type { Json } from './members';
import { isJson, listOf, rowsOf, wireFlag, wireId, wireReference, wireText } from './members';

/** Whole number from text; undefined where there is none. */
const wireNumber = wireText.transform((text) => {
	const value = Number(text ?? '');
	return text && Number.isFinite(value) ? Math.trunc(value) : undefined;
});

const columnSchema = z.object({
	id: wireId,
	name: wireText,
	profile: wireReference,
	facility: wireReference,
	columnsetting: z
		.object({
			start: wireText,
			end: wireText,
			interval: wireNumber,
			workweek: wireText,
			maxapptsperslot: wireNumber,
		})
		.partial()
		.nullish()
		.catch(undefined),
});
/** A column of the scheduler: provider, facility and hours (sheet 4.5). */
export type Column = z.output<typeof columnSchema>;

const namedSchema = z.object({ id: wireId, code: wireText, name: wireText });
/** A profile (provider) or a facility (location). */
export type NamedRow = z.output<typeof namedSchema>;

export interface SchedulerSetup {
	readonly columns: readonly Column[];
	readonly profiles: readonly NamedRow[];
	readonly facilities: readonly NamedRow[];
}

/** Reads getschedulersetup (sheet 4.5). Throws SafeError. */
export function readSetup(results: Json, facts: CallFacts): SchedulerSetup {
	const named = (list: string, row: string) =>
		listOf(results, list, row).map((entry) => parseWire(namedSchema, entry, facts));
	return {
		columns: listOf(results, 'columnlist', 'column').map((row) =>
			parseWire(columnSchema, row, facts),
		),
		profiles: named('profilelist', 'profile'),
		facilities: named('facilitylist', 'facility'),
	};
}

const typeSchema = z.object({
	id: wireId,
	name: wireText,
	hide: wireFlag,
	appttypesettings: z.object({ duration: wireNumber }).partial().nullish().catch(undefined),
});
/** A kind of visit (sheet 4.5). */
export type TypeRow = z.output<typeof typeSchema>;

/** Reads getappttypes (sheet 4.5); the sheet does not tell the list's name, so any is taken. */
export function readTypes(results: Json, facts: CallFacts): TypeRow[] {
	const lists = [results, ...Object.values(results).filter(isJson)];
	const rows = lists.flatMap((list) => rowsOf(list.appttype));
	return rows.map((row) => parseWire(typeSchema, row, facts));
}

/** An appointment of the REST scheduler (sheet 4.6); everything about money and contact is left behind. */
const appointmentSchema = z.object({
	id: wireId,
	startdatetime: wireText,
	duration: wireNumber,
	status: wireText,
	confirmdate: wireText,
	columnid: wireReference,
	profileid: wireReference,
	facilityid: wireReference,
	patientid: wireReference,
	istelemedicine: wireFlag,
	comments: wireText,
	visitposted: wireFlag,
	chargesposted: wireFlag,
	appointmenttype: z.unknown(),
});
const appointmentTypeSchema = z.object({ id: wireId, name: wireText });

/** An appointment as read, with its first type. */
export type AppointmentRow = z.output<typeof appointmentSchema> & {
	readonly type: z.output<typeof appointmentTypeSchema> | undefined;
};

/** Reads one or many appointments: one row may come as an object (sheet 4.6). Throws SafeError. */
export function readAppointments(body: unknown, facts: CallFacts): AppointmentRow[] {
	return rowsOf(body).map((row) => {
		const wire = parseWire(appointmentSchema, row, facts);
		const [type] = rowsOf(wire.appointmenttype);
		return {
			...wire,
			type: type === undefined ? undefined : parseWire(appointmentTypeSchema, type, facts),
		};
	});
}

const holdSchema = z.object({
	columnid: wireReference,
	startdatetime: wireText,
	enddatetime: wireText,
});
/** Time that is kept free; its end is to be trusted, its duration not (sheet 4.5). */
export type HoldRow = z.output<typeof holdSchema>;

/** Reads block holds. Throws SafeError. */
export function readHolds(body: unknown, facts: CallFacts): HoldRow[] {
	return rowsOf(body).map((row) => parseWire(holdSchema, row, facts));
}
