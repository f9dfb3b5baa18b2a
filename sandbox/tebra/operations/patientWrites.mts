import { practices } from '../../practice/directory.mjs';
import type { Person } from '../../people/person.mjs';
import type { PracticePatient } from '../../practice/records.mjs';
import { account } from '../account.mjs';
import type { Read } from '../deserialize.mjs';
import { editPatient, hasGoodPhones } from '../patientEdit.mjs';
import { leaf } from '../xmlOut.mjs';
import { practiceOf } from './payments.mjs';
import { numberOf, part, textOf, type Operation, type OperationContext } from './types.mjs';

/** Longer external ids are cut at this length without a word (sheet 4.2). */
const MAX_EXTERNAL_ID = 25;

/** ModifyPatientResp (sheet 4.2). */
function answerOf(patient: PracticePatient, asked: Read): string {
	const cases = patient.person.cases.map(({ id, policies }) => {
		const rows = policies.map(
			(policy) =>
				`<InsurancePolicyRes>${leaf('InsurancePolicyCompanyID', policy.companyId)}` +
				`${leaf('InsurancePolicyID', policy.id)}${leaf('InsurancePolicyPlanID', policy.planId)}</InsurancePolicyRes>`,
		);
		return `<PatientCaseRes><Authorizations/>${leaf('CaseID', id)}<Policies>${rows.join('')}</Policies></PatientCaseRes>`;
	});
	return (
		`<Cases>${cases.join('')}</Cases>` +
		leaf('DefaultServiceLocationID', patient.locationId) +
		leaf('ExternalVendorID', numberOf(asked, 'ExternalVendorID')) +
		leaf('PatientExternalID', textOf(asked, 'PatientExternalID')?.slice(0, MAX_EXTERNAL_ID)) +
		leaf('PatientID', patient.id) +
		leaf('PracticeID', patient.practiceId) +
		leaf('PracticeName', practices.find(({ id }) => id === patient.practiceId)?.name)
	);
}

/** The external id that came with a patient; the message of the error when it cannot be given. */
function askedExternalId(asked: Read, { store, vendors }: OperationContext, id?: number) {
	const externalId = textOf(asked, 'PatientExternalID')?.slice(0, MAX_EXTERNAL_ID);
	const vendorId = numberOf(asked, 'ExternalVendorID');
	if (externalId === undefined || vendorId === undefined) return undefined;
	if (!vendors.some((vendor) => vendor.id === vendorId)) return 'ExternalVendorID is not valid.';
	const holder = store.byExternalId(vendorId, externalId);
	if (holder !== undefined && holder !== id) {
		return "Violation of UNIQUE KEY constraint 'UX_PatientExternalID'. Cannot insert duplicate key.";
	}
	return { vendorId, externalId };
}

/**
 * Adds a patient to the named practice. First and last name are required (sheet 4.2); whether it knows
 * the person already is not looked at (sheet 7).
 */
export const createPatient: Operation = {
	dataElement: 'PatientID',
	run(request, context) {
		const { store, now } = context;
		const asked = part(request, 'Patient');
		if (!asked) return { nullReference: true };
		if (!hasGoodPhones(asked)) return { internalFault: true };
		const practiceId = practiceOf(asked);
		if (practiceId === undefined) return { error: 'Practice is not valid.' };
		const missing = ['FirstName', 'LastName'].find((name) => textOf(asked, name) === undefined);
		if (missing !== undefined) return { error: `${missing} is required.` };
		const external = askedExternalId(asked, context);
		if (typeof external === 'string') return { error: external };
		const person: Person = {
			firstName: '',
			lastName: '',
			sex: 'Unknown',
			address: {},
			active: true,
			cases: [],
		};
		const { id } = store.add({ person, practiceId, providerId: 0, locationId: 0 }, now);
		const patient = store.change(id, (made) => void editPatient(asked, made), now);
		if (external) store.setExternalId(external.vendorId, external.externalId, id);
		return { data: answerOf(patient, asked), effect: 'write' };
	},
};

/**
 * Changes a patient of the named practice: members that did not come are left alone. A telephone
 * that has not ten digits ends in an internal fault, as placeholders are suspected to (sheet 4.2).
 */
export const updatePatient: Operation = {
	dataElement: 'PatientID',
	run(request, context) {
		const { store, desk, now } = context;
		const asked = part(request, 'Patient');
		if (!asked) return { nullReference: true };
		if (!hasGoodPhones(asked)) return { internalFault: true };
		const id = numberOf(asked, 'PatientID') ?? 0;
		if (!store.has(id) || store.practiceId(id) !== practiceOf(asked)) {
			return { error: 'Patient was not found.' };
		}
		const external = askedExternalId(asked, context, id);
		if (typeof external === 'string') return { error: external };
		let complaint: string | undefined;
		const patient = store.write(
			id,
			(edited) => {
				complaint = editPatient(asked, edited);
				return complaint === undefined;
			},
			now,
		);
		if (complaint !== undefined) return { error: complaint };
		if (external) store.setExternalId(external.vendorId, external.externalId, id);
		const message = textOf(asked, 'Note');
		if (message !== undefined) {
			desk.files.addNote(id, { message, user: account.user, at: now.getTime() });
		}
		return { data: answerOf(patient, asked), effect: 'write' };
	},
};
