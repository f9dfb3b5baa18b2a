import { open, rest, sent } from './advancedmd.support';
import { displayNames } from './advancedmd.tables';

/** Requests about the schedule and appointments, held against the sheet's tables. */

const day = { from: '2026-03-20', to: '2026-03-20' };

const booking = {
	...{ patientId: '501', resourceId: '12', typeId: '19', startsAt: '2026-03-20T15:30:00Z' },
	...{ durationMinutes: 30, reference: 'AB12' },
};

test('schedule set-up and kinds of visits (sheet 4.5)', async () => {
	const port = await open();
	await port.providers.list();
	await port.locations.list();
	await port.schedule?.types?.();
	expect(sent('getschedulersetup')).toEqual([{}]);
	expect(sent('getappttypes')).toEqual([{ appttype: '' }]);
});

test('appointments are listed by column and month, and holds by column and day (sheet 4.5, 4.6)', async () => {
	const port = await open();
	await port.appointments?.page({ read: 'window', window: day, pageSize: 5 });
	await port.schedule?.slots?.({ window: day, durationMinutes: 30 });
	const list = { columnId: '12', isLegacy: 'true' };
	expect(rest()).toEqual([
		{
			call: 'GET scheduler/appointments',
			query: { ...list, forView: 'month', startDate: '2026-03-01' },
			body: undefined,
		},
		{
			call: 'GET scheduler/appointments',
			query: { ...list, forView: 'day', startDate: '2026-03-20' },
			body: undefined,
		},
		{
			call: 'GET scheduler/blockholds',
			query: { columnId: '12', forView: 'day', startDate: '2026-03-20' },
			body: undefined,
		},
	]);
});

test('one appointment is read with its details (sheet 4.6)', async () => {
	await (await open()).appointments?.get?.('77');
	const [{ call, query }] = rest();
	expect(call).toBe('GET scheduler/Appointments/77');
	expect(Object.keys(query).sort()).toEqual(['clientDateTime', 'includeDetail']);
});

test('a booking has wall-clock start, minutes, kind, episode and our tag (sheet 4.6)', async () => {
	await (await open()).appointments?.book?.(booking);
	expect(sent('getepisodes')).toEqual([{ '@patientid': '501' }]);
	expect(rest()).toEqual([
		{
			call: 'POST scheduler/Appointments',
			query: {},
			body: {
				...{ patientid: 501, columnid: 12, profileid: 3, startdatetime: '2026-03-20T10:30' },
				...{ duration: 30, type: [{ id: 19 }], episodeid: 60001, facilityid: 2 },
				comments: '[HS:AB12]',
			},
		},
	]);
});

test('a cancellation sends the number and no reason (sheet 4.6)', async () => {
	await (await open()).appointments?.cancel?.('77', 'Patient asked', 'AB12');
	expect(rest()).toEqual([
		{ call: 'PUT scheduler/appointments/77/cancel', query: {}, body: { id: 77 } },
	]);
});

test('changed visits ask for the status alone (sheet 4.7)', async () => {
	const port = await open({ visitIds: 'appointment' });
	const since = '2026-01-10T20:00:00Z';
	await port.appointments?.page({ read: 'changed', since, window: day, pageSize: 5 });
	expect(sent('getupdatedvisits')).toEqual([
		{ '@datechanged': '1/10/2026 11:55:00 AM', visit: { '@apptstatus': displayNames.apptstatus } },
	]);
	expect(rest().map(({ call }) => call)).toEqual(['GET scheduler/Appointments/77']);
});
