// Code and expressions of the comparison flows.
import { auditFields, mappingFunctions } from '../mapping.mjs';
import { TIME_ZONE } from '../wire.mjs';
import { setting } from './settings.mjs';

/** Path of a member in the answer of the XML node. */
export const answerPath = (operation: string): string =>
	`s:Envelope.s:Body.${operation}Response.${operation}Result`;

/** The same as an expression on the current item. */
export const answerOf = (operation: string, item = '$json'): string =>
	`${item}['s:Envelope']['s:Body'].${operation}Response.${operation}Result`;

const mapping = [
	...mappingFunctions.map(String),
	`const zone = '${TIME_ZONE}';`,
	`const toInstant = (text) => DateTime.fromFormat(text, 'M/d/yyyy h:mm:ss a', { zone, locale: 'en-US' }).toUTC().toISO({ suppressMilliseconds: true });`,
	`const today = DateTime.now().setZone(zone).toISODate();`,
	`const settings = { practiceId: ${setting('practiceId')}, today, toInstant };`,
].join('\n');

/** Edit Fields: the mapped patient as the whole item. */
export const mapOnePatient = asExpression(
	`(() => {\n${mapping}\nreturn mapPatient(${answerOf('GetPatient')}.Patient, settings);\n})()`,
);

/** Code: all patients of the page mapped, those to leave out dropped. */
export const mapAllPatients = `${mapping}
return $input
	.all()
	.map((item, index) => ({
		json: mapPatient(${answerOf('GetPatient', 'item.json')}.Patient, settings),
		pairedItem: { item: index },
	}))
	.filter((item) => item.json.wanted);`;

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
export const externalId = (id: string): string =>
	`{ system: 'tebra', practiceId: ${setting('practiceId')}, type: 'patient', value: ${id} }`;

/** The body of an audit event, from an expression of its subjects. */
export const auditEvent = (flow: string, subjects: string): string =>
	`{ action: 'read', fields: ${JSON.stringify(auditFields)}, purposeOfUse: 'HOPERAT', flow: '${flow}', subjects: ${subjects} }`;

// n8n ends an expression at the first two closing braces.
function asExpression(text: string): string {
	if (/\{\{|\}\}/.test(text)) throw new Error('An expression of a flow holds double braces.');
	return `={{ ${text} }}`;
}
