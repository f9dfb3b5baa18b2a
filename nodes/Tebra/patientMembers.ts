import type { Member, RequestType } from './memberTypes';
import { headedRequest } from './memberTypes';

const practice: Member = { name: 'Practice', members: ['PracticeID'] };

/**
 * CreatePatient and UpdatePatient (sheet 4.2) with the members that approved changes can write, in the
 * order of the schema.
 */
export const patientRequests = {
	CreatePatient: headedRequest('write', {
		name: 'Patient',
		members: [
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
			practice,
			'State',
			'Suffix',
			'WorkPhone',
			'WorkPhoneExt',
			'ZipCode',
		],
	}),
	UpdatePatient: {
		...headedRequest('write', {
			name: 'Patient',
			members: [
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
				practice,
				'State',
				'Suffix',
				'WorkPhone',
				'WorkPhoneExt',
				'ZipCode',
			],
		}),
		// The one operation whose parameter has another name (sheet 3.3 rule 3).
		parameter: 'UpdatePatientReq',
	},
} as const satisfies Readonly<Record<string, RequestType>>;
