import type { FakeSystems } from '../../support/fakeSystems';
import { practiceOf, startFakes } from '../../support/fakeSystems';
import { runNode } from '../../support/nodes';

let fakes: FakeSystems | undefined;

afterEach(async () => {
	await fakes?.close();
	fakes = undefined;
});

const getPatient = (patientId: string) => ({
	resource: 'patient',
	operation: 'get',
	patientId,
});

test('a patient comes out canonical, with its customer link, and without what no scope names', async () => {
	fakes = await startFakes(practiceOf(['501']), {
		501: { customerId: 'cus_1', version: 3, contentHash: 'abc', syncState: 'included' },
	});
	const result = await runNode({
		nodeType: 'tebra',
		parameters: getPatient('501'),
		baseUrls: fakes.baseUrls,
	});
	expect(result.error).toBeUndefined();
	expect(result.json()).toEqual([
		{
			system: 'tebra',
			practiceId: '1',
			id: '501',
			externalIds: [{ system: 'tebra', practiceId: '1', type: 'patient', value: '501' }],
			givenName: 'Testa',
			familyName: 'Synthetic501',
			birthDate: '1980-02-24',
			administrativeSex: 'female',
			email: 'testa@example.com',
			phones: [{ use: 'mobile', number: '+17755550111' }],
			addresses: [
				{ use: 'home', line1: '9 Elm St', city: 'Reno', region: 'NV', postalCode: '89501' },
			],
			coverages: [],
			sourceAt: '2026-01-11T15:30:00Z',
			syncState: 'included',
			healthsail: { customerId: 'cus_1', version: 3, contentHash: 'abc', syncState: 'included' },
		},
	]);
	expect(JSON.stringify(result.run)).not.toContain('000-00-0000');
});
