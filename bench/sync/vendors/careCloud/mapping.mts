// A CareCloud patient with the insurance profiles as HealthSail takes it (vendor sheet 4.1, 4.4).
import {
	cleanDetail,
	cleanEmail,
	cleanPhone,
	cleanText,
	dropEmpty,
	sharedFunctions,
	type MappedPatient,
	type Wire,
} from '../../mapping.mjs';

export interface CareCloudMapping {
	practiceId: string;
	/** Civil date at the practice. */
	today: string;
}

/** Rows of a list, whatever it is wrapped in: an array, an envelope, or one row without either. */
export function unwrapRows(value: unknown, name: string): Wire[] {
	const rows = Array.isArray(value) ? value : ((value as Wire)[name] ?? value);
	return (Array.isArray(rows) ? rows : [rows]) as Wire[];
}

/** A day as the vendor writes it, or undefined. */
export function isoDate(value: unknown): string | undefined {
	return /^\d{4}-\d{2}-\d{2}/.exec(String(value ?? ''))?.[0];
}

/** Telephones; their type comes as a code or as a word, the extension under two names. */
export function careCloudPhones(value: unknown): Wire[] {
	const uses: Record<string, string> = {
		c: 'mobile',
		cell: 'mobile',
		h: 'home',
		home: 'home',
		b: 'work',
		business: 'work',
	};
	return ((value ?? []) as Wire[])
		.map((phone) => {
			const type = String(phone.phone_type_code ?? phone.phone_type ?? '').toLowerCase();
			const extension = phone.extension ?? phone.phone_ext;
			return cleanPhone(uses[type] ?? 'home', phone.phone_number, extension);
		})
		.filter((phone) => phone !== undefined);
}

/** The primary address, else the first; state and ZIP code come under two names each. */
export function careCloudAddresses(value: unknown): Wire[] {
	const list = (value ?? []) as Wire[];
	const wire = list.find((entry) => entry.is_primary === true) ?? list[0] ?? {};
	const address = dropEmpty({
		line1: cleanDetail(wire.line1),
		line2: cleanDetail(wire.line2),
		city: cleanDetail(wire.city),
		region: cleanDetail(wire.state_code ?? wire.state),
		postalCode: cleanDetail(wire.zip_code ?? wire.zip)?.replace(/^(\d{5})-?(\d{4})$/, '$1-$2'),
	});
	return Object.keys(address).length > 0 ? [{ use: 'home', ...address }] : [];
}

/** The policies of all profiles, the default profile first; a policy has no id of its own. */
export function careCloudCoverages(
	profiles: readonly Wire[],
	{ practiceId, today }: CareCloudMapping,
): Wire[] {
	const types: Record<string, string> = {
		ppo: 'commercial',
		hmo: 'commercial',
		pos: 'commercial',
		medicare_a: 'medicare',
		medicare_b: 'medicare',
		medicare_hmo: 'medicare_advantage',
		medicaid: 'medicaid',
		medicaid_hmo: 'medicaid',
		champus: 'tricare',
		workers_compensation: 'workers_comp',
		auto_insurance: 'auto',
	};
	const relations = ['self', 'spouse', 'child'];
	const link = (type: string, value: string) => ({ system: 'carecloud', practiceId, type, value });
	return profiles.flatMap((profile) =>
		((profile.insurance_policies ?? []) as Wire[]).map((policy, index) => {
			const rank = Number(policy.policy_priority) || index + 1;
			const effectiveTo = isoDate(policy.effective_to);
			const insured = (policy.insured ?? {}) as Wire;
			const payer = (policy.payer ?? {}) as Wire;
			const word = String(insured.relation_to_patient).toLowerCase();
			const relationship = relations.includes(word) ? word : 'other';
			const copay = Number.parseFloat(String(policy.co_payment));
			return dropEmpty({
				externalIds: [link('policy', String(profile.id) + '-' + String(rank))],
				priority: ['primary', 'secondary', 'tertiary'][Math.min(rank, 3) - 1],
				status: effectiveTo !== undefined && effectiveTo < today ? 'terminated' : 'unverified',
				payer: dropEmpty({
					name: cleanDetail(payer.name),
					externalIds: cleanText(payer.id) ? [link('carrier', String(payer.id))] : [],
				}),
				plan: { type: types[String(policy.type).toLowerCase()] ?? 'other' },
				memberId: cleanDetail(policy.member_number),
				subscriber:
					relationship === 'self'
						? { relationship }
						: dropEmpty({
								relationship,
								givenName: cleanText(insured.first_name),
								familyName: cleanText(insured.last_name),
								birthDate: isoDate(insured.dob),
							}),
				effectiveFrom: isoDate(policy.effective_from),
				effectiveTo,
				copay: Number.isNaN(copay)
					? undefined
					: { amount: Math.round(copay * 100), currency: 'USD' },
			});
		}),
	);
}

/** Of this practice, and without a status that keeps the patient out. */
export function isCareCloudWanted(wire: Wire, practiceId: string): boolean {
	const status = String(wire.status ?? '').toLowerCase();
	const isMarked = status.includes('do not share') || status.includes('confidential');
	return String(wire.business_entity_id) === practiceId && !isMarked;
}

/** The patient of GET /patients/:id with the profiles of GET /patients/:id/insurances. */
export function mapCareCloudPatient(
	wire: Wire,
	profiles: readonly Wire[],
	settings: CareCloudMapping,
): MappedPatient {
	const { practiceId } = settings;
	const id = String(wire.id);
	const link = (type: string, value: string) => ({ system: 'carecloud', practiceId, type, value });
	const chart = cleanDetail(wire.chart_number);
	const sexes: Record<string, string> = { m: 'male', f: 'female', o: 'other' };
	const sex = cleanText(wire.gender ?? wire.gender_code ?? wire.gender_id);
	const inOrder = [...profiles].sort(
		(one, two) => Number(two.default ?? false) - Number(one.default ?? false),
	);
	return {
		id,
		wanted: isCareCloudWanted(wire, practiceId),
		customer: {
			externalIds: [
				{ ...link('patient', id), primary: true, verification: 'verified' },
				...(chart ? [{ ...link('chart', chart), verification: 'suspected' }] : []),
			],
			status: /^(inactive|deceased)$/i.test(String(wire.status)) ? 'inactive' : 'active',
			demographics: dropEmpty({
				givenName: cleanText(wire.first_name),
				middleName: cleanText(wire.middle_initial),
				familyName: cleanText(wire.last_name),
				suffix: cleanText(wire.suffix),
				birthDate: isoDate(wire.dob ?? wire.date_of_birth),
				administrativeSex: sex && (sexes[sex.charAt(0).toLowerCase()] ?? 'unknown'),
				email: cleanEmail(wire.email_address ?? wire.email),
				phones: careCloudPhones(wire.phones),
			}),
			addresses: careCloudAddresses(wire.addresses),
			source: 'pm',
			syncState: 'included',
			sync: [{ system: 'carecloud', practiceId }],
		},
		coverages: careCloudCoverages(inOrder, settings),
	};
}

/** All that `mapCareCloudPatient` needs, in an order in which it can be written down. */
export const careCloudMapping = [
	...sharedFunctions,
	unwrapRows,
	isoDate,
	careCloudPhones,
	careCloudAddresses,
	careCloudCoverages,
	isCareCloudWanted,
	mapCareCloudPatient,
] as const;
