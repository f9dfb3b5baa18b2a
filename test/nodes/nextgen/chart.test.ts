import type { PracticeSystem } from '../../../nodes/common/practice/port';
import { startSandbox } from '../../support/sandboxProcess';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { controlOf, failureOf, openPort, profileWith } from './support';

/** Encounters, charges, balances, eligibility and documents against the sandbox (all synthetic). */

let sandbox: SandboxProcess;
let base: string;
let control: ReturnType<typeof controlOf>;
let port: PracticeSystem;
let seen: string[];

const day = (offset: number) =>
	new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const year = { from: day(-400), to: day(1) };

beforeAll(async () => {
	sandbox = await startSandbox(5130, [
		...['--systems', 'nextgen', '--patients', '60', '--seed', '11'],
		...['--second-practice', '10', '--opted-out', '1', '--flagged', '1'],
	]);
	base = sandbox.url('nextgen');
	control = controlOf(sandbox);
	port = await openPort(base);
	const page = await port.appointments!.page({ read: 'window', window: year, pageSize: 500 });
	seen = page.appointments
		.filter(
			({ record, recordPracticeId }) =>
				record.status === 'completed' && recordPracticeId === '0001',
		)
		.flatMap(({ record }) => record.patientId ?? []);
});

afterAll(async () => {
	await sandbox?.stop();
});

async function encountersOf(ids: readonly string[]) {
	const lists = [];
	for (const id of ids) lists.push(await port.encounters!.ofPatient(id, year));
	return lists.flat().map(({ record }) => record);
}

test('an encounter holds diagnoses, procedures with units, and what was recommended (sheet 4.4)', async () => {
	const encounters = await encountersOf(seen.slice(0, 15));
	expect(encounters).toHaveLength(15);
	for (const { diagnoses, procedures, appointmentId, startsAt } of encounters) {
		expect(diagnoses).toMatchObject([{ system: 'icd10' }]);
		expect(procedures?.every(({ units }) => units === 1 || units === 2)).toBe(true);
		expect(appointmentId).toMatch(/^3f0c2b1e-0009/);
		expect(startsAt).toMatch(/Z$/);
	}
	const codes = encounters.flatMap(({ procedures }) => procedures ?? []);
	expect(codes.find(({ code }) => code === '97110')).toMatchObject({
		modifiers: ['GP'],
		units: 2,
		system: 'cpt',
	});
	const kinds = encounters.flatMap(
		({ recommendations }) => recommendations?.map(({ kind }) => kind) ?? [],
	);
	expect(new Set(kinds)).toEqual(new Set(['plan', 'recall']));
	const recall = encounters
		.flatMap(({ recommendations }) => recommendations ?? [])
		.find(({ kind }) => kind === 'recall');
	expect(recall?.by).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test('a locked chart is complete, an open one is not, whatever the billing status says (sheet 4.4)', async () => {
	const encounters = await encountersOf(seen);
	expect(
		new Set(encounters.map(({ isComplete, status }) => `${String(isComplete)} ${status}`)),
	).toEqual(new Set(['true finished', 'false in_progress']));
});

test('encounters outside of the window, and of persons without a chart here, are none (sheet 9.15)', async () => {
	const window = { from: day(-3000), to: day(-2000) };
	expect(await port.encounters!.ofPatient(seen[0], window)).toEqual([]);
	const [other] = await control.truth('secondPractice');
	expect(await port.encounters!.ofPatient(other.vendorId, year)).toEqual([]);
	expect(await port.ledger!.balance!(other.vendorId)).toBeUndefined();
});

test('procedures stand in for charges, with the amount for all units (sheet 4.5)', async () => {
	const charges = (await port.ledger!.charges!(year, seen[0])).map(({ record }) => record);
	expect(charges.length).toBeGreaterThan(0);
	const prices: Record<string, number> = {
		'99213': 12_000,
		'97110': 9_100,
		'99395': 18_500,
		L1812: 9_875,
	};
	for (const { procedureCode, amount, encounterId } of charges) {
		expect(amount).toEqual({ amount: prices[procedureCode ?? ''], currency: 'USD' });
		expect(encounterId).toMatch(/^3f0c2b1e-000a/);
	}
	const perUnit = await openPort(base, {
		practiceProfile: profileWith({ procedureAmount: 'perUnit' }),
	});
	const all = [];
	for (const id of seen.slice(0, 20)) all.push(...(await perUnit.ledger!.charges!(year, id)));
	const therapy = all.find(({ record }) => record.procedureCode === '97110');
	expect(therapy?.record.amount.amount).toBe(18_200);
});

test('charges of the whole practice are refused with what to do (sheet 4.5)', async () => {
	expect(await failureOf(port.ledger!.charges!(year))).toMatchObject({
		details: { kind: 'unsupported', fields: ['patientId'] },
	});
});

test('the balance is the sum over guarantors, in cents (sheet 4.5)', async () => {
	for (const id of seen.slice(0, 8)) {
		const charges = (await port.ledger!.charges!({ from: day(-4000), to: day(1) }, id)).map(
			({ record }) => record.amount.amount,
		);
		const balance = await port.ledger!.balance!(id);
		const { patient, insurance, total } = balance ?? {};
		expect(total?.amount).toBe((patient?.amount ?? 0) + (insurance?.amount ?? 0));
		expect(total?.amount).toBeLessThanOrEqual(charges.reduce((sum, amount) => sum + amount, 0));
	}
});

test('the last eligibility is told in the words of the practice, and mapped only by the profile (sheet 4.3)', async () => {
	const mapped = await openPort(base, {
		practiceProfile: profileWith({ eligibilityStatus: { a: 'active', i: 'inactive' } }),
	});
	const plain = [];
	const known = [];
	for (const { vendorId } of (await control.truth('included')).slice(0, 12)) {
		plain.push(...(await port.eligibility!.last!(vendorId)));
		known.push(...(await mapped.eligibility!.last!(vendorId)));
	}
	expect(plain.length).toBeGreaterThan(3);
	expect(new Set(plain.map(({ status }) => status))).toEqual(new Set(['unknown']));
	expect(plain.every(({ statusText }) => ['Active', 'Inactive'].includes(statusText ?? ''))).toBe(
		true,
	);
	expect(known.map(({ status, statusText }) => `${status} ${statusText ?? ''}`)).toContain(
		'active Active',
	);
	expect(plain.every(({ copay }) => copay === undefined)).toBe(true);
});

test('a document is added to an open encounter, byte by byte, and once (sheet 4.7 C)', async () => {
	const lists = await Promise.all(
		seen.map(async (id) => ({ id, list: await port.encounters!.ofPatient(id, year) })),
	);
	const open = lists.find(({ list }) => list.some(({ record }) => record.isComplete === false));
	const content = Buffer.from([0x25, 0x50, 0x44, 0x46, 0x00, 0xff, 0xfe, 0x0d, 0x0a, 0x2d, 0x2d]);
	const file = {
		patientId: open?.id as string,
		name: 'HS-DC-9 "ä".pdf',
		mimeType: 'application/pdf',
		content: content.toString('base64'),
		reference: 'HS-DC-9',
	};
	const before = await control.calls('documents.add');
	const written = await port.staff!.document!(file);
	expect(written.place).toBe('encounter document');
	expect(written.id).toMatch(/^3f0c2b1e-000e/);
	const { documents } = (await control.get('nextgen/documents')) as {
		documents: Array<{ content: string; description: string }>;
	};
	expect(documents).toMatchObject([
		{ content: content.toString('base64'), description: 'HS-DC-9 "ä".pdf HS-DC-9' },
	]);
	expect(await port.staff!.document!(file)).toEqual(written);
	expect((await control.calls('documents.add')) - before).toBe(1);
});

test('a locked encounter refuses a document with a sentence (sheet 6)', async () => {
	const lists = await Promise.all(
		seen.map(async (id) => ({ id, list: await port.encounters!.ofPatient(id, year) })),
	);
	const locked = lists.find(
		({ list }) => list.length > 0 && list.every(({ record }) => record.isComplete === true),
	);
	const error = await failureOf(
		port.staff!.document!({
			patientId: locked?.id as string,
			name: 'a.pdf',
			mimeType: 'application/pdf',
			content: 'JVBERg==',
			reference: 'HS-DC-10',
		}),
	);
	expect(error).toMatchObject({ details: { kind: 'conflict', vendorCode: 'Locked' } });
	expect(JSON.stringify(error.details)).not.toContain('3f0c2b1e');
});
