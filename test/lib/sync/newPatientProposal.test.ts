import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

import contract from '../../../contract/healthsail.openapi.json';
import { SafeError } from '../../../lib/privacy/errors';
import { newPatientProposal, shopperSchema } from '../../../lib/sync/newPatientProposal';
import { omit } from '../../../lib/values/omit';

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(contract, 'contract');
const isRequest = ajv.compile({
	$ref: 'contract#/components/schemas/DemographicChangeRequestCreate',
});

const practice = { system: 'tebra', practiceId: '1' } as const;

/** A synthetic customer of the portal. */
const shopper = {
	id: 'cus_9',
	version: 4,
	createdAt: '2026-03-01T10:00:00Z',
	status: 'active',
	source: 'portal',
	externalIds: [],
	demographics: {
		givenName: 'Jordan',
		middleName: null,
		familyName: 'Sample',
		birthDate: '1984-02-29',
		email: 'jordan.sample@example.org',
		phones: [{ id: 'ph_1', use: 'mobile', number: '+12175550123', textAllowed: true }],
	},
	addresses: [{ id: 'adr_7', use: 'home', line1: '100 Example St', line2: null, isDefault: true }],
	emergencyContacts: [{ name: 'Robin Sample', phones: [] }],
	contactPreferences: { email: true },
};

const propose = (more: object = {}) =>
	newPatientProposal(shopperSchema.parse({ ...shopper, ...more }), practice);

function failure(act: () => unknown): SafeError['details'] {
	let thrown: unknown;
	try {
		act();
	} catch (error) {
		thrown = error;
	}
	expect(thrown).toBeInstanceOf(SafeError);
	return (thrown as SafeError).details;
}

describe('the proposal of a new patient', () => {
	it('proposes every value of the customer as a change from nothing', () => {
		const request = propose();
		expect(request).toEqual({
			kind: 'new_patient',
			customerId: 'cus_9',
			pmSystem: 'tebra',
			practiceId: '1',
			direction: 'to_pm',
			origin: 'patient',
			reviewMode: 'in_healthsail',
			changes: [
				{ path: '/demographics/givenName', from: null, to: 'Jordan' },
				{ path: '/demographics/familyName', from: null, to: 'Sample' },
				{ path: '/demographics/birthDate', from: null, to: '1984-02-29' },
				{ path: '/demographics/email', from: null, to: 'jordan.sample@example.org' },
				{
					path: '/demographics/phones/ph_1',
					from: null,
					to: { use: 'mobile', number: '+12175550123' },
				},
				{ path: '/addresses/adr_7', from: null, to: { use: 'home', line1: '100 Example St' } },
				{ path: '/emergencyContacts/0', from: null, to: { name: 'Robin Sample', phones: [] } },
			],
		});
		expect(isRequest(request) ? [] : isRequest.errors).toEqual([]);
	});

	it('does not tell the practice where parcels go', () => {
		const parcels = { id: 'adr_8', use: 'shipping', line1: '40 Dock Street' };
		const { changes } = propose({ addresses: [...shopper.addresses, parcels] });
		const paths = changes.map(({ path }) => path);
		expect(paths).toContain('/addresses/adr_7');
		expect(paths).not.toContain('/addresses/adr_8');
	});

	it('names the guardian of a minor', () => {
		const guardian = { name: 'Alex Sample', relationship: 'mother', authority: 'parent' };
		expect(propose({ guardian }).changes.at(-1)).toEqual({
			path: '/guardian',
			from: null,
			to: guardian,
		});
	});

	it('is refused for a patient of the practice, and only for one', () => {
		const id = { ...practice, type: 'patient', value: '501', verification: 'verified' };
		expect(failure(() => propose({ externalIds: [id] })).kind).toBe('conflict');
		for (const other of [
			{ practiceId: '2' },
			{ system: 'nextgen' },
			{ type: 'chart' },
			{ verification: 'rejected' },
		]) {
			expect(propose({ externalIds: [{ ...id, ...other }] }).kind).toBe('new_patient');
		}
	});

	it.each(['merged', 'deceased'])('is refused for a customer who is %s', (status) => {
		expect(failure(() => propose({ status })).kind).toBe('validation');
	});

	it.each(['givenName', 'familyName', 'birthDate'])(
		'is refused without %s, naming the member and no value',
		(name) => {
			const demographics = { ...shopper.demographics, [name]: null };
			const details = failure(() => propose({ demographics }));
			expect(details).toMatchObject({ kind: 'validation', fields: [`demographics.${name}`] });
			expect(JSON.stringify(details)).not.toMatch(/Jordan|Sample|1984/);
		},
	);

	it('is refused for a customer that was stripped', () => {
		const stripped = omit(shopper, 'demographics');
		expect(
			failure(() => newPatientProposal(shopperSchema.parse(stripped), practice)),
		).toMatchObject({
			fields: ['demographics.givenName', 'demographics.familyName', 'demographics.birthDate'],
		});
	});
});
