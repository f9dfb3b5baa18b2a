import { createMatcher, matchAgainst } from '../../../lib/identity/match';
import { person, settings, stranger, today } from './people';

const certainOnly = { ...settings, linkAt: 'certain' as const };

describe('one record against candidates', () => {
	it('links the one that is the same person', () => {
		const decision = matchAgainst(person('p'), [stranger('c1'), person('c2')], { settings, today });
		expect(decision).toMatchObject({
			ref: 'p',
			band: 'link',
			best: { ref: 'c2', grade: 'certain' },
		});
		expect(decision.others).toEqual([]);
	});

	it('is new without candidates, and among strangers', () => {
		expect(matchAgainst(person('p'), [], { settings, today })).toEqual({
			ref: 'p',
			band: 'new',
			others: [],
		});
		expect(matchAgainst(person('p'), [stranger('c')], { settings, today }).band).toBe('new');
	});

	it('asks a person when two candidates fit', () => {
		const decision = matchAgainst(person('p'), [person('c1'), person('c2')], { settings, today });
		expect(decision.band).toBe('review');
		expect(decision.best?.grade).toBe('possible');
		expect(decision.best?.reasons[0]?.code).toBe('ambiguous');
		expect(decision.others.map(({ ref }) => ref)).toEqual(['c2']);
	});

	it('lets an own identifier decide between two that fit', () => {
		const identifiers = [{ issuer: 'tebra:1:patient', value: '77' }];
		const decision = matchAgainst(
			person('p', { identifiers }),
			[person('c1'), person('c2', { identifiers })],
			{ settings, today },
		);
		expect(decision).toMatchObject({ band: 'link', best: { ref: 'c2' } });
	});

	it('asks a person when two carry the own identifier', () => {
		const identifiers = [{ issuer: 'tebra:1:patient', value: '77' }];
		const both = [person('c1', { identifiers }), person('c2', { identifiers })];
		const decision = matchAgainst(person('p', { identifiers }), both, { settings, today });
		expect(decision.band).toBe('review');
	});

	it('never proposes an excluded candidate, and does not let it stand in the way', () => {
		const excluded = new Set(['c1']);
		const one = matchAgainst(person('p'), [person('c1')], { settings, today, excluded });
		expect(one).toEqual({ ref: 'p', band: 'new', others: [] });
		const two = [person('c1'), person('c2')];
		expect(matchAgainst(person('p'), two, { settings, today, excluded })).toMatchObject({
			band: 'link',
			best: { ref: 'c2' },
			others: [],
		});
	});

	it('does not link a customer that is linked to another patient already', () => {
		const taken = new Set(['c']);
		const decision = matchAgainst(person('p'), [person('c')], { settings, today, taken });
		expect(decision).toMatchObject({ band: 'review', best: { grade: 'possible' } });
		expect(decision.best?.reasons[0]?.code).toBe('alreadyLinked');
	});

	it.each([
		['given name', { names: [{ given: null, family: 'Quimby' }] }],
		['given name but the initial', { names: [{ given: 'R', family: 'Quimby' }] }],
		['birth date', { birthDate: undefined }],
	])('asks a person about a record without %s, whose relatives it can not see', (_, parts) => {
		const decision = matchAgainst(person('p', parts), [person('c')], { settings, today });
		expect(decision).toMatchObject({ band: 'review', best: { grade: 'possible' } });
		expect(decision.best?.reasons[0]?.code).toBe('incomplete');
		const matcher = createMatcher({ settings, today });
		matcher.add(person('c'));
		expect(matcher.find(person('p', parts)).band).toBe('review');
	});

	it('leaves probable pairs to a person where only certain ones link', () => {
		const weak = {
			phones: [],
			emails: [],
			addresses: [{ line1: 'Larkspur Ave', postalCode: '62704' }],
		};
		const pair = [person('p', weak), person('c', weak)] as const;
		expect(matchAgainst(pair[0], [pair[1]], { settings, today })).toMatchObject({
			band: 'link',
			best: { grade: 'probable' },
		});
		expect(matchAgainst(pair[0], [pair[1]], { settings: certainOnly, today })).toMatchObject({
			band: 'review',
			best: { grade: 'probable' },
		});
	});

	it('links a record of a second interface to neither of two patients of one name and birth date', () => {
		const second = person('fhir', { phones: [], emails: [], addresses: [], identifiers: [] });
		const patients = [person('p1', { addresses: [] }), stranger('p2')].map((patient, at) => ({
			...patient,
			names: [{ given: 'Rosalind', family: 'Quimby' }],
			birthDate: '1975-03-08',
			ref: `p${at + 1}`,
		}));
		const decision = matchAgainst(second, patients, { settings: certainOnly, today });
		expect(decision.band).not.toBe('link');
	});

	it('tells the best of very many candidates', () => {
		const crowd = Array.from({ length: 150 }, (_, at) => person(`c${at}`, { phones: [] }));
		const decision = matchAgainst(person('p'), [...crowd, person('best')], { settings, today });
		expect(decision).toMatchObject({ band: 'review', best: { ref: 'best' } });
		expect(decision.others).toHaveLength(20);
	});

	it('knows nothing of a record that tells nothing', () => {
		expect(matchAgainst({ ref: 'p' }, [person('c')], { settings, today }).band).toBe('new');
	});
});
