import { SafeError } from '../../lib/privacy/errors';
import { foldText } from '../../lib/values/text';
import { outcomeOf } from '../common/outcome';
import type { AppointmentBooking, Written } from '../common/practice/records';
import type { Answer } from '../common/transport/send';
import { readRow } from './appointments';
import { findBooked, findSuccessor } from './booked';
import { nextGenSystem } from './credential';
import { listResources } from './directory';
import { toLocalText } from './odata';
import type { Reader } from './read';
import { readAll, requireGuid } from './read';
import { listItemSchema } from './wire/directory';
import { guidForm } from './wire/members';

const place = 'appointment';

/** Never overridden by this pack: a conflict is for staff (sheet 4.2). */
const noOverrides = {
	AllowDoubleBooking: false,
	AllowCategoryConflictOverride: false,
	ConflictOverrideOnLogin: false,
	AllowEventLocationOverride: false,
} as const;

/**
 * Books once (sheet 4.2). Throws SafeError: `validation` for what NextGen needs and the booking lacks,
 * `conflict` when NextGen refuses the time, `outcomeUnknown` without a clear answer.
 */
export async function bookAppointment(
	reader: Reader,
	booking: AppointmentBooking,
): Promise<Written> {
	const personId = requireGuid(booking.patientId, 'patientId');
	const body = {
		PersonId: personId,
		...(await timeAndPlace(reader, booking)),
		...(booking.reason !== undefined && { Details: booking.reason }),
		[reader.settings.referenceMember]: booking.reference,
		...(booking.providerId !== undefined && {
			RenderingProviderId: requireGuid(booking.providerId, 'providerId'),
		}),
		...noOverrides,
	};
	const written = await outcomeOf(
		async () =>
			await reader.transport.write({
				method: 'POST',
				route: '/appointments',
				operation: '/appointments',
				body,
			}),
	);
	if (!written.ok) throw asConflict(written.error);
	const id = newId(written.value.answer);
	if (id !== undefined) return { id, place };
	// The answer named no id: the booking is looked up by its reference (sheet 4.0).
	return { id: (await findBooked(reader, booking))?.record.id ?? null, place };
}

/**
 * Cancels with a reason of the practice's own list. An appointment that is cancelled already stays so
 * without an error. Throws SafeError.
 */
export async function cancelAppointment(reader: Reader, id: string, reason: string): Promise<void> {
	const reasonId = await reasonIdOf(reader, 'as_cancel_reason', reason, 'cancelReason');
	const written = await outcomeOf(
		async () =>
			await reader.transport.write({
				method: 'POST',
				route: `/appointments/${id}/cancel`,
				operation: '/appointments/{id}/cancel',
				body: { CancelReasonId: reasonId },
			}),
	);
	if (written.ok) return;
	if (!isKind(written.error, 'validation', 'conflict', 'outcomeUnknown')) throw written.error;
	const now = await outcomeOf(async () => await readRow(reader, id));
	if (now.ok && now.value?.isCancelled) return;
	throw written.error;
}

/**
 * Moves an appointment: NextGen makes a new one, whose id is answered, and marks the old one as
 * rescheduled (sheet 4.2). One that was moved to this time already is not moved again. Throws
 * SafeError as for a booking, `conflict` when it was moved to another time.
 */
export async function rescheduleAppointment(
	reader: Reader,
	id: string,
	booking: AppointmentBooking,
): Promise<Written> {
	if ((await readRow(reader, id))?.isRescheduled) {
		const known = await findSuccessor(reader, id, booking);
		if (known !== undefined) return { id: known, place };
		throw movedAlready();
	}
	const reasonId = await reasonIdOf(
		reader,
		'as_resched_reason',
		booking.reason,
		'rescheduleReason',
	);
	const body = {
		...(await timeAndPlace(reader, booking)),
		RescheduleReasonId: reasonId,
		...noOverrides,
	};
	const written = await outcomeOf(
		async () =>
			await reader.transport.write({
				method: 'POST',
				route: `/appointments/${id}/reschedule`,
				operation: '/appointments/{id}/reschedule',
				body,
			}),
	);
	if (!written.ok && !isKind(written.error, 'outcomeUnknown')) throw asConflict(written.error);
	const told = written.ok ? newId(written.value.answer) : undefined;
	if (told !== undefined && told !== id) return { id: told, place };
	const successor = await findSuccessor(reader, id, booking);
	if (successor !== undefined) return { id: successor, place };
	if (!written.ok) throw written.error;
	return { id: null, place };
}

async function timeAndPlace(reader: Reader, booking: AppointmentBooking) {
	const { typeId, locationId } = booking;
	const missing = [
		...(typeId === undefined ? ['typeId'] : []),
		...(locationId === undefined ? ['locationId'] : []),
	];
	const local = toLocalText(booking.startsAt, reader.scope.timeZone);
	if (local === undefined) missing.push('startsAt');
	if (typeId === undefined || locationId === undefined || local === undefined) {
		throw incomplete(missing);
	}
	return {
		EventId: requireGuid(typeId, 'typeId'),
		LocationId: requireGuid(locationId, 'locationId'),
		ResourceIds: [await resourceOf(reader, booking)],
		// Local time of the practice, without Z (sheet 4.2).
		AppointmentDate: local,
		DurationMinutes: booking.durationMinutes,
	};
}

/** NextGen books a resource and not a provider: the provider's own is taken (sheet 4.2). */
async function resourceOf(
	reader: Reader,
	{ resourceId, providerId }: AppointmentBooking,
): Promise<string> {
	if (resourceId !== undefined) return requireGuid(resourceId, 'resourceId');
	if (providerId === undefined) throw incomplete(['resourceId', 'providerId']);
	const wanted = requireGuid(providerId, 'providerId');
	const found = (await listResources(reader)).find((row) => row.providerId === wanted);
	if (found !== undefined) return found.id;
	throw new SafeError({
		kind: 'configuration',
		message: 'The provider has no resource in NextGen that could be booked.',
		nextStep: 'Name the resource of a slot, or let the practice link the provider to a resource.',
		system: nextGenSystem,
		operation: 'GET /resources',
		fields: ['providerId'],
	});
}

/** A reason is found by id or by name; else the one that the profile names is taken. */
async function reasonIdOf(
	reader: Reader,
	type: 'as_cancel_reason' | 'as_resched_reason',
	reason: string | undefined,
	setting: 'cancelReason' | 'rescheduleReason',
): Promise<string> {
	const wanted = reason?.trim() ?? '';
	if (guidForm.test(wanted.toLowerCase())) return wanted.toLowerCase();
	const rows = await readAll(reader, listItemSchema, {
		route: '/master/list-items',
		operation: '/master/list-items',
		query: { $filter: `type eq '${type}'` },
	});
	const standing = rows.filter(({ isDeleted }) => isDeleted !== true);
	const named = (name: string) =>
		name === '' ? undefined : standing.find((row) => foldText(row.name ?? '') === foldText(name));
	const found = named(wanted) ?? named(reader.settings[setting]);
	if (found !== undefined) return found.id;
	throw new SafeError({
		kind: 'validation',
		message: 'NextGen needs a reason from the list of the practice, and this is none of them.',
		nextStep: `Give a reason as File Maintenance in NextGen lists it, or name the usual one in nextgen.${setting} of the practice profile.`,
		system: nextGenSystem,
		operation: 'GET /master/list-items',
		fields: ['reason'],
	});
}

/** The id of what was made: tail of Location, else body.id, else a quoted text (sheet 4.0). */
export function newId({ headers, text }: Answer): string | undefined {
	const tail = headers.location?.split(/[?#]/)[0].replace(/\/+$/, '').split('/').pop();
	const parsed = outcomeText(text);
	const inBody =
		typeof parsed === 'object' && parsed !== null ? (parsed as { id?: unknown }).id : parsed;
	return [tail, inBody]
		.map((id) => (typeof id === 'string' ? id.trim().toLowerCase() : ''))
		.find((id) => guidForm.test(id));
}

function outcomeText(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The text of a refused time was never seen: a 400 that blames no id is taken as one (sheet 7). */
function asConflict(error: unknown): unknown {
	if (!isKind(error, 'validation') || error.details.vendorCode === 'NotAGuid') return error;
	return new SafeError({
		...error.details,
		kind: 'conflict',
		message: 'NextGen refused the time.',
		nextStep:
			'It may be taken, or closed for this appointment type or place. Read the open slots again and offer another.',
	});
}

function isKind(error: unknown, ...kinds: readonly string[]): error is SafeError {
	return error instanceof SafeError && kinds.includes(error.kind);
}

function movedAlready(): SafeError {
	return new SafeError({
		kind: 'conflict',
		message: 'The appointment was moved already, and not to this time.',
		nextStep: 'Look up the appointment that stands now, and move that one.',
		system: nextGenSystem,
		operation: 'POST /appointments/{id}/reschedule',
		vendorCode: 'MovedAlready',
	});
}

function incomplete(fields: readonly string[]): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'NextGen books an event at a location on a resource, and the booking lacks one.',
		nextStep: 'Take all of them from an open slot and from the list of appointment types.',
		system: nextGenSystem,
		operation: 'POST /appointments',
		fields,
	});
}
