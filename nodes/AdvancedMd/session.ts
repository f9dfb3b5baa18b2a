import { createHash } from 'crypto';

import type { ICredentialDataDecryptedObject, ICredentialsDecrypted } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { SafeErrorDetails } from '../../lib/privacy/errors';
import { SafeError } from '../../lib/privacy/errors';
import { outcomeOf } from '../common/outcome';
import { loginFailure, tokenOf } from './authenticate';
import type { AdvancedMdLogin } from './credential';

/** The session of one credential: in the credential itself, shared by all workers (design 7). */
export interface AdvancedMdSession {
	/** Token of the next call; makes sure that there is one. Throws SafeError. */
	token(): Promise<string>;
	/** After AdvancedMD refused `dead`: another worker's new token, else a new login. Throws SafeError. */
	renew(dead: string): Promise<void>;
	/** Name of the office, as the login told it. */
	officeName(): string | undefined;
}

export interface SessionSource {
	/** The credential as it is stored now. */
	reread(): Promise<ICredentialDataDecryptedObject>;
	/** A call that needs no right, with an empty token, so that n8n logs in and stores the result. */
	probe(decrypted: ICredentialsDecrypted): Promise<void>;
}

/** One login at a time per account in this process (sheet 3.1). */
const lines = new Map<string, Promise<void>>();
/** Accounts with a password that was refused: trying again could lock the user (sheet 3.1). */
const refusals = new Map<string, { readonly until: number; readonly error: SafeError }>();
const refusalMs = 15 * 60_000;
/** Other workers may log in at this moment: a short random wait lets one of them be first. */
const courtesyMs = 1500;
/** AdvancedMD takes about one login a minute (sheet 3.1). */
const loginMinuteMs = 65_000;
const lookAgainMs = 2000;

/** Keeps the session of `decrypted`, whose values are changed in place. */
export function createSession(
	login: AdvancedMdLogin,
	decrypted: ICredentialsDecrypted,
	source: SessionSource,
): AdvancedMdSession {
	const values = (decrypted.data ??= {});
	const account = createHash('sha256')
		.update(
			JSON.stringify([
				...[login.loginUrl, login.officeKey, login.appName],
				...[login.user, login.password],
			]),
		)
		.digest('hex');
	const haste = login.speed || 60;
	const current = () => tokenOf(values, login);

	/** Takes a session that another worker stored; false when there is none but the dead one. */
	async function adopt(dead: string): Promise<boolean> {
		const stored = await source.reread();
		const token = tokenOf(stored, login);
		if (token === '' || token === dead) return false;
		const { sessionToken, webServer, officeName, sessionOwner } = stored;
		Object.assign(values, { sessionToken, webServer, officeName, sessionOwner });
		return true;
	}

	async function logInAnew(): Promise<void> {
		values.sessionToken = '';
		delete values[loginFailure];
		const outcome = await outcomeOf(async () => await source.probe(decrypted));
		const failure = values[loginFailure] as unknown as SafeErrorDetails | undefined;
		delete values[loginFailure];
		if (outcome.ok || (failure === undefined && current() !== '')) return;
		throw failure === undefined ? outcome.error : new SafeError(failure);
	}

	async function obtain(dead: string): Promise<void> {
		if (await adopt(dead)) return;
		const refusal = refusals.get(account);
		if (refusal !== undefined && refusal.until > Date.now()) throw refusal.error;
		await sleep((Math.random() * courtesyMs) / haste);
		if (await adopt(dead)) return;
		const deadline = Date.now() + loginMinuteMs / haste;
		for (;;) {
			const outcome = await outcomeOf(logInAnew);
			if (outcome.ok) return;
			const { error } = outcome;
			if (error instanceof SafeError && error.kind === 'authentication') {
				refusals.set(account, { until: Date.now() + refusalMs / haste, error });
			}
			const isTooEarly = error instanceof SafeError && error.kind === 'throttled';
			if (!isTooEarly || Date.now() > deadline) throw error;
			// Whoever was first has stored a session by now, or the minute has to pass.
			for (let looks = 0; looks < loginMinuteMs / lookAgainMs; looks++) {
				await sleep(lookAgainMs / haste);
				if (await adopt(dead)) return;
			}
		}
	}

	async function inLine(work: () => Promise<void>): Promise<void> {
		const turn = (lines.get(account) ?? Promise.resolve()).then(work);
		lines.set(
			account,
			turn.catch(() => undefined),
		);
		await turn;
	}

	return {
		async token() {
			if (current() === '')
				await inLine(async () => (current() === '' ? await obtain('') : undefined));
			return current();
		},
		async renew(dead) {
			await inLine(async () =>
				current() === dead || current() === '' ? await obtain(dead) : undefined,
			);
		},
		officeName: () => {
			const name = String(values.officeName ?? '').trim();
			return name === '' ? undefined : name;
		},
	};
}
