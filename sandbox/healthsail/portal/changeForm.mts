import { changePage, type ChangeForm } from './changePage.mjs';
import { partsOf } from './parts/index.mjs';
import type { Part } from './parts/part.mjs';
import { chosenPractice } from './practices.mjs';
import { practicesOf, propose, readForm, waitingAt, type PracticeOf } from './proposal.mjs';
import type { Answer, Visit } from './visit.mjs';

const FORGOTTEN =
	'This form was open for too long and was filled anew with what your practice has. Please enter your changes again.';

/** The form, filled with what the practice has. */
export function showChange(visit: Visit): Answer {
	const practices = practicesOf(visit.customer);
	const chosen = practices.at(0);
	if (!chosen) return { goTo: '/portal/account' };
	return { page: formPage(visit, practices, chosen, {}) };
}

/** Reads a sent form; what was changed becomes one request to the practice. */
export function answerChange(visit: Visit): Answer {
	const { tenant, session, customer, posted } = visit;
	const practices = practicesOf(customer);
	const chosen = chosenPractice(practices, posted);
	if (!chosen) return { goTo: '/portal/account' };
	const seen = session.form(posted.get('form') ?? '');
	if (!seen) {
		return { page: formPage(visit, practices, chosen, { words: FORGOTTEN }), status: 409 };
	}
	const waiting = waitingAt(tenant, customer, chosen);
	const { changes, errors, texts } = readForm(partsNow(visit), seen, posted, waiting);
	if (Object.keys(errors).length > 0) {
		return { page: formPage(visit, practices, chosen, { texts, errors }), status: 422 };
	}
	if (changes.length === 0) {
		session.notice = {
			text: 'You changed nothing that is not on file or asked for already, so nothing was sent.',
			tone: 'good',
		};
	} else {
		propose(tenant, customer, chosen, changes);
		session.notice = {
			text: 'Your changes were sent. They count once your practice has looked at them.',
			tone: 'good',
		};
	}
	return { goTo: '/portal/account' };
}

function partsNow({ tenant, customer }: Visit): Part[] {
	return partsOf(customer, tenant.coverages.ofCustomer(customer.id));
}

function formPage(
	visit: Visit,
	practices: readonly PracticeOf[],
	chosen: PracticeOf,
	{ texts, errors = {}, words }: Partial<Pick<ChangeForm, 'texts' | 'errors' | 'words'>>,
): string {
	const { tenant, session, customer } = visit;
	const parts = partsNow(visit);
	const shown = Object.assign({}, ...parts.map((part) => part.shown)) as Record<string, string>;
	return changePage(session, {
		formId: session.openForm(shown),
		parts,
		texts: texts ?? shown,
		errors,
		words,
		waiting: waitingAt(tenant, customer, chosen),
		practices: { practices, chosen },
	});
}
