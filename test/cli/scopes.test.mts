import assert from 'node:assert/strict';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';

import { runCli } from '../../cli/program.mjs';
import type { WorkflowScope } from '../../cli/scopes/workflowScopes.mjs';
import { apiKey, startFakeN8n, type FakeN8n, type StoredWorkflow } from './fakeN8n.mjs';
import { testTerminal } from './testTerminal.mjs';

let n8n: FakeN8n;
before(async () => {
	n8n = await startFakeN8n();
});
after(() => n8n.close());

const storesNothing = {
	saveDataSuccessExecution: 'none',
	saveDataErrorExecution: 'none',
	saveExecutionProgress: false,
	saveManualExecutions: false,
};

function workflow(name: string, nodes: readonly object[], more: object = {}): StoredWorkflow {
	return {
		id: name.replaceAll(' ', '').slice(0, 16),
		name,
		active: true,
		isArchived: false,
		nodes: nodes as StoredWorkflow['nodes'],
		connections: {},
		settings: storesNothing,
		...more,
	};
}

const node = (type: string, name: string, parameters: object = {}, more: object = {}) => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters,
	...more,
});

async function scopes(args: readonly string[]) {
	const terminal = testTerminal({ HEALTHSAIL_N8N_API_KEY: apiKey });
	const exitCode = await runCli(['scopes', ...args], terminal, '0.0.0');
	return { exitCode, said: terminal.said.join('\n'), noted: terminal.noted.join('\n') };
}

async function folderWith(files: Readonly<Record<string, unknown>>): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-scopes-'));
	for (const [name, value] of Object.entries(files)) {
		const file = path.join(folder, name);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
	}
	return folder;
}

async function scopesOf(...nodes: object[]): Promise<WorkflowScope> {
	const folder = await folderWith({ 'flow.json': workflow('Flow', nodes) });
	const { said } = await scopes(['--folder', folder, '--json']);
	const [first] = JSON.parse(said) as WorkflowScope[];
	return first;
}

test('every workflow of n8n with a node of the pack is told, page by page, and no other', async () => {
	n8n.workflows.splice(
		0,
		n8n.workflows.length,
		workflow('C only built-in nodes', [node('n8n-nodes-base.set', 'Set It')]),
		workflow('B bills', [
			node('n8n-nodes-healthsail.tebra', 'Get Bills', { resource: 'charge', operation: 'getMany' }),
		]),
		workflow(
			'A patients',
			[node('n8n-nodes-healthsail.nextGen', 'Get Patient', { patientId: '12' })],
			{ active: false },
		),
		workflow('D put away', [node('n8n-nodes-healthsail.tebra', 'Old')], { isArchived: true }),
	);
	const { exitCode, said } = await scopes(['--url', n8n.url, '--json']);
	assert.equal(exitCode, 0);
	const told = JSON.parse(said) as WorkflowScope[];
	assert.deepEqual(
		told.map(({ workflow: name, published }) => [name, published]),
		[
			['A patients', false],
			['B bills', true],
		],
	);
	assert.deepEqual(told[1].nodes, [
		{
			node: 'Get Bills',
			operation: 'Tebra: Charge, Get Many',
			known: true,
			switchedOff: false,
			purpose: 'HPAYMT',
			reads: [
				{
					from: 'Tebra',
					fields: [
						'amount',
						'appointmentId',
						'diagnosisCodes',
						'encounterId',
						'id',
						'insuranceBalance',
						'isVoided',
						'modifiers',
						'patientBalance',
						'patientId',
						'postedOn',
						'practiceId',
						'procedureCode',
						'serviceDate',
						'status',
						'system',
						'units',
					],
				},
			],
			sends: [{ to: 'HealthSail', fields: ['externalIds'] }],
			audited: true,
		},
	]);
	assert.equal(told[0].nodes[0].operation, 'NextGen: Patient, Get');
});

test('the words say from whom, to whom, which fields and what for', async () => {
	const folder = await folderWith({
		'flow.json': workflow('Proposals', [
			node('n8n-nodes-healthsail.greenway', 'Deliver', {
				product: 'primeSuite',
				resource: 'demographicChange',
				operation: 'deliver',
			}),
			node('n8n-nodes-healthsail.healthSail', 'Start Run', {
				resource: 'run',
				operation: 'start',
			}),
		]),
	});
	const { said } = await scopes(['--folder', folder]);
	assert.equal(
		said,
		[
			'Proposals (published)',
			'  Deliver [Greenway Prime Suite: Demographic Change, Deliver]',
			'    reads from HealthSail: changes, externalIds',
			'    reads from Greenway Prime Suite: active, addresses, administrativeSex, birthDate, coverages, deceased, email, emergencyContacts, externalIds, familyName, givenName, homeLocationId, id, middleName, phones, practiceId, primaryProviderId, sourceAt, suffix, system',
			'    sends to Greenway Prime Suite: addresses, administrativeSex, birthDate, coverages, email, emergencyContacts, familyName, givenName, middleName, phones, suffix',
			'    sends to HealthSail: addresses, administrativeSex, birthDate, coverages, delivery, email, emergencyContacts, externalIds, familyName, givenName, middleName, phones, suffix',
			'    purpose: health care operations (HOPERAT)',
			'    audit trail of HealthSail: keyed hashes of IDs, and names of fields',
			'  No data of patients: Start Run',
		].join('\n'),
	);
});

test('a read that asks HealthSail for single fields tells those, and another purpose when it names one', async () => {
	const { nodes } = await scopesOf(
		node('n8n-nodes-healthsail.healthSail', 'Get Some', {
			resource: 'customer',
			operation: 'getMany',
			options: { fields: 'status,demographics(familyName,birthDate)', purposeOfUse: 'TREAT' },
		}),
		node('n8n-nodes-healthsail.healthSail', 'Get What Is Worked Out', {
			resource: 'demographicChangeRequest',
			operation: 'get',
			options: { fields: '={{ $json.fields }}', purposeOfUse: '={{ $json.purpose }}' },
		}),
	);
	assert.deepEqual(
		nodes.map(({ purpose, reads }) => [purpose, reads[0].fields]),
		[
			['TREAT', ['demographics(familyName,birthDate)', 'status']],
			['HOPERAT', ['changes', 'customerId', 'delivery', 'review']],
		],
	);
});

test('what n8n keeps of what comes in by a webhook is told with the place and the time', async () => {
	const folder = await folderWith({
		'flow.json': workflow('Incoming', [
			node('n8n-nodes-healthsail.hl7InterfaceTrigger', 'Message'),
			node('n8n-nodes-healthsail.staffReviewInboxTrigger', 'Inbox'),
			node('n8n-nodes-healthsail.tebraTrigger', 'Patient Changed', { includeRecord: true }),
			node('n8n-nodes-healthsail.tebraTrigger', 'Appointment Changed', {
				event: 'appointmentChanged',
			}),
		]),
	});
	const { said } = await scopes(['--folder', folder]);
	const kept = said.slice(said.indexOf('What n8n keeps of what comes in:')).split('\n');
	assert.equal(kept.length, 4);
	assert.match(kept[1], /Incoming, Message: .*execution_data.*EXECUTIONS_DATA_MAX_AGE/);
	assert.match(kept[2], /Incoming, Inbox: Nothing\./);
	assert.match(kept[3], /Incoming, Patient Changed: Include Record is on/);
});

test('a workflow whose executions n8n stores is marked, also when it leaves that to the instance', async () => {
	const stored = async (settings: unknown) => {
		const folder = await folderWith({
			'flow.json': workflow('Flow', [node('n8n-nodes-healthsail.tebra', 'Get')], { settings }),
		});
		return (await scopes(['--folder', folder])).said.includes('Warning: n8n stores the executions');
	};
	assert.equal(await stored(storesNothing), false);
	assert.equal(await stored({ ...storesNothing, saveDataErrorExecution: 'all' }), true);
	assert.equal(await stored({ ...storesNothing, saveExecutionProgress: true }), true);
	assert.equal(await stored({}), true);
	assert.equal(await stored(null), true);
});

test('an operation that this version does not know is named, and the command ends with 6', async () => {
	const folder = await folderWith({
		'flow.json': workflow('Flow', [
			node('n8n-nodes-healthsail.tebra', 'New', { resource: 'patient', operation: 'dream' }),
		]),
	});
	const { exitCode, said, noted } = await scopes(['--folder', folder]);
	assert.equal(exitCode, 6);
	assert.match(said, /does not know the operation/);
	assert.match(noted, /does not know: 1\./);
});

test('a node that is switched off is told as such', async () => {
	const { nodes } = await scopesOf(
		node('n8n-nodes-healthsail.tebra', 'Resting', {}, { disabled: true }),
		node('CUSTOM.tebra', 'Loaded from the Custom Folder'),
	);
	assert.deepEqual(
		nodes.map(({ node: name, switchedOff }) => [name, switchedOff]),
		[
			['Resting', true],
			['Loaded from the Custom Folder', false],
		],
	);
});

test('files are read one by one or as the list that n8n exports, and other JSON is passed over', async () => {
	const tebra = node('n8n-nodes-healthsail.tebra', 'Get');
	const folder = await folderWith({
		'all.json': [workflow('One', [tebra]), workflow('Two', [tebra])],
		'set/3.json': workflow('Three', [tebra]),
		'set/template.json': { id: 'tebra/x', workflows: [] },
	});
	const inFolder = JSON.parse(
		(await scopes(['--folder', folder, '--json'])).said,
	) as WorkflowScope[];
	assert.deepEqual(
		inFolder.map((one) => one.workflow),
		['One', 'Three', 'Two'],
	);
	const files = ['all.json', 'set/3.json'].flatMap((name) => ['--file', path.join(folder, name)]);
	const inFiles = JSON.parse((await scopes([...files, '--json'])).said) as WorkflowScope[];
	assert.deepEqual(
		inFiles.map((one) => one.workflow),
		['One', 'Three', 'Two'],
	);
});

test('what cannot be read is told without a stack', async () => {
	const folder = await folderWith({ 'broken.json': '{ "name": ', 'other.json': { a: 1 } });
	for (const [args, exitCode, words] of [
		[[], 2, /needs one place/],
		[['--folder', folder, '--url', n8n.url], 2, /needs one place/],
		[['--folder', path.join(folder, 'nowhere')], 5, /cannot be read/],
		[['--folder', folder], 5, /is not JSON/],
		[['--file', path.join(folder, 'other.json')], 5, /holds no workflow/],
		[['--file', path.join(folder, 'missing.json')], 5, /does not exist/],
		[['--url', 'http://127.0.0.1:1'], 4, /./],
	] as const) {
		const ended = await scopes(args);
		assert.equal(ended.exitCode, exitCode, args.join(' '));
		assert.match(ended.noted, words);
		assert.equal(ended.said, '');
	}
});

test('a folder without a node of the pack says so', async () => {
	const folder = await folderWith({
		'flow.json': workflow('Other', [node('n8n-nodes-base.set', 'Set It')]),
	});
	const { exitCode, said } = await scopes(['--folder', folder]);
	assert.equal(exitCode, 0);
	assert.equal(said, 'No workflow with a node of n8n-nodes-healthsail.');
});

test('of the shipped workflows n8n stores nothing, and only HL7 brings values in by a webhook', async () => {
	const folder = path.resolve(
		path.dirname(fileURLToPath(import.meta.url)),
		'../../../workflow-templates',
	);
	const { exitCode, said } = await scopes(['--folder', folder, '--json']);
	assert.equal(exitCode, 0);
	const told = JSON.parse(said) as WorkflowScope[];
	assert.ok(told.length > 60, `${told.length} workflows`);
	assert.deepEqual(
		told.filter(({ storesExecutions }) => storesExecutions),
		[],
	);
	const keeping = told.flatMap(({ workflow: name, nodes }) =>
		nodes.flatMap(({ kept }) => (kept === undefined ? [] : [[name, kept.split(' ')[0]]])),
	);
	const events = 'proposals: work at once on what was asked or decided';
	assert.deepEqual(keeping, [
		[`AdvancedMD ${events}`, 'IDs'],
		[`CareCloud ${events}`, 'IDs'],
		[`Greenway Intergy ${events}`, 'IDs'],
		[`Greenway Prime Suite ${events}`, 'IDs'],
		['HL7 interface: messages to HealthSail', 'The'],
		[`NextGen ${events}`, 'IDs'],
		['Staff review inbox: decide proposals, matches and incidents', 'Nothing.'],
		[`Tebra ${events}`, 'IDs'],
	]);
});
