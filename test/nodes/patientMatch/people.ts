import type { IDataObject } from 'n8n-workflow';

import { runNode, type NodeRun } from '../../support/nodes';

/** Synthetic people for Patient Match: a patient as Tebra has it, a customer as HealthSail has it. */

interface Facts {
	readonly id: string;
	readonly given?: string | null;
	readonly family?: string | null;
	readonly born?: string | null;
	readonly sex?: string;
	readonly phone?: string;
	readonly email?: string;
	readonly street?: string;
	readonly suffix?: string;
	readonly more?: IDataObject;
}

export function patient(facts: Facts): IDataObject {
	const { id, given, family, born, sex, phone, email, street, suffix, more } = facts;
	return {
		system: 'tebra',
		practiceId: '1',
		id,
		externalIds: [{ system: 'tebra', practiceId: '1', type: 'patient', value: id }],
		givenName: given ?? null,
		familyName: family ?? null,
		birthDate: born ?? null,
		...(suffix && { suffix }),
		...(sex && { administrativeSex: sex }),
		...(email && { email }),
		phones: phone ? [{ use: 'mobile', number: phone }] : [],
		addresses: street
			? [{ use: 'home', line1: street, city: 'Springfield', region: 'IL', postalCode: '62701' }]
			: [],
		syncState: 'included',
		healthsail: null,
		...more,
	};
}

export function candidate(facts: Facts): IDataObject {
	const { id, given, family, born, sex, phone, email, street, suffix, more } = facts;
	return {
		customerId: id,
		version: 3,
		status: 'active',
		syncState: 'included',
		externalIds: [],
		demographics: {
			givenName: given ?? null,
			familyName: family ?? null,
			birthDate: born ?? null,
			...(suffix && { suffix }),
			...(sex && { administrativeSex: sex }),
			...(email && { email }),
			phones: phone ? [{ id: 'ph_1', use: 'mobile', number: phone, preferred: true }] : [],
		},
		addresses: street
			? [
					{
						id: 'adr_1',
						use: 'home',
						line1: street,
						city: 'Springfield',
						region: 'IL',
						postalCode: '62701',
						country: 'US',
					},
				]
			: [],
		...more,
	};
}

/** One invented person with everything that tells somebody apart. */
export const rowan = {
	given: 'Rowan',
	family: 'Szczepanski',
	born: '1979-08-23',
	phone: '+12175550123',
	email: 'rowan.szczepanski@example.org',
	street: '41 Willow Creek Rd',
} as const;

export const verified = (value: string, more: IDataObject = {}): IDataObject => ({
	key: `xid_${value}`,
	system: 'tebra',
	practiceId: '1',
	type: 'patient',
	value,
	primary: true,
	verification: 'verified',
	matchMethod: 'external_id',
	...more,
});

export async function match(
	operation: 'againstCandidates' | 'listAgainstList' | 'withinList',
	items: readonly IDataObject[],
	parameters: NonNullable<NodeRun['parameters']> = {},
	more: Partial<NodeRun> = {},
) {
	const result = await runNode({
		nodeType: 'patientMatch',
		parameters: { operation, ...parameters },
		items,
		...more,
	});
	return {
		...result,
		matched: result.json(0),
		review: result.json(1),
		unknown: result.json(2),
		counts: result.outputs.map((list) => list.length),
	};
}

export const reasonsOf = (item: IDataObject): string[] =>
	(item.match as IDataObject).reasons as string[];
