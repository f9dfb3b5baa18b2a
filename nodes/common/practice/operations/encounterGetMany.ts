import { takesField } from '../../../../lib/vendors/panelFields';
import { returnAllAndLimit } from '../../fields';
import { auditOptionsField, patientIdField } from '../fields';
import type { PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { prepareAllRecords } from '../prepareRecords';
import { textField, windowFields } from '../recordParameters';
import { linkedSecondId, requireStanding } from '../standing';
import { readWindow } from '../times';
import { unsupportedBy } from '../unsupported';
import { auditOptions, idOf, limitOf, optionalIdOf } from './readOptions';

/**
 * The encounters of one patient. What lies in a second interface is read only through an id that
 * HealthSail holds as verified for this very customer (design 19).
 */
export const encounterGetMany: PracticeOperation = {
	resource: 'encounter',
	operation: 'getMany',
	name: 'Get Many',
	action: 'Get many encounters',
	description: 'Get the encounters of a patient with diagnoses, procedures and recommendations',
	capability: 'encounters.list',
	fields: (show) => [
		patientIdField(show),
		...windowFields(show),
		textField(show, {
			displayName: 'FHIR ID',
			name: 'fhirId',
			placeholder: 'e.g. 4f1c-77',
			description:
				'ID of the patient in the FHIR interface. Leave empty to take the one that is linked in HealthSail; any other is refused.',
		}),
		...returnAllAndLimit(show),
		auditOptionsField(show),
	],
	async run(call) {
		const { session } = call;
		const { port } = session;
		if (port.encounters === undefined) throw unsupportedBy(port.scope.system, 'encounters.list');
		const patientId = idOf(call, 'patientId');
		const window = readWindow(call.param, port.scope, new Date());
		const customer = await requireStanding(session, patientId);
		const fhirId = takesField(port.scope.system, 'encounter.getMany.fhirId')
			? await linkedSecondId(session, customer, 'fhir', optionalIdOf(call, 'fhirId'))
			: undefined;
		const found = await port.encounters.ofPatient(patientId, window, fhirId);
		const items = await prepareAllRecords(session, 'encounter', found, auditOptions(call));
		return [toItems(items.slice(0, limitOf(call)))];
	},
};
