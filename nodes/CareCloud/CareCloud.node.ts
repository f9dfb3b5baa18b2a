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
import { careCloudSystem, openCareCloud } from './port';

/** CareCloud Central: patients, insurance, appointments, schedule, ledger. */
export class CareCloud implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CareCloud',
		name: 'careCloud',
		icon: { light: 'file:../../icons/carecloud.svg', dark: 'file:../../icons/carecloud.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Work with patients and appointments of CareCloud Central for HealthSail',
		defaults: { name: 'CareCloud' },
		inputs: [NodeConnectionTypes.Main],
		outputs: practiceOutputs,
		// Patient data does not go to a language model by a click.
		usableAsTool: undefined,
		credentials: [
			{
				displayName: 'CareCloud Credential',
				name: 'careCloudOAuth2Api',
				required: true,
				displayOptions: ownCredential,
			},
			{
				displayName: 'CareCloud FHIR Credential',
				name: 'careCloudFhirOAuth2Api',
				required: false,
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
		properties: [...practiceProperties(careCloudSystem)],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executePractice(this, careCloudSystem, openCareCloud);
	}
}
