import { normalizeRecord } from '../../../lib/identity/normalize';
import { gradePair } from '../../../lib/identity/pair';
import type { IdentityRecord } from '../../../lib/identity/record';
import { mixFrequencies, shippedFrequencies } from '../../../lib/identity/weights/frequencies';
import { context, person, today } from './people';

function decide(a: IdentityRecord, b: IdentityRecord, frequencies = shippedFrequencies) {
	const normalize = (record: IdentityRecord) => normalizeRecord(record, { today });
	return gradePair(normalize(a), normalize(b), { ...context, frequencies });
}

const named = (family: string) => ({ names: [{ given: 'Rosalind', family }] });

describe('score', () => {
	it('is the prior and the weights of the fields', () => {
		const { score, reasons, probability } = decide(person('a'), person('b', { phones: [] }));
		const weights = reasons.map(({ weight }) => weight ?? 0);
		expect(score).toBeCloseTo(
			weights.reduce((sum, weight) => sum + weight, -14),
			1,
		);
		expect(probability).toBeCloseTo(2 ** score / (1 + 2 ** score), 9);
	});

	it('weighs a rare name more than a common one', () => {
		const of = (family: string) =>
			decide(person('a', named(family)), person('b', named(family))).score;
		expect(of('Szczepanski')).toBeGreaterThan(of('Smith') + 3);
	});

	it('weighs an equal name more than one that is only alike, however common it is', () => {
		const equal = decide(person('a', named('Smith')), person('b', named('Smith'))).score;
		const alike = decide(person('a', named('Smith')), person('b', named('Smithh'))).score;
		expect(equal).toBeGreaterThan(alike);
	});

	it('reckons with the names of the lists at hand', () => {
		const counts = (quimbys: number) =>
			mixFrequencies({ records: 9000, given: () => 0, family: () => quimbys });
		const rare = decide(person('a'), person('b'), counts(1)).score;
		const common = decide(person('a'), person('b'), counts(4000)).score;
		expect(rare).toBeGreaterThan(common + 3);
	});

	it('mixes shares as (count + k · share) / (records + k), k being 1000', () => {
		const shipped = shippedFrequencies.familyShare('smith');
		const mixed = mixFrequencies({ records: 3000, given: () => 0, family: () => 100 });
		expect(mixed.familyShare('smith')).toBeCloseTo((100 + 1000 * shipped) / 4000, 12);
	});

	it('takes a word that many bear for a given name', () => {
		const bearing = (count: number, records: number) =>
			mixFrequencies({ records, given: () => count, family: () => 0 }).isGivenName('xqzt');
		expect(bearing(4, 1000)).toBe(false);
		expect(bearing(5, 1000)).toBe(true);
		expect(bearing(40, 100_000)).toBe(false);
		expect(bearing(50, 100_000)).toBe(true);
	});
});
