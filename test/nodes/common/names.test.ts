import { currentNames } from './names';
import { readNames } from './namesFile';

const current = currentNames();
const kept = readNames();

// A workflow, a credential or an import of a user would no longer fit. Keep the old name, or give
// the node a new version that carries the new one (and take the old line out by hand if it must go).
test('no name is gone or renamed that users have stored', () => {
	const now = new Set(current);
	expect(kept.filter((name) => !now.has(name))).toEqual([]);
});

test('every new name is in contract/names.json; look at it, then add it with "npm run names"', () => {
	const then = new Set(kept);
	expect(current.filter((name) => !then.has(name))).toEqual([]);
});

test('the names of every kind are watched', () => {
	for (const name of [
		'node tebra, version 1',
		'node advancedMd, credential advancedMdApi',
		'node careCloud, resource = "patient"',
		'node nextGen, patient, operation = "getAll"',
		'node nextGen, patient, getAll, pageSize, default 0',
		'node nextGen, patient, getAll, options.runId, default ""',
		'node greenway, primeSuite, appointment, operation = "getMany"',
		'node greenwayTrigger, product = "intergy"',
		'node tebra, outputs of patient.getAll ["Patients","Page"]',
		'credential hl7EngineApi, incomingAuthentication = "bearer"',
		'set advancedmd/demographic-sync, credential AdvancedMD account: advancedMdApi',
	]) {
		expect(kept).toContain(name);
	}
	expect(kept).toEqual([...new Set(kept)].sort());
});
