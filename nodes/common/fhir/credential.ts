import { z } from 'zod';

import { SafeError } from '../../../lib/privacy/errors';
import { checkBaseUrl } from '../../../lib/privacy/hosts';
import type { FhirVendor } from './vendor';

const credentialSchema = z.object({
	baseUrl: z.string().trim().min(1),
	authUrl: z.string().nullish(),
	accessTokenUrl: z.string().nullish(),
	oauthTokenData: z.object({ patient: z.unknown() }).nullish(),
});

export interface FhirCredentialRules {
	/** Further hosts and speed of the node's main credential: a sandbox is for both or for none. */
	readonly sandboxSpeed: number;
	readonly allowedHosts?: readonly string[];
}

/**
 * Reads a FHIR credential and answers the server's address. The secret goes to the sign-in addresses
 * as well, so they are held to the same rules. Throws SafeError `configuration`: also for a token that
 * was launched for one patient (SMART tells it as `patient` beside the token), because such a token
 * finds nobody else and says nothing about it.
 */
export function readFhirCredential(
	stored: unknown,
	vendor: FhirVendor,
	{ sandboxSpeed, allowedHosts = [] }: FhirCredentialRules,
): URL {
	const { system, product } = vendor;
	const credential = credentialSchema.safeParse(stored);
	if (!credential.success) {
		throw new SafeError({
			kind: 'configuration',
			message: `The ${product} FHIR credential is not complete.`,
			nextStep: 'Open the credential and fill FHIR Base URL.',
			system,
			fields: ['baseUrl'],
		});
	}
	const { baseUrl, authUrl, accessTokenUrl, oauthTokenData } = credential.data;
	const rules = {
		...{ system, sandboxSpeed, extraHosts: allowedHosts },
		hostListAt: `Allowed Hosts of the ${product} credential`,
	};
	for (const [field, url] of Object.entries({ authUrl, accessTokenUrl })) {
		if (url?.trim()) checkBaseUrl(url, { ...rules, field });
	}
	const base = checkBaseUrl(baseUrl.replace(/\/+$/, ''), rules);
	if (oauthTokenData?.patient) throw opensOnePatient(vendor);
	return base;
}

function opensOnePatient({ system, product }: FhirVendor): SafeError {
	return new SafeError({
		kind: 'configuration',
		message: `The ${product} FHIR credential was connected for one patient and sees nobody else.`,
		nextStep:
			'Take the scopes that begin with launch/patient or patient/ out of the credential, and connect it again.',
		system,
		vendorCode: 'OnePatient',
		fields: ['scope'],
	});
}
