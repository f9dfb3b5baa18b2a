import type { TemplateWorkflow } from '../builder/types.mjs';
import type { SyncVendor } from '../demographicSync/vendor.mjs';
import { byHandWorkflow, healthSail, practiceProfile, text, typed } from './byHand.mjs';
import { lifecycleNames } from './names.mjs';

const credentialsStep = (vendor: SyncVendor) =>
	`Select your ${vendor.title} and HealthSail credentials in the nodes, unless the importer did it.`;

/** Two patients became one in the practice system: open work follows at once (D8). */
export function mergeWorkflow(vendor: SyncVendor): TemplateWorkflow {
	const form = 'Patients to Merge';
	return byHandWorkflow(vendor, {
		key: 'merge-patients',
		name: lifecycleNames.merge(vendor.title),
		overview: {
			title: 'Merge two patients',
			intro: `Staff merged two ${vendor.title} records of one person. This workflow moves what HealthSail has open for the record that is gone to the one that remains.`,
			howItWorks: [
				'Moves external IDs, open match reviews, match exclusions and demographic change requests to the patient that remains, all at once.',
				'When both records are customers of HealthSail, the two customers are not merged: a match review asks a person first. Decide it with *decide a match review*.',
				'Tells what it moved and the ID of the match review, if there is one.',
			],
			setup: [
				credentialsStep(vendor),
				`Type both ${vendor.title} patient IDs into **${form}**. The survivor is the record that remains.`,
				'Select **Execute workflow** right after the merge, before the next run of the demographic sync.',
				'A mistake: run *undo a merge* with the same two IDs.',
			],
		},
		section: {
			title: 'Merge',
			text: 'Type the two patient IDs, then execute. n8n stores no data of this run.',
		},
		trigger: 'Two Patients Became One',
		form: { name: form, fields: [text('survivor'), text('loser')] },
		steps: [
			practiceProfile(vendor),
			healthSail('Merge Patients', {
				resource: 'patient',
				operation: 'merge',
				system: '={{ $json.system }}',
				practiceId: '={{ $json.practiceId }}',
				survivor: typed(form, 'survivor'),
				loser: typed(form, 'loser'),
			}),
		],
	});
}

/** The merge was a mistake: everything that moved goes back. */
export function undoMergeWorkflow(vendor: SyncVendor): TemplateWorkflow {
	const form = 'Merged Patients';
	return byHandWorkflow(vendor, {
		key: 'undo-merge',
		name: lifecycleNames.undoMerge(vendor.title),
		overview: {
			title: 'Undo a merge',
			intro: `Two ${vendor.title} records turned out to be two people. This workflow puts back in HealthSail what *merge two patients* moved.`,
			howItWorks: [
				'Finds the merge of the two patients.',
				'Puts external IDs, match reviews, match exclusions and change requests back where they were.',
				'Stops when a person has merged the two customers meanwhile: run *undo a decision* on that match review first.',
			],
			setup: [
				credentialsStep(vendor),
				`Undo the merge in ${vendor.title} first, so that the next sync reads two patients.`,
				`Type the same two patient IDs into **${form}**, then select **Execute workflow**.`,
			],
		},
		section: {
			title: 'Undo',
			text: 'The same two patient IDs as in the merge. n8n stores no data of this run.',
		},
		trigger: 'They Are Two People',
		form: { name: form, fields: [text('survivor'), text('loser')] },
		steps: [
			practiceProfile(vendor),
			healthSail('Undo Merge', {
				resource: 'patient',
				operation: 'unmerge',
				mergeBy: 'patients',
				system: '={{ $json.system }}',
				practiceId: '={{ $json.practiceId }}',
				survivor: typed(form, 'survivor'),
				loser: typed(form, 'loser'),
			}),
		],
	});
}
