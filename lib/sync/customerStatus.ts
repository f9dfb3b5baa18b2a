import type { Patient } from '../canonical/patient';
import type { components } from '../contract/healthsail';

/** The customer's status that a patient's members mean; undefined = the practice did not tell. */
export function customerStatus({
	active,
	deceased,
}: Pick<Patient, 'active' | 'deceased'>): 'active' | 'inactive' | 'deceased' | undefined {
	if (deceased === true) return 'deceased';
	if (active === undefined) return undefined;
	return active ? 'active' : 'inactive';
}

/**
 * What the status means for outreach: nobody writes to or calls a patient who died or left the
 * practice. Undefined = nothing to send: a patient who comes back keeps what the customer says, since
 * only the customer can ask for messages again.
 */
export function outreachPreferences(
	patient: Pick<Patient, 'active' | 'deceased'>,
): components['schemas']['ContactPreferences'] | undefined {
	const status = customerStatus(patient);
	return status === 'inactive' || status === 'deceased'
		? { email: false, text: false, phone: false, marketing: false }
		: undefined;
}
