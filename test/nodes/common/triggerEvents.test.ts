import type { INodePropertyOptions } from 'n8n-workflow';

import { vendorNodes } from './vendorNodes';

/** The events of a trigger's menu; of one product where the vendor has several. */
function eventsOf(name: string, product?: string): unknown[] {
	const { description } = vendorNodes.find((entry) => entry.name === name) ?? {};
	const fields = description?.properties.filter((property) => property.name === 'event') ?? [];
	const shown = fields.filter(
		({ displayOptions }) =>
			product === undefined || displayOptions?.show?.product?.includes(product) === true,
	);
	expect(shown).toHaveLength(1);
	return (shown[0].options as INodePropertyOptions[]).map(({ value }) => value).sort();
}

test.each([
	['Tebra Trigger', undefined],
	['AdvancedMD Trigger', undefined],
	['CareCloud Trigger', undefined],
	['NextGen Trigger', undefined],
	['Greenway Trigger', 'primeSuite'],
])('%s tells of changed appointments too (%s)', (name, product) => {
	expect(eventsOf(name, product)).toEqual(['appointmentChanged', 'patientChanged']);
});

test('Greenway Trigger tells of patients alone where the product is Intergy', () => {
	expect(eventsOf('Greenway Trigger', 'intergy')).toEqual(['patientChanged']);
});

test.each(['Tebra', 'AdvancedMD', 'CareCloud', 'NextGen', 'Greenway'])(
	'a new %s node stands on a plain read wherever there is one',
	(name) => {
		const { description } = vendorNodes.find((entry) => entry.name === name) ?? {};
		const menus = description?.properties.filter((property) => property.name === 'operation') ?? [];
		expect(menus.length).toBeGreaterThan(5);
		for (const menu of menus) {
			const values = (menu.options as INodePropertyOptions[]).map(({ value }) => value);
			const reads = values.filter((value) => value === 'get' || value === 'getMany');
			expect(reads.length === 0 ? values : reads).toContain(menu.default);
		}
	},
);
