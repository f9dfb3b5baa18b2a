import { IANAZone } from 'luxon';
import { z } from 'zod';

import type { NextGenSettings } from '../../lib/profile/systems/nextGen';
import { nextGenDefaults } from '../../lib/profile/systems/nextGen';
import { checkBaseUrl, parseHostList } from '../../lib/privacy/hosts';
import { SafeError } from '../../lib/privacy/errors';
import type { PracticeScope } from '../common/practice/port';
import { readScope } from '../common/practice/scope';

/** Name of the credential (sheet 3). */
export const nextGenCredentialType = 'nextGenOAuth2Api';

/** This vendor's word in external ids and profiles. */
export const nextGenSystem = 'nextgen';

const blankAsAbsent = z
	.string()
	.nullish()
	.transform((text) => (text?.trim() ? text.trim() : undefined));

/** Ids with zeros in front: a number would have lost them (sheet 3, 9.8). */
const paddedId = (digits: number) =>
	z
		.string()
		.trim()
		.regex(new RegExp(`^\\d{${digits}}$`));

const credentialSchema = z.object({
	siteId: z
		.string()
		.trim()
		.regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/),
	enterpriseId: paddedId(5),
	practiceId: paddedId(4),
	practiceName: blankAsAbsent,
	baseUrl: z.string().trim().min(1),
	accessTokenUrl: z.string().trim().min(1),
	sessionId: blankAsAbsent,
	extraHeaders: blankAsAbsent,
	timeZone: blankAsAbsent.refine((zone) => zone === undefined || IANAZone.isValidZone(zone)),
	practiceProfile: blankAsAbsent,
	allowedHosts: blankAsAbsent,
	sandboxSpeed: z.coerce.number().min(0).max(10_000).default(1),
	limitShare: z.coerce.number().gt(0).max(1).default(1),
});

/** A NextGen credential, read and checked (sheet 2, 3). */
export interface NextGenAccess {
	readonly baseUrl: string;
	readonly siteId: string;
	readonly enterpriseId: string;
	/** A fixed x-ng-sessionid from the credential. */
	readonly sessionId?: string;
	readonly extraHeaders: Readonly<Record<string, string>>;
	readonly allowedHosts: readonly string[];
	readonly scope: PracticeScope;
	readonly settings: NextGenSettings;
	/** Calls under way at the same time, and calls of one execution (sheet 5). */
	readonly concurrency: number;
	readonly maxCalls: number;
	/** How much faster a sandbox runs; waits are shortened by it. */
	readonly haste: number;
	/** As the credential has it: 1 for every real system. */
	readonly sandboxSpeed: number;
}

/**
 * Reads the stored values of a NextGen credential. Throws SafeError `configuration` that names the
 * members to correct, and one with its own text when an address is NextGen Office's (sheet 1.6).
 */
export function readNextGenCredential(stored: unknown): NextGenAccess {
	const result = credentialSchema.safeParse(stored);
	if (!result.success) {
		const fields = result.error.issues.map((issue) => issue.path.join('.'));
		throw new SafeError({
			kind: 'configuration',
			message: 'The NextGen credential is not complete, or holds a value that cannot be used.',
			nextStep:
				'Open the credential and correct the fields named here. Enterprise ID has five digits and practice ID four, with the zeros in front.',
			system: nextGenSystem,
			fields: [...new Set(fields)],
		});
	}
	const { data } = result;
	const allowedHosts = parseHostList(data.allowedHosts);
	for (const url of [data.baseUrl, data.accessTokenUrl]) {
		refuseOffice(url);
		checkBaseUrl(url, {
			system: nextGenSystem,
			extraHosts: allowedHosts,
			sandboxSpeed: data.sandboxSpeed,
		});
	}
	const scope = readScope(nextGenSystem, data);
	const settings = scope.profile.nextgen ?? nextGenDefaults;
	return {
		baseUrl: data.baseUrl.replace(/\/+$/, ''),
		siteId: data.siteId.toLowerCase(),
		enterpriseId: data.enterpriseId,
		...(data.sessionId !== undefined && { sessionId: data.sessionId }),
		extraHeaders: readHeaders(data.extraHeaders),
		allowedHosts,
		scope,
		settings,
		concurrency: Math.max(1, Math.floor(settings.concurrency * data.limitShare)),
		maxCalls: Math.max(1, Math.floor(settings.maxCalls * data.limitShare)),
		haste: data.sandboxSpeed || 60,
		sandboxSpeed: data.sandboxSpeed,
	};
}

const officeHosts = /(^|\.)(meditouchehr\.com|nextgenaws\.net)$/i;

/** NextGen Office is another product whose interface only reads clinical data (sheet 1.6). */
export function refuseOffice(url: string): void {
	if (!officeHosts.test(hostOf(url))) return;
	throw new SafeError({
		kind: 'unsupported',
		message:
			'This is the address of NextGen Office. It is a product of its own: its interface has no appointments, no insurance and no billing, and nothing can be written.',
		nextStep:
			'This node serves NextGen Enterprise only. For NextGen Office keep the list of patients as a file, and let staff work from the queue in HealthSail.',
		system: nextGenSystem,
		vendorCode: 'NextGenOffice',
	});
}

function hostOf(url: string): string {
	try {
		return new URL(url).hostname;
	} catch {
		return '';
	}
}

/** `name: value; name: value`; the headers that this pack sends itself cannot be replaced. */
function readHeaders(text: string | undefined): Record<string, string> {
	const headers: Record<string, string> = {};
	for (const part of (text ?? '').split(/[;\n]/)) {
		if (part.trim() === '') continue;
		const [, name, value] = /^\s*([A-Za-z0-9-]{1,64})\s*:\s*([\x20-\x7e]*?)\s*$/.exec(part) ?? [];
		const taken = ['authorization', 'x-ng-sessionid', 'content-type', 'host'];
		if (name === undefined || taken.includes(name.toLowerCase())) {
			throw new SafeError({
				kind: 'configuration',
				message: 'The extra headers in the NextGen credential cannot be used.',
				nextStep:
					'Write them as name: value, with semicolons between them. Authorization, session and content type are sent by the node.',
				system: nextGenSystem,
				fields: ['extraHeaders'],
			});
		}
		headers[name] = value;
	}
	return headers;
}
