import type { EmergencyContact, Patient } from '../../canonical/patient';
import { meaningOf } from '../../profile/codes';
import { parseCivilDate } from '../../values/civilDate';
import { dropAbsent } from '../../values/dropAbsent';
import { cleanText } from '../../values/text';
import type { Message, Segment } from '../message';
import {
	firstOf,
	isNullField,
	memberOf,
	repetitionsOf,
	segmentOf,
	segmentsOf,
	valueAt,
	valueOf,
	type Repetition,
} from '../read';
import { faulty } from '../refusal';
import { parseTimestamp } from '../timestamp';
import { addressesOf, telecomsOf } from './contacts';
import type { Hl7Context } from './context';
import { coveragesOf } from './coverage';
import { patientIds } from './identifiers';

/**
 * The patient of a message. What the message does not speak of is absent, what it calls empty (`""`)
 * is null, and neither PID-19 nor any identifier of a type that is not allowed is read.
 * Throws Hl7Refusal `AE` when PID or the patient's number is missing.
 */
export function toPatient(message: Message, context: Hl7Context): Patient {
	const pid = requirePid(message);
	const name = patientName(message, pid);
	const telecoms = telecomsOf(message, pid, [
		[13, 'home'],
		[14, 'work'],
		[40, 'home'],
	]);
	const part = (component: number, subcomponent = 1) =>
		cleanText(memberOf(name, component, subcomponent));
	return dropAbsent({
		system: context.system,
		practiceId: context.practiceId,
		...patientIds(message, pid, context),
		deceased: yesNo(message, pid, 30),
		familyName: part(1),
		givenName: part(2),
		middleName: part(3),
		suffix: part(4),
		birthDate: birthDateOf(message, pid),
		administrativeSex: sexOf(message, pid, context),
		email: telecoms.email,
		phones: telecoms.phones,
		addresses: addressesOf(message, pid, 11),
		emergencyContacts: emergencyContactsOf(message, context),
		coverages: context.settings.insurance === 'read' ? coveragesOf(message, context) : undefined,
		primaryProviderId: memberOf(firstOf(message, segmentOf(message, 'PD1'), 4), 1),
		sourceAt: sourceTime(message, context),
	});
}

/**
 * When what the message tells was so: EVN-2, else MSH-7; MSH-7 also when EVN-2 is exact to the day or
 * hour only and MSH-7 is more so, since messages of one day could not be put in order by it. It is what keeps an older message from
 * overwriting a newer one. RFC 3339 UTC.
 */
export function sourceTime(message: Message, { timeZone }: Hl7Context): string | undefined {
	const [event, sent] = ['EVN-2', 'MSH-7'].map((path) =>
		parseTimestamp(valueAt(message, path), timeZone),
	);
	if (event?.instant === undefined) return sent?.instant;
	const isRough = event.precision === 'day' || event.precision === 'hour';
	const finer = event.precision === 'day' ? ['hour', 'minute', 'second'] : ['minute', 'second'];
	if (isRough && sent?.instant !== undefined && finer.includes(sent.precision)) return sent.instant;
	return event.instant;
}

/** The civil date of a visit that the message speaks of (PV1-44); undefined = it tells none. */
export function visitDate(message: Message, { timeZone }: Hl7Context): string | undefined {
	return parseTimestamp(valueAt(message, 'PV1-44'), timeZone)?.date;
}

/** PID of a message. Throws Hl7Refusal `AE`. */
export function requirePid(message: Message): Segment {
	const pid = segmentOf(message, 'PID');
	if (pid === undefined) {
		throw faulty('100', 'The message holds no PID segment.', { segment: 'PID' });
	}
	return pid;
}

/** The legal name where there is one, else the first that is no alias, maiden or former name. */
function patientName(message: Message, pid: Segment): Repetition | undefined {
	const names = repetitionsOf(message, pid, 5);
	const typeOf = (name: Repetition) => valueOf(name, 7)?.toUpperCase();
	return (
		names.find((name) => typeOf(name) === 'L') ??
		names.find((name) => !['A', 'M', 'N', 'S', 'BAD', 'NOUSE'].includes(typeOf(name) ?? '')) ??
		names[0]
	);
}

/** A date that is not exact to the day is no birth date; nothing is filled in. */
function birthDateOf(message: Message, pid: Segment): string | null | undefined {
	if (isNullField(pid, 7)) return null;
	const time = parseTimestamp(valueOf(firstOf(message, pid, 7), 1), 'utc');
	return time?.date === undefined ? undefined : parseCivilDate(time.date);
}

/** A word that the profile does not know is told as unknown rather than guessed. */
function sexOf(
	message: Message,
	pid: Segment,
	{ codes }: Hl7Context,
): Patient['administrativeSex'] {
	const word = memberOf(firstOf(message, pid, 8), 1);
	if (word === undefined || word === null) return word;
	return meaningOf(codes.gender, word) ?? 'unknown';
}

function yesNo(message: Message, segment: Segment, field: number): boolean | undefined {
	const word = valueOf(firstOf(message, segment, field), 1)?.toUpperCase();
	return word === 'Y' ? true : word === 'N' || word === '""' ? false : undefined;
}

/** Undefined = no NK1 at all. */
function emergencyContactsOf(
	message: Message,
	{ settings }: Hl7Context,
): EmergencyContact[] | undefined {
	const segments = segmentsOf(message, 'NK1');
	if (segments.length === 0) return undefined;
	return segments.flatMap((segment) => {
		const role = valueOf(firstOf(message, segment, 7), 1);
		if (role !== undefined && !settings.emergencyContactRoles.includes(role)) return [];
		const person = firstOf(message, segment, 2);
		const name = [valueOf(person, 2), valueOf(person, 1)].filter((text) => text !== undefined);
		if (name.length === 0) return [];
		const relation = firstOf(message, segment, 3);
		const relationship = cleanText(valueOf(relation, 2) ?? valueOf(relation, 1)) ?? undefined;
		const { numbers } = telecomsOf(message, segment, [
			[5, 'home'],
			[6, 'work'],
		]);
		return [dropAbsent({ name: name.join(' '), relationship, phones: [...numbers] })];
	});
}
