import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { productField } from '../common/practice/description';
import { pollPractice, practiceTriggerProperties } from '../common/practice/pollTrigger';
import { greenwayFhirTest } from './credentialTest';
import { openGreenway } from './port';
import { greenwayProducts } from './products';

/** Starts a flow when a patient changed in Greenway; it sends no events, so it is asked. */
export class GreenwayTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Greenway Trigger',
		name: 'greenwayTrigger',
		icon: { light: 'file:../../icons/greenway.svg', dark: 'file:../../icons/greenway.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["event"]}}',
		description: 'Starts the workflow when patients changed in Greenway',
		defaults: { name: 'Greenway Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'greenwayFhirApi', required: true, testedBy: 'greenwayFhirTest' },
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
		properties: [productField(greenwayProducts), ...practiceTriggerProperties],
	};

	methods = { credentialTest: { greenwayFhirTest } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollPractice(this, openGreenway);
	}
}
