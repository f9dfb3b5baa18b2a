import type { IDataObject } from 'n8n-workflow';

import { readScope, type PracticeCredential } from '../../../common/practice/scope';
import { invalidField } from '../body';
import { systemField } from '../fields';
import type { LocalOperation } from '../operation';
import { isProfileSystem, profileCredentials, profileSystemOptions } from './vendors';

/** Reads the practice profile from the vendor credential and checks it. */
export const getProfile: LocalOperation = {
	kind: 'local',
	name: 'Get Profile',
	action: 'Get practice profile',
	description:
		'Read the practice and its profile from the credential of the practice system, without any call',
	fields: [
		{
			...systemField,
			options: profileSystemOptions,
			description: 'Practice-management system whose credential holds the profile',
		},
	],
	async execute(context, itemIndex) {
		const system = String(context.getNodeParameter('system', itemIndex));
		if (!isProfileSystem(system)) throw invalidField('Practice System', 'has no profile here');
		const { credential } = profileCredentials[system];
		const stored = await context.getCredentials<IDataObject & PracticeCredential>(
			credential,
			itemIndex,
		);
		const { practiceId, practiceName, timeZone, profile } = readScope(system, stored);
		return {
			system,
			practiceId,
			practiceName: practiceName ?? null,
			timeZone,
			profile: profile as unknown as IDataObject,
		};
	},
};
