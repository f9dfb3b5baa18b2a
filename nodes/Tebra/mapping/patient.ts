import type { Address, EmergencyContact, Patient, Phone } from '../../../lib/canonical/patient';
import type { ExternalId } from '../../../lib/canonical/externalId';
import { sexOf } from '../../../lib/profile/codes';
import { civilDateMember, parseCivilDate, parseInstant } from '../../../lib/values/civilDate';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { parsePhone } from '../../../lib/values/phone';
import { cleanDetail, cleanEmail, cleanText } from '../../../lib/values/text';
import { fencedPatient } from '../../common/practice/fencedPatient';
import type { PracticeScope, SourcePatient } from '../../common/practice/port';
import type { TebraPatient, TebraPatientRow } from '../wire/patient';
import type { MappingContext } from './context';
import { toCoverages } from './coverage';
import { parsePostalCode } from '../../../lib/values/postalCode';

/** A PatientData of GetPatient as the canonical patient, with what fence, flags and cohort look at. */
export function toSourcePatient(wire: TebraPatient, context: MappingContext): SourcePatient {
	const { scope } = context;
	const patient: Patient = dropAbsent({
		system: scope.system,
		practiceId: scope.practiceId,
		id: wire.ID,
		externalIds: externalIdsOf(wire, scope),
		active: wire.Active,
		givenName: cleanText(wire.FirstName),
		middleName: cleanText(wire.MiddleName),
		familyName: cleanText(wire.LastName),
		suffix: cleanText(wire.Suffix),
		birthDate: civilDateMember(wire.DOB),
		administrativeSex: sexOf(wire.Gender, scope.profile.codes),
		email: cleanEmail(wire.EmailAddress),
		phones: phonesOf(wire),
		addresses: addressesOf(wire),
		emergencyContacts: emergencyContactsOf(wire),
		coverages: wire.cases === undefined ? undefined : toCoverages(wire, wire.cases, context),
		primaryProviderId: wire.DefaultRenderingProviderId,
		homeLocationId: wire.DefaultServiceLocationId,
		sourceAt: parseInstant(wire.LastModifiedDate, scope.timeZone),
	});
	return {
		patient,
		recordPracticeId: wire.PracticeId ?? undefined,
		recordPracticeName: cleanText(wire.PracticeName) ?? undefined,
		flags: {
			Alert: wire.AlertMessage ?? undefined,
			CollectionCategoryName: wire.CollectionCategoryName ?? undefined,
		},
		lastVisitOn: lastVisitOf(wire),
	};
}

/** A list row that names another practice: no call for the rest of it. */
export function toFencedPatient(row: TebraPatientRow, scope: PracticeScope): SourcePatient {
	const practiceName = cleanText(row.PracticeName);
	return fencedPatient(scope, row.ID, { practiceId: row.PracticeId, practiceName });
}

function patientIdOf(value: string, scope: PracticeScope): ExternalId {
	return { system: scope.system, practiceId: scope.practiceId, type: 'patient', value };
}

function externalIdsOf(wire: TebraPatient, scope: PracticeScope): ExternalId[] {
	const chart = cleanDetail(wire.MedicalRecordNumber);
	return [
		patientIdOf(wire.ID, scope),
		...(chart ? [{ ...patientIdOf(chart, scope), type: 'chart' as const }] : []),
	];
}

function phonesOf(wire: TebraPatient): Phone[] | undefined {
	const sources = [
		['mobile', wire.MobilePhone, wire.MobilePhoneExt],
		['home', wire.HomePhone, wire.HomePhoneExt],
		['work', wire.WorkPhone, wire.WorkPhoneExt],
	] as const;
	if (sources.every(([, text]) => text === undefined)) return undefined;
	return sources.flatMap(([use, text, extension]) => {
		const phone = parsePhone(text, extension);
		return phone === undefined ? [] : [{ use, ...phone }];
	});
}

function addressesOf(wire: TebraPatient): Address[] | undefined {
	const members = {
		line1: cleanDetail(wire.AddressLine1),
		line2: cleanDetail(wire.AddressLine2),
		city: cleanDetail(wire.City),
		region: cleanDetail(wire.State),
		postalCode: parsePostalCode(wire.ZipCode),
	};
	if (Object.values(members).every((value) => value === undefined)) return undefined;
	const told = Object.entries({ ...members, country: cleanDetail(wire.Country) }).flatMap(
		([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []),
	);
	// A country alone is no address: the screen fills it in by itself.
	return told.some(([name]) => name !== 'country')
		? [{ use: 'home', ...Object.fromEntries(told) }]
		: [];
}

function emergencyContactsOf(wire: TebraPatient): EmergencyContact[] | undefined {
	if (wire.EmergencyName === undefined) return undefined;
	const name = cleanDetail(wire.EmergencyName);
	if (!name) return [];
	const phone = parsePhone(wire.EmergencyPhone, wire.EmergencyPhoneExt);
	return [{ name, phones: phone === undefined ? [] : [{ use: 'home', ...phone }] }];
}

/** null = never seen, undefined = the answer does not tell or cannot be read. */
function lastVisitOf(wire: TebraPatient): string | null | undefined {
	if (wire.LastEncounterDate === undefined) return undefined;
	if (wire.LastEncounterDate === null || wire.LastEncounterDate.trim() === '') return null;
	return parseCivilDate(wire.LastEncounterDate);
}
