import type { Balance, Charge, LedgerPayment } from '../../lib/canonical/ledger';
import { SafeError } from '../../lib/privacy/errors';
import { outcomeOf } from '../common/outcome';
import { parseWire } from '../common/parseWire';
import type { DateWindow, SourceRecord } from '../common/practice/records';
import { halves } from './appointmentLists';
import { pathId } from './ids';
import { isCharge, toBalance, toCharge, toPayment } from './mapping/ledger';
import { pageSizes, readPages } from './paging';
import type { CareCloudReader } from './patients';
import { callIfThere } from './transport';
import { rowsOf } from './unwrap';
import type { CareCloudLedgerRow } from './wire/ledger';
import { balanceSchema, ledgerRowSchema } from './wire/ledger';

/**
 * Rows of a patient's ledger by posting date (sheet 4.7). Both dates are always sent: without them it
 * is the past 30 days, whatever was meant. Each row once. A window whose second page is the first
 * one again is cut off, so it is halved down to a day. Throws SafeError `unsupported` without a
 * patient: CareCloud has no ledger of the practice; `wireShape` when a day alone is cut off.
 */
async function readRows(
	reader: CareCloudReader,
	operation: 'listCharges' | 'listTransactions',
	window: DateWindow,
	patientId: string | undefined,
): Promise<CareCloudLedgerRow[]> {
	if (patientId === undefined) throw onlyByPatient(operation);
	const part = operation === 'listCharges' ? 'charges' : 'transactions';
	const pages = await outcomeOf(
		async () =>
			await readPages(
				reader.transport,
				{
					operation,
					path: `/patients/${pathId(patientId, 'patientId')}/${part}`,
					query: { start_date: window.from, end_date: window.to },
				},
				pageSizes.ledger,
				part,
				'transaction',
				'charge',
			),
	);
	if (!pages.ok) {
		if (!isCutOff(pages.error) || window.from === window.to) throw pages.error;
		const [first, second] = halves(window);
		const one = await readRows(reader, operation, first, patientId);
		const other = await readRows(reader, operation, second, patientId);
		return [...new Map([...one, ...other].map((wire) => [wire.id, wire])).values()];
	}
	const { rows, last } = pages.value;
	const wires = rows.map((row) => parseWire(ledgerRowSchema, row, last.facts));
	return [...new Map(wires.map((wire) => [wire.id, wire])).values()];
}

function isCutOff(error: unknown): boolean {
	return error instanceof SafeError && error.details.vendorCode === 'PageRepeated';
}

/** Charges of one patient; no procedure or diagnosis codes (sheet 4.7). Throws SafeError. */
export async function listCharges(
	reader: CareCloudReader,
	window: DateWindow,
	patientId?: string,
): Promise<Array<SourceRecord<Charge>>> {
	const rows = await readRows(reader, 'listCharges', window, patientId);
	return rows.filter(isCharge).map((row) => told(toCharge(row, patientId ?? '', reader.scope)));
}

/** Payments, refunds and adjustments of one patient (sheet 4.7). Throws SafeError. */
export async function listPayments(
	reader: CareCloudReader,
	window: DateWindow,
	patientId?: string,
): Promise<Array<SourceRecord<LedgerPayment>>> {
	const rows = await readRows(reader, 'listTransactions', window, patientId);
	return rows
		.filter((row) => !isCharge(row))
		.map((row) => told(toPayment(row, patientId ?? '', reader.scope)));
}

/** The ledger is asked for under the patient, so the practice is that of the grant. */
function told<Content>(record: Content | undefined): SourceRecord<Content> {
	if (record !== undefined) return { record, recordPracticeId: undefined };
	throw new SafeError({
		kind: 'wireShape',
		message: 'A row of the ledger of CareCloud has an amount that cannot be read.',
		nextStep: 'Run it again. If it stays, report the operation.',
		system: 'carecloud',
		operation: 'listTransactions',
		fields: ['amount'],
	});
}

/** What a patient's account owes; undefined = CareCloud shows no such account. Throws SafeError. */
export async function readBalance(
	{ transport, scope, now }: CareCloudReader,
	patientId: string,
): Promise<Balance | undefined> {
	const answer = await callIfThere(transport, {
		operation: 'getBalance',
		path: `/patients/${pathId(patientId, 'patientId')}/balance`,
	});
	if (answer === undefined) return undefined;
	const lines = rowsOf(answer, 'balances', 'balance').map((row) =>
		parseWire(balanceSchema, row, answer.facts),
	);
	return toBalance(lines, patientId, scope, now().toISOString());
}

function onlyByPatient(operation: string): SafeError {
	return new SafeError({
		kind: 'unsupported',
		message: 'CareCloud tells charges and payments patient by patient only.',
		nextStep: 'Name the patient whose ledger is to be read.',
		system: 'carecloud',
		operation,
		fields: ['patientId'],
	});
}
