import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Tenant } from '../store/tenant.mjs';
import type { Customer } from '../store/types.mjs';
import { accountPage, signInPage } from './pages.mjs';

const COOKIE = 'hs_sandbox_portal';
const SHOWN = 24;

function send(reply: FastifyReply, text: string): FastifyReply {
	return reply
		.headers({
			'Content-Type': 'text/html; charset=utf-8',
			'Cache-Control': 'no-store',
			'Referrer-Policy': 'no-referrer',
			'X-Content-Type-Options': 'nosniff',
			'Content-Security-Policy':
				"default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
		})
		.send(text);
}

/** Customers that the sign-in list shows: the first ones that hold a name. */
function shown(tenant: Tenant): Customer[] {
	const found: Customer[] = [];
	for (const customer of tenant.customers.collection.values()) {
		if (customer.status === 'active' && customer.demographics?.familyName) found.push(customer);
		if (found.length === SHOWN) break;
	}
	return found;
}

/** Customers that were not merged into another one. */
function unmergedCount(tenant: Tenant): number {
	let count = 0;
	for (const { status } of tenant.customers.collection.values())
		if (status !== 'merged') count += 1;
	return count;
}

/** The customer of a session; of one that was merged, the customer that stays. */
function present(tenant: Tenant, customerId: string): Customer | undefined {
	const { collection } = tenant.customers;
	let customer = collection.find(customerId);
	while (customer?.status === 'merged') customer = collection.find(customer.mergedIntoId ?? '');
	return customer;
}

/** The patient page. Sign-in is a pick from a list, because all patients are synthetic. */
export function registerPortal(app: FastifyInstance, tenantNow: () => Tenant): void {
	const sessions = new Map<string, string>();
	const token = (request: FastifyRequest) =>
		new RegExp(`(?:^|; )${COOKIE}=([0-9a-f]+)`).exec(request.headers.cookie ?? '')?.[1] ?? '';
	const setCookie = (value: string, seconds: number) =>
		`${COOKIE}=${value}; Path=/portal; HttpOnly; SameSite=Strict; Max-Age=${seconds}`;

	app.get('/portal', (_request, reply) =>
		send(reply, signInPage(shown(tenantNow()), unmergedCount(tenantNow()))),
	);
	app.post('/portal/login', (request, reply) => {
		const id = new URLSearchParams(String(request.body)).get('customer') ?? '';
		if (!tenantNow().customers.collection.find(id)) return reply.redirect('/portal', 303);
		const session = randomBytes(24).toString('hex');
		sessions.set(session, id);
		return reply.header('Set-Cookie', setCookie(session, 3600)).redirect('/portal/account', 303);
	});
	app.get('/portal/account', (request, reply) => {
		const tenant = tenantNow();
		const customer = present(tenant, sessions.get(token(request)) ?? '');
		if (!customer) return reply.redirect('/portal', 303);
		return send(reply, accountPage(customer, tenant.coverages.ofCustomer(customer.id)));
	});
	app.post('/portal/logout', (request, reply) => {
		sessions.delete(token(request));
		return reply.header('Set-Cookie', setCookie('', 0)).redirect('/portal', 303);
	});
}
