import { bulkRows, ok, type Call, type Handlers } from '../http/call.mjs';
import { listPage } from '../http/paging.mjs';

/** Appends an event that an integration reports; class, actor and time are the server's. */
function append(call: Call, given: Record<string, unknown>) {
	const { audit } = call.tenant;
	return audit.append({
		at: call.tenant.now(),
		outcome: 'success',
		count: (given.subjects as unknown[]).length,
		...(call.correlationId === undefined ? {} : { correlationId: call.correlationId }),
		...given,
		class: 'integration',
		actor: { type: 'integration', id: call.client.id, role: call.client.role },
	});
}

/** Audit events: append only, chained by hashes. */
export const auditHandlers: Handlers = {
	listAuditEvents: (call) => ({
		status: 200,
		body: listPage(call.tenant.audit.events, call.query, call.tenant.world.clock.millis()),
	}),
	createAuditEvent: (call) => ok(append(call, call.body as Record<string, unknown>), 201),
	bulkCreateAuditEvents: (call) => {
		const { items } = call.body as { items: Array<Record<string, unknown>> };
		const data = bulkRows(call, 'items', items, (item) => {
			const event = append(call, item);
			return { result: 'created', id: event.id, version: event.version };
		});
		return { status: 200, body: { data } };
	},
	verifyAuditEvents: (call) => {
		const { from, to } = call.query;
		return { status: 200, body: call.tenant.audit.verify(from, to) };
	},
};
