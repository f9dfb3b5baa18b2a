import { referenceSchema } from '../../../lib/fhir/parts';
import { isOfPractice } from '../../../nodes/common/fhir/organization';
import type { GreenwayAccess } from '../../../nodes/Greenway/credential';
import { patientPractice, practiceOf } from '../../../nodes/Greenway/practice';

/** Which practice a reference of FHIR names, where the server is said to hold one. All synthetic. */

const settings = { fhirOrganizationIds: [], fhirTenantIsPractice: true };
const scope = { practiceName: 'Oak Clinic' };
const isOwn = (reference: object) =>
	isOfPractice(referenceSchema.parse(reference), scope, settings);

test('an organization that is named by an identifier alone may be another practice', () => {
	expect(isOwn({ identifier: { system: 'http://example.org/sites', value: '77' } })).toBe(false);
	expect(isOwn({ identifier: { value: '77' }, display: 'Oak Clinic' })).toBe(true);
	expect(isOwn({ identifier: null })).toBe(true);
});

test('Greenway: neither a patient nor a visit is ours by an identifier in place of the organization', () => {
	const access = {
		scope: { practiceId: '1' },
		settings: { fhir: { organizationIds: [], untoldPractice: 'own' } },
	} as unknown as GreenwayAccess;
	const managingOrganization = referenceSchema.parse({ identifier: { value: '1' } });
	expect(practiceOf(managingOrganization, access)).toBe('organization');
	expect(patientPractice({ managingOrganization }, access)).toBe('organization');
	expect(practiceOf(referenceSchema.parse({ reference: 'Organization/1' }), access)).toBe('1');
	expect(patientPractice({ managingOrganization: undefined }, access)).toBe('1');
});
