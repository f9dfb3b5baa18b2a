import { practices } from '../../practice/directory.mjs';
import { fullName } from '../../practice/records.mjs';
import { collection, row } from '../answers.mjs';
import { transactionColumns } from '../columns/ledger.mjs';
import type { Desk } from '../desk.mjs';
import { filterText, practiceTest } from '../filters.mjs';
import { usDateTime, usMidnight } from '../format.mjs';
import { chargeId, lineCents, moneyText } from '../ledger/records.mjs';
import { dayStart, isWithin, ledgerWindow } from '../ledger/windows.mjs';
import { part, wantedColumns, type Operation } from './types.mjs';

/** One entry of the ledger, whatever it tells of. Dates are civil, times milliseconds. */
interface Transaction {
	id: number;
	type: 'Charge' | 'Payment';
	cents: number;
	description: string;
	patientId?: number;
	practiceId: number;
	payerType?: string;
	procedureCode?: string;
	claimId?: number;
	serviceDate?: string;
	postDate: string;
	changedAt: number;
}

/** Charges of approved encounters and all payments. The guide does not tell the types' words. */
function transactionsOf({ ledger }: Desk): Transaction[] {
	const encounters = ledger.encounters();
	const served = new Map(encounters.map(({ id, serviceDate }) => [id, serviceDate]));
	const charges = encounters
		.filter(({ status }) => status === 'Approved')
		.flatMap((encounter) =>
			encounter.lines.map((line, index) => ({
				id: chargeId(encounter, index),
				type: 'Charge' as const,
				cents: lineCents(line),
				description: line.name ?? line.code,
				patientId: encounter.patientId,
				practiceId: encounter.practiceId,
				procedureCode: line.code,
				claimId: chargeId(encounter, index),
				serviceDate: encounter.serviceDate,
				postDate: encounter.postDate,
				changedAt: encounter.changedAt,
			})),
		);
	const payments = ledger.payments().map((payment) => ({
		id: payment.id,
		type: 'Payment' as const,
		cents: payment.cents,
		description: `${payment.payerType} payment ${payment.reference ?? ''}`.trim(),
		patientId: payment.patientId,
		practiceId: payment.practiceId,
		payerType: payment.payerType,
		claimId: payment.encounterId === undefined ? undefined : payment.encounterId * 10,
		serviceDate: payment.encounterId === undefined ? undefined : served.get(payment.encounterId),
		postDate: payment.postDate,
		changedAt: payment.createdAt,
	}));
	return [...charges, ...payments];
}

function valuesOf(desk: Desk, entry: Transaction): Partial<Record<string, string>> {
	const person =
		entry.patientId === undefined ? undefined : desk.patients.get(entry.patientId).person;
	const policy =
		entry.payerType === 'Insurance'
			? person?.cases.find(({ primary }) => primary)?.policies[0]
			: undefined;
	return {
		Amount: moneyText(entry.cents),
		ClaimID: entry.claimId === undefined ? undefined : String(entry.claimId),
		Description: entry.description,
		ID: String(entry.id),
		InsuranceCompanyName: policy?.companyName,
		InsuranceID: policy && String(policy.id),
		InsuranceOrder: policy && '1',
		InsurancePlanName: policy?.planName,
		LastModifiedDate: usDateTime(entry.changedAt),
		PatientFullName: person && fullName(person),
		PatientID: entry.patientId === undefined ? undefined : String(entry.patientId),
		PayerType: entry.payerType,
		PostingDate: usMidnight(entry.postDate),
		PracticeName: practices.find(({ id }) => id === entry.practiceId)?.name,
		ProcedureCode: entry.procedureCode,
		ServiceDate: usMidnight(entry.serviceDate),
		TransactionDate: usMidnight(entry.postDate),
		Type: entry.type,
	};
}

const compared = ['ClaimID', 'InsuranceOrder', 'PayerType', 'ProcedureCode', 'Type'] as const;

/** Charges and payments as entries of one ledger; a payment's row tells its patient (sheet 4.8). */
export const getTransactions: Operation = {
	dataElement: 'Transactions',
	run(request, { desk, store }) {
		const filter = part(request, 'Filter');
		if (!filter) return { nullReference: true };
		const modified = ledgerWindow(filter, 'LastModifiedDate');
		const posted = ledgerWindow(filter, 'PostingDate');
		const served = ledgerWindow(filter, 'ServiceDate');
		const made = ledgerWindow(filter, 'TransactionDate');
		const practice = practiceTest(filter, store);
		const wanted = wantedColumns(request);
		const rows = transactionsOf(desk)
			.filter(
				(entry) =>
					isWithin(modified, entry.changedAt) &&
					isWithin(posted, dayStart(entry.postDate)) &&
					isWithin(made, dayStart(entry.postDate)) &&
					(!served ||
						(entry.serviceDate !== undefined && isWithin(served, dayStart(entry.serviceDate)))) &&
					practice(entry.practiceId, entry.patientId),
			)
			.map((entry) => valuesOf(desk, entry))
			.filter((values) =>
				compared.every((name) => {
					const asked = filterText(filter, name)?.toLowerCase();
					return asked === undefined || values[name]?.toLowerCase() === asked;
				}),
			)
			.map((values) => row('TransactionData', transactionColumns, values, { wanted }));
		return { data: collection('Transactions', 'TransactionData', transactionColumns, rows) };
	},
};
