import type { Address, Customer } from '../store/types.mjs';
import type { Tenant } from '../store/tenant.mjs';
import { addressPart, addressValue } from './parts/address.mjs';
import { clean } from './parts/part.mjs';
import { chosenPractice } from './practices.mjs';
import { isNews, practicesOf, propose, waitingAt } from './proposal.mjs';
import { shippingPage } from './shippingPage.mjs';
import type { Answer, Visit } from './visit.mjs';

/** The form, filled with the address that parcels go to now. */
export function showShipping({ session, customer }: Visit): Answer {
	const part = addressPart('shipping', customer.addresses);
	const practices = practicesOf(customer);
	return {
		page: shippingPage(session, {
			...{ part, texts: part.shown, errors: {}, isHome: false },
			practices: practices.length > 0 ? { practices, chosen: practices[0] } : undefined,
		}),
	};
}

/**
 * Stores where parcels go. The practice is asked to change the home address only when the patient
 * says that this is the new one.
 */
export function answerShipping({ tenant, session, customer, posted }: Visit): Answer {
	const part = addressPart('shipping', customer.addresses);
	const practices = practicesOf(customer);
	const chosen = chosenPractice(practices, posted);
	const isHome = posted.get('isHome') === 'yes' && chosen !== undefined;
	const texts = Object.fromEntries(
		part.inputs.map(({ name }) => [name, clean(posted.get(name) ?? part.shown[name])]),
	);
	const read = part.read(texts);
	if ('errors' in read) {
		const form = {
			...{ part, texts, errors: read.errors, isHome },
			practices: chosen && { practices, chosen },
		};
		return { page: shippingPage(session, form), status: 422 };
	}
	const next = stored(tenant, customer, read.value as Partial<Address>);
	session.notice = { text: 'Parcels go to this address from now on.', tone: 'good' };
	if (!isHome) return { goTo: '/portal/account' };
	const home = addressPart('home', next.addresses);
	const to = { ...(read.value as object), use: 'home' };
	if (isNews(home, to, waitingAt(tenant, next, chosen))) {
		propose(tenant, next, chosen, [{ path: home.path, from: home.onFile, to }]);
		session.notice.text += ' Your practice was asked to make it your home address.';
	}
	return { goTo: '/portal/account' };
}

/** The customer with this address for parcels; the same one when it has it already. */
function stored(tenant: Tenant, customer: Customer, given: Partial<Address>): Customer {
	const before = customer.addresses.find(({ use }) => use === 'shipping');
	const address = { ...(before && { id: before.id }), ...addressValue(given) } as Address;
	const others = customer.addresses.filter((one) => one !== before);
	// The event belongs to no call of the API.
	tenant.correlationId = undefined;
	return tenant.customers.patch(customer, { addresses: [...others, address] });
}
