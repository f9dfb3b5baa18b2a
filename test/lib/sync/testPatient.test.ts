import { isTestPatient } from '../../../lib/sync/testPatient';

describe('names of test patients', () => {
	it.each([
		['Test', 'Rivera'],
		['Ana', 'TEST'],
		['ana', 'Test Patient'],
		['TestPatient', 'x'],
		['Test-2', 'Rivera'],
		['Ana', 'test 003'],
		['ZZTest', 'Rivera'],
		['Ana', 'ZZZ Test'],
		['Ana', 'zzpatient'],
		['Patient', 'Test'],
		['Ana', 'DO NOT USE'],
		['Do Not', 'Use'],
		['Ana', 'Test, do not use'],
		['Ana', 'Ｔｅｓｔ'],
		[null, 'Test'],
	])('%s %s is one', (givenName, familyName) => {
		expect(isTestPatient({ givenName, familyName })).toBe(true);
	});

	it.each([
		['Testa', 'Rossi'],
		['Ana', 'Testa'],
		['Jon', 'Tester'],
		['Ana', 'Contest'],
		['Ana', 'Test-Rivera'],
		['Ana', 'Patient'],
		['Jo', 'Zztop'],
		['Uma', 'Use'],
		['Ana', 'Testás'],
		['Тест', 'Иванова'],
		['Ana', '7'],
		[null, null],
		[undefined, ''],
	])('%s %s is a person', (givenName, familyName) => {
		expect(isTestPatient({ givenName, familyName })).toBe(false);
	});
});
