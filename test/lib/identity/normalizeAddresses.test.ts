import { normalizeRecord } from '../../../lib/identity/normalize';
import type { IdentityRecord, NormalizedAddress } from '../../../lib/identity/record';

type RawAddress = NonNullable<IdentityRecord['addresses']>[number];

/** Made-up addresses; members that are not known are left out of what is compared. */
function addressesOf(...addresses: RawAddress[]): NormalizedAddress[] {
	const record = normalizeRecord({ ref: 'r', addresses }, { today: '2026-11-22' });
	return record.addresses.map((address) => JSON.parse(JSON.stringify(address)));
}

describe('street lines', () => {
	it.each([
		['12 Main Street', '12', 'main st'],
		['12 MAIN ST.', '12', 'main st'],
		['0012 Main St', '12', 'main st'],
		['12B Main St', '12b', 'main st'],
		['12-B Main St', '12b', 'main st'],
		['12 B Main St', '12b', 'main st'],
		['12-14 Oak Avenue', '12-14', 'oak ave'],
		['12 1/2 Main St', '12 1/2', 'main st'],
		['N6W23001 Bluemound Road', 'n6w23001', 'bluemound rd'],
		['One Main Street', '1', 'main st'],
		['No. 12 Main Street', '12', 'main st'],
		['12 North Main Street', '12', 'n main st'],
		['12 N. Main St.', '12', 'n main st'],
		['12 Main Street North', '12', 'main st n'],
		['1600 Pennsylvania Avenue N.W.', '1600', 'pennsylvania ave nw'],
		['1600 Pennsylvania Ave North West', '1600', 'pennsylvania ave nw'],
		['10 North Street', '10', 'north st'],
		['12 A Street', '12', 'a st'],
		['12 Avenue B', '12', 'ave b'],
		['100 West 42nd Street', '100', 'w 42nd st'],
		['100 W 42 St', '100', 'w 42nd st'],
		['123 Fourth Avenue', '123', '4th ave'],
		['123 4 th Ave', '123', '4th ave'],
		['55 Saint James Street', '55', 'st james st'],
		['55 St. James St', '55', 'st james st'],
		['7 Mount Vernon Drive', '7', 'mt vernon dr'],
		['12 Park Avenue', '12', 'park ave'],
		['12 Court Street', '12', 'court st'],
		['8 The Crescent', '8', 'the cres'],
		['38 Salkauskas Crescent', '38', 'salkauskas cres'],
		['12 Broadway', '12', 'broadway'],
		['1234 Dr. Martin Luther King Jr. Blvd', '1234', 'martin luther king blvd'],
		['1234 MLK Boulevard', '1234', 'martin luther king blvd'],
		['500 US Highway 41 South', '500', 'us hwy 41 s'],
		['500 US Hwy 41 S', '500', 'us hwy 41 s'],
		['77 Farm to Market Road 1960', '77', 'fm 1960'],
		['77 FM 1960', '77', 'fm 1960'],
		['77 County Road 12', '77', 'county rd 12'],
		['77 CR 12', '77', 'county rd 12'],
		['77 State Route 60', '77', 'state hwy 60'],
		['77 SR-60', '77', 'state hwy 60'],
		['15 Winston-Salem Rd', '15', 'winston salem rd'],
		["12 O'Hare Ln", '12', 'ohare ln'],
		['12 Main Stret', '12', 'main st'],
		['12 Meadow Stret', '12', 'meadow st'],
		['12 Straße', '12', 'strasse'],
	])('%j is number %s of %s', (line1, number, street) => {
		expect(addressesOf({ line1 })).toEqual([{ number, street }]);
	});

	it.each([
		['42nd St', '42nd st'],
		['42 St', '42nd st'],
		['Main Street', 'main st'],
		['North Street', 'north st'],
		['P.O. Box 123', 'po box 123'],
		['PO BOX 0123', 'po box 123'],
		['POB 123', 'po box 123'],
		['Post Office Box #123', 'po box 123'],
		['RR 2 Box 15', 'rr 2 box 15'],
		['Rural Route 2, Box 15', 'rr 2 box 15'],
		['HC 1 Box 7', 'hc 1 box 7'],
	])('%j is %s without a number', (line1, street) => {
		expect(addressesOf({ line1 })).toEqual([{ street }]);
	});

	it.each([
		['12 Main St Apt 3B', undefined, '3b'],
		['12 Main St #3B', undefined, '3b'],
		['12 Main St, Unit 3B', undefined, '3b'],
		['12 Main St 3B', undefined, '3b'],
		['12 Main St', 'Apt. 3-B', '3b'],
		['12 Main St', '3B', '3b'],
		['12 Main St', '# 3B', '3b'],
		['Apt 3B 12 Main St', undefined, '3b'],
		['3b/12 Main St', undefined, '3b'],
		['Apt 3B', '12 Main St', '3b'],
		['12 Main St Suite 200', undefined, '200'],
		['12 Main St 2nd Floor', undefined, 'fl 2'],
		['12 Main St', 'Floor 2', 'fl 2'],
		['12 Main St Bldg 4 Apt 3', undefined, '3 bldg 4'],
		['12 Main St', 'Rear', 'rear'],
		['12 Main St Basement', undefined, 'bsmt'],
	])('%j and %j are unit %s', (line1, line2, unit) => {
		expect(addressesOf({ line1, line2 })).toEqual([{ number: '12', street: 'main st', unit }]);
	});

	it('keep words of a unit that are the name of a street', () => {
		expect(addressesOf({ line1: '4 Front Street' })).toEqual([{ number: '4', street: 'front st' }]);
		expect(addressesOf({ line1: '4 Floor Mill Rd' })).toEqual([
			{ number: '4', street: 'floor mill rd' },
		]);
	});
});

describe('lines of an address', () => {
	it('may hold the house number apart', () => {
		const expected = [{ number: '8', street: 'stanley st' }];
		expect(addressesOf({ houseNumber: '8', line1: 'stanley street' })).toEqual(expected);
		expect(addressesOf({ houseNumber: ' 8 ', line1: '8 Stanley St' })).toEqual(expected);
		expect(addressesOf({ houseNumber: '8', line1: '42nd street' })).toEqual([
			{ number: '8', street: '42nd st' },
		]);
		expect(addressesOf({ houseNumber: '8', line1: '5 Mile Road' })).toEqual([
			{ number: '8', street: '5 mile rd' },
		]);
		expect(addressesOf({ houseNumber: '3/8', line1: 'Stanley St' })).toEqual([
			{ number: '8', street: 'stanley st', unit: '3' },
		]);
	});

	it('may name a building before or behind the street', () => {
		const expected = [{ number: '12', street: 'main st', extra: 'oak manor' }];
		const extra = [{ ...expected[0], extra: 'oak mnr' }];
		expect(addressesOf({ line1: 'Oak Manor', line2: '12 Main Street' })).toEqual(extra);
		expect(addressesOf({ line1: '12 Main Street', line2: 'Oak Manor' })).toEqual(extra);
		expect(addressesOf({ line1: 'Oak Manor, 12 Main Street' })).toEqual(extra);
	});

	it('may repeat the town, or name another person', () => {
		expect(
			addressesOf({
				line1: '12 Main St, Springfield, IL 62701',
				city: 'Springfield',
				region: 'Illinois',
				postalCode: '62701',
			}),
		).toEqual([
			{ number: '12', street: 'main st', city: 'springfield', region: 'il', zip: '62701' },
		]);
		expect(
			addressesOf({ line1: '12 Main St Springfield IL', city: 'Springfield', region: 'IL' }),
		).toEqual([{ number: '12', street: 'main st', city: 'springfield', region: 'il' }]);
		expect(addressesOf({ line1: '100 Calle San Juan', city: 'San Juan' })).toEqual([
			{ number: '100', street: 'calle san juan', city: 'san juan' },
		]);
		expect(addressesOf({ line1: 'c/o Ana Example', line2: '12 Main St' })).toEqual([
			{ number: '12', street: 'main st' },
		]);
	});

	it.each(['Homeless', 'N/A', 'unknown', 'NO ADDRESS', 'General Delivery', 'xxx', '---'])(
		'say nothing where they read %j',
		(line1) => {
			expect(addressesOf({ line1 })).toEqual([]);
		},
	);
});

describe('towns', () => {
	it.each([
		['Saint Paul', 'MN', '55101-1234', 'st paul', 'mn', '55101'],
		['ST. PAUL', 'Minnesota', '551011234', 'st paul', 'mn', '55101'],
		['Fort Worth', 'Texas', '76101', 'ft worth', 'tx', '76101'],
		['N. Las Vegas', 'nevada', '89030', 'n las vegas', 'nv', '89030'],
		['North Las Vegas', 'NV', '89030', 'n las vegas', 'nv', '89030'],
		['Cambridge', 'Massachusetts', '2139', 'cambridge', 'ma', '02139'],
		['Dapto', 'New South Wales', '4566', 'dapto', 'nsw', '4566'],
		['Montréal', 'Québec', 'H2X 1Y4', 'montreal', 'qc', 'h2x1y4'],
		['Washington', 'D.C.', '20001', 'washington', 'dc', '20001'],
	])('%s, %s %s', (city, region, postalCode, town, state, zip) => {
		expect(addressesOf({ city, region, postalCode })).toEqual([{ city: town, region: state, zip }]);
	});

	it('are missing where a placeholder stands', () => {
		expect(addressesOf({ city: 'Unknown', region: 'N/A', postalCode: '00000' })).toEqual([]);
		expect(addressesOf({ city: 'none', region: 'xx', postalCode: '99999-9999' })).toEqual([]);
	});
});

describe('the addresses of one person', () => {
	it('are distinct and in a fixed order', () => {
		const home = { line1: '12 Main Street', city: 'Springfield' };
		const again = { line1: '12 main st', city: 'SPRINGFIELD' };
		const other = { line1: '7 Elm Ct', city: 'Springfield' };
		expect(addressesOf(home, again, other)).toHaveLength(2);
		expect(addressesOf(other, home)).toEqual(addressesOf(home, again, other));
	});
});
