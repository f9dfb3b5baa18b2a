import type { IWebhookFunctions } from 'n8n-workflow';

import { findReviewer } from '../../lib/inbox/reviewers';
import { messagePage } from '../../lib/inbox/page/signInPage';
import type { ErrorKind, SafeErrorDetails } from '../../lib/privacy/errors';
import { flowOf } from '../common/healthsail/audit';
import { createHealthSailClient } from '../common/healthsail/client';
import { outcomeOf } from '../common/outcome';
import { toDetails } from '../common/toNodeError';
import { decryptOnce } from '../common/transport/send';
import { readReviewersCredential, reviewersCredentialType } from './credential';
import { handle } from './handle';
import type { InboxAnswer, InboxRequest } from './inbox';
import { readRequest } from './readRequest';

/** Answers a request, whatever happens: of an error, a page with a sentence and a way to go on. */
export async function answerRequest(context: IWebhookFunctions): Promise<InboxAnswer> {
	const read = await outcomeOf(async () => await readRequest(context));
	if (!read.ok) return errorAnswer(toDetails(read.error), undefined);
	const outcome = await outcomeOf(async () => await answer(context, read.value));
	return outcome.ok ? outcome.value : errorAnswer(toDetails(outcome.error), read.value);
}

async function answer(context: IWebhookFunctions, request: InboxRequest): Promise<InboxAnswer> {
	const { data } = await decryptOnce(context, reviewersCredentialType);
	const access = readReviewersCredential(data);
	const client = await createHealthSailClient(context, 0);
	return await handle({
		context,
		client,
		access,
		request,
		flow: flowOf(context),
		now: Date.now(),
		zone: context.getTimezone(),
		nameOf: (id) => (id ? (findReviewer(access.reviewers, id)?.name ?? id) : 'Somebody'),
	});
}

const statusOf: Partial<Readonly<Record<ErrorKind, number>>> = {
	throttled: 503,
	unavailable: 503,
	outcomeUnknown: 503,
	notFound: 404,
	conflict: 409,
};

/** Nothing is lost: the same form can be sent again. A password is not put into a page. */
function errorAnswer(details: SafeErrorDetails, request: InboxRequest | undefined): InboxAnswer {
	const { kind, message, nextStep, correlationId } = details;
	const form = new Map(request?.form);
	if (form.has('password')) form.clear();
	const reference = correlationId === undefined ? '' : ` Reference: ${correlationId}.`;
	return {
		status: statusOf[kind] ?? 500,
		page: messagePage(
			'This did not work',
			{ tone: 'stop', text: `${ended(message)} ${ended(nextStep)}${reference}` },
			{ label: 'Try again', form },
		),
	};
}

const ended = (sentence: string) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);
