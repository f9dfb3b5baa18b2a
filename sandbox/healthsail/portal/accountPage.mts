import { Html, html } from '../../core/html.mjs';
import type { ChangeRequest } from '../store/changeState.mjs';
import type { Address, Coverage, Customer, Phone } from '../store/types.mjs';
import { noticeBox, page } from './layout.mjs';
import { practicesOf } from './proposal.mjs';
import { requestList } from './requestList.mjs';
import type { Session } from './session.mjs';
import { fullName } from './signInPage.mjs';
import { addressLines, phoneLine } from './values.mjs';

const useWords: Readonly<Record<string, string>> = {
	mobile: 'Mobile',
	home: 'Home',
	work: 'Work',
	mailing: 'Mailing',
	shipping: 'Parcels',
	billing: 'Billing',
};

function row(name: string, value: unknown): Html {
	const text = typeof value === 'string' && value !== '' ? value : undefined;
	return html`<dt>${name}</dt>
		<dd>${text ?? html`<span class="empty">not on file</span>`}</dd>`;
}

function linesOf(address: Address): Html {
	return html`${addressLines(address).map((line, i) => html`${i > 0 && new Html('<br>')}${line}`)}`;
}

function addressText(address: Address): Html {
	return html`<dt>${useWords[address.use] ?? address.use}</dt>
		<dd>${linesOf(address)}</dd>`;
}

function phoneText(phone: Phone): Html {
	return html`<dt>${useWords[phone.use] ?? phone.use}</dt>
		<dd>${phoneLine(phone)} ${phone.preferred && html`<span class="tag">preferred</span>`}</dd>`;
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
			${row('Company', payer?.name)}${row('Plan', plan?.name)}${row('Member ID', coverage.memberId)}
			${row('Group', plan?.groupNumber)}${row('Valid from', coverage.effectiveFrom)}
			<dt>Status</dt>
			<dd><span class="tag">${String(coverage.priority)}, ${coverage.status}</span></dd>
		</dl>
	</div>`;
}

/** A civil date as people in North America write it. */
function dayOf(date: string | null | undefined): string | undefined {
	if (!date) return undefined;
	const format = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });
	return format.format(new Date(`${date}T00:00:00Z`));
}

/** Whether a practice shares this person's details, so that they can be shown and changed. */
export function isShared(customer: Customer): boolean {
	return customer.status === 'active' && customer.syncState === 'included';
}

function intro(customer: Customer): Html {
	if (!isShared(customer)) {
		return html`<p>Your practice does not share your details with HealthSail.</p>`;
	}
	if (practicesOf(customer).length === 0) {
		return html`<p>
			This account is not linked to a practice yet, so there is nobody to send changes to.
		</p>`;
	}
	return html`<p>Your practice has these details on file.</p>
		<p><a class="button" href="/portal/account/change">Change my details</a></p>`;
}

function card(title: string, body: Html): Html {
	return html`<section class="card">
		<h2>${title}</h2>
		${body}
	</section>`;
}

/** The account page of one patient. */
export function accountPage(
	session: Session,
	customer: Customer,
	coverages: readonly Coverage[],
	requests: readonly ChangeRequest[],
): string {
	const { birthDate, email, phones = [] } = customer.demographics ?? {};
	const { emergencyContacts = [] } = customer;
	const parcels = customer.addresses.find(({ use }) => use === 'shipping');
	const addresses = customer.addresses.filter(({ use }) => use !== 'shipping');
	const isPlural = practicesOf(customer).length > 1;
	return page(
		'Account',
		html`<h1>${fullName(customer)}</h1>
			${noticeBox(session.takeNotice())} ${intro(customer)}
			<section class="card requests" id="requests">
				<h2>What you asked your practice to change</h2>
				${requestList(session, requests, isPlural)}
			</section>
			<div class="grid">
				${card(
					'Personal details',
					html`<dl>${row('Birth date', dayOf(birthDate))}${row('E-mail', email)}</dl>`,
				)}
				${card('Telephones', listOr(phones.map(phoneText)))}
				${card('Address', listOr(addresses.map(addressText)))}
				${card(
					'Emergency contact',
					emergencyContacts.length > 0
						? html`${emergencyContacts.map(contactText)}`
						: html`<p class="empty">Not on file.</p>`,
				)}
				${card(
					'Insurance',
					coverages.length > 0
						? html`${coverages.map(coverageText)}`
						: html`<p class="empty">Not on file.</p>`,
				)}
				${card(
					'Parcels',
					html`<p>${parcels ? linesOf(parcels) : 'Parcels go to your home address.'}</p>
						${isShared(customer) &&
						html`<p><a href="/portal/shipping">Change where parcels go</a></p>`}`,
				)}
			</div>`,
		session,
	);
}
