import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { ownCredential } from '../common/healthsail/credentialFields';
import { pollPractice, triggerProperties } from '../common/practice/pollTrigger';
import { advancedMdConnectionTest } from './credentialTest';
import { advancedMdSystem, openAdvancedMd } from './port';

/** Starts a flow when a patient changed in AdvancedMD; AdvancedMD sends no events, so it is asked. */
export class AdvancedMdTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AdvancedMD Trigger',
		name: 'advancedMdTrigger',
		icon: {
			light: 'file:../../icons/advancedmd.svg',
			dark: 'file:../../icons/advancedmd.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["event"]}}',
		description: 'Starts the workflow when patients or appointments changed in AdvancedMD',
		defaults: { name: 'AdvancedMD Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				displayName: 'AdvancedMD Credential',
				name: 'advancedMdApi',
				required: true,
				displayOptions: ownCredential,
				testedBy: 'advancedMdConnectionTest',
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
		properties: [...triggerProperties(advancedMdSystem)],
	};

	methods = { credentialTest: { advancedMdConnectionTest } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollPractice(this, openAdvancedMd);
	}
}
