import { patientSchema } from '../../../lib/canonical/patient';
import { toMerge } from '../../../lib/hl7/mapping/merge';
import { sourceTime, toPatient, visitDate } from '../../../lib/hl7/mapping/patient';
import { flagsOf, practiceOf } from '../../../lib/hl7/mapping/practice';
import { a08, a40, context, lines, msh, pid, read, refusalOf } from './messages';

const patientOf = (segment: string, settings = {}) =>
	toPatient(read(lines(msh('ADT^A08'), segment)).message, context(settings));

describe('the patient of an ADT message', () => {
	it('is the canonical patient', () => {
		const patient = toPatient(read(a08).message, context());
		expect(patientSchema.parse(patient)).toEqual(patient);
		expect(patient).toEqual({
			system: 'greenway_intergy',
			practiceId: '1',
			id: '501',
			externalIds: [
				{ system: 'greenway_intergy', practiceId: '1', type: 'patient', value: '501' },
				{ system: 'greenway_intergy', practiceId: '1', type: 'hl7', value: 'OAKEMR:MR:M-77' },
			],
			givenName: 'Ana',
			middleName: 'Maria',
			familyName: 'Rivera',
			suffix: 'Jr',
			birthDate: '1984-02-29',
			administrativeSex: 'female',
			email: 'ana.rivera@example.com',
			phones: [
				{ use: 'home', number: '+12175550123' },
				{ use: 'mobile', number: '+12175550142' },
				{ use: 'work', number: '+12175550177', extension: '88' },
			],
			addresses: [
				{
					use: 'home',
					line1: '12 Oak St',
					line2: 'Apt 4',
					city: 'Oakfield',
					region: 'IL',
					postalCode: '62701',
					country: 'US',
				},
				{
					use: 'mailing',
					line1: 'PO Box 9',
					city: 'Oakfield',
					region: 'IL',
					postalCode: '62702',
					country: 'US',
				},
			],
			emergencyContacts: [
				{
					name: 'Luis Rivera',
					relationship: 'Spouse',
					phones: [{ use: 'home', number: '+12175550188' }],
				},
			],
			primaryProviderId: '1',
			sourceAt: '2026-03-04T16:55:00Z',
		});
	});

	it('never carries a social security number, whether of PID-3 or of PID-19', () => {
		expect(JSON.stringify(toPatient(read(a08).message, context()))).not.toContain('000-00-0000');
	});

	it('leaves absent what the message does not speak of, and takes "" as known to be empty', () => {
		const silent = patientOf('PID|1||501^^^OAKPM^PI||Rivera^Ana');
		expect(Object.keys(silent).sort()).toEqual([
			'externalIds',
			'familyName',
			'givenName',
			'id',
			'practiceId',
			'sourceAt',
			'system',
		]);
		const cleared = patientOf('PID|1||501^^^OAKPM^PI||Rivera^Ana^""||""|""|||""||""');
		expect(cleared).toMatchObject({
			middleName: null,
			birthDate: null,
			administrativeSex: null,
			addresses: [],
			phones: [],
		});
	});

	it('has the legal name where several are told, and never the maiden name', () => {
		const name = (field: string) => patientOf(`PID|1||501^^^OAKPM^PI||${field}`).familyName;
		expect(name('Old^Ana^^^^^M~Rivera^Ana^^^^^L')).toBe('Rivera');
		expect(name('Old^Ana^^^^^M~Rivera^Ana^^^^^D')).toBe('Rivera');
		expect(name('Rivera^Ana')).toBe('Rivera');
	});

	it.each([
		['a birth date exact to the month', '198402', undefined],
		['one with a time behind it', '198402290000', '1984-02-29'],
		['a day that does not exist', '19840230', undefined],
	])('with %s has that date or none', (_name, text, birthDate) => {
		expect(patientOf(`PID|1||501^^^OAKPM^PI||R^A||${text}`).birthDate).toBe(birthDate);
	});

	it.each([
		['M', 'male'],
		['f', 'female'],
		['O', 'other'],
		['A', 'unknown'],
	])('sex %s is %s', (code, sex) => {
		expect(patientOf(`PID|1||501^^^OAKPM^PI||R^A|||${code}`).administrativeSex).toBe(sex);
	});

	it('says that it is deceased when PID-30 does', () => {
		const with30 = (word: string) =>
			patientOf(`PID|1||501^^^OAKPM^PI||R^A${'|'.repeat(25)}${word}`).deceased;
		expect(with30('Y')).toBe(true);
		expect(with30('N')).toBe(false);
		expect(with30('')).toBeUndefined();
	});

	it('is dated by EVN-2, and by MSH-7 where there is no EVN-2', () => {
		expect(sourceTime(read(a08).message, context())).toBe('2026-03-04T16:55:00Z');
		const bare = read(lines(msh('ADT^A08'), 'EVN|A08', pid));
		expect(sourceTime(bare.message, context())).toBe('2026-03-04T16:55:30Z');
		expect(visitDate(read(a08).message, context())).toBe('2026-03-01');
	});

	it.each([
		['a day', '20260304', '2026-03-04T16:55:30Z'],
		['an hour', '2026030410-0600', '2026-03-04T16:55:30Z'],
		['a minute', '202603041050-0600', '2026-03-04T16:50:00Z'],
	])('is dated by MSH-7 where EVN-2 is too rough, here %s', (_name, at, expected) => {
		const { message } = read(lines(msh('ADT^A08'), `EVN|A08|${at}`, pid));
		expect(sourceTime(message, context())).toBe(expected);
	});

	it.each([
		['a telephone without a number', '||^PRN^PH'],
		['a telephone that is a word', '||UNKNOWN'],
		['an address without content', '^^^^^^H||'],
		['a bad address alone', '1 Elm St^^Oakfield^IL^62701^^BA||'],
		['an e-mail field without an address', '||^NET^Internet'],
		['a word in place of an e-mail address', '||^NET^Internet^UNKNOWN'],
		['a work telephone alone', '|||(217)555-0177^WPN^PH'],
	])('says nothing by %s', (_name, fields) => {
		const patient = patientOf(`PID|1||501^^^OAKPM^PI||R^A||||||${fields}`);
		expect(patient).not.toHaveProperty('phones');
		expect(patient).not.toHaveProperty('addresses');
		expect(patient).not.toHaveProperty('email');
	});
});

describe('the number of the patient', () => {
	const numbers = (field: string, patientNumber = { types: ['PI'], authorities: [] as string[] }) =>
		patientOf(`PID|1||${field}||R^A`, { patientNumber }).id;

	it('is that of the agreed type and authority', () => {
		expect(numbers('7^^^X^MR~501^^^OAKPM^PI')).toBe('501');
		const byAuthority = { types: ['PI'], authorities: ['OAKPM'] };
		expect(numbers('900^^^ELMPM^PI~501^^^OAKPM^PI', byAuthority)).toBe('501');
		expect(numbers('501^^^OTHER&1.2.3.4&ISO^PI', { types: ['PI'], authorities: ['1.2.3.4'] })).toBe(
			'501',
		);
		expect(numbers('7^^^X^MR', { types: ['PI', 'MR'], authorities: [] })).toBe('7');
	});

	it('is a single number without a type', () => {
		expect(numbers('501')).toBe('501');
	});

	it.each([
		['PID-3 is empty', '', '101'],
		['PID-3 holds numbers of other types only', '7^^^X^MR', '204'],
		['several numbers tell no type', '7~8', '204'],
		['two numbers are of the type that must be one', '7^^^X^PI~8^^^X^PI', '204'],
	])('is asked for when %s', (_name, field, condition) => {
		expect(refusalOf(() => numbers(field))).toMatchObject({
			code: 'AE',
			condition,
			place: { segment: 'PID', field: 3 },
		});
	});

	it('is asked for when the message has no PID', () => {
		const { message } = read(lines(msh('ADT^A08'), 'EVN|A08'));
		expect(refusalOf(() => toPatient(message, context())).text).toMatch(/no PID/);
	});
});

describe('insurance', () => {
	it('is not read unless the practice says so', () => {
		expect(toPatient(read(a08).message, context()).coverages).toBeUndefined();
	});

	it('is one coverage per IN1', () => {
		const patient = toPatient(read(a08).message, context({ insurance: 'read' }));
		expect(patientSchema.parse(patient)).toEqual(patient);
		expect(patient.coverages).toEqual([
			{
				id: '501-1-CAR9',
				externalIds: [
					{ system: 'greenway_intergy', practiceId: '1', type: 'policy', value: '501-1-CAR9' },
				],
				priority: 'primary',
				status: 'unverified',
				payer: { id: 'CAR9', name: 'Example Health Plan' },
				plan: { id: 'PPO1', name: 'Example PPO', type: 'other', groupNumber: 'GRP-EX' },
				memberId: 'EX000123',
				subscriber: {
					relationship: 'spouse',
					givenName: 'Luis',
					familyName: 'Rivera',
					birthDate: '1982-01-01',
				},
				effectiveTo: '2099-12-31',
			},
		]);
	});

	it('that the message does not speak of is not read, and ended policies say so', () => {
		const silent = read(lines(msh('ADT^A08'), pid)).message;
		expect(toPatient(silent, context({ insurance: 'read' })).coverages).toBeUndefined();
		const ended = read(
			lines(msh('ADT^A08'), pid, 'IN1|1|P|CAR9|X|||||||||20260101||||SEL'),
		).message;
		const [coverage] = toPatient(ended, context({ insurance: 'read' })).coverages ?? [];
		expect(coverage).toMatchObject({
			status: 'terminated',
			subscriber: { relationship: 'self' },
		});
	});

	it('follows IN1-22 and not the order of the segments', () => {
		const two = read(
			lines(
				msh('ADT^A08'),
				pid,
				`IN1|1|P1|C1|A${'|'.repeat(18)}2`,
				`IN1|2|P2|C2|B${'|'.repeat(18)}1`,
			),
		).message;
		expect(
			toPatient(two, context({ insurance: 'read' })).coverages?.map(({ id, priority }) => [
				id,
				priority,
			]),
		).toEqual([
			['501-2-C1', 'secondary'],
			['501-1-C2', 'primary'],
		]);
	});
});

describe('a merge', () => {
	it('names the patient that stays and the one that is gone', () => {
		expect(toMerge(read(a40).message, context())).toEqual({ survivorId: '501', loserId: '777' });
	});

	it.each([
		['no MRG', a40.replace(/MRG.*\r/, ''), '100'],
		['no number in MRG-1', a40.replace('MRG|777^^^OAKPM^PI', 'MRG|'), '101'],
		['a number of another type in MRG-1', a40.replace('777^^^OAKPM^PI', '777^^^X^MR'), '204'],
		['the same patient twice', a40.replace('777', '501'), '204'],
		['several merges', `${a40}PID|2||502^^^OAKPM^PI\rMRG|778^^^OAKPM^PI\r`, '100'],
	])('with %s is an error', (_name, text, condition) => {
		expect(refusalOf(() => toMerge(read(text).message, context()))).toMatchObject({
			code: 'AE',
			condition,
		});
	});
});

describe('the practice of a message', () => {
	const practice = (field: string, codes: string[], text = a08) =>
		practiceOf(read(text).message, context({ practice: { field, codes } }));

	it('is the served one when the agreed field names it', () => {
		expect(practice('MSH-4', ['oak'])).toBe('1');
		expect(practice('MSH-4', [], a08.replace('|OAK|', '|1|'))).toBe('1');
		expect(practice('PID-3.4', ['OAKPM'])).toBe('1');
		expect(practice('PV1-3.4', ['MAIN'], a08.replace('PV1|1|O|^^^1', 'PV1|1|O|^^^MAIN'))).toBe('1');
	});

	it('is another one, or none that can be told, in every other case', () => {
		expect(practice('MSH-4', ['ELM'])).not.toBe('1');
		expect(practice('MSH-6', ['OAK'])).toBeUndefined();
	});
});

test('flag rules look at fields of the message', () => {
	const vip = a08.replace('PV1|1|O|', 'PV1|1|O|').replace('ZPX|1|', 'ZPX|CONFIDENTIAL|');
	expect(flagsOf(read(vip).message, ['ZPX-1', 'PV1-16'])).toEqual({
		'ZPX-1': 'CONFIDENTIAL',
		'PV1-16': undefined,
	});
});
