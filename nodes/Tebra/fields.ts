import type { PracticeScope } from '../common/practice/port';
import type { RequestValues } from './envelope';
import { appointmentColumns } from './appointmentMembers';
import {
	chargeColumns,
	encounterColumns,
	paymentColumns,
	transactionColumns,
} from './ledgerMembers';
import { locationColumns, patientListColumns, practiceColumns, providerColumns } from './members';

const columns = {
	GetPatients: patientListColumns,
	GetAllPatients: patientListColumns,
	GetProviders: providerColumns,
	GetServiceLocations: locationColumns,
	GetPractices: practiceColumns,
	GetAppointments: appointmentColumns,
	GetCharges: chargeColumns,
	GetPayments: paymentColumns,
	GetTransactions: transactionColumns,
	GetEncounterDetails: encounterColumns,
} as const;

/**
 * The Fields element of a list: empty asks for every column; some accounts want a toggle per column
 * (sheet 3.3 rule 6, a setting of the practice profile).
 */
export function listFields(scope: PracticeScope, operation: keyof typeof columns): RequestValues {
	if (scope.profile.tebra?.fieldsMode !== 'explicit') return {};
	return Object.fromEntries(columns[operation].map((column) => [column, true]));
}
