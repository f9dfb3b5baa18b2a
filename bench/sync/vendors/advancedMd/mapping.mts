// An AdvancedMD patient as HealthSail takes it.
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
}

/** The number of an id: `pat100001` is 100001. */
export function bareId(value: unknown): string {
	return String(value ?? '').replace(/^[a-z_]+(?=\d)/i, '');
}

/** `LAST,FIRST MIDDLE JR` in its parts. */
export function nameParts(value: unknown): Wire {
	const text = cleanText(value) ?? '';
	const comma = text.indexOf(',');
	const family = comma === -1 ? text : text.slice(0, comma);
	const others =
		comma === -1
			? []
			: text
					.slice(comma + 1)
					.trim()
					.split(' ');
	const given = others.shift();
	const last = others[others.length - 1] ?? '';
	const suffix = /^(jr|sr|ii|iii|iv)\.?$/i.test(last) ? others.pop() : undefined;
	return dropEmpty({
		familyName: cleanText(family),
		givenName: cleanText(given),
		middleName: cleanText(others.join(' ')),
		suffix,
	});
}

/** The results of getdemographic. */
export function mapDemographic(results: Wire, settings: MappingSettings): MappedPatient {
	const { practiceId } = settings;
	const row = (results.patientlist as Wire).patient as Wire;
	const place = (row.address ?? {}) as Wire;
	const contact = (row.contactinfo ?? {}) as Wire;
	const id = bareId(row['@id']);
	const link = (type: string, value: string) => ({ system: 'advancedmd', practiceId, type, value });
	const chart = cleanDetail(row['@chart']);
	const memos = listOf((row.memolist as Wire | undefined)?.memo)
		.filter((memo) => !['1', '-1', 'true', 'yes', 'y'].includes(String(memo['@revoked'])))
		.map((memo) => String(memo['#text'] ?? ''))
		.join(' ')
		.toLowerCase();
	// The street stands in address2.
	const address = dropEmpty({
		line1: cleanDetail(place['@address2']),
		line2: cleanDetail(place['@address1']),
		city: cleanDetail(place['@city']),
		region: cleanDetail(place['@state']),
		postalCode: cleanDetail(place['@zip'])?.replace(/^(\d{5})-?(\d{4})$/, '$1-$2'),
	});
	const country = cleanDetail(place['@countrycode'])?.replace(/^usa$/i, 'US');
	const isDead = !['', '0', 'false', 'no', 'n'].includes(
		String(row['@deceased'] ?? '').toLowerCase(),
	);
	const isInactive = row['@inactive'] === '1';
	const sexes: Record<string, string> = { m: 'male', f: 'female', o: 'other' };
	const sex = cleanText(row['@sex']);
	return {
		id,
		wanted:
			!memos.includes('do not share') &&
			!memos.includes('confidential') &&
			String(row['@finclasscode']).toLowerCase() !== 'confidential',
		customer: {
			externalIds: [
				{ ...link('patient', id), primary: true, verification: 'verified' },
				...(chart ? [{ ...link('chart', chart), verification: 'suspected' }] : []),
			],
			status: isDead ? 'deceased' : isInactive ? 'inactive' : 'active',
			demographics: dropEmpty({
				...nameParts(row['@name']),
				birthDate: civilDate(row['@dob']),
				administrativeSex: sex && (sexes[sex.charAt(0).toLowerCase()] ?? 'unknown'),
				email: cleanEmail(contact['@email']),
				phones: [
					contact['@othertype'] === 'C'
						? cleanPhone('mobile', contact['@otherphone'], undefined)
						: undefined,
					cleanPhone('home', contact['@homephone'], undefined),
					cleanPhone('work', contact['@officephone'], contact['@officeext']),
				].filter((phone) => phone !== undefined),
			}),
			addresses:
				Object.keys(address).length > 0 ? [dropEmpty({ use: 'home', ...address, country })] : [],
			source: 'pm',
			syncState: 'included',
			sync: [{ system: 'advancedmd', practiceId }],
		},
		coverages: mapPlans(results, row, settings),
	};
}

/** Policies in the order that the patient's list of sequence numbers tells. */
export function mapPlans(results: Wire, row: Wire, settings: MappingSettings): Wire[] {
	const { practiceId, today } = settings;
	const order = String(row['@insorder'] ?? '').split(',');
	const rank = (plan: Wire) => {
		const at = order.indexOf(String(plan['@sequence']));
		return at === -1 ? order.length : at;
	};
	const byId = (list: string, member: string) =>
		new Map(
			listOf((results[list] as Wire | undefined)?.[member]).map((one) => [bareId(one['@id']), one]),
		);
	const carriers = byId('carrierlist', 'carrier');
	const parties = byId('resppartylist', 'respparty');
	const relations: Record<string, string> = { 1: 'self', 2: 'spouse', 3: 'child' };
	const types: Record<string, string> = {
		commercial: 'commercial',
		medicare: 'medicare',
		'medicare advantage': 'medicare_advantage',
		medicaid: 'medicaid',
		tricare: 'tricare',
		"workers' compensation": 'workers_comp',
		auto: 'auto',
	};
	const link = (type: string, value: string) => ({ system: 'advancedmd', practiceId, type, value });
	return listOf((row.insplanlist as Wire | undefined)?.insplan)
		.sort((one, two) => rank(one) - rank(two))
		.map((plan, index) => {
			const effectiveTo = civilDate(plan['@enddate']);
			const carrier = bareId(plan['@carrier']);
			const relationship = relations[String(plan['@relationship'])] ?? 'other';
			const party = parties.get(bareId(plan['@subscriber']));
			const { givenName, familyName } = nameParts(party?.['@name']);
			const copay = Number.parseFloat(String(plan['@copay']));
			return dropEmpty({
				externalIds: [link('policy', bareId(plan['@id']))],
				priority: ['primary', 'secondary', 'tertiary'][Math.min(index, 2)],
				status: effectiveTo !== undefined && effectiveTo < today ? 'terminated' : 'unverified',
				payer: dropEmpty({
					name: cleanDetail(carriers.get(carrier)?.['@name']),
					externalIds: carrier ? [link('carrier', carrier)] : [],
				}),
				plan: dropEmpty({
					type: types[String(plan['@finclasscode']).toLowerCase()] ?? 'other',
					groupNumber: cleanDetail(plan['@grpnum']),
				}),
				memberId: cleanDetail(plan['@subscribernum']),
				subscriber:
					relationship === 'self' || party === undefined
						? { relationship }
						: dropEmpty({
								relationship,
								givenName,
								familyName,
								birthDate: civilDate(party['@dob']),
							}),
				effectiveFrom: civilDate(plan['@begindate']),
				effectiveTo,
				copay:
					Number.isNaN(copay) || plan['@copaytype'] === '%'
						? undefined
						: { amount: Math.round(copay * 100), currency: 'USD' },
			});
		});
}

/** All that `mapDemographic` needs, in an order in which it can be written down. */
export const mappingFunctions = [
	...sharedFunctions,
	bareId,
	nameParts,
	mapPlans,
	mapDemographic,
] as const;
