import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { ownCredential } from '../common/healthsail/credentialFields';
import { practiceOutputs, practiceProperties } from '../common/practice/description';
import { executePractice } from '../common/practice/execute';
import { advancedMdConnectionTest } from './credentialTest';
import { openAdvancedMd, advancedMdSystem } from './port';

/** AdvancedMD: patients, insurance, schedule, balances and what staff are told. */
export class AdvancedMd implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AdvancedMD',
		name: 'advancedMd',
		icon: {
			light: 'file:../../icons/advancedmd.svg',
			dark: 'file:../../icons/advancedmd.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Work with patients, insurance and appointments of AdvancedMD for HealthSail',
		defaults: { name: 'AdvancedMD' },
		inputs: [NodeConnectionTypes.Main],
		outputs: practiceOutputs,
		// Patient data does not go to a language model by a click.
		usableAsTool: undefined,
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
		properties: [...practiceProperties(advancedMdSystem)],
	};

	methods = { credentialTest: { advancedMdConnectionTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executePractice(this, advancedMdSystem, openAdvancedMd);
	}
}
