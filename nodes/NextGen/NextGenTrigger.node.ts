import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { pollPractice, practiceTriggerProperties } from '../common/practice/pollTrigger';
import { openNextGen } from './port';

/** Starts a flow when a patient changed in NextGen; NextGen sends no events, so it is asked. */
export class NextGenTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'NextGen Trigger',
		name: 'nextGenTrigger',
		icon: { light: 'file:../../icons/nextgen.svg', dark: 'file:../../icons/nextgen.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["event"]}}',
		description: 'Starts the workflow when patients changed in NextGen Enterprise',
		defaults: { name: 'NextGen Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'nextGenOAuth2Api', required: true },
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
		return await pollPractice(this, openNextGen);
	}
}
