import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';
import { callsOf, control, lastCall, openPort, profile } from './support';

/** Visits, notes, balances and eligibility against the sandbox. All data is made up. */

interface Entry {
	id: number;
	patientId?: number;
	practiceId: number;
	start: string;
	status: string;
}

let sandbox: SandboxProcess;
let loginUrl: string;
let entries: Entry[];

beforeAll(async () => {
	sandbox = await startSandbox(5040, [
		...[
			'--systems',
			'advancedmd',
			'--patients',
			'80',
			'--seed',
			'7',
			'--no-limits',
			'--speed',
			'60',
		],
		...['--opted-out', '0', '--flagged', '0'],
	]);
	loginUrl = sandbox.url('advancedmd');
	const { appointments } = await control<{ appointments: Entry[] }>(sandbox, 'advancedmd/written');
	entries = appointments.filter(({ practiceId, patientId }) => practiceId === 1 && patientId);
});

afterAll(async () => {
	await sandbox?.stop();
});

afterEach(async () => {
	await fetch(`${sandbox.status}/control/faults`, { method: 'DELETE' });
});

const day = (offset: number) =>
	new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const year = { from: day(-400), to: day(90) };
const patientOf = ({ patientId }: Entry) => String(100_000 + (patientId ?? 0));
const firstOf = (status: string) => entries.find((entry) => entry.status === status) as Entry;

test('the visits of a patient are encounters, and nothing says whether they are complete', async () => {
	const port = await openPort(loginUrl);
	const entry = firstOf('completed');
	const found = await port.encounters?.ofPatient(patientOf(entry), year);
	const visit = found?.find(({ record }) => record.id === String(500_000 + entry.id));
	expect(visit?.record).toMatchObject({
		system: 'advancedmd',
		patientId: patientOf(entry),
		status: 'finished',
		isComplete: null,
		isSensitive: false,
	});
	expect(visit?.record.appointmentId).toBeUndefined();
	expect(found).toHaveLength(
		entries.filter(({ patientId }) => patientId === entry.patientId).length,
	);
	const [date] = entry.start.split('T');
	const earlier = { from: day(-900), to: day(-500) };
	expect(await port.encounters?.ofPatient(patientOf(entry), earlier)).toEqual([]);
	expect(date).toMatch(/^\d{4}/);
});

test('signed notes of a named template tell diagnoses and the plan; unsigned ones stay out (sheet 4.7)', async () => {
	const port = await openPort(loginUrl, {
		practiceProfile: profile({
			visitIds: 'appointment',
			noteTemplates: [{ templateId: '701', planField: 'Plan' }],
		}),
	});
	let signed = 0;
	let unsigned = 0;
	for (const entry of entries.filter(({ status }) => status === 'completed')) {
		const found = (await port.encounters?.ofPatient(patientOf(entry), year)) ?? [];
		const visit = found.find(({ record }) => record.id === String(500_000 + entry.id));
		expect(visit?.record.appointmentId).toBe(String(500_000 + entry.id));
		const note = found.find(({ record }) => record.id === `note-${800_000 + entry.id}`);
		if (note === undefined) {
			unsigned += 1;
			continue;
		}
		signed += 1;
		expect(note.record.isComplete).toBe(true);
		expect(note.record.diagnoses?.[0]).toMatchObject({ system: 'icd10' });
		expect(note.record.recommendations?.[0]?.kind).toBe('plan');
		expect(note.record.recommendations?.[0]?.text?.length).toBeGreaterThan(10);
	}
	expect(signed).toBeGreaterThan(5);
	expect(unsigned).toBeGreaterThan(0);
});

test('a balance comes from the buckets that the profile names (sheet 4.1)', async () => {
	const port = await openPort(loginUrl);
	const totals = await Promise.all(
		entries
			.filter(({ status }) => status === 'completed')
			.map(async (entry) => await port.ledger?.balance?.(patientOf(entry))),
	);
	const owing = totals.filter((balance) => (balance?.insurance?.amount ?? 0) > 0);
	expect(owing.length).toBeGreaterThan(3);
	for (const balance of owing) {
		expect(balance?.total?.amount).toBe(
			(balance?.patient?.amount ?? 0) + (balance?.insurance?.amount ?? 0),
		);
		expect(Number.isInteger(balance?.insurance?.amount)).toBe(true);
	}
	const strange = await openPort(loginUrl, {
		practiceProfile: profile({ balanceBuckets: { patient: 'r', insurance: 'ri' } }),
	});
	expect(await strange.ledger?.balance?.(patientOf(entries[0]))).toMatchObject({
		patient: null,
		insurance: null,
		total: null,
	});
	expect(await port.ledger?.balance?.('99999999')).toBeUndefined();
});

async function insured() {
	const port = await openPort(loginUrl);
	for (const entry of entries) {
		const found = await port.patients.get(patientOf(entry));
		const coverage = found?.patient.coverages?.[0];
		if (coverage) return { patientId: patientOf(entry), coverageId: coverage.id };
	}
	throw new Error('The seed has nobody with a policy.');
}

test('payers are not asked unless the profile says so, and nothing is sent (sheet 4.4)', async () => {
	const port = await openPort(loginUrl);
	const { patientId, coverageId } = await insured();
	const before = await lastCall(sandbox);
	await expect(port.eligibility?.request?.(patientId, coverageId, '30')).rejects.toMatchObject({
		kind: 'unsupported',
	});
	expect(await callsOf(sandbox, before)).toEqual([]);
});

test('a payer is asked once and its answer looked for until it is there', async () => {
	const port = await openPort(loginUrl, {
		sandboxSpeed: 60,
		practiceProfile: profile({
			eligibility: { request: true },
			limits: { tier3: { peak: 1000, offPeak: 1000 } },
		}),
	});
	const { patientId, coverageId } = await insured();
	const before = await lastCall(sandbox);
	const result = await port.eligibility?.request?.(patientId, coverageId, '30');
	// Done is not active: what the answer says is not confirmed (sheet 4.4).
	expect(result).toMatchObject({
		status: 'unknown',
		statusText: '1',
		coverageId,
		serviceTypeCode: '30',
	});
	const calls = await callsOf(sandbox, before);
	expect(calls.filter((name) => name === 'submitdemandrequest')).toHaveLength(1);
	expect(calls.filter((name) => name === 'CheckEligibilityResponse').length).toBeGreaterThan(1);
	const [last] = (await port.eligibility?.last?.(patientId)) ?? [];
	expect(last).toMatchObject({
		requestId: result?.requestId,
		coverageId,
		status: 'unknown',
		serviceTypeCode: '30',
	});
});

test('a payer who does not answer in time leaves the request pending, with its number', async () => {
	const port = await openPort(loginUrl, {
		sandboxSpeed: 60,
		practiceProfile: profile({
			// One look: no payer of the sandbox has its answer then.
			eligibility: { request: true, pollSeconds: 2, waitSeconds: 2 },
			limits: { tier3: { peak: 1000, offPeak: 1000 } },
		}),
	});
	const { patientId, coverageId } = await insured();
	const result = await port.eligibility?.request?.(patientId, coverageId, '98');
	expect(result).toMatchObject({ status: 'pending', serviceTypeCode: '98' });
	expect(result?.requestId).toMatch(/^\d+$/);
});

test('a policy that was never checked has no result', async () => {
	const port = await openPort(loginUrl);
	const { patientId } = await insured();
	const other = entries.map(patientOf).find((id) => id !== patientId) as string;
	expect(await port.eligibility?.last?.(other)).toEqual([]);
});
