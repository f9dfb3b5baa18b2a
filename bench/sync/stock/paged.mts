// Form b2 for any system: the main flow, and the sub-workflow that loads one page.
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
	type Wire,
} from '../../../workflow-templates/definitions/builder/workflow.mjs';
import { practiceSystems } from '../../../host/practiceSystems.mjs';
import type { BenchVendor, FlowPart, PagedFlow } from '../vendors/vendor.mjs';
import { toStockWorkflow, stockId, type StockWorkflow } from './build.mjs';
import { code, healthSailPost, keyedHash, wholeItem } from './nodes.mjs';
import { settingsNode } from './settings.mjs';
import { auditEvent, dropOptedOut, externalId, groupCoverages, groupPatients } from './texts.mjs';

/** Width of a node on the canvas with the way to the next. */
const STEP = 208;
const READ_FROM = 448;

/** The sub-workflow of form b2: one page, in bulk calls. */
export function pagedFlowPage({ system, paged }: BenchVendor): StockWorkflow {
	const { key } = practiceSystems[system];
	const { read, next } = paged;
	const mapAt = Math.max(...read.nodes.map(({ position }) => position[0])) + STEP;
	const below = Math.max(...read.nodes.map(({ position }) => position[1])) + 400;
	return toStockWorkflow(
		buildWorkflow({
			templateId: stockId(system),
			key: 'paged-page',
			name: `Stock nodes, paged and in bulk: one page of ${titleOf(system)} patients`,
			executionTimeout: -1,
			nodes: [
				...notes(paged, below, mapAt),
				calledByWorkflow('Start of Page', [0, 0], inputsOf(paged)),
				settingsNode([STEP, 0], paged.settings),
				...read.nodes,
				code('Map Patients', [mapAt, 0], paged.map),
				...writeNodes(key, below),
				wholeItem('Next Page', [READ_FROM, below + 352], nextPage(paged)),
			],
			wires: [
				['Start of Page', 'Settings'],
				...through(read, 'Settings', 'Map Patients'),
				...writeWires,
				[next.from, 'Next Page'],
			],
		}),
		['Report Page to Audit', 'Next Page', ...(read.once ?? [])],
		credentialNames(paged),
	);
}

/** The main flow of form b2. */
export function pagedFlow({ system, paged }: BenchVendor, page: StockWorkflow): StockWorkflow {
	const start = paged.start ?? { nodes: [], wires: [] };
	const at = Math.max(STEP, ...start.nodes.map(({ position }) => position[0])) + STEP;
	const first = [
		`cursor: ${paged.firstCursor}`,
		...Object.entries(paged.inputs ?? {}).map(([name, value]) => `${name}: ${value}`),
	].join(', ');
	return toStockWorkflow(
		buildWorkflow({
			templateId: stockId(system),
			key: 'paged',
			name: `Stock nodes, paged and in bulk: ${titleOf(system)} patients to HealthSail`,
			executionTimeout: -1,
			nodes: [
				everyNight('Every Night', [0, 0], { hour: 2, minute: 30 }),
				settingsNode([STEP, 0], paged.settings),
				...start.nodes,
				wholeItem('First Page', [at, 0], `={{ ({ ${first} }) }}`),
				callWorkflow(
					'Load One Page',
					[at + 240, 0],
					page,
					inputsOf(paged).map((input) => ({ ...input, value: `={{ $json.${input.name} }}` })),
				),
				ifTrue('Last Page?', [at + 480, -80], "={{ $json.cursor === '' }}"),
				doNothing('All Loaded', [at + 704, -160]),
				stopWithMessage('Page Failed', [at + 480, 128], 'A page could not be loaded.'),
			],
			wires: [
				['Every Night', 'Settings'],
				...through(start, 'Settings', 'First Page'),
				['First Page', 'Load One Page'],
				['Load One Page', 0, 'Last Page?'],
				['Load One Page', 1, 'Page Failed'],
				['Last Page?', 0, 'All Loaded'],
				['Last Page?', 1, 'Load One Page'],
			],
		}),
		['First Page', ...(start.once ?? [])],
		credentialNames(paged),
	);
}

const titleOf = (system: BenchVendor['system']) => practiceSystems[system].title;

function credentialNames({ credentials = [] }: PagedFlow): Record<string, string> {
	return Object.fromEntries(credentials.map(({ type, name }) => [type, name]));
}

function inputsOf({ inputs = {} }: PagedFlow) {
	return ['cursor', ...Object.keys(inputs)].map((name) => ({ name, type: 'string' as const }));
}

/** The part between two nodes: its first node follows the one, its last leads to the other. */
function through({ nodes, wires }: FlowPart, before: string, behind: string): Wire[] {
	if (nodes.length === 0) return [[before, behind]];
	return [[before, nodes[0].name], ...wires, [nodes[nodes.length - 1].name, behind]];
}

/** What the page was handed, with the cursor of the next one. */
function nextPage({ next }: PagedFlow): string {
	return `={{ ({ ...$('Start of Page').first().json, cursor: ${next.cursor} }) }}`;
}

function notes({ note }: PagedFlow, below: number, mapAt: number): NodeDraft[] {
	const width = Math.max(1600, mapAt - READ_FROM + 2 * STEP);
	return [
		sectionNote('Read', note, { position: [400, -160], width, height: below - 80 }),
		sectionNote('Write', 'Look-up and upserts by the hundred, one audit event per page.', {
			position: [400, below - 192],
			width: 1600,
			height: 480,
		}),
	];
}

function writeNodes(system: string, y: number): NodeDraft[] {
	const subjects =
		"$('Drop Opted-Out').all().flatMap((group) => group.json.patients).map((patient) => ({ type: 'patient', keyedHash: patient.keyedHash }))";
	const ids = `$json.patients.map((patient) => (${externalId(system, 'patient.id')}))`;
	return [
		keyedHash('Hash ID', [448, y], '={{ $json.id }}'),
		code('Groups of 100', [656, y], groupPatients),
		healthSailPost('Look Up 100', [864, y], '/customers/lookup', `{ externalIds: ${ids} }`),
		code('Drop Opted-Out', [1072, y], dropOptedOut),
		healthSailPost(
			'Report Page to Audit',
			[1280, y - 96],
			'/audit-events',
			auditEvent('bench/paged', subjects),
		),
		healthSailPost(
			'Upsert 100 Customers',
			[1280, y + 112],
			'/customers/bulk-upsert',
			"{ matchOn: 'externalIds', items: $json.patients.map((patient) => patient.customer) }",
		),
		code('Groups of Coverages', [1488, y + 112], groupCoverages),
		healthSailPost(
			'Upsert Coverages',
			[1696, y + 112],
			'/coverages/bulk-upsert',
			"{ matchOn: 'externalIds', items: $json.items }",
		),
	];
}

const writeWires: Wire[] = [
	['Map Patients', 'Hash ID'],
	['Hash ID', 'Groups of 100'],
	['Groups of 100', 'Look Up 100'],
	['Look Up 100', 'Drop Opted-Out'],
	['Drop Opted-Out', 'Report Page to Audit'],
	['Drop Opted-Out', 'Upsert 100 Customers'],
	['Upsert 100 Customers', 'Groups of Coverages'],
	['Groups of Coverages', 'Upsert Coverages'],
];
