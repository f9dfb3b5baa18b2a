import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { inputsExpression, matchProperties } from './description';
import { executeMatch } from './execute';

/** Decides which patient is which customer; reads its items only and makes no call. */
export class PatientMatch implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Patient Match',
		name: 'patientMatch',
		icon: {
			light: 'file:../../icons/patientMatch.svg',
			dark: 'file:../../icons/patientMatch.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ({ againstCandidates: "Against Candidates", listAgainstList: "List Against List", withinList: "Within List" })[$parameter["operation"]] }}',
		description:
			'Find out which patient is which customer: sure matches are linked, doubtful ones go to a person',
		defaults: { name: 'Patient Match' },
		inputs: inputsExpression,
		// A list without a partner list is a list of new people, not a reason to wait for ever.
		requiredInputs: 1,
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Matched', 'Review', 'New'],
		// Patient data does not go to a language model by a click.
		usableAsTool: undefined,
		properties: matchProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeMatch(this);
	}
}
