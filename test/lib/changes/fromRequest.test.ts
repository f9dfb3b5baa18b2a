import { toFieldChanges } from '../../../lib/changes/fromRequest';

// All people and values are invented.
const one = (change: { path: string; from?: unknown; to?: unknown }, customer = {}) =>
	toFieldChanges([{ id: 'chg_1', ...change }], customer);

describe('Changes of a request become changes of fields', () => {
	it.each([
		['/demographics/givenName', 'givenName'],
		['/demographics/middleName', 'middleName'],
		['/demographics/familyName', 'familyName'],
		['/demographics/suffix', 'suffix'],
		['/demographics/birthDate', 'birthDate'],
		['/demographics/administrativeSex', 'administrativeSex'],
		['/demographics/email', 'email'],
	])('%s is the field %s', (path, field) => {
		expect(one({ path, from: 'old', to: ' new ' })).toEqual({
			changes: [{ changeId: 'chg_1', field, from: 'old', to: 'new' }],
			unknown: [],
		});
	});

	it('takes the use of a telephone from the proposed value', () => {
		const from = { use: 'mobile', number: '+12175550123', preferred: true };
		const to = { use: 'work', number: '+12175550199', extension: '12' };
		expect(one({ path: '/demographics/phones/ph_1', from, to }).changes).toEqual([
			{
				changeId: 'chg_1',
				field: 'phone.work',
				from: { number: '+12175550123' },
				to: { number: '+12175550199', extension: '12' },
			},
		]);
	});

	it('takes the use of a bare number from the telephone of the customer', () => {
		const change = {
			path: '/demographics/phones/ph_1/number',
			from: '+12175550123',
			to: '+12175550199',
		};
		const customer = { phones: [{ id: 'ph_1', use: 'home' }] };
		expect(one(change, customer).changes).toEqual([
			{
				changeId: 'chg_1',
				field: 'phone.home',
				from: { number: '+12175550123' },
				to: { number: '+12175550199' },
			},
		]);
		expect(one(change).unknown).toEqual([
			{ changeId: 'chg_1', path: '/demographics/phones/ph_1/number' },
		]);
	});

	it('leaves members without a value out of an address', () => {
		const to = {
			use: 'home',
			line1: '9 Elm St',
			line2: '',
			city: 'Reno',
			region: 'NV',
			postalCode: '89501',
		};
		expect(one({ path: '/addresses/new', from: null, to }).changes).toEqual([
			{
				changeId: 'chg_1',
				field: 'address.home',
				from: null,
				to: { line1: '9 Elm St', city: 'Reno', region: 'NV', postalCode: '89501' },
			},
		]);
	});

	it('does not take an address for parcels as one of the patient', () => {
		const to = {
			use: 'shipping',
			line1: '9 Elm St',
			city: 'Reno',
			region: 'NV',
			postalCode: '89501',
		};
		expect(one({ path: '/addresses/new', from: null, to })).toEqual({
			changes: [],
			unknown: [{ changeId: 'chg_1', path: '/addresses/new' }],
		});
	});

	it('reads an emergency contact with the first telephone', () => {
		const to = {
			name: 'Kim Sample',
			relationship: 'Sister',
			phones: [{ use: 'home', number: '+12175550144' }],
		};
		expect(one({ path: '/emergencyContacts/0', from: null, to }).changes).toEqual([
			{
				changeId: 'chg_1',
				field: 'emergencyContact',
				from: null,
				to: { name: 'Kim Sample', relationship: 'Sister', phone: { number: '+12175550144' } },
			},
		]);
	});

	it('reads an insurance card by its rank', () => {
		const to = {
			priority: 'secondary',
			payer: { name: 'Example Health' },
			plan: { groupNumber: 'G1' },
			memberId: 'EX1',
		};
		expect(one({ path: '/coverages/new', from: null, to }).changes).toEqual([
			{
				changeId: 'chg_1',
				field: 'coverage.secondary',
				from: null,
				to: { payerName: 'Example Health', memberId: 'EX1', groupNumber: 'G1' },
			},
		]);
	});

	it.each([
		'/guardian',
		'/demographics/language',
		'/emergencyContacts/1',
		'/status',
		'/__proto__/x',
	])('leaves %s to people', (path) => {
		expect(one({ path, from: null, to: 'x' }).unknown).toEqual([{ changeId: 'chg_1', path }]);
	});

	it('leaves a value of another form to people, and reads the others', () => {
		const read = toFieldChanges([
			{ id: 'chg_1', path: '/demographics/email', from: null, to: { not: 'text' } },
			{ id: 'chg_2', path: '/demographics/email', from: null, to: 'a@example.org' },
		]);
		expect(read.unknown).toEqual([{ changeId: 'chg_1', path: '/demographics/email' }]);
		expect(read.changes).toEqual([
			{ changeId: 'chg_2', field: 'email', from: null, to: 'a@example.org' },
		]);
	});
});

describe('a value in the form of its field', () => {
	const read = (path: string, from: unknown, to: unknown) =>
		toFieldChanges([{ id: 'chg_1', path, from, to }], {
			phones: [{ id: 'ph_1', use: 'mobile' }],
		}).changes[0];

	it('is read as what the practice has, as a comparison stores it', () => {
		const contact = { name: 'Alex Sample', phone: { number: '+17755550133' } };
		expect(read('/emergencyContacts/0', contact, { name: 'Kim Sample', phones: [] })).toMatchObject(
			{ from: contact, to: { name: 'Kim Sample' } },
		);
		const card = {
			coverageId: '88',
			payerName: 'Old Plan',
			planName: 'Old PPO',
			memberId: 'M1',
			groupNumber: 'G1',
		};
		const entry = { priority: 'primary', payer: { name: 'New Plan' }, memberId: 'M2' };
		expect(read('/coverages/cov_1', card, entry)).toMatchObject({
			field: 'coverage.primary',
			from: card,
			to: { payerName: 'New Plan', memberId: 'M2' },
		});
		expect(
			read('/demographics/phones/ph_1/number', { number: '+17755550111' }, '+17755550122'),
		).toMatchObject({ from: { number: '+17755550111' }, to: { number: '+17755550122' } });
	});
});
