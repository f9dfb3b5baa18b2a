/**
 * Tebra's requests that write a patient, typed anew from the vendor fact sheet (section 4.2) and from
 * nothing else.
 */

import type { Sequences } from './tebra.schema';
import { header, slash } from './tebra.schema';

export const patientSequences: Sequences = {
	CreatePatient: {
		namespace: slash,
		sequence: [
			header,
			[
				'Patient',
				[
					'AddressLine1',
					'AddressLine2',
					'City',
					'DateofBirth',
					'EmailAddress',
					'EmergencyName',
					'EmergencyPhone',
					'EmergencyPhoneExt',
					'ExternalVendorID',
					'FirstName',
					'Gender',
					'HomePhone',
					'HomePhoneExt',
					'LastName',
					'MiddleName',
					'MobilePhone',
					'MobilePhoneExt',
					'PatientExternalID',
					['Practice', ['PracticeID']],
					'State',
					'Suffix',
					'WorkPhone',
					'WorkPhoneExt',
					'ZipCode',
				],
			],
		],
	},
	UpdatePatient: {
		namespace: slash,
		sequence: [
			header,
			[
				'Patient',
				[
					'AddressLine1',
					'AddressLine2',
					'City',
					'DateofBirth',
					'EmailAddress',
					'EmergencyName',
					'EmergencyPhone',
					'EmergencyPhoneExt',
					'FirstName',
					'Gender',
					'HomePhone',
					'HomePhoneExt',
					'LastName',
					'MiddleName',
					'MobilePhone',
					'MobilePhoneExt',
					'PatientID',
					['Practice', ['PracticeID']],
					'State',
					'Suffix',
					'WorkPhone',
					'WorkPhoneExt',
					'ZipCode',
				],
			],
		],
	},
};
