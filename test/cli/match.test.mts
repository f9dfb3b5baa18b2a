import assert from 'node:assert/strict';
import { readFile, rm, stat } from 'node:fs/promises';
import { afterEach, beforeEach, test } from 'node:test';

import { header, MatchFolder, synthetic } from './matchSupport.mjs';

let folder: MatchFolder;
beforeEach(async () => {
	folder = await MatchFolder.create();
});
afterEach(() => rm(folder.path, { recursive: true }));

const { quill, okafor, lindqvist, tran } = synthetic;

test('two lists are linked: pairs, counts, and files that only their owner reads', async () => {
	await folder.write('a.csv', [header, `p1,${quill}`, `p2,${okafor}`, `p3,${lindqvist}`]);
	await folder.write('b.csv', [header, `c9,${tran}`, `c8,${okafor}`, `c7,${quill}`]);
	const { code, said, noted, pairs } = await folder.run(
		'--left a.csv --right b.csv --json all.json',
	);
	assert.equal(code, 0);
	assert.deepEqual(
		pairs?.map(([left, right, band, grade]) => [left, right, band, grade]),
		[
			['p1', 'c7', 'link', 'certain'],
			['p2', 'c8', 'link', 'certain'],
		],
	);
	assert.match(said, /3 records of .*a\.csv against 3 of .*b\.csv/);
	assert.match(said, /linked +2 +66\.7 %\n +review +0 +0\.0 %\n +new +1 +33\.3 %/);
	assert.match(said, /pairs by grade: certain 2/);
	assert.match(noted, /hold patient ids/);
	for (const name of ['pairs.csv', 'all.json'])
		assert.equal((await stat(folder.file(name))).mode & 0o777, 0o600);
});

test('the JSON file tells each decision in words, without a value of a patient', async () => {
	await folder.write('a.csv', [header, `p1,${quill}`, `p2,${tran}`]);
	await folder.write('b.csv', [header, `c1,${quill}`]);
	await folder.run('--left a.csv --right b.csv --json all.json');
	const text = await readFile(folder.file('all.json'), 'utf8');
	const report = JSON.parse(text) as {
		records: object;
		newRecords: string[];
		pairs: Array<{ left: string; right: string; reasons: Array<{ code: string; text: string }> }>;
	};
	assert.deepEqual(report.records, { link: 1, review: 0, new: 1 });
	assert.deepEqual(report.newRecords, ['p2']);
	assert.deepEqual(
		report.pairs.map(({ left, right }) => [left, right]),
		[['p1', 'c1']],
	);
	assert.ok(report.pairs[0].reasons.some(({ code }) => code === 'familyNameEqual'));
	for (const { text: sentence } of report.pairs[0].reasons) assert.match(sentence, / .*\.$/);
	assert.doesNotMatch(text, /alma|quillfeather|1961|555|springfield|example\.org/i);
});

test('a spreadsheet export is read: byte order mark, semicolons, quotes and US column names', async () => {
	await folder.write(
		'a.csv',
		'\uFEFF"Patient ID";"First Name";LastName;"DOB";"Mobile Phone";Home Phone;Notes;Zip;"Address 1"\r\n' +
			'"p;1";Alma;"Quillfeather";03/14/1961;;"(312) 555-0114";"said ""yes""\nby phone";62701;"12 Main St, Apt 4"\r\n',
	);
	await folder.write('b.csv', [header, `c1,${quill}`]);
	const { code, pairs, noted } = await folder.run('--left a.csv --right b.csv');
	assert.equal(code, 0);
	assert.deepEqual(
		pairs?.map((cells) => cells.slice(0, 3)),
		[['p;1', 'c1', 'link']],
	);
	assert.match(noted, /a\.csv: columns that are not used: 1\./);
});

test('a column map finds columns of another language in one of the files', async () => {
	await folder.write('a.csv', [
		'Nummer\tVorname\tNachname\tGeburtstag\tTelefon\tHandy',
		'7\tAlma\tQuillfeather\t1961-03-14\t\t3125550114',
	]);
	await folder.write('b.csv', [header, `c1,${quill}`]);
	await folder.write('map.json', {
		rec_id: 'Nummer',
		first_name: 'Vorname',
		surname: 'nachname',
		dob: 'Geburtstag',
		phone: ['Telefon', 'Handy'],
	});
	const { pairs } = await folder.run('--left a.csv --right b.csv --columns map.json');
	assert.deepEqual(
		pairs?.map((cells) => cells.slice(0, 3)),
		[['7', 'c1', 'link']],
	);
});

test('neither the order of the files nor that of the columns changes the result', async () => {
	const rows = [`p1,${quill}`, `p2,${okafor}`, `p3,${lindqvist}`, `p4,${tran}`];
	await folder.write('a.csv', [header, ...rows]);
	await folder.write('b.csv', [header, ...rows.map((row) => row.replace('p', 'c'))]);
	const first = await folder.run('--left a.csv --right b.csv');
	assert.equal(first.pairs?.length, 4);
	const turned = (line: string) => line.split(',').reverse().join(',');
	await folder.write('a.csv', [header, ...rows.reverse()].map(turned));
	const second = await folder.run('--left a.csv --right b.csv');
	assert.deepEqual(second.pairs, first.pairs);
});

test('duplicates inside one list are told as groups', async () => {
	await folder.write('a.csv', [
		header,
		`p1,${quill}`,
		`p2,${okafor}`,
		`p3,${quill}`,
		`p4,${tran}`,
		`p5,${quill.replace('Main Street', 'MAIN ST')}`,
	]);
	const { code, said } = await folder.run('--within a.csv --json all.json');
	assert.equal(code, 0);
	assert.match(said, /3 records are 1 persons? \(at most 3 records a person\)/);
	const report = JSON.parse(await readFile(folder.file('all.json'), 'utf8')) as {
		groups: string[][];
	};
	assert.deepEqual(report.groups, [['p1', 'p3', 'p5']]);
});

test('thresholds come from the practice profile', async () => {
	// Day and month exchanged and no phone: nothing that proves the person, and a high score.
	const moved = okafor.replace('1984-11-02,312-555-0187', '1984-02-11,');
	await folder.write('a.csv', [header, `p1,${moved}`]);
	await folder.write('b.csv', [header, `c1,${okafor}`]);
	const profile = { version: 1, system: 'tebra', timeZone: 'America/Chicago' };
	await folder.write('strict.json', { ...profile, identity: { linkScore: 60 } });
	await folder.write('bad.json', { ...profile, identity: { linkScore: 'high' } });
	const byDefault = await folder.run('--left a.csv --right b.csv');
	assert.equal(byDefault.pairs?.[0]?.[2], 'link');
	assert.equal(byDefault.pairs?.[0]?.[3], 'probable');
	const strict = await folder.run('--left a.csv --right b.csv --profile strict.json');
	assert.equal(strict.pairs?.[0]?.[2], 'review');
	const bad = await folder.run('--left a.csv --right b.csv --profile bad.json');
	assert.equal(bad.code, 5);
	assert.match(bad.noted, /identity\.linkScore: This must be a number/);
});

test('chart numbers prove a person in one list, and in two only when both number alike', async () => {
	const columns = 'rec_id,given_name,surname,date_of_birth,mrn';
	await folder.write('a.csv', [columns, 'p1,Alma,Quillfeather,1961-03-14,A-77']);
	await folder.write('b.csv', [columns, 'c1,Alma,Quillfeather,1961-03-14,A-77']);
	const apart = await folder.run('--left a.csv --right b.csv');
	assert.notEqual(apart.pairs?.[0]?.[2], 'link');
	assert.match(apart.noted, /chart numbers are not used/);
	const alike = await folder.run('--left a.csv --right b.csv --shared-mrn');
	assert.equal(alike.pairs?.[0]?.[2], 'link');
	assert.match(alike.pairs?.[0]?.[6] ?? '', /ownIdentifier/);
	await folder.write('c.csv', [
		columns,
		'p1,Alma,Quillfeather,1961-03-14,A-77',
		'p2,Alma,Quillfeather,1961-03-14,A-77',
	]);
	assert.equal((await folder.run('--within c.csv')).pairs?.[0]?.[2], 'link');
});

test('a file that is no report is written over after a question only', async () => {
	await folder.write('a.csv', [header, `p1,${quill}`]);
	await folder.write('b.csv', [header, `c1,${quill}`]);
	await folder.write('pairs.csv', 'something else\n');
	const words = '--left a.csv --right b.csv';
	const refused = await folder.run(words, ['n']);
	assert.equal(refused.asked.length, 1);
	assert.deepEqual(refused.pairs, []);
	const agreed = await folder.run(words, ['y']);
	assert.equal(agreed.pairs?.length, 1);
	const again = await folder.run(words);
	assert.deepEqual(again.asked, []);
	assert.equal(again.pairs?.length, 1);
	const input = await folder.run(`${words} --out b.csv`);
	assert.equal(input.code, 2);
	assert.match(input.noted, /named twice/);
	const nowhere = await folder.run(`${words} --out none/pairs.csv`);
	assert.equal(nowhere.code, 5);
	assert.match(nowhere.noted, /cannot be written\.\nIts folder does not exist/);
	// Told before the work, and not after it.
	assert.equal(nowhere.said, '');
});

test('options that do not go together are a usage mistake', async () => {
	await folder.write('a.csv', [header, `p1,${quill}`]);
	for (const words of [
		'',
		'--left a.csv',
		'--right a.csv',
		'--left a.csv --right a.csv --within a.csv',
		'--within a.csv --shared-mrn',
		'--within a.csv --threshold 3',
	])
		assert.equal((await folder.run(words)).code, 2, words);
});
