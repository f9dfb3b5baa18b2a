// Code and expressions of the comparison flows that are the same for every system.
import { auditFields } from '../mapping.mjs';
import { setting } from './settings.mjs';

/**
 * Head of a Map Patients node: the mapping's functions as text, and `zone`, `today` (civil date at the
 * practice) and `practiceId`.
 */
export function mappingHead(
	functions: ReadonlyArray<(...args: never[]) => unknown>,
	zone: string,
): string {
	return [
		...functions.map(String),
		`const zone = '${zone}';`,
		`const today = DateTime.now().setZone(zone).toISODate();`,
		`const practiceId = ${setting('practiceId')};`,
	].join('\n');
}

/** Code: groups of 100 patients, as one call takes them. */
export const groupPatients = `const patients = $input.all().map((item) => item.json);
const groups = [];
for (let at = 0; at < patients.length; at += 100) groups.push(patients.slice(at, at + 100));
return groups.map((group) => ({ json: { patients: group } }));`;

/** Code: the groups without those that HealthSail lists as opted out. */
export const dropOptedOut = `const groups = $('Groups of 100').all();
return $input.all().map((answer, index) => {
	const optedOut = new Set(
		answer.json.data
			.filter((row) => row.cohort.some((entry) => entry.list === 'opted_out'))
			.map((row) => row.externalId.value),
	);
	const patients = groups[index].json.patients.filter((patient) => !optedOut.has(patient.id));
	return { json: { patients }, pairedItem: { item: index } };
});`;

/** Code: the coverages with the ids of their customers, 300 per item. */
export const groupCoverages = `const groups = $('Drop Opted-Out').all();
const coverages = $input.all().flatMap((answer, index) => {
	if (answer.json.data.some((row) => row.result === 'error')) throw new Error('A customer was refused');
	return groups[index].json.patients.flatMap((patient, row) =>
		patient.coverages.map((coverage) => ({ ...coverage, customerId: answer.json.data[row].id })),
	);
});
const parts = [];
for (let at = 0; at < coverages.length; at += 300) parts.push(coverages.slice(at, at + 300));
return parts.map((items) => ({ json: { items } }));`;

/** The external id of a patient, from an expression of its id. */
export const externalId = (system: string, id: string): string =>
	`{ system: '${system}', practiceId: ${setting('practiceId')}, type: 'patient', value: ${id} }`;

/** The body of an audit event, from an expression of its subjects. */
export const auditEvent = (flow: string, subjects: string): string =>
	`{ action: 'read', fields: ${JSON.stringify(auditFields)}, purposeOfUse: 'HOPERAT', flow: '${flow}', subjects: ${subjects} }`;

/** Code as an expression; n8n ends one at the first two closing braces, so that it throws at those. */
export function asExpression(text: string): string {
	if (/\{\{|\}\}/.test(text)) throw new Error('An expression of a flow holds double braces.');
	return `={{ ${text} }}`;
}
