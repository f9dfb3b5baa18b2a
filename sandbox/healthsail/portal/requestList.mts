import { html, type Html } from '../../core/html.mjs';
import type { Change, ChangeRequest } from '../store/changeState.mjs';
import { formToken } from './layout.mjs';
import { practiceName } from './practices.mjs';
import type { Session } from './session.mjs';
import { canWithdraw, standingOf } from './standing.mjs';
import { lineOf, titleOf } from './values.mjs';

const SHOWN = 10;
const days = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** What a patient asked practices to change, newest first, field by field. */
export function requestList(
	session: Session,
	requests: readonly ChangeRequest[],
	namePractice: boolean,
): Html {
	const newest = [...requests].reverse().slice(0, SHOWN);
	if (newest.length === 0) {
		return html`<p class="empty">You have not asked your practice to change anything.</p>`;
	}
	return html`${newest.map((request) => requestBox(session, request, namePractice))}`;
}

function requestBox(session: Session, request: ChangeRequest, namePractice: boolean): Html {
	const { id, shortRef, changes } = request;
	const submittedAt = String(request.submittedAt);
	const place = namePractice
		? ` to ${practiceName({ system: request.pmSystem, practiceId: request.practiceId })}`
		: '';
	return html`<article class="request">
		<h3>
			Sent${place} on
			<time datetime="${submittedAt}">${days.format(new Date(submittedAt))}</time>
		</h3>
		<ul>
			${changes.map((change) => changeRow(request, change))}
		</ul>
		<div class="foot">
			<small>Reference ${shortRef}</small>
			${canWithdraw(request) &&
			html`<form method="post" action="/portal/requests/withdraw">
				${formToken(session)}<input type="hidden" name="request" value="${id}" /><button
					aria-label="Withdraw the request with the reference ${shortRef}"
				>
					Withdraw
				</button>
			</form>`}
		</div>
	</article>`;
}

function changeRow(request: ChangeRequest, change: Change): Html {
	const { text, tone } = standingOf(request, change);
	const before = lineOf(change.from);
	const after = lineOf(change.to);
	return html`<li>
		<span class="what">${titleOf(change)}</span> <span class="tag ${tone}">${text}</span>
		<span class="value">${after || 'to be removed'}</span>
		${before && html`<span class="was">Your practice had: ${before}</span>`}
	</li>`;
}
