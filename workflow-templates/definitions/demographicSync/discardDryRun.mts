import { manualTrigger } from '../builder/builtInNodes.mjs';
import { overviewNote, sectionNote } from '../builder/stickyNotes.mjs';
import type { TemplateWorkflow } from '../builder/types.mjs';
import { buildWorkflow } from '../builder/workflow.mjs';
import { workflowNames } from './contract.mjs';
import { healthSailNode, templateId, type SyncVendor } from './vendor.mjs';

const timeoutSeconds = 120;

/** The other answer to a dry run: its counts are wrong, so that the next run counts again. */
export function discardWorkflow(vendor: SyncVendor): TemplateWorkflow {
	return buildWorkflow({
		templateId: templateId(vendor),
		key: 'discard-dry-run',
		name: workflowNames.discard(vendor.title),
		executionTimeout: timeoutSeconds,
		nodes: [
			overviewNote(
				{ position: [-576, -160], width: 480, height: 512 },
				{
					title: 'Ask for a new dry run',
					intro: `The first run of the ${vendor.title} demographic sync is a dry run, and the sync waits until a person confirms its counts. This workflow is how a person says that the counts are wrong.`,
					howItWorks: [
						'Finds the dry run of this practice that waits for confirmation.',
						'Discards it in HealthSail. Nothing was written, so nothing is taken back.',
						'The next scheduled run of the sync is then a new dry run.',
					],
					setup: [
						`Select your ${vendor.title} and HealthSail credentials in the nodes, unless the importer did it.`,
						'First correct what made the counts wrong: the practice profile, the practice name and number, or the lists.',
						'Open this workflow and select **Execute workflow**. It needs no publishing and no schedule.',
					],
				},
			),
			sectionNote('Discard', 'Execute this by hand when the counts of the dry run are wrong.', {
				position: [-64, -80],
				width: 688,
				height: 352,
			}),
			manualTrigger('Counts Are Wrong', [0, 96]),
			{
				name: 'Get Practice Profile',
				position: [224, 96],
				type: healthSailNode,
				typeVersion: 1,
				credentials: [vendor.credential],
				parameters: { resource: 'practice', operation: 'getProfile', system: vendor.system },
			},
			{
				name: 'Discard Dry Run',
				position: [448, 96],
				type: healthSailNode,
				typeVersion: 1,
				credentials: ['healthSailApi'],
				parameters: {
					resource: 'run',
					operation: 'discard',
					flow: templateId(vendor),
					system: '={{ $json.system }}',
					practiceId: '={{ $json.practiceId }}',
				},
			},
		],
		wires: [
			['Counts Are Wrong', 'Get Practice Profile'],
			['Get Practice Profile', 'Discard Dry Run'],
		],
	});
}
