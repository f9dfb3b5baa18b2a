import type { IDataObject } from 'n8n-workflow';

import { SafeError } from '../../../../lib/privacy/errors';
import { scopeFields } from '../../../../lib/privacy/scopes';
import { returnAllAndLimit } from '../../fields';
import { patientIdField } from '../fields';
import type { PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { preparePage } from '../preparePage';
import { keptOut, notFound } from './patientGet';

/** Reads the insurance policies of one patient; fence, opt-outs and audit are the patient's. */
export const coverageGetMany: PracticeOperation = {
	resource: 'coverage',
	operation: 'getMany',
	name: 'Get Many',
	action: 'Get many coverages',
	description: 'Get the insurance policies of a patient, as they are on file',
	capability: 'coverages.ofPatient',
	concurrency: 4,
	fields: (show) => [patientIdField(show), ...returnAllAndLimit(show)],
	async run({ session, param }) {
		const { port } = session;
		const { system, practiceId, profile } = port.scope;
		if (!scopeFields('coverage', profile.scope.fields).includes('coverages')) {
			throw outOfScope(system);
		}
		const patientId = String(param<string | number>('patientId', '')).trim();
		const found = await port.patients.get(patientId);
		if (found === undefined) throw notFound(system);
		const { items, counts } = await preparePage(session, [found], { dataScope: 'coverage' });
		if (counts.fenced > 0) throw notFound(system);
		const [patient] = items;
		if (patient?.syncState !== 'included') throw keptOut(system);
		const coverages = (patient.coverages ?? []) as IDataObject[];
		const limit = param<boolean>('returnAll', false)
			? coverages.length
			: param<number>('limit', 50);
		return [
			toItems(
				coverages
					.slice(0, limit)
					.map((coverage) => ({ system, practiceId, patientId, ...coverage })),
			),
		];
	},
};

/** An empty list would read as "not insured". */
function outOfScope(system: string): SafeError {
	return new SafeError({
		kind: 'configuration',
		message: 'The practice profile keeps insurance policies out of what may be read.',
		nextStep: 'Leave this operation out of the flow, or add coverages to scope.fields there.',
		system,
		fields: ['coverages'],
	});
}
