import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { ownCredential } from '../common/healthsail/credentialFields';
import { practiceOutputs, productProperties } from '../common/practice/description';
import { executePractice } from '../common/practice/execute';
import { greenwayFhirTest, greenwayIntergyTest, greenwayPrimeSuiteTest } from './credentialTest';
import { openGreenway } from './port';
import { greenwayProducts, systemOf } from './products';

/** Greenway Intergy and Prime Suite: FHIR for both, and each product's own GAPI beside it. */
export class Greenway implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Greenway',
		name: 'greenway',
		icon: { light: 'file:../../icons/greenway.svg', dark: 'file:../../icons/greenway.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Work with patients, insurance, appointments and encounters of Greenway for HealthSail',
		defaults: { name: 'Greenway' },
		inputs: [NodeConnectionTypes.Main],
		outputs: practiceOutputs,
		// Patient data does not go to a language model by a click.
		usableAsTool: undefined,
		credentials: [
			{
				displayName: 'Greenway FHIR Credential',
				name: 'greenwayFhirApi',
				required: true,
				displayOptions: ownCredential,
				testedBy: 'greenwayFhirTest',
			},
			{
				displayName: 'Prime Suite GAPI Credential',
				name: 'greenwayPrimeSuiteApi',
				required: false,
				displayOptions: { ...ownCredential, hide: { product: ['intergy'] } },
				testedBy: 'greenwayPrimeSuiteTest',
			},
			{
				displayName: 'Intergy GAPI Credential',
				name: 'greenwayIntergyApi',
				required: false,
				displayOptions: { ...ownCredential, hide: { product: ['primeSuite'] } },
				testedBy: 'greenwayIntergyTest',
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
		properties: [...productProperties(greenwayProducts)],
	};

	methods = {
		credentialTest: { greenwayFhirTest, greenwayPrimeSuiteTest, greenwayIntergyTest },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const system = systemOf(this.getNodeParameter('product', 0)) ?? 'greenway_intergy';
		return await executePractice(this, system, openGreenway);
	}
}
