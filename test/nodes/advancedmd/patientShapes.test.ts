import { patientNode, results } from './fake';
import { scriptedOffice } from './scriptedStage';
import { profile } from './support';

/** The forms in which AdvancedMD writes a patient, and what is read out of them (sheet 4.0, 4.1). */

const { portWith, close } = scriptedOffice();
afterEach(close);

test('lists that are an object, an array, null, text or missing are all read (sheet 4.0)', async () => {
	const plan = (id: string) => ({ '@id': `ins${id}`, '@carrier': 'car9', '@sequence': id });
	const shapes = [plan('13'), [plan('13'), plan('19')], null, ''];
	const port = await portWith({
		getdemographic: (number) => {
			const insplanlist = number === 4 ? '' : { insplan: shapes[number - 1] };
			return results(patientNode('501', { '@insorder': '19,13', insplanlist }));
		},
	});
	const read = async () => (await port.patients.get('501'))?.patient.coverages?.map(({ id }) => id);
	expect(await read()).toEqual(['13']);
	expect(await read()).toEqual(['19', '13']);
	expect(await read()).toEqual([]);
	expect(await read()).toEqual([]);
});

test('without a list of policies the policies were not read, which is not the same as none', async () => {
	const port = await portWith({ getdemographic: results(patientNode('501')) });
	expect((await port.patients.get('501'))?.patient).not.toHaveProperty('coverages');
});

test('unknown codes are told as unknown, other or left out, and never guessed', async () => {
	const port = await portWith({
		getdemographic: results(
			patientNode('501', {
				'@sex': 'Q',
				'@inactive': 'maybe',
				contactinfo: { '@otherphone': '(217) 555-0142', '@othertype': 'Z', '@homephone': 'n/a' },
				insplanlist: {
					insplan: { '@id': 'ins7', '@relationship': '9', '@finclasscode': 'fclass7' },
				},
			}),
		),
	});
	const patient = (await port.patients.get('501'))?.patient;
	expect(patient?.administrativeSex).toBe('unknown');
	expect(patient).not.toHaveProperty('active');
	expect(patient?.phones).toEqual([]);
	expect(patient?.coverages?.[0]).toMatchObject({
		subscriber: { relationship: 'other' },
		plan: { type: 'other' },
		status: 'unverified',
	});
});

test.each([
	['RIVERA,ANA MARIA LUZ', ['RIVERA', 'ANA', 'MARIA LUZ', null]],
	["O'CONNOR,JOHN A JR.", ["O'CONNOR", 'JOHN', 'A', 'JR.']],
	['RIVERA, ANA II', ['RIVERA', 'ANA', null, 'II']],
	['RIVERA,IV', ['RIVERA', 'IV', null, null]],
	['RIVERA', ['RIVERA', null, null, null]],
])('the one text of a name, %s, is taken apart (sheet 4.1)', async (name, parts) => {
	const port = await portWith({ getdemographic: results(patientNode('501', { '@name': name })) });
	const patient = (await port.patients.get('501'))?.patient;
	expect([patient?.familyName, patient?.givenName, patient?.middleName, patient?.suffix]).toEqual(
		parts,
	);
});

test('the street is in address2, unless the profile says address1 (sheet 4.1)', async () => {
	const answers = {
		getdemographic: results(
			patientNode('501', {
				address: { '@address1': 'APT 4', '@address2': '1 MAIN STREET', '@zip': '62701' },
			}),
		),
	};
	const line1 = async (over = {}) =>
		(await (await portWith(answers, over)).patients.get('501'))?.patient.addresses?.[0].line1;
	expect(await line1()).toBe('1 MAIN STREET');
	await close();
	expect(await line1({ practiceProfile: profile({ streetIn: 'address1' }) })).toBe('APT 4');
});

test.each([
	['a privacy memo flags', {}, true],
	[
		'a memo that staff took back does not flag',
		{ '@revoked': '1', '@revokedby': 'ASAMPLE' },
		false,
	],
	['a name alone does not take a privacy memo back', { '@revokedby': 'ASAMPLE' }, true],
	['a mark that is not known does not take it back', { '@revoked': 'maybe' }, true],
])('%s', async (_words, over, isFlagged) => {
	const memo = { '@id': 'memo1', '#text': 'DO NOT SHARE', ...over };
	const port = await portWith({
		getdemographic: results(patientNode('501', { memolist: { memo } })),
	});
	expect((await port.patients.get('501'))?.flags.Memo).toBe(isFlagged ? 'DO NOT SHARE' : undefined);
});
