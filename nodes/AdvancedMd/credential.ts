import { IANAZone } from 'luxon';
import { z } from 'zod';

import { checkBaseUrl, parseHostList } from '../../lib/privacy/hosts';
import { SafeError } from '../../lib/privacy/errors';
import type { AdvancedMdSettings } from '../../lib/profile/systems/advancedMd';
import { advancedMdDefaults } from '../../lib/profile/systems/advancedMd';
import type { PracticeScope } from '../common/practice/port';
import { readScope } from '../common/practice/scope';

/** Name of the credential. */
export const advancedMdCredentialType = 'advancedMdApi';

/** The login is the same address for everybody (sheet 2). */
export const advancedMdLoginUrl =
	'https://partnerlogin.advancedmd.com/practicemanager/xmlrpc/processrequest.aspx';

const blankAsAbsent = z
	.string()
	.nullish()
	.transform((text) => (text?.trim() ? text.trim() : undefined));

const loginSchema = z.object({
	user: z.string().trim().min(1),
	password: z.string().min(1),
	/** The office key: AdvancedMD's name of the practice (sheet 3.1). */
	practiceId: z.coerce
		.string()
		.trim()
		.regex(/^\d{3,10}$/),
	appName: z
		.string()
		.trim()
		.regex(/^[A-Za-z0-9_-]{1,40}$/),
	loginUrl: blankAsAbsent,
	allowedHosts: blankAsAbsent,
	sandboxSpeed: z.coerce.number().min(0).max(10_000).default(1),
});

const credentialSchema = loginSchema.extend({
	timeZone: blankAsAbsent.refine((zone) => zone === undefined || IANAZone.isValidZone(zone)),
	practiceProfile: blankAsAbsent,
	limitShare: z.coerce.number().gt(0).max(1).default(1),
});

/** What the login needs (sheet 3.1). */
export interface AdvancedMdLogin {
	readonly user: string;
	readonly password: string;
	readonly officeKey: string;
	readonly appName: string;
	readonly loginUrl: string;
	readonly allowedHosts: readonly string[];
	/** How much faster the other side's clock runs; 0 = no limits. */
	readonly speed: number;
}

/** An AdvancedMD credential, read and checked. */
export interface AdvancedMdAccess {
	readonly login: AdvancedMdLogin;
	readonly scope: PracticeScope;
	readonly settings: AdvancedMdSettings;
	/** Part of the vendor's limits that this integration may use. */
	readonly share: number;
}

/** Reads what the login needs. Throws SafeError `configuration` that names the members to correct. */
export function readLogin(stored: unknown): AdvancedMdLogin {
	return toLogin(parse(loginSchema, stored));
}

/** Reads the stored values of a credential. Throws SafeError `configuration`. */
export function readAdvancedMdCredential(stored: unknown): AdvancedMdAccess {
	const data = parse(credentialSchema, stored);
	const scope = readScope('advancedmd', data);
	const settings = scope.profile.advancedmd ?? advancedMdDefaults;
	return {
		login: toLogin(data),
		scope,
		settings,
		share: data.limitShare * settings.limitMargin,
	};
}

function parse<Schema extends z.ZodTypeAny>(schema: Schema, stored: unknown): z.output<Schema> {
	const result = schema.safeParse(stored);
	if (result.success) return result.data as z.output<Schema>;
	throw new SafeError({
		kind: 'configuration',
		message: 'The AdvancedMD credential is not complete, or holds a value that cannot be used.',
		nextStep: 'Open the credential and correct the fields named here.',
		system: 'advancedmd',
		fields: [...new Set(result.error.issues.map((issue) => issue.path.join('.')))],
	});
}

function toLogin(data: z.output<typeof loginSchema>): AdvancedMdLogin {
	const loginUrl = data.loginUrl ?? advancedMdLoginUrl;
	const allowedHosts = parseHostList(data.allowedHosts);
	checkBaseUrl(loginUrl, {
		system: 'advancedmd',
		extraHosts: allowedHosts,
		sandboxSpeed: data.sandboxSpeed,
	});
	return {
		user: data.user,
		password: data.password,
		officeKey: data.practiceId,
		appName: data.appName,
		loginUrl,
		allowedHosts,
		speed: data.sandboxSpeed,
	};
}
