import { collection, row } from '../answers.mjs';
import { refusedOperations, requestTables, type ServedOperation } from '../members.mjs';
import { intervalOf } from '../throttle.mjs';
import { getPractices, getProviders, getServiceLocations } from './directory.mjs';
import {
	getExternalVendors,
	registerExternalVendor,
	updatePatientsExternalId,
} from './externalIds.mjs';
import { getAllPatients, getPatient, getPatients } from './patients.mjs';
import type { Operation } from './types.mjs';

const throttleColumns = ['Endpoint', 'ThrottleTimeMs'] as const;

/** The account's throttles, of every operation (sheet 5). */
const getThrottles: Operation = {
	dataElement: 'Throttles',
	run() {
		const rows = [...Object.keys(requestTables), ...refusedOperations].map((endpoint) =>
			row('ThrottleDetail', throttleColumns, {
				Endpoint: endpoint,
				ThrottleTimeMs: String(intervalOf(endpoint)),
			}),
		);
		return { data: collection('Throttles', 'ThrottleDetail', throttleColumns, rows) };
	},
};

/** Every operation that answers with the common blocks. */
export const operations: Readonly<
	Record<Exclude<ServedOperation, 'GetCustomerIdFromKey'>, Operation>
> = {
	GetPatients: getPatients,
	GetPatient: getPatient,
	GetAllPatients: getAllPatients,
	GetPractices: getPractices,
	GetProviders: getProviders,
	GetServiceLocations: getServiceLocations,
	GetThrottles: getThrottles,
	GetExternalVendors: getExternalVendors,
	RegisterExternalVendor: registerExternalVendor,
	UpdatePatientsExternalID: updatePatientsExternalId,
};

/** Data elements of the operations that this account may not call (sheet 3.3, 4). */
export const refusedDataElements: Readonly<Record<(typeof refusedOperations)[number], string>> = {
	CreatePatient: 'PatientID',
	UpdatePatient: 'PatientID',
	UpdatePrimaryPatientCase: 'PatientCaseId',
	GetAppointment: 'Appointment',
	GetAppointments: 'Appointments',
	CreateAppointment: 'Appointment',
	UpdateAppointment: 'Appointment',
	UpdateAppointmentStatus: 'Appointment',
	DeleteAppointment: 'AppointmentId',
	GetAppointmentReasons: 'AppointmentReasons',
	CreateAppointmentReason: 'AppointmentReason',
	GetEncounterDetails: 'EncounterDetails',
	CreateEncounter: 'EncounterID',
	UpdateEncounterStatus: 'EncounterID',
	GetCharges: 'Charges',
	GetPayments: 'Payments',
	CreatePayment: 'PaymentID',
	GetTransactions: 'Transactions',
	GetProcedureCodes: 'a:ProcedureCodes',
	CreateDocument: 'DocumentId',
	DeleteDocument: 'DocumentId',
};
