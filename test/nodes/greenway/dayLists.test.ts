import { DateTime } from 'luxon';

import { appointmentSchema } from '../../../lib/canonical/appointment';
import { eligibilityResultSchema } from '../../../lib/canonical/eligibility';
import type { PracticeSystem } from '../../../nodes/common/practice/port';
import type { FakeGreenway } from '../../contract/greenway.support';
import { bundle, json, patientJson, startFake } from '../../contract/greenway.support';
import type { GreenwaySandbox } from './support';
import { errorOf, openPort, profileOf, readAll, startGreenway } from './support';

/** What Prime Suite tells only in its day lists: one appointment, a stored eligibility (sheet 4.2, 5). */

let sandbox: GreenwaySandbox;

beforeAll(async () => {
	sandbox = await startGreenway(5340, 'primeSuite', [
		...['--patients', '60', '--seed', '11', '--speed', '60'],
		...['--second-practice', '5', '--opted-out', '2', '--flagged', '2'],
	]);
});

afterAll(async () => {
	await sandbox?.stop();
});

const zone = 'America/Chicago';
const today = () => DateTime.now().setZone(zone);
const dayOf = (days: number) => today().plus({ days }).toISODate() ?? '';
const searching = (searchDaysBack: number, searchDaysAhead: number) => ({
	greenwayFhirApi: {
		practiceProfile: profileOf({ primeSuite: { searchDaysBack, searchDaysAhead } }),
	},
});

async function listed(port: PracticeSystem, from: string, to: string) {
	const page = await port.appointments?.page({
		read: 'window',
		window: { from, to },
		pageSize: 500,
	});
	return (page?.appointments ?? []).map(({ record }) => record);
}

test('an appointment of the coming or the past days is found by its number, as its day list tells it (sheet 4.2)', async () => {
	const port = await openPort(sandbox);
	const records = await listed(port, dayOf(-7), dayOf(50));
	expect(records.length).toBeGreaterThan(3);
	for (const record of [records[0], records[records.length - 1]]) {
		const found = await port.appointments?.get?.(record.id);
		expect(found).toEqual({ record, recordPracticeId: undefined });
		expect(appointmentSchema.safeParse(found?.record).success).toBe(true);
	}
});

test('an appointment outside of the days that are searched is not told to be gone', async () => {
	const [far] = await listed(await openPort(sandbox), dayOf(-120), dayOf(-30));
	const port = await openPort(sandbox, searching(7, 7));
	const error = await errorOf(async () => await port.appointments?.get?.(far.id));
	expect(error).toMatchObject({ kind: 'notFound', details: { vendorCode: 'NotInDayLists' } });
	expect(error.message).toContain(dayOf(-7));
	expect(error.details?.nextStep).toContain('searchDaysBack');
	const wider = await openPort(sandbox, searching(130, 0));
	expect((await wider.appointments?.get?.(far.id))?.record).toEqual(far);
});

test('an ID that is no number is refused without a call', async () => {
	const port = await openPort(sandbox);
	const error = await errorOf(async () => await port.appointments?.get?.('2026-09-14'));
	expect(error).toMatchObject({ kind: 'validation', details: { fields: ['appointmentId'] } });
	expect(port.calls()).toBe(0);
});

test('the stored eligibility of a patient is that of the appointments around today (sheet 4.2, 8)', async () => {
	const port = await openPort(sandbox, searching(366, 60));
	let seen = 0;
	for (const id of await ownIds(port)) {
		const results = (await port.eligibility?.last?.(id)) ?? [];
		for (const result of results) {
			seen += 1;
			expect(eligibilityResultSchema.safeParse(result).success).toBe(true);
			expect(result).toMatchObject({ practiceId: '1', patientId: id });
			expect([
				['active', 'Active'],
				['inactive', 'Inactive'],
			]).toContainEqual([result.status, result.statusText]);
			expect(result).not.toHaveProperty('coverageId');
			expect(result).not.toHaveProperty('checkedAt');
		}
		if (seen > 3) break;
	}
	expect(seen).toBeGreaterThan(3);
});

async function ownIds(port: PracticeSystem): Promise<string[]> {
	const pages = await readAll(port, { read: 'all' });
	return pages
		.flatMap(({ patients }) => patients)
		.filter(({ recordPracticeId, patient }) => recordPracticeId === '1' && patient.birthDate)
		.map(({ patient }) => patient.id);
}

describe('against a service that answers what the test says', () => {
	let fake: FakeGreenway;

	afterEach(async () => {
		await fake.close();
	});

	const person = {
		PatientID: 100234,
		Firstname: 'Lena',
		LastName: 'Okafor',
		DateOfBirth: '/Date(447656400000-0500)/',
	};

	/** A row on a day, so many days from today, of a practice in New York. */
	const rowOn = (id: number, days: number, over: object = {}) => {
		const day = DateTime.now().setZone('America/New_York').plus({ days });
		return {
			AppointmentID: id,
			ScheduleDate: day.toFormat('MM/dd/yyyy'),
			StartTime: '9:05 AM',
			EndTime: '9:25 AM',
			Patient: person,
			at: day.set({ hour: 9, minute: 5 }).toMillis(),
			...over,
		};
	};

	async function open(rows: ReadonlyArray<{ at: number }>): Promise<PracticeSystem> {
		fake = await startFake((request, url) => {
			if (url.pathname.endsWith('/Patient')) return bundle([patientJson('pt-1')]);
			const answer = (body: object) =>
				json(body, { headers: { 'Content-Type': 'application/json' } });
			if (url.pathname.endsWith('/PatientDemographicsSummaryGet'))
				return answer({ Patient: person });
			if (!url.pathname.endsWith('/PatientListGet')) return undefined;
			const [from, to] = spanOf(request.body);
			const found = rows.filter(({ at }) => at >= from && at <= to);
			return answer({ Appointments: found, TotalRows: found.length });
		});
		return await fake.open('primeSuite');
	}

	function spanOf(body: string): [number, number] {
		const { FromDate, ToDate } = JSON.parse(body) as Record<string, string>;
		const millis = (text: string) => Number(/\((\d+)\+0000\)/.exec(text)?.[1]);
		return [millis(FromDate), millis(ToDate)];
	}

	/** First days of the windows that were asked for, in days from today. */
	function windows(): number[] {
		const start = DateTime.now().setZone('America/New_York').startOf('day');
		return fake.server.requests
			.filter(({ url }) => url.includes('PatientListGet'))
			.map(({ body }) => {
				const from = DateTime.fromMillis(spanOf(body)[0], { zone: 'America/New_York' });
				return Math.round(from.diff(start, 'days').days);
			});
	}

	test('the coming week is searched first, then the past one, then week by week to the end (sheet 5: -7 to +60 days)', async () => {
		const port = await open([]);
		const error = await errorOf(async () => await port.appointments?.get?.('5'));
		expect(error.kind).toBe('notFound');
		expect(windows()).toEqual([0, -7, 7, 14, 21, 28, 35, 42, 49, 56]);
	});

	test('the search ends where the appointment is met', async () => {
		const port = await open([rowOn(5, -3)]);
		expect((await port.appointments?.get?.('5'))?.record).toMatchObject({
			id: '5',
			patientId: 'pt-1',
		});
		expect(windows()).toEqual([0, -7]);
	});

	test('a row that cannot be read stops only who asks for it', async () => {
		const port = await open([rowOn(4, 1, { Patient: 'Not a patient' }), rowOn(5, 2)]);
		expect((await port.appointments?.get?.('5'))?.record.id).toBe('5');
		const error = await errorOf(async () => await port.appointments?.get?.('4'));
		expect(error).toMatchObject({ kind: 'wireShape', details: { fields: ['Patient'] } });
	});

	test('an appointment of someone who is not surely the patient of FHIR is not handed on', async () => {
		const port = await open([rowOn(5, 2, { Patient: { ...person, Firstname: 'Mona' } })]);
		const error = await errorOf(async () => await port.appointments?.get?.('5'));
		expect(error).toMatchObject({ kind: 'notFound', details: { vendorCode: 'NotLinked' } });
	});

	const insured = (id: number, EligibilityStatus: string, InsDocVisitCoPay: unknown = 0) => ({
		Insurance: { InsuranceID: id, EligibilityStatus, InsDocVisitCoPay },
	});

	test('one result per insurance: the latest up to today, else the nearest ahead; blank texts tell nothing', async () => {
		const port = await open([
			rowOn(7, -6, insured(71, 'Inactive', 40)),
			rowOn(1, 0, insured(71, 'ELIGIBLE', 25.5)),
			rowOn(2, 10, insured(71, 'Inactive', 40)),
			rowOn(8, 12, insured(72, 'Inactive')),
			rowOn(3, 2, insured(72, 'Pended at payer')),
			rowOn(4, 20, insured(72, ' ')),
			rowOn(5, 30, { ...insured(71, 'Inactive'), Patient: { ...person, PatientID: 100235 } }),
			rowOn(6, 31),
		]);
		expect(await port.eligibility?.last?.('pt-1')).toEqual([
			{
				system: 'greenway_prime_suite',
				practiceId: 'org-1',
				patientId: 'pt-1',
				status: 'active',
				statusText: 'ELIGIBLE',
				copay: { amount: 2550, currency: 'USD' },
			},
			{
				system: 'greenway_prime_suite',
				practiceId: 'org-1',
				patientId: 'pt-1',
				status: 'unknown',
				statusText: 'Pended at payer',
			},
		]);
	});

	test('insurances without a number are each told, equal texts once', async () => {
		const unnumbered = (text: string) => ({ Insurance: { EligibilityStatus: text } });
		const port = await open([
			rowOn(1, -2, unnumbered('Active')),
			rowOn(2, -1, unnumbered('Inactive')),
			rowOn(3, 1, unnumbered('Active')),
		]);
		const results = (await port.eligibility?.last?.('pt-1')) ?? [];
		expect(results.map(({ status }) => status)).toEqual(['inactive', 'active']);
	});

	test('a list that cannot be read whole tells no eligibility', async () => {
		const port = await open([rowOn(1, 2, insured(71, 'Active')), rowOn(2, 3, { Patient: 'x' })]);
		const error = await errorOf(async () => await port.eligibility?.last?.('pt-1'));
		expect(error.kind).toBe('wireShape');
	});
});
