import type { Coverage } from '../canonical/coverage';
import type { ExternalId } from '../canonical/externalId';
import type { Patient } from '../canonical/patient';
import { isIdentifying, issuerOf } from './identifiers';
import type { IdentityRecord } from './record';

/**
 * A patient as the matcher is given it. Ids of the practice system and of its other interfaces are
 * identifiers; a chart number is typed by staff and may be given twice, so it is none. The member id
 * of a coverage is the patient's own only where the patient is the subscriber.
 *
 * @param ref the caller's name for the record; the patient's id unless told
 */
export function recordFromPatient(patient: Patient, ref: string = patient.id): IdentityRecord {
	const coverages = patient.coverages ?? [];
	return {
		ref,
		names: [{ given: patient.givenName, middle: patient.middleName, family: patient.familyName }],
		suffix: patient.suffix,
		birthDate: patient.birthDate,
		sex: patient.administrativeSex,
		phones: (patient.phones ?? []).map(({ number }) => number),
		emails: patient.email === undefined || patient.email === null ? [] : [patient.email],
		addresses: (patient.addresses ?? []).map(({ line1, line2, city, region, postalCode }) => ({
			line1,
			line2,
			city,
			region,
			postalCode,
		})),
		identifiers: patient.externalIds.filter(isOwn).map((id) => ({
			issuer: issuerOf(id),
			value: id.value,
		})),
		memberIds: insuranceIds(coverages, true),
		subscriberIds: insuranceIds(coverages, false),
	};
}

function isOwn({ type }: ExternalId): boolean {
	return isIdentifying(type);
}

function insuranceIds(
	coverages: readonly Coverage[],
	isSubscriber: boolean,
): Array<{ payer: string | null; value: string }> {
	return coverages.flatMap(({ memberId, payer, subscriber }) =>
		memberId !== undefined &&
		memberId !== null &&
		(subscriber.relationship === 'self') === isSubscriber
			? [{ payer: payer.name ?? payer.id ?? null, value: memberId }]
			: [],
	);
}
