import { doNothing, ifTrue, manualTrigger, stopWithMessage } from '../builder/builtInNodes.mjs';
import type { NodeDraft, Wire } from '../builder/workflow.mjs';
import type { SyncVendor } from '../demographicSync/vendor.mjs';
import { healthSail, practiceProfile, profile } from './nodes.mjs';

/** A node whose items are counted at the end of the run. */
export interface Worker {
	readonly node: string;
	/** What the items of an output count as, in the words of Run: Advance; may depend on their state. */
	readonly counts: ReadonlyArray<{ readonly output: number; readonly as: string | StateWords }>;
	/** The output for requests that failed. */
	readonly errorOutput: number;
}

/** A word for each state that differs from the others. */
export interface StateWords {
	readonly states: Readonly<Record<string, string>>;
	readonly otherwise: string;
}

export interface RunFrame {
	readonly flow: string;
	/** The schedule node, at [0, 0]. */
	readonly schedule: NodeDraft;
	/** First nodes of the branches that work, from top to bottom. */
	readonly branches: readonly string[];
	readonly workers: readonly Worker[];
	/** How long the lease lasts; the workflow ends before. */
	readonly leaseSeconds: number;
	/** Top of the nodes that count: below all branches. */
	readonly bottom: number;
}

/**
 * What each scheduled flow begins and ends with: the lease that keeps a second run away, and the
 * counts in HealthSail. A request that fails does not keep the others waiting; the run ends with an
 * error that names the first reason.
 */
export function frameNodes(vendor: SyncVendor, frame: RunFrame): NodeDraft[] {
	const failures = `[${frame.workers.map((one) => `...${itemsOf(one.node, one.errorOutput)}`).join(', ')}]`;
	return [
		frame.schedule,
		manualTrigger('Run by Hand', [0, 192]),
		practiceProfile(vendor, [224, 96]),
		healthSail('Start Run', [448, 96], {
			resource: 'run',
			operation: 'start',
			flow: frame.flow,
			system: vendor.system,
			practiceId: `={{ ${profile}.practiceId }}`,
			kind: 'changes',
			firstLoad: 'atOnce',
			leaseSeconds: frame.leaseSeconds,
			overlapHours: 0,
		}),
		doNothing('Not Started Now', [672, 256]),
		// Below all that works: n8n runs branches from top to bottom, so this one runs last.
		healthSail('Record Counts', [960, frame.bottom], {
			resource: 'run',
			operation: 'advance',
			runId: '={{ $json.runId }}',
			leaseKey: '={{ $json.leaseKey }}',
			owner: '={{ $json.owner }}',
			nextCursor: '',
			readStartedAt: '={{ $now.toISO() }}',
			counts: `={{ { read: ${resultsOf(frame)}.length } }}`,
			calls: '{}',
			results: `={{ ${resultsOf(frame)} }}`,
			failures: '[]',
			leaseSeconds: frame.leaseSeconds,
		}),
		healthSail('Finish Run', [1184, frame.bottom], {
			resource: 'run',
			operation: 'finish',
			runId: '={{ $json.runId }}',
			leaseKey: '={{ $json.leaseKey }}',
			owner: '={{ $json.owner }}',
			outcome: 'finished',
		}),
		ifTrue('Did One Fail?', [1408, frame.bottom], `={{ ${failures}.length > 0 }}`),
		stopWithMessage(
			'Stop and Say Why',
			[1632, frame.bottom - 16],
			// Our nodes' messages are made of our own words, never of what a system answered.
			`={{ "Proposals that could not be handled: " + ${failures}.length + ". The next run tries them again. First reason: " + ${failures}[0].json.error }}`,
		),
	];
}

export function frameWires({ schedule, branches }: RunFrame): Wire[] {
	return [
		[schedule.name, 'Get Practice Profile'],
		['Run by Hand', 'Get Practice Profile'],
		['Get Practice Profile', 'Start Run'],
		...branches.map((name): Wire => ['Start Run', 0, name]),
		['Start Run', 0, 'Record Counts'],
		['Start Run', 1, 'Not Started Now'],
		['Record Counts', 'Finish Run'],
		['Finish Run', 'Did One Fail?'],
		['Did One Fail?', 0, 'Stop and Say Why'],
	];
}

/** Items of an output; a node without items did not run. */
const itemsOf = (node: string, output: number) =>
	`($("${node}").isExecuted ? $("${node}").all(${output}) : [])`;

function resultsOf({ workers }: RunFrame): string {
	const parts = workers.flatMap(({ node, counts, errorOutput }) => [
		...counts.map(({ output, as }) => `...${itemsOf(node, output)}.map(${wordOf(as)})`),
		`...${itemsOf(node, errorOutput)}.map(({ json }) => ({ result: "failed", error: json.error }))`,
	]);
	return `[${parts.join(', ')}]`;
}

function wordOf(as: string | StateWords): string {
	if (typeof as === 'string') return `() => "${as}"`;
	return `({ json }) => (${JSON.stringify(as.states)})[json.state] ?? "${as.otherwise}"`;
}
