const upToTen = (name: string): string[] =>
	Array.from({ length: 10 }, (_, index) => `${name}${index + 1}`);

/**
 * Columns of an AppointmentData row in the order of the schema: ordinal, so that `…10` stands before
 * `…2` (sheet 4.5). Ids of location, reasons and resources came in November 2024.
 */
export const appointmentColumns: readonly string[] = [
	'AllDay',
	'AppointmentDuration',
	...upToTen('AppointmentReason'),
	...upToTen('AppointmentReasonID'),
	'ConfirmationStatus',
	'CreatedDate',
	'EndDate',
	'ID',
	'LastModifiedDate',
	'Notes',
	'PatientCaseID',
	'PatientCaseName',
	'PatientCasePayerScenario',
	'PatientFullName',
	'PatientID',
	'PracticeID',
	'PracticeName',
	'Recurring',
	...upToTen('ResourceID'),
	...upToTen('ResourceName'),
	...upToTen('ResourceTypeID'),
	'ServiceLocationID',
	'ServiceLocationName',
	'StartDate',
	'Type',
].sort((a, b) => (a < b ? -1 : 1));
