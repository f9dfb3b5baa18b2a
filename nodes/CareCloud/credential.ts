import { IANAZone } from 'luxon';
import { z } from 'zod';

import { checkBaseUrl, parseHostList } from '../../lib/privacy/hosts';
import { SafeError } from '../../lib/privacy/errors';
import type { PracticeScope } from '../common/practice/port';
import { readScope } from '../common/practice/scope';
import type { ThrottleSettings } from '../common/transport/throttle';

/** Name of the REST credential (sheet 3). */
export const careCloudCredentialType = 'careCloudOAuth2Api';

/** Sheet 2: where Central's API and its sign-in are. */
export const careCloudBaseUrl = 'https://api.carecloud.com';

const blankAsAbsent = z
	.string()
	.nullish()
	.transform((text) => (text?.trim() ? text.trim() : undefined));

const credentialSchema = z.object({
	practiceName: z.string().trim().min(1),
	practiceId: z
		.union([z.string(), z.number()])
		.nullish()
		.transform((value) => String(value ?? '').trim()),
	baseUrl: blankAsAbsent,
	authUrl: blankAsAbsent,
	accessTokenUrl: blankAsAbsent,
	timeZone: blankAsAbsent.refine((zone) => zone === undefined || IANAZone.isValidZone(zone)),
	practiceProfile: blankAsAbsent,
	allowedHosts: blankAsAbsent,
	sandboxSpeed: z.coerce.number().min(0).max(10_000).default(1),
	limitShare: z.coerce.number().gt(0).max(1).default(1),
});

/** A CareCloud credential, read and checked (sheet 2, 3). n8n keeps the tokens to itself. */
export interface CareCloudAccess {
	/** Without a slash at its end and without the version. */
	readonly baseUrl: string;
	readonly allowedHosts: readonly string[];
	/** `practiceId` is empty until the practice has written it down; no record is read then. */
	readonly scope: PracticeScope;
	readonly throttle: ThrottleSettings;
}

/**
 * Reads the stored values of a CareCloud credential.
 * Throws SafeError `configuration` that names the members to correct, and `unsupported` for talkEHR.
 */
export function readCareCloudCredential(stored: unknown): CareCloudAccess {
	const result = credentialSchema.safeParse(stored);
	if (!result.success) {
		const fields = result.error.issues.map((issue) => issue.path.join('.'));
		throw new SafeError({
			kind: 'configuration',
			message: 'The CareCloud credential is not complete, or holds a value that cannot be used.',
			nextStep: 'Open the credential and correct the fields named here.',
			system: 'carecloud',
			fields: [...new Set(fields)],
		});
	}
	const { data } = result;
	const baseUrl = (data.baseUrl ?? careCloudBaseUrl).replace(/\/+$/, '').replace(/\/v2$/i, '');
	const allowedHosts = parseHostList(data.allowedHosts);
	// The secret goes to the sign-in addresses as well, so they are held to the same rules.
	for (const url of [baseUrl, data.authUrl, data.accessTokenUrl]) {
		if (url === undefined) continue;
		refuseTalkEhr(url);
		checkBaseUrl(url, {
			system: 'carecloud',
			extraHosts: allowedHosts,
			sandboxSpeed: data.sandboxSpeed,
		});
	}
	return {
		baseUrl,
		allowedHosts,
		scope: readScope('carecloud', data),
		throttle: { speed: data.sandboxSpeed, share: data.limitShare },
	};
}

/** talkEHR is sold under the same brand and has no interface of this kind (sheet 1). */
export function refuseTalkEhr(url: string): void {
	if (/talk-?ehr|mtbc/i.test(url)) throw talkEhr();
}

/** The refusal of a talkEHR practice, in words for practice IT. */
export function talkEhr(): SafeError {
	return new SafeError({
		kind: 'unsupported',
		vendorCode: 'TalkEhr',
		message: 'This node serves CareCloud Central (with Charts), and not talkEHR.',
		nextStep:
			'Ask CareCloud which product your practice runs. talkEHR offers no interface for appointments, insurance or billing; its patients can come by an interface engine (HL7).',
		system: 'carecloud',
		fields: ['baseUrl'],
	});
}
