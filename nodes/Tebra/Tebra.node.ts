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
import { tebraConnectionTest } from './credentialTest';
import { openTebra, tebraSystem } from './port';

/** Tebra (Kareo): patients, insurance, appointments, visits, the ledger, documents and the directory. */
export class Tebra implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Tebra',
		name: 'tebra',
		icon: { light: 'file:../../icons/tebra.svg', dark: 'file:../../icons/tebra.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Read patients, appointments and encounters from Tebra (Kareo), and book appointments there, for HealthSail',
		defaults: { name: 'Tebra' },
		inputs: [NodeConnectionTypes.Main],
		outputs: practiceOutputs,
		// Patient data does not go to a language model by a click.
		usableAsTool: undefined,
		credentials: [
			{
				displayName: 'Tebra Credential',
				name: 'tebraSoapApi',
				required: true,
				displayOptions: ownCredential,
				testedBy: 'tebraConnectionTest',
			},
			{
				displayName: 'Tebra FHIR Credential',
				name: 'tebraFhirOAuth2Api',
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
		properties: [...practiceProperties(tebraSystem)],
	};

	methods = { credentialTest: { tebraConnectionTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executePractice(this, tebraSystem, openTebra);
	}
}
