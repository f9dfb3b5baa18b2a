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

test('a chart number is refused where the system would pass over it and find everybody else', async () => {
	const { asked, error } = await search({ familyName: 'Sample', chartNumber: ' 4711 ' });
	expect(error?.message).toContain('cannot be searched by chart number');
	expect(asked).toEqual([]);
});

test('a chart number of blanks is none', async () => {
	const { asked, error } = await search({ familyName: 'Sample', chartNumber: '  ' });
	expect(error).toBeUndefined();
	expect(asked).toEqual([{ familyName: 'Sample' }]);
});
