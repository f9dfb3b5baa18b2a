import { collection, row } from '../answers.mjs';
import { refusedOperations, requestTables, type ServedOperation } from '../members.mjs';
import { intervalOf } from '../throttle.mjs';
import { getAppointment, getAppointments } from './appointments.mjs';
import {
	createAppointment,
	deleteAppointment,
	updateAppointment,
	updateAppointmentStatus,
} from './appointmentWrites.mjs';
import { getCharges } from './charges.mjs';
import { getPractices, getProviders, getServiceLocations } from './directory.mjs';
import { createDocument, deleteDocument } from './documents.mjs';
import { createEncounter, getEncounterDetails, updateEncounterStatus } from './encounters.mjs';
import {
	getExternalVendors,
	registerExternalVendor,
	updatePatientsExternalId,
} from './externalIds.mjs';
import { getAllPatients, getPatient, getPatients } from './patients.mjs';
import { createPatient, updatePatient } from './patientWrites.mjs';
import { createPayment, getPayments } from './payments.mjs';
import { createAppointmentReason, getAppointmentReasons } from './reasons.mjs';
import { getTransactions } from './transactions.mjs';
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
	CreatePatient: createPatient,
	UpdatePatient: updatePatient,
	GetAppointments: getAppointments,
	GetAppointment: getAppointment,
	CreateAppointment: createAppointment,
	UpdateAppointment: updateAppointment,
	UpdateAppointmentStatus: updateAppointmentStatus,
	DeleteAppointment: deleteAppointment,
	GetAppointmentReasons: getAppointmentReasons,
	CreateAppointmentReason: createAppointmentReason,
	GetCharges: getCharges,
	GetPayments: getPayments,
	GetTransactions: getTransactions,
	GetEncounterDetails: getEncounterDetails,
	CreatePayment: createPayment,
	CreateEncounter: createEncounter,
	UpdateEncounterStatus: updateEncounterStatus,
	CreateDocument: createDocument,
	DeleteDocument: deleteDocument,
};

/** Data elements of the operations that this account may not call (sheet 3.3, 4). */
export const refusedDataElements: Readonly<Record<(typeof refusedOperations)[number], string>> = {
	UpdatePrimaryPatientCase: 'PatientCaseId',
	GetProcedureCodes: 'a:ProcedureCodes',
};
