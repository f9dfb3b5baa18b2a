import { linkLists } from '../../../lib/identity/match';
import type { IdentityRecord } from '../../../lib/identity/record';
import { finish, settings, today } from './people';

/** A word of its own for each number. */
function word(number: number): string {
	const letters = 'bcdfghjklmnpqrstvwxz';
	return [0, 1, 2, 3]
		.map((place) => letters[Math.floor(number / 20 ** place) % 20] + 'aeiou'[(number + place) % 5])
		.join('');
}

/** An invented grown-up who shares nothing with any other. */
function someone(
	side: string,
	number: number,
	parts: Partial<IdentityRecord> = {},
): IdentityRecord {
	const day = String((number % 28) + 1).padStart(2, '0');
	return {
		ref: `${side}${number}`,
		names: [{ given: word(number + 3000), family: word(number) }],
		birthDate: `${1940 + (number % 50)}-0${(number % 9) + 1}-${day}`,
		addresses: [
			{
				line1: `${number + 10} ${word(number + 1000)} St`,
				city: word(number + 2000),
				region: 'IL',
				postalCode: String(60000 + number),
			},
		],
		...parts,
	};
}

const people = (side: string, from: number, to: number) =>
	Array.from({ length: to - from }, (_, at) => someone(side, from + at));

/** The same birth date, family name and house; the given names of two people. */
const renamed = (side: string, given: string) =>
	someone(side, 5000, {
		names: [{ given, family: 'Quimby' }],
		birthDate: '1962-09-17',
	});

function decide(left: IdentityRecord[], right: IdentityRecord[], linkAt = settings.linkAt) {
	const { decisions } = finish(
		linkLists(left, right, { settings: { ...settings, linkAt }, today }),
	);
	return decisions.find(({ ref }) => ref === 'l5000');
}

describe('what is left over', () => {
	it('is linked where both lists are the same unrelated people', () => {
		const decision = decide(
			[...people('l', 0, 600), renamed('l', 'Oliver')],
			[...people('r', 0, 600), renamed('r', 'Emma')],
		);
		expect(decision).toMatchObject({ band: 'link', best: { ref: 'r5000', grade: 'probable' } });
		const codes = decision?.best?.reasons.map(({ code }) => code);
		expect(codes?.slice(0, 2)).toEqual(['leftOver', 'twinGuard']);
	});

	it('stays with a person where only certain pairs link', () => {
		const left = [...people('l', 0, 600), renamed('l', 'Oliver')];
		const right = [...people('r', 0, 600), renamed('r', 'Emma')];
		expect(decide(left, right, 'certain')?.band).toBe('review');
	});

	it('stays with a person where a list holds relatives', () => {
		const relatives = people('l', 600, 610).map((record, at) => ({
			...record,
			ref: `spouse${at}`,
			addresses: someone('l', at).addresses,
		}));
		const decision = decide(
			[...people('l', 0, 600), ...relatives, renamed('l', 'Oliver')],
			[...people('r', 0, 600), renamed('r', 'Emma')],
		);
		expect(decision?.band).toBe('review');
	});

	it('stays with a person where the lists overlap in part only', () => {
		const decision = decide(
			[...people('l', 0, 600), renamed('l', 'Oliver')],
			[...people('r', 300, 900), renamed('r', 'Emma')],
		);
		expect(decision?.band).toBe('review');
	});

	it('stays with a person where the lists are small', () => {
		const decision = decide(
			[...people('l', 0, 100), renamed('l', 'Oliver')],
			[...people('r', 0, 100), renamed('r', 'Emma')],
		);
		expect(decision?.band).toBe('review');
	});

	it('stays with a person when it is a child', () => {
		const born = { birthDate: '2015-09-17' };
		const decision = decide(
			[...people('l', 0, 600), { ...renamed('l', 'Oliver'), ...born }],
			[...people('r', 0, 600), { ...renamed('r', 'Emma'), ...born }],
		);
		expect(decision?.band).toBe('review');
	});

	it('stays with a person when a generation word speaks against it', () => {
		const decision = decide(
			[...people('l', 0, 600), { ...renamed('l', 'Oliver'), suffix: 'Jr' }],
			[...people('r', 0, 600), { ...renamed('r', 'Oliver'), suffix: 'Sr' }],
		);
		expect(decision?.band).toBe('review');
	});
});
