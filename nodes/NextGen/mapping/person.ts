import type { ExternalId } from '../../../lib/canonical/externalId';
import type { Address, Patient, Phone } from '../../../lib/canonical/patient';
import type { Coverage } from '../../../lib/canonical/coverage';
import { sexOf } from '../../../lib/profile/codes';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { parsePhone } from '../../../lib/values/phone';
import { cleanDetail, cleanEmail, cleanText } from '../../../lib/values/text';
import type { PracticeScope, SourcePatient } from '../../common/practice/port';
import type { Person, PersonAlert } from '../wire/person';
import type { MappingContext } from './context';
import { civilDateOf, instantOf } from './context';
import { parsePostalCode } from '../../../lib/values/postalCode';

/** What was read of one person beside the record itself. */
export interface PersonParts {
	readonly id: string;
	/** Practice of the list row; absent when the person was not found in a list that tells it. */
	readonly listedPracticeId?: string | null;
	readonly coverages: Coverage[];
	readonly alerts: readonly PersonAlert[];
	/** Civil date of the last kept visit; undefined = not read. */
	readonly lastVisitOn: string | null | undefined;
}

/** A person of GET /persons/{id} as the canonical patient (sheet 4.1). */
export function toSourcePatient(
	wire: Person,
	parts: PersonParts,
	{ scope, settings }: MappingContext,
): SourcePatient {
	const patient: Patient = dropAbsent({
		system: scope.system,
		practiceId: scope.practiceId,
		id: parts.id,
		externalIds: externalIdsOf(wire, parts.id, scope),
		deceased: wire.isExpired,
		givenName: cleanText(wire.firstName),
		middleName: cleanText(wire.middleName),
		familyName: cleanText(wire.lastName),
		suffix: cleanText(wire.suffix),
		birthDate: civilDateOf(wire.dateOfBirth),
		administrativeSex: sexOf(wire.sex, scope.profile.codes),
		email: cleanEmail(wire.email),
		phones: phonesOf(wire),
		addresses: addressesOf(wire),
		coverages: parts.coverages,
		sourceAt: instantOf(wire.modifyTimestampUtc, wire.modifyTimestamp, scope.timeZone),
	});
	return {
		patient,
		recordPracticeId: practiceOf(wire, parts, scope.practiceId, settings.personPractice),
		recordPracticeName: undefined,
		flags: {
			Alert: alertText(parts.alerts),
			IsOptOut: wire.isOptOut === undefined ? undefined : String(wire.isOptOut),
		},
		lastVisitOn: parts.lastVisitOn,
	};
}

/**
 * Which practice the record belongs to. The list tells it; a record read by its id may not, and then
 * a chart in this practice proves it, since chart members answer for the session's practice (sheet
 * 9.15). Undefined = cannot be told, so that the fence drops it.
 */
function practiceOf(
	wire: Person,
	{ listedPracticeId }: PersonParts,
	own: string,
	proof: 'chart' | 'session',
): string | undefined {
	const told = listedPracticeId ?? wire.practiceId;
	if (told?.trim()) return told.trim();
	if (proof === 'session') return own;
	const chart = wire.chart?.[0];
	if (chart === undefined) return undefined;
	return chart.practiceId?.trim() ? chart.practiceId.trim() : own;
}

function patientIdOf(value: string, scope: PracticeScope): ExternalId {
	return { system: scope.system, practiceId: scope.practiceId, type: 'patient', value };
}

function externalIdsOf(wire: Person, id: string, scope: PracticeScope): ExternalId[] {
	const chart = cleanDetail(wire.chart?.[0]?.medicalRecordNumber);
	const number = cleanDetail(wire.personNumber);
	return [
		patientIdOf(id, scope),
		...(chart ? [{ ...patientIdOf(chart, scope), type: 'chart' as const }] : []),
		...(number ? [{ ...patientIdOf(number, scope), type: 'person' as const }] : []),
	];
}

function phonesOf(wire: Person): Phone[] | undefined {
	const sources = [
		['mobile', wire.cellPhone, undefined],
		['home', wire.homePhone, undefined],
		['work', wire.dayPhone, wire.dayPhoneExtension],
	] as const;
	if (sources.every(([, text]) => text === undefined)) return undefined;
	return sources.flatMap(([use, text, extension]) => {
		const phone = parsePhone(text, extension);
		return phone === undefined ? [] : [{ use, ...phone }];
	});
}

function addressesOf(wire: Person): Address[] | undefined {
	const members = {
		line1: cleanDetail(wire.addressLine1),
		line2: cleanDetail(wire.addressLine2),
		city: cleanDetail(wire.city),
		region: cleanDetail(wire.state),
		postalCode: parsePostalCode(wire.zip),
	};
	if (Object.values(members).every((value) => value === undefined)) return undefined;
	const told = Object.entries(members).filter(([, value]) => typeof value === 'string');
	return told.length > 0 ? [{ use: 'home', ...Object.fromEntries(told) }] : [];
}

/** One text of all alerts that stand, for the flag rules. */
function alertText(alerts: readonly PersonAlert[]): string | undefined {
	const texts = alerts
		.filter(({ isDeleted }) => isDeleted !== true)
		.flatMap(({ alertTypeDescription, description, comment }) => [
			alertTypeDescription,
			description,
			comment,
		])
		.filter((text): text is string => typeof text === 'string' && text.trim() !== '');
	return texts.length > 0 ? texts.join('\n') : undefined;
}
