import { randomBytes } from 'node:crypto';
import { covers, type WebhookEndpoint } from '../events/endpoints.mjs';
import { envelope } from '../events/eventLog.mjs';
import { ok, requireMatch, type Call, type Handlers } from '../http/call.mjs';
import { listPage } from '../http/paging.mjs';
import { layOver } from '../store/equal.mjs';

const ROTATION_MS = 24 * 3600 * 1000;

const newSecret = () => `whsec_${randomBytes(24).toString('hex')}`;

/** An endpoint as the contract answers it; the secret is shown only when it is new. */
function view(call: Call, endpoint: WebhookEndpoint, showSecret = false) {
	const { secret, oldSecret, failingSince: _since, ...rest } = endpoint;
	const isRotating = oldSecret && oldSecret.until > call.tenant.world.clock.millis();
	return {
		...rest,
		...(showSecret ? { secret } : {}),
		...(isRotating ? { previousSecretUntil: new Date(oldSecret.until).toISOString() } : {}),
	};
}

/** The endpoint named by the path, when If-Match names its version. */
function changeable(call: Call): WebhookEndpoint {
	const endpoint = call.tenant.endpoints.get(call.params.webhookEndpointId);
	requireMatch(call, endpoint);
	return endpoint;
}

function listEvents(call: Call) {
	const { events } = call.tenant;
	events.prune();
	const { after, type, deliverySuccess } = call.query;
	const isAfter = after === undefined ? () => true : events.isAfter(after);
	const patterns = type?.split(',');
	const page = listPage(events.events, call.query, call.tenant.world.clock.millis(), {
		defaultSort: 'createdAt',
		handled: ['after', 'type', 'deliverySuccess'],
		where: (event) =>
			isAfter(event) &&
			(!patterns || patterns.some((pattern) => covers(pattern, event.type))) &&
			(deliverySuccess === undefined ||
				String(events.deliveries.success(event.id)) === deliverySuccess),
	});
	return { ...page, data: page.data.map(envelope) };
}

/** Webhook endpoints, and the events list that backs them. */
export const webhookHandlers: Handlers = {
	listWebhookEndpoints: (call) => {
		const page = listPage(call.tenant.endpoints, call.query, call.tenant.world.clock.millis());
		return { status: 200, body: { ...page, data: page.data.map((one) => view(call, one)) } };
	},
	getWebhookEndpoint: (call) =>
		ok(view(call, call.tenant.endpoints.get(call.params.webhookEndpointId))),
	createWebhookEndpoint: (call) => {
		const body = call.body as Partial<WebhookEndpoint> & { url: string; events: string[] };
		const secret = body.secret ?? newSecret();
		const endpoint = call.tenant.endpoints.insert({ status: 'enabled', ...body, secret });
		return ok(view(call, endpoint, true), 201);
	},
	updateWebhookEndpoint: (call) => {
		const existing = changeable(call);
		const next = layOver(existing, call.body as object);
		if (next.status === 'enabled') delete next.failingSince;
		return ok(view(call, call.tenant.endpoints.replace(next)));
	},
	deleteWebhookEndpoint: (call) => {
		call.tenant.endpoints.remove(changeable(call).id);
		return { status: 204 };
	},
	rotateWebhookSecret: (call) => {
		const endpoint = changeable(call);
		const given = (call.body ?? {}) as { secret?: string };
		const until = call.tenant.world.clock.millis() + ROTATION_MS;
		const rotated = call.tenant.endpoints.replace({
			...endpoint,
			secret: given.secret ?? newSecret(),
			oldSecret: { secret: endpoint.secret, until },
		});
		return ok(view(call, rotated, true));
	},
	testWebhookEndpoint: (call) => {
		const endpoint = call.tenant.endpoints.get(call.params.webhookEndpointId);
		const event = call.tenant.events.emitTest(endpoint, call.correlationId);
		return { status: 202, body: envelope(event) };
	},
	listEvents: (call) => ({ status: 200, body: listEvents(call) }),
	redeliverEvent: (call) => ({
		status: 202,
		body: envelope(call.tenant.events.redeliver(call.params.eventId)),
	}),
};
