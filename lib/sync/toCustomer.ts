import type { Coverage } from '../canonical/coverage';
import type { ExternalId } from '../canonical/externalId';
import type { components } from '../contract/healthsail';
import type { Address, EmergencyContact, Patient, Phone } from '../canonical/patient';
import { omit } from '../values/omit';
import type { PatientHashes } from './customerHash';
import { customerStatus, outreachPreferences } from './customerStatus';
import { countryCode } from '../values/country';

type Schemas = components['schemas'];
export type CustomerUpsert = Schemas['CustomerUpsert'];
export type CoverageUpsert = Schemas['CoverageUpsert'];
export type CoverageStamp = Schemas['CoverageStamp'];

/** How a customer's external id came to be linked (contract section 2). */
export type LinkMethod = 'created_here' | 'demographic' | 'external_id';

/**
 * The body of one item of POST /customers/bulk-upsert (contract section 2 and 15). Absent members
 * stay absent, so that HealthSail keeps what it has; a null tells that the practice has no value.
 * The social security number is no member of the canonical patient, so it cannot be sent.
 *
 * @param stamp hashes to store at once; leave out when the coverages follow and their call stamps
 * @param method `created_here` for a customer HealthSail does not know yet
 */
export function toCustomerUpsert(
	patient: Patient,
	stamp?: PatientHashes,
	method: LinkMethod = 'external_id',
): CustomerUpsert {
	return {
		externalIds: patient.externalIds.map((id) => toLinkedId(id, method)),
		...optional('status', customerStatus(patient)),
		...optional('contactPreferences', outreachPreferences(patient)),
		demographics: toDemographics(patient),
		...optional('addresses', patient.addresses?.map(toAddress)),
		...optional('emergencyContacts', patient.emergencyContacts?.map(toContact)),
		source: 'pm',
		syncState: 'included',
		sync: [
			{
				system: patient.system,
				practiceId: patient.practiceId,
				...optional('sourceAt', patient.sourceAt ?? undefined),
				...(stamp && { contentHash: stamp.contentHash, fieldHashes: { ...stamp.fieldHashes } }),
			},
		],
	};
}

/**
 * Item of the same call with matchOn `id`: links a patient to a customer that the matcher found. The
 * version makes HealthSail refuse the link when someone changed the customer since it was compared.
 * Where the customer came from stays as it is: it was not made by the practice.
 */
export function toCustomerLinking(
	patient: Patient,
	customer: { readonly customerId: string; readonly version: number },
): CustomerUpsert {
	const upsert = omit(toCustomerUpsert(patient, undefined, 'demographic'), 'source');
	return { id: customer.customerId, ifVersion: customer.version, ...upsert };
}

/** Item of the same call for a patient that left the sync: ids and state, nothing else. */
export function toCustomerStrip(
	externalIds: readonly ExternalId[],
	syncState: 'left' | 'excluded',
	syncReason: string,
): CustomerUpsert {
	return {
		externalIds: externalIds.map((id) => toLinkedId(id, 'external_id')),
		syncState,
		syncReason,
	};
}

/** Items of POST /coverages/bulk-upsert for all coverages that were read; none were = no items. */
export function toCoverageUpserts(patient: Patient, customerId: string): CoverageUpsert[] {
	return (patient.coverages ?? []).map((coverage) => toCoverage(patient, coverage, customerId));
}

/**
 * The stamp of POST /coverages/bulk-upsert: stored when all items of the customer went through.
 * `complete` tells that the coverages sent are all the practice has, so others of it ended.
 */
export function toStamp(
	patient: Patient,
	customerId: string,
	hashes: PatientHashes,
): CoverageStamp {
	return {
		customerId,
		system: patient.system,
		practiceId: patient.practiceId,
		contentHash: hashes.contentHash,
		fieldHashes: { ...hashes.fieldHashes },
		...optional('sourceAt', patient.sourceAt ?? undefined),
		complete: patient.coverages !== undefined,
	};
}

/**
 * Only the practice system's own patient id identifies. A chart number is typed by staff and may be
 * given twice: as a verified link it would make two patients one customer.
 */
function toLinkedId(
	{ system, practiceId, type, value }: ExternalId,
	matchMethod: LinkMethod,
): Schemas['ExternalIdInput'] {
	const isOwn = type === 'patient';
	return {
		system,
		practiceId,
		type,
		value,
		primary: isOwn,
		verification: isOwn ? 'verified' : 'suspected',
		matchMethod,
	};
}

function toDemographics(patient: Patient): Schemas['DemographicsInput'] {
	return {
		...optional('givenName', patient.givenName),
		...optional('middleName', patient.middleName),
		...optional('familyName', patient.familyName),
		...optional('suffix', patient.suffix),
		...optional('birthDate', patient.birthDate),
		...optional('administrativeSex', patient.administrativeSex),
		...optional('email', patient.email),
		...optional('phones', patient.phones?.map(toPhone)),
	};
}

/** A telephone in the words of the contract. */
export function toPhone({ use, number, extension, preferred }: Phone): Schemas['PhoneBody'] {
	return {
		use,
		number,
		...optional('extension', extension),
		...optional('preferred', preferred),
	};
}

/** An address in the words of the contract; a country that is none of ISO 3166 stays out. */
export function toAddress({
	use,
	line1,
	line2,
	city,
	region,
	postalCode,
	country,
}: Address): Schemas['AddressInput'] {
	return {
		use,
		...optional('line1', line1),
		...optional('line2', line2),
		...optional('city', city),
		...optional('region', region),
		...optional('postalCode', postalCode),
		...optional('country', countryCode(country)),
	};
}

function toContact({ name, relationship, phones }: EmergencyContact): Schemas['EmergencyContact'] {
	return { name, ...optional('relationship', relationship), phones: phones.map(toPhone) };
}

function toCoverage(patient: Patient, coverage: Coverage, customerId: string): CoverageUpsert {
	const { payer, plan, subscriber } = coverage;
	return {
		customerId,
		externalIds: coverage.externalIds.map(({ system, practiceId, type, value }) => ({
			system,
			practiceId,
			type,
			value,
		})),
		priority: coverage.priority,
		status: coverage.status,
		payer: {
			...optional('name', payer.name),
			externalIds:
				typeof payer.id === 'string' && payer.id !== ''
					? [
							{
								system: patient.system,
								practiceId: patient.practiceId,
								type: 'carrier',
								value: payer.id,
							},
						]
					: [],
		},
		plan: {
			...optional('name', plan.name),
			type: plan.type,
			...optional('groupNumber', plan.groupNumber),
		},
		...optional('memberId', coverage.memberId),
		subscriber: {
			relationship: subscriber.relationship,
			...optional('givenName', subscriber.givenName),
			...optional('familyName', subscriber.familyName),
			...optional('birthDate', subscriber.birthDate),
		},
		...optional('effectiveFrom', coverage.effectiveFrom),
		...optional('effectiveTo', coverage.effectiveTo),
		...optional('copay', coverage.copay),
	};
}

/** The member when it has a value (null is one), nothing when it is absent. */
function optional<K extends string, V>(key: K, value: V | undefined) {
	return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
