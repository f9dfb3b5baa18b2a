import {
	calledByWorkflow,
	callWorkflow,
	doNothing,
	everyNight,
	ifTrue,
	stopWithMessage,
} from '../../../workflow-templates/definitions/builder/builtInNodes.mjs';
import { sectionNote } from '../../../workflow-templates/definitions/builder/stickyNotes.mjs';
import {
	buildWorkflow,
	type NodeDraft,
} from '../../../workflow-templates/definitions/builder/workflow.mjs';
import { pageMembers, patientMembers } from '../wire.mjs';
import { toStockWorkflow, STOCK_ID, type StockWorkflow } from './build.mjs';
import {
	code,
	healthSailPost,
	keepWhere,
	keyedHash,
	soapRequest,
	splitOut,
	wholeItem,
	xmlToJson,
} from './nodes.mjs';
import { setting, settingsNode } from './settings.mjs';
import {
	answerOf,
	answerPath,
	auditEvent,
	dropOptedOut,
	externalId,
	groupCoverages,
	groupPatients,
	mapAllPatients,
} from './texts.mjs';

const pageInput = { name: 'startKey', type: 'string' } as const;

/** The sub-workflow of form b2: one page, in bulk calls. */
export function pagedFlowPage(): StockWorkflow {
	return toStockWorkflow(
		buildWorkflow({
			templateId: STOCK_ID,
			key: 'paged-page',
			name: 'Stock nodes, paged and in bulk: one page',
			executionTimeout: -1,
			nodes: [...notes, ...readNodes(), ...writeNodes()],
			wires: [
				['Start of Page', 'Settings'],
				['Settings', 'Read Page of List'],
				['Read Page of List', 'Page to JSON'],
				['Page to JSON', 'Split Out Patients'],
				['Page to JSON', 'Next Page'],
				['Split Out Patients', 'This Practice Only'],
				['This Practice Only', 'Read Patient'],
				['Read Patient', 'Patient to JSON'],
				['Patient to JSON', 'Map Patients'],
				['Map Patients', 'Hash ID'],
				['Hash ID', 'Groups of 100'],
				['Groups of 100', 'Look Up 100'],
				['Look Up 100', 'Drop Opted-Out'],
				['Drop Opted-Out', 'Report Page to Audit'],
				['Drop Opted-Out', 'Upsert 100 Customers'],
				['Upsert 100 Customers', 'Groups of Coverages'],
				['Groups of Coverages', 'Upsert Coverages'],
			],
		}),
		['Report Page to Audit'],
	);
}

/** The main flow of form b2. */
export function pagedFlow(page: StockWorkflow): StockWorkflow {
	return toStockWorkflow(
		buildWorkflow({
			templateId: STOCK_ID,
			key: 'paged',
			name: 'Stock nodes, paged and in bulk: Tebra patients to HealthSail',
			executionTimeout: -1,
			nodes: [
				everyNight('Every Night', [0, 0], { hour: 2, minute: 30 }),
				wholeItem('Settings', [208, 0], "={{ ({ startKey: '0' }) }}"),
				callWorkflow('Load One Page', [448, 0], page, [
					{ ...pageInput, value: '={{ $json.startKey }}' },
				]),
				ifTrue('Last Page?', [688, -80], "={{ ['', '0'].includes($json.startKey) }}"),
				doNothing('All Loaded', [912, -160]),
				stopWithMessage('Page Failed', [688, 128], 'A page could not be loaded.'),
			],
			wires: [
				['Every Night', 'Settings'],
				['Settings', 'Load One Page'],
				['Load One Page', 0, 'Last Page?'],
				['Load One Page', 1, 'Page Failed'],
				['Last Page?', 0, 'All Loaded'],
				['Last Page?', 1, 'Load One Page'],
			],
		}),
	);
}

const notes: NodeDraft[] = [
	sectionNote('Read', 'One call per patient in batches; mapping in one Code node.', {
		position: [400, -160],
		width: 1600,
		height: 320,
	}),
	sectionNote('Write', 'Look-up and upserts by the hundred, one audit event per page.', {
		position: [400, 208],
		width: 1600,
		height: 480,
	}),
];

function readNodes(): NodeDraft[] {
	const startKey = `{{ ${setting('startKey')} }}`;
	const practiceId = `{{ ${setting('practiceId')} }}`;
	return [
		calledByWorkflow('Start of Page', [0, 0], [pageInput]),
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
		code('Map Patients', [1696, 0], mapAllPatients),
	];
}

function writeNodes(): NodeDraft[] {
	const subjects =
		"$('Drop Opted-Out').all().flatMap((group) => group.json.patients).map((patient) => ({ type: 'patient', keyedHash: patient.keyedHash }))";
	const ids = `$json.patients.map((patient) => (${externalId('patient.id')}))`;
	return [
		keyedHash('Hash ID', [448, 400], '={{ $json.id }}'),
		code('Groups of 100', [656, 400], groupPatients),
		healthSailPost('Look Up 100', [864, 400], '/customers/lookup', `{ externalIds: ${ids} }`),
		code('Drop Opted-Out', [1072, 400], dropOptedOut),
		healthSailPost(
			'Report Page to Audit',
			[1280, 304],
			'/audit-events',
			auditEvent('bench/paged', subjects),
		),
		healthSailPost(
			'Upsert 100 Customers',
			[1280, 512],
			'/customers/bulk-upsert',
			"{ matchOn: 'externalIds', items: $json.patients.map((patient) => patient.customer) }",
		),
		code('Groups of Coverages', [1488, 512], groupCoverages),
		healthSailPost(
			'Upsert Coverages',
			[1696, 512],
			'/coverages/bulk-upsert',
			"{ matchOn: 'externalIds', items: $json.items }",
		),
		wholeItem(
			'Next Page',
			[864, 752],
			`={{ ({ startKey: ${answerOf('GetAllPatients')}.Key.nextStartKey }) }}`,
		),
	];
}
