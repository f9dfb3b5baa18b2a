import { reportPage, type AuditSubject } from '../common/healthsail/audit';
import type { Inbox } from './inbox';
import type { Session } from './session';

/**
 * Puts into the audit trail that somebody was turned away: at the sign-in, or with a form that is not
 * theirs. Who tried stands there as a keyed hash, because people type passwords into the wrong box.
 * Attempts of those who are locked are not reported, so that guessing does not fill the trail.
 */
export async function reportDenied(
	{ client, flow, request }: Inbox,
	step: 'signIn' | 'form',
	who: { readonly typed?: string; readonly session?: Session },
): Promise<void> {
	const { typed, session } = who;
	const subject = (type: string, id: string): AuditSubject => ({
		type,
		keyedHash: client.keyedHash([type, id].join('|')),
	});
	await reportPage(client, {
		action: 'read',
		outcome: 'denied',
		subjects: [
			subject('address', request.address),
			...(typed === undefined ? [] : [subject('reviewer', typed.trim().toLowerCase())]),
		],
		fields: [],
		purpose: 'HOPERAT',
		flow,
		workflowStep: `inbox.${step}`,
		...(session && { approvedBy: session.reviewer.id }),
	});
}
