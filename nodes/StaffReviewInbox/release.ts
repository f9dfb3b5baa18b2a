import { maySee } from '../../lib/inbox/reviewers';
import { momentText } from '../../lib/inbox/when';
import { SafeError } from '../../lib/privacy/errors';
import { audited } from '../common/healthsail/audit';
import { listIncidents, releaseIncident, type PmIncident } from '../common/healthsail/incidents';
import { notYours, type Ruling } from './decideChange';
import type { Inbox } from './inbox';
import { mostRows } from './load/lists';
import { subjectOf } from './load/page';
import type { Session } from './session';

const longestComment = 500;

/**
 * Releases an incident, so that writes to its practice go on.
 *
 * @throws SafeError `conflict` when somebody else was faster, `notFound` when it is on no list
 */
export async function release(
	inbox: Inbox,
	{ reviewer }: Session,
	{ id, version }: { readonly id: string; readonly version: number },
): Promise<Ruling<PmIncident>> {
	const { client, flow, request, now } = inbox;
	const incident = await findIncident(inbox, id);
	if (!maySee(reviewer, incident)) return { notice: notYours };
	if (incident.state !== 'open' || incident.version !== version) {
		return { notice: incidentMovedOn(inbox, incident), row: incident };
	}
	const comment = (request.form.get('comment') ?? '').trim().slice(0, longestComment);
	if (comment === '') {
		const text = 'Write down what you found before you release this.';
		return { notice: { tone: 'look', text }, row: incident };
	}
	await audited(
		client,
		[
			{
				action: 'decide',
				subjects: [subjectOf(client, 'incident', id)],
				fields: ['state', 'comment'],
				purpose: 'HOPERAT',
				flow,
				workflowStep: 'inbox.incident.release',
				approvedBy: reviewer.id,
			},
		],
		async () => await releaseIncident(client, incident, { by: reviewer.id, comment }),
	);
	return {
		notice: { tone: 'done', text: 'Released: writes to the practice go on.' },
		item: {
			kind: 'incident',
			incidentId: id,
			system: incident.pmSystem,
			practiceId: incident.practiceId,
			decision: 'released',
			reviewerId: reviewer.id,
			at: new Date(now).toISOString(),
		},
	};
}

/** HealthSail tells incidents by list only. */
export async function findIncident({ client }: Inbox, id: string): Promise<PmIncident> {
	for (const state of ['open', 'released'] as const) {
		const found = (await listIncidents(client, state, undefined, mostRows * 5)).find(
			(incident) => incident.id === id,
		);
		if (found) return found;
	}
	throw new SafeError({
		kind: 'notFound',
		message: 'HealthSail no longer lists this incident.',
		nextStep: 'Open the list of incidents again.',
		system: 'healthsail',
	});
}

/** Says what happened to an incident while a page with it lay open. */
export function incidentMovedOn(
	{ zone, nameOf }: Inbox,
	incident: PmIncident,
): Ruling<never>['notice'] {
	const { state, releasedBy, releasedAt } = incident;
	const when = releasedAt ? ` on ${momentText(releasedAt, zone)}` : '';
	return {
		tone: 'look',
		text:
			state === 'released'
				? `${nameOf(releasedBy)} released this${when}. Below is how it stands now.`
				: 'This incident changed after your page was made. Look at it below and decide again.',
	};
}
