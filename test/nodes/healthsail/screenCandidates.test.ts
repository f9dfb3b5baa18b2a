import type { IDataObject, NodeParameterValueType } from 'n8n-workflow';

import type { SeenRequest } from '../../support/localServer';
import { runNode } from '../../support/nodes';
import { json, scriptedHealthSail } from '../healthsail.support/scripted';
import { candidate, patient } from '../patientMatch/people';

/** Find Candidates with the matching settings, and Patient Match behind it. All people are invented. */

const { serve, close } = scriptedHealthSail();
afterEach(close);

const settings = { linkScore: 8, reviewScore: 0, linkAt: 'probable', populationSize: 50_000 };
const facts = {
	given: 'Rowan',
	family: 'Szczepanski',
	born: '1981-06-17',
	phone: '+12175550142',
	email: 'rowan.s@example.org',
	street: '12 Birch Ln',
};
const asked = patient({ id: '501', ...facts });
const same = candidate({ id: 'cus_same', ...facts });
const brother = candidate({
	id: 'cus_brother',
	...facts,
	given: 'Alban',
	email: 'a.s@example.org',
});
const neighbour = candidate({
	id: 'cus_neighbour',
	given: 'Ottilie',
	family: 'Brandvold',
	born: '1950-11-30',
	phone: facts.phone,
	email: 'ottilie@example.org',
});

interface Question {
	ref: string;
}

async function find(
	customers: readonly IDataObject[],
	parameters: Record<string, NodeParameterValueType> = { settings },
) {
	const { hs, requests } = await serve(({ body }: SeenRequest) => {
		const { items } = JSON.parse(body) as { items: Question[] };
		return json({ data: items.map(({ ref }) => ({ ref, customers, truncated: false })) });
	});
	const [item] = await hs.items('customer', 'findCandidates', parameters, [asked]);
	const ids = (item.candidates as IDataObject[]).map(({ customerId }) => customerId);
	return { item, ids, query: new URL(requests[0].url, 'http://127.0.0.1').searchParams };
}

async function match(item: IDataObject, parameters: IDataObject = { settings }) {
	return await runNode({
		nodeType: 'patientMatch',
		parameters: { operation: 'againstCandidates', ...parameters } as Record<string, string>,
		items: [item],
	});
}

describe('candidates that are found with the matching settings', () => {
	it('are those that Patient Match links or leaves to a person, and it decides as with all', async () => {
		const customers = [neighbour, brother, same];
		const screened = await find(customers);
		expect(screened.ids).toEqual(['cus_brother', 'cus_same']);
		expect(screened.item.candidatesScreened).toEqual({ reviewScore: 0, populationSize: 50_000 });
		await close();
		const whole = await find(customers, {});
		expect(whole.ids).toEqual(['cus_neighbour', 'cus_brother', 'cus_same']);
		expect(whole.item).not.toHaveProperty('candidatesScreened');
		const [one, other] = [await match(screened.item), await match(whole.item)];
		expect(one.json(0)).toEqual(other.json(0));
		expect(one.json(0)).toMatchObject([
			{
				match: { band: 'link', customerId: 'cus_same', others: [{ customerId: 'cus_brother' }] },
			},
		]);
	});

	it('are more where the settings ask for less', async () => {
		const { demographics, ...rest } = neighbour;
		const ageless = { ...rest, demographics: { ...(demographics as object), birthDate: null } };
		const lenient = { ...settings, reviewScore: -20 };
		expect((await find([ageless, same])).ids).toEqual(['cus_same']);
		await close();
		const { ids } = await find([ageless, same], { settings: JSON.stringify(lenient) });
		expect(ids).toEqual(['cus_neighbour', 'cus_same']);
	});

	it('are asked for without what matching does not need', async () => {
		const { query } = await find([same]);
		const fields = query.get('fields') ?? '';
		expect(fields).toContain('birthDate');
		expect(fields).toContain('excluded');
		expect(fields).not.toMatch(/Hash/);
	});

	it('keep one that cannot be read, for Patient Match to refuse it', async () => {
		const broken = { ...neighbour, demographics: { birthDate: 19_501_130 } };
		const { item, ids } = await find([broken, same]);
		expect(ids).toEqual(['cus_neighbour', 'cus_same']);
		const { error } = await match(item);
		expect(error?.context?.failure).toMatchObject({
			kind: 'validation',
			fields: ['demographics.birthDate'],
		});
	});

	it('are refused by a node that asks for less agreement', async () => {
		const { item } = await find([same]);
		for (const thresholds of [{ reviewScore: -3 }, { populationSize: 1000 }]) {
			const { error } = await match(item, { settings, thresholds });
			expect(error?.context?.failure).toMatchObject({
				kind: 'configuration',
				fields: ['candidatesScreened'],
			});
		}
		const { error, json: items } = await match(item, { settings, thresholds: { reviewScore: 3 } });
		expect(error).toBeUndefined();
		expect(items(0)).toHaveLength(1);
		expect(items(0)[0]).not.toHaveProperty('candidatesScreened');
	});

	it('are not looked for with settings that cannot be used', async () => {
		const { hs, requests } = await serve(() => json({ data: [] }));
		const { error } = await hs.run('customer', 'findCandidates', { settings: { linkScore: 99 } }, [
			asked,
		]);
		expect(error?.context?.failure).toMatchObject({
			kind: 'configuration',
			fields: ['linkScore'],
		});
		expect(requests).toHaveLength(0);
	});
});
