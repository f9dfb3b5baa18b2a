import { Html, html } from '../../core/html.mjs';
import type { Address, Coverage, Customer, Phone } from '../store/types.mjs';
import { style } from './style.mjs';

const useWords: Readonly<Record<string, string>> = {
	mobile: 'Mobile',
	home: 'Home',
	work: 'Work',
	mailing: 'Mailing',
	shipping: 'Shipping',
	billing: 'Billing',
};

function page(title: string, body: Html, signedIn = false): string {
	const out = html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>${title} · HealthSail sandbox</title>
				<style>
					${new Html(style)}
				</style>
			</head>
			<body>
				<div class="note">Sandbox, synthetic: nobody on these pages is a real person.</div>
				<header>
					<div class="in">
						<strong>HealthSail</strong>${signedIn &&
						html`<form method="post" action="/portal/logout"><button>Sign out</button></form>`}
					</div>
				</header>
				<main><div class="in">${body}</div></main>
			</body>
		</html>`;
	return out.text;
}

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

function row(name: string, value: unknown): Html {
	const text = typeof value === 'string' && value !== '' ? value : undefined;
	return html`<dt>${name}</dt>
		<dd>${text ?? html`<span class="empty">not on file</span>`}</dd>`;
}

function addressText(address: Address): Html {
	const town = [address.city, address.region, address.postalCode].filter(Boolean).join(' ');
	const lines = [address.line1, address.line2 as string | null | undefined, town].filter(Boolean);
	return html`<dt>${useWords[address.use] ?? address.use}</dt>
		<dd>${lines.map((line, i) => html`${i > 0 && new Html('<br>')}${line}`)}</dd>`;
}

/** An E.164 number as people in North America read it; other numbers as they are. */
function phoneNumber(number: string): string {
	return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}

function phoneText(phone: Pick<Phone, 'use' | 'number' | 'preferred'>): Html {
	return html`<dt>${useWords[phone.use] ?? phone.use}</dt>
		<dd>
			${phoneNumber(phone.number)} ${phone.preferred && html`<span class="tag">preferred</span>`}
		</dd>`;
}

function listOr(rows: readonly Html[]): Html {
	return rows.length > 0 ? html`<dl>${rows}</dl>` : html`<p class="empty">Not on file.</p>`;
}

function contactText(contact: Record<string, unknown>): Html {
	const phones = (contact.phones as Phone[] | undefined) ?? [];
	return html`<dl>
		${row('Name', contact.name)}${row('Relationship', contact.relationship)}
		${phones.map(phoneText)}
	</dl>`;
}

function coverageText(coverage: Coverage): Html {
	const payer = coverage.payer as { name?: string | null } | undefined;
	const plan = coverage.plan as { name?: string | null; groupNumber?: string | null } | undefined;
	return html`<div class="coverage">
		<dl>
			${row('Payer', payer?.name)}${row('Plan', plan?.name)}${row('Member id', coverage.memberId)}
			${row('Group', plan?.groupNumber)}${row('Valid from', coverage.effectiveFrom)}
			<dt>Status</dt>
			<dd><span class="tag">${String(coverage.priority)}, ${coverage.status}</span></dd>
		</dl>
	</div>`;
}

/** The account page of one patient. */
export function accountPage(customer: Customer, coverages: readonly Coverage[]): string {
	const { birthDate, email, phones = [] } = customer.demographics ?? {};
	return page(
		'Account',
		html`<h1>${fullName(customer)}</h1>
			<div class="grid">
				<section class="card">
					<h2>Personal details</h2>
					<dl>${row('Birth date', birthDate)}${row('Email', email)}</dl>
				</section>
				<section class="card">
					<h2>Phones</h2>
					${listOr(phones.map(phoneText))}
				</section>
				<section class="card">
					<h2>Address</h2>
					${listOr(customer.addresses.map(addressText))}
				</section>
				<section class="card">
					<h2>Emergency contact</h2>
					${customer.emergencyContacts?.length
						? customer.emergencyContacts.map(contactText)
						: html`<p class="empty">Not on file.</p>`}
				</section>
				<section class="card">
					<h2>Coverage</h2>
					${coverages.length > 0
						? coverages.map(coverageText)
						: html`<p class="empty">Not on file.</p>`}
				</section>
			</div>`,
		true,
	);
}
