import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { count } from '../../lib/inbox/when';
import { fieldTitles } from '../common/fieldTitles';
import { safely } from '../common/outcome';
import { toDetails } from '../common/toNodeError';
import { readReviewersCredential } from './credential';

/** Tests that a staff reviewers credential can be read. It names the number of reviewers, nobody. */
export async function staffReviewersTest(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const outcome = await Promise.resolve(safely(() => readReviewersCredential(data)));
	if (outcome.ok) {
		const { length } = outcome.value.reviewers;
		return { status: 'OK', message: `The list names ${count(length, 'reviewer')}.` };
	}
	const { message, nextStep, fields = [] } = toDetails(outcome.error);
	return {
		status: 'Error',
		message: `${message}${fieldTitles(fields, { signIn: 'Sign-In' })} ${nextStep}`,
	};
}
