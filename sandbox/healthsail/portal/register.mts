import type { FastifyInstance, FastifyRequest } from 'fastify';
import { html } from '../../core/html.mjs';
import { Problem } from '../http/problem.mjs';
import type { Tenant } from '../store/tenant.mjs';
import type { Customer } from '../store/types.mjs';
import { accountPage, isShared } from './accountPage.mjs';
import { answerChange, showChange } from './changeForm.mjs';
import { page, sendPage } from './layout.mjs';
import { Sessions } from './session.mjs';
import { answerShipping, showShipping } from './shippingForm.mjs';
import { signInPage } from './signInPage.mjs';
import type { Answer, Visit } from './visit.mjs';

const SHOWN = 24;

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

const postedIn = (request: FastifyRequest) =>
	new URLSearchParams(typeof request.body === 'string' ? request.body : '');

function showAccount({ tenant, session, customer }: Visit): Answer {
	const requests = [...tenant.changeRequests.collection.values()].filter(
		({ customerId, direction }) => customerId === customer.id && direction === 'to_pm',
	);
	const coverages = tenant.coverages.ofCustomer(customer.id);
	return { page: accountPage(session, customer, coverages, requests) };
}

/** Takes a request of the signed-in patient back; another person's is as if it were not there. */
function withdraw({ tenant, session, customer, posted }: Visit): Answer {
	const request = tenant.changeRequests.collection.find(posted.get('request') ?? '');
	try {
		if (request?.customerId !== customer.id) throw new Problem('not_found', 'No such request.');
		tenant.changeRequests.cancel(request);
		session.notice = { text: 'Your request was withdrawn.', tone: 'good' };
	} catch (error) {
		if (!(error instanceof Problem)) throw error;
		session.notice = {
			text: 'This request can no longer be withdrawn: your practice has it or it is closed.',
			tone: 'bad',
		};
	}
	return { goTo: '/portal/account' };
}

function foreignForm(): string {
	return page(
		'Form out of date',
		html`<h1>This form is out of date</h1>
			<p>Nothing was changed. <a href="/portal/account">Go to your account</a> and try again.</p>`,
	);
}

/** The patient page. Sign-in is a pick from a list, because all patients are synthetic. */
export function registerPortal(app: FastifyInstance, tenantNow: () => Tenant): void {
	const sessions = new Sessions();

	/** A page of a signed-in patient; a form counts only with the token of its session. */
	const route = (method: 'GET' | 'POST', url: string, answer: (visit: Visit) => Answer) =>
		app.route({
			method,
			url,
			handler: (request, reply) => {
				const tenant = tenantNow();
				const session = sessions.of(request);
				const customer = session && present(tenant, session.customerId);
				if (!session || !customer) return reply.redirect('/portal', 303);
				const posted = postedIn(request);
				if (method === 'POST' && posted.get('formToken') !== session.formToken) {
					return sendPage(reply, foreignForm(), 403);
				}
				const said = answer({ tenant, session, customer, posted });
				if ('goTo' in said) return reply.redirect(said.goTo, 303);
				return sendPage(reply, said.page, said.status);
			},
		});
	/** A page on which details are changed; without shared details it leads back. */
	const changing = (method: 'GET' | 'POST', url: string, answer: (visit: Visit) => Answer) =>
		route(method, url, (visit) =>
			isShared(visit.customer) ? answer(visit) : { goTo: '/portal/account' },
		);

	app.get('/portal', (_request, reply) =>
		sendPage(reply, signInPage(shown(tenantNow()), unmergedCount(tenantNow()))),
	);
	app.post('/portal/login', (request, reply) => {
		const id = postedIn(request).get('customer') ?? '';
		if (!tenantNow().customers.collection.find(id)) return reply.redirect('/portal', 303);
		return reply.header('Set-Cookie', sessions.open(id)).redirect('/portal/account', 303);
	});
	app.post('/portal/logout', (request, reply) => {
		const session = sessions.of(request);
		if (session && postedIn(request).get('formToken') !== session.formToken) {
			return sendPage(reply, foreignForm(), 403);
		}
		return reply.header('Set-Cookie', sessions.end(request)).redirect('/portal', 303);
	});
	route('GET', '/portal/account', showAccount);
	changing('GET', '/portal/account/change', showChange);
	changing('POST', '/portal/account/change', answerChange);
	changing('GET', '/portal/shipping', showShipping);
	changing('POST', '/portal/shipping', answerShipping);
	route('POST', '/portal/requests/withdraw', withdraw);
}
