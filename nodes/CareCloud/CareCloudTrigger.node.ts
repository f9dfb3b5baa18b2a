import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { pollPractice, practiceTriggerProperties } from '../common/practice/pollTrigger';
import { openCareCloud } from './port';

/** Starts a flow when a patient's appointment changed in CareCloud, which sends no events itself. */
export class CareCloudTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CareCloud Trigger',
		name: 'careCloudTrigger',
		icon: { light: 'file:../../icons/carecloud.svg', dark: 'file:../../icons/carecloud.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["event"]}}',
		description:
			'Starts the workflow when patients with changed appointments are met in CareCloud Central',
		defaults: { name: 'CareCloud Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'careCloudOAuth2Api', required: true },
			{
				name: 'healthSailApi',
				required: true,
				displayOptions: { show: { healthSailAuthentication: ['apiKey'] } },
			},
			{
				name: 'healthSailOAuth2Api',
				required: true,
				displayOptions: { show: { healthSailAuthentication: ['oAuth2'] } },
			},
		],
		properties: [...practiceTriggerProperties],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollPractice(this, openCareCloud);
	}
}
