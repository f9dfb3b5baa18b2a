import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { ownCredential } from '../common/healthsail/credentialFields';
import { pollPractice, triggerProperties } from '../common/practice/pollTrigger';
import { tebraConnectionTest } from './credentialTest';
import { openTebra, tebraSystem } from './port';

/** Starts a flow when a patient or an appointment changed in Tebra; Tebra sends no events, so it is asked. */
export class TebraTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Tebra Trigger',
		name: 'tebraTrigger',
		icon: { light: 'file:../../icons/tebra.svg', dark: 'file:../../icons/tebra.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["event"]}}',
		description: 'Starts the workflow when patients or appointments changed in Tebra (Kareo)',
		defaults: { name: 'Tebra Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				displayName: 'Tebra Credential',
				name: 'tebraSoapApi',
				required: true,
				displayOptions: ownCredential,
				testedBy: 'tebraConnectionTest',
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
		properties: [...triggerProperties(tebraSystem)],
	};

	methods = { credentialTest: { tebraConnectionTest } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollPractice(this, openTebra);
	}
}
