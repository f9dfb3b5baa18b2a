import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
	type Bench,
	day,
	element,
	filter,
	type Loose,
	member,
	realRows,
	startBench,
} from './tebraHarness.mjs';

/** Members of a filter in the order in which they are given. */
const asked = (members: Record<string, string | number>) =>
	filter(
		Object.entries(members)
			.map(([name, value]) => member(name, value))
			.join(''),
	);

describe('Tebra sandbox: appointments', () => {
	let bench: Bench;
	before(async () => {
		bench = await startBench({ patients: 200 });
	});
	after(() => bench.stop());

	const list = async (members: Record<string, string | number>): Promise<Loose[]> => {
		const { Appointments } = await bench.call('GetAppointments', asked(members));
		return realRows(Appointments.AppointmentData);
	};
	/** Everything that starts from today on, read in slices of 30 days. */
	const coming = async (members: Record<string, string> = {}): Promise<Loose[]> => [
		...(await list({
			EndDate: day(30),
			...members,
			PracticeName: 'Oak Clinic',
			StartDate: day(0),
		})),
		...(await list({
			EndDate: day(60),
			...members,
			PracticeName: 'Oak Clinic',
			StartDate: day(30),
		})),
	];
	const get = async (id: string): Promise<Loose> =>
		(await bench.call('GetAppointment', element('Appointment', { AppointmentId: id }))).Appointment;
	const ids = (rows: Loose[]) => rows.map((row) => row.ID);
	/** Whole days from a US date to a day that counts from today. */
	const dayOf = (text: string) => new Date(`${text.split(' ')[0]} UTC`).toISOString().slice(0, 10);

	it('lists appointments of the window with clinic-local times in US form (sheet 3.3, 4.5)', async () => {
		const rows = await list({ EndDate: day(21), PracticeName: 'Oak Clinic', StartDate: day(0) });
		assert.ok(rows.length > 5);
		for (const row of rows) {
			assert.match(row.StartDate, /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d{2}:00 [AP]M$/);
			assert.ok(dayOf(row.StartDate) >= day(0) && dayOf(row.StartDate) < day(21));
		}
		// The clinic is open from 8 to 17 on its own clock, so nothing starts in the evening.
		assert.ok(rows.every((row) => /(8|9|10|11|12|1|2|3|4):\d{2}:00/.test(row.StartDate)));
	});

	it('tells the same appointment in UTC when it is asked for singly (sheet 4.5)', async () => {
		const rows = await coming();
		for (const row of rows.slice(0, 8)) {
			const one = await get(row.ID);
			assert.match(one.StartTime, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:00Z$/);
			const local = new Date(one.StartTime).toLocaleString('en-US', {
				timeZone: 'America/Chicago',
			});
			assert.equal(row.StartDate, local.replace(',', '').replace(/\s/g, ' '));
			assert.equal(one.PracticeId, row.PracticeID);
			assert.equal(one.PatientSummary?.PatientId ?? '', row.PatientID);
		}
		assert.equal(await get('999999'), '');
	});

	it('shows times at the offset that is asked for instead (sheet 4.5)', async () => {
		const window = { EndDate: day(21), PracticeName: 'Oak Clinic', StartDate: day(1) };
		const [row] = await list({ ...window, TimeZoneOffsetFromGMT: 0 });
		const one = await get(row.ID);
		const utc = new Date(one.StartTime).toLocaleString('en-US', { timeZone: 'UTC' });
		assert.equal(row.StartDate, utc.replace(',', '').replace(/\s/g, ' '));
	});

	it('fills in a window when one end or both are missing (sheet 4.5)', async () => {
		const after7 = await list({ PracticeName: 'Oak Clinic', StartDate: day(1) });
		assert.deepEqual(
			ids(after7),
			ids(await list({ EndDate: day(8), PracticeName: 'Oak Clinic', StartDate: day(1) })),
		);
		const before7 = await list({ EndDate: day(14), PracticeName: 'Oak Clinic' });
		assert.deepEqual(
			ids(before7),
			ids(await list({ EndDate: day(14), PracticeName: 'Oak Clinic', StartDate: day(7) })),
		);
		for (const row of await list({ PracticeName: 'Oak Clinic' })) {
			assert.ok(dayOf(row.StartDate) >= day(-4) && dayOf(row.StartDate) <= day(0));
		}
	});

	it('loses EndDate when StartDate stands before it, and falls back to seven days (sheet 9)', async () => {
		const swapped = await bench.call(
			'GetAppointments',
			filter(
				member('PracticeName', 'Oak Clinic') +
					member('StartDate', day(1)) +
					member('EndDate', day(31)),
			),
		);
		assert.deepEqual(
			ids(realRows(swapped.Appointments.AppointmentData)),
			ids(await list({ EndDate: day(8), PracticeName: 'Oak Clinic', StartDate: day(1) })),
		);
	});

	it('fills in no window when a pair of created or modified dates is given (sheet 4.5)', async () => {
		const rows = await list({
			FromLastModifiedDate: day(-100),
			PracticeName: 'Oak Clinic',
			ToLastModifiedDate: day(1),
		});
		assert.ok(rows.length > 150);
		assert.deepEqual(
			await list({
				FromCreatedDate: day(3),
				PracticeName: 'Oak Clinic',
				ToCreatedDate: day(9),
			}),
			[],
		);
	});

	it('answers the blank row when there is nothing (sheet 3.3)', async () => {
		const { Appointments } = await bench.call(
			'GetAppointments',
			asked({ EndDate: '1999-02-01', PracticeName: 'Oak Clinic', StartDate: '1999-01-01' }),
		);
		assert.equal(Appointments.AppointmentData.length, 1);
		assert.ok(Object.values(Appointments.AppointmentData[0]).every((value) => value === ''));
	});

	it('falls over a window of more than 60 days, or of fewer when told so (sheet 5)', async () => {
		const wide = (to: number) =>
			bench.raw(
				'GetAppointments',
				asked({ EndDate: day(to), PracticeName: 'Oak Clinic', StartDate: day(0) }),
			);
		assert.equal((await wide(60)).status, 200);
		const refused = await wide(61);
		assert.equal(refused.status, 500);
		assert.match(refused.text, /InternalServiceFault/);
		await bench.control('POST', 'widest-window', { days: 30 });
		assert.equal((await wide(30)).status, 200);
		assert.equal((await wide(31)).status, 500);
		await bench.control('POST', 'widest-window', { days: 60 });
	});

	it('prints the words of the user interface and filters by them (sheet 4.5)', async () => {
		const past = await list({
			EndDate: day(0),
			PracticeName: 'Oak Clinic',
			StartDate: day(-60),
		});
		assert.deepEqual([...new Set(past.map((row) => row.ConfirmationStatus))].sort(), [
			'Cancelled',
			'Check-out',
			'No-show',
		]);
		const missed = await list({
			ConfirmationStatus: 'No-show',
			EndDate: day(0),
			PracticeName: 'Oak Clinic',
			StartDate: day(-60),
		});
		assert.deepEqual(ids(missed), ids(past.filter((row) => row.ConfirmationStatus === 'No-show')));
		assert.equal((await get(missed[0].ID)).AppointmentStatus, 'NoShow');
	});

	it('tells patients and blocked time apart and takes either word for the type (sheet 4.5)', async () => {
		const window = { EndDate: day(21), PracticeName: 'Oak Clinic', StartDate: day(0) };
		const all = await list(window);
		const blocked = all.filter((row) => row.Type === 'O');
		assert.equal(blocked.length, 2);
		assert.ok(blocked.every((row) => row.PatientID === ''));
		assert.deepEqual(ids(await list({ ...window, Type: 'O' })), ids(blocked));
		assert.deepEqual(
			ids(await list({ ...window, Type: 'P' })),
			ids(await list({ ...window, Type: 'Patient' })),
		);
		assert.equal((await list({ ...window, Type: 'P' })).length, all.length - 2);
	});

	it('filters by patient and by the full name of the provider (sheet 4.5)', async () => {
		const all = await coming();
		const row = all.find((one) => one.PatientID !== '');
		assert.deepEqual(
			ids(await coming({ PatientID: row.PatientID })),
			ids(all.filter((one) => one.PatientID === row.PatientID)),
		);
		const ada = (
			await list({
				EndDate: day(30),
				PracticeName: 'Oak Clinic',
				ResourceName: 'Ada Sample',
				StartDate: day(0),
			})
		).map((one) => one.ResourceID1);
		assert.ok(ada.length > 0 && ada.every((id) => id === '1'));
	});

	it('tells reasons, resources and locations by name and by id (sheet 4.5)', async () => {
		const row = (await coming()).find((one) => one.Type === 'P');
		const reasons = await bench.call('GetAppointmentReasons', member('PracticeId', 1));
		const names = new Map(
			reasons.AppointmentReasons.AppointmentReasonData.map((one: Loose) => [
				one.AppointmentReasonId,
				one.Name,
			]),
		);
		assert.equal(names.size, 5);
		assert.equal(names.get(row.AppointmentReasonID1), row.AppointmentReason1);
		assert.equal(row.ResourceTypeID1, '1');
		assert.match(row.ServiceLocationName, /^Oak Clinic/);
		assert.equal(row.ResourceID10, '');
	});

	it('hands out strays of the other practice to who asks for the served one', async () => {
		const rows = await list({
			FromCreatedDate: day(-100),
			PracticeName: 'Oak Clinic',
			ToCreatedDate: day(1),
		});
		const strays = rows.filter((row) => row.PracticeID !== '1');
		assert.ok(strays.length > 0);
		assert.ok(strays.every((row) => bench.tebra.store.leaks(Number(row.PatientID))));
		const other = await list({ EndDate: day(60), PracticeName: 'Elm Clinic', StartDate: day(0) });
		assert.ok(other.length > 0 && other.every((row) => row.PracticeID === '2'));
	});

	it('wants PracticeId for reasons and adds a reason to one practice (sheet 4.5, 6)', async () => {
		const bare = await bench.raw('GetAppointmentReasons', '');
		assert.equal(bare.status, 500);
		assert.match(bare.text, /DeserializationFailed.*Expecting element 'PracticeId'/s);
		const made = await bench.call(
			'CreateAppointmentReason',
			element('AppointmentReason', {
				DefaultColorCode: 3,
				DefaultDurationMinutes: 25,
				Name: 'Brace fitting',
				PracticeId: 1,
			}),
		);
		const reasonsOf = async (practiceId: number) =>
			(
				await bench.call('GetAppointmentReasons', member('PracticeId', practiceId))
			).AppointmentReasons.AppointmentReasonData.map((one: Loose) => one.Name);
		assert.equal(made.AppointmentReason.DefaultDurationMinutes, '25');
		assert.ok((await reasonsOf(1)).includes('Brace fitting'));
		assert.ok(!(await reasonsOf(2)).includes('Brace fitting'));
		assert.deepEqual(await reasonsOf(7), ['']);
	});
});
