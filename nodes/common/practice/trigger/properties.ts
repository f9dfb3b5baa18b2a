import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { PmSystem } from '../../../../lib/canonical/externalId';
import { offers } from '../../../../lib/vendors';
import type { ShowWhen } from '../../fields';
import { healthSailAuthenticationField } from '../../healthsail/credentialFields';
import type { Product } from '../description';
import { productField } from '../description';

const patientOption: INodePropertyOptions = {
	name: 'Patient Changed',
	value: 'patientChanged',
	description: 'A patient was added, or demographics or insurance changed',
};
const appointmentOption: INodePropertyOptions = {
	name: 'Appointment Changed',
	value: 'appointmentChanged',
	description: 'An appointment was booked, moved, cancelled or changed',
};

function eventField(system: PmSystem, show: ShowWhen): INodeProperties {
	const tellsAppointments = offers(system, 'appointments.changed');
	return {
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: tellsAppointments ? [appointmentOption, patientOption] : [patientOption],
		default: 'patientChanged',
		...(Object.keys(show).length > 0 && { displayOptions: { show } }),
	};
}

const includeRecordField: INodeProperties = {
	displayName: 'Include Record',
	name: 'includeRecord',
	type: 'boolean',
	default: false,
	description:
		'Whether each item holds the whole record and not only its ID, kind, version and time',
	hint: 'What a trigger emits is stored in clear with the execution. Leave this off and read the record in the flow.',
};

/** The parameters of a vendor's trigger: the events that its capability row offers. */
export function triggerProperties(system: PmSystem): INodeProperties[] {
	return [healthSailAuthenticationField, eventField(system, {}), includeRecordField];
}

/** The same for a vendor with several products. */
export function productTriggerProperties(products: readonly Product[]): INodeProperties[] {
	return [
		healthSailAuthenticationField,
		productField(products),
		...products.map(({ value, system }) => eventField(system, { product: [value] })),
		includeRecordField,
	];
}
