import type { Money } from '../../lib/canonical/coverage';
import type { Balance } from '../../lib/canonical/ledger';
import { parseMoney } from '../../lib/values/money';
import { fetchDemographic } from './demographic';
import type { AdvancedMdReader } from './reader';
import type { AgeingBucket } from './wire/patient';

/**
 * What a patient's account owes, from the ageing buckets of the patient (sheet 4.1). Which bucket is
 * the insurance's is not confirmed: the profile says. Undefined = no such patient. Throws SafeError.
 */
export async function readBalance(
	reader: AdvancedMdReader,
	patientId: string,
): Promise<Balance | undefined> {
	const asOf = reader.now().toISOString();
	const wire = await fetchDemographic(reader, patientId);
	if (wire === undefined) return undefined;
	const { system, practiceId } = reader.scope;
	const { patient, insurance } = reader.settings.balanceBuckets;
	const bucketOf = (type: string): AgeingBucket | undefined =>
		wire.buckets.find(({ buckettype }) => buckettype?.toLowerCase() === type.toLowerCase());
	const [ofPatient, ofInsurance] = [bucketOf(patient), bucketOf(insurance)];
	const [patientOwes, insuranceOwes] = [money(ofPatient?.total), money(ofInsurance?.total)];
	return {
		system,
		practiceId,
		patientId,
		patient: patientOwes,
		insurance: insuranceOwes,
		unapplied: money(ofPatient?.unapplied),
		total:
			patientOwes && insuranceOwes
				? { amount: patientOwes.amount + insuranceOwes.amount, currency: 'USD' }
				: null,
		asOf,
	};
}

function money(text: string | null | undefined): Money | null {
	const amount = parseMoney(text);
	return amount === undefined ? null : { amount, currency: 'USD' };
}
