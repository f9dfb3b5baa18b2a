import { civilDate } from '../../people/dates.mjs';
import { locations, practices, providers } from '../../practice/directory.mjs';
import { collection, row } from '../answers.mjs';
import { providerName } from '../appointmentRow.mjs';
import { encounterColumns } from '../columns/ledger.mjs';
import type { Read } from '../deserialize.mjs';
import type { Desk } from '../desk.mjs';
import { usDateTime, usMidnight } from '../format.mjs';
import { lineId, type EncounterRecord, type ServiceLine } from '../ledger/records.mjs';
import { leaf } from '../xmlOut.mjs';
import { encounterStatuses, type EncounterWord } from '../words.mjs';
import { practiceOf } from './payments.mjs';
import {
	entries,
	numberOf,
	part,
	textOf,
	wantedColumns,
	type Operation,
	type OperationContext,
} from './types.mjs';

/** The lines of an encounter by number; what they hold is told by GetCharges alone (sheet 4.7). */
function serviceLines(encounter: EncounterRecord): string {
	const lines = encounter.lines.map(
		({ externalId }, index) =>
			'<ServiceLineRes>' +
			leaf('EncounterID', encounter.id) +
			leaf('ServiceLineExternalID', externalId) +
			leaf('ServiceLineID', lineId(encounter, index)) +
			'</ServiceLineRes>',
	);
	return `<ServiceLines>${lines.join('')}</ServiceLines>`;
}

function detailsRow(desk: Desk, encounter: EncounterRecord, wanted?: ReadonlySet<string>): string {
	const { person } = desk.patients.get(encounter.patientId);
	const chosen = desk.caseOf(encounter.patientId, encounter.caseId);
	const location = locations.find(({ id }) => id === encounter.locationId);
	return row(
		'EncounterDetailsData',
		encounterColumns,
		{
			AppointmentID:
				encounter.appointmentId === undefined ? undefined : String(encounter.appointmentId),
			BatchNumber: encounter.batch,
			CaseID: chosen && String(chosen.id),
			CaseName: chosen?.name,
			CasePayerScenario: chosen?.payerScenario,
			CreatedDate: usDateTime(encounter.createdAt),
			EncounterID: String(encounter.id),
			EncounterStatus: String(encounterStatuses.indexOf(encounter.status) + 1),
			LastModifiedDate: usDateTime(encounter.changedAt),
			PatientFirstName: person.firstName,
			PatientID: String(encounter.patientId),
			PatientLastName: person.lastName,
			PatientMiddleName: person.middleName,
			PatientPrefix: person.prefix,
			PatientSufix: person.suffix,
			PlaceOfServiceCode: location?.placeOfService,
			PlaceOfServiceName: location && 'Office',
			PostDate: usMidnight(encounter.postDate),
			PracticeID: String(encounter.practiceId),
			PracticeName: practices.find(({ id }) => id === encounter.practiceId)?.name,
			RenderingProviderFullName: providerName(encounter.providerId),
			RenderingProviderID: String(encounter.providerId),
			ServiceEndDate: usMidnight(encounter.serviceDate),
			ServiceLocationID: location && String(location.id),
			ServiceLocationName: location?.name,
			ServiceStartDate: usMidnight(encounter.serviceDate),
		},
		{ wanted, insert: { before: 'ServiceLocationID', xml: serviceLines(encounter) } },
	);
}

/** The head of one encounter of the practice; the blank row when there is none. */
export const getEncounterDetails: Operation = {
	dataElement: 'EncounterDetails',
	run(request, { desk }) {
		const filter = part(request, 'Filter');
		if (!filter) return { nullReference: true };
		const found = desk.ledger.encounter(Number(textOf(filter, 'EncounterID') ?? NaN));
		const rows =
			found && (!part(filter, 'Practice') || practiceOf(filter) === found.practiceId)
				? [detailsRow(desk, found, wantedColumns(request))]
				: [];
		return {
			data: collection('EncounterDetails', 'EncounterDetailsData', encounterColumns, rows),
		};
	},
};

const codesOf = (line: Read, name: string): string[] =>
	[1, 2, 3, 4].flatMap((nth) => textOf(line, `${name}${nth}`) ?? []);

function lineOf(line: Read): ServiceLine {
	return {
		code: textOf(line, 'ProcedureCode') ?? '',
		modifiers: codesOf(line, 'ProcedureModifier'),
		units: Number(textOf(line, 'Units') ?? 1),
		unitCents: Math.round(Number(textOf(line, 'UnitCharge') ?? 0) * 100),
		diagnoses: codesOf(line, 'DiagnosisCode'),
		externalId: textOf(line, 'ExternalID'),
		patientPaidCents: 0,
		insurancePaidCents: 0,
	};
}

/** The encounter that was asked for, or the message of the error. */
function readEncounter(
	asked: Read,
	{ desk, store, now }: OperationContext,
): Omit<EncounterRecord, 'id'> | string {
	const practiceId = practiceOf(asked);
	if (practiceId === undefined) return 'Practice is not valid.';
	const patientId = numberOf(part(asked, 'Patient') ?? {}, 'PatientID') ?? 0;
	if (!store.has(patientId) || store.practiceId(patientId) !== practiceId) {
		return 'Patient was not found.';
	}
	const providerId = numberOf(part(asked, 'RenderingProvider') ?? {}, 'ProviderID');
	const provider = providers.find(({ id }) => id === providerId);
	if (provider?.practiceId !== practiceId) return 'RenderingProvider is not valid.';
	const locationId = numberOf(part(asked, 'ServiceLocation') ?? {}, 'LocationID');
	const location = locations.find(({ id }) => id === locationId);
	if (location?.practiceId !== practiceId) return 'ServiceLocation is not valid.';
	const served = numberOf(asked, 'ServiceStartDate');
	if (served === undefined) return 'ServiceStartDate is required.';
	const lines = entries(asked, 'ServiceLines', 'ServiceLineReq').map(lineOf);
	if (!lines.every(({ code, units, unitCents }) => code && units > 0 && unitCents >= 0)) {
		return 'ServiceLines are not valid.';
	}
	const appointmentId = numberOf(part(asked, 'Appointment') ?? {}, 'AppointmentID');
	const caseId = numberOf(part(asked, 'Case') ?? {}, 'CaseID');
	const at = Math.floor(now.getTime() / 1000) * 1000;
	return {
		practiceId,
		patientId,
		providerId: provider.id,
		locationId: location.id,
		appointmentId,
		caseId: desk.caseOf(patientId, caseId)?.id,
		// Not "Approved": that would send the bill (sheet 4.7).
		status: (asked.EncounterStatus ?? 'Draft') as EncounterWord,
		serviceDate: civilDate(served),
		postDate: civilDate(numberOf(asked, 'PostDate') ?? at),
		createdAt: at,
		changedAt: at,
		batch: textOf(asked, 'BatchNumber'),
		copayCents: 0,
		lines,
	};
}

/** Adds an encounter; a draft when no status is told. */
export const createEncounter: Operation = {
	dataElement: 'EncounterID',
	run(request, context) {
		const asked = part(request, 'Encounter');
		if (!asked) return { nullReference: true };
		const encounter = readEncounter(asked, context);
		if (typeof encounter === 'string') return { error: encounter };
		const added = context.desk.ledger.addEncounter(encounter);
		return { data: leaf('EncounterID', added.id) + serviceLines(added), effect: 'write' };
	},
};

/** Changes the status of a draft or of one in review; guide and enum name the latter differently. */
export const updateEncounterStatus: Operation = {
	dataElement: 'EncounterID',
	run(request, { desk }) {
		const asked = part(request, 'EncounterUpdateStatus');
		if (!asked) return { nullReference: true };
		const known = desk.ledger.encounter(numberOf(asked, 'EncounterID') ?? 0);
		if (!known || practiceOf(asked) !== known.practiceId)
			return { error: 'Encounter was not found.' };
		const text = textOf(asked, 'EncounterStatus');
		const word = text === 'Review' ? 'Submitted' : text;
		const status = encounterStatuses.find((entry) => entry === word);
		if (!status) return { error: 'EncounterStatus is not valid.' };
		if (known.status !== 'Draft' && known.status !== 'Submitted') {
			return { error: 'Only encounters in Draft or Review can be changed.' };
		}
		desk.ledger.setStatus(known.id, status);
		return { data: leaf('EncounterID', known.id), effect: 'write' };
	},
};
