import type { IDataObject } from 'n8n-workflow';

import { matchAgainst } from '../../../lib/identity/match';
import { defaultIdentitySettings } from '../../../lib/identity/defaults';
import type { IdentityRecord } from '../../../lib/identity/record';
import { candidate, match, patient, reasonsOf, verified } from './people';

/**
 * A record seen through a vendor's second interface (design 19): linked by a certain identifier or
 * an approved combination, never by name and birth date. All people are invented.
 */

const person = { given: 'Jordan', family: 'Sample', born: '1984-02-29' };

/** The two patients of the practice that share name and birth date, as customers. */
const customers = [
	candidate({
		id: 'cus_1',
		...person,
		phone: '+12175550123',
		street: '100 Example St',
		more: { externalIds: [verified('501')] },
	}),
	candidate({
		id: 'cus_2',
		...person,
		phone: '+12175550177',
		street: '9 Sample Ave',
		more: { externalIds: [verified('502')] },
	}),
];

/** What the practice's FHIR interface tells: its own id, and no number of the practice system. */
const fhir = (more: IDataObject = {}): IDataObject => ({
	...patient({ id: 'fhir-7f3a', ...person, sex: 'female' }),
	externalIds: [{ system: 'tebra', practiceId: '1', type: 'fhir', value: 'fhir-7f3a' }],
	...more,
});

describe('a FHIR record beside two patients with the same name and birth date', () => {
	it.each(['certain', 'probable'])(
		'is linked to neither by the node, whatever links (%s)',
		async (linkAt) => {
			const { counts, review } = await match(
				'againstCandidates',
				[{ ...fhir(), candidates: customers }],
				{ linkAt },
			);
			expect(counts[0]).toBe(0);
			expect(review).toHaveLength(1);
			expect(reasonsOf(review[0])).toContain('nameAndBirthDateOnly');
		},
	);

	it.each(['certain', 'probable'] as const)(
		'is linked to neither by the matcher, whatever links (%s)',
		(linkAt) => {
			const record: IdentityRecord = {
				ref: 'fhir-7f3a',
				names: [{ given: 'Jordan', family: 'Sample' }],
				birthDate: '1984-02-29',
				sex: 'female',
				identifiers: [{ issuer: 'tebra:1:fhir', value: 'fhir-7f3a' }],
			};
			const others = ['501', '502'].map(
				(id): IdentityRecord => ({
					ref: `cus_${id}`,
					names: [{ given: 'Jordan', family: 'Sample' }],
					birthDate: '1984-02-29',
					identifiers: [{ issuer: 'tebra:1:patient', value: id }],
				}),
			);
			for (const candidates of [others, others.slice(0, 1)]) {
				const decision = matchAgainst(record, candidates, {
					settings: { ...defaultIdentitySettings, linkAt },
					today: '2026-11-22',
				});
				expect(decision.band).toBe('review');
				expect(decision.best?.grade).toBe('possible');
			}
		},
	);

	it('is linked to the one whose number it carries', async () => {
		const withNumber = fhir({
			externalIds: [
				{ system: 'tebra', practiceId: '1', type: 'fhir', value: 'fhir-7f3a' },
				{ system: 'tebra', practiceId: '1', type: 'patient', value: '502' },
			],
		});
		const { matched } = await match(
			'againstCandidates',
			[{ ...withNumber, candidates: customers }],
			{ linkAt: 'certain' },
		);
		expect(matched[0]?.match).toMatchObject({ grade: 'certain', customerId: 'cus_2' });
		expect(reasonsOf(matched[0])).toContain('ownIdentifier');
	});

	it('is linked to the one whose phone it shares, which is an approved combination', async () => {
		const { matched } = await match(
			'againstCandidates',
			[
				{
					...fhir({ phones: [{ use: 'home', number: '+12175550177' }] }),
					candidates: customers,
				},
			],
			{ linkAt: 'certain' },
		);
		expect(matched[0]?.match).toMatchObject({ grade: 'certain', customerId: 'cus_2' });
		expect(reasonsOf(matched[0]).join()).toMatch(/cms:/);
	});
});
