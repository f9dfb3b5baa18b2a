// A Tebra patient as HealthSail takes it, for the stock flows and the bare script. Nothing here comes
// from lib: the benchmark's other forms are written as somebody without this pack would write them.
//
// These functions also travel as text into the stock flows' Code node and Edit Fields expression, so
// they use no import and nothing of each other but names in `mappingFunctions`.

type Wire = Record<string, unknown>;

export interface MappingSettings {
	practiceId: string;
	/** Civil date at the practice. */
	today: string;
	/** A wire time as RFC 3339 UTC; undefined when it is none. */
	toInstant: (text: string) => string | undefined;
}

export interface MappedPatient {
	id: string;
	/** Of this practice and without a mark that keeps the patient out. */
	wanted: boolean;
	customer: Wire;
	/** Without customerId, which HealthSail tells after the upsert. */
	coverages: Wire[];
}

/** XML parsers collapse lists: nothing, one member, or a list. */
export function listOf(value: unknown): Wire[] {
	if (value === undefined || value === null || value === '') return [];
	return Array.isArray(value) ? value : [value as Wire];
}

/** Text without space around it; blank is undefined. */
export function cleanText(value: unknown): string | undefined {
	const text = String(value ?? '')
		.replace(/\s+/g, ' ')
		.trim();
	return text === '' ? undefined : text;
}

/** The same, without what staff type for "there is none". */
export function cleanDetail(value: unknown): string | undefined {
	const text = cleanText(value);
	if (text === undefined) return undefined;
	const none = /^(n\/?a|n\.a\.|nil|none|null|unknown|declined|refused|tbd|x{1,3})$/i;
	return none.test(text) || !/[A-Za-z0-9]/.test(text) ? undefined : text;
}

/** An e-mail address in lower case, or undefined. */
export function cleanEmail(value: unknown): string | undefined {
	const text = cleanDetail(value);
	if (text === undefined) return undefined;
	return /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text) ? text.toLowerCase() : undefined;
}

/** A US telephone in E.164, or undefined for what is none. */
export function cleanPhone(use: string, value: unknown, extension: unknown): Wire | undefined {
	let digits = String(value ?? '').replace(/\D/g, '');
	if (digits.length === 11 && digits.startsWith('1')) digits = digits.slice(1);
	if (!/^[2-9]\d{2}[2-9]\d{6}$/.test(digits) || /^(\d)\1+$/.test(digits)) return undefined;
	const ext = String(extension ?? '').replace(/\D/g, '');
	return dropEmpty({ use, number: '+1' + digits, extension: ext === '' ? undefined : ext });
}

/** `2/24/2026 12:00:00 AM` as `2026-02-24`. */
export function civilDate(value: unknown): string | undefined {
	const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(String(value ?? ''));
	if (parts === null) return undefined;
	return parts[3] + '-' + parts[1].padStart(2, '0') + '-' + parts[2].padStart(2, '0');
}

/** Members that have a value. */
export function dropEmpty(value: Wire): Wire {
	return Object.fromEntries(Object.entries(value).filter((entry) => entry[1] !== undefined));
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
	listOf,
	cleanText,
	cleanDetail,
	cleanEmail,
	cleanPhone,
	civilDate,
	dropEmpty,
	mapSubscriber,
	mapCoverages,
	mapPatient,
] as const;

/** Names of what is sent, for the audit record. */
export const auditFields = [
	'externalIds',
	'status',
	'givenName',
	'middleName',
	'familyName',
	'suffix',
	'birthDate',
	'administrativeSex',
	'email',
	'phones',
	'addresses',
	'emergencyContacts',
	'coverages',
] as const;
