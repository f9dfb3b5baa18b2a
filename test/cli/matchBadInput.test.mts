import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, test } from 'node:test';

import { header, MatchFolder, synthetic } from './matchSupport.mjs';

let folder: MatchFolder;
beforeEach(async () => {
	folder = await MatchFolder.create();
	await folder.write('b.csv', [header, `c1,${quill}`, `c2,${okafor}`]);
});
afterEach(() => rm(folder.path, { recursive: true }));

const { quill, okafor } = synthetic;
const both = '--left a.csv --right b.csv';

test('empty lists are no mistake, on either side or both', async () => {
	await folder.write('a.csv', [header]);
	const left = await folder.run(both);
	assert.equal(left.code, 0);
	assert.deepEqual(left.pairs, []);
	assert.match(left.noted, /a\.csv: the list is empty/);
	assert.match(left.said, /linked +0 +—/);
	const right = await folder.run('--left b.csv --right a.csv');
	assert.match(right.said, /new +2 +100\.0 %/);
	await folder.write('c.csv', [header]);
	assert.equal((await folder.run('--left a.csv --right c.csv')).code, 0);
	const within = await folder.run('--within a.csv --labels');
	assert.equal(within.code, 0);
	assert.match(within.said, /no record stands twice/);
	assert.match(within.said, /there are 0 true pairs/);
});

test('a file without a line, and one that is not there, say so', async () => {
	await folder.write('a.csv', '');
	const empty = await folder.run(both);
	assert.equal(empty.code, 5);
	assert.match(empty.noted, /a\.csv is empty/);
	const absent = await folder.run('--left none.csv --right b.csv');
	assert.equal(absent.code, 5);
	assert.match(absent.noted, /none\.csv does not exist/);
});

test('a missing column is named with the names that are accepted, and nothing of the file', async () => {
	const cases = [
		['rec_id', /no column rec_id\.\n.*rec_id, id, patient_id/],
		['given_name', /no column given_name\.\n.*given_name, first_name/],
		['surname', /no column surname\.\n.*surname, last_name, family_name/],
		['date_of_birth', /no column date_of_birth\.\n.*date_of_birth, dob, birth_date/],
	] as const;
	for (const [column, message] of cases) {
		await folder.write('a.csv', [header.replace(column, 'other'), `p1,${quill}`]);
		const { code, noted, pairs } = await folder.run(both);
		assert.equal(code, 5);
		assert.match(noted, message);
		assert.equal(pairs, undefined);
	}
	// Without a header the first patient stands in its place.
	await folder.write('a.csv', [`p1,${quill}`]);
	const { noted } = await folder.run(both);
	assert.match(noted, /no column rec_id/);
	assert.doesNotMatch(noted, /quillfeather|alma|p1/i);
});

test('a list without birth dates is compared when the column map says that it has none', async () => {
	const columns = 'rec_id,given_name,surname,phone,postcode';
	await folder.write('a.csv', [columns, 'p1,Alma,Quillfeather,312-555-0114,62701']);
	assert.equal((await folder.run(both)).code, 5);
	await folder.write('map.json', { date_of_birth: null });
	const { code, pairs } = await folder.run(`${both} --columns map.json`);
	assert.equal(code, 0);
	assert.deepEqual(
		pairs?.map(([left, right]) => [left, right]),
		[['p1', 'c1']],
	);
});

test('a column map that is wrong says where', async () => {
	await folder.write('a.csv', [header, `p1,${quill}`]);
	const withMap = async (map: string | object) => {
		await folder.write('map.json', map);
		return await folder.run(`${both} --columns map.json`);
	};
	assert.match((await withMap('{"rec_id":')).noted, /not JSON/);
	assert.match((await withMap({ rec_id: 7 })).noted, /column map .* is not understood/);
	assert.match((await withMap({ first: 'given_name' })).noted, /"first", which is no field/);
	const absent = await withMap({ middle_name: 'Zweitname' });
	assert.equal(absent.code, 5);
	assert.match(absent.noted, /no column Zweitname/);
});

test('two columns for one field are not guessed between', async () => {
	await folder.write('a.csv', [`id,${header}`, `7,p1,${quill}`]);
	const unclear = await folder.run(both);
	assert.equal(unclear.code, 5);
	assert.match(unclear.noted, /more than one column for rec_id/);
	await folder.write('map.json', { rec_id: 'rec_id' });
	const clear = await folder.run(`${both} --columns map.json`);
	assert.equal(clear.pairs?.[0]?.[0], 'p1');
});

test('rows without an id and ids that stand twice are named by line', async () => {
	await folder.write('a.csv', [header, `p1,${quill}`, `,${okafor}`]);
	const blank = await folder.run(both);
	assert.equal(blank.code, 5);
	assert.match(blank.noted, /rec_id is empty on 1 line: 3\./);
	await folder.write('a.csv', [header, `p1,${quill}`, '', `p2,${okafor}`, `p1,${okafor}`]);
	const twice = await folder.run(both);
	assert.equal(twice.code, 5);
	assert.match(twice.noted, /rec_id stands for the second time on 1 line: 5\./);
	assert.doesNotMatch(twice.noted, /okafor|chidi/i);
	await folder.write('a.csv', [header, `${'p'.repeat(1_000_000)},${quill}`]);
	assert.match((await folder.run(both)).noted, /rec_id is longer than 200 characters on 1 line: 2/);
});

test('an open quote and a file in another encoding are told', async () => {
	await folder.write('a.csv', [header, `p1,${quill}`, 'p2,"Chidi,Okafor']);
	assert.match((await folder.run(both)).noted, /quote is opened on line 3 and not closed/);
	await writeFile(folder.file('a.csv'), Buffer.from(`\uFEFF${header}\n`, 'utf16le'));
	const wide = await folder.run(both);
	assert.equal(wide.code, 5);
	assert.match(wide.noted, /not CSV in UTF-8/);
	await writeFile(
		folder.file('a.csv'),
		Buffer.from(`${header}\np1,${quill.replace('Alma', 'Zo\u00EB')}\n`, 'latin1'),
	);
	assert.match((await folder.run(both)).noted, /rows with lost letters: 1\./);
});

test('names of a million characters end neither the command nor its patience', async () => {
	const long = 'x'.repeat(1_000_000);
	await folder.write('a.csv', [
		header,
		`p1,${quill}`,
		`p2,${long},${long},1984-11-02,,,${long},${long},${long},${long}`,
		`p3,"${'""'.repeat(500_000)}",Okafor,1984-11-02,,,,,,`,
	]);
	const { code, pairs } = await folder.run(both);
	assert.equal(code, 0);
	assert.deepEqual(
		pairs?.filter(([, , band]) => band === 'link').map(([left, right]) => [left, right]),
		[['p1', 'c1']],
	);
});

test('birth dates in the future and 150 years ago count as missing and are counted', async () => {
	await folder.write('a.csv', [
		header,
		`p1,${quill.replace('1961', '2961')}`,
		`p2,${okafor.replace('1984', '1784')}`,
		`p3,${quill.replace('1961-03-14', '1961-02-31')}`,
		`p4,${quill.replace('1961-03-14', 'soon')}`,
		`p5,${quill}`,
		`p6,${quill.replace('1961-03-14', '')}`,
	]);
	const { code, noted } = await folder.run(both);
	assert.equal(code, 0);
	assert.match(noted, /a\.csv: birth dates that .* count as missing: 4\./);
});

test('names in other scripts are compared, and two of them are not one', async () => {
	const columns = 'rec_id,given_name,surname,date_of_birth,phone,postcode';
	await folder.write('a.csv', [columns, 'p1,Анна,Петрова,1961-03-14,312-555-0114,62701']);
	await folder.write('b.csv', [
		columns,
		'c1,Анна,Петрова,1961-03-14,312-555-0114,62701',
		'c2,王,小明,1990-10-10,312-555-0199,62701',
	]);
	const { pairs } = await folder.run(both);
	assert.deepEqual(
		pairs?.map((cells) => cells.slice(0, 3)),
		[['p1', 'c1', 'link']],
	);
});

test('a record without anything to know it by is never linked', async () => {
	await folder.write('a.csv', [header, 'p1,,,,,,,,,', 'p2,,,,,,,Springfield,IL,62701']);
	await folder.write('b.csv', [header, 'c1,,,,,,,,,', 'c2,,,,,,,Springfield,IL,62701']);
	const { pairs } = await folder.run(both);
	assert.deepEqual(
		pairs?.filter(([, , band]) => band === 'link'),
		[],
	);
	const within = await folder.run('--within a.csv');
	assert.deepEqual(
		within.pairs?.filter(([, , band]) => band === 'link'),
		[],
	);
});

test('a duplicate inside one side of a link sends both to a person', async () => {
	await folder.write('a.csv', [header, `p1,${quill}`, `p2,${okafor}`]);
	await folder.write('b.csv', [header, `c1,${quill}`, `c2,${quill}`, `c3,${okafor}`]);
	const twoRight = await folder.run(both);
	assert.deepEqual(
		twoRight.pairs?.map(([left, right, band]) => [left, right, band]),
		[
			['p1', 'c1', 'review'],
			['p1', 'c2', 'review'],
			['p2', 'c3', 'link'],
		],
	);
	assert.match(twoRight.pairs?.[0]?.[6] ?? '', /\bambiguous\b/);
	const twoLeft = await folder.run('--left b.csv --right a.csv');
	assert.deepEqual(
		twoLeft.pairs?.map(([left, right, band]) => [left, right, band]),
		[
			['c1', 'p1', 'review'],
			['c2', 'p1', 'review'],
			['c3', 'p2', 'link'],
		],
	);
});
