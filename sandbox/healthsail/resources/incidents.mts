import { ok, requireMatch, type Handlers } from '../http/call.mjs';
import { listPage } from '../http/paging.mjs';
import { Problem } from '../http/problem.mjs';

/** PM incidents: a PM write that changed more than it should. */
export const incidentHandlers: Handlers = {
	listPmIncidents: (call) => ({
		status: 200,
		body: listPage(call.tenant.incidents, call.query, call.tenant.world.clock.millis()),
	}),
	createPmIncident: (call) => {
		const facts = call.body as Record<string, unknown>;
		return ok(
			call.tenant.incidents.insert({ ...facts, state: 'open', at: call.tenant.now() }),
			201,
		);
	},
	releasePmIncident: (call) => {
		const { incidents } = call.tenant;
		const incident = incidents.get(call.params.pmIncidentId);
		requireMatch(call, incident);
		if (incident.state !== 'open') {
			throw new Problem('state_invalid', 'This PM incident is released already.');
		}
		const { by, comment } = call.body as { by: string; comment?: string | null };
		return ok(
			incidents.replace({
				...incident,
				state: 'released',
				releasedBy: by,
				releasedAt: call.tenant.now(),
				...(comment === undefined ? {} : { comment }),
			}),
		);
	},
};
