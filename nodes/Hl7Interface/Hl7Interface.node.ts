import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { ownCredential } from '../common/healthsail/credentialFields';
import { runItems, unknownOperation } from '../common/runItems';
import { acknowledgeMessage } from './acknowledgeMessage';
import { hl7ConnectionTest } from './credentialTest';
import { hl7Properties } from './description';
import { sendAdtA31, sendDftP03 } from './sendMessage';

const operations: Readonly<
	Record<
		string,
		(
			context: IExecuteFunctions,
			itemIndex: number,
			param: <T>(name: string, fallback?: unknown) => T,
		) => Promise<IDataObject>
	>
> = {
	'answer.acknowledge': acknowledgeMessage,
	'message.sendAdtA31': sendAdtA31,
	'message.sendDftP03': sendDftP03,
};

/** HL7 v2 with the practice's interface engine: answers to what it sent, and messages to it. */
export class Hl7Interface implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HL7 Interface',
		name: 'hl7Interface',
		icon: { light: 'file:../../icons/hl7.svg', dark: 'file:../../icons/hl7.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Answer HL7 v2 messages of an interface engine, and send messages to it',
		defaults: { name: 'HL7 Interface' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		// Patient data does not go to a language model by a click.
		usableAsTool: undefined,
		credentials: [
			{
				displayName: 'Interface Engine Credential',
				name: 'hl7EngineApi',
				required: true,
				displayOptions: ownCredential,
				testedBy: 'hl7ConnectionTest',
			},
			{
				displayName: 'HealthSail Credential',
				name: 'healthSailApi',
				required: true,
				displayOptions: {
					show: { healthSailAuthentication: ['apiKey'] },
					hide: { resource: ['answer'] },
				},
			},
			{
				displayName: 'HealthSail Credential',
				name: 'healthSailOAuth2Api',
				required: true,
				displayOptions: {
					show: { healthSailAuthentication: ['oAuth2'] },
					hide: { resource: ['answer'] },
				},
			},
		],
		properties: [...hl7Properties],
	};

	methods = { credentialTest: { hl7ConnectionTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, async (itemIndex) => {
			const resource = this.getNodeParameter('resource', itemIndex) as string;
			const name = this.getNodeParameter('operation', itemIndex) as string;
			const key = `${resource}.${name}`;
			if (!Object.hasOwn(operations, key)) throw unknownOperation(resource, name);
			const param = <T>(parameter: string, fallback?: unknown) =>
				this.getNodeParameter(parameter, itemIndex, fallback) as T;
			const json = await operations[key](this, itemIndex, param);
			return [{ json, pairedItem: { item: itemIndex } }];
		});
	}
}
