import { recordFields, recordScopes, type RecordKind } from '../recordScopes';
import { scopeFields } from '../scopes';
import { move, noPatients, type NodeScopes, type OperationScope } from './operationScope';

/** Before a record leaves a vendor node, HealthSail is asked who may be told of at all. */
const lookUp = move('healthsail', 'externalIds');

const demographics = scopeFields('demographics');

/** What staff may approve of a patient, in the patient's own members. */
export const changeableFields = [
	'addresses',
	'administrativeSex',
	'birthDate',
	'coverages',
	'email',
	'emergencyContacts',
	'familyName',
	'givenName',
	'middleName',
	'phones',
	'suffix',
] as const;

/** The proposal, and the patient as the practice has it. */
const approvalReads = [
	move('healthsail', 'changes', 'externalIds'),
	move('practice', demographics),
] as const;

const patients: OperationScope = {
	purpose: 'HOPERAT',
	reads: [move('practice', demographics)],
	sends: [lookUp],
	audited: true,
};

const patientIds: OperationScope = {
	purpose: 'HOPERAT',
	reads: [move('practice', 'id'), lookUp],
	sends: [],
	audited: true,
};

function records(kind: RecordKind): OperationScope {
	return {
		purpose: recordScopes[kind].purpose,
		reads: [move('practice', recordFields(kind))],
		sends: [lookUp],
		audited: true,
	};
}

/** A write about a patient; the record that the practice answers with is read back. */
function write(fields: readonly string[], reads: readonly string[] = []): OperationScope {
	return {
		purpose: 'HOPERAT',
		reads: reads.length > 0 ? [move('practice', reads)] : [],
		sends: [move('practice', fields), lookUp],
		audited: true,
	};
}

const appointment = recordFields('appointment');

/** The operations that every vendor's node offers, if its system can. */
export const practiceScopes: NodeScopes = {
	'appointment.book': write(
		['locationId', 'patientId', 'providerId', 'reason', 'reference', 'startsAt', 'type'],
		appointment,
	),
	'appointment.cancel': write(['id', 'patientId', 'reason', 'status'], appointment),
	'appointment.get': records('appointment'),
	'appointment.getAll': records('appointment'),
	'appointment.getChanged': records('appointment'),
	'appointment.getMany': records('appointment'),
	'appointment.reschedule': write(
		['id', 'locationId', 'patientId', 'providerId', 'reason', 'reference', 'startsAt', 'type'],
		appointment,
	),
	'appointmentType.getMany': noPatients,
	'balance.get': records('balance'),
	'charge.getMany': records('charge'),
	'coverage.getMany': {
		purpose: 'HOPERAT',
		reads: [move('practice', scopeFields('coverage'))],
		sends: [lookUp],
		audited: true,
	},
	'demographicChange.compare': {
		purpose: 'HOPERAT',
		reads: approvalReads,
		sends: [
			// A new patient is looked for, so that nobody gets a second chart.
			move('practice', 'birthDate', 'familyName'),
			// What stands in the practice now, for the fields that the proposal asks to change.
			move('healthsail', changeableFields, 'externalIds'),
		],
		audited: true,
	},
	'demographicChange.deliver': {
		purpose: 'HOPERAT',
		reads: approvalReads,
		sends: [
			move('practice', changeableFields),
			// Where the practice changed a value meanwhile, staff are shown the new one.
			move('healthsail', changeableFields, 'delivery', 'externalIds'),
		],
		audited: true,
	},
	'demographicChange.followUp': {
		purpose: 'HOPERAT',
		reads: approvalReads,
		// A reminder to staff says again what was approved.
		sends: [move('practice', changeableFields), move('healthsail', 'delivery', 'externalIds')],
		audited: true,
	},
	'document.create': write([
		'document',
		'documentName',
		'label',
		'notes',
		'patientId',
		'reference',
	]),
	'eligibility.getLast': records('eligibility'),
	'eligibility.request': {
		...records('eligibility'),
		sends: [move('practice', 'coverageId', 'patientId', 'serviceTypeCode'), lookUp],
	},
	'encounter.getMany': records('encounter'),
	'externalId.set': write(['externalIds'], demographics),
	'location.getMany': noPatients,
	'patient.findCandidates': {
		...patients,
		sends: [move('practice', 'birthDate', 'familyName', 'givenName'), lookUp],
	},
	'patient.findSecond': {
		...patients,
		reads: [move('practice', demographics), move('secondInterface', demographics)],
		sends: [move('secondInterface', 'birthDate', 'familyName', 'givenName'), lookUp],
	},
	'patient.findVanished': patientIds,
	'patient.get': patients,
	'patient.getAll': patients,
	'patient.getChanged': patients,
	'patient.getMany': patients,
	'patient.getMerges': patientIds,
	'patient.search': {
		...patients,
		sends: [
			move('practice', 'birthDate', 'chartNumber', 'externalIds', 'familyName', 'givenName'),
			lookUp,
		],
	},
	'payment.getMany': records('payment'),
	'practice.getMany': noPatients,
	'provider.getMany': noPatients,
	'slot.getMany': noPatients,
	'staffNotice.create': write(['body', 'patientId', 'reference', 'subject']),
};

/** The triggers that poll a practice system, by event. Their items are thin unless told otherwise. */
export const practiceTriggerScopes: NodeScopes = {
	appointmentChanged: records('appointment'),
	patientChanged: patients,
};
