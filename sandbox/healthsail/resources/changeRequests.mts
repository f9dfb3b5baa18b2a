import { ok, requireMatch, type Handlers } from '../http/call.mjs';
import { listPage } from '../http/paging.mjs';
import { Problem } from '../http/problem.mjs';
import type { GivenChangeRequest } from '../store/changeRequests.mjs';

/** Demographic change requests, but for decisions and delivery. */
export const changeRequestHandlers: Handlers = {
	listDemographicChangeRequests: (call) => {
		const { changeRequests, world } = call.tenant;
		return {
			status: 200,
			body: listPage(changeRequests.collection, call.query, world.clock.millis()),
		};
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
	cancelDemographicChangeRequest: (call) => {
		const { changeRequests } = call.tenant;
		const request = changeRequests.collection.get(call.params.demographicChangeRequestId);
		requireMatch(call, request);
		const { comment } = (call.body ?? {}) as { comment?: string | null };
		return ok(changeRequests.cancel(request, comment));
	},
};
