import { nodeScopes, scopeOf } from '../../../lib/privacy/operationScopes';

const demographics = [
	'active',
	'addresses',
	'administrativeSex',
	'birthDate',
	'coverages',
	'deceased',
	'email',
	'emergencyContacts',
	'externalIds',
	'familyName',
	'givenName',
	'homeLocationId',
	'id',
	'middleName',
	'phones',
	'practiceId',
	'primaryProviderId',
	'sourceAt',
	'suffix',
	'system',
];

it('tells what a read of patients takes from the practice, and whom it asks about them', () => {
	expect(scopeOf('tebra', { resource: 'patient', operation: 'getAll' })).toEqual({
		operation: 'patient.getAll',
		scope: {
			purpose: 'HOPERAT',
			reads: [{ side: 'practice', fields: demographics }],
			sends: [{ side: 'healthsail', fields: ['externalIds'] }],
			audited: true,
		},
	});
});

it('tells what goes to the practice when staff approved a change', () => {
	const found = scopeOf('nextGen', { resource: 'demographicChange', operation: 'deliver' });
	expect(found?.scope?.sends[0]).toEqual({
		side: 'practice',
		fields: [
			'addresses',
			'administrativeSex',
			'birthDate',
			'coverages',
			'email',
			'emergencyContacts',
			'familyName',
			'givenName',
			'middleName',
			'phones',
			'suffix',
		],
	});
});

it('tells for which purpose bills, visits and insurance are read', () => {
	const purposeOf = (node: string, resource: string, operation: string) =>
		scopeOf(node, { resource, operation })?.scope?.purpose;
	expect(purposeOf('tebra', 'charge', 'getMany')).toBe('HPAYMT');
	expect(purposeOf('tebra', 'encounter', 'getMany')).toBe('TREAT');
	expect(purposeOf('healthSail', 'coverage', 'createOrUpdate')).toBe('HPAYMT');
	expect(purposeOf('hl7Interface', 'message', 'sendDftP03')).toBe('HPAYMT');
	expect(purposeOf('healthSail', 'customer', 'get')).toBe('HOPERAT');
});

it('takes the default where a workflow names no resource or operation, as n8n stores it', () => {
	expect(scopeOf('advancedMd', {})?.operation).toBe('patient.get');
	expect(scopeOf('advancedMd', { resource: 'appointmentType' })?.operation).toBe(
		'appointmentType.getMany',
	);
	expect(scopeOf('healthSail', {})?.operation).toBe('customer.compare');
	expect(scopeOf('careCloudTrigger', {})?.operation).toBe('patientChanged');
	expect(scopeOf('patientMatch', {})?.operation).toBe('againstCandidates');
});

it('says which triggers get patient data by a webhook, where it lies and how long', () => {
	const kept = Object.keys(nodeScopes).flatMap((node) =>
		Object.values(nodeScopes[node].scopes).flatMap((scope) =>
			scope.kept === undefined ? [] : [[node, scope.kept.split(/[ .]/)[0]]],
		),
	);
	expect(kept).toEqual([
		['healthSailTrigger', 'IDs'],
		['hl7InterfaceTrigger', 'The'],
		['staffReviewInboxTrigger', 'Nothing'],
	]);
});

it('knows no node of others, and says so of an operation that this pack does not have', () => {
	expect(scopeOf('httpRequest', {})).toBeUndefined();
	expect(scopeOf('toString', {})).toBeUndefined();
	expect(scopeOf('tebra', { resource: 'patient', operation: 'eraseAll' })).toEqual({
		operation: 'patient.eraseAll',
	});
	expect(scopeOf('tebra', { resource: 'toString', operation: '' })).toEqual({
		operation: 'toString.',
	});
});

it('names every field once and in order', () => {
	const moves = Object.values(nodeScopes).flatMap(({ scopes }) =>
		Object.values(scopes).flatMap(({ reads, sends }) => [...reads, ...sends]),
	);
	expect(moves.length).toBeGreaterThan(100);
	for (const { fields } of moves) {
		expect(fields.length).toBeGreaterThan(0);
		expect(fields).toEqual([...new Set(fields)].sort());
	}
});

it('has no purpose where no data of a patient passes, and one where some does', () => {
	for (const { scopes } of Object.values(nodeScopes)) {
		for (const [operation, { purpose, reads, sends }] of Object.entries(scopes)) {
			expect([operation, purpose !== undefined]).toEqual([
				operation,
				reads.length + sends.length > 0,
			]);
		}
	}
});
