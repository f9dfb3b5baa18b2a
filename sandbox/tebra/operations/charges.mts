import { DAY } from '../../people/dates.mjs';
import { locations, practices } from '../../practice/directory.mjs';
import { fullName } from '../../practice/records.mjs';
import { collection, row } from '../answers.mjs';
import { providerName } from '../appointmentRow.mjs';
import { chargeColumns } from '../columns/ledger.mjs';
import type { Desk } from '../desk.mjs';
import { filterText, practiceTest } from '../filters.mjs';
import { usDateTime, usMidnight } from '../format.mjs';
import {
	chargeId,
	lineCents,
	lineId,
	moneyText,
	type EncounterRecord,
	type ServiceLine,
} from '../ledger/records.mjs';
import { dayStart, isWithin, ledgerWindow } from '../ledger/windows.mjs';
import { part, wantedColumns, type Operation } from './types.mjs';

/** Words of a claim that is not paid, those that the guide lists and two seen live (sheet 4.8). */
const openStatuses = [
	'Pending',
	'Ready',
	'Error - Rejection',
	'Error – Denial',
	'Pending',
	'Error – No Response',
	'Voided',
] as const;

/** Every so many encounters come also from the day before and after the window (sheet 4.8). */
const STRAY = 7;

function statusOf(encounter: EncounterRecord, line: ServiceLine): string {
	if (encounter.status !== 'Approved') return 'Undefined';
	if (line.insurancePaidCents > 0) return 'Completed';
	return openStatuses[encounter.id % openStatuses.length];
}

type Values = Partial<Record<string, string>>;

function valuesOf(desk: Desk, encounter: EncounterRecord, index: number): Values {
	const line = encounter.lines[index];
	const { person } = desk.patients.get(encounter.patientId);
	const chosen = desk.caseOf(encounter.patientId, encounter.caseId);
	const [primary, secondary] = chosen?.policies ?? [];
	const total = lineCents(line);
	const receipts = line.patientPaidCents + line.insurancePaidCents;
	const copay =
		index === 0 && encounter.copayCents > 0 ? moneyText(encounter.copayCents) : undefined;
	const values: Values = {
		AdjustedCharges: moneyText(total),
		AllowedAmount: moneyText(total),
		AppointmentID:
			encounter.appointmentId === undefined ? undefined : String(encounter.appointmentId),
		BatchNumber: encounter.batch,
		BilledTo: primary?.companyName ?? fullName(person),
		CaseName: chosen?.name,
		CasePayerScenario: chosen?.payerScenario,
		CopayAmount: copay,
		CopayCategory: copay && 'Copay',
		CreatedDate: usDateTime(encounter.createdAt),
		EncounterID: String(encounter.id),
		EncounterProcedureID: String(lineId(encounter, index)),
		ExpectedAmount: moneyText(total),
		ID: String(chargeId(encounter, index)),
		InsuranceBalance: moneyText(total - receipts),
		LastModifiedDate: usDateTime(encounter.changedAt),
		PatientBalance: moneyText(0),
		PatientID: String(encounter.patientId),
		PatientName: fullName(person),
		PostingDate: usMidnight(encounter.postDate),
		PracticeID: String(encounter.practiceId),
		PracticeName: practices.find(({ id }) => id === encounter.practiceId)?.name,
		PrimaryInsuranceCompanyName: primary?.companyName,
		PrimaryInsuranceInsurancePayment: primary && moneyText(line.insurancePaidCents),
		PrimaryInsurancePlanName: primary?.planName,
		ProcedureCode: line.code,
		ProcedureName: line.name,
		Receipts: moneyText(receipts),
		RenderingProviderName: providerName(encounter.providerId),
		SecondaryInsuranceCompanyName: secondary?.companyName,
		SecondaryInsurancePlanName: secondary?.planName,
		ServiceEndDate: usMidnight(encounter.serviceDate),
		ServiceLocationName: locations.find(({ id }) => id === encounter.locationId)?.name,
		ServiceStartDate: usMidnight(encounter.serviceDate),
		Status: statusOf(encounter, line),
		TotalBalance: moneyText(total - receipts),
		TotalCharges: moneyText(total),
		UnitCharge: moneyText(line.unitCents),
		Units: line.units.toFixed(4),
	};
	if (index === 0 && line.patientPaidCents > 0) {
		values.PatientPaymentAmount = moneyText(line.patientPaidCents);
		values.PatientPaymentID = String(encounter.id * 2);
		values.PatientPaymentCategoryDesc = 'Copay';
		values.PatientPaymentPostingDate = usMidnight(encounter.postDate);
	}
	line.diagnoses.forEach((code, at) => (values[`EncounterDiagnosisID${at + 1}`] = code));
	line.modifiers.forEach((code, at) => (values[`ProcedureModifier${at + 1}`] = code));
	return values;
}

/** Filters by text and the column that each compares with; letter case does not matter. */
const compared: Readonly<Record<string, string>> = {
	BatchNumber: 'BatchNumber',
	BilledTo: 'BilledTo',
	CasePayerScenario: 'CasePayerScenario',
	PatientName: 'PatientName',
	ProcedureCode: 'ProcedureCode',
	RenderingProviderFullName: 'RenderingProviderName',
	ServiceLocationName: 'ServiceLocationName',
	Status: 'Status',
	// No visit has one of these two, so whoever asks for them gets nothing.
	ReferringProviderFullName: 'ReferringProviderName',
	SchedulingProviderFullName: 'SchedulingProviderName',
};

/**
 * Charges of approved encounters, with IncludeUnapprovedCharges `T` of all. There is no filter by
 * patient, and now and then a row from outside of the window comes along (sheet 4.8).
 */
export const getCharges: Operation = {
	dataElement: 'Charges',
	run(request, { desk, store }) {
		const filter = part(request, 'Filter');
		if (!filter) return { nullReference: true };
		const windows = {
			created: ledgerWindow(filter, 'CreatedDate'),
			modified: ledgerWindow(filter, 'LastModifiedDate'),
			posted: ledgerWindow(filter, 'PostingDate'),
			served: ledgerWindow(filter, 'ServiceDate'),
		};
		const practice = practiceTest(filter, store);
		const all = filterText(filter, 'IncludeUnapprovedCharges')?.toUpperCase() === 'T';
		const status = filterText(filter, 'EncounterStatus')?.toLowerCase();
		const diagnosis = filterText(filter, 'DiagnosisCode')?.toLowerCase();
		const texts = Object.entries(compared).flatMap(([name, column]) => {
			const wanted = filterText(filter, name)?.toLowerCase();
			return wanted === undefined ? [] : [{ column, wanted }];
		});
		const rows = desk.ledger
			.encounters()
			.filter((encounter) => {
				const slack = encounter.id % STRAY === 0 ? DAY : 0;
				return (
					(all || encounter.status === 'Approved') &&
					(status === undefined || encounter.status.toLowerCase() === status) &&
					practice(encounter.practiceId, encounter.patientId) &&
					isWithin(windows.created, encounter.createdAt, slack) &&
					isWithin(windows.modified, encounter.changedAt, slack) &&
					isWithin(windows.posted, dayStart(encounter.postDate), slack) &&
					isWithin(windows.served, dayStart(encounter.serviceDate), slack)
				);
			})
			.flatMap((encounter) =>
				encounter.lines
					.filter(
						({ diagnoses }) =>
							diagnosis === undefined || diagnoses.some((code) => code.toLowerCase() === diagnosis),
					)
					.map((line) => valuesOf(desk, encounter, encounter.lines.indexOf(line))),
			)
			.filter((values) =>
				texts.every(({ column, wanted }) => values[column]?.toLowerCase() === wanted),
			)
			.map((values) =>
				row('ChargeData', chargeColumns, values, { wanted: wantedColumns(request) }),
			);
		return { data: collection('Charges', 'ChargeData', chargeColumns, rows) };
	},
};
