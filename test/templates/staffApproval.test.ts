import type { INode } from 'n8n-workflow';

import { templateSets, type TemplateJson, type TemplateSet } from './templateSets';

const systems = [
	'advancedmd',
	'carecloud',
	'greenway_intergy',
	'greenway_prime_suite',
	'nextgen',
	'tebra',
] as const;
const kinds = ['demographic-changes', 'demographic-changes-by-hl7', 'proposal-follow-up'] as const;

const setOf = (id: string): TemplateSet => {
	const found = templateSets.find((set) => set.id === id);
	if (!found) throw new Error(`no set ${id}`);
	return found;
};
const nodeOf = (workflow: TemplateJson, name: string): INode => {
	const found = workflow.nodes.find((node) => node.name === name);
	if (!found) throw new Error(`no node ${name}`);
	return found;
};
const isSticky = ({ type }: INode) => type === 'n8n-nodes-base.stickyNote';
const isNamed = (text: string) => (set: TemplateSet) => set.id.endsWith(`/${text}`);
const approvalSets = templateSets.filter((set) => kinds.some((kind) => isNamed(kind)(set)));
const approvalFlows = approvalSets.flatMap((set) =>
	set.workflows.map((workflow) => [workflow.name, workflow] as const),
);

describe('the sets of staff approval', () => {
	it.each(systems)('%s has all three, with the same flows', (system) => {
		expect(kinds.map((kind) => setOf(`${system}/${kind}`).files)).toEqual([
			['1-proposal-events.json', '2-proposal-sweep.json'],
			['1-send-by-hl7.json'],
			['1-follow-up.json'],
		]);
	});

	it.each(systems)('only the set for HL7 asks %s for an interface engine', (system) => {
		const asking = kinds.filter((kind) =>
			setOf(`${system}/${kind}`).credentials.some(({ type }) => type === 'hl7EngineApi'),
		);
		expect(asking).toEqual(['demographic-changes-by-hl7']);
	});

	it('names the product on each node of the two Greenway systems', () => {
		for (const [system, product] of [
			['greenway_intergy', 'intergy'],
			['greenway_prime_suite', 'primeSuite'],
		]) {
			const nodes = kinds.flatMap((kind) =>
				setOf(`${system}/${kind}`).workflows.flatMap((workflow) => workflow.nodes),
			);
			const own = nodes.filter(({ type }) => type === 'n8n-nodes-healthsail.greenway');
			expect(own).toHaveLength(7);
			for (const { parameters } of own) expect(parameters.product).toBe(product);
		}
	});
});

describe.each(approvalFlows)('%s', (_name, workflow) => {
	const working = workflow.nodes.filter((node) => !isSticky(node));

	it('hands IDs of requests from node to node, never a value', () => {
		const changes = working.filter(({ parameters }) => parameters.resource === 'demographicChange');
		expect(changes.length).toBeGreaterThan(0);
		for (const { parameters } of changes) {
			const names = Object.keys(parameters).filter((name) => name !== 'product');
			expect(names.sort()).toEqual(['demographicChangeRequestId', 'operation', 'resource']);
			expect(parameters.demographicChangeRequestId).toBe('={{ $json.id }}');
		}
		const reads = working.filter(
			({ parameters }) =>
				parameters.resource === 'demographicChangeRequest' &&
				String(parameters.operation).startsWith('get'),
		);
		expect(reads.length).toBeGreaterThan(0);
		for (const { parameters } of reads) {
			const { fields } = parameters.options as { fields?: string };
			expect(['id', 'pmSystem,practiceId,direction']).toContain(fields);
		}
	});

	it('calls no other workflow: n8n would store what is handed over', () => {
		expect(working.map(({ type }) => type)).not.toContain('n8n-nodes-base.executeWorkflow');
	});

	it('asks for requests of its own system and practice only', () => {
		for (const { parameters } of working) {
			if (parameters.operation !== 'getMany') continue;
			expect(parameters.filters).toMatchObject({
				direction: ['to_pm'],
				closed: false,
				system: [workflow.meta.templateId.split('/')[0]],
				practiceId: '={{ $("Get Practice Profile").first().json.practiceId }}',
			});
		}
	});
});

const scheduled = approvalFlows.filter(([, workflow]) =>
	workflow.nodes.some(({ name }) => name === 'Record Counts'),
);

describe.each(scheduled)('the run of "%s"', (_name, workflow) => {
	it('counts below all branches that work, because n8n runs them from top to bottom', () => {
		const bottom = nodeOf(workflow, 'Record Counts').position[1];
		const starts = workflow.connections['Start Run'].main[0] ?? [];
		expect(starts.map(({ node }) => node).at(-1)).toBe('Record Counts');
		for (const { node } of starts.slice(0, -1)) {
			expect(nodeOf(workflow, node).position[1]).toBeLessThan(bottom);
		}
	});

	it('ends before its lease does', () => {
		const { leaseSeconds } = nodeOf(workflow, 'Start Run').parameters;
		expect(Number(workflow.settings.executionTimeout)).toBeLessThanOrEqual(Number(leaseSeconds));
	});

	it('goes on with the other proposals when one fails', () => {
		const changes = workflow.nodes.filter(
			({ parameters }) => parameters.resource === 'demographicChange',
		);
		for (const { onError } of changes) expect(onError).toBe('continueErrorOutput');
	});
});

describe('where the practice profile names the channel hl7', () => {
	it.each(systems)('the flows of %s leave delivering to the set for HL7', (system) => {
		for (const workflow of setOf(`${system}/demographic-changes`).workflows) {
			const sources = Object.entries(workflow.connections).filter(([, { main }]) =>
				main.some((output) =>
					output?.some(({ node }) =>
						['Deliver to the Practice', 'Get Approved Proposals'].includes(node),
					),
				),
			);
			expect(sources.map(([name]) => name)).toContain('Delivered Here?');
			expect(JSON.stringify(nodeOf(workflow, 'Delivered Here?').parameters)).toContain(
				'!$(\\"Get Practice Profile\\").first().json.profile.changes.channels.includes(\\"hl7\\")',
			);
		}
		const [byHl7] = setOf(`${system}/demographic-changes-by-hl7`).workflows;
		expect(byHl7.nodes.map(({ name }) => name)).not.toContain('Delivered Here?');
	});
});

describe('the follow-up', () => {
	it.each(systems)('of %s also looks for notices that staff may have', (system) => {
		const [flow] = setOf(`${system}/proposal-follow-up`).workflows;
		const { filters } = nodeOf(flow, 'Get Proposals with Staff').parameters;
		expect(filters).toMatchObject({ deliveryState: ['landed', 'outcome_unknown'], closed: false });
	});
});

describe('the flow of events', () => {
	const flow = setOf('tebra/demographic-changes').workflows[0];

	it('begins by proposals that came and by those that staff approved', () => {
		expect(nodeOf(flow, 'Proposal Came or Was Decided').parameters.eventTypes).toEqual([
			'demographic_change.requested',
			'demographic_change.approved',
		]);
	});

	it('takes an event only when it is for this practice, under a name that no other one has', () => {
		const targets = (name: string, output: number) =>
			(flow.connections[name].main[output] ?? []).map(({ node }) => node);
		expect(targets('For This Practice?', 0)).toEqual(['Take Event']);
		expect(flow.connections['For This Practice?'].main).toHaveLength(1);
		expect(nodeOf(flow, 'Take Event').parameters.flow).toBe(
			'={{ "tebra/demographic-changes " + $("Get Practice Profile").first().json.practiceId }}',
		);
	});

	it('marks the event done on whatever way the delivery went', () => {
		const { main } = flow.connections['Deliver to the Practice'];
		expect(main.map((output) => output?.map(({ node }) => node))).toEqual([
			['Mark Done'],
			['Mark Done'],
			['Mark Done'],
			['Mark Done'],
		]);
	});
});

describe('the review inbox', () => {
	it('is one set for all systems, and hands nothing but its thin item on', () => {
		const [flow, ...others] = setOf('shared/staff-review-inbox').workflows;
		expect(others).toEqual([]);
		expect(flow.nodes.filter((node) => !isSticky(node)).map(({ type }) => type)).toEqual([
			'n8n-nodes-healthsail.staffReviewInboxTrigger',
			'n8n-nodes-base.noOp',
		]);
	});
});
