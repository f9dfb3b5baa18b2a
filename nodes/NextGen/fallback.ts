import { addDays, addMonths } from '../../lib/values/civilDate';
import type { PatientPage, Unreached } from '../common/practice/port';
import { allOf, timeLiteral } from './odata';
import { contextOf, fetchEach } from './persons';
import type { Reader } from './read';
import { readArray, readPages } from './read';
import { appointmentSchema } from './wire/appointment';
import { lookupRowSchema } from './wire/person';

/** Sexes that /persons/lookup is asked for one after the other: it needs a criterion (sheet 4.1). */
const sexes = ['F', 'M', 'U'] as const;
/** Days ahead in which appointments name further persons. */
const daysAhead = 366;

/** Who such a build cannot list: neither found by look-up nor with an appointment (sheet 9.19). */
export const unreachedByFallback: readonly Unreached[] = [
	{ code: 'notInLookupOrAppointments', count: null },
];

/**
 * Ids of the persons that an old build without GET /persons can tell: all of a look-up by sex, and of
 * appointments of the last years (sheet 9.19), rising. With `since` (local text) only those of the
 * look-up that changed; a look-up tells when. Which practice they belong to is not told here.
 */
export async function listByLookup(reader: Reader, since?: string): Promise<string[]> {
	const ids = new Set<string>();
	for (const sex of sexes) {
		const rows = await readArray(reader, lookupRowSchema, {
			route: '/persons/lookup',
			operation: '/persons/lookup',
			query: { sex, searchPatientsOnly: true },
		});
		for (const { id, modifyTimestamp } of rows) {
			if (since === undefined || (modifyTimestamp ?? since) >= since) ids.add(id);
		}
	}
	if (since === undefined) for (const id of await listByAppointments(reader)) ids.add(id);
	return [...ids].sort();
}

async function listByAppointments(reader: Reader): Promise<string[]> {
	const { today } = contextOf(reader);
	const from = addMonths(today, -12 * reader.settings.fallbackYears);
	const to = addDays(today, daysAhead);
	const ids: string[] = [];
	const pages = readPages(reader, appointmentSchema, {
		route: '/appointments',
		operation: '/appointments',
		query: {
			$filter: allOf(
				`appointmentDate ge ${timeLiteral(`${from}T00:00:00`)}`,
				`appointmentDate lt ${timeLiteral(`${to}T00:00:00`)}`,
			),
			$orderby: 'appointmentDate',
		},
	});
	for await (const rows of pages) {
		for (const { personId, practiceId } of rows) {
			if (personId && practiceId === reader.scope.practiceId) ids.push(personId);
		}
	}
	return ids;
}

/** One page of the fallback, behind the id of the cursor. Throws SafeError. */
export async function readFallbackPage(
	reader: Reader,
	{ after, pageSize, since }: { after: string; pageSize: number; since?: string },
): Promise<Omit<PatientPage, 'readStartedAt'>> {
	const ids = (await listByLookup(reader, since)).filter((id) => id > after);
	const page = ids.slice(0, pageSize);
	const read = await fetchEach(
		reader,
		page.map((id) => ({ id })),
	);
	if (ids.length > page.length) {
		const nextCursor = JSON.stringify({ list: 'lookup', after: page[page.length - 1] });
		return { ...read, nextCursor };
	}
	return { ...read, ...(since === undefined && { unreached: unreachedByFallback }) };
}
