import { locations, providers } from '../practice/directory.mjs';
import { fullName, type PracticePatient } from '../practice/records.mjs';
import { appointmentTypes, type PracticeAppointment } from '../practice/schedule.mjs';
import type { PatientStore } from '../practice/store.mjs';
import { visitOf, type Visit } from '../practice/visits.mjs';
import { patientNumber } from './account.mjs';
import { chicagoMillis, msDate } from './msDate.mjs';

/** A row of PatientListGet with the instant it stands at. */
export interface ListedRow {
	at: number;
	row: object;
}

const MINUTE = 60_000;

/** Words of the front desk; which a site uses is not known (sheet 4.2). */
const trackingWords: Readonly<Record<PracticeAppointment['status'], string>> = {
	booked: '',
	confirmed: 'Confirmed',
	arrived: 'Arrived',
	completed: 'Checked Out',
	cancelled: 'Cancelled',
	no_show: 'No Show',
	rescheduled: '',
};

/** An appointment as PatientListGet lists it (sheet 4.2); blocked time has a patient of number 0. */
export function appointmentRow(
	appointment: PracticeAppointment,
	patients: PatientStore,
	seed: number,
): ListedRow {
	const at = chicagoMillis(appointment.start);
	const end = at + appointment.minutes * MINUTE;
	const [year, month, day] = appointment.start.slice(0, 10).split('-');
	const type = appointmentTypes.find(({ id }) => id === appointment.typeId);
	const provider = providers.find(({ id }) => id === appointment.providerId);
	const location = locations.find(({ id }) => id === appointment.locationId);
	const patient =
		appointment.patientId === undefined ? undefined : patients.get(appointment.patientId);
	const visit = visitOf(appointment, seed);
	const name = provider && `${provider.lastName}, ${provider.firstName}`;
	return {
		at,
		row: {
			AppointmentID: appointment.id,
			ScheduleDate: `${month}/${day}/${year}`,
			AppointmentTime: clock12(at),
			StartTime: clock12(at),
			EndTime: clock12(end),
			Category: '',
			ChargesEntered: visit ? 1 : 0,
			ChiefComplaint: appointment.reason,
			Comments: appointment.comment ?? '',
			CopayPosted: '',
			Options: 0,
			Picture: false,
			Type: {
				AppointmentTypeID: appointment.typeId,
				Name: type?.name,
				Abbr: type?.name.slice(0, 3).toUpperCase(),
				Duration: type?.minutes,
			},
			Resource: {
				ResourceID: appointment.providerId,
				Name: name,
				CareProviderName: name,
				OwnerCareProviderID: appointment.providerId,
			},
			Location: { LocationID: appointment.locationId, Name: location?.name, Abbr: '' },
			Tracking: { Status: trackingWords[appointment.status], StatusID: 0, TimeIn: '', TimeOut: '' },
			Insurance: patient ? insuranceMember(patient) : null,
			Patient: patient ? patientMember(patient) : { PatientID: 0, Firstname: '', LastName: '' },
			Visit: visit ? visitMember(visit, at, end) : null,
		},
	};
}

/** A patient as it is embedded in lists and told by the demographics summary (sheet 4.2). */
export function patientMember(patient: PracticePatient): object {
	const { person } = patient;
	return {
		PatientID: patientNumber(patient.id),
		PersonID: patient.id,
		OtherID: person.chartNumber ?? '',
		Firstname: person.firstName,
		LastName: person.lastName,
		MiddleName1: person.middleName ?? '',
		FullName: fullName(person),
		Gender: { Female: 2, Male: 1, Unknown: 0 }[person.sex],
		DateOfBirth:
			person.birthDate === undefined ? null : msDate(Date.parse(`${person.birthDate}T00:00:00Z`)),
		Deceased: 0,
		EmailAddress1: person.email ?? '',
		HomePhoneNumber: person.homePhone?.number ?? '',
		CellPhoneNumber1: person.mobilePhone?.number ?? '',
		PrimaryWorkPhone: person.workPhone?.number ?? '',
		SSN: person.ssn ?? '',
		Enabled: person.active,
		IsPatient: true,
		ResidentialAddress: {
			AddressLine1: person.address.line1 ?? '',
			AddressLine2: person.address.line2 ?? '',
			City: person.address.city ?? '',
			ZipCode: person.address.zip ?? '',
			// A number of the site's own table (sheet 4.2).
			StateID: 13,
		},
		PreferredProviderID: patient.providerId,
		PreferredServiceLocationID: patient.locationId,
		AssignmentOfBenifits: true,
	};
}

function insuranceMember({ person }: PracticePatient): object | null {
	const policy = person.cases.find(({ primary }) => primary)?.policies[0];
	if (policy === undefined) return null;
	return {
		InsuranceID: policy.id,
		InsuranceName: policy.companyName,
		CompanyName: policy.companyName,
		PlanID: policy.planId,
		PlanName: policy.planName,
		PlanNumber: '',
		EffectiveFrom:
			policy.start === undefined ? null : msDate(Date.parse(`${policy.start}T00:00:00Z`)),
		EffectiveTo: policy.end === undefined ? null : msDate(Date.parse(`${policy.end}T00:00:00Z`)),
		EligibilityStatus: policy.id % 3 === 0 ? '' : policy.end === undefined ? 'Active' : 'Inactive',
		InsDocVisitCoPay: Number(policy.copay ?? 0),
	};
}

function visitMember(visit: Visit, at: number, end: number): object {
	const { appointment } = visit;
	const provider = providers.find(({ id }) => id === appointment.providerId);
	return {
		VisitID: visit.id,
		FromDateTime: msDate(at),
		ThroughDateTime: msDate(end),
		VisitStatus: visit.signed ? 'Signed' : 'Open',
		VisitTypeID: appointment.typeId,
		CareProviderID: appointment.providerId,
		BillableCareProviderNPI: provider?.npi,
		PatientArrivalFlag: 1,
		IsCheckedOut: true,
		PrimaryDiagnosis: visit.diagnoses[0]?.code,
		ServiceLocationID: appointment.locationId,
		ServiceDetail: visit.procedures.map((procedure, index) => ({
			ServiceDetailID: visit.id * 10 + index,
			ChargeID: visit.id * 10 + index,
			Charge: '',
			// Money is text (sheet 4.2).
			ChargeAmount: dollars(procedure.units * procedure.unitCents),
			ProcedureCode: procedure.code,
			NumberOfDaysOrUnits: String(procedure.units),
			ICD10Diag1: visit.diagnoses[0]?.code ?? '',
			ICD10Diag2: '',
			FromDate: msDate(at),
			ToDate: msDate(at),
			PostingDate: msDate(at),
			RenderingProviderID: appointment.providerId,
			BillableToPatient: false,
			ChargeType: '',
		})),
	};
}

function dollars(cents: number): string {
	return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

/** `9:05 AM` on the practice's clock. */
function clock12(millis: number): string {
	return new Intl.DateTimeFormat('en-US', {
		timeZone: 'America/Chicago',
		hour: 'numeric',
		minute: '2-digit',
	})
		.format(new Date(millis))
		.replace(/\u202f/g, ' ');
}
