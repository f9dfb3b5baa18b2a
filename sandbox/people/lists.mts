import { base, en, Faker } from '@faker-js/faker';
import { Random } from './random.mjs';

const stream = new Random(0);

/** Faker on our own stream of numbers: its start is cheap, so that each person has one of its own. */
const faker = new Faker({
	locale: [en, base],
	randomizer: {
		next: () => stream.next(),
		seed: (seed: number | number[]) => {
			stream.reseed(...(Array.isArray(seed) ? seed : [seed]));
		},
	},
});

/** Faker, set to the stream of these keys. Use it at once and keep no reference to it. */
export function fakerOf(...keys: number[]): Faker {
	stream.reseed(...keys);
	return faker;
}

/** States with a telephone area code and the first three digits of a postal code of theirs. */
export const places = [
	{ state: 'IL', areaCode: '217', zip: '627' },
	{ state: 'IL', areaCode: '312', zip: '606' },
	{ state: 'CA', areaCode: '415', zip: '941' },
	{ state: 'NV', areaCode: '775', zip: '895' },
	{ state: 'GA', areaCode: '706', zip: '309' },
	{ state: 'NY', areaCode: '212', zip: '100' },
	{ state: 'FL', areaCode: '305', zip: '331' },
	{ state: 'AZ', areaCode: '602', zip: '850' },
	{ state: 'WA', areaCode: '206', zip: '981' },
	{ state: 'TX', areaCode: '512', zip: '787' },
	{ state: 'MA', areaCode: '617', zip: '021' },
] as const;

export const suffixes = ['Jr.', 'Sr', 'II', 'III', 'IV', 'MD'] as const;

/** Names with accents, apostrophes, spaces, prefixes and hyphens, which careless code spoils. */
export const unusualLastNames = [
	'García-Márquez',
	"O'Connor",
	'de la Cruz',
	'Nuñez',
	'Van der Berg',
	'Müller',
	'St. John',
	'Smith-Jones',
	'Łukaszewicz',
	'MacDonald',
	'D’Angelo',
	'Nguyễn',
] as const;

export const unusualFirstNames = [
	'José',
	'Zoë',
	'Mary Ann',
	'Jean-Luc',
	'Anaïs',
	'Siobhán',
	'Renée',
	'Björn',
] as const;

/** Names that many people share. */
export const commonNames = [
	{ first: 'Maria', last: 'Garcia', sex: 'Female' },
	{ first: 'James', last: 'Smith', sex: 'Male' },
	{ first: 'John', last: 'Johnson', sex: 'Male' },
	{ first: 'Mary', last: 'Williams', sex: 'Female' },
] as const;

/** Made-up insurers with their plans. */
export const insurers = [
	{
		id: 11,
		name: 'Evergreen Health',
		plans: [
			[111, 'Evergreen PPO'],
			[112, 'Evergreen HMO Silver'],
		],
	},
	{
		id: 12,
		name: 'Prairie Mutual',
		plans: [
			[121, 'Prairie Choice PPO'],
			[122, 'Prairie Select EPO'],
		],
	},
	{
		id: 13,
		name: 'Harbor Life & Health',
		plans: [
			[131, 'Harbor Gold HMO'],
			[132, 'Harbor HDHP'],
		],
	},
	{
		id: 14,
		name: 'Medicare',
		plans: [
			[141, 'Medicare Part B'],
			[142, 'Medicare Advantage Sunrise'],
		],
	},
	{ id: 15, name: 'State Medicaid', plans: [[151, 'Medicaid Managed Care']] },
	{ id: 16, name: 'TRICARE', plans: [[161, 'TRICARE Prime']] },
	{
		id: 17,
		name: 'Blue Lantern',
		plans: [
			[171, 'Blue Lantern <Basic> & More'],
			[172, 'Blue Lantern Plus'],
		],
	},
] as const;
