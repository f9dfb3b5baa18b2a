import type {
	IDataObject,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import {
	healthSailAuthenticationField,
	ownCredential,
} from '../common/healthsail/credentialFields';
import { answerRequest } from './answer';
import { staffReviewersTest } from './credentialTest';
import { sendPage } from './respond';

/** Serves the page on which staff decide, and starts a flow after each decision. */
export class StaffReviewInboxTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Staff Review Inbox Trigger',
		name: 'staffReviewInboxTrigger',
		icon: {
			light: 'file:../../icons/staffInbox.svg',
			dark: 'file:../../icons/staffInbox.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: '=/{{$parameter["path"]}}',
		description:
			'Serves a page on which staff approve or reject changes of patients, and starts the workflow after each decision',
		defaults: { name: 'Staff Review Inbox Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		// Patient data does not go to a language model by a click.
		usableAsTool: undefined,
		credentials: [
			{
				displayName: 'Staff Reviewers Credential',
				name: 'staffReviewersApi',
				required: true,
				displayOptions: ownCredential,
				testedBy: 'staffReviewersTest',
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
		webhooks: [
			{
				name: 'setup',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				isFullPath: true,
				path: '={{$parameter["path"]}}',
				ndvHideMethod: true,
			},
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				isFullPath: true,
				path: '={{$parameter["path"]}}',
				ndvHideUrl: true,
			},
		],
		properties: [
			healthSailAuthenticationField,
			{
				displayName: 'Path',
				name: 'path',
				type: 'string',
				required: true,
				default: 'staff-review-inbox',
				placeholder: 'e.g. staff-review-inbox',
				description: 'Last part of the address that staff open',
			},
			{
				displayName:
					'Give staff the Production URL above, over https. The node answers every request itself, so n8n keeps no page and nothing that was typed. After a decision the workflow gets the ID of the record and who decided, without patient data.',
				name: 'pageNotice',
				type: 'notice',
				default: '',
			},
		],
	};

	methods = { credentialTest: { staffReviewersTest } };

	// Staff open the address: there is nothing to register anywhere, and nothing to take back.
	webhookMethods = {
		default: {
			async checkExists(): Promise<boolean> {
				return true;
			},
			async create(): Promise<boolean> {
				return true;
			},
			async delete(): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		// Nothing is thrown: n8n would store a failed run, and show its own words to staff.
		const answer = await answerRequest(this);
		sendPage(this.getResponseObject(), answer);
		const { item } = answer;
		return {
			noWebhookResponse: true,
			...(item && { workflowData: [[{ json: { ...item } satisfies IDataObject }]] }),
		};
	}
}
