import type { INode, INodeProperties } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { defaultProfile } from '../../../lib/profile/defaults';
import { PatientMatch } from '../../../nodes/PatientMatch/PatientMatch.node';

const { description } = new PatientMatch();

const property = (name: string): INodeProperties => {
	const found = description.properties.find((one) => one.name === name);
	if (!found) throw new Error(`There is no parameter ${name}.`);
	return found;
};

/** The inputs as n8n works them out from a node's parameters. */
function inputsOf(operation: string): unknown {
	const node: INode = {
		id: '1',
		name: 'Patient Match',
		type: 'patientMatch',
		typeVersion: 1,
		position: [0, 0],
		parameters: { operation },
	};
	const nodeTypes = {
		getByName: () => new PatientMatch(),
		getByNameAndVersion: () => new PatientMatch(),
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return workflow.expression.getSimpleParameterValue(
		node,
		description.inputs as string,
		'internal',
		{},
	);
}

it('has two inputs for two lists and one for everything else', () => {
	expect(inputsOf('listAgainstList')).toEqual([
		{ type: 'main', displayName: 'Patients' },
		{ type: 'main', displayName: 'Candidates' },
	]);
	expect(inputsOf('againstCandidates')).toEqual([{ type: 'main' }]);
	expect(inputsOf('withinList')).toEqual([{ type: 'main' }]);
	expect(description.outputNames).toEqual(['Matched', 'Review', 'New']);
});

it('needs no credential, and no AI agent may use it', () => {
	expect(description.credentials ?? []).toEqual([]);
	expect(description.usableAsTool).toBeFalsy();
});

it('shows the thresholds that a practice has before anyone edits its profile', () => {
	const shown = Object.fromEntries(
		((property('thresholds').options ?? []) as INodeProperties[]).map((one) => [
			one.name,
			one.default,
		]),
	);
	const { linkScore, reviewScore, populationSize, linkAt } = defaultProfile('tebra').identity;
	expect(shown).toEqual({ linkScore, reviewScore, populationSize });
	expect(property('linkAt').default).toBe(linkAt);
});
