import { IANAZone } from 'luxon';
import { z } from 'zod';

import { pmSystemSchema } from '../../lib/canonical/externalId';
import { readInterfaceSettings, type InterfaceSettings } from '../../lib/hl7/settings';
import { SafeError } from '../../lib/privacy/errors';
import { checkBaseUrl, parseHostList } from '../../lib/privacy/hosts';
import type { PracticeScope } from '../common/practice/port';
import { readScope } from '../common/practice/scope';

export const engineCredentialType = 'hl7EngineApi';

const blankAsAbsent = z
	.string()
	.nullish()
	.transform((text) => (text?.trim() ? text.trim() : undefined));

const secret = z.string().nullish();

const credentialSchema = z.object({
	pmSystem: pmSystemSchema,
	practiceId: z.coerce.string().trim().min(1).max(100),
	timeZone: blankAsAbsent.refine((zone) => zone === undefined || IANAZone.isValidZone(zone)),
	practiceProfile: blankAsAbsent,
	interfaceSettings: blankAsAbsent,
	incomingAuthentication: z.enum(['basic', 'bearer', 'none']),
	incomingUser: blankAsAbsent,
	incomingPassword: secret,
	incomingToken: secret,
	url: blankAsAbsent,
	allowedHosts: blankAsAbsent,
});

/** What the sender has to show; `none` lets only senders on this machine in. */
export type IncomingLogin =
	| { readonly kind: 'basic'; readonly user: string; readonly password: string }
	| { readonly kind: 'bearer'; readonly token: string }
	| { readonly kind: 'none' };

/** An interface engine credential, read and checked. */
export interface EngineAccess {
	readonly scope: PracticeScope;
	readonly settings: InterfaceSettings;
	readonly incoming: IncomingLogin;
	/** Absent = nothing is sent to the engine. */
	readonly url?: string;
	readonly allowedHosts: readonly string[];
}

/** Shortest password or token that a sender may sign in with. */
const minSecretLength = 16;

/**
 * Reads the stored values of the credential. The flags of the interface settings join those of the
 * practice profile, so that whatever decides on inclusion looks at both.
 * Throws SafeError `configuration` that names the members to correct.
 */
export function readEngineCredential(stored: unknown): EngineAccess {
	const result = credentialSchema.safeParse(stored);
	if (!result.success) {
		throw incomplete([...new Set(result.error.issues.map(({ path }) => path.join('.')))]);
	}
	const { data } = result;
	const settings = readInterfaceSettings(data.interfaceSettings);
	const scope = readScope(data.pmSystem, data);
	const allowedHosts = parseHostList(data.allowedHosts);
	if (data.url !== undefined) checkBaseUrl(data.url, { system: 'hl7', extraHosts: allowedHosts });
	return {
		scope: {
			...scope,
			profile: { ...scope.profile, flags: [...scope.profile.flags, ...settings.flags] },
		},
		settings,
		incoming: incomingLogin(data),
		...(data.url !== undefined && { url: data.url }),
		allowedHosts,
	};
}

function incomingLogin(data: z.output<typeof credentialSchema>): IncomingLogin {
	switch (data.incomingAuthentication) {
		case 'none':
			return { kind: 'none' };
		case 'basic': {
			const { incomingUser: user, incomingPassword: password } = data;
			if (user === undefined) throw incomplete(['incomingUser']);
			if (!isLong(password)) throw incomplete(['incomingPassword']);
			return { kind: 'basic', user, password };
		}
		case 'bearer': {
			const { incomingToken: token } = data;
			if (!isLong(token)) throw incomplete(['incomingToken']);
			return { kind: 'bearer', token: token.trim() };
		}
	}
}

function isLong(text: string | null | undefined): text is string {
	return (text?.trim().length ?? 0) >= minSecretLength;
}

function incomplete(fields: readonly string[]): SafeError {
	return new SafeError({
		kind: 'configuration',
		message:
			'The interface engine credential is not complete, or holds a value that cannot be used.',
		nextStep: `Open the credential and correct the fields named here. Passwords and tokens have at least ${minSecretLength} characters.`,
		system: 'hl7',
		fields,
	});
}
