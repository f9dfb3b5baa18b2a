import type { IConnections, INode, IWorkflowSettings } from 'n8n-workflow';

import patientPage from '../../workflow-templates/tebra/demographic-sync/1-patient-page.json';
import mainFlow from '../../workflow-templates/tebra/demographic-sync/2-demographic-sync.json';
import confirmFirstLoad from '../../workflow-templates/tebra/demographic-sync/3-confirm-first-load.json';
import discardDryRun from '../../workflow-templates/tebra/demographic-sync/4-discard-dry-run.json';
import vanishedPatients from '../../workflow-templates/tebra/patient-lifecycle/1-vanished-patients.json';
import newPatientProposals from '../../workflow-templates/tebra/patient-lifecycle/2-new-patient-proposals.json';
import mergePatients from '../../workflow-templates/tebra/patient-lifecycle/3-merge-patients.json';
import undoMerge from '../../workflow-templates/tebra/patient-lifecycle/4-undo-merge.json';
import decideMatchReview from '../../workflow-templates/tebra/patient-lifecycle/5-decide-match-review.json';
import undoDecision from '../../workflow-templates/tebra/patient-lifecycle/6-undo-decision.json';
import undoLink from '../../workflow-templates/tebra/patient-lifecycle/7-undo-link.json';
import lifecycleManifest from '../../workflow-templates/tebra/patient-lifecycle/template.json';
import manifest from '../../workflow-templates/tebra/demographic-sync/template.json';

export interface TemplateJson {
	readonly id: string;
	readonly name: string;
	readonly nodes: INode[];
	readonly connections: IConnections;
	readonly settings: IWorkflowSettings;
	readonly meta: { readonly templateId: string };
}

export interface TemplateSet {
	readonly id: string;
	readonly title: string;
	readonly description: string;
	readonly credentials: ReadonlyArray<{ readonly type: string; readonly name: string }>;
	readonly workflows: readonly TemplateJson[];
}

/** The committed files. A test of the definitions fails when one is missing here. */
export const templateSets: readonly TemplateSet[] = [
	{
		...manifest,
		workflows: [
			patientPage,
			mainFlow,
			confirmFirstLoad,
			discardDryRun,
		] as unknown as TemplateJson[],
	},
	{
		...lifecycleManifest,
		workflows: [
			vanishedPatients,
			newPatientProposals,
			mergePatients,
			undoMerge,
			decideMatchReview,
			undoDecision,
			undoLink,
		] as unknown as TemplateJson[],
	},
];

export const workflows: ReadonlyArray<readonly [string, TemplateJson]> = templateSets.flatMap(
	(set) => set.workflows.map((workflow) => [workflow.name, workflow] as const),
);
