import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startHealthSail, synthetic, type TestSandbox } from './healthsailSupport.mjs';
import { identityCalls, type Loose } from './identitySupport.mjs';
import { formOf, PortalPatient, standings, wrongWith } from './portalSupport.mjs';

const SHIPPING = '/portal/shipping';
const parcels = {
	shippingLine1: '40 Dock Street',
	shippingLine2: 'Unit 2',
	shippingCity: 'Chicago',
	shippingRegion: 'IL',
	shippingPostalCode: '60607',
};
const told = {
	line1: '40 Dock Street',
	line2: 'Unit 2',
	city: 'Chicago',
	region: 'IL',
	postalCode: '60607',
};

describe('Patient page: where parcels go', () => {
	let sandbox: TestSandbox;
	const { create, get, read } = identityCalls(() => sandbox);

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	const requestsOf = async (customerId: string): Promise<Loose[]> =>
		(await get(`/demographic-change-requests?customerId=${customerId}&sort=createdAt`)).json.data;
	const withoutId = ({ id: _id, ...address }: Loose) => address;

	it('stores an address for parcels and tells the practice nothing', async () => {
		const { id } = await create('7101');
		const at = await PortalPatient.signIn(sandbox.origin, id);
		const done = await at.fill(SHIPPING, parcels);
		assert.match(done.text, /Parcels go to this address from now on\.<\/p/);
		const { addresses, version } = await read(id);
		assert.deepEqual(addresses.map(withoutId), [
			{
				use: 'home',
				line1: '7101 Example St',
				city: 'Springfield',
				region: 'IL',
				postalCode: '62701',
			},
			{ use: 'shipping', ...told, country: 'US' },
		]);
		assert.deepEqual(await requestsOf(id), []);
		assert.deepEqual(standings(done), []);
		await at.fill(SHIPPING, {});
		assert.equal((await read(id)).version, version);
	});

	it('asks the practice for a new home address only where the patient says so', async () => {
		const { id, addresses } = await create('7102');
		const at = await PortalPatient.signIn(sandbox.origin, id);
		const done = await at.fill(SHIPPING, { ...parcels, isHome: 'yes' });
		assert.match(done.text, /Your practice was asked to make it your home address/);
		assert.deepEqual(standings(done), ['Home address: waits for your practice']);
		const [request, ...more] = await requestsOf(id);
		assert.deepEqual(more, []);
		assert.deepEqual(
			request.changes.map(({ path, from, to }: Loose) => ({ path, from, to })),
			[
				{
					path: `/addresses/${addresses[0].id}`,
					from: {
						use: 'home',
						line1: '7102 Example St',
						city: 'Springfield',
						region: 'IL',
						postalCode: '62701',
					},
					to: { use: 'home', ...told, country: 'US' },
				},
			],
		);
		const customer = await read(id);
		assert.equal(customer.addresses[0].line1, '7102 Example St');
		assert.equal(customer.addresses[1].line1, '40 Dock Street');
		assert.deepEqual(request.basis, { customerVersion: customer.version });
		const again = await at.fill(SHIPPING, { isHome: 'yes' });
		assert.ok(!again.text.includes('was asked to make it'));
		assert.equal((await requestsOf(id)).length, 1);
	});

	it('keeps the address for parcels when the practice sends the patient anew', async () => {
		const { id } = await create('7103');
		const at = await PortalPatient.signIn(sandbox.origin, id);
		await at.fill(SHIPPING, parcels);
		const moved = synthetic('7103', {
			sync: [{ system: 'tebra', practiceId: '1', sourceAt: '2031-01-01T00:00:00Z' }],
		});
		moved.addresses[0].line1 = '8 Practice Way';
		const upsert = await sandbox.call('POST', '/customers/upsert', {
			body: { matchOn: 'externalIds', customer: moved },
		});
		assert.equal(upsert.status, 200);
		const lines = async () => (await read(id)).addresses.map(({ line1 }: Loose) => line1);
		assert.deepEqual(await lines(), ['8 Practice Way', '40 Dock Street']);
		// Whoever changes the customer itself may take it away.
		const { version, addresses } = await read(id);
		const body = { addresses: addresses.slice(0, 1) };
		await sandbox.call('PATCH', `/customers/${id}`, { body, ifMatch: version });
		assert.deepEqual(await lines(), ['8 Practice Way']);
	});

	it('checks an address for parcels as any other, and keeps the tick', async () => {
		const { id } = await create('7104');
		const at = await PortalPatient.signIn(sandbox.origin, id);
		const page = await at.fill(SHIPPING, {
			...parcels,
			...{ shippingPostalCode: 'ABC', shippingRegion: 'XX', isHome: 'yes' },
		});
		assert.equal(page.status, 422);
		assert.equal(wrongWith(page, 'shippingPostalCode'), 'Enter a ZIP code with 5 or 9 digits.');
		assert.equal(wrongWith(page, 'shippingRegion'), 'Choose the state.');
		assert.equal(formOf(page, SHIPPING).isHome, 'yes');
		assert.equal((await read(id)).addresses.length, 1);
		assert.deepEqual(await requestsOf(id), []);
	});

	it('offers no move to a person without a practice', async () => {
		const { id } = await create('shopper7105');
		const at = await PortalPatient.signIn(sandbox.origin, id);
		const page = await at.open(SHIPPING);
		assert.ok(!page.text.includes('isHome'));
		await at.send(page, SHIPPING, { ...parcels, isHome: 'yes' });
		assert.equal((await read(id)).addresses[1].line1, '40 Dock Street');
		assert.deepEqual(await requestsOf(id), []);
	});
});
