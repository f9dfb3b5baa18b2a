import { html } from '../../core/html.mjs';
import type { Customer } from '../store/types.mjs';
import { page } from './layout.mjs';

/** Full name of a customer, or a stand-in when it holds no demographics. */
export function fullName(customer: Customer): string {
	const { givenName, middleName, familyName, suffix } = customer.demographics ?? {};
	const parts = [givenName, middleName, familyName, suffix].filter(Boolean);
	return parts.length > 0 ? parts.join(' ') : 'Patient without details';
}

/** The sign-in page: a list of synthetic patients to pick from. */
export function signInPage(customers: readonly Customer[], total: number): string {
	const rows = customers.map(
		(customer) =>
			html`<li>
				<form method="post" action="/portal/login">
					<input type="hidden" name="customer" value="${customer.id}" /><button>
						${fullName(customer)} <small>${customer.addresses[0]?.city ?? 'no address'}</small>
					</button>
				</form>
			</li>`,
	);
	return page(
		'Sign in',
		html`<h1>Sign in as a synthetic patient</h1>
			${rows.length > 0
				? html`<ul class="people">
							${rows}
						</ul>
						<p class="empty">${customers.length} of ${total} patients.</p>`
				: html`<p class="empty">There is no patient yet. Run the demographic sync first.</p>`}`,
	);
}
