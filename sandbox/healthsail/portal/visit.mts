import type { Tenant } from '../store/tenant.mjs';
import type { Customer } from '../store/types.mjs';
import type { Session } from './session.mjs';

/** A signed-in patient and what a request came with. */
export interface Visit {
	tenant: Tenant;
	session: Session;
	customer: Customer;
	posted: URLSearchParams;
}

/** What a visit is answered with: a page, or the path of the page to go to. */
export type Answer = { page: string; status?: number } | { goTo: string };
