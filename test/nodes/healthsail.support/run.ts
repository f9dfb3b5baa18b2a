import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { runNode, type NodeRun } from '../../support/nodes';

type Parameters = NonNullable<NodeRun['parameters']>;

/** Runs HealthSail operations against one base URL; each call is one run of the node. */
export function healthSailAt(
	healthSail: string,
	credentials?: Record<string, ICredentialDataDecryptedObject>,
) {
	const run = async (
		resource: string,
		operation: string,
		parameters: Parameters = {},
		items?: readonly IDataObject[],
		onError?: NodeRun['onError'],
	) =>
		await runNode({
			nodeType: 'healthSail',
			parameters: { healthSailAuthentication: 'apiKey', resource, operation, ...parameters },
			baseUrls: { healthSail },
			...(credentials && { credentials }),
			...(items && { items }),
			...(onError && { onError }),
		});

	/** The items of the first output; a run that failed fails the test with its words. */
	const items = async (...request: Parameters_<typeof run>) => {
		const result = await run(...request);
		if (result.error) throw new Error(`${result.error.message} ${result.error.description}`);
		return result.json();
	};

	/** The only item of the first output. */
	const one = async (...request: Parameters_<typeof run>) => {
		const list = await items(...request);
		if (list.length !== 1) throw new Error(`Expected one item, got ${list.length}.`);
		return list[0];
	};
	return { run, items, one };
}

type Parameters_<T extends (...args: never[]) => unknown> = T extends (...args: infer P) => unknown
	? P
	: never;

/** A synthetic patient item as a vendor node emits it. */
export function patientItem(id: string, more: IDataObject = {}): IDataObject {
	return {
		system: 'tebra',
		practiceId: '1',
		id,
		externalIds: [{ system: 'tebra', practiceId: '1', type: 'patient', value: id }],
		active: true,
		givenName: 'Jordan',
		familyName: `Sample${id}`,
		birthDate: '1984-02-29',
		administrativeSex: 'female',
		email: `jordan.${id}@example.org`,
		phones: [{ use: 'mobile', number: '+12175550123' }],
		addresses: [{ use: 'home', line1: '100 Example St', city: 'Springfield', country: 'US' }],
		coverages: [coverageItem(`${id}-1`)],
		sourceAt: '2026-03-04T16:58:00Z',
		syncState: 'included',
		healthsail: null,
		...more,
	};
}

/** A synthetic coverage as it stands in a patient item. */
export function coverageItem(id: string, more: IDataObject = {}): IDataObject {
	return {
		id,
		externalIds: [{ system: 'tebra', practiceId: '1', type: 'policy', value: id }],
		priority: 'primary',
		status: 'unverified',
		payer: { id: 'PAY1', name: 'Example Health Plan' },
		plan: { name: 'Example PPO', type: 'commercial', groupNumber: 'GRP-EX' },
		memberId: `EX${id}`,
		subscriber: { relationship: 'self' },
		effectiveFrom: '2026-01-01',
		effectiveTo: null,
		...more,
	};
}
