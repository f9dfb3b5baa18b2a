import { everyWeek, ifTrue, manualTrigger, stopWithMessage } from '../builder/builtInNodes.mjs';
import { overviewNote, sectionNote } from '../builder/stickyNotes.mjs';
import type { TemplateWorkflow } from '../builder/types.mjs';
import { buildWorkflow } from '../builder/workflow.mjs';
import { healthSailNode, type SyncVendor } from '../demographicSync/vendor.mjs';
import { practiceProfile } from './byHand.mjs';
import { lifecycleId, lifecycleNames } from './names.mjs';

/** Patients that HealthSail knows and the practice system no longer lists (design 22). */
export function vanishedWorkflow(vendor: SyncVendor): TemplateWorkflow {
	return buildWorkflow({
		templateId: lifecycleId(vendor),
		key: 'vanished-patients',
		name: lifecycleNames.vanished(vendor.title),
		nodes: [
			overviewNote(
				{ position: [-576, -176], width: 480, height: 624 },
				{
					title: 'Find patients that vanished',
					intro: `A patient who was merged, deleted or moved in ${vendor.title} is simply gone from its lists. This flow finds such patients and asks a person what became of them. It changes no customer.`,
					howItWorks: [
						`Reads the list of all patient IDs in ${vendor.title} and compares it with the customers that HealthSail links to this practice.`,
						'Reads each missing patient singly: only one that is really gone counts.',
						'Opens a match review for each, once.',
						'When more than 5 % of the known patients seem gone, the read looks incomplete: it stops and opens none.',
					],
					setup: [
						`Select your ${vendor.title} and HealthSail credentials in the nodes, unless the importer did it.`,
						'Publish the workflow. It runs on Sundays at 4:00; change that in the schedule node.',
						'In HealthSail, decide the match reviews: merged patients with *merge two patients*, others with *decide a match review*.',
					],
				},
			),
			sectionNote('Find and ask', 'Once a week, or by hand after a clean-up of the patient list.', {
				position: [-64, -144],
				width: 1360,
				height: 608,
			}),
			everyWeek('Every Week', [0, 0], { weekday: 0, hour: 4 }),
			manualTrigger('Run by Hand', [0, 192]),
			{ ...practiceProfile(vendor), position: [224, 96] },
			{
				name: 'Find Vanished Patients',
				position: [448, 96],
				type: vendor.nodeType,
				typeVersion: 1,
				credentials: [vendor.credential, 'healthSailApi'],
				parameters: {
					...vendor.nodeParameters,
					resource: 'patient',
					operation: 'findVanished',
					options: { flow: lifecycleId(vendor) },
				},
			},
			{
				name: 'Ask a Person',
				position: [672, 96],
				type: healthSailNode,
				typeVersion: 1,
				credentials: ['healthSailApi'],
				parameters: {
					resource: 'matchReview',
					operation: 'create',
					createFrom: 'matches',
				},
			},
			ifTrue('Could Not Ask?', [896, 96], '={{ $json.result === "failed" }}'),
			ifTrue('Could Not Read?', [896, 288], '={{ $json.counts.failed > 0 }}'),
			stopWithMessage(
				'Stop and Say What Failed',
				[1120, 272],
				'={{ "Patients that could not be read singly: " + $json.counts.failed + ". Nobody was asked about them; run it again." }}',
			),
			stopWithMessage(
				'Stop and Say Why',
				[1120, 80],
				'={{ "Not every match review could be opened; run it again. Reason: " + $json.error.message }}',
			),
		],
		wires: [
			['Every Week', 'Get Practice Profile'],
			['Run by Hand', 'Get Practice Profile'],
			['Get Practice Profile', 'Find Vanished Patients'],
			['Find Vanished Patients', 0, 'Ask a Person'],
			['Find Vanished Patients', 1, 'Could Not Read?'],
			['Could Not Read?', 0, 'Stop and Say What Failed'],
			['Ask a Person', 'Could Not Ask?'],
			['Could Not Ask?', 0, 'Stop and Say Why'],
		],
	});
}
