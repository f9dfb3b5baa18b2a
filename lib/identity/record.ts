import { z } from 'zod';

/**
 * A person as the matcher is given it: raw words of whatever source, before normalisation. Every
 * member but `ref` may be missing; missing is never disagreement (domain-notes 1.4).
 */
export const identityRecordSchema = z
	.object({
		/** The caller's opaque name for the record; never a patient value in anything that is logged. */
		ref: z.string().min(1),
		names: z.array(
			z.object({
				given: z.string().nullish(),
				middle: z.string().nullish(),
				family: z.string().nullish(),
			}),
		),
		suffix: z.string().nullish(),
		/** A civil date in any of the forms `parseCivilDate` reads. */
		birthDate: z.string().nullish(),
		sex: z.string().nullish(),
		phones: z.array(z.string()),
		emails: z.array(z.string()),
		addresses: z.array(
			z.object({
				/** House number where the source keeps it apart from the street. */
				houseNumber: z.string().nullish(),
				line1: z.string().nullish(),
				line2: z.string().nullish(),
				city: z.string().nullish(),
				region: z.string().nullish(),
				postalCode: z.string().nullish(),
			}),
		),
		/** Social security or another national number; not read from any system by default. */
		nationalId: z.string().nullish(),
		/** Only the last four of a US social security number, where that is all there is. */
		ssnLast4: z.string().nullish(),
		/** Own identifiers: equal issuer and value prove the person by themselves. */
		identifiers: z.array(z.object({ issuer: z.string(), value: z.string() })),
		/** Insurance: member ids are the person's own, subscriber ids are shared by a family. */
		memberIds: z.array(z.object({ payer: z.string().nullish(), value: z.string() })),
		subscriberIds: z.array(z.object({ payer: z.string().nullish(), value: z.string() })),
	})
	.partial()
	.required({ ref: true });
/** First of `names` is the current one, the rest are former ones. */
export type IdentityRecord = z.input<typeof identityRecordSchema>;

export interface NormalizedName {
	/** Lower case, ASCII, letters and single spaces only; never empty. */
	readonly given?: string;
	readonly middle?: string;
	/** Hyphens and prefixes joined to one word form: `garcia lopez`, `delacruz`. */
	readonly family?: string;
	/** The parts of a double family name, at least one when `family` is set. */
	readonly familyParts: readonly string[];
}

export interface NormalizedAddress {
	/** House number, upper-case letter suffix kept: `12`, `12b`. */
	readonly number?: string;
	/** Street without number and unit, in USPS words: `main st`, `n 4th ave`; `po box 12`. */
	readonly street?: string;
	readonly unit?: string;
	/** A second line that is neither street nor unit (building, property). */
	readonly extra?: string;
	readonly city?: string;
	readonly region?: string;
	/** Five digits in the US, else as written without spaces. */
	readonly zip?: string;
}

export type NameSuffix = 'jr' | 'sr' | 'ii' | 'iii' | 'iv' | 'v';

/** A person in comparable form. Placeholders are gone: what is not known is not there. */
export interface NormalizedRecord {
	readonly ref: string;
	readonly names: readonly NormalizedName[];
	readonly suffix?: NameSuffix;
	/** Civil date YYYY-MM-DD between today − 150 years and today. */
	readonly birthDate?: string;
	readonly sex?: 'male' | 'female';
	/** E.164. */
	readonly phones: readonly string[];
	readonly emails: readonly string[];
	readonly addresses: readonly NormalizedAddress[];
	/** Letters and digits, upper case. */
	readonly nationalId?: string;
	readonly ssnLast4?: string;
	/** `issuer|value`: the issuer folded, the value with its case, since ids may differ in case alone. */
	readonly identifiers: readonly string[];
	/** `payer|value`, folded; the payer part is empty where the source does not tell it. */
	readonly memberIds: readonly string[];
	readonly subscriberIds: readonly string[];
}
