import type { Coverage } from '../canonical/coverage';
import type { Address, Patient, Phone } from '../canonical/patient';
import { omit } from '../values/omit';
import type { CoverageValue, FieldChange, PhoneValue } from './field';
import { changeFields } from './field';
import type { RefusalCode } from './refusal';

/**
 * The patient with the values that staff approved in place of those the practice has: what an HL7
 * message tells the practice. A change that clears is left out. A policy the practice does not have is
 * left out too, since a message without its insurer's id cannot add one.
 */
export function applyChanges(patient: Patient, changes: readonly FieldChange[]): Patient {
	return changes.reduce(applyChange, omit(patient, ...untouched(changes)));
}

/** Why a message of ours is silent about a change; undefined = it tells it. */
export function untoldInMessage({ field, from, to }: FieldChange): RefusalCode | undefined {
	if (to === null) return 'clearing';
	const isNewPolicy = changeFields[field].group === 'coverage' && from === null;
	return isNewPolicy ? 'unsupportedField' : undefined;
}

/** Members that a message tells whole, and that nobody approved a change of: it is silent about them. */
function untouched(changes: readonly FieldChange[]) {
	const groups = new Set(changes.map(({ field }) => changeFields[field].group));
	return [
		...(groups.has('emergencyContact') ? [] : (['emergencyContacts'] as const)),
		...(groups.has('coverage') ? [] : (['coverages'] as const)),
	];
}

function applyChange(patient: Patient, change: FieldChange): Patient {
	const { field, to } = change;
	if (to === null) return patient;
	switch (field) {
		case 'phone.mobile':
		case 'phone.home':
		case 'phone.work':
			return {
				...patient,
				phones: withPhone(patient.phones ?? [], field.slice(6) as Phone['use'], to),
			};
		case 'address.home':
		case 'address.mailing': {
			const use = field.slice(8) as Address['use'];
			const others = (patient.addresses ?? []).filter((address) => address.use !== use);
			return { ...patient, addresses: [{ use, ...to }, ...others] };
		}
		case 'emergencyContact': {
			const { phone, ...contact } = to;
			const phones = phone === undefined ? [] : [{ use: 'home' as const, ...phone }];
			const [, ...others] = patient.emergencyContacts ?? [];
			return { ...patient, emergencyContacts: [{ ...contact, phones }, ...others] };
		}
		case 'coverage.primary':
		case 'coverage.secondary':
		case 'coverage.tertiary':
			return {
				...patient,
				...(patient.coverages && {
					coverages: withCoverage(patient.coverages, field.slice(9) as Coverage['priority'], to),
				}),
			};
		default:
			return { ...patient, [field]: to };
	}
}

/** In place of the telephone of this use that counts: the preferred one, else the first. */
function withPhone(phones: readonly Phone[], use: Phone['use'], to: PhoneValue): Phone[] {
	const own = phones.filter((phone) => phone.use === use);
	const old = own.find(({ preferred }) => preferred === true) ?? own[0];
	const entry: Phone = { use, ...to, ...(old?.preferred && { preferred: true }) };
	return old === undefined
		? [...phones, entry]
		: phones.map((phone) => (phone === old ? entry : phone));
}

function withCoverage(
	coverages: readonly Coverage[],
	rank: Coverage['priority'],
	{ payerName, planName, memberId, groupNumber }: CoverageValue,
): Coverage[] {
	const own = coverages.filter(({ priority }) => priority === rank);
	const old = own.find(({ status }) => status !== 'terminated') ?? own[0];
	return coverages.map((coverage) =>
		coverage === old
			? {
					...coverage,
					payer: { ...coverage.payer, ...(payerName && { name: payerName }) },
					plan: {
						...coverage.plan,
						...(planName && { name: planName }),
						...(groupNumber && { groupNumber }),
					},
					...(memberId && { memberId }),
				}
			: coverage,
	);
}
