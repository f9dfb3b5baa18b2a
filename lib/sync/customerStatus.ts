import type { Patient } from '../canonical/patient';

/** The customer's status that a patient's members mean; undefined = the practice did not tell. */
export function customerStatus({
	active,
	deceased,
}: Pick<Patient, 'active' | 'deceased'>): 'active' | 'inactive' | 'deceased' | undefined {
	if (deceased === true) return 'deceased';
	if (active === undefined) return undefined;
	return active ? 'active' : 'inactive';
}
