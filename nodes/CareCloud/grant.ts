import type { Practice } from '../../lib/canonical/practice';
import { SafeError } from '../../lib/privacy/errors';
import { foldText } from '../../lib/values/text';
import { outcomeOf } from '../common/outcome';
import { parseWire } from '../common/parseWire';
import type { PracticeScope } from '../common/practice/port';
import { talkEhr } from './credential';
import type { CareCloudRequest, CareCloudTransport } from './transport';
import { callIfThere } from './transport';
import { recordOf } from './unwrap';
import { authorizationSchema } from './wire/practice';

/** What the practice consented to (sheet 3). */
export interface Grant {
	readonly practice: Practice;
	/** The app's privileges, as CareCloud names them. */
	readonly scopes: readonly string[];
}

/**
 * Reads what the token opens. Throws SafeError; `unsupported` when the server knows no such call,
 * as with talkEHR (sheet 1).
 */
export async function readGrant(transport: CareCloudTransport): Promise<Grant> {
	const answer = await callIfThere(transport, {
		operation: 'getAuthorization',
		path: '/oauth2/authorization',
	});
	if (answer === undefined) throw talkEhr();
	const { business_entity: entity, scopes } = parseWire(
		authorizationSchema,
		recordOf(answer, 'authorization'),
		answer.facts,
	);
	return { practice: { id: entity.id, name: entity.name }, scopes: scopes ?? [] };
}

/**
 * Holds the grant against the credential: a grant names one practice, and no later call does (sheet
 * 1). Throws SafeError `configuration` that names the practice of the grant.
 */
export function checkGrant({ practice }: Grant, scope: PracticeScope): void {
	const named = `${practice.id} ${(practice.name ?? '').slice(0, 80)}`.trim();
	const refuse = (message: string, field: string) =>
		new SafeError({
			kind: 'configuration',
			vendorCode: 'OtherPractice',
			message: `${message} This credential is connected to: ${named}.`,
			nextStep:
				'Write ID and name of the practice into the credential as they stand here, or connect it again with a login of the right practice.',
			system: 'carecloud',
			operation: 'getAuthorization',
			fields: [field],
		});
	if (scope.practiceId === '') throw refuse('The credential names no practice ID.', 'practiceId');
	if (practice.id !== scope.practiceId) {
		throw refuse(
			'The credential names another practice than the one it is connected to.',
			'practiceId',
		);
	}
	const name = practice.name ?? '';
	if (name !== '' && foldText(name) !== foldText(scope.practiceName ?? '')) {
		throw refuse('The practice of this ID has another name.', 'practiceName');
	}
}

/**
 * The transport with the grant checked before its first call, once per run: whoever connects the
 * credential with another practice's login must not fill this practice's customers.
 */
export function guardByGrant(
	transport: CareCloudTransport,
	scope: PracticeScope,
): CareCloudTransport {
	let checking: Promise<void> | undefined;
	const check = async (): Promise<void> => {
		checkGrant(await readGrant(transport), scope);
	};
	return {
		...transport,
		async call(request: CareCloudRequest) {
			checking ??= check();
			const outcome = await outcomeOf(async () => await checking);
			if (!outcome.ok) {
				checking = undefined;
				throw outcome.error;
			}
			return await transport.call(request);
		},
	};
}
