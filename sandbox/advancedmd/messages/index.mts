import type { Message } from '../context.mjs';
import { getDemographic, getEpisodes, getUpdatedPatients, lookupPatient } from './patients.mjs';
import { addPatient, updatePatient } from './patientWrites.mjs';
import { getApptTypes, getSchedulerSetup } from './schedule.mjs';
import { getEhrNotes, getPatientVisits, getUpdatedVisits } from './visits.mjs';
import {
	checkEligibilityResponse,
	saveMemo,
	savePatientNotes,
	submitDemandRequest,
	uploadFile,
} from './writes.mjs';

const lookupZipCode: Message = () => ({
	results: { zipcodelist: { zipcode: { '@code': '10001', '@city': 'NEW YORK' } } },
});

/** Every message with the classes under which it is known (sheet 4). Names are as on the wire. */
export const messages: Readonly<Record<string, { classes: readonly string[]; run: Message }>> = {
	lookupzipcode: { classes: ['api'], run: lookupZipCode },
	lookuppatient: { classes: ['api'], run: lookupPatient },
	getupdatedpatients: { classes: ['api'], run: getUpdatedPatients },
	getdemographic: { classes: ['api', 'demographics'], run: getDemographic },
	getschedulersetup: { classes: ['masterfiles'], run: getSchedulerSetup },
	getappttypes: { classes: ['masterfiles'], run: getApptTypes },
	getupdatedvisits: { classes: ['api'], run: getUpdatedVisits },
	getpatientvisits: { classes: ['api'], run: getPatientVisits },
	getepisodes: { classes: ['demographics'], run: getEpisodes },
	getehrnotes: { classes: ['api'], run: getEhrNotes },
	submitdemandrequest: { classes: ['atseligibility'], run: submitDemandRequest },
	CheckEligibilityResponse: { classes: ['eligibility'], run: checkEligibilityResponse },
	savememo: { classes: ['demographics'], run: saveMemo },
	savepatientnotes: { classes: ['masterfiles'], run: savePatientNotes },
	updatepatient: { classes: ['api'], run: updatePatient },
	addpatient: { classes: ['api'], run: addPatient },
	uploadfile: { classes: ['files'], run: uploadFile },
};
