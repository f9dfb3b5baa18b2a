import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import {
	healthSailAuthenticationField,
	healthSailCredentials,
} from '../common/healthsail/credentialFields';
import { outputsExpression } from './actions/outputs';
import { vendorCredentials } from './actions/practice/vendors';
import { resourceFields, resources } from './actions/resources';
import { router } from './actions/router';

// Named here because a lint rule cannot read a list that is put together in the description.
const nodeCredentials = [
	...healthSailCredentials.map((entry) => ({
		...entry,
		// Practice: Get Profile reads the vendor's credential only.
		displayOptions: { ...entry.displayOptions, hide: { resource: ['practice'] } },
	})),
	...vendorCredentials(Object.keys(resources).filter((resource) => resource !== 'practice')),
];

export class HealthSail implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HealthSail',
		name: 'healthSail',
		icon: {
			light: 'file:../../icons/healthsail.svg',
			dark: 'file:../../icons/healthsail.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Work with customers, coverages, appointments, runs and events in HealthSail',
		defaults: { name: 'HealthSail' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsExpression,
		// An AI agent must not read or change patient data by accident (design 24).
		usableAsTool: undefined,
		credentials: nodeCredentials,
		properties: [healthSailAuthenticationField, ...resourceFields],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router(this);
	}
}
