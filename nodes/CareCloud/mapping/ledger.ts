import type { Money } from '../../../lib/canonical/coverage';
import type { Balance, Charge, LedgerPayment } from '../../../lib/canonical/ledger';
import { civilDateMember } from '../../../lib/values/civilDate';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { parseMoney } from '../../../lib/values/money';
import { cleanText, foldText } from '../../../lib/values/text';
import type { PracticeScope } from '../../common/practice/port';
import type { balanceSchema, CareCloudLedgerRow } from '../wire/ledger';
import { settingsOf } from './context';
import type { z } from 'zod';

const usd = (amount: number): Money => ({ amount, currency: 'USD' });

function moneyMember(text: string | null | undefined): Money | null | undefined {
	if (text === undefined) return undefined;
	const amount = parseMoney(text);
	return amount === undefined ? null : usd(amount);
}

/** Whether a row is a charge, and not money that came or went (sheet 4.7). */
export function isCharge({ transaction_type: type }: CareCloudLedgerRow): boolean {
	return /^(simple_)?charge(_reversal)?$/.test(foldText(type));
}

/** A charge (sheet 4.7): it carries no procedure and no diagnosis. A reversal is below zero. */
export function toCharge(
	wire: CareCloudLedgerRow,
	patientId: string,
	scope: PracticeScope,
): Charge | undefined {
	const amount = parseMoney(wire.amount);
	if (amount === undefined) return undefined;
	const isReversal = foldText(wire.transaction_type).endsWith('_reversal');
	const units = Number(wire.units ?? Number.NaN);
	return dropAbsent({
		system: scope.system,
		practiceId: scope.practiceId,
		id: wire.id,
		patientId,
		postedOn: civilDateMember(wire.posting_date),
		units: units > 0 ? units : undefined,
		amount: usd(isReversal ? -Math.abs(amount) : amount),
		status: cleanText(wire.transaction_status),
		isVoided: isReversal,
	});
}

type Kind = Pick<LedgerPayment, 'kind' | 'payer'> & {
	/** Whether the account is credited; undefined = the amount's own sign tells. */
	readonly credits?: boolean;
};

/** What a type of transaction means (sheet 4.7); an unknown one is `other`. */
function kindOf(word: string): Kind {
	const match =
		/^(patient|insurance)_(payment|adjustment)(_refund)?(_reversal)?$|^(withhold)(_refund)?(_reversal)?$|^returned_(patient|insurance)_check(_reversal)?$/.exec(
			word,
		);
	if (match === null) return { kind: 'other', payer: 'unknown' };
	const returned = match[8] as 'patient' | 'insurance' | undefined;
	// A returned check takes its payment back; the reversal of that credits the account again.
	if (returned !== undefined) {
		return { kind: 'reversal', payer: returned, credits: match[9] !== undefined };
	}
	const payer = match[5] === undefined ? (match[1] as 'patient' | 'insurance') : 'insurance';
	const isRefund = (match[3] ?? match[6]) !== undefined;
	const isReversal = (match[4] ?? match[7]) !== undefined;
	// A refund that is taken back credits the account again.
	const credits = isRefund === isReversal;
	if (isReversal) return { kind: 'reversal', payer, credits };
	if (isRefund) return { kind: 'refund', payer, credits };
	if (match[2] === 'payment') return { kind: 'payment', payer, credits };
	return { kind: 'adjustment', payer };
}

/**
 * A payment, refund or adjustment (sheet 4.7). How credits are signed is not told: where the type
 * says what happened it decides, and else the setting `creditSign`.
 */
export function toPayment(
	wire: CareCloudLedgerRow,
	patientId: string,
	scope: PracticeScope,
): LedgerPayment | undefined {
	const written = parseMoney(wire.amount);
	if (written === undefined) return undefined;
	const { kind, payer, credits } = kindOf(foldText(wire.transaction_type));
	const flipped = settingsOf(scope).creditSign === 'negative' ? -written : written;
	const amount = credits === undefined ? flipped : credits ? Math.abs(written) : -Math.abs(written);
	return dropAbsent({
		system: scope.system,
		practiceId: scope.practiceId,
		id: wire.id,
		patientId,
		kind,
		payer,
		amount: usd(amount === 0 ? 0 : amount),
		unapplied: moneyMember(wire.unapplied_credit),
		postedOn: civilDateMember(wire.posting_date),
		type: wire.transaction_type,
	});
}

/** The lines of a balance as one (sheet 4.7); a line named as the total is not added to the others. */
export function toBalance(
	lines: ReadonlyArray<z.output<typeof balanceSchema>>,
	patientId: string,
	scope: PracticeScope,
	asOf: string,
): Balance {
	const { patient, insurance } = settingsOf(scope).balanceTypes;
	const typeOf = (line: (typeof lines)[number]) => foldText(line.balance_type ?? '');
	const sum = (
		part: readonly (typeof lines)[number][],
		member: 'total' | 'unapplied_credit',
	): Money | null => {
		const amounts = part.map((line) => parseMoney(line[member]));
		const told = amounts.filter((amount) => amount !== undefined);
		// A sum that leaves out a line would be a wrong one.
		if (told.length === 0 || told.length < amounts.length) return null;
		return usd(told.reduce((all, one) => all + one, 0));
	};
	const ofTypes = (words: readonly string[]) =>
		sum(
			lines.filter((line) => words.some((word) => foldText(word) === typeOf(line))),
			'total',
		);
	const totals = lines.filter((line) => typeOf(line) === 'total');
	const others = lines.filter((line) => typeOf(line) !== 'total');
	return {
		system: scope.system,
		practiceId: scope.practiceId,
		patientId,
		patient: ofTypes(patient),
		insurance: ofTypes(insurance),
		unapplied: sum(others, 'unapplied_credit'),
		total: sum(totals.length > 0 ? totals : others, 'total'),
		asOf,
	};
}
