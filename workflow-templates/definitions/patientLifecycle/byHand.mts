import { manualTrigger, setFields, type Field } from '../builder/builtInNodes.mjs';
import { overviewNote, sectionNote, type OverviewText } from '../builder/stickyNotes.mjs';
import type { TemplateWorkflow } from '../builder/types.mjs';
import { buildWorkflow, type NodeDraft, type Wire } from '../builder/workflow.mjs';
import { healthSailNode, type SyncVendor } from '../demographicSync/vendor.mjs';
import { lifecycleId } from './names.mjs';

const timeoutSeconds = 120;
const step = 224;

export interface ByHandFlow {
	readonly key: string;
	readonly name: string;
	readonly overview: OverviewText;
	readonly section: { readonly title: string; readonly text: string };
	readonly trigger: string;
	/** The node in which the person types what the flow needs. */
	readonly form: { readonly name: string; readonly fields: readonly Field[] };
	/** Nodes after it from left to right; each is wired to the one before. */
	readonly steps: ReadonlyArray<Omit<NodeDraft, 'position'>>;
}

/** A flow that a person starts in the editor: type the ids, execute, read the result. */
export function byHandWorkflow(vendor: SyncVendor, flow: ByHandFlow): TemplateWorkflow {
	const names = [flow.trigger, flow.form.name, ...flow.steps.map(({ name }) => name)];
	return buildWorkflow({
		templateId: lifecycleId(vendor),
		key: flow.key,
		name: flow.name,
		executionTimeout: timeoutSeconds,
		nodes: [
			overviewNote({ position: [-576, -160], width: 480, height: 720 }, flow.overview),
			sectionNote(flow.section.title, flow.section.text, {
				position: [-64, -80],
				width: step * names.length + 16,
				height: 368,
			}),
			manualTrigger(flow.trigger, [0, 112]),
			setFields(flow.form.name, [step, 112], flow.form.fields),
			...flow.steps.map(
				(node, index): NodeDraft => ({ ...node, position: [step * (index + 2), 112] }),
			),
		],
		wires: names.slice(1).map((name, index): Wire => [names[index], name]),
	});
}

export const text = (name: string): Field => ({ name, type: 'string', value: '' });

/** A value that the person typed. */
export const typed = (form: string, name: string) => `={{ $("${form}").first().json.${name} }}`;

/** Reads the practice profile of the vendor's credential; the position is the caller's. */
export function practiceProfile(vendor: SyncVendor): Omit<NodeDraft, 'position'> {
	return {
		name: 'Get Practice Profile',
		type: healthSailNode,
		typeVersion: 1,
		credentials: [vendor.credential],
		parameters: { resource: 'practice', operation: 'getProfile', system: vendor.system },
	};
}

/** A HealthSail node with these parameters; the position is the caller's. */
export function healthSail(
	name: string,
	parameters: NonNullable<NodeDraft['parameters']>,
): Omit<NodeDraft, 'position'> {
	return {
		name,
		type: healthSailNode,
		typeVersion: 1,
		credentials: ['healthSailApi'],
		parameters,
	};
}
