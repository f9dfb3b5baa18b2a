import { ok, requireMatch, type Handlers } from '../http/call.mjs';
import { listPage } from '../http/paging.mjs';
import type { GivenMerge } from '../store/patientMerges.mjs';

/** Merges of patients in the practice, told by who watches the practice. */
export const patientMergeHandlers: Handlers = {
	listPatientMerges: (call) => {
		const { patientMerges, world } = call.tenant;
		const { pmSystem, customerId } = call.query;
		const body = listPage(patientMerges.collection, call.query, world.clock.millis(), {
			handled: ['pmSystem', 'customerId'],
			where: ({ system, survivorCustomerId, loserCustomerId }) =>
				(!pmSystem || pmSystem.split(',').includes(system)) &&
				(!customerId || [survivorCustomerId, loserCustomerId].includes(customerId)),
		});
		return { status: 200, body };
	},
	getPatientMerge: (call) =>
		ok(call.tenant.patientMerges.collection.get(call.params.patientMergeId)),
	createPatientMerge: (call) => {
		const { merge, isNew } = call.tenant.patientMerges.apply(call.body as GivenMerge);
		return ok(merge, isNew ? 201 : 200);
	},
	undoPatientMerge: (call) => {
		const { patientMerges } = call.tenant;
		const merge = patientMerges.collection.get(call.params.patientMergeId);
		requireMatch(call, merge);
		return ok(patientMerges.undo(merge));
	},
};
