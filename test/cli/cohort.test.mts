import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

import { readCohortFile } from '../../cli/cohort/readEntries.mjs';
import { runCli } from '../../cli/program.mjs';
import { parseCsv } from '../../cli/support/csv.mjs';
import { testTerminal } from './testTerminal.mjs';

interface Batch {
	matchOn: string;
	items: Array<{ externalId: Record<string, string>; list: string; reason?: string }>;
}

/** HealthSail's bulk-upsert by the contract: synthetic, in memory. */
let server: Server;
let baseUrl: string;
let batches: Batch[];
let replies: Array<{ status: number; body?: object; headers?: Record<string, string> }>;

before(async () => {
	server = createServer((request, response) => {
		let text = '';
		request.on('data', (part: Buffer) => (text += part.toString()));
		request.on('end', () => {
			const forced = replies.shift();
			if (request.headers.authorization !== 'Bearer hs_test_key') {
				response.writeHead(401, { 'content-type': 'application/problem+json' });
				response.end(JSON.stringify({ code: 'unauthenticated', requestId: 'req_1' }));
				return;
			}
			if (forced) {
				response.writeHead(forced.status, {
					'content-type': 'application/json',
					...forced.headers,
				});
				response.end(JSON.stringify(forced.body ?? {}));
				return;
			}
			const batch = JSON.parse(text) as Batch;
			batches.push(batch);
			response.writeHead(200, { 'content-type': 'application/json' });
			const data = batch.items.map((item, index) =>
				item.externalId.value === 'refuse-me'
					? { index, result: 'error', error: { code: 'validation_failed' } }
					: { index, result: 'created', id: `coh_${index}`, version: 1 },
			);
			response.end(JSON.stringify({ data }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
after(() => {
	server.close();
	server.closeAllConnections();
});
beforeEach(() => {
	batches = [];
	replies = [];
});

async function importCsv(
	text: string,
	more: readonly string[] = [],
	env: Record<string, string> = {},
) {
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-cli-'));
	const file = path.join(folder, 'list.csv');
	await writeFile(file, text);
	const terminal = testTerminal({
		HEALTHSAIL_URL: baseUrl,
		HEALTHSAIL_API_KEY: 'hs_test_key',
		...env,
	});
	const args = ['--list', 'opted_out', '--system', 'tebra', '--practice', '1', '--yes', ...more];
	const code = await runCli(['cohort', 'import', file, ...args], terminal, '0.0.0');
	return { code, said: terminal.said.join('\n'), noted: terminal.noted.join('\n') };
}

test('CSV from a spreadsheet is read: quotes, doubled quotes, line breaks, CRLF and semicolons', () => {
	const parsed = parseCsv('"Patient ID";Reason\r\n100;"asked ""twice""\nby phone"\r\n\r\n101;\r\n');
	assert.deepEqual(parsed, {
		rows: [
			{ line: 1, cells: ['Patient ID', 'Reason'] },
			{ line: 2, cells: ['100', 'asked "twice"\nby phone'] },
			{ line: 5, cells: ['101', ''] },
		],
	});
	assert.deepEqual(parseCsv('a,b\n1,"open\n2,3'), { openQuoteOnLine: 2 });
});

test('the column is found however its name is written, and double rows count once', () => {
	for (const name of ['patient_id', 'Patient ID', 'PatientId', 'patient-id']) {
		const read = readCohortFile(`name,${name}\nSample,7\nSample,7\nSample,8\n`, 'list.csv');
		assert.deepEqual(
			read.rows.map(({ patientId }) => patientId),
			['7', '8'],
		);
		assert.equal(read.duplicates, 1);
	}
});

test('a file with a byte order mark is sent in parts of 100 with the ids and the reason only', async () => {
	const rows = Array.from(
		{ length: 250 },
		(_, index) => `Synthetic Name,${1000 + index},by letter`,
	);
	const { code, said } = await importCsv(`\uFEFFname,patient_id,reason\n${rows.join('\n')}\n`);
	assert.equal(code, 0);
	assert.deepEqual(
		batches.map(({ items }) => items.length),
		[100, 100, 50],
	);
	assert.deepEqual(batches[0]?.items[0], {
		externalId: { system: 'tebra', practiceId: '1', type: 'patient', value: '1000' },
		list: 'opted_out',
		reason: 'by letter',
	});
	assert.doesNotMatch(JSON.stringify(batches), /Synthetic Name/);
	assert.match(said, /created 250, updated 0, unchanged 0, refused 0/);
});

test('a missing column and bad lines are named without what stands in them', async () => {
	const missing = await importCsv('patient,reason\n4711,x\n');
	assert.equal(missing.code, 5);
	assert.match(missing.noted, /no column patient_id/);
	const empty = await importCsv('patient_id,reason\n4711,x\n,secret words\n');
	assert.equal(empty.code, 5);
	assert.match(empty.noted, /patient_id is empty on 1 line: 3/);
	assert.doesNotMatch(empty.noted, /secret words|4711/);
	const quote = await importCsv('patient_id\n"4711\n');
	assert.match(quote.noted, /line 2 and not closed/);
	const none = await importCsv('patient_id\n');
	assert.match(none.noted, /no patients/);
	assert.equal(batches.length, 0);
});

test('refused lines are named by number and code, and the exit code says that some are left', async () => {
	const { code, said, noted } = await importCsv('patient_id\n1\nrefuse-me\n3\n');
	assert.equal(code, 6);
	assert.match(said, /created 2, .*refused 1/);
	assert.match(noted, /line 3: validation_failed/);
	assert.doesNotMatch(noted, /refuse-me/);
});

test('throttling is waited out and the batch is sent again', async () => {
	replies = [
		{ status: 429, headers: { 'retry-after': '0' } },
		{ status: 503, headers: { 'retry-after': '0' } },
	];
	const { code } = await importCsv('patient_id\n1\n');
	assert.equal(code, 0);
	assert.equal(batches.length, 1);
});

test('wrong keys, missing settings and plain http to another machine are refused', async () => {
	const csv = 'patient_id\n1\n';
	const wrongKey = await importCsv(csv, [], { HEALTHSAIL_API_KEY: 'hs_test_wrong' });
	assert.equal(wrongKey.code, 3);
	assert.match(wrongKey.noted, /unauthenticated, request req_1/);
	const noKey = await importCsv(csv, [], { HEALTHSAIL_API_KEY: '' });
	assert.equal(noKey.code, 3);
	const plain = await importCsv(csv, [], { HEALTHSAIL_URL: 'http://api.healthsail.example/v1' });
	assert.equal(plain.code, 5);
	assert.match(plain.noted, /https/);
	const dry = await importCsv(csv, ['--dry-run'], { HEALTHSAIL_API_KEY: '' });
	assert.equal(dry.code, 0);
	assert.equal(batches.length, 0);
});

test('an unknown list or system is a usage mistake', async () => {
	assert.equal((await importCsv('patient_id\n1\n', ['--list', 'vip'])).code, 2);
	assert.equal((await importCsv('patient_id\n1\n', ['--system', 'epic'])).code, 2);
});
