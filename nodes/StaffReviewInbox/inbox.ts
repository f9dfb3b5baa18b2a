import type { IWebhookFunctions } from 'n8n-workflow';

import type { HealthSailClient } from '../common/healthsail/client';
import type { InboxAccess } from './credential';

/** A request of a browser, as far as the inbox looks at it. */
export interface InboxRequest {
	readonly method: string;
	/** Members of a posted form; of a name that comes twice, the last. */
	readonly form: ReadonlyMap<string, string>;
	/** The sender's address, as n8n sees it behind its proxies. */
	readonly address: string;
	readonly header: (name: string) => string | undefined;
}

/** What every part of one answer needs. */
export interface Inbox {
	readonly context: IWebhookFunctions;
	readonly client: HealthSailClient;
	readonly access: InboxAccess;
	readonly request: InboxRequest;
	/** Name of the workflow, for audit records. */
	readonly flow: string;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** IANA name of the workflow's time zone. */
	readonly zone: string;
	/** Name of a reviewer; of one who is on the list no more, the id. */
	readonly nameOf: (id: string | null | undefined) => string;
}

/** An answer to the browser, and what a decision hands to the workflow. */
export interface InboxAnswer {
	readonly status: number;
	readonly page: string;
	readonly item?: DecisionItem;
	readonly retryAfterSeconds?: number;
}

/** What the workflow is told of a decision: ids, counts and words, no value of a person. */
export type DecisionItem = {
	readonly reviewerId: string;
	readonly at: string;
	readonly system: string;
	readonly practiceId: string;
} & (
	| {
			readonly kind: 'change' | 'newPatient';
			readonly requestId: string;
			readonly state: string;
			readonly approved: number;
			readonly rejected: number;
			readonly pending: number;
	  }
	| { readonly kind: 'matchReview'; readonly matchReviewId: string; readonly decision: string }
	| { readonly kind: 'incident'; readonly incidentId: string; readonly decision: 'released' }
);
