import type { SubWorkflowInput } from '../builder/builtInNodes.mjs';

/**
 * What the main flow hands to the page flow, and gets back from it: where to read on, never
 * records. n8n stores what a sub-workflow receives in clear (design 16).
 */
export const pageInputs = [
	{ name: 'runId', type: 'string' },
	{ name: 'leaseKey', type: 'string' },
	{ name: 'owner', type: 'string' },
	{ name: 'mode', type: 'string' },
	{ name: 'dryRun', type: 'boolean' },
	{ name: 'wholePractice', type: 'boolean' },
	{ name: 'since', type: 'any' },
	{ name: 'cursor', type: 'any' },
	{ name: 'system', type: 'string' },
	{ name: 'practiceId', type: 'string' },
] as const satisfies readonly SubWorkflowInput[];

export const workflowNames = {
	page: (title: string) => `${title} demographic sync: one page of patients`,
	main: (title: string) => `${title} demographic sync: patients to HealthSail customers`,
	confirm: (title: string) => `${title} demographic sync: confirm the first load`,
	discard: (title: string) => `${title} demographic sync: ask for a new dry run`,
} as const;
