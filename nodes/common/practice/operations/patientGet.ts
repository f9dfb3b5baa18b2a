import { SafeError } from '../../../../lib/privacy/errors';
import type { PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { patientIdField } from '../fields';
import { preparePage } from '../preparePage';

/** Reads one patient by the practice system's id. */
export const patientGet: PracticeOperation = {
	resource: 'patient',
	operation: 'get',
	name: 'Get',
	action: 'Get patient',
	description: 'Get a patient with insurance policies',
	capability: 'patients.get',
	concurrency: 4,
	fields: (show) => [patientIdField(show)],
	async run({ session, param }) {
		const id = param<string | number>('patientId', '');
		const found = await session.port.patients.get(String(id).trim());
		const { items, counts } = await preparePage(session, found ? [found] : [], {
			dataScope: 'demographics',
		});
		if (items.length > 0) return [toItems(items)];
		throw counts.excluded > 0
			? keptOut(session.port.scope.system)
			: notFound(session.port.scope.system);
	},
};

/** A patient of another practice is told like one that does not exist. */
export function notFound(system: string): SafeError {
	return new SafeError({
		kind: 'notFound',
		message: 'This practice has no patient with this ID, or its login may not see the patient.',
		nextStep: 'Check the patient ID, and that it belongs to the practice of the credential.',
		system,
	});
}

/** A patient who may not go on to HealthSail. */
export function keptOut(system: string): SafeError {
	return new SafeError({
		kind: 'permission',
		message: 'This patient is kept out of HealthSail by opt-out, flag or cohort.',
		nextStep: 'Leave the patient out of this flow, or change the cohort in the practice profile.',
		system,
	});
}
