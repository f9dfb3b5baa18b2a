import { en } from '@faker-js/faker';
import type { Random } from '../../../sandbox/people/random.mjs';
import { Weighted } from './weighted.mjs';

export interface Town {
	city: string;
	state: string;
	postcodes: readonly string[];
}

const zips = (from: number, to: number): string[] =>
	Array.from({ length: to - from + 1 }, (_, i) => String(from + i).padStart(5, '0'));

const town = (city: string, state: string, from: number, to: number): Town => ({
	city,
	state,
	postcodes: zips(from, to),
});

/** The towns that one practice draws its patients from, with how many come from each. */
export const region = new Weighted<Town>([
	[town('Springfield', 'IL', 62701, 62712), 40],
	[town('Decatur', 'IL', 62521, 62526), 18],
	[town('Bloomington', 'IL', 61701, 61705), 12],
	[town('Peoria', 'IL', 61602, 61607), 12],
	[town('Champaign', 'IL', 61820, 61822), 8],
	[town('Jacksonville', 'IL', 62650, 62651), 5],
	[town('Chatham', 'IL', 62629, 62629), 3],
	[town('Rochester', 'IL', 62563, 62563), 2],
]);

/** Where the people of a large list live. */
export const country = new Weighted<Town>([
	[town('New York', 'NY', 10001, 10040), 10],
	[town('Los Angeles', 'CA', 90001, 90068), 9],
	[town('Chicago', 'IL', 60601, 60661), 8],
	[town('Houston', 'TX', 77002, 77099), 8],
	[town('Phoenix', 'AZ', 85003, 85054), 6],
	[town('Philadelphia', 'PA', 19102, 19154), 6],
	[town('San Antonio', 'TX', 78201, 78261), 5],
	[town('San Diego', 'CA', 92101, 92154), 5],
	[town('Jacksonville', 'FL', 32202, 32258), 4],
	[town('Columbus', 'OH', 43201, 43235), 4],
	[town('Charlotte', 'NC', 28202, 28278), 4],
	[town('Seattle', 'WA', 98101, 98199), 4],
	[town('Denver', 'CO', 80202, 80249), 4],
	[town('Boston', 'MA', 2108, 2136), 4],
	[town('Nashville', 'TN', 37201, 37221), 3],
	[town('Portland', 'OR', 97201, 97239), 3],
	[town('Atlanta', 'GA', 30303, 30354), 3],
	[town('Minneapolis', 'MN', 55401, 55430), 3],
	[town('Springfield', 'MO', 65802, 65810), 2],
	[town('Omaha', 'NE', 68102, 68164), 2],
	[town('Albuquerque', 'NM', 87102, 87123), 2],
	[town('Boise', 'ID', 83702, 83716), 1],
]);

export interface Home {
	address_1: string;
	address_2: string;
	city: string;
	state: string;
	postcode: string;
}

const usualStreets =
	'Main,Oak,Maple,Park,Washington,Elm,Cedar,Pine,Lake,Walnut,Lincoln,Jackson,Church,Spring,Ridge,Highland,Jefferson,Sunset,Center,2nd,3rd,4th,5th,6th,7th,8th,10th,12th,Chestnut,Madison,Franklin,Willow,Adams,Monroe,Prairie,Locust,Mill,River,Meadow,Hickory,Forest,Dogwood,Cherry,Grand,Martin Luther King'.split(
		',',
	);
const rareStreets = [...new Set((en.person?.last_name?.generic ?? []) as readonly string[])];
const streetNames = new Weighted<string>([
	...usualStreets.map((name, place) => [name, 1 / (place + 8)] as const),
	...rareStreets.map((name, place) => [name, 1 / (place + 60)] as const),
]);
const streetTypes = new Weighted<string>([
	['Street', 34],
	['Avenue', 20],
	['Drive', 16],
	['Road', 10],
	['Lane', 7],
	['Court', 5],
	['Boulevard', 3],
	['Place', 2],
	['Circle', 2],
	['Way', 2],
	['Parkway', 1],
]);

/** A home in one of the towns; one in five has a second line. */
export function pickHome(random: Random, towns: Weighted<Town>): Home {
	const { city, state, postcodes } = towns.pick(random);
	const way = random.chance(0.2) ? `${random.pick(['North', 'South', 'East', 'West'])} ` : '';
	const number = random.chance(0.7) ? random.int(100, 4999) : random.int(1, 19_999);
	return {
		address_1: `${number} ${way}${streetNames.pick(random)} ${streetTypes.pick(random)}`,
		address_2: random.chance(0.2) ? `Apartment ${random.int(1, 40)}` : '',
		city,
		state,
		postcode: random.pick(postcodes),
	};
}
