import { ok, requireMatch, type Call, type Handlers } from '../http/call.mjs';
import { listPage } from '../http/paging.mjs';
import { Problem } from '../http/problem.mjs';
import type { Tenant } from '../store/tenant.mjs';
import type { Plain } from '../store/types.mjs';

function consentsOf(tenant: Tenant, customerId: string): Plain[] {
	return [...tenant.consents.values()].filter((consent) => consent.customerId === customerId);
}

/** Marks consents whose time has passed as expired and tells it as events. */
function expire(tenant: Tenant, customerId: string): void {
	const now = tenant.world.clock.millis();
	let changed = false;
	for (const consent of consentsOf(tenant, customerId)) {
		const expiresAt = consent.expiresAt as string | null | undefined;
		if (consent.status !== 'granted' || !expiresAt || Date.parse(expiresAt) > now) continue;
		announce(tenant, tenant.consents.replace({ ...consent, status: 'expired' }), 'expired');
		changed = true;
	}
	if (changed) summarise(tenant, customerId);
}

function announce(tenant: Tenant, consent: Plain, what: 'granted' | 'revoked' | 'expired'): void {
	tenant.events.emit({
		type: `consent.${what}`,
		object: 'consent',
		id: consent.id,
		version: consent.version,
		collection: 'consents',
		correlationId: tenant.correlationId,
	});
}

/** Writes the customer's consentSummary anew from its ledger. */
function summarise(tenant: Tenant, customerId: string): void {
	const latest = new Map<string, Plain>();
	for (const consent of consentsOf(tenant, customerId)) {
		latest.set(String(consent.purpose), consent);
	}
	const purposes = [...latest.values()].map(({ purpose, status, expiresAt }) => ({
		purpose,
		status,
		...(expiresAt ? { expiresAt } : {}),
	}));
	const words = new Set(purposes.map((one) => one.status));
	const only = words.size === 1 ? [...words][0] : undefined;
	const status =
		purposes.length === 0 ? 'none' : only === 'granted' ? 'active' : (only ?? 'partial');
	const customer = tenant.customers.collection.get(customerId);
	tenant.customers.store(customer, {
		...customer,
		consentSummary: { status, purposes, lastVerifiedAt: tenant.now() },
	});
}

function check(call: Call) {
	const { tenant } = call;
	const customerId = call.params.customerId;
	tenant.customers.collection.get(customerId);
	expire(tenant, customerId);
	const { purpose } = call.body as { purpose: string };
	const own = consentsOf(tenant, customerId).filter((consent) => consent.purpose === purpose);
	const last = own.at(-1);
	if (!last) return { allowed: false, reason: 'no_consent' };
	if (last.status !== 'granted') return { allowed: false, consentId: last.id, reason: last.status };
	return { allowed: true, consentId: last.id };
}

/** The consent ledger: records are added and revoked, never removed. */
export const consentHandlers: Handlers = {
	listCustomerConsents: (call) => {
		const { tenant } = call;
		const { id } = tenant.customers.collection.get(call.params.customerId);
		expire(tenant, id);
		const among = consentsOf(tenant, id);
		return {
			status: 200,
			body: listPage(tenant.consents, call.query, tenant.world.clock.millis(), { among }),
		};
	},
	grantConsent: (call) => {
		const { tenant } = call;
		const { id } = tenant.customers.collection.get(call.params.customerId);
		const consent = tenant.consents.insert({
			grantedAt: tenant.now(),
			...(call.body as Record<string, unknown>),
			customerId: id,
			status: 'granted',
		});
		announce(tenant, consent, 'granted');
		summarise(tenant, id);
		return ok(consent, 201);
	},
	checkConsent: (call) => ({ status: 200, body: check(call) }),
	revokeConsent: (call) => {
		const { tenant } = call;
		const consent = tenant.consents.get(call.params.consentId);
		requireMatch(call, consent);
		if (consent.status !== 'granted') {
			throw new Problem('state_invalid', 'Only a granted consent can be revoked.');
		}
		const given = (call.body ?? {}) as Record<string, unknown>;
		const revoked = tenant.consents.replace({
			...consent,
			revokedAt: tenant.now(),
			...given,
			status: 'revoked',
		});
		announce(tenant, revoked, 'revoked');
		summarise(tenant, String(consent.customerId));
		return ok(revoked);
	},
};
