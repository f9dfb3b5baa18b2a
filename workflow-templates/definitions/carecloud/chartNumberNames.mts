import type { SubWorkflowInput } from '../builder/builtInNodes.mjs';

export const loadId = 'carecloud/chart-number-load';
export const fileName = 'CareCloud patients: one file of chart numbers';

/** What the flow that a person starts hands to the one that does the work: no number, no patient. */
export const fileInputs = [
	{ name: 'path', type: 'string' },
] as const satisfies readonly SubWorkflowInput[];
