import type { SandboxProcess } from '../../support/sandboxProcess';
import type { PracticeSystem, SourcePatient } from '../../../nodes/common/practice/port';
import { openPort, profile, readAll, start, type Truth, truthOf } from './support';

/** What becomes of the members of a patient (sheet 4.1, 4.4), held against the practice's own record. */

let sandbox: SandboxProcess;
let port: PracticeSystem;
let truth: Map<string, Truth>;
let read: SourcePatient[];

beforeAll(async () => {
	sandbox = await start(5260, '--patients', '120', '--seed', '11');
	port = await openPort(sandbox.url('carecloud'));
	truth = new Map((await truthOf(sandbox)).map((one) => [one.vendorId, one]));
	const [page] = await readAll(port, 1000);
	read = page.patients.filter(({ recordPracticeId }) => recordPracticeId === '1');
});

afterAll(async () => {
	await sandbox?.stop();
});

const of = (source: SourcePatient) => truth.get(source.patient.id) as Truth;
const text = (value: unknown) => (value === undefined ? null : value);

/** The form that the pack gives to what front desks type with or without a hyphen. */
const zipOf = (zip: string | undefined) => zip?.replace(/^(\d{5})-?(\d{4})$/, '$1-$2');

test('names, birth date, chart number and home of each patient are the practice’s', () => {
	expect(read.length).toBeGreaterThan(60);
	for (const source of read) {
		const own = of(source);
		const { patient } = source;
		expect(patient.givenName).toBe(own.firstName);
		expect(patient.familyName).toBe(own.lastName);
		expect(patient.middleName).toBe(text((own.middleName as string | undefined)?.slice(0, 1)));
		expect(patient.suffix).toBe(text(own.suffix));
		expect(patient.birthDate).toBe(text(own.birthDate));
		const chart = patient.externalIds.find(({ type }) => type === 'chart')?.value;
		expect(chart).toBe(own.chartNumber);
		const address = own.address as Record<string, string | undefined>;
		if (address.line1 && address.line1 !== 'UNKNOWN') {
			expect(patient.addresses).toEqual([
				expect.objectContaining({
					use: 'home',
					region: address.state,
					postalCode: zipOf(address.zip),
				}),
			]);
		} else {
			expect(patient.addresses).toEqual([]);
		}
		expect(source.lastVisitOn).toBe(text(own.lastVisit));
	}
});

test('telephones are read by code and by word, with either name of the extension (sheet 4.1)', () => {
	let extensions = 0;
	for (const source of read) {
		const phones = of(source).phones as Record<string, { number: string; extension?: string }>;
		for (const [use, phone] of Object.entries(phones)) {
			const found = source.patient.phones?.filter((one) => one.use === use) ?? [];
			if (phone === undefined || !/^[2-9]\d{9}$/.test(phone.number)) {
				expect(found).toEqual([]);
				continue;
			}
			expect(found).toHaveLength(1);
			expect(found[0].number).toBe(`+1${phone.number}`);
			expect(found[0].extension).toBe(phone.extension);
			if (phone.extension !== undefined) extensions += 1;
		}
	}
	expect(extensions).toBeGreaterThan(2);
});

test('sex is read by either name of its member, and a code nobody knows is unknown (sheet 4.1)', () => {
	const words = { Female: 'female', Male: 'male', Unknown: 'unknown' } as Record<string, string>;
	for (const source of read) {
		expect(source.patient.administrativeSex).toBe(words[of(source).sex as string]);
	}
});

test('insurance is read out of each of its envelopes, in its rank (sheet 4.4, 9.1)', () => {
	let policies = 0;
	for (const source of read) {
		const cases = of(source).cases as Array<{
			id: string;
			policies: Array<Record<string, unknown>>;
		}>;
		const expected = cases.flatMap(({ id, policies: list }) =>
			list.map((policy, index) => ({ ...policy, id: `${id}-${index + 1}`, rank: index })),
		);
		const { coverages = [] } = source.patient;
		expect(coverages.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
		for (const policy of expected as Array<Record<string, unknown> & { rank: number }>) {
			const coverage = coverages.find(({ id }) => id === policy.id);
			expect(coverage?.payer).toEqual({ id: policy.companyId, name: policy.companyName });
			expect(coverage?.memberId).toBe(text(policy.number));
			expect(coverage?.priority).toBe(['primary', 'secondary', 'tertiary'][policy.rank]);
			expect(coverage?.subscriber.relationship).toBe(policy.relationship);
			expect(coverage?.effectiveFrom).toBe(text(policy.start));
			expect(coverage?.effectiveTo).toBe(text(policy.end));
			policies += 1;
		}
	}
	expect(policies).toBeGreaterThan(40);
});

test('no social security number, licence or interface password is in what is read (sheet 4.1)', () => {
	const all = JSON.stringify(read);
	expect(/if-secret-|"ssn"|"photo"/.test(all)).toBe(false);
	const numbers = [...truth.values()].flatMap(({ ssn }) => (ssn === undefined ? [] : [ssn]));
	expect(numbers.length).toBeGreaterThan(20);
	expect(numbers.filter((ssn) => all.includes(`"${String(ssn)}"`))).toEqual([]);
});

test('a status that marks privacy is what the flags look at', () => {
	const flagged = read.filter((source) => of(source).group === 'flagged');
	expect(flagged.length).toBeGreaterThan(2);
	for (const { flags } of flagged) expect(flags.status).toMatch(/Do Not Share|Confidential/);
	const others = read.filter((source) => of(source).group !== 'flagged');
	for (const { flags } of others) expect(flags.status).toMatch(/^(Active|Inactive)$/);
	for (const source of others) expect(source.patient.active).toBe(of(source).active);
});

test('a patient who is not there is undefined, and an ID that is no GUID is refused', async () => {
	expect(await port.patients.get('11111111-2222-4333-8444-555555555555')).toBeUndefined();
	await expect(port.patients.get('../providers')).rejects.toMatchObject({ kind: 'validation' });
});

test('providers, locations and practice are the served practice’s, active ones only (sheet 4.3)', async () => {
	expect(await port.providers.list()).toEqual([
		expect.objectContaining({
			id: '40001',
			givenName: 'Ada',
			familyName: 'Sample',
			credentials: 'MD',
			npi: '1000000038',
			specialty: 'Family Medicine',
			active: true,
		}),
		expect.objectContaining({ id: '40002', familyName: 'Example' }),
	]);
	expect(await port.locations.list()).toEqual([
		expect.objectContaining({
			id: '55001',
			name: 'Oak Clinic Main Street',
			line1: '1 Main Street',
			region: 'IL',
			postalCode: '62701',
			phone: '+12175550101',
			timeZone: 'America/Chicago',
		}),
		expect.objectContaining({ id: '55002' }),
	]);
	expect(await port.practices.list()).toEqual([{ id: '1', name: 'Oak Clinic' }]);
});

test('where the grant names a GUID and records a number, the name decides (sheet 9.3)', async () => {
	const own = await openPort(sandbox.url('carecloud'), profile({ businessEntityIds: ['1'] }));
	const source = await own.patients.get(read[0].patient.id);
	expect(source?.recordPracticeId).toBe('1');
	expect(source?.recordPracticeName).toBe('Oak Clinic');
});
