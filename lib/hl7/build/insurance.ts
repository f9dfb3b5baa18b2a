import type { Coverage } from '../../canonical/coverage';
import type { FieldValue, Segment } from '../message';
import { makeSegment, trimmed } from '../message';
import { usualSeparators } from '../separators';
import { formatDate } from '../timestamp';
import { textOrNull } from './parts';

/** IN1-22: the order of benefits. */
const ranks = { primary: '1', secondary: '2', tertiary: '3' } as const;

/** IN1-17, HL7 table 0063. */
const relationships = { self: 'SEL', spouse: 'SPO', child: 'CHD', other: 'OTH' } as const;

const IN1_FIELDS = 49;

/** IN1 per policy, in the order of benefits. */
export function insuranceSegments(coverages: readonly Coverage[] = []): Segment[] {
	const inOrder = [...coverages].sort((one, other) =>
		ranks[one.priority].localeCompare(ranks[other.priority]),
	);
	return inOrder.map((coverage, index) => insuranceSegment(coverage, index + 1));
}

function insuranceSegment(coverage: Coverage, line: number): Segment {
	const { priority, payer, plan, memberId, subscriber, effectiveFrom, effectiveTo } = coverage;
	const { relationship, familyName, givenName, birthDate } = subscriber;
	const fields: Record<number, FieldValue | string> = {
		1: String(line),
		2: componentsOrNone(plan.id, plan.name),
		3: plainOrNone(payer.id),
		4: textOrNull(payer.name),
		8: textOrNull(plan.groupNumber),
		12: textOrNull(effectiveFrom, formatDate),
		13: textOrNull(effectiveTo, formatDate),
		16: componentsOrNone(familyName, givenName),
		17: relationships[relationship],
		18: textOrNull(birthDate, formatDate),
		22: ranks[priority],
		// Systems keep the number on the card under the one or the other.
		36: textOrNull(memberId),
		49: textOrNull(memberId),
	};
	return makeSegment(
		'IN1',
		Array.from({ length: IN1_FIELDS }, (_, index) => fields[index + 1] ?? ''),
		usualSeparators,
	);
}

function plainOrNone(value: string | null | undefined): string {
	return value ?? '';
}

function componentsOrNone(...parts: ReadonlyArray<string | null | undefined>): FieldValue | string {
	const texts = trimmed(parts.map(plainOrNone));
	return texts.length === 0 ? '' : [texts];
}
