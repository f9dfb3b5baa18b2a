import { manualTrigger } from '../builder/builtInNodes.mjs';
import { overviewNote, sectionNote } from '../builder/stickyNotes.mjs';
import type { TemplateWorkflow } from '../builder/types.mjs';
import { buildWorkflow } from '../builder/workflow.mjs';
import { workflowNames } from './contract.mjs';
import { healthSailNode, templateId, type SyncVendor } from './vendor.mjs';

const timeoutSeconds = 120;

/** A person releases the first load after reading the counts of the dry run (D7). */
export function confirmWorkflow(vendor: SyncVendor): TemplateWorkflow {
	return buildWorkflow({
		templateId: templateId(vendor),
		key: 'confirm-first-load',
		name: workflowNames.confirm(vendor.title),
		executionTimeout: timeoutSeconds,
		nodes: [
			overviewNote(
				{ position: [-576, -160], width: 480, height: 512 },
				{
					title: 'Confirm the first load',
					intro: `The first run of the ${vendor.title} demographic sync is a dry run: it reads the whole practice, counts, and writes nothing. This workflow is how a person says that the counts are right.`,
					howItWorks: [
						'Finds the dry run of this practice that waits for its confirmation.',
						'Confirms it in HealthSail and shows its counts: read, of other practices, excluded, to create.',
						'The next scheduled run of the sync is then the first load.',
					],
					setup: [
						`Select your ${vendor.title} and HealthSail credentials in the nodes, unless the importer did it.`,
						'Run the sync once, and read the counts of its dry run in HealthSail or in the output of **Finish Run**.',
						'Open this workflow and select **Execute workflow**. It needs no publishing and no schedule.',
						'Counts that surprise you: do not confirm. Correct the practice profile or the lists, then run the workflow *ask for a new dry run*.',
					],
				},
			),
			sectionNote('Confirm', 'Execute this by hand, once, after reading the counts.', {
				position: [-64, -80],
				width: 688,
				height: 352,
			}),
			manualTrigger('I Have Read the Counts', [0, 96]),
			{
				name: 'Get Practice Profile',
				position: [224, 96],
				type: healthSailNode,
				typeVersion: 1,
				credentials: [vendor.credential],
				parameters: { resource: 'practice', operation: 'getProfile', system: vendor.system },
			},
			{
				name: 'Confirm Dry Run',
				position: [448, 96],
				type: healthSailNode,
				typeVersion: 1,
				credentials: ['healthSailApi'],
				parameters: {
					resource: 'run',
					operation: 'confirm',
					flow: templateId(vendor),
					system: '={{ $json.system }}',
					practiceId: '={{ $json.practiceId }}',
				},
			},
		],
		wires: [
			['I Have Read the Counts', 'Get Practice Profile'],
			['Get Practice Profile', 'Confirm Dry Run'],
		],
	});
}
