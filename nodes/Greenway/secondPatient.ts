import type { Address, Patient, Phone } from '../../lib/canonical/patient';
import type { ExternalId } from '../../lib/canonical/externalId';
import { dropAbsent } from '../../lib/values/dropAbsent';
import { parsePhone } from '../../lib/values/phone';
import { cleanDetail, cleanEmail, cleanText, foldText } from '../../lib/values/text';
import type { PracticeScope } from '../common/practice/port';
import type { SecondRecord } from '../common/practice/records';

/** What the GAPI of either product tells of a person, in words of our own. */
export interface GapiPerson {
	readonly gapiId: string;
	/** The number that staff know the patient by. */
	readonly number?: string;
	readonly givenName?: string;
	readonly middleName?: string;
	readonly familyName?: string;
	/** Civil date. */
	readonly birthDate?: string;
	readonly sex?: Patient['administrativeSex'];
	readonly email?: string;
	readonly phones: Readonly<Partial<Record<Phone['use'], string>>>;
	readonly address?: Readonly<Partial<Record<Exclude<keyof Address, 'use'>, string>>>;
}

/** A person of the GAPI as a record of the second interface (design 19). */
export function toSecondRecord(
	person: GapiPerson,
	{ system, practiceId }: PracticeScope,
): SecondRecord {
	const id: ExternalId = { system, practiceId, type: 'gapi', value: person.gapiId };
	const phones = (['mobile', 'home', 'work'] as const).flatMap((use) => {
		const phone = parsePhone(person.phones[use]);
		return phone === undefined ? [] : [{ use, ...phone }];
	});
	const address = Object.fromEntries(
		Object.entries(person.address ?? {})
			.map(([name, value]) => [name, cleanDetail(value)] as const)
			.filter(([, value]) => typeof value === 'string'),
	);
	return {
		id,
		patient: dropAbsent<Patient>({
			system,
			practiceId,
			id: person.gapiId,
			externalIds: [
				id,
				...(person.number ? [{ ...id, type: 'chart' as const, value: person.number }] : []),
			],
			givenName: cleanText(person.givenName),
			middleName: cleanText(person.middleName),
			familyName: cleanText(person.familyName),
			birthDate: person.birthDate,
			administrativeSex: person.sex,
			email: cleanEmail(person.email),
			phones,
			addresses: Object.keys(address).length > 0 ? [{ use: 'home', ...address }] : [],
		}),
	};
}

/**
 * Whether two interfaces mean the same person: they were found by the same number, and given name,
 * family name and birth date agree as well (sheet 4.1: number, name and birth date together). Twins
 * share family name and birth date. What one side does not tell does not agree.
 */
export function isSamePerson(
	left: Pick<GapiPerson, 'givenName' | 'familyName' | 'birthDate'>,
	right: Pick<Patient, 'givenName' | 'familyName' | 'birthDate'>,
): boolean {
	return (
		Boolean(left.birthDate) &&
		left.birthDate === right.birthDate &&
		isSameName(left.givenName, right.givenName) &&
		isSameName(left.familyName, right.familyName)
	);
}

function isSameName(left: string | undefined, right: string | null | undefined): boolean {
	const name = foldText(left ?? '');
	return name !== '' && name === foldText(right ?? '');
}

/** The number of a patient among the external ids. */
export function chartNumberOf({ externalIds }: Pick<Patient, 'externalIds'>): string | undefined {
	return externalIds.find(({ type }) => type === 'chart')?.value;
}

/** Initials, which is all of a name that goes into a text for staff (sheet 4.3). */
export function initialsOf({ givenName, familyName }: Patient): string {
	return [givenName, familyName].map((name) => (name ?? '').charAt(0)).join('');
}
