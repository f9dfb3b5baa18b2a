import { omit } from '../../../lib/values/omit';
import type { NewPatient, PracticeSystem } from '../../../nodes/common/practice/port';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { fault, results } from './fake';
import type { Truth } from './patientsStage';
import { startPatients } from './patientsStage';
import { scriptedOffice } from './scriptedStage';
import { control, openPort, profile } from './support';

/** New patients after approval (addpatient, sheet 4.2), scripted and in the sandbox. All made up. */

const { portWith, sent, close } = scriptedOffice();
afterEach(close);

const practiceProfile = profile({ newPatients: { profileId: '2' } });
const person: NewPatient = {
	...{ givenName: 'Ada', middleName: 'May', familyName: 'Testperson', suffix: 'Jr' },
	...{ birthDate: '1980-02-03', administrativeSex: 'other', email: 'ada@example.org' },
	phones: [
		{ use: 'mobile', number: '+12175550123' },
		{ use: 'work', number: '+12175550124', extension: '7' },
	],
	addresses: [
		{ use: 'home', line1: '5 Birch Lane', city: 'Springfield', region: 'IL', postalCode: '62701' },
	],
	reference: 'AB12CD34',
};

test('one message adds a patient as own responsible party with the next chart number', async () => {
	const answer = results({ '@success': '1', patientlist: { patient: { '@id': 'pat4712' } } });
	const port = await portWith({ addpatient: answer }, { practiceProfile });
	expect(await port.patients.create!(person)).toEqual({ id: '4712' });
	const [message] = sent('addpatient');
	expect(omit(message, '@msgtime')).toEqual({
		...{ '@action': 'addpatient', '@class': 'api' },
		patientlist: {
			patient: {
				...{ '@respparty': 'SELF', '@name': 'Testperson,Ada May Jr', '@sex': 'U' },
				...{ '@dob': '02/03/1980', '@relationship': '1', '@hipaarelationship': '18' },
				...{ '@chart': 'AUTO', '@profile': '2' },
				address: {
					...{ '@address2': '5 Birch Lane', '@city': 'Springfield', '@state': 'IL' },
					...{ '@zip': '62701', '@countrycode': 'USA' },
				},
				contactinfo: {
					...{ '@otherphone': '(217) 555-0123', '@othertype': 'C' },
					...{ '@officephone': '(217) 555-0124', '@officeext': '7', '@email': 'ada@example.org' },
				},
			},
		},
		resppartylist: { respparty: { '@name': 'Testperson,Ada May Jr', '@accttype': '4' } },
	});
});

test('without a provider profile, or with a value that cannot be kept, nobody is added', async () => {
	const port = await portWith({}, {});
	await expect(port.patients.create!(person)).rejects.toMatchObject({
		kind: 'configuration',
		details: { vendorCode: 'updatesOff' },
	});
	await close();
	const set = await portWith({}, { practiceProfile });
	const bad: NewPatient = {
		...person,
		givenName: 'Mary Ann',
		phones: [{ use: 'home', number: '+442071838750' }],
		addresses: [{ ...person.addresses![0], region: 'XQ' }],
	};
	await expect(set.patients.create!(bad)).rejects.toMatchObject({
		kind: 'validation',
		details: {
			vendorCode: 'badCharacters',
			fields: ['givenName', 'phone.home', 'address.home'],
		},
	});
	expect(sent('addpatient')).toEqual([]);
});

test.each([
	['-2147217400', 'Duplicate name/DOB found'],
	['-2147210000', 'Duplicate SSN found'],
	['-2147210001', 'TESTPERSON,ADA already exists as a responsible party'],
])(
	'%s, %s: a possible duplicate, without force and without a value in the error',
	async (code, text) => {
		const port = await portWith({ addpatient: fault(code, text) }, { practiceProfile });
		const failure = port.patients.create!(person);
		await expect(failure).rejects.toMatchObject({
			kind: 'conflict',
			message:
				'AdvancedMD has a patient or a responsible party already who may be this person. Nobody was added.',
		});
		expect(sent('addpatient')).toHaveLength(1);
		expect(JSON.stringify(sent('addpatient'))).not.toContain('force');
	},
);

test('an answer without a patient leaves open whether one was added', async () => {
	const port = await portWith({ addpatient: results({}) }, { practiceProfile });
	await expect(port.patients.create!(person)).rejects.toMatchObject({ kind: 'outcomeUnknown' });
});

describe('in the sandbox', () => {
	let sandbox: SandboxProcess;
	let truth: readonly Truth[];
	let port: PracticeSystem;

	beforeAll(async () => {
		const stage = await startPatients(5920);
		({ sandbox, truth } = stage);
		port = await openPort(stage.loginUrl, { practiceProfile });
	});

	afterAll(async () => {
		await sandbox?.stop();
	});

	test('the new patient is read back as approved, and a second one is not made', async () => {
		const { id } = await port.patients.create!(person);
		expect((await port.patients.get(id))?.patient).toMatchObject({
			...{ familyName: 'TESTPERSON', givenName: 'ADA', middleName: 'MAY', suffix: 'JR' },
			...{ birthDate: '1980-02-03', administrativeSex: 'unknown', email: 'ada@example.org' },
			phones: [
				{ use: 'mobile', number: '+12175550123' },
				{ use: 'work', number: '+12175550124', extension: '7' },
			],
			addresses: [{ line1: '5 BIRCH LANE', city: 'SPRINGFIELD', region: 'IL' }],
		});
		await expect(port.patients.create!(person)).rejects.toMatchObject({ kind: 'conflict' });
	});

	test('after a lost answer the office refuses the second try', async () => {
		const other = { ...person, familyName: 'Lostanswer' };
		await control(sandbox, 'faults', {
			...{ system: 'advancedmd', operation: 'addpatient', kind: 'dropAfterWrite' },
		});
		await expect(port.patients.create!(other)).rejects.toMatchObject({ kind: 'outcomeUnknown' });
		await expect(port.patients.create!(other)).rejects.toMatchObject({ kind: 'conflict' });
	});

	test('who pays for somebody is not made a patient as well', async () => {
		const insured = truth
			.flatMap(({ cases }) => cases.flatMap(({ policies }) => policies))
			.map((policy) => policy.insured as { firstName: string; lastName: string; birthDate: string })
			.find((one) => one !== undefined && /^\w+$/.test(one.firstName))!;
		const payer: NewPatient = {
			...{ givenName: insured.firstName, familyName: insured.lastName },
			...{ birthDate: insured.birthDate, reference: 'P1' },
		};
		await expect(port.patients.create!(payer)).rejects.toMatchObject({ kind: 'conflict' });
	});
});
