import type { INodePropertyOptions } from 'n8n-workflow';

/** Event types by group (proposal section 12); a group is chosen as `order.*`. */
const eventTypes: Readonly<Record<string, readonly string[]>> = {
	availability: ['window_stale'],
	billing_posting: ['attention', 'posted', 'reconciled', 'requested'],
	booking: ['cancelled', 'confirmed', 'rejected', 'requested'],
	catalog: ['published'],
	checkout_session: [
		'completed',
		'created',
		'eligibility_requested',
		'expired',
		'hold_added',
		'hold_released',
		'priced',
	],
	consent: ['expired', 'granted', 'revoked'],
	coverage: ['updated'],
	customer: ['created', 'merged', 'updated'],
	demographic_change: ['approved', 'delivery_updated', 'rejected', 'requested'],
	order: [
		'cancelled',
		'completed',
		'confirmed',
		'created',
		'fulfillment_updated',
		'held',
		'released',
	],
	payment: ['authorized', 'captured', 'disputed', 'failed', 'voided'],
	price_list: ['updated'],
	prior_auth: ['approved', 'created', 'denied', 'info_needed', 'submitted', 'updated'],
	product: ['archived', 'created', 'updated'],
	recommendation: ['accepted', 'created', 'declined', 'expired', 'purchased', 'sent', 'viewed'],
	refund: ['created', 'failed', 'succeeded'],
	webhook_endpoint: ['test'],
};

/** Options of the trigger: every group as a whole, and every single type. */
export const eventTypeOptions: INodePropertyOptions[] = Object.entries(eventTypes)
	.flatMap(([group, names]) => [
		{ name: `${titleOf(group)}: Any`, value: `${group}.*` },
		...names.map((name) => ({
			name: `${titleOf(group)}: ${titleOf(name)}`,
			value: `${group}.${name}`,
		})),
	])
	.sort((a, b) => (a.name < b.name ? -1 : 1));

/** Whether a type is one of the chosen ones or of a chosen group. */
export function isChosen(type: string, chosen: readonly string[]): boolean {
	return chosen.some((pattern) =>
		pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type,
	);
}

function titleOf(word: string): string {
	return word
		.split('_')
		.map((part) => part.charAt(0).toUpperCase() + part.slice(1))
		.join(' ');
}
