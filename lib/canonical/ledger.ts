import { z } from 'zod';

import { moneySchema } from './coverage';
import { pmSystemSchema } from './externalId';

const civilDateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** A charge in the practice's ledger. Money in integer minor units; dates are civil dates. */
export const chargeSchema = z.object({
	system: pmSystemSchema,
	practiceId: z.string().min(1),
	id: z.string().min(1),
	patientId: z.string().min(1),
	encounterId: z.string().min(1).nullish(),
	appointmentId: z.string().min(1).nullish(),
	serviceDate: civilDateSchema.nullish(),
	postedOn: civilDateSchema.nullish(),
	procedureCode: z.string().nullish(),
	modifiers: z.array(z.string()).optional(),
	diagnosisCodes: z.array(z.string()).optional(),
	units: z.number().positive().nullish(),
	amount: moneySchema,
	patientBalance: moneySchema.nullish(),
	insuranceBalance: moneySchema.nullish(),
	/** The system's own word. */
	status: z.string().nullish(),
	isVoided: z.boolean(),
});
export type Charge = z.infer<typeof chargeSchema>;

/**
 * Money that came in or went back, or an adjustment, as the ledger has it. `amount` is what the
 * account was credited: a refund or a reversal is negative. `patientId` absent where the system does
 * not tell. `reference` is what carries an id of ours, where the system shows it.
 */
export const ledgerPaymentSchema = z.object({
	system: pmSystemSchema,
	practiceId: z.string().min(1),
	id: z.string().min(1),
	patientId: z.string().min(1).nullish(),
	appointmentId: z.string().min(1).nullish(),
	kind: z.enum(['payment', 'refund', 'adjustment', 'reversal', 'other']),
	payer: z.enum(['patient', 'insurance', 'other', 'unknown']),
	amount: moneySchema,
	unapplied: moneySchema.nullish(),
	postedOn: civilDateSchema.nullish(),
	method: z.string().nullish(),
	reference: z.string().nullish(),
	/** The system's own word. */
	type: z.string().nullish(),
});
export type LedgerPayment = z.infer<typeof ledgerPaymentSchema>;

/** What a patient's account owes, by whom; `asOf` is when it was read (RFC 3339 UTC). */
export const balanceSchema = z.object({
	system: pmSystemSchema,
	practiceId: z.string().min(1),
	patientId: z.string().min(1),
	patient: moneySchema.nullish(),
	insurance: moneySchema.nullish(),
	unapplied: moneySchema.nullish(),
	total: moneySchema.nullish(),
	asOf: z.string().datetime(),
});
export type Balance = z.infer<typeof balanceSchema>;
