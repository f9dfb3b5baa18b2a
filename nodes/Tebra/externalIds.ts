import { SafeError } from '../../lib/privacy/errors';
import { foldText } from '../../lib/values/text';
import { descend, textMembers } from '../../lib/values/xml';
import { parseWire } from '../common/parseWire';
import { rowsOf } from './faults';
import type { PatientReader } from './patients';
import { fetchPatient } from './patients';
import { externalVendorSchema } from './wire/directory';

/** Tebra cuts longer ones off without a word (sheet 4.2). */
const longestExternalId = 25;

export interface ExternalVendors {
	/** The id under which our ids are kept, or undefined when it was never registered. */
	find(): Promise<string | undefined>;
	/** The same, registering it the first time. */
	ensure(): Promise<string>;
}

/** Our name as an external vendor in Tebra; looked up once per port. */
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

	const find = async () => await (known ??= look());
	return {
		find,
		async ensure() {
			const found = await find();
			if (found !== undefined) return found;
			known = register();
			return (await known) as string;
		},
	};
}

/**
 * Writes our id beside a patient and reads it back, since the answer of the write tells nothing
 * (sheet 4.2). Throws SafeError `validation` for an id that is too long, `conflict` when Tebra does
 * not find the patient under it afterwards.
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
	await reader.transport.call('UpdatePatientsExternalID', {
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
	});
	const stored = await fetchPatient(reader, { ExternalID: value, ExternalVendorID: vendorId });
	if (stored?.patient.id === patientId) return { stored: value, vendorId };
	throw new SafeError({
		...facts,
		kind: 'conflict',
		message: 'Tebra does not find the patient under the external ID that was just written.',
		nextStep:
			'Check in Tebra whether another patient has this external ID, and that the patient still exists.',
		fields: ['externalId'],
	});
}
