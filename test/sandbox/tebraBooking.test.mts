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

describe('Tebra sandbox: booking', () => {
	let bench: Bench;
	let patientId: number;
	let caseId: number;
	before(async () => {
		bench = await startBench({ patients: 60 });
		const { store } = bench.tebra;
		patientId = store
			.idsOf('included')
			.find((id) => store.get(id).person.cases.some(({ primary }) => primary))!;
		caseId = store.get(patientId).person.cases[0].id;
	});
	after(() => bench.stop());

	/** CreateAppointment in the order of the sheet, section 4.5; `parts` stand in for its own. */
	const wanted = (parts: Record<string, string> = {}) => {
		const members: Record<string, string> = {
			AppointmentMode: member('AppointmentMode', 'InOffice'),
			AppointmentName: member('AppointmentName', 'Visit'),
			AppointmentReasonId: member('AppointmentReasonId', 2),
			AppointmentStatus: member('AppointmentStatus', 'Scheduled'),
			AppointmentType: member('AppointmentType', 'P'),
			EndTime: member('EndTime', `${day(30)}T15:20:00Z`),
			IsRecurring: member('IsRecurring', 'false'),
			MaxAttendees: member('MaxAttendees', 1),
			Notes: member('Notes', 'HS-1 knee'),
			PatientCaseId: member('PatientCaseId', caseId),
			PatientSummary: element('PatientSummary', { PatientId: patientId }),
			PracticeId: member('PracticeId', 1),
			ProviderId: member('ProviderId', 1),
			ServiceLocationId: member('ServiceLocationId', 2),
			StartTime: member('StartTime', `${day(30)}T15:00:00Z`),
			...parts,
		};
		return `<k:Appointment>${Object.values(members).join('')}</k:Appointment>`;
	};
	const book = (parts?: Record<string, string>) => bench.call('CreateAppointment', wanted(parts));
	const get = async (id: string): Promise<Loose> =>
		(await bench.call('GetAppointment', element('Appointment', { AppointmentId: id }))).Appointment;
	/** Members of UpdateAppointment in the order of the sheet. */
	const full = (id: string): Record<string, string | number> => ({
		AppointmentId: id,
		AppointmentMode: 'InOffice',
		AppointmentName: 'Visit',
		AppointmentReasonId: 3,
		AppointmentStatus: 'Confirmed',
		EndTime: `${day(31)}T16:30:00Z`,
		MaxAttendees: 1,
		Notes: 'HS-1 knee',
		PatientCaseId: caseId,
		PatientId: patientId,
		ProviderId: 2,
		ServiceLocationId: 1,
		StartTime: `${day(31)}T16:00:00Z`,
	});
	const update = (members: Record<string, string | number>) =>
		bench.call('UpdateAppointment', element('Appointment', members));

	it('books an appointment and shows it in the list on the clinic clock', async () => {
		const made = await book();
		assert.equal(made.ErrorResponse.IsError, 'false');
		const id = made.Appointment.AppointmentId;
		const one = await get(id);
		assert.equal(one.StartTime, `${day(30)}T15:00:00Z`);
		assert.equal(one.EndTime, `${day(30)}T15:20:00Z`);
		assert.equal(one.AppointmentStatus, 'Scheduled');
		assert.equal(one.Notes, 'HS-1 knee');
		assert.equal(one.PatientCaseId, String(caseId));
		const { Appointments } = await bench.call(
			'GetAppointments',
			filter(
				member('EndDate', day(31)) +
					member('PatientID', patientId) +
					member('PracticeName', 'Oak Clinic') +
					member('StartDate', day(30)),
			),
		);
		const row = Appointments.AppointmentData.find((entry: Loose) => entry.ID === id);
		const local = new Date(`${day(30)}T15:00:00Z`).toLocaleString('en-US', {
			timeZone: 'America/Chicago',
		});
		assert.equal(row.StartDate, local.replace(',', '').replace(/\s/g, ' '));
		assert.equal(row.AppointmentDuration, '20');
		assert.equal(row.Notes, 'HS-1 knee');
	});

	it('refuses no double booking (sheet 7)', async () => {
		const first = await book();
		const second = await book();
		assert.equal(second.ErrorResponse.IsError, 'false');
		assert.notEqual(second.Appointment.AppointmentId, first.Appointment.AppointmentId);
	});

	it('faults when a required member is missing or comes after its turn (sheet 3.3, 4.5)', async () => {
		for (const name of [
			'AppointmentStatus',
			'AppointmentType',
			'EndTime',
			'IsRecurring',
			'PracticeId',
			'ServiceLocationId',
			'StartTime',
		]) {
			const { status, text } = await bench.raw('CreateAppointment', wanted({ [name]: '' }));
			assert.equal(status, 500, name);
			assert.match(text, new RegExp(`Expecting element '${name}'`));
		}
		// PracticeId before Notes: Notes is dropped without a word, the booking goes through.
		const late = await book({
			Notes: member('PracticeId', 1),
			PracticeId: member('Notes', 'lost'),
			PatientCaseId: '',
			PatientSummary: '',
			AppointmentType: member('AppointmentType', 'O'),
		});
		assert.equal((await get(late.Appointment.AppointmentId)).Notes, '');
	});

	it('faults on a word outside of the enum and on a time in US form (sheet 3.3, 4.5)', async () => {
		const tries: Array<Record<string, string>> = [
			{ AppointmentStatus: member('AppointmentStatus', 'Check-in') },
			{ AppointmentType: member('AppointmentType', 'Patient') },
			{ AppointmentMode: member('AppointmentMode', 'Video') },
			{ StartTime: member('StartTime', '2/24/2026 11:00:00 AM') },
		];
		for (const parts of tries) {
			const { status, text } = await bench.raw('CreateAppointment', wanted(parts));
			assert.equal(status, 500);
			assert.match(text, /DeserializationFailed/);
		}
	});

	it('says so when provider or another id is not of the practice (sheet 4.5)', async () => {
		const nobody = await book({ ProviderId: '' });
		assert.match(nobody.ErrorResponse.ErrorMessage, /valid ProviderGuids or ResourceGuids/);
		const elsewhere = await book({ ProviderId: member('ProviderId', 5) });
		assert.match(elsewhere.ErrorResponse.ErrorMessage, /valid ProviderGuids or ResourceGuids/);
		const stranger = bench.tebra.store.idsOf('secondPractice')[0];
		const tries: Array<Record<string, string>> = [
			{ AppointmentReasonId: member('AppointmentReasonId', 99) },
			{ ServiceLocationId: member('ServiceLocationId', 3) },
			{ PatientSummary: element('PatientSummary', { PatientId: stranger }), PatientCaseId: '' },
			{ PatientCaseId: member('PatientCaseId', 999_999) },
			{ PatientSummary: '', PatientCaseId: '' },
		];
		for (const parts of tries) {
			const refused = await book(parts);
			assert.match(refused.ErrorResponse.ErrorMessage, /Error translating AppointmentCreate/);
		}
	});

	it('takes the provider from ResourceIds in the Arrays namespace too (sheet 4.5)', async () => {
		const ids =
			'<k:ResourceIds><b:long xmlns:b="http://schemas.microsoft.com/2003/10/Serialization/Arrays">2</b:long></k:ResourceIds>';
		const made = await book({ ProviderId: ids });
		assert.equal(made.Appointment.ProviderId, '2');
		assert.equal(made.Appointment.ResourceIds.long, '2');
		const wrongNamespace = await book({ ProviderId: ids.replaceAll('b:long', 'k:long') });
		assert.equal(wrongNamespace.ErrorResponse.IsError, 'true');
	});

	it('replaces the whole appointment: what is left out is lost (sheet 4.5)', async () => {
		const id = (await book()).Appointment.AppointmentId;
		assert.equal((await update(full(id))).ErrorResponse.IsError, 'false');
		const whole = await get(id);
		assert.equal(whole.StartTime, `${day(31)}T16:00:00Z`);
		assert.equal(whole.PatientCaseId, String(caseId));
		const { Notes: _notes, PatientCaseId: _case, AppointmentMode: _mode, ...rest } = full(id);
		await update(rest);
		const lost = await get(id);
		assert.equal(lost.Notes, '');
		assert.equal(lost.PatientCaseId, '');
		assert.equal(lost.AppointmentMode, '');
		assert.equal(lost.StartTime, `${day(31)}T16:00:00Z`);
	});

	it('lets no update through without the members that the guide demands (sheet 4.5)', async () => {
		const id = (await book()).Appointment.AppointmentId;
		for (const name of [
			'AppointmentName',
			'AppointmentReasonId',
			'AppointmentStatus',
			'EndTime',
			'MaxAttendees',
			'StartTime',
		]) {
			const { [name]: _left, ...rest } = full(id);
			const refused = await update(rest);
			assert.equal(refused.ErrorResponse.ErrorMessage, `${name} is required.`);
		}
		const { ProviderId: _provider, ...noProvider } = full(id);
		assert.equal((await update(noProvider)).ErrorResponse.IsError, 'true');
		for (const name of ['PatientId', 'ServiceLocationId']) {
			const { [name]: _left, ...rest } = full(id);
			const { status, text } = await bench.raw('UpdateAppointment', element('Appointment', rest));
			assert.equal(status, 500);
			assert.match(text, new RegExp(`Expecting element '${name}'`));
		}
		assert.equal((await update(full('999999'))).ErrorResponse.IsError, 'true');
		assert.equal((await get(id)).AppointmentStatus, 'Scheduled');
	});

	it('changes the status alone and moves the time of change', async () => {
		const id = (await book()).Appointment.AppointmentId;
		const before = await get(id);
		const status = element('Appointment', { AppointmentId: id, AppointmentStatus: 'Cancelled' });
		await bench.call('UpdateAppointmentStatus', status);
		const { UpdatedAt: _then, ...rest } = before;
		const { UpdatedAt: _now, ...now } = await get(id);
		assert.deepEqual(now, { ...rest, AppointmentStatus: 'Cancelled' });
		const { Appointments } = await bench.call(
			'GetAppointments',
			filter(
				member('FromLastModifiedDate', day(0)) +
					member('PracticeName', 'Oak Clinic') +
					member('ToLastModifiedDate', day(1)),
			),
		);
		const changed = Appointments.AppointmentData.find((row: Loose) => row.ID === id);
		assert.equal(changed.ConfirmationStatus, 'Cancelled');
		const unknown = element('Appointment', { AppointmentId: id, AppointmentStatus: 'Check-in' });
		assert.equal((await bench.raw('UpdateAppointmentStatus', unknown)).status, 500);
	});

	it('deletes an appointment without leaving a trace (sheet 5)', async () => {
		const id = (await book()).Appointment.AppointmentId;
		const request = element('Appointment', { AppointmentId: id });
		const gone = await bench.call('DeleteAppointment', request);
		assert.equal(gone.Deleted, 'true');
		assert.equal(gone.AppointmentId, id);
		assert.equal(await get(id), '');
		const { Appointments } = await bench.call(
			'GetAppointments',
			filter(
				member('FromLastModifiedDate', day(-1)) +
					member('PracticeName', 'Oak Clinic') +
					member('ToLastModifiedDate', day(1)),
			),
		);
		assert.ok(realRows(Appointments.AppointmentData).every((row: Loose) => row.ID !== id));
		assert.equal((await bench.call('DeleteAppointment', request)).Deleted, 'false');
	});

	it('books and then drops the connection when told so, so that nobody knows', async () => {
		bench.world.faults.arm({
			system: 'tebra',
			operation: 'CreateAppointment',
			kind: 'dropAfterWrite',
		});
		const notes = { Notes: member('Notes', 'HS-dropped') };
		await assert.rejects(book(notes));
		const { Appointments } = await bench.call(
			'GetAppointments',
			filter(
				member('EndDate', day(31)) +
					member('PatientID', patientId) +
					member('PracticeName', 'Oak Clinic') +
					member('StartDate', day(30)),
			),
		);
		assert.equal(
			Appointments.AppointmentData.filter((row: Loose) => row.Notes === 'HS-dropped').length,
			1,
		);
	});
});
