import {
	everyNight,
	ifTrue,
} from '../../../workflow-templates/definitions/builder/builtInNodes.mjs';
import { sectionNote } from '../../../workflow-templates/definitions/builder/stickyNotes.mjs';
import {
	buildWorkflow,
	type NodeDraft,
} from '../../../workflow-templates/definitions/builder/workflow.mjs';
import { pageMembers, patientMembers } from '../wire.mjs';
import { toStockWorkflow, STOCK_ID, type StockWorkflow } from './build.mjs';
import {
	healthSailPost,
	keepWhere,
	keyedHash,
	soapRequest,
	splitOut,
	wholeItem,
	xmlToJson,
} from './nodes.mjs';
import { setting, settingsNode } from './settings.mjs';
import { answerOf, answerPath, auditEvent, externalId, mapOnePatient } from './texts.mjs';

/** Form b1: every patient is an item, every step of it a call. */
export function perItemFlow(): StockWorkflow {
	return toStockWorkflow(
		buildWorkflow({
			templateId: STOCK_ID,
			key: 'per-item',
			name: 'Stock nodes, per item: Tebra patients to HealthSail',
			executionTimeout: -1,
			nodes: [...notes, ...readNodes(), ...writeNodes(), ...pageNodes()],
			wires: [
				['Every Night', 'Settings'],
				['Settings', 'Read Page of List'],
				['Read Page of List', 'Page to JSON'],
				['Page to JSON', 'Split Out Patients'],
				['Page to JSON', 'More Pages?'],
				['Split Out Patients', 'This Practice Only'],
				['This Practice Only', 'Read Patient'],
				['Read Patient', 'Patient to JSON'],
				['Patient to JSON', 'Map Patient'],
				['Map Patient', 'Not Flagged'],
				['Not Flagged', 'Hash ID'],
				['Hash ID', 'Look Up Patient'],
				['Look Up Patient', 'Not Opted Out'],
				['Not Opted Out', 'Report to Audit'],
				['Report to Audit', 'Upsert Customer'],
				['Upsert Customer', 'Coverages of Customer'],
				['Coverages of Customer', 'Split Out Coverages'],
				['Split Out Coverages', 'Upsert Coverage'],
				['More Pages?', 0, 'Next Page'],
				['Next Page', 'Read Page of List'],
			],
		}),
	);
}

const notes: NodeDraft[] = [
	sectionNote('Read', 'One call per patient; other practices and flagged patients stay out.', {
		position: [400, -160],
		width: 1600,
		height: 320,
	}),
	sectionNote('Write', 'Look-up, audit, customer and each coverage: one call each.', {
		position: [400, 208],
		width: 1840,
		height: 320,
	}),
];

const nextKey = (item: string) => `${answerOf('GetAllPatients', item)}.Key.nextStartKey`;

function readNodes(): NodeDraft[] {
	const startKey = "{{ $json.nextStartKey ?? '0' }}";
	const practiceId = `{{ ${setting('practiceId')} }}`;
	return [
		everyNight('Every Night', [0, 0], { hour: 2, minute: 30 }),
		settingsNode([208, 0]),
		soapRequest('Read Page of List', [448, 0], {
			operation: 'GetAllPatients',
			members: pageMembers(practiceId, startKey),
		}),
		xmlToJson('Page to JSON', [656, 0]),
		splitOut(
			'Split Out Patients',
			[864, 0],
			`${answerPath('GetAllPatients')}.Patients.PatientBatchData`,
		),
		keepWhere(
			'This Practice Only',
			[1072, 0],
			`={{ $json.PracticeId === ${setting('practiceId')} }}`,
		),
		soapRequest('Read Patient', [1280, 0], {
			operation: 'GetPatient',
			members: patientMembers('{{ $json.ID }}'),
			batching: { size: 50, intervalMs: 10 },
		}),
		xmlToJson('Patient to JSON', [1488, 0]),
		wholeItem('Map Patient', [1696, 0], mapOnePatient),
		keepWhere('Not Flagged', [1888, 0], '={{ $json.wanted }}'),
	];
}

function writeNodes(): NodeDraft[] {
	const hashed = `{ type: 'patient', keyedHash: $('Hash ID').item.json.keyedHash }`;
	return [
		keyedHash('Hash ID', [448, 352], '={{ $json.id }}'),
		healthSailPost(
			'Look Up Patient',
			[656, 352],
			'/customers/lookup',
			`{ externalIds: [${externalId('$json.id')}] }`,
		),
		keepWhere(
			'Not Opted Out',
			[864, 352],
			"={{ !$json.data[0].cohort.some((entry) => entry.list === 'opted_out') }}",
		),
		healthSailPost(
			'Report to Audit',
			[1072, 352],
			'/audit-events',
			auditEvent('bench/per-item', `[${hashed}]`),
		),
		healthSailPost(
			'Upsert Customer',
			[1280, 352],
			'/customers/upsert',
			"{ matchOn: 'externalIds', customer: $('Map Patient').item.json.customer }",
		),
		wholeItem(
			'Coverages of Customer',
			[1488, 352],
			"={{ ({ coverages: $('Map Patient').item.json.coverages.map((one) => ({ ...one, customerId: $json.id })) }) }}",
		),
		splitOut('Split Out Coverages', [1696, 352], 'coverages'),
		healthSailPost(
			'Upsert Coverage',
			[1904, 352],
			'/coverages/bulk-upsert',
			"{ matchOn: 'externalIds', items: [$json] }",
		),
	];
}

function pageNodes(): NodeDraft[] {
	return [
		ifTrue('More Pages?', [864, 640], `={{ !['', '0'].includes(${nextKey('$json')}) }}`),
		wholeItem('Next Page', [1072, 640], `={{ ({ nextStartKey: ${nextKey('$json')} }) }}`),
	];
}
