import { ok, requireMatch, type Call, type Handlers } from '../http/call.mjs';
import { listPage } from '../http/paging.mjs';
import { Problem } from '../http/problem.mjs';
import type { GivenComparison, GivenDecisions, GivenReopen } from '../store/changeDecisions.mjs';
import type { GivenDelivery } from '../store/changeDelivery.mjs';
import type { GivenChangeRequest } from '../store/changeRequests.mjs';
import { isClosed, type ChangeRequest } from '../store/changeState.mjs';

/** The request named by the path, when If-Match names its version. */
function current(call: Call): ChangeRequest {
	const { collection } = call.tenant.changeRequests;
	const request = collection.get(call.params.demographicChangeRequestId);
	requireMatch(call, request);
	return request;
}

/** Demographic change requests, from their making to their delivery. */
export const changeRequestHandlers: Handlers = {
	listDemographicChangeRequests: (call) => {
		const { changeRequests, world } = call.tenant;
		const { closed } = call.query;
		const body = listPage(changeRequests.collection, call.query, world.clock.millis(), {
			handled: ['closed'],
			where: (request) => closed === undefined || String(isClosed(request)) === closed,
		});
		return { status: 200, body };
	},
	getDemographicChangeRequest: (call) =>
		ok(call.tenant.changeRequests.collection.get(call.params.demographicChangeRequestId)),
	createDemographicChangeRequest: (call) => {
		const given = call.body as GivenChangeRequest;
		const { customers, changeRequests } = call.tenant;
		if (given.customerId && customers.collection.get(given.customerId).status === 'merged') {
			throw new Problem('state_invalid', 'This customer was merged into another one.');
		}
		return ok(changeRequests.create(given), 201);
	},
	decideDemographicChangeRequest: (call) =>
		ok(call.tenant.changeDecisions.decide(current(call), call.body as GivenDecisions)),
	compareDemographicChangeRequest: (call) =>
		ok(call.tenant.changeDecisions.compare(current(call), call.body as GivenComparison)),
	reopenDemographicChangeRequest: (call) =>
		ok(call.tenant.changeDecisions.reopen(current(call), call.body as GivenReopen)),
	updateDemographicChangeDelivery: (call) =>
		ok(call.tenant.changeDelivery.record(current(call), call.body as GivenDelivery)),
	cancelDemographicChangeRequest: (call) => {
		const { comment } = (call.body ?? {}) as { comment?: string | null };
		return ok(call.tenant.changeRequests.cancel(current(call), comment));
	},
};
