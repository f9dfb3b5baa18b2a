import type { INode, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { AdvancedMd } from '../../nodes/AdvancedMd/AdvancedMd.node';
import { CareCloud } from '../../nodes/CareCloud/CareCloud.node';
import { Greenway } from '../../nodes/Greenway/Greenway.node';
import { HealthSail } from '../../nodes/HealthSail/HealthSail.node';
import { HealthSailTrigger } from '../../nodes/HealthSail/HealthSailTrigger.node';
import { Hl7Interface } from '../../nodes/Hl7Interface/Hl7Interface.node';
import { Hl7InterfaceTrigger } from '../../nodes/Hl7Interface/Hl7InterfaceTrigger.node';
import { NextGen } from '../../nodes/NextGen/NextGen.node';
import { PatientMatch } from '../../nodes/PatientMatch/PatientMatch.node';
import { StaffReviewInboxTrigger } from '../../nodes/StaffReviewInbox/StaffReviewInboxTrigger.node';
import { Tebra } from '../../nodes/Tebra/Tebra.node';
import { workflows } from './templateSets';

const descriptions: Readonly<Record<string, INodeTypeDescription>> = {
	'n8n-nodes-healthsail.healthSail': new HealthSail().description,
	'n8n-nodes-healthsail.healthSailTrigger': new HealthSailTrigger().description,
	'n8n-nodes-healthsail.patientMatch': new PatientMatch().description,
	'n8n-nodes-healthsail.advancedMd': new AdvancedMd().description,
	'n8n-nodes-healthsail.careCloud': new CareCloud().description,
	'n8n-nodes-healthsail.greenway': new Greenway().description,
	'n8n-nodes-healthsail.hl7Interface': new Hl7Interface().description,
	'n8n-nodes-healthsail.hl7InterfaceTrigger': new Hl7InterfaceTrigger().description,
	'n8n-nodes-healthsail.nextGen': new NextGen().description,
	'n8n-nodes-healthsail.staffReviewInboxTrigger': new StaffReviewInboxTrigger().description,
	'n8n-nodes-healthsail.tebra': new Tebra().description,
};

const ownNodes = workflows.flatMap(([name, { nodes }]) =>
	nodes
		.filter(({ type }) => type.startsWith('n8n-nodes-healthsail.'))
		.map((node) => [`${node.name} (${name})`, node] as const),
);

describe.each(ownNodes)('%s', (_name, node) => {
	const description = descriptions[node.type];

	it('is a node of this pack in a version that exists', () => {
		expect(description).toBeDefined();
		expect([description.version].flat()).toContain(node.typeVersion);
	});

	it('names an operation that the node offers for its resource', () => {
		const resources = offered(description, node, 'resource');
		if (resources.length > 0) expect(resources).toContain(node.parameters.resource);
		else expect(node.parameters.resource).toBeUndefined();
		const operations = offered(description, node, 'operation');
		if (operations.length > 0) expect(operations).toContain(node.parameters.operation);
		else expect(node.parameters.operation).toBeUndefined();
	});

	it('sets only parameters that this operation shows', () => {
		const known = NodeHelpers.getNodeParameters(
			description.properties,
			node.parameters,
			true,
			false,
			node,
			description,
		);
		const strangers = Object.keys(node.parameters).filter((name) => !(name in (known ?? {})));
		expect(strangers).toEqual([]);
	});

	it('leaves no required parameter open', () => {
		const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
		expect(issues?.parameters).toBeUndefined();
	});

	it('has an entry for every credential that its operation needs, and no other', () => {
		const all = NodeHelpers.getNodeParameters(
			description.properties,
			node.parameters,
			true,
			false,
			node,
			description,
		);
		const shown = (description.credentials ?? []).filter((entry) =>
			NodeHelpers.displayParameter(all ?? {}, entry, node, description),
		);
		const needed = shown.filter(({ required }) => required === true).map(({ name }) => name);
		const given = Object.keys(node.credentials ?? {});
		expect(given).toEqual(expect.arrayContaining(needed));
		expect(shown.map(({ name }) => name)).toEqual(expect.arrayContaining(given));
	});
});

/** The values of an options parameter, as far as the node shows it here. */
function offered(description: INodeTypeDescription, node: INode, name: string): unknown[] {
	const shown = description.properties.filter(
		(property) =>
			property.name === name &&
			NodeHelpers.displayParameter(node.parameters, property, node, description),
	);
	return shown.flatMap(({ options }) =>
		(options ?? []).map((option) => ('value' in option ? option.value : undefined)),
	);
}
