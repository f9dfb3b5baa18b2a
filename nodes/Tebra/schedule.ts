import type { AppointmentType, Slot } from '../../lib/canonical/schedule';
import { SafeError } from '../../lib/privacy/errors';
import { computeSlots } from '../../lib/schedule/computeSlots';
import { addDays } from '../../lib/values/civilDate';
import { textMembers } from '../../lib/values/xml';
import { parseWire } from '../common/parseWire';
import type { PracticeSystem } from '../common/practice/port';
import type { SlotQuery } from '../common/practice/records';
import type { BusyRow } from './appointments';
import { listBusy } from './appointments';
import { rowsOf } from './faults';
import { toAppointmentType } from './mapping/appointment';
import type { PatientReader } from './patients';
import { reasonSchema } from './wire/appointment';

/** Days of one search for open times: each span is a call, and a page of thousands helps nobody. */
const longestSearchDays = 92;

/** GetAppointmentReasons (sheet 4.5): the kinds of visit. Throws SafeError. */
export async function listTypes({ scope, transport }: PatientReader): Promise<AppointmentType[]> {
	const { result, facts } = await transport.call('GetAppointmentReasons', {
		PracticeId: scope.practiceId,
	});
	return rowsOf(result, 'AppointmentReasonData', 'AppointmentReasonId').map((row) =>
		toAppointmentType(parseWire(reasonSchema, textMembers(row), facts)),
	);
}

/**
 * Open times, computed from the schedule and the opening hours of the practice profile, since Tebra
 * has no call for them (sheet 4.5). Blocked time counts; a row that names nobody takes everybody's
 * time. Without a provider, those of all active providers. Throws SafeError.
 */
export async function listSlots(
	reader: PatientReader,
	query: SlotQuery,
	listProviders: PracticeSystem['providers']['list'],
): Promise<Slot[]> {
	const { scope } = reader;
	if (addDays(query.window.from, longestSearchDays) < query.window.to) throw tooLong();
	const durationMinutes = query.durationMinutes ?? (await durationOf(reader, query.typeId));
	const providerIds =
		query.providerId !== undefined
			? [query.providerId]
			: (await listProviders()).filter(({ active }) => active).map(({ id }) => id);
	const rows = await listBusy(reader, query.window);
	const { hours, slotStepMinutes } = scope.profile.schedule;
	return providerIds
		.flatMap((providerId) =>
			computeSlots({
				window: query.window,
				timeZone: scope.timeZone,
				hours,
				stepMinutes: slotStepMinutes,
				durationMinutes,
				busy: busyOf(rows, providerId),
				notBefore: reader.now().toISOString(),
				of: {
					providerId,
					...(query.locationId !== undefined && { locationId: query.locationId }),
					...(query.typeId !== undefined && { appointmentTypeId: query.typeId }),
				},
			}),
		)
		.sort((left, right) => (left.startsAt < right.startsAt ? -1 : 1));
}

function busyOf(rows: readonly BusyRow[], providerId: string) {
	return rows
		.filter(({ row }) => !row.namesResources || row.providerIds.includes(providerId))
		.map(({ time }) => time);
}

function tooLong(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: `Open slots can be looked for on at most ${longestSearchDays} days at once.`,
		nextStep: 'Bring From and To closer together.',
		system: 'tebra',
		fields: ['from', 'to'],
	});
}

async function durationOf(reader: PatientReader, typeId: string | undefined): Promise<number> {
	const types = typeId === undefined ? [] : await listTypes(reader);
	const minutes = types.find(({ id }) => id === typeId)?.durationMinutes;
	if (minutes) return minutes;
	throw new SafeError({
		kind: 'validation',
		message: 'How long the appointment takes is not known.',
		nextStep: 'Fill Duration (Minutes), or an Appointment Type ID that has a duration in Tebra.',
		system: 'tebra',
		fields: ['durationMinutes', 'typeId'],
	});
}
