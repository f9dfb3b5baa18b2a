import { customerStatus, outreachPreferences } from '../../../lib/sync/customerStatus';
import { toCustomerUpsert } from '../../../lib/sync/toCustomer';

const off = { email: false, text: false, phone: false, marketing: false };

describe('what a patient’s status means', () => {
	it.each([
		['deceased', { deceased: true }, 'deceased', off],
		['deceased, whatever else is told', { deceased: true, active: true }, 'deceased', off],
		['inactive', { active: false }, 'inactive', off],
		['active', { active: true, deceased: false }, 'active', undefined],
		['not told', {}, undefined, undefined],
	] as const)('%s', (_name, patient, status, preferences) => {
		expect(customerStatus(patient)).toBe(status);
		expect(outreachPreferences(patient)).toEqual(preferences);
	});

	it('stops outreach in the customer that is sent, and never turns it on', () => {
		const body = (members: { active?: boolean; deceased?: boolean }) =>
			toCustomerUpsert({
				system: 'tebra',
				practiceId: '1',
				id: '501',
				externalIds: [{ system: 'tebra', practiceId: '1', type: 'patient', value: '501' }],
				...members,
			});
		expect(body({ active: false })).toMatchObject({ status: 'inactive', contactPreferences: off });
		expect(body({ deceased: true })).toMatchObject({ status: 'deceased', contactPreferences: off });
		expect(body({ active: true })).not.toHaveProperty('contactPreferences');
		expect(body({})).not.toHaveProperty('contactPreferences');
	});
});
