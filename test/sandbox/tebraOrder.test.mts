import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deserialize, type Read } from '../../sandbox/tebra/deserialize.mjs';
import { requestTables } from '../../sandbox/tebra/members.mjs';
import { parseXml } from '../../sandbox/tebra/xmlIn.mjs';

const SLASH = 'http://www.kareo.com/api/schemas/';
const NO_SLASH = 'http://www.kareo.com/api/schemas';

/** Members of each filter in the order of the sheet, typed anew from its sections 3.1, 4.1, 4.5 to 4.8. */
const filters: Record<string, { members: string; namespace?: string; numbers?: boolean }> = {
	GetPatients: {
		members:
			'CollectionCategoryName, DefaultCasePayerScenario, DefaultRenderingProviderFullName, DefaultServiceLocationName, FirstName, FromCreatedDate, FromDateOfBirth, FromLastEncounterDate, FromLastModifiedDate, FullName, Gender, IsActive, LastName, MiddleName, PracticeID, PracticeName, PrimaryCarePhysicianFullName, PrimaryInsurancePolicyCompanyName, PrimaryInsurancePolicyPlanName, ReferralSource, ReferringProviderFullName, SSN, SecondaryInsurancePolicyCompanyName, SecondaryInsurancePolicyPlanName, ToCreatedDate, ToDateOfBirth, ToLastEncounterDate, ToLastModifiedDate',
	},
	GetPatient: { members: 'ExternalID, ExternalVendorID, PatientID', numbers: true },
	GetAllPatients: { members: 'BatchSize, PracticeID, StartKey', numbers: true },
	GetProviders: {
		members:
			'DepartmentName, FromCreatedDate, FromLastModifiedDate, FullName, PracticeID, PracticeName, ToCreatedDate, ToLastModifiedDate, Type',
	},
	GetServiceLocations: {
		members:
			'FromCreatedDate, FromLastModifiedDate, ID, PracticeID, PracticeName, ToCreatedDate, ToLastModifiedDate',
		namespace: NO_SLASH,
	},
	GetAppointments: {
		members:
			'AppointmentReason, ConfirmationStatus, EndDate, FromCreatedDate, FromLastModifiedDate, PatientCasePayerScenario, PatientFullName, PatientID, PracticeName, ResourceName, ServiceLocationName, StartDate, TimeZoneOffsetFromGMT, ToCreatedDate, ToLastModifiedDate, Type',
	},
	GetCharges: {
		members:
			'BatchNumber, BilledTo, CasePayerScenario, DiagnosisCode, EncounterStatus, FromCreatedDate, FromLastModifiedDate, FromPostingDate, FromServiceDate, IncludeUnapprovedCharges, PatientName, PracticeName, ProcedureCode, ReferringProviderFullName, RenderingProviderFullName, SchedulingProviderFullName, ServiceLocationName, Status, ToCreatedDate, ToLastModifiedDate, ToPostingDate, ToServiceDate',
	},
	GetPayments: {
		members:
			'Amount, AppointmentID, BatchNumber, FromCreatedDate, FromLastModifiedDate, FromPostDate, ID, PayerName, PayerType, PracticeID, PracticeName, ReferenceNumber, ToCreatedDate, ToLastModifiedDate, ToPostDate',
	},
	GetTransactions: {
		members:
			'ClaimID, FromLastModifiedDate, FromPostingDate, FromServiceDate, FromTransactionDate, InsuranceOrder, PayerType, PracticeName, ProcedureCode, ToLastModifiedDate, ToPostingDate, ToServiceDate, ToTransactionDate, Type',
	},
	GetPractices: {
		members:
			'Active, FromCreatedDate, FromLastModifiedDate, ID, NPI, PracticeName, TaxID, ToCreatedDate, ToLastModifiedDate',
	},
};

/** What the service reads of a filter that holds these members in this order. */
function read(operation: string, names: string[], namespace: string): Read {
	const members = names.map((name) => `<n:${name}>7</n:${name}>`).join('');
	const xml = `<k:request xmlns:k="${SLASH}" xmlns:n="${namespace}"><n:Fields/><n:Filter>${members}</n:Filter></k:request>`;
	const table = requestTables[operation as keyof typeof requestTables];
	return deserialize(parseXml(xml), table).Filter as Read;
}

describe('Tebra sandbox: order of members', () => {
	for (const [operation, { members, namespace = SLASH, numbers }] of Object.entries(filters)) {
		const names = members.split(', ');

		it(`reads every filter member of ${operation} in the order of the sheet`, () => {
			const value = (name: string) => (numbers && name !== 'ExternalID' ? 7 : '7');
			assert.deepEqual(
				read(operation, names, namespace),
				Object.fromEntries(names.map((name) => [name, value(name)])),
			);
		});

		it(`drops the second of any two filter members of ${operation} that change places`, () => {
			for (let i = 0; i + 1 < names.length; i += 1) {
				const swapped = [...names];
				[swapped[i], swapped[i + 1]] = [swapped[i + 1], swapped[i]];
				const kept = names.filter((name) => name !== names[i]);
				assert.deepEqual(Object.keys(read(operation, swapped, namespace)), kept);
			}
		});
	}

	it('reads the login in the order ClientVersion, CustomerKey, Password, User', () => {
		const login = (...names: string[]) =>
			deserialize(
				parseXml(
					`<request xmlns="${SLASH}"><RequestHeader>${names.map((name) => `<${name}>x</${name}>`).join('')}</RequestHeader></request>`,
				),
				requestTables.GetThrottles,
			).RequestHeader;
		const whole = { ClientVersion: 'x', CustomerKey: 'x', Password: 'x', User: 'x' };
		assert.deepEqual(login('ClientVersion', 'CustomerKey', 'Password', 'User'), whole);
		assert.deepEqual(login('CustomerKey', 'User', 'Password'), { CustomerKey: 'x', User: 'x' });
	});

	it('reads many external id settings, whose names begin with small letters', () => {
		const setting = (id: number) =>
			`<PatientExternalIDSetting><externalID>e${id}</externalID><externalVendorID>1</externalVendorID><patientID>${id}</patientID><practiceID>1</practiceID></PatientExternalIDSetting>`;
		const request = deserialize(
			parseXml(
				`<request xmlns="${SLASH}"><Updates><UpdateBatch>${setting(1)}${setting(2)}</UpdateBatch></Updates></request>`,
			),
			requestTables.UpdatePatientsExternalID,
		);
		assert.deepEqual(request, {
			Updates: {
				UpdateBatch: {
					PatientExternalIDSetting: [1, 2].map((id) => ({
						externalID: `e${id}`,
						externalVendorID: 1,
						patientID: id,
						practiceID: 1,
					})),
				},
			},
		});
	});

	/** Members of what is written in the order of the sheet, sections 4.2, 4.5, 4.7, 4.9. */
	const writes: Record<string, readonly [string, string]> = {
		CreateAppointment: [
			'Appointment',
			'AppointmentId, AppointmentMode, AppointmentName, AppointmentReasonId, AppointmentStatus, AppointmentType, AppointmentUUID, AttendeesCount, CreatedAt, CreatedBy, CustomerId, EndTime, ForRecare, InsurancePolicyAuthorizationId, IsDeleted, IsGroupAppointment, IsRecurring, MaxAttendees, Notes, OccurrenceId, PatientCaseId, PatientSummaries, PatientSummary, PracticeId, ProviderId, RecurrenceRule, ResourceId, ResourceIds, ServiceLocationId, StartTime, UpdatedAt, UpdatedBy, WasCreatedOnline',
		],
		UpdateAppointment: [
			'Appointment',
			'AppointmentId, AppointmentMode, AppointmentName, AppointmentReasonId, AppointmentStatus, EndTime, InsurancePolicyAuthorizationId, IsGroupAppointment, IsRecurring, MaxAttendees, Notes, OccurrenceId, PatientCaseId, PatientId, ProviderId, ResourceId, ResourceIds, ServiceLocationId, StartTime, UpdatedAt, UpdatedBy',
		],
		UpdatePatient: [
			'Patient',
			'AddressLine1, AddressLine2, Alert, Cases, City, CollectionCategoryName, Country, DateofBirth, DefaultRenderingProvider, DefaultServiceLocation, EmailAddress, EmergencyName, EmergencyPhone, EmergencyPhoneExt, Employer, ExternalVendorID, FirstName, Gender, Guarantor, HomePhone, HomePhoneExt, LastName, MaritalStatus, MedicalRecordNumber, MiddleName, MobilePhone, MobilePhoneExt, Note, PatientExternalID, PatientID, Practice, Prefix, PrimaryCarePhysician, ReferralSource, ReferringProvider, SocialSecurityNumber, State, Suffix, WorkPhone, WorkPhoneExt, ZipCode',
		],
		CreateEncounter: [
			'Encounter',
			'Appointment, AssistantProvider, AuthorizationNumber, BatchNumber, BusinessOfficeNotes, Case, EncounterExternalID, EncounterStatus, ExternalVendorID, Hospitalization, MedicalOfficeNotes, Miscellaneous, OrphanDiagnosisCodes, Patient, Payment, PlaceOfService, PostDate, Practice, ReferringProvider, RenderingProvider, SchedulingProvider, ServiceEndDate, ServiceLines, ServiceLocation, ServiceStartDate, SupervisingProvider',
		],
		CreatePayment: [
			'Payment',
			'AjudicationDate, Appointment, BatchNumber, Insurance, Other, Patient, PayerType, Payment, PostDate, Practice',
		],
		CreateDocument: [
			'DocumentToCreate',
			'DocumentDate, DocumentNotes, FileContent, FileName, Label, Name, PatientId, PracticeId, Status',
		],
	};
	for (const [operation, [element, members]] of Object.entries(writes)) {
		it(`reads every member that ${operation} writes in the order of the sheet`, () => {
			const names = members.split(', ');
			// Nil says nothing of a member's type, so the order alone decides what is read.
			const inside = names.map((name) => `<${name} i:nil="true"/>`).join('');
			const xml = `<request xmlns="${SLASH}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><${element}>${inside}</${element}></request>`;
			const table = requestTables[operation as keyof typeof requestTables];
			const written = deserialize(parseXml(xml), table)[element];
			assert.deepEqual(written, Object.fromEntries(names.map((name) => [name, null])));
		});
	}
});
