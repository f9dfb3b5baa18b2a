import type { INode } from 'n8n-workflow';
import { safeParseWorkflowStructure } from 'n8n-workflow';

import { inside, nodeBox, overlaps, stickyBox } from './boxes';
import { templateSets, workflows, type TemplateJson } from './templateSets';

const documentedNames: Readonly<Record<string, string>> = {
	healthSailApi: 'HealthSail account',
	tebraSoapApi: 'Tebra account',
	advancedMdApi: 'AdvancedMD account',
	careCloudOAuth2Api: 'CareCloud account',
	nextGenOAuth2Api: 'NextGen account',
	greenwayFhirApi: 'Greenway FHIR account',
	hl7EngineApi: 'Interface engine account',
	staffReviewersApi: 'Staff reviewers account',
};
const isSticky = ({ type }: INode) => type === 'n8n-nodes-base.stickyNote';
const words = (text: unknown) => String(text).split(/\s+/).length;

describe.each(workflows)('the template "%s"', (_name, workflow) => {
	const working = workflow.nodes.filter((node) => !isSticky(node));

	it('has the structure that n8n imports', () => {
		expect(safeParseWorkflowStructure(workflow)).toMatchObject({ success: true });
		expect(workflow.id).toMatch(/^[0-9a-z]{16}$/);
	});

	it('gives every node an id and a name of its own', () => {
		expect(new Set(workflow.nodes.map(({ id }) => id)).size).toBe(workflow.nodes.length);
		expect(new Set(workflow.nodes.map(({ name }) => name)).size).toBe(workflow.nodes.length);
	});

	it('names every node by what it does', () => {
		const defaults =
			/^(Edit Fields|Set|If|Schedule Trigger|When clicking|Execute Workflow|When Executed|No Operation|Stop and Error|Tebra|AdvancedMD|CareCloud|NextGen|Greenway|HL7 Interface|HealthSail|Staff Review Inbox|Sticky Note)\d*\b/;
		for (const { name } of working) expect(name).not.toMatch(defaults);
	});

	it('stores nothing of an execution', () => {
		expect(workflow.settings).toMatchObject({
			executionOrder: 'v1',
			saveDataSuccessExecution: 'none',
			saveDataErrorExecution: 'none',
			saveExecutionProgress: false,
			saveManualExecutions: false,
			callerPolicy: 'workflowsFromSameOwner',
		});
		expect(workflow.settings.timezone).toBeUndefined();
		expect(Object.keys(workflow).sort()).toEqual([
			'connections',
			'id',
			'meta',
			'name',
			'nodes',
			'settings',
		]);
	});

	it('names each credential by its documented name and binds none', () => {
		for (const [type, entry] of working.flatMap((node) => Object.entries(node.credentials ?? {}))) {
			expect(entry).toEqual({ id: null, name: documentedNames[type] });
		}
	});

	it('has no Code node', () => {
		for (const { type } of working) expect(type).not.toMatch(/\.(code|function|functionItem)$/);
	});

	it('holds no host, key, mail address or number of a practice', () => {
		const text = JSON.stringify(workflow);
		expect(text).not.toMatch(/https?:\/\//);
		expect(text).not.toMatch(/\b(hs_(live|test)_|whsec_|Bearer )/);
		expect(text).not.toMatch(/[\w.]+@[\w-]+\.\w+/);
		for (const { parameters } of working) {
			if ('practiceId' in parameters) expect(parameters.practiceId).toMatch(/^=\{\{/);
		}
	});

	it('calls only workflows that come before it in its set', () => {
		const set = templateSets.find(({ id }) => id === workflow.meta.templateId);
		const before = set?.workflows.slice(0, set.workflows.indexOf(workflow)) ?? [];
		const called = working
			.filter(({ type }) => type === 'n8n-nodes-base.executeWorkflow')
			.map(
				({ parameters }) => parameters.workflowId as { value: string; cachedResultName: string },
			);
		for (const { value, cachedResultName } of called) {
			expect(before.map(({ id, name }) => [id, name])).toContainEqual([value, cachedResultName]);
		}
	});

	it('connects every node', () => {
		const targets = Object.values(workflow.connections).flatMap(({ main }) =>
			main.flatMap((output) => (output ?? []).map(({ node }) => node)),
		);
		const sources = Object.keys(workflow.connections);
		for (const { name } of working) expect([...sources, ...targets]).toContain(name);
	});

	it('reads only nodes that exist', () => {
		const names = workflow.nodes.map(({ name }) => name);
		const text = JSON.stringify(working.map(({ parameters }) => parameters));
		const read = [...text.matchAll(/\$\(\\"([^"\\]+)\\"\)/g)].map((match) => match[1]);
		for (const name of read) expect(names).toContain(name);
	});
});

describe.each(workflows)('the canvas of "%s"', (_name, workflow) => {
	const stickies = workflow.nodes.filter(isSticky);
	const overview = stickies.filter(({ parameters }) => !('color' in parameters));
	const sections = stickies.filter(({ parameters }) => parameters.color === 7);
	const working = workflow.nodes.filter((node) => !isSticky(node));

	it('has one yellow overview with the two asked-for headings and 100 to 300 words', () => {
		expect(overview).toHaveLength(1);
		const { content } = overview[0].parameters;
		expect(content).toContain('### How it works');
		expect(content).toContain('### Setup');
		expect(words(content)).toBeGreaterThanOrEqual(100);
		expect(words(content)).toBeLessThanOrEqual(300);
	});

	it('has the overview at the top left', () => {
		for (const { position } of workflow.nodes.filter((node) => node !== overview[0])) {
			expect(overview[0].position[0]).toBeLessThan(position[0]);
		}
	});

	it('frames every working node in exactly one white section of under 50 words', () => {
		expect(sections.length + overview.length).toBe(stickies.length);
		for (const section of sections) {
			expect(words(section.parameters.content)).toBeLessThan(50);
			expect(
				working.filter((node) => inside(nodeBox(node), stickyBox(section))).length,
			).toBeGreaterThanOrEqual(2);
		}
		for (const node of working) {
			const frames = sections.filter((section) => inside(nodeBox(node), stickyBox(section)));
			expect([node.name, frames.length]).toEqual([node.name, 1]);
		}
	});

	it('has nothing that overlaps', () => {
		expect(overlaps(stickies.map(stickyBox))).toEqual([]);
		expect(overlaps(working.map(nodeBox))).toEqual([]);
	});
});

describe.each(templateSets.map((set) => [set.id, set] as const))('the set %s', (_id, set) => {
	it('says for whom it is, how it works and how to set it up', () => {
		for (const heading of [
			'## Who is this for?',
			'## How it works',
			'## How to set up',
			'## Requirements',
			'## How to customize',
		]) {
			expect(set.description).toContain(heading);
		}
		expect(set.description).toMatch(/self-hosted n8n only/i);
		expect(words(set.description)).toBeGreaterThan(150);
		expect(words(set.description)).toBeLessThan(350);
	});

	it('lists every credential its workflows use, and no other', () => {
		const used = new Set(
			set.workflows.flatMap(({ nodes }) =>
				nodes.flatMap(({ credentials }) => Object.keys(credentials ?? {})),
			),
		);
		expect(set.credentials.map(({ type }) => type).sort()).toEqual([...used].sort());
		for (const { type, name } of set.credentials) expect(name).toBe(documentedNames[type]);
	});
});

describe('the life-cycle sets', () => {
	const whole = [
		'vanished-patients',
		'new-patient-proposals',
		'merge-patients',
		'undo-merge',
		'decide-match-review',
		'undo-decision',
		'undo-link',
	];
	it.each([
		['tebra', whole],
		['advancedmd', whole],
		// CareCloud lists no patients in whose list somebody could be missing.
		['carecloud', whole.slice(1)],
		['nextgen', whole],
		['greenway_intergy', whole],
		['greenway_prime_suite', whole],
	])('that of %s has every flow that the system can serve', (system, keys) => {
		const set = templateSets.find(({ id }) => id === `${system}/patient-lifecycle`);
		expect(set?.files).toEqual(keys.map((key, index) => `${String(index + 1)}-${key}.json`));
		expect(set?.description.includes('seven workflows')).toBe(keys === whole);
		// The canvas explains no patient that no flow can find.
		const explained = JSON.stringify(set?.workflows.map(({ nodes }) => nodes)).includes('vanished');
		expect(explained).toBe(keys === whole);
	});
});

describe('the page flow', () => {
	it('records the page in the lowest node, because n8n runs branches from top to bottom', () => {
		const page = find('one page');
		const record = page.nodes.find(({ name }) => name === 'Record Page');
		const others = page.nodes.filter((node) => !isSticky(node) && node !== record);
		for (const { position } of others) {
			expect(position[1]).toBeLessThan(record?.position[1] ?? 0);
		}
	});

	it('receives cursors and never items: the inputs of both sides are the same words', () => {
		const trigger = find('one page').nodes.find(({ type }) => /executeWorkflowTrigger$/.test(type));
		const call = find('patients to HealthSail').nodes.find(({ type }) =>
			/executeWorkflow$/.test(type),
		);
		const inputs = trigger?.parameters.workflowInputs as { values: Array<{ name: string }> };
		const given = call?.parameters.workflowInputs as {
			mappingMode: string;
			value: object;
			schema: Array<{ id: string }>;
		};
		const names = inputs.values.map(({ name }) => name);
		expect(given.schema.map(({ id }) => id)).toEqual(names);
		// An expression in the loop would keep memory per page.
		expect(given).toMatchObject({ mappingMode: 'autoMapInputData', value: {} });
		expect(names).toEqual([
			'runId',
			'leaseKey',
			'owner',
			'mode',
			'dryRun',
			'wholePractice',
			'since',
			'cursor',
			'system',
			'practiceId',
		]);
	});
});

describe('the load by chart numbers', () => {
	const [file, start] =
		templateSets.find(({ id }) => id === 'carecloud/chart-number-load')?.workflows ?? [];

	it('reads and writes in the called workflow alone: n8n keeps what a person starts', () => {
		expect(start.nodes.filter((node) => !isSticky(node)).map(({ type }) => type)).toEqual([
			'n8n-nodes-base.manualTrigger',
			'n8n-nodes-base.set',
			'n8n-nodes-base.executeWorkflow',
			'n8n-nodes-base.if',
			'n8n-nodes-base.stopAndError',
		]);
		expect(file.nodes.map(({ type }) => type)).not.toContain('n8n-nodes-base.manualTrigger');
	});

	it('counts in the lowest node, whose output is all that goes back', () => {
		const working = file.nodes.filter((node) => !isSticky(node));
		const lowest = working.reduce((one, other) =>
			other.position[1] > one.position[1] ? other : one,
		);
		expect(lowest.name).toBe('Count What Was Done');
		expect(file.connections).not.toHaveProperty(lowest.name);
	});
});

describe('the sync flow', () => {
	it('takes page size and overlap from the practice profile, and has no setting beside it', () => {
		const { nodes } = find('patients to HealthSail');
		const parametersOf = (name: string) => nodes.find((node) => node.name === name)?.parameters;
		const profile = '$("Get Practice Profile").first().json.profile.sync';
		expect(parametersOf('Start Run')?.overlapHours).toBe(`={{ ${profile}.overlapHours }}`);
		for (const name of ['Read All Patients', 'Read Changed Patients']) {
			const read = find('one page').nodes.find((node) => node.name === name);
			// Without one, the vendor node takes that of the profile.
			expect(read?.parameters).toBeDefined();
			expect(read?.parameters).not.toHaveProperty('pageSize');
		}
		expect(JSON.stringify(parametersOf('Settings'))).not.toMatch(/pageSize|overlapHours/);
	});
});

function find(part: string): TemplateJson {
	const found = workflows.find(([name]) => name.includes(part));
	if (!found) throw new Error(`no workflow "${part}"`);
	return found[1];
}
