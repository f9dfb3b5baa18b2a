import type { Reply, SeenRequest } from '../../../support/localServer';

/** One change request as HealthSail keeps it, as far as these tests look. All people are invented. */
export interface KeptRequest {
	id: string;
	version: number;
	customerId?: string;
	kind: 'change' | 'new_patient';
	pmSystem: string;
	practiceId: string;
	direction: string;
	origin: string;
	submittedAt: string;
	reviewMode: string;
	changes: KeptChange[];
	review: { state: string; reviewer?: object };
	delivery: { state: string; pmRefs: unknown[]; attempts: number; [more: string]: unknown };
	shortRef: string;
	closedAs?: string;
}

export interface KeptChange {
	id: string;
	path: string;
	from: unknown;
	to: unknown;
	decision: string;
	valueSeen?: unknown;
	current?: unknown;
	outcome?: string;
	outcomeCode?: string;
	[more: string]: unknown;
}

interface Incident {
	kind: string;
	fields: string[];
	state: string;
	by?: string;
}

/** Change requests and incidents of HealthSail (contract 2.2 and 15), with their versions. */
export class FakeRequests {
	readonly requests = new Map<string, KeptRequest>();

	readonly incidents: Incident[] = [];

	/** Bodies of what was asked for, by the last part of the path. */
	readonly asked: Array<{ act: string; body: Record<string, unknown> }> = [];

	/** External ids that were linked to customers. */
	readonly linked: Array<Record<string, unknown>> = [];

	/** Called before each write; a thrown reply is answered in place of the write. */
	beforeWrite: (act: string, request: KeptRequest) => Reply | undefined = () => undefined;

	answer = ({ method, url, body, headers }: SeenRequest): Reply | undefined => {
		const path = new URL(url, 'http://local').pathname.replace(/^\/v1/, '');
		const given = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
		if (path === '/pm-incidents') return this.incident(method, given);
		if (path.endsWith('/external-ids')) {
			this.linked.push({ path, ...given });
			return json(201, {});
		}
		const [, id, act] = /^\/demographic-change-requests\/(\w+)(?:\/(\w+))?$/.exec(path) ?? [];
		if (id === undefined) return undefined;
		const request = this.requests.get(id);
		if (request === undefined) return problem(404, 'not_found');
		if (act === undefined) return json(200, request);
		const refused = this.beforeWrite(act, request);
		if (refused !== undefined) return refused;
		if (headers['if-match'] !== `"${request.version}"`) return problem(412, 'version_mismatch');
		if (isClosed(request) && !('closedAs' in given && request.review.state === 'rejected')) {
			return problem(409, 'state_invalid');
		}
		this.asked.push({ act, body: given });
		acts[act]?.(request, given);
		request.version += 1;
		return json(200, request);
	};

	private incident(method: string, given: Record<string, unknown>): Reply {
		if (method === 'GET') {
			const open = this.incidents.filter(({ state }) => state === 'open');
			return json(200, { data: open.map((incident, index) => shown(incident, index)) });
		}
		const incident = { ...(given as unknown as Incident), state: 'open' };
		this.incidents.push(incident);
		return json(201, shown(incident, this.incidents.length));
	}
}

type Act = (request: KeptRequest, given: Record<string, unknown>) => void;

const acts: Readonly<Record<string, Act | undefined>> = {
	comparison(request, { changes }) {
		for (const { changeId, value, verdict } of changes as Array<Record<string, string>>) {
			Object.assign(changeOf(request, changeId), {
				current: { value, verdict, readAt: '2026-11-23T12:00:00Z' },
			});
		}
	},
	decisions(request, { decisions, reviewer }) {
		for (const { changeId, decision, valueSeen } of decisions as Array<Record<string, string>>) {
			Object.assign(changeOf(request, changeId), { decision, valueSeen });
		}
		const left = request.changes.filter(({ decision }) => decision === 'pending').length;
		const approved = request.changes.filter(({ decision }) => decision === 'approved').length;
		const settled =
			approved === request.changes.length
				? 'approved'
				: approved > 0
					? 'partially_approved'
					: 'rejected';
		request.review = { state: left > 0 ? 'in_review' : settled, reviewer: reviewer as object };
	},
	reopen(request, { changeIds }) {
		for (const id of changeIds as string[]) {
			const change = changeOf(request, id);
			change.decision = 'pending';
			delete change.outcome;
			delete change.valueSeen;
		}
		request.review.state = 'in_review';
		request.delivery = { ...request.delivery, state: 'not_started' };
	},
	delivery(request, { outcomes, closedAs, ...delivery }) {
		for (const told of (outcomes ?? []) as Array<Record<string, string>>) {
			const { changeId, outcome, code } = told;
			Object.assign(changeOf(request, changeId), { outcome, outcomeCode: code });
		}
		Object.assign(request.delivery, delivery);
		if (closedAs !== undefined) request.closedAs = closedAs as string;
	},
};

function changeOf({ changes }: KeptRequest, id: string): KeptChange {
	const found = changes.find((change) => change.id === id);
	if (found === undefined) throw new Error('The request has no such change.');
	return found;
}

function isClosed({ closedAs, review }: KeptRequest): boolean {
	return closedAs !== undefined || ['cancelled', 'rejected'].includes(review.state);
}

const shown = (incident: Incident, index: number) => ({
	id: `inc_${index}`,
	version: 1,
	pmSystem: 'tebra',
	practiceId: '1',
	at: '2026-11-23T12:00:00Z',
	...incident,
});

export const problem = (status: number, code: string): Reply =>
	json(status, { type: 'about:blank', title: code, status, code });

function json(status: number, body: unknown): Reply {
	return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
