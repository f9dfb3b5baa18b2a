import type { Address, Patient, Phone } from '../../../lib/canonical/patient';
import { meaningOf, sexOf } from '../../../lib/profile/codes';
import { civilDateMember, parseCivilDate } from '../../../lib/values/civilDate';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { parsePhone } from '../../../lib/values/phone';
import { cleanDetail, cleanEmail, cleanText, foldText } from '../../../lib/values/text';
import type { PracticeScope, SourcePatient } from '../../common/practice/port';
import type {
	CareCloudAddress,
	CareCloudInsuranceProfile,
	CareCloudPatient,
	CareCloudPhone,
} from '../wire/patient';
import type { MappingContext } from './context';
import { externalId, recordPracticeId, settingsOf } from './context';
import { toCoverages } from './coverage';
import { parsePostalCode } from '../../../lib/values/postalCode';

/**
 * A patient of GET (sheet 4.1) as the canonical patient, with what fence, flags and cohort look at.
 * CareCloud tells no time of change on a patient, so `sourceAt` stays absent.
 *
 * @param profiles insurance as read beside it; absent = not read
 */
export function toSourcePatient(
	wire: CareCloudPatient,
	profiles: readonly CareCloudInsuranceProfile[] | undefined,
	context: MappingContext,
): SourcePatient {
	const { scope } = context;
	const chart = cleanDetail(wire.chart_number);
	const patient: Patient = dropAbsent({
		system: scope.system,
		practiceId: scope.practiceId,
		id: wire.id,
		externalIds: [
			externalId(scope, 'patient', wire.id),
			...(chart ? [externalId(scope, 'chart', chart)] : []),
		],
		active: isActive(wire.status, scope),
		deceased: parseCivilDate(wire.date_of_death) === undefined ? undefined : true,
		givenName: cleanText(wire.first_name),
		middleName: cleanText(wire.middle_initial),
		familyName: cleanText(wire.last_name),
		suffix: cleanText(wire.suffix),
		birthDate: civilDateMember(wire.dob ?? wire.date_of_birth),
		// Either name of the member is read (sheet 4.1).
		administrativeSex: sexOf(
			wire.gender ?? wire.gender_code ?? wire.gender_id,
			scope.profile.codes,
		),
		email: cleanEmail(wire.email_address ?? wire.email),
		phones: wire.phones === undefined ? undefined : phonesOf(wire.phones, scope),
		addresses: wire.addresses === undefined ? undefined : addressesOf(wire.addresses),
		coverages: profiles === undefined ? undefined : toCoverages(profiles, context),
		primaryProviderId: wire.primary_provider_id,
		homeLocationId: wire.primary_location?.id,
	});
	return {
		patient,
		recordPracticeId: recordPracticeId(wire.business_entity_id, scope),
		recordPracticeName: cleanText(wire.business_entity_name) ?? undefined,
		flags: { status: wire.status ?? undefined },
		lastVisitOn: lastVisitOf(wire.last_seen_date),
	};
}

function isActive(status: string | null | undefined, scope: PracticeScope): boolean | undefined {
	const word = foldText(status ?? '');
	if (word === '') return undefined;
	return !settingsOf(scope).inactiveStatuses.some((inactive) => foldText(inactive) === word);
}

/** A number of an unknown type is kept as the one at home: the number matters more than its type. */
function phonesOf(phones: readonly CareCloudPhone[], scope: PracticeScope): Phone[] {
	const { phoneTypes } = settingsOf(scope);
	return phones.flatMap((wire) => {
		const type = wire.phone_type_code ?? wire.phone_type ?? wire.phone_type_id;
		const use = meaningOf(phoneTypes, type) ?? 'home';
		const phone = parsePhone(wire.phone_number, wire.extension ?? wire.phone_ext);
		return use === 'none' || phone === undefined ? [] : [{ use, ...phone }];
	});
}

/** The primary address, else the first: a patient has one home here. */
function addressesOf(addresses: readonly CareCloudAddress[]): Address[] {
	const wire = addresses.find(({ is_primary: isPrimary }) => isPrimary === true) ?? addresses[0];
	if (wire === undefined) return [];
	const members = {
		line1: cleanDetail(wire.line1),
		line2: cleanDetail(wire.line2),
		city: cleanDetail(wire.city),
		region: cleanDetail(wire.state_code ?? wire.state),
		postalCode: parsePostalCode(wire.zip_code ?? wire.zip),
		country: cleanDetail(wire.country_name),
	};
	const told = Object.entries(members).flatMap(([name, value]) =>
		typeof value === 'string' ? [[name, value] as const] : [],
	);
	// A country alone is no address: the screen fills it in by itself.
	return told.some(([name]) => name !== 'country')
		? [{ use: 'home', ...Object.fromEntries(told) }]
		: [];
}

/** null = never seen, undefined = the answer does not tell or cannot be read. */
function lastVisitOf(text: string | null | undefined): string | null | undefined {
	if (text === undefined) return undefined;
	return text === null || text.trim() === '' ? null : parseCivilDate(text);
}
