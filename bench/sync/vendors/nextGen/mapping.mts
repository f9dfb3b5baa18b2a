// A person of NextGen Enterprise as HealthSail takes it.
import { DateTime } from 'luxon';
import {
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

/** A person with what stands in lists of its own. */
export interface PersonParts {
	/** GET /persons/{id} with its chart. */
	person: Wire;
	/** GET /persons/{id}/insurances with details and insured. */
	insurances: unknown;
	/** Rows of GET /persons/{id}/chart/alerts. */
	alerts: unknown;
}

export interface MappingSettings {
	practiceId: string;
	/** IANA zone of the practice. */
	zone: string;
	/** Civil date at the practice. */
	today: string;
}

/** `2026-02-24T00:00:00` as `2026-02-24`; the year 1 is none. */
export function civilDay(value: unknown): string | undefined {
	const day = String(value ?? '').slice(0, 10);
	return /^\d{4}-\d{2}-\d{2}$/.test(day) && !day.startsWith('0001-') ? day : undefined;
}

/** The person with its coverages; ids come in both cases and mean the same. */
export function mapPerson(parts: PersonParts, settings: MappingSettings): MappedPatient {
	const { person } = parts;
	const { practiceId, zone } = settings;
	const id = String(person.id).toLowerCase();
	const link = (type: string, value: string) => ({ system: 'nextgen', practiceId, type, value });
	const [chart] = listOf(person.chart);
	const chartNumber = cleanDetail(chart?.medicalRecordNumber);
	const number = cleanDetail(person.personNumber);
	const marks = listOf(parts.alerts)
		.filter((alert) => alert.isDeleted !== true)
		.map((alert) => [alert.alertTypeDescription, alert.description, alert.comment].join(' '))
		.join(' ')
		.toLowerCase();
	const address = dropEmpty({
		line1: cleanDetail(person.addressLine1),
		line2: cleanDetail(person.addressLine2),
		city: cleanDetail(person.city),
		region: cleanDetail(person.state),
		postalCode: cleanDetail(person.zip)?.replace(/^(\d{5})-?(\d{4})$/, '$1-$2'),
	});
	const sexes: Record<string, string> = { m: 'male', f: 'female', o: 'other' };
	const sex = cleanText(person.sex);
	const changed = cleanText(person.modifyTimestamp);
	return {
		id,
		// Chart members answer for the session's practice, so a chart proves that it is ours.
		wanted:
			chart !== undefined && !marks.includes('do not share') && !marks.includes('confidential'),
		customer: dropEmpty({
			externalIds: [
				{ ...link('patient', id), primary: true, verification: 'verified' },
				...(chartNumber ? [{ ...link('chart', chartNumber), verification: 'suspected' }] : []),
				...(number ? [{ ...link('person', number), verification: 'suspected' }] : []),
			],
			status: person.isExpired === true ? 'deceased' : undefined,
			demographics: dropEmpty({
				givenName: cleanText(person.firstName),
				middleName: cleanText(person.middleName),
				familyName: cleanText(person.lastName),
				birthDate: civilDay(person.dateOfBirth),
				administrativeSex: sex && (sexes[sex.charAt(0).toLowerCase()] ?? 'unknown'),
				email: cleanEmail(person.email),
				phones: [
					cleanPhone('mobile', person.cellPhone, undefined),
					cleanPhone('home', person.homePhone, undefined),
					cleanPhone('work', person.dayPhone, person.dayPhoneExtension),
				].filter((phone) => phone !== undefined),
			}),
			addresses: Object.keys(address).length > 0 ? [{ use: 'home', ...address }] : [],
			source: 'pm',
			syncState: 'included',
			sync: [
				dropEmpty({
					system: 'nextgen',
					practiceId,
					sourceAt:
						changed &&
						DateTime.fromISO(changed, { zone }).toUTC().toISO({ suppressMilliseconds: true }),
				}),
			],
		}),
		coverages: mapPolicies(parts.insurances, settings),
	};
}

/** Policies that stand, ranked by `defaultCob`; those without a rank come behind. */
export function mapPolicies(rows: unknown, { practiceId, today }: MappingSettings): Wire[] {
	const relations: Record<string, string> = { self: 'self', spouse: 'spouse', child: 'child' };
	const types: Record<string, string> = {
		commercial: 'commercial',
		medicare: 'medicare',
		'medicare advantage': 'medicare_advantage',
		medicaid: 'medicaid',
		tricare: 'tricare',
		"workers' compensation": 'workers_comp',
		auto: 'auto',
	};
	const link = (type: string, value: string) => ({ system: 'nextgen', practiceId, type, value });
	return listOf(rows)
		.filter((row) => row.isDeleted !== true)
		.map((row, index) => ({ row, rank: Number(row.defaultCob ?? 0) || 4 + index }))
		.sort((one, two) => one.rank - two.rank)
		.map(({ row, rank }) => {
			const [detail = {}] = listOf(row.details);
			const [insured = {}] = listOf(row.relation);
			const effectiveTo = civilDay(row.policyExpirationDate);
			const word = String(row.relationship ?? '').toLowerCase();
			const relationship = relations[word] ?? 'other';
			const payer = cleanText(row.payerId)?.toLowerCase();
			const copay = Number.parseFloat(String(detail.copayAmount));
			const isOver = effectiveTo !== undefined && effectiveTo < today;
			const type = types[String(detail.insuranceType ?? '').toLowerCase()] ?? 'other';
			return dropEmpty({
				externalIds: [link('policy', String(row.personPayerId).toLowerCase())],
				priority: ['primary', 'secondary', 'tertiary'][Math.min(rank, 3) - 1],
				status: isOver ? 'terminated' : row.isActive === false ? 'inactive' : 'unverified',
				payer: dropEmpty({
					name: cleanDetail(row.payerName),
					externalIds: payer ? [link('carrier', payer)] : [],
				}),
				plan: dropEmpty({
					name: cleanDetail(detail.planName),
					type: detail.isWorkmansCompensationCoverage === true ? 'workers_comp' : type,
					groupNumber: cleanDetail(detail.groupNumber),
				}),
				memberId: cleanDetail(detail.policyNumber),
				subscriber:
					relationship === 'self'
						? { relationship }
						: dropEmpty({
								relationship,
								givenName: cleanText(insured.firstName),
								familyName: cleanText(insured.lastName),
								birthDate: civilDay(insured.dateOfBirth),
							}),
				effectiveFrom: civilDay(row.policyEffectiveDate),
				effectiveTo,
				copay: Number.isNaN(copay)
					? undefined
					: { amount: Math.round(copay * 100), currency: 'USD' },
			});
		});
}

/** All that `mapPerson` needs, in an order in which it can be written down. */
export const mappingFunctions = [...sharedFunctions, civilDay, mapPolicies, mapPerson] as const;
