import { IANAZone } from 'luxon';
import { z } from 'zod';

import { checkBaseUrl, parseHostList } from '../../lib/privacy/hosts';
import { SafeError } from '../../lib/privacy/errors';
import type { PracticeScope } from '../common/practice/port';
import { readScope } from '../common/practice/scope';
import type { ThrottleSettings } from '../common/transport/throttle';

/** Name of the SOAP credential (sheet 2). */
export const tebraCredentialType = 'tebraSoapApi';

/** Sheet 2: the only production address. */
export const tebraEndpoint = 'https://webservice.kareo.com/services/soap/2.1/KareoServices.svc';

const blankAsAbsent = z
	.string()
	.nullish()
	.transform((text) => (text?.trim() ? text.trim() : undefined));

const credentialSchema = z.object({
	customerKey: z.string().trim().min(1),
	user: z.string().trim().min(1),
	password: z.string().min(1),
	practiceName: z.string().trim().min(1),
	practiceId: z.coerce
		.string()
		.trim()
		.regex(/^\d{1,10}$/),
	endpoint: blankAsAbsent,
	clientVersion: blankAsAbsent,
	timeZone: blankAsAbsent.refine((zone) => zone === undefined || IANAZone.isValidZone(zone)),
	practiceProfile: blankAsAbsent,
	allowedHosts: blankAsAbsent,
	sandboxSpeed: z.coerce.number().min(0).max(10_000).default(1),
	limitShare: z.coerce.number().gt(0).max(1).default(1),
});

/** Written or not, right or wrong: the test of the credential says what to put there. */
const practiceToFind = z
	.union([z.string(), z.number()])
	.nullish()
	.transform((value) => String(value ?? '').trim());

const testedSchema = credentialSchema.extend({
	practiceId: practiceToFind,
	practiceName: practiceToFind,
});

/** A Tebra credential, read and checked (sheet 2, 3.1). */
export interface TebraAccess {
	readonly login: {
		readonly customerKey: string;
		readonly user: string;
		readonly password: string;
		readonly clientVersion?: string;
	};
	readonly endpoint: string;
	readonly allowedHosts: readonly string[];
	readonly scope: PracticeScope;
	readonly throttle: ThrottleSettings;
}

/**
 * Reads the stored values of a Tebra credential.
 * Throws SafeError `configuration` that names the members to correct.
 */
export function readTebraCredential(stored: unknown): TebraAccess {
	return readWith(credentialSchema, stored);
}

/**
 * The same for the test of a credential, which also serves to find the practice (sheet 4.6): its id
 * and name may be missing or wrong. Throws SafeError `configuration` for everything else.
 */
export function readTestedCredential(stored: unknown): TebraAccess {
	return readWith(testedSchema, stored);
}

function readWith(
	schema: typeof credentialSchema | typeof testedSchema,
	stored: unknown,
): TebraAccess {
	const result = schema.safeParse(stored);
	if (!result.success) {
		const fields = result.error.issues.map((issue) => issue.path.join('.'));
		throw new SafeError({
			kind: 'configuration',
			message: 'The Tebra credential is not complete, or holds a value that cannot be used.',
			nextStep: 'Open the credential and correct the fields named here.',
			system: 'tebra',
			fields: [...new Set(fields)],
		});
	}
	const { data } = result;
	const endpoint = data.endpoint ?? tebraEndpoint;
	const allowedHosts = parseHostList(data.allowedHosts);
	checkBaseUrl(endpoint, {
		system: 'tebra',
		extraHosts: allowedHosts,
		sandboxSpeed: data.sandboxSpeed,
	});
	const scope = readScope('tebra', data);
	return {
		login: {
			customerKey: data.customerKey,
			user: data.user,
			password: data.password,
			...(data.clientVersion !== undefined && { clientVersion: data.clientVersion }),
		},
		endpoint,
		allowedHosts,
		scope,
		throttle: {
			speed: data.sandboxSpeed,
			// Two places can lower the share, the credential and the profile; the smaller one counts.
			share: Math.min(data.limitShare, scope.profile.tebra?.limitShare ?? 1),
		},
	};
}
