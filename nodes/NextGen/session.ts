import { SafeError } from '../../lib/privacy/errors';
import { outcomeOf } from '../common/outcome';

/** Asks for the session context of the credential's practice. Throws SafeError. */
export type AskForSession = () => Promise<string>;

/** The value of x-ng-sessionid for one practice (sheet 3). */
export interface SessionContext {
	/** The value; asked for when nobody in this process has it yet. Throws SafeError. */
	value(ask: AskForSession): Promise<string>;
	/** Takes the value back when it is the one that was refused; false = there is no other. */
	drop(refused: string): Promise<boolean>;
}

/**
 * Kept for the process: the value is no login. It stands for site, enterprise and practice, is the
 * same for the same input and does not end, so every worker finds the same one (sheet 3).
 */
const known = new Map<string, Promise<string>>();

/**
 * The session context under a key of everything it stands for. A fixed value from the credential is
 * taken as it is and never asked for anew.
 */
export function createSessionContext(key: string, fixed?: string): SessionContext {
	return {
		async value(ask) {
			if (fixed !== undefined) return fixed;
			const asked = known.get(key) ?? ask();
			known.set(key, asked);
			const outcome = await outcomeOf(async () => await asked);
			if (outcome.ok) return outcome.value;
			if (known.get(key) === asked) known.delete(key);
			throw outcome.error;
		},
		async drop(refused) {
			if (fixed !== undefined) return false;
			const asked = known.get(key);
			if (asked === undefined) return true;
			const outcome = await outcomeOf(async () => await asked);
			// Another call may have asked anew meanwhile: then that value is tried.
			const isRefused = outcome.ok && outcome.value === refused;
			if (isRefused && known.get(key) === asked) known.delete(key);
			return true;
		},
	};
}

/** The answer of PUT /users/me/login-defaults carries the value in a header only (sheet 3). */
export function readSessionHeader(
	headers: Readonly<Record<string, string>>,
	facts: { system: string; operation: string; correlationId: string },
): string {
	const value = headers['x-ng-sessionid']?.trim() ?? '';
	if (value !== '') return value;
	throw new SafeError({
		...facts,
		kind: 'wireShape',
		message: 'NextGen opened the practice but told no session.',
		nextStep:
			'Check enterprise ID and practice ID in the credential. If they are right, ask NextGen for the value of x-ng-sessionid and put it into the credential.',
		vendorCode: 'NoSession',
		fields: ['enterpriseId', 'practiceId'],
	});
}
