import {
	everyNight,
	ifTrue,
} from '../../../../workflow-templates/definitions/builder/builtInNodes.mjs';
import { sectionNote } from '../../../../workflow-templates/definitions/builder/stickyNotes.mjs';
import {
	buildWorkflow,
	type NodeDraft,
} from '../../../../workflow-templates/definitions/builder/workflow.mjs';
import { stockId, toStockWorkflow, type StockWorkflow } from '../../stock/build.mjs';
import { healthSailPost, keepWhere, keyedHash, splitOut, wholeItem } from '../../stock/nodes.mjs';
import { settingsNode } from '../../stock/settings.mjs';
import { auditEvent, externalId } from '../../stock/texts.mjs';
import { answerOf, mapOnePatient, readPatients, sampleSettings } from './stock.mjs';

/** Form b1: every patient is an item, every step of it a call. */
export function perItemFlow(): StockWorkflow {
	return toStockWorkflow(
		buildWorkflow({
			templateId: stockId('tebra'),
			key: 'per-item',
			name: 'Stock nodes, per item: Tebra patients to HealthSail',
			executionTimeout: -1,
			nodes: [...notes, ...readNodes(), ...writeNodes(), ...pageNodes()],
			wires: [
				['Every Night', 'Settings'],
				['Settings', 'Read Page of List'],
				...read.wires,
				['Page to JSON', 'More Pages?'],
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

const read = readPatients("$json.nextStartKey ?? '0'");

function readNodes(): NodeDraft[] {
	return [
		everyNight('Every Night', [0, 0], { hour: 2, minute: 30 }),
		settingsNode([208, 0], sampleSettings),
		...read.nodes,
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
			`{ externalIds: [${externalId('tebra', '$json.id')}] }`,
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
