import { SafeError } from '../../lib/privacy/errors';
import { foldText } from '../../lib/values/text';
import { descend, textMembers } from '../../lib/values/xml';
import { outcomeOf } from '../common/outcome';
import { parseWire } from '../common/parseWire';
import { rowsOf } from './faults';
import type { PatientReader } from './patients';
import { fetchPatient } from './patients';
import { externalVendorSchema } from './wire/directory';

/** Tebra cuts longer ones off without a word (sheet 4.2). */
export const longestExternalId = 25;

/** Where our ids are kept in Tebra: under an external vendor of the account (sheet 4.2). */
export interface ExternalVendors {
	/** The id under which our ids are kept, or undefined when it was never registered. */
	find(): Promise<string | undefined>;
	/** The same, registering it the first time. */
	ensure(): Promise<string>;
}

/**
 * Our name as an external vendor in Tebra (GetExternalVendors and RegisterExternalVendor, sheet 4.2);
 * looked up once per port. Its functions throw SafeError.
 */
export function createExternalVendors(reader: PatientReader): ExternalVendors {
	const name = reader.scope.profile.tebra?.externalVendorName ?? 'HealthSail';
	let known: Promise<string | undefined> | undefined;

	async function look(): Promise<string | undefined> {
		const { result, facts } = await reader.transport.call('GetExternalVendors', {
			Fields: {},
			Filter: {},
		});
		return rowsOf(result, 'ExternalVendorData', 'ExternalVendorID')
			.map((row) => parseWire(externalVendorSchema, textMembers(row), facts))
			.find((vendor) => foldText(vendor.ExternalVendorName ?? '') === foldText(name))
			?.ExternalVendorID;
	}

	async function register(): Promise<string> {
		const { result, facts } = await reader.transport.call('RegisterExternalVendor', {
			ExternalVendor: { ExternalVendorName: name },
		});
		const vendor = descend(result, 'ExternalVendor');
		return parseWire(externalVendorSchema, vendor && textMembers(vendor), facts).ExternalVendorID;
	}

	/** A lost answer is looked up, since registering twice would split the ids over two vendors. */
	async function registerOnce(): Promise<string> {
		const written = await outcomeOf(register);
		if (written.ok) return written.value;
		const found = isUnknown(written.error) ? await outcomeOf(look) : undefined;
		if (found?.ok && found.value !== undefined) return found.value;
		throw written.error;
	}

	/** Keeps an answer for the port's life, but not a failure. */
	async function keep<Id extends string | undefined>(asked: Promise<Id>): Promise<Id> {
		known = asked;
		const outcome = await outcomeOf(async () => await asked);
		if (outcome.ok) return outcome.value;
		known = undefined;
		throw outcome.error;
	}

	const find = async () => await (known ?? keep(look()));
	return {
		find,
		async ensure() {
			return (await find()) ?? (await keep(registerOnce()));
		},
	};
}

function isUnknown(error: unknown): boolean {
	return error instanceof SafeError && error.kind === 'outcomeUnknown';
}

/**
 * Writes our id beside a patient and reads it back, since the answer of the write tells nothing
 * (sheet 4.2), and may be lost while the write was done. Throws SafeError `validation` for an id that
 * is too long, `conflict` when Tebra does not find the patient under it afterwards, `outcomeUnknown`
 * when the answer was lost and the id is not (yet) found.
 */
export async function setExternalId(
	reader: PatientReader,
	vendors: ExternalVendors,
	patientId: string,
	value: string,
): Promise<{ stored: string; vendorId: string }> {
	const facts = { system: 'tebra', operation: 'UpdatePatientsExternalID' } as const;
	if (value.length === 0 || value.length > longestExternalId) {
		throw new SafeError({
			...facts,
			kind: 'validation',
			message: `An external ID in Tebra has 1 to ${longestExternalId} characters; this one has ${value.length}.`,
			nextStep:
				'Use a shorter ID: Tebra would cut it off without telling, and never find it again.',
			fields: ['externalId'],
		});
	}
	const vendorId = await vendors.ensure();
	const values = {
		Updates: {
			UpdateBatch: {
				PatientExternalIDSetting: [
					{
						externalID: value,
						externalVendorID: vendorId,
						patientID: patientId,
						practiceID: reader.scope.practiceId,
					},
				],
			},
		},
	};
	const written = await outcomeOf(
		async () => await reader.transport.call('UpdatePatientsExternalID', values),
	);
	if (!written.ok && !isUnknown(written.error)) throw written.error;
	const stored = await outcomeOf(
		async () => await fetchPatient(reader, { ExternalID: value, ExternalVendorID: vendorId }),
	);
	if (stored.ok && isSame(stored.value?.patient.id, patientId)) return { stored: value, vendorId };
	if (!written.ok) throw written.error;
	if (!stored.ok) throw stored.error;
	throw new SafeError({
		...facts,
		kind: 'conflict',
		message: 'Tebra does not find the patient under the external ID that was just written.',
		nextStep:
			'Check in Tebra whether another patient has this external ID, and that the patient still exists.',
		fields: ['externalId'],
	});
}

/** Staff may write an id with zeros in front. */
function isSame(found: string | undefined, asked: string): boolean {
	return found !== undefined && BigInt(found) === BigInt(asked);
}
