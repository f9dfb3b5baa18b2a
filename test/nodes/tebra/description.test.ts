import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { capabilities } from '../../../lib/vendors';
import { offeredOperations } from '../../../nodes/common/practice/description';
import { Tebra } from '../../../nodes/Tebra/Tebra.node';
import { runNode } from '../../support/nodes';

const { description } = new Tebra();
const operationsOf = (resource: string): INodePropertyOptions[] =>
	description.properties.flatMap((property: INodeProperties) =>
		property.name === 'operation' && property.displayOptions?.show?.resource?.includes(resource)
			? (property.options as INodePropertyOptions[])
			: [],
	);

test('the node shows exactly the operations that the capability table offers for Tebra', () => {
	const resources = description.properties.find(({ name }) => name === 'resource');
	const shown = (resources?.options as INodePropertyOptions[]).flatMap(({ value }) =>
		operationsOf(String(value)).map((operation) => `${String(value)}.${String(operation.value)}`),
	);
	expect(shown.sort()).toEqual([
		'appointment.book',
		'appointment.cancel',
		'appointment.get',
		'appointment.getAll',
		'appointment.getChanged',
		'appointment.getMany',
		'appointment.reschedule',
		'appointmentType.getMany',
		'balance.get',
		'charge.getMany',
		'coverage.getMany',
		'demographicChange.compare',
		'demographicChange.deliver',
		'demographicChange.followUp',
		'document.create',
		'encounter.getMany',
		'externalId.set',
		'location.getMany',
		'patient.findCandidates',
		'patient.findSecond',
		'patient.findVanished',
		'patient.get',
		'patient.getAll',
		'patient.getChanged',
		'patient.getMany',
		'patient.search',
		'payment.getMany',
		'practice.getMany',
		'provider.getMany',
		'slot.getMany',
		'staffNotice.create',
	]);
	for (const { capability } of offeredOperations('tebra')) {
		expect(capabilities.tebra[capability]).toMatchObject({ implemented: true });
	}
});

test('what the capability table rules out is not shown', () => {
	const shown = offeredOperations('tebra').map(({ capability }) => capability);
	expect(shown).toContain('slots.list');
	for (const capability of ['eligibility.last', 'eligibility.request', 'patients.merges']) {
		expect(shown).not.toContain(capability);
	}
});

test('every field is shown for an operation that exists', () => {
	for (const { displayOptions, name } of description.properties) {
		const { resource = [], operation = [] } = displayOptions?.show ?? {};
		for (const value of operation) {
			expect({
				name,
				known: operationsOf(String(resource[0])).some((entry) => entry.value === value),
			}).toEqual({
				name,
				known: true,
			});
		}
	}
});

test.each([
	['patient', 'getChanged', ['Patients', 'Page']],
	['patient', 'getAll', ['Patients', 'Page']],
	['patient', 'findVanished', ['Patients', 'Page']],
	['patient', 'getMany', [undefined]],
	['coverage', 'getMany', [undefined]],
	['appointment', 'getAll', ['Appointments', 'Page']],
	['appointment', 'getMany', [undefined]],
])('%s %s has the outputs %j', (resource, operation, names) => {
	const node = {
		id: '1',
		name: 'Tebra',
		type: 'tebra',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: { resource, operation },
	};
	const nodeTypes = {
		getByName: () => new Tebra(),
		getByNameAndVersion: () => new Tebra(),
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const outputs = workflow.expression.getSimpleParameterValue(
		node,
		description.outputs as string,
		'internal',
		{},
	) as unknown as Array<{ displayName?: string }>;
	expect(outputs.map(({ displayName }) => displayName)).toEqual(names);
});

test('a custom API call is refused with a sentence that helps', async () => {
	const { error } = await runNode({
		nodeType: 'tebra',
		parameters: { resource: 'patient', operation: '__CUSTOM_API_CALL__' },
		baseUrls: { tebra: 'http://127.0.0.1:9/soap', healthSail: 'http://127.0.0.1:9/v1' },
	});
	expect(error?.message).toContain('has no operation');
	expect(error?.message).toContain('HTTP Request node');
});

test('patient data is not offered to language models as a tool', () => {
	expect(description.usableAsTool).toBeUndefined();
});
