import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { ownCredential } from '../common/healthsail/credentialFields';
import { pollPractice, productTriggerProperties } from '../common/practice/pollTrigger';
import { greenwayFhirTest, greenwayPrimeSuiteTest } from './credentialTest';
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
		description: 'Starts the workflow when patients or appointments changed in Greenway',
		defaults: { name: 'Greenway Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
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
		properties: [...productTriggerProperties(greenwayProducts)],
	};

	methods = { credentialTest: { greenwayFhirTest, greenwayPrimeSuiteTest } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollPractice(this, openGreenway);
	}
}
