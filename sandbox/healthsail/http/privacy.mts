import type { Tenant } from '../store/tenant.mjs';
import type { Client } from './auth.mjs';
import type { Call } from './call.mjs';
import type { Operation } from './contract.mjs';

/** Resources whose answers hold patient data, with their data tier. */
const tiers: Readonly<Record<string, '1' | '2'>> = {
	customers: '1',
	coverages: '1',
	appointments: '1',
	consents: '2',
	'match-reviews': '1',
	'patient-merges': '2',
	'demographic-changes': '1',
	'cohort-entries': '2',
};

/** What a purpose may not see of a customer: billing needs no relatives. */
const withheldByPurpose: Readonly<Record<string, readonly string[]>> = {
	HPAYMT: ['emergencyContacts', 'guardian'],
};

const resourceOf = (operation: Operation) => operation.scopes[0]?.split(':')[0] ?? '';

/** The compliance headers of an answer. */
export function complianceHeaders(operation: Operation): Record<string, string> {
	const tier = tiers[resourceOf(operation)];
	if (!tier) return { 'HS-Data-Tier': '3' };
	return {
		'HS-Data-Tier': tier,
		'HS-Consent-Status': 'not_required',
		'HS-Policy-Rules': 'min-nec-demographics@1',
	};
}

/** Removes what the purpose may not see from read customers, and names it. */
export function withhold(
	operation: Operation,
	purpose: string | undefined,
	body: unknown,
): { body: unknown; withheld: string[] } {
	const names = withheldByPurpose[purpose ?? ''];
	if (!names || (operation.id !== 'getCustomer' && operation.id !== 'listCustomers')) {
		return { body, withheld: [] };
	}
	const withheld = new Set<string>();
	const strip = (item: Record<string, unknown>) => {
		const bare = { ...item };
		for (const name of names) {
			if (name in bare) withheld.add(name);
			delete bare[name];
		}
		return bare;
	};
	const page = body as { data?: Array<Record<string, unknown>> };
	const stripped =
		operation.id === 'listCustomers'
			? { ...page, data: page.data?.map(strip) }
			: strip(body as Record<string, unknown>);
	return { body: stripped, withheld: [...withheld] };
}

/** Records the server's own audit event of a call that touched patient data. Answers its id. */
export function recordAccess(
	tenant: Tenant,
	operation: Operation,
	client: Client,
	call: Call,
	changed: boolean,
): string | undefined {
	if (!tiers[resourceOf(operation)]) return undefined;
	const { customerId } = call.params;
	const event = tenant.audit.append({
		at: tenant.now(),
		class: changed ? 'modification' : 'access',
		action: changed ? (operation.method === 'DELETE' ? 'delete' : 'update') : 'read',
		actor: { type: 'integration', id: client.id, role: client.role },
		...(customerId === undefined
			? {}
			: { subject: { type: 'customer', id: customerId }, customerId }),
		fields: [],
		purposeOfUse: call.purpose ?? 'HOPERAT',
		outcome: 'success',
		workflowStep: operation.id,
		...(call.correlationId === undefined ? {} : { correlationId: call.correlationId }),
	});
	return event.id;
}
