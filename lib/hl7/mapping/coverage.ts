import type { Coverage } from '../../canonical/coverage';
import { meaningOf } from '../../profile/codes';
import { dropAbsent } from '../../values/dropAbsent';
import { cleanDetail, cleanText } from '../../values/text';
import type { Message, Segment } from '../message';
import { firstOf, isNullField, memberOf, segmentsOf, valueOf } from '../read';
import { parseTimestamp } from '../timestamp';
import { idOf, type Hl7Context } from './context';
import { ownNumber } from './identifiers';

const priorities = ['primary', 'secondary', 'tertiary'] as const;

/**
 * The insurance of a message, one coverage per IN1. Undefined = the message does not speak of it:
 * no IN1 says nothing about insurance, so nothing ends.
 */
export function coveragesOf(message: Message, context: Hl7Context): Coverage[] | undefined {
	const segments = segmentsOf(message, 'IN1');
	if (segments.length === 0) return undefined;
	const patientId = ownNumber(
		message,
		message.segments.find(({ name }) => name === 'PID'),
		3,
		context,
	);
	return segments.map((segment, index) => toCoverage(message, segment, index, patientId, context));
}

function toCoverage(
	message: Message,
	in1: Segment,
	index: number,
	patientId: string,
	context: Hl7Context,
): Coverage {
	const { settings, today } = context;
	const in2 = segmentBehind(message, in1, 'IN2');
	const detail = (field: number, component = 1) =>
		cleanDetail(memberOf(firstOf(message, in1, field), component));
	const rank = rankOf(valueOf(firstOf(message, in1, 22), 1), index);
	const payerId = detail(3);
	const effectiveTo = dateOf(message, in1, 13, context);
	// HL7 has no number for a policy as such: its place and its payer name it within the patient.
	const id = [patientId, rank + 1, payerId ?? detail(2) ?? ''].join('-');
	return dropAbsent({
		id,
		externalIds: [idOf(context, 'policy', id)],
		priority: priorities[Math.min(rank, priorities.length - 1)],
		// On file is not checked with the payer; only an end date in the past is a fact.
		status: effectiveTo && effectiveTo < today ? ('terminated' as const) : ('unverified' as const),
		payer: dropAbsent({ id: payerId, name: detail(4) }),
		plan: dropAbsent({
			id: detail(2),
			name: detail(2, 2),
			type: meaningOf(settings.planTypes, valueOf(firstOf(message, in1, 15), 1)) ?? 'other',
			groupNumber: detail(8),
		}),
		memberId: detail(49) ?? cleanDetail(memberOf(firstOf(message, in2, 61), 1)) ?? detail(36),
		subscriber: subscriberOf(message, in1, in2, context),
		effectiveFrom: dateOf(message, in1, 12, context),
		effectiveTo,
	});
}

/** IN1-22 tells the order of benefits; without it, the order of the segments does. */
function rankOf(order: string | undefined, index: number): number {
	return order !== undefined && /^[1-9]$/.test(order) ? Number(order) - 1 : index;
}

function subscriberOf(
	message: Message,
	in1: Segment,
	in2: Segment | undefined,
	context: Hl7Context,
): Coverage['subscriber'] {
	const word = valueOf(firstOf(message, in1, 17), 1) ?? valueOf(firstOf(message, in2, 72), 1);
	const relationship = meaningOf(context.settings.relationships, word) ?? 'other';
	// For the patient's own policy the patient is the subscriber: no second copy of name and date.
	if (relationship === 'self') return { relationship };
	const name = firstOf(message, in1, 16);
	return dropAbsent({
		relationship,
		givenName: cleanText(memberOf(name, 2)),
		familyName: cleanText(memberOf(name, 1)),
		birthDate: dateOf(message, in1, 18, context),
	});
}

function dateOf(
	message: Message,
	segment: Segment,
	field: number,
	{ timeZone }: Hl7Context,
): string | null | undefined {
	if (isNullField(segment, field)) return null;
	return parseTimestamp(valueOf(firstOf(message, segment, field), 1), timeZone)?.date;
}

/** The segment of a name that belongs to this one: behind it, before the next of its kind. */
function segmentBehind(message: Message, owner: Segment, name: string): Segment | undefined {
	const behind = message.segments.slice(message.segments.indexOf(owner) + 1);
	const end = behind.findIndex((segment) => segment.name === owner.name);
	return (end === -1 ? behind : behind.slice(0, end)).find((segment) => segment.name === name);
}
