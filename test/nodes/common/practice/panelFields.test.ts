import type { INodeProperties } from 'n8n-workflow';

import { pmSystems } from '../../../../lib/vendors';
import { unusedFields } from '../../../../lib/vendors/panelFields';
import { practiceProperties } from '../../../../nodes/common/practice/description';
import { practiceOperations } from '../../../../nodes/common/practice/operations';
import type { PatientSearch } from '../../../../nodes/common/practice/port';
import { openStage } from './stage';

let close: (() => Promise<void>) | undefined;

afterEach(async () => {
	await close?.();
	close = undefined;
});

/** Runs a search in a practice of Tebra, whose own search knows no chart numbers (Tebra sheet 4.1). */
async function search(parameters: Record<string, string>) {
	const asked: PatientSearch[] = [];
	const stage = await openStage({
		patients: {
			get: async () => await Promise.resolve(undefined),
			page: async () => await Promise.reject(new Error('not asked')),
			async *ids() {},
			search: async (query) => {
				asked.push(query);
				return await Promise.resolve([]);
			},
		},
	});
	close = async () => await stage.fakes.close();
	const { error } = await stage.run('patient.search', parameters);
	return { asked, error };
}

test('a field that the panel does not show is not handed to the system', async () => {
	const { asked, error } = await search({ familyName: 'Sample', chartNumber: ' 4711 ' });
	expect(error).toBeUndefined();
	expect(asked).toEqual([{ familyName: 'Sample' }]);
});

test('a field of blanks counts as empty', async () => {
	const { asked, error } = await search({ familyName: 'Sample', externalId: '  ' });
	expect(error).toBeUndefined();
	expect(asked).toEqual([{ familyName: 'Sample' }]);
});

test.each([...pmSystems])('what %s has no use for is a field that would be shown', (system) => {
	const known = practiceOperations.flatMap(({ resource, operation, fields }) =>
		fields({}).map(({ name }) => `${resource}.${operation}.${name}`),
	);
	expect(unusedFields[system].filter((field) => !known.includes(field))).toEqual([]);
});

test('a required field is never left out', () => {
	const required = practiceOperations.flatMap(({ resource, operation, fields }) =>
		fields({}).flatMap(({ name, required: isRequired }) =>
			isRequired ? [`${resource}.${operation}.${name}`] : [],
		),
	);
	expect(required.length).toBeGreaterThan(10);
	for (const system of pmSystems) {
		expect(unusedFields[system].filter((field) => required.includes(field))).toEqual([]);
	}
});

const named = /Tebra|Kareo|AdvancedMD|CareCloud|NextGen|Greenway|Intergy|Prime Suite/;

test.each([...pmSystems])('no shared text of %s names a practice system', (system) => {
	const texts = practiceProperties(system).flatMap((field: INodeProperties) => [
		...[field.displayName, field.description, field.hint, field.placeholder],
		...(field.options ?? []).flatMap((option) =>
			'description' in option ? [option.name, option.description] : [option.name],
		),
	]);
	expect(texts.filter((text) => text !== undefined && named.test(text))).toEqual([]);
});
