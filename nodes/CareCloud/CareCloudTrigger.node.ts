import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { ownCredential } from '../common/healthsail/credentialFields';
import { pollPractice, triggerProperties } from '../common/practice/pollTrigger';
import { careCloudSystem, openCareCloud } from './port';

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
			'Starts the workflow when appointments changed in CareCloud Central, or patients who have one',
		defaults: { name: 'CareCloud Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				displayName: 'CareCloud Credential',
				name: 'careCloudOAuth2Api',
				required: true,
				displayOptions: ownCredential,
			},
			{
				displayName: 'HealthSail Credential',
				name: 'healthSailApi',
				required: true,
				displayOptions: { show: { healthSailAuthentication: ['apiKey'] } },
			},
			{
				displayName: 'HealthSail Credential',
				name: 'healthSailOAuth2Api',
				required: true,
				displayOptions: { show: { healthSailAuthentication: ['oAuth2'] } },
			},
		],
		properties: [...triggerProperties(careCloudSystem)],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollPractice(this, openCareCloud);
	}
}
