import { fault, patientNode, results } from './fake';
import { scriptedOffice } from './scriptedStage';
import { allPages, profile } from './support';

/** Lists that break off, and rows in them that cannot be used (sheet 4.1, 5). */

const { portWith, close } = scriptedOffice();
afterEach(close);

const row = (id: string, changedat = '1/2/2026 10:00:00 AM') => ({
	'@id': `pat${id}`,
	'@updatestatus': 'U',
	'@changedat': changedat,
});

test('a full list of changes that is not in order is refused: nobody knows what is missing', async () => {
	const port = await portWith(
		{
			getupdatedpatients: results({
				patientlist: { patient: [row('501'), row('502', '1/1/2026 10:00:00 AM')] },
			}),
		},
		{ practiceProfile: profile({ changeRows: 2 }) },
	);
	await expect(
		port.patients.page({ read: 'changed', since: '2026-01-01T00:00:00Z', pageSize: 10 }),
	).rejects.toMatchObject({ kind: 'unavailable', details: { vendorCode: 'ListCutOff' } });
});

test('a full list whose rows all changed in one second ends with an error and does not go round', async () => {
	const port = await portWith(
		{
			getupdatedpatients: results({ patientlist: { patient: [row('501'), row('502')] } }),
			getdemographic: results(patientNode('501')),
		},
		{ practiceProfile: profile({ changeRows: 2 }) },
	);
	await expect(
		allPages(port, { read: 'changed', since: '2026-01-01T00:00:00Z', pageSize: 10 }),
	).rejects.toMatchObject({ details: { vendorCode: 'ListCutOff' } });
});

test('a deleted row of the change list is passed over, and a failed record does not stop the others', async () => {
	const port = await portWith({
		getupdatedpatients: results({
			patientlist: { patient: [row('501'), { ...row('502'), '@updatestatus': 'D' }, row('503')] },
		}),
		getdemographic: (number) =>
			number === 1 ? results(patientNode('501')) : fault('-2147221504', 'AMD | FOREIGN KEY'),
	});
	const page = await port.patients.page({
		read: 'changed',
		since: '2026-01-01T00:00:00Z',
		pageSize: 10,
	});
	expect(page.patients).toHaveLength(1);
	expect(page.failed).toHaveLength(1);
});

test.each([
	['fewer rows than it counts', { '@itemcount': '3', '@pagecount': '1', patient: [row('501')] }],
	['an empty page before its last', { '@itemcount': '60', '@pagecount': '2' }],
])('a lookup that gives %s broke off, and nobody is taken as gone', async (_words, patientlist) => {
	const port = await portWith({ lookuppatient: results({ patientlist }) });
	const ids = async () => {
		for await (const part of port.patients.ids()) expect(part).toBeDefined();
	};
	await expect(ids()).rejects.toMatchObject({ details: { vendorCode: 'ListCutOff' } });
	await expect(port.patients.page({ read: 'all', pageSize: 10 })).rejects.toMatchObject({
		details: { vendorCode: 'ListCutOff' },
	});
});

test('a lookup that finds nobody has no rows member and is empty (sheet 9.6)', async () => {
	const port = await portWith({ lookuppatient: results({ patientlist: { '@itemcount': '0' } }) });
	const page = await port.patients.page({ read: 'all', pageSize: 10 });
	expect(page.patients).toEqual([]);
	expect(page.nextCursor).toBeUndefined();
});
