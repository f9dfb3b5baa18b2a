import type { Coverage } from '../../../lib/canonical/coverage';
import type { Patient } from '../../../lib/canonical/patient';
import { buildP03 } from '../../../lib/hl7/build/charges';
import type { Outgoing } from '../../../lib/hl7/build/header';
import { a31Patient, buildA31 } from '../../../lib/hl7/build/patient';
import { toPatient } from '../../../lib/hl7/mapping/patient';
import { readInterfaceSettings, type InterfaceSettings } from '../../../lib/hl7/settings';
import { SafeError } from '../../../lib/privacy/errors';
import { context, read } from './messages';

/** What an ADT A31 tells of approved changes beside PID. All people are invented. */

function outgoing(over: Partial<InterfaceSettings['outgoing']> = {}): Outgoing {
	const { settings } = context();
	return {
		settings: {
			...settings,
			outgoing: { ...settings.outgoing, patientNumberAuthority: 'OAKPM', ...over },
		},
		timeZone: 'America/Chicago',
		at: '2026-03-10T12:00:01Z',
		controlId: 'HSB7F3A2K9',
	};
}

const id = { system: 'greenway_intergy', practiceId: '1' } as const;

const secondary: Coverage = {
	id: 'c2',
	externalIds: [],
	priority: 'secondary',
	status: 'unverified',
	payer: { name: 'Payer | Two' },
	plan: { type: 'other', name: 'Plan Two' },
	memberId: 'M-2',
	subscriber: {
		relationship: 'spouse',
		familyName: 'Rivera',
		givenName: 'Luis',
		birthDate: '1982-01-01',
	},
};
const primary: Coverage = {
	id: 'c1',
	externalIds: [],
	priority: 'primary',
	status: 'unverified',
	payer: { id: 'CAR9', name: 'Example Health Plan' },
	plan: { type: 'other', id: 'PPO1', name: 'Example PPO', groupNumber: 'GRP-EX' },
	memberId: 'EX000123',
	subscriber: { relationship: 'self' },
	effectiveFrom: '2025-01-01',
	effectiveTo: '2099-12-31',
};

const patient: Patient = {
	...id,
	id: 'pt-3001',
	externalIds: [
		{ ...id, type: 'patient', value: 'pt-3001' },
		{ ...id, type: 'chart', value: '100001' },
	],
	familyName: 'Rivera',
	givenName: 'Ana',
	emergencyContacts: [
		{
			name: 'Luis de la Rivera',
			relationship: 'Husband',
			phones: [
				{ use: 'mobile', number: '+12175550188' },
				{ use: 'work', number: '+12175550177', extension: '88' },
			],
		},
		{ name: 'Kim', phones: [] },
	],
	coverages: [secondary, primary],
};
const bare: Patient = { ...id, id: '501', externalIds: [], familyName: 'Rivera', givenName: 'Ana' };

const linesOf = (of: Patient, over?: Partial<InterfaceSettings['outgoing']>) =>
	buildA31(of, outgoing(over)).split('\r');
const namesOf = (of: Patient) => linesOf(of).map((line) => line.slice(0, 3));
const errorOf = (of: Patient, over?: Partial<InterfaceSettings['outgoing']>): SafeError => {
	let thrown: unknown;
	try {
		buildA31(of, outgoing(over));
	} catch (error) {
		thrown = error;
	}
	expect(thrown).toBeInstanceOf(SafeError);
	return thrown as SafeError;
};

describe('emergency contacts in an ADT A31', () => {
	it('are NK1 between PID and PV1, in their order, with the role of an emergency contact', () => {
		expect(namesOf(patient)).toEqual([
			...['MSH', 'EVN', 'PID', 'NK1', 'NK1', 'PV1'],
			...['IN1', 'IN1', ''],
		]);
		const [, , , first, second] = linesOf(patient);
		expect(first).toBe(
			'NK1|1|Rivera^Luis de la|^Husband||(217)555-0188^PRN^CP^^^217^5550188|(217)555-0177^WPN^PH^^^217^5550177^88|C',
		);
		expect(second).toBe('NK1|2|Kim|||||C');
	});

	it('that are not told, or that nobody knows of, have no segment', () => {
		expect(namesOf(bare)).not.toContain('NK1');
		expect(namesOf({ ...bare, emergencyContacts: [] })).not.toContain('NK1');
	});
});

describe('insurance in an ADT A31', () => {
	it('is IN1 behind PV1, in the order of benefits', () => {
		const [first, second] = linesOf(patient).filter((line) => line.startsWith('IN1'));
		expect(first).toBe(
			'IN1|1|PPO1^Example PPO|CAR9|Example Health Plan||||GRP-EX||||20250101|20991231||||SEL|||||1||||||||||||||EX000123|||||||||||||EX000123',
		);
		expect(second.split('|').slice(0, 5)).toEqual(['IN1', '2', '^Plan Two', '', 'Payer \\F\\ Two']);
		expect(second.split('|').slice(16, 19)).toEqual(['Rivera^Luis', 'SPO', '19820101']);
		expect(second.split('|')[22]).toBe('2');
	});

	it('that is not told has no segment, so that no policy ends', () => {
		expect(namesOf(bare)).not.toContain('IN1');
		expect(namesOf({ ...bare, coverages: [] })).not.toContain('IN1');
	});
});

describe('a message that is read back', () => {
	it('tells the same contacts and policies', () => {
		const reading = {
			...context(),
			settings: { ...context().settings, insurance: 'read' as const },
		};
		const numbered = { ...patient, id: '501' };
		const again = toPatient(read(buildA31(numbered, outgoing())).message, reading);
		expect(again.emergencyContacts).toEqual(patient.emergencyContacts);
		expect(again.coverages).toMatchObject([
			{
				priority: 'primary',
				payer: primary.payer,
				plan: primary.plan,
				memberId: 'EX000123',
				subscriber: { relationship: 'self' },
				effectiveFrom: '2025-01-01',
				effectiveTo: '2099-12-31',
			},
			{ priority: 'secondary', memberId: 'M-2', subscriber: secondary.subscriber },
		]);
	});

	it('keeps emoji, separators and HTML as they were typed', () => {
		const line1 = '7 <b>Elm</b> ^&~|\\ 🏠';
		const moved: Patient = { ...bare, addresses: [{ use: 'home', line1 }] };
		const again = toPatient(read(buildA31(moved, outgoing())).message, context());
		expect(again.addresses).toEqual([{ use: 'home', line1 }]);
	});
});

describe('the number of the patient', () => {
	it('is the ID of the practice system, or the chart number where the interface goes by it', () => {
		expect(linesOf(patient)[2].split('|')[3]).toBe('pt-3001^^^OAKPM^PI');
		expect(linesOf(patient, { patientNumber: 'chart' })[2].split('|')[3]).toBe('100001^^^OAKPM^PI');
	});

	it('that is missing stops the message, for money too', () => {
		const error = errorOf(bare, { patientNumber: 'chart' });
		expect([error.kind, error.details?.vendorCode]).toEqual(['unsupported', 'NoPatientNumber']);
		expect(() => buildP03(bare, [], 'R', outgoing({ patientNumber: 'chart' }))).toThrow(SafeError);
	});
});

describe('what an interface leaves out', () => {
	const told = (over: Partial<InterfaceSettings['outgoing']>) => {
		const of = a31Patient(patient, outgoing(over).settings);
		return [of.emergencyContacts !== undefined, of.coverages !== undefined];
	};

	it('is nothing by default, else contacts or insurance', () => {
		expect(told({})).toEqual([true, true]);
		expect(told({ emergencyContacts: 'leaveOut' })).toEqual([false, true]);
		expect(told({ insurance: 'leaveOut' })).toEqual([true, false]);
	});

	it('is an e-mail address alone, which would stand for the whole list of telephones', () => {
		const { settings } = outgoing({});
		const silent: Patient = { ...bare, phones: undefined, email: 'sam@example.org' };
		expect(a31Patient(silent, settings).email).toBeUndefined();
		expect(a31Patient({ ...silent, phones: [] }, settings).email).toBe('sam@example.org');
	});

	it('is set in the interface settings of the credential', () => {
		const given = '{"outgoing":{"patientNumber":"chart","insurance":"leaveOut"}}';
		expect(readInterfaceSettings(given).outgoing).toMatchObject({
			patientNumber: 'chart',
			insurance: 'leaveOut',
			emergencyContacts: 'asSent',
		});
		expect(() => readInterfaceSettings('{"outgoing":{"insurance":"maybe"}}')).toThrow(SafeError);
	});
});

describe('an address or e-mail address that no message holds', () => {
	const at = (address: object): Patient => ({ ...bare, addresses: [{ use: 'home', ...address }] });

	it.each([
		['a street of 200 characters', at({ line1: 'S'.repeat(200) }), 'TooLong', 'addresses'],
		['a second line of 121', at({ line2: 'S'.repeat(121) }), 'TooLong', 'addresses'],
		['a city of 51', at({ city: 'S'.repeat(51) }), 'TooLong', 'addresses'],
		['a postal code of 13', at({ postalCode: '1'.repeat(13) }), 'TooLong', 'addresses'],
		['an e-mail address of 200', { ...bare, email: 'S'.repeat(200) }, 'TooLong', 'email'],
		['a state that is none', at({ region: 'ZZ' }), 'UnknownState', 'addresses'],
	])('is refused and not cut: %s', (_name, of, code, field) => {
		const error = errorOf(of);
		expect([error.kind, error.details?.vendorCode, error.details?.fields]).toEqual([
			'validation',
			code,
			[field],
		]);
		expect(JSON.stringify([error.message, error.details])).not.toMatch(/SSS|111|ZZ/);
	});

	it.each([
		['a street of 120 characters', at({ line1: 'S'.repeat(120) })],
		['a state in small letters', at({ region: 'il' })],
		['a state that is spelled out', at({ region: 'Illinois' })],
		['a province abroad', at({ region: 'ZZ', country: 'CA' })],
	])('is none with %s', (_name, of) => {
		expect(linesOf(of)[2]).toContain('Rivera');
	});
});
