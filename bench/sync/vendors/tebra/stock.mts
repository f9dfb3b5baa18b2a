// How stock nodes read Tebra: SOAP by HTTP Request, XML to JSON.
import type { NodeDraft } from '../../../../workflow-templates/definitions/builder/workflow.mjs';
import { httpRequest, keepWhere, splitOut, xmlToJson } from '../../stock/nodes.mjs';
import { setting } from '../../stock/settings.mjs';
import { asExpression, mappingHead } from '../../stock/texts.mjs';
import type { FlowPart, PagedFlow } from '../vendor.mjs';
import { mappingFunctions } from './mapping.mjs';
import { envelope, pageMembers, patientMembers, SOAP_ACTION, TIME_ZONE } from './wire.mjs';

/** Path of a member in the answer of the XML node. */
const answerPath = (operation: string): string =>
	`s:Envelope.s:Body.${operation}Response.${operation}Result`;

/** The same as an expression on the current item. */
export const answerOf = (operation: string, item = '$json'): string =>
	`${item}['s:Envelope']['s:Body'].${operation}Response.${operation}Result`;

/** What a user fills in; the values are the sandbox's. */
export const sampleSettings = {
	tebraUrl: 'http://127.0.0.1:4602/services/soap/2.1/KareoServices.svc',
	customerKey: 'ck-sandbox',
	user: 'api@oak-clinic.example',
	password: 'p&ss-sandbox',
	practiceId: '1',
};

const mapping = [
	mappingHead(mappingFunctions, TIME_ZONE),
	`const toInstant = (text) => DateTime.fromFormat(text, 'M/d/yyyy h:mm:ss a', { zone, locale: 'en-US' }).toUTC().toISO({ suppressMilliseconds: true });`,
	`const settings = { practiceId, today, toInstant };`,
].join('\n');

/** Edit Fields: the mapped patient as the whole item. */
export const mapOnePatient = asExpression(
	`(() => {\n${mapping}\nreturn mapPatient(${answerOf('GetPatient')}.Patient, settings);\n})()`,
);

const mapAllPatients = `${mapping}
return $input
	.all()
	.map((item, index) => ({
		json: mapPatient(${answerOf('GetPatient', 'item.json')}.Patient, settings),
		pairedItem: { item: index },
	}))
	.filter((item) => item.json.wanted);`;

/** HTTP Request that sends SOAP; what is no JSON it leaves as text under `data`. */
function soapRequest(
	name: string,
	position: readonly [number, number],
	call: { operation: string; members: string; isMany?: boolean },
): NodeDraft {
	const escaped = (key: string) =>
		`{{ ${setting(key)}.replaceAll('&', '&amp;').replaceAll('<', '&lt;') }}`;
	const login = {
		customerKey: escaped('customerKey'),
		user: escaped('user'),
		password: escaped('password'),
	};
	return httpRequest(name, position, {
		method: 'POST',
		url: `{{ ${setting('tebraUrl')} }}`,
		headers: { SOAPAction: SOAP_ACTION(call.operation) },
		body: {
			contentType: 'text/xml; charset=utf-8',
			text: envelope(call.operation, login, call.members),
		},
		isMany: call.isMany,
	});
}

/**
 * From the list to whole patients, the same in both stock forms.
 *
 * @param startKey expression of the place in the list
 */
export function readPatients(startKey: string): FlowPart {
	const practiceId = `{{ ${setting('practiceId')} }}`;
	return {
		nodes: [
			soapRequest('Read Page of List', [448, 0], {
				operation: 'GetAllPatients',
				members: pageMembers(practiceId, `{{ ${startKey} }}`),
			}),
			xmlToJson('Page to JSON', [656, 0]),
			splitOut(
				'Split Out Patients',
				[864, 0],
				`${answerPath('GetAllPatients')}.Patients.PatientBatchData`,
			),
			keepWhere(
				'This Practice Only',
				[1072, 0],
				`={{ $json.PracticeId === ${setting('practiceId')} }}`,
			),
			soapRequest('Read Patient', [1280, 0], {
				operation: 'GetPatient',
				members: patientMembers('{{ $json.ID }}'),
				isMany: true,
			}),
			xmlToJson('Patient to JSON', [1488, 0]),
		],
		wires: [
			['Read Page of List', 'Page to JSON'],
			['Page to JSON', 'Split Out Patients'],
			['Split Out Patients', 'This Practice Only'],
			['This Practice Only', 'Read Patient'],
			['Read Patient', 'Patient to JSON'],
		],
	};
}

const nextStartKey = `${answerOf('GetAllPatients')}.Key.nextStartKey`;

export const tebraPaged: PagedFlow = {
	settings: sampleSettings,
	firstCursor: "'0'",
	read: readPatients("$('Start of Page').first().json.cursor"),
	map: mapAllPatients,
	next: {
		from: 'Page to JSON',
		cursor: `${nextStartKey} === '0' ? '' : ${nextStartKey}`,
	},
	note: 'One call per patient in batches; mapping in one Code node.',
};
