import { bulkRows, requireMatch, type Handlers } from '../http/call.mjs';
import { listPage } from '../http/paging.mjs';
import type { GivenCohortEntry } from '../store/cohort.mjs';

/** Cohort entries: who is invited, uses the portal, or opted out. */
export const cohortHandlers: Handlers = {
	listCohortEntries: (call) => {
		const { cohort, world } = call.tenant;
		const { pmSystem, practiceId } = call.query;
		const body = listPage(cohort.collection, call.query, world.clock.millis(), {
			handled: ['pmSystem', 'practiceId'],
			where: ({ externalId }) =>
				(!pmSystem || pmSystem.split(',').includes(externalId.system)) &&
				(!practiceId || externalId.practiceId === practiceId),
		});
		return { status: 200, body };
	},
	bulkUpsertCohortEntries: (call) => {
		const { items } = call.body as { items: GivenCohortEntry[] };
		const data = bulkRows(call, 'items', items, (item) => {
			const { result, entry } = call.tenant.cohort.upsert(item);
			if (item.list === 'opted_out') call.tenant.matches.forgetPatient(item.externalId);
			return { result, id: entry.id, version: entry.version };
		});
		return { status: 200, body: { data } };
	},
	deleteCohortEntry: (call) => {
		const { cohort } = call.tenant;
		const entry = cohort.collection.get(call.params.cohortEntryId);
		requireMatch(call, entry);
		cohort.remove(entry);
		return { status: 204 };
	},
};
