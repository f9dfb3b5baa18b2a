import type { PracticeAppointment } from '../practice/schedule.mjs';
import { owedCents, chargedCents, visitOf, type Visit } from '../practice/visits.mjs';
import type { PracticePatient } from '../practice/records.mjs';
import { APP_USER } from './account.mjs';
import { numberOf, shown } from './ids.mjs';
import { readForm } from './form.mjs';
import { envelope, type Row } from './odata.mjs';
import { hasChart, isAnswer, personOf } from './persons.mjs';
import { localText, midnight, stamps } from './times.mjs';
import { bad, missing, type Account, type Answer, type Call, type Route } from './types.mjs';

/** Whether a visit was made of an appointment. */
export function hasEncounter(account: Account, entry: PracticeAppointment): boolean {
	return visitOf(entry, account.seed) !== undefined;
}

function visitsOfPerson({ account }: Call, patient: PracticePatient): Visit[] {
	return account.schedule
		.all()
		.filter(({ patientId }) => patientId === patient.id)
		.flatMap((entry) => visitOf(entry, account.seed) ?? []);
}

/** Chart routes answer for the session's practice: a person without a chart there has none (9.15). */
function onChart(
	rowsOf: (visits: Visit[], patient: PracticePatient, call: Call) => unknown[],
): Route['run'] {
	return (call) => {
		const patient = personOf(call);
		if (isAnswer(patient)) return patient;
		if (!hasChart(call, patient)) return missing;
		const rows = rowsOf(visitsOfPerson(call, patient), patient, call);
		return { body: envelope(rows, call.query, call.route, call.account.build) };
	};
}

/** A wall clock of the practice as the wire has it. */
const local = (start: string, minutes = 0): string =>
	new Date(Date.parse(`${start}:00Z`) + minutes * 60_000).toISOString().slice(0, 19);

function encounterRow(visit: Visit): Row {
	const { appointment } = visit;
	return {
		id: shown('encounter', visit.id),
		encounterNumber: visit.id,
		timestamp: local(appointment.start),
		locationId: shown('location', appointment.locationId),
		renderingProviderId: shown('provider', appointment.providerId),
		status: 'U',
		isLocked: visit.signed,
		checkInDateTime: local(appointment.start),
		checkOutDateTime: visit.signed ? local(appointment.start, appointment.minutes) : null,
		isSensitive: visit.sensitive,
		suppressPortal: false,
		suppressOutreach: false,
		modifyTimestamp: localText(appointment.changedAt),
	};
}

const procedureNumber = (visit: Visit, index: number) => visit.id * 10 + index;

function procedureRows(visits: Visit[], patient: PracticePatient): Row[] {
	return visits.flatMap((visit) =>
		visit.procedures.map(({ code, text }, index) => ({
			id: shown('procedure', procedureNumber(visit, index)),
			personId: shown('person', patient.id),
			encounterId: shown('encounter', visit.id),
			encounterTimestamp: local(visit.appointment.start),
			serviceItemId: code,
			serviceItemDescription: text,
			cpt4Code: code,
			serviceDate: midnight(visit.appointment.start.slice(0, 10)),
			isCompleted: true,
			status: 'Completed',
			isDeleted: false,
		})),
	);
}

function procedureDetail(call: Call): Answer {
	const patient = personOf(call);
	if (isAnswer(patient)) return patient;
	const n = numberOf('procedure', call.params.procedure);
	const visit = visitsOfPerson(call, patient).find(
		({ id }) => id === numberOf('encounter', call.params.encounter),
	);
	const procedure = visit?.procedures.find((_, index) => procedureNumber(visit, index) === n);
	if (visit === undefined || procedure === undefined || !hasChart(call, patient)) return missing;
	const [first, second] = procedure.modifiers;
	return {
		body: {
			id: shown('procedure', n),
			units: procedure.units,
			amount: (procedure.units * procedure.unitCents) / 100,
			modifierId1: first ?? null,
			modifierId2: second ?? null,
			modifierId3: null,
			modifierId4: null,
			diagnosisCodeId1: visit.diagnoses[0]?.code ?? null,
			isBillingSuppressed: false,
			createTimestamp: local(visit.appointment.start),
		},
	};
}

function balances(call: Call): Answer {
	const patient = personOf(call);
	if (isAnswer(patient)) return patient;
	if (!hasChart(call, patient)) return missing;
	const visits = visitsOfPerson(call, patient);
	const sum = (read: (visit: Visit) => number) =>
		visits.reduce((total, visit) => total + read(visit), 0) / 100;
	return {
		body: [
			{
				guarantorId: shown('person', patient.id),
				totalChargesToDate: sum(chargedCents),
				totalAmountDue: sum((visit) => owedCents(visit).patient + owedCents(visit).insurance),
				amountDuePatientOrGuarantor: sum((visit) => owedCents(visit).patient),
				badDebtAmount: 0,
				amountDueInsurance: sum((visit) => owedCents(visit).insurance),
				availableCredit: 0,
				accountCredit: 0,
			},
		],
	};
}

function addDocument(call: Call): Answer {
	const patient = personOf(call);
	if (isAnswer(patient)) return patient;
	const visit = visitsOfPerson(call, patient).find(
		({ id }) => id === numberOf('encounter', call.params.encounter),
	);
	if (visit === undefined || !hasChart(call, patient)) return missing;
	if (visit.signed) return bad(`The encounter '${call.params.encounter}' is locked.`);
	const form = readForm(call.body, call.contentType);
	const request = form?.get('request')?.toString('utf8');
	const file = form?.get('file');
	if (request === undefined || file === undefined) return bad('The request is not valid.');
	const { documentType, fileDescription } = JSON.parse(request) as Record<string, string>;
	if (documentType !== 'EHRImage') return bad('The document type is not valid.');
	const id = call.account.documents.length + 1;
	call.account.documents.push({
		id,
		personNumber: patient.id,
		encounterNumber: visit.id,
		description: fileDescription,
		documentType,
		content: file.toString('base64'),
		createdAt: call.now.getTime(),
	});
	return {
		status: 201,
		effect: 'write',
		headers: { Location: `http://127.0.0.1:889/api/documents/${shown('document', id)}` },
	};
}

const chart = (list: string, name: string, rowsOf: Parameters<typeof onChart>[0]): Route => ({
	method: 'GET',
	path: `/persons/:id/chart/${list}`,
	name,
	run: onChart(rowsOf),
});

export const visitRoutes: readonly Route[] = [
	chart('encounters', 'encounters.list', (visits) => visits.map(encounterRow)),
	chart('diagnoses', 'diagnoses.list', (visits, patient) =>
		visits.flatMap((visit) =>
			visit.diagnoses.map(({ code, text }, index) => ({
				id: shown('diagnosis', visit.id * 10 + index),
				personId: shown('person', patient.id),
				encounterId: shown('encounter', visit.id),
				icdCode: code,
				icdCodeSystem: '10',
				description: text,
			})),
		),
	),
	chart('procedures', 'procedures.list', procedureRows),
	chart('care-plan-assessments', 'assessments.list', (visits) =>
		visits.map((visit) => ({
			id: shown('row', visit.id),
			encounterId: shown('encounter', visit.id),
			aip: visit.plan,
			aipPriority: 1,
			description: visit.diagnoses[0]?.text ?? null,
		})),
	),
	chart('recall-plans', 'recalls.list', (visits) =>
		visits
			.filter(({ returnBy }) => returnBy !== undefined)
			.map((visit) => ({
				recallPlanId: shown('row', visit.id),
				id: 1,
				description: 'Return visit',
				isActive: true,
				expectedReturnDate: midnight(visit.returnBy),
				eventDescription: 'Follow-up Visit',
			})),
	),
	chart('documents', 'documents.list', (_visits, patient, { account }) =>
		account.documents
			.filter(({ personNumber }) => personNumber === patient.id)
			.map((entry) => ({
				documentId: shown('document', entry.id),
				description: entry.description,
				itemType: 'Image',
				encounterId: shown('encounter', entry.encounterNumber),
				createdBy: APP_USER,
				isSensitive: false,
				...stamps('createTimestamp', entry.createdAt),
			})),
	),
	{
		method: 'GET',
		path: '/persons/:id/chart/encounters/:encounter/procedures/:procedure',
		name: 'procedures.get',
		run: procedureDetail,
	},
	{ method: 'GET', path: '/persons/:id/chart/balances', name: 'balances.list', run: balances },
	{
		method: 'POST',
		path: '/persons/:id/chart/encounters/:encounter/documents',
		name: 'documents.add',
		run: addDocument,
	},
];
