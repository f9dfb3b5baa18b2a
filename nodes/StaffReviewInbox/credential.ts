import { z } from 'zod';

import { parseReviewers, type ListedReviewer } from '../../lib/inbox/reviewers';
import { createTokens } from '../../lib/inbox/tokens';
import { SafeError } from '../../lib/privacy/errors';

export const reviewersCredentialType = 'staffReviewersApi';

/** Shortest signing key and shortest secret of a proxy. */
const shortestSecret = 32;

const text = z
	.string()
	.nullish()
	.transform((value) => (value ?? '').trim());
const headerName = text.pipe(z.string().regex(/^[A-Za-z0-9-]{1,100}$/));
const secret = text.pipe(z.string().min(shortestSecret));

const common = {
	// Not trimmed: the numbers of its lines are told.
	reviewers: z
		.string()
		.nullish()
		.transform((value) => value ?? ''),
	signingKey: secret,
	sessionMinutes: z.coerce.number().int().min(1).max(120),
};
const credentialSchema = z.discriminatedUnion('signIn', [
	z.object({ ...common, signIn: z.literal('password') }),
	z.object({
		...common,
		signIn: z.literal('proxy'),
		userHeader: headerName,
		proxyHeader: headerName,
		proxySecret: secret,
	}),
]);

/** How a person is told: by password, or by a header of a proxy that shows its secret. */
export type SignIn =
	| { readonly kind: 'password' }
	| {
			readonly kind: 'proxy';
			/** Lower case, as Node tells headers. */
			readonly userHeader: string;
			readonly proxyHeader: string;
			readonly secret: string;
	  };

/** A staff reviewers credential, read and checked. */
export interface InboxAccess {
	readonly signIn: SignIn;
	readonly reviewers: readonly ListedReviewer[];
	readonly tokens: ReturnType<typeof createTokens>;
	/** Milliseconds without activity after which a session ends. */
	readonly sessionMs: number;
}

/** Reads the stored values; throws SafeError `configuration` that names the members to correct. */
export function readReviewersCredential(stored: unknown): InboxAccess {
	const result = credentialSchema.safeParse(stored);
	if (!result.success) {
		throw incomplete([...new Set(result.error.issues.map(({ path }) => path.join('.')))]);
	}
	const { data } = result;
	const reviewers = parseReviewers(data.reviewers);
	if (data.signIn === 'password' && reviewers.every((one) => one.passwordHash === undefined)) {
		throw incomplete(['reviewers']);
	}
	return {
		signIn:
			data.signIn === 'password'
				? { kind: 'password' }
				: {
						kind: 'proxy',
						userHeader: data.userHeader.toLowerCase(),
						proxyHeader: data.proxyHeader.toLowerCase(),
						secret: data.proxySecret,
					},
		reviewers,
		tokens: createTokens(data.signingKey),
		sessionMs: data.sessionMinutes * 60_000,
	};
}

function incomplete(fields: readonly string[]): SafeError {
	return new SafeError({
		kind: 'configuration',
		message:
			'The staff reviewers credential is not complete, or holds a value that cannot be used.',
		nextStep: `Open the credential and correct the fields named here. Signing key and proxy secret have at least ${shortestSecret} characters.`,
		fields,
	});
}
