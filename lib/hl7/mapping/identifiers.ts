import type { ExternalId } from '../../canonical/externalId';
import type { Message, Segment } from '../message';
import { repetitionsOf, valueOf, type Repetition } from '../read';
import { faulty } from '../refusal';
import { foldText } from '../../values/text';
import { idOf, type Hl7Context } from './context';

/** A number of PID-3 or MRG-1: HL7's CX. */
interface PatientNumber {
	readonly number: string;
	readonly type: string | undefined;
	/** Name and object identifier of who gave it. */
	readonly authorities: readonly string[];
}

/**
 * The patient's number in the practice system, out of PID-3 or MRG-1 by the interface settings: type
 * and assigning authority. A single number without a type is taken for it.
 * Throws Hl7Refusal `AE` when there is none: a patient is never looked for by name.
 */
export function ownNumber(
	message: Message,
	segment: Segment | undefined,
	field: number,
	context: Hl7Context,
): string {
	const numbers = numbersOf(message, segment, field);
	const { types, authorities } = context.settings.patientNumber;
	const isOwnAuthority = (entry: PatientNumber) =>
		authorities.length === 0 || entry.authorities.some((name) => includes(authorities, name));
	for (const type of types) {
		const found = numbers.filter((entry) => isType(entry, type) && isOwnAuthority(entry));
		const distinct = new Set(found.map(({ number }) => number));
		if (distinct.size > 1) {
			throw faulty('204', 'The patient has two numbers of the kind that must be one.', {
				segment: segment?.name ?? 'PID',
				field,
			});
		}
		if (found.length > 0) return found[0].number;
	}
	const [only] = numbers;
	if (numbers.length === 1 && only.type === undefined && isOwnAuthority(only)) return only.number;
	throw faulty(
		segment === undefined || numbers.length === 0 ? '101' : '204',
		'The message holds no patient number of the practice system that this interface stands for.',
		{ segment: segment?.name ?? 'PID', field },
	);
}

/**
 * The ids of a patient: the practice system's own number, and the others of the allowed types as
 * `authority:type:number`, since two authorities may give the same number to two people.
 */
export function patientIds(
	message: Message,
	pid: Segment | undefined,
	context: Hl7Context,
): { id: string; externalIds: ExternalId[] } {
	const id = ownNumber(message, pid, 3, context);
	const others = numbersOf(message, pid, 3)
		.filter(({ number }) => number !== id)
		.filter((entry) => context.settings.otherNumberTypes.some((type) => isType(entry, type)))
		.map(({ number, type, authorities }) => `${authorities[0] ?? ''}:${type ?? ''}:${number}`);
	return {
		id,
		externalIds: [
			idOf(context, 'patient', id),
			...[...new Set(others)].sort().map((value) => idOf(context, 'hl7', value)),
		],
	};
}

function numbersOf(message: Message, segment: Segment | undefined, field: number): PatientNumber[] {
	return repetitionsOf(message, segment, field).flatMap((repetition) => {
		const number = valueOf(repetition, 1);
		if (number === undefined || number === '""') return [];
		return [{ number, type: valueOf(repetition, 5), authorities: authoritiesOf(repetition) }];
	});
}

function authoritiesOf(repetition: Repetition): string[] {
	return [1, 2].flatMap((part) => valueOf(repetition, 4, part) ?? []);
}

function isType({ type }: PatientNumber, wanted: string): boolean {
	return type !== undefined && foldText(type) === foldText(wanted);
}

function includes(names: readonly string[], name: string): boolean {
	return names.some((entry) => foldText(entry) === foldText(name));
}
