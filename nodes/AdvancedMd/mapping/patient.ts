import type { Address, Patient, Phone } from '../../../lib/canonical/patient';
import type { ExternalId } from '../../../lib/canonical/externalId';
import { sexOf } from '../../../lib/profile/codes';
import { civilDateMember, parseCivilDate } from '../../../lib/values/civilDate';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { parsePhone } from '../../../lib/values/phone';
import { cleanDetail, cleanEmail, cleanText } from '../../../lib/values/text';
import type { PracticeScope, SourcePatient } from '../../common/practice/port';
import type { AdvancedMdPatient } from '../wire/patient';
import type { MappingContext } from './context';
import { nameParts } from './context';
import { toCoverages } from './coverage';
import { parsePostalCode } from '../../../lib/values/postalCode';

/**
 * A patient of getdemographic as the canonical patient (sheet 4.1). Names and addresses stay in
 * capitals, as AdvancedMD stores them: how a name is really spelled cannot be told from them.
 *
 * @param sourceAt the time of change where the list of changes told one, RFC 3339 UTC
 */
export function toSourcePatient(
	wire: AdvancedMdPatient,
	context: MappingContext,
	sourceAt?: string,
): SourcePatient {
	const { scope } = context;
	const { givenName, middleName, familyName, suffix } = nameParts(wire.name);
	const patient: Patient = dropAbsent({
		system: scope.system,
		practiceId: scope.practiceId,
		id: wire.id,
		externalIds: externalIdsOf(wire, scope),
		active: wire.inactive === undefined ? undefined : !wire.inactive,
		deceased: deceasedOf(wire.deceased),
		givenName: cleanText(givenName),
		middleName: cleanText(middleName),
		familyName: cleanText(familyName),
		suffix: cleanText(suffix),
		birthDate: civilDateMember(wire.dob),
		administrativeSex: sexOf(wire.sex, scope.profile.codes),
		email: cleanEmail(wire.contact?.email),
		phones: phonesOf(wire, context),
		addresses: addressesOf(wire, context),
		coverages: wire.plans === undefined ? undefined : toCoverages(wire, wire.plans, context),
		primaryProviderId: wire.profile,
		sourceAt,
	});
	return {
		patient,
		// A session opens one office key and no other (sheet 3.1): the record need not say it.
		recordPracticeId: scope.practiceId,
		recordPracticeName: scope.practiceName,
		flags: {
			Memo: memoText(wire),
			FinancialClass: wire.finclasscode ?? undefined,
		},
		lastVisitOn: lastVisitOf(wire, context.today),
	};
}

function externalIdsOf(wire: AdvancedMdPatient, scope: PracticeScope): ExternalId[] {
	const own = { system: scope.system, practiceId: scope.practiceId };
	const chart = cleanDetail(wire.chart);
	return [
		{ ...own, type: 'patient' as const, value: wire.id },
		...(chart ? [{ ...own, type: 'chart' as const, value: chart }] : []),
	];
}

/** A date or a flag; empty = lives, and not sent = not told. */
function deceasedOf(text: string | null | undefined): boolean | undefined {
	if (text === undefined) return undefined;
	return !['', '0', 'false', 'no', 'n'].includes((text ?? '').toLowerCase());
}

function phonesOf(
	{ contact }: AdvancedMdPatient,
	{ settings }: MappingContext,
): Phone[] | undefined {
	if (contact === undefined) return undefined;
	const { homephone, officephone, officeext, otherphone, othertype } = contact;
	const otherUse = settings.otherPhoneTypes[(othertype ?? '').toUpperCase()];
	const sources: Array<readonly [Phone['use'] | undefined, string | null | undefined, string?]> = [
		[otherUse, otherphone],
		['home', homephone],
		['work', officephone, officeext ?? undefined],
	];
	return sources.flatMap(([use, text, extension]) => {
		const phone = parsePhone(text, extension);
		return use === undefined || phone === undefined ? [] : [{ use, ...phone }];
	});
}

/** The street is in address2, the apartment in address1, unless the profile says otherwise (sheet 4.1). */
function addressesOf(
	{ address }: AdvancedMdPatient,
	{ settings }: MappingContext,
): Address[] | undefined {
	if (address === undefined) return undefined;
	const { address1, address2, city, state, zip, countrycode } = address;
	const [street, rest] =
		settings.streetIn === 'address2' ? [address2, address1] : [address1, address2];
	const members = {
		line1: cleanDetail(street),
		line2: cleanDetail(rest),
		city: cleanDetail(city),
		region: cleanDetail(state),
		postalCode: parsePostalCode(zip),
	};
	const told = Object.entries({ ...members, country: cleanDetail(countrycode) }).filter(
		(entry): entry is [string, string] => typeof entry[1] === 'string',
	);
	// A country alone is no address.
	return told.some(([name]) => name !== 'country')
		? [{ use: 'home', ...Object.fromEntries(told) }]
		: [];
}

/**
 * Memos that stand. Only `revoked` takes one back: what a name in `revokedby` means is not confirmed
 * (sheet 4.10), and a privacy memo must not stop to count by a guess.
 */
function memoText({ memos }: AdvancedMdPatient): string | undefined {
	const standing = memos.filter(({ revoked }) => revoked !== true);
	const text = standing.map((memo) => memo.text ?? '').join('\n');
	return text.trim() === '' ? undefined : text;
}

/** The latest visit that is not to come; null = none, undefined = the answer does not tell. */
function lastVisitOf({ visits }: AdvancedMdPatient, today: string): string | null | undefined {
	if (visits === undefined) return undefined;
	const dates = visits
		.map(({ date }) => parseCivilDate(date))
		.filter((date): date is string => date !== undefined && date <= today)
		.sort();
	return dates[dates.length - 1] ?? null;
}
