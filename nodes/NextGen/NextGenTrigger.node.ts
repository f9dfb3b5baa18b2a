import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { ownCredential } from '../common/healthsail/credentialFields';
import { pollPractice, triggerProperties } from '../common/practice/pollTrigger';
import { nextGenSystem, openNextGen } from './port';

/** Starts a flow when a patient changed in NextGen; NextGen sends no events, so it is asked. */
export class NextGenTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'NextGen Trigger',
		name: 'nextGenTrigger',
		icon: { light: 'file:../../icons/nextgen.svg', dark: 'file:../../icons/nextgen.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["event"]}}',
		description: 'Starts the workflow when patients or appointments changed in NextGen Enterprise',
		defaults: { name: 'NextGen Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				displayName: 'NextGen Credential',
				name: 'nextGenOAuth2Api',
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
		properties: [...triggerProperties(nextGenSystem)],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollPractice(this, openNextGen);
	}
}
