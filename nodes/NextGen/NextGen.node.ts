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
import { nextGenSystem, openNextGen } from './port';

/** NextGen Enterprise: patients, insurance, appointments, encounters and balances of one practice. */
export class NextGen implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'NextGen',
		name: 'nextGen',
		icon: { light: 'file:../../icons/nextgen.svg', dark: 'file:../../icons/nextgen.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Work with patients, insurance and appointments of NextGen Enterprise for HealthSail',
		defaults: { name: 'NextGen' },
		inputs: [NodeConnectionTypes.Main],
		outputs: practiceOutputs,
		// Patient data does not go to a language model by a click.
		usableAsTool: undefined,
		credentials: [
			{
				displayName: 'NextGen Credential',
				name: 'nextGenOAuth2Api',
				required: true,
				displayOptions: ownCredential,
			},
			{
				displayName: 'NextGen FHIR Credential',
				name: 'nextGenFhirOAuth2Api',
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
		properties: [...practiceProperties(nextGenSystem)],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executePractice(this, nextGenSystem, openNextGen);
	}
}
