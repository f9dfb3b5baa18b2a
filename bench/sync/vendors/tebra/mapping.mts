// A Tebra patient as HealthSail takes it.
import {
	civilDate,
	cleanDetail,
	cleanEmail,
	cleanPhone,
	cleanText,
	dropEmpty,
	listOf,
	sharedFunctions,
	type MappedPatient,
	type Wire,
} from '../../mapping.mjs';

export interface MappingSettings {
	practiceId: string;
	/** Civil date at the practice. */
	today: string;
	/** A wire time as RFC 3339 UTC; undefined when it is none. */
	toInstant: (text: string) => string | undefined;
}

/** The patient of a GetPatient answer, whose XML was read without attributes. */
export function mapPatient(wire: Wire, settings: MappingSettings): MappedPatient {
	const { practiceId, toInstant } = settings;
	const id = String(wire.ID);
	const link = (type: string, value: string) => ({ system: 'tebra', practiceId, type, value });
	const chart = cleanDetail(wire.MedicalRecordNumber);
	const contact = cleanDetail(wire.EmergencyName);
	const contactPhone = cleanPhone('home', wire.EmergencyPhone, wire.EmergencyPhoneExt);
	const address = dropEmpty({
		line1: cleanDetail(wire.AddressLine1),
		line2: cleanDetail(wire.AddressLine2),
		city: cleanDetail(wire.City),
		region: cleanDetail(wire.State),
		postalCode: cleanDetail(wire.ZipCode)?.replace(/^(\d{5})-?(\d{4})$/, '$1-$2'),
	});
	const country = cleanDetail(wire.Country);
	const marks = String(wire.AlertMessage ?? '').toLowerCase();
	const sexes: Record<string, string> = { m: 'male', f: 'female', o: 'other' };
	const sex = cleanText(wire.Gender);
	return {
		id,
		wanted:
			String(wire.PracticeId) === practiceId &&
			!marks.includes('do not share') &&
			!marks.includes('confidential') &&
			String(wire.CollectionCategoryName).toLowerCase() !== 'confidential',
		customer: {
			externalIds: [
				{ ...link('patient', id), primary: true, verification: 'verified' },
				...(chart ? [{ ...link('chart', chart), verification: 'suspected' }] : []),
			],
			status: wire.Active === 'False' ? 'inactive' : 'active',
			demographics: dropEmpty({
				givenName: cleanText(wire.FirstName),
				middleName: cleanText(wire.MiddleName),
				familyName: cleanText(wire.LastName),
				suffix: cleanText(wire.Suffix),
				birthDate: civilDate(wire.DOB),
				administrativeSex: sex && (sexes[sex.charAt(0).toLowerCase()] ?? 'unknown'),
				email: cleanEmail(wire.EmailAddress),
				phones: [
					cleanPhone('mobile', wire.MobilePhone, wire.MobilePhoneExt),
					cleanPhone('home', wire.HomePhone, wire.HomePhoneExt),
					cleanPhone('work', wire.WorkPhone, wire.WorkPhoneExt),
				].filter((phone) => phone !== undefined),
			}),
			addresses:
				Object.keys(address).length > 0 ? [dropEmpty({ use: 'home', ...address, country })] : [],
			emergencyContacts: contact
				? [{ name: contact, phones: contactPhone ? [contactPhone] : [] }]
				: [],
			source: 'pm',
			syncState: 'included',
			sync: [
				dropEmpty({
					system: 'tebra',
					practiceId,
					sourceAt: toInstant(String(wire.LastModifiedDate ?? '')),
				}),
			],
		},
		coverages: mapCoverages(wire, settings),
	};
}

/** The policies of all cases. A policy of the primary case that the flat columns name comes first. */
export function mapCoverages(wire: Wire, { practiceId, today }: MappingSettings): Wire[] {
	const named = [wire.PrimaryInsurancePolicyNumber, wire.SecondaryInsurancePolicyNumber];
	const rank = (policy: Wire) => {
		const found = named.findIndex((number) => number !== '' && number === policy.Number);
		return found === -1 ? named.length : found;
	};
	const types: Record<string, string> = {
		insurance: 'other',
		commercial: 'commercial',
		medicare: 'medicare',
		'medicare advantage': 'medicare_advantage',
		medicaid: 'medicaid',
		tricare: 'tricare',
		"workers' compensation": 'workers_comp',
		'workers compensation': 'workers_comp',
		auto: 'auto',
	};
	const relations: Record<string, string> = {
		s: 'self',
		self: 'self',
		u: 'spouse',
		spouse: 'spouse',
		c: 'child',
		child: 'child',
	};
	return listOf((wire.Cases as Wire | undefined)?.PatientCaseData).flatMap((entry) => {
		const policies = listOf(
			(entry.InsurancePolicies as Wire | undefined)?.PatientInsurancePolicyData,
		).filter((policy) => cleanText(policy.InsurancePolicyID) !== undefined);
		if (entry.IsPrimaryCase !== 'False') policies.sort((one, two) => rank(one) - rank(two));
		return policies.map((policy, index) => {
			const effectiveTo = civilDate(policy.EffectiveEndDate);
			const word = String(policy.PatientRelationshipToInsured).toLowerCase();
			const relationship = relations[word] ?? 'other';
			const carrier = cleanText(policy.CompanyID);
			const copay = Number.parseFloat(String(policy.Copay));
			return dropEmpty({
				externalIds: [
					{
						system: 'tebra',
						practiceId,
						type: 'policy',
						value: String(policy.InsurancePolicyID),
					},
				],
				priority: ['primary', 'secondary', 'tertiary'][Math.min(index, 2)],
				status: effectiveTo !== undefined && effectiveTo < today ? 'terminated' : 'unverified',
				payer: dropEmpty({
					name: cleanDetail(policy.CompanyName),
					externalIds:
						carrier && carrier !== '0'
							? [{ system: 'tebra', practiceId, type: 'carrier', value: carrier }]
							: [],
				}),
				plan: dropEmpty({
					name: cleanDetail(policy.PlanName),
					type: types[String(entry.PayerScenario).toLowerCase()] ?? 'other',
					groupNumber: cleanDetail(policy.GroupNumber),
				}),
				memberId: cleanDetail(policy.Number),
				subscriber: mapSubscriber(policy, relationship),
				effectiveFrom: civilDate(policy.EffectiveStartDate),
				effectiveTo,
				copay: Number.isNaN(copay)
					? undefined
					: { amount: Math.round(copay * 100), currency: 'USD' },
			});
		});
	});
}

/** "Family, Given" or "Given Family"; for the patient's own policy nothing but the relationship. */
export function mapSubscriber(policy: Wire, relationship: string): Wire {
	if (relationship === 'self') return { relationship };
	const name = cleanText(policy.InsuredFullName) ?? '';
	const comma = name.indexOf(',');
	const space = name.lastIndexOf(' ');
	const family = comma === -1 ? name.slice(space + 1) : name.slice(0, comma);
	const given = comma === -1 ? name.slice(0, Math.max(0, space)) : name.slice(comma + 1);
	return dropEmpty({
		relationship,
		givenName: cleanText(given),
		familyName: cleanText(family),
		birthDate: civilDate(policy.InsuredDateOfBirth),
	});
}

/** All that `mapPatient` needs, in an order in which it can be written down. */
export const mappingFunctions = [
	...sharedFunctions,
	mapSubscriber,
	mapCoverages,
	mapPatient,
] as const;
