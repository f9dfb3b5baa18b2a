import { z } from 'zod';

import { SafeError } from '../../../lib/privacy/errors';
import { outcomeOf } from '../../common/outcome';
import { parseWire } from '../../common/parseWire';
import type { GapiCall, GapiMembers, GapiTransport } from '../gapiTransport';

const facts = { system: 'greenway_intergy' } as const;
const idSchema = z.union([z.number(), z.string().min(1)]);
const authenticatedSchema = z.object({
	SessionID: z.string().min(1),
	UserID: idSchema,
	AuditTrailID: idSchema.nullish(),
});
const practicesSchema = z.object({
	UserPracticeList: z.array(z.object({ PracticeID: idSchema })).nullish(),
});

/** Error members of every Intergy answer; they are read here (sheet 6). */
const errorMembers = ['ErrorCode', 'ErrorMessage'] as const;
/** Logons for one call before it is given up (sheet 3.3). */
const mostLogons = 3;

interface Session {
	readonly id: string;
	readonly auditTrailId: unknown;
}

/** A session of one run, bound to one practice; its calls go one after the other (sheet 3.3). */
export interface IntergySession {
	/** An operation of the practice. Throws SafeError. */
	call(call: Omit<GapiCall, 'besides'>): Promise<GapiMembers>;
	/** Numbers of the practices that the user may enter. */
	practices(): Promise<string[]>;
	/** Logs off, if there was a logon: sessions may take a licence seat. */
	close(): Promise<void>;
}

/**
 * @param practiceNumber the practice that the session is bound to
 * @param deadCode the ErrorCode of a session that has ended (sheet 3.3)
 */
export function createIntergySession(
	transport: GapiTransport,
	practiceNumber: string,
	deadCode: string,
): IntergySession {
	let session: Session | undefined;
	let practices: string[] = [];
	let line: Promise<unknown> = Promise.resolve();

	/** The practice is state of the session, so nothing may come between two calls. */
	async function inLine<T>(work: () => Promise<T>): Promise<T> {
		const turn = line.then(work, work);
		line = turn.catch(() => undefined);
		return await turn;
	}

	async function send(call: GapiCall, sessionId: string): Promise<GapiMembers> {
		const answer = await transport.call({
			...call,
			members: { ...call.members, Credential: { SessionID: sessionId } },
			besides: errorMembers,
		});
		return readIntergyAnswer(answer, call.operation, deadCode);
	}

	async function logon(): Promise<Session> {
		const authenticated = parseWire(
			authenticatedSchema,
			await send(
				{
					operation: 'AuthenticateUser',
					effect: 'read',
					// The credential fills these in.
					members: { UserName: '', UserPassword: '' },
				},
				'',
			),
			{ ...facts, operation: 'AuthenticateUser' },
		);
		const { SessionID: id, UserID } = authenticated;
		const list = parseWire(
			practicesSchema,
			await send(
				{ operation: 'AuthorizedPracticeListGet', effect: 'read', members: { UserID } },
				id,
			),
			{ ...facts, operation: 'AuthorizedPracticeListGet' },
		);
		const entries = list.UserPracticeList ?? [];
		practices = entries.map(({ PracticeID }) => String(PracticeID));
		const own = entries.find(({ PracticeID }) => String(PracticeID) === practiceNumber);
		session = { id, auditTrailId: authenticated.AuditTrailID ?? '' };
		if (own === undefined) {
			await logoff();
			throw otherPractice();
		}
		await send(
			{
				operation: 'LogonUserToPractice',
				effect: 'read',
				members: { UserID, PracticeID: own.PracticeID },
			},
			id,
		);
		return session;
	}

	async function logoff(): Promise<void> {
		const ending = session;
		session = undefined;
		if (ending === undefined) return;
		const { id, auditTrailId } = ending;
		const outcome = await outcomeOf(
			async () =>
				await send(
					{
						operation: 'LogoffUser',
						effect: 'read',
						members: { UserName: '', UserPassword: '', AuditTrailID: auditTrailId },
					},
					id,
				),
		);
		// A session that has ended by itself needs no logoff.
		if (!outcome.ok && !(outcome.error instanceof SafeError)) throw outcome.error;
	}

	return {
		async call(call) {
			return await inLine(async () => {
				for (let logons = 1; ; logons++) {
					const { id } = session ?? (await logon());
					const outcome = await outcomeOf(async () => await send(call, id));
					if (outcome.ok) return outcome.value;
					const { error } = outcome;
					const isDead = error instanceof SafeError && error.details.vendorCode === sessionEnded;
					if (!isDead || logons >= mostLogons) throw outcome.error;
					// The operation did not run (sheet 7): a new session, and the body made anew with it.
					session = undefined;
				}
			});
		},
		async practices() {
			return await inLine(async () => {
				if (session === undefined) await logon();
				return practices;
			});
		},
		close: async () => await inLine(logoff),
	};
}

const sessionEnded = 'SessionEnded';

/**
 * An answer of Intergy, where an error comes in HTTP 200 (sheet 6): the code is text or a number, and
 * absent, null, blank and 0 mean success. Throws SafeError.
 */
export function readIntergyAnswer(
	answer: GapiMembers,
	operation: string,
	deadCode: string,
): GapiMembers {
	const code = String(answer.ErrorCode ?? '').trim();
	if (code === '' || code === '0') return answer;
	throw intergyError(operation, code, deadCode);
}

function intergyError(operation: string, code: string, deadCode: string): SafeError {
	const base = { ...facts, operation };
	if (operation === 'AuthenticateUser') {
		return new SafeError({
			...base,
			kind: 'authentication',
			message: 'Intergy did not accept the licence, the user or the password.',
			nextStep: 'Compare licence ID, user and password in the Intergy credential with the site’s.',
			vendorCode: errorCode(code),
		});
	}
	if (code === deadCode) {
		return new SafeError({
			...base,
			kind: 'authentication',
			message: 'Intergy ended the session again and again.',
			nextStep: 'Give this integration a user of its own: another logon of the same user ends it.',
			vendorCode: sessionEnded,
		});
	}
	return new SafeError({
		...base,
		kind: 'validation',
		message: `Intergy refused ${operation}.`,
		nextStep: 'Check the IDs and settings of this operation in the practice profile.',
		vendorCode: errorCode(code),
	});
}

/** A short number may be told; anything else could be a text. */
function errorCode(code: string): string {
	return /^\d{1,6}$/.test(code) ? code : 'Other';
}

function otherPractice(): SafeError {
	return new SafeError({
		...facts,
		kind: 'configuration',
		message: 'The Intergy user may not enter the practice that the credential names.',
		nextStep: 'Correct the practice number in the Intergy credential, or the rights of the user.',
		operation: 'AuthorizedPracticeListGet',
		fields: ['practiceNumber'],
	});
}
