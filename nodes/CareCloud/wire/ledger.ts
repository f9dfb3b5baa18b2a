import { z } from 'zod';

import { wireId, wireReference, wireText } from './members';

/** A row of transactions or charges (sheet 4.7). */
export const ledgerRowSchema = z.object({
	id: wireId,
	amount: wireText,
	balance: wireText,
	unapplied_credit: wireText,
	posting_date: wireText,
	transaction_type: z.string().min(1),
	transaction_status: wireText,
	provider_id: wireReference,
	units: z.union([z.number(), z.string()]).nullish(),
});
export type CareCloudLedgerRow = z.output<typeof ledgerRowSchema>;

/** The balance of one type (sheet 4.7). */
export const balanceSchema = z.object({
	balance_type: wireText,
	unapplied_credit: wireText,
	total: wireText,
});
