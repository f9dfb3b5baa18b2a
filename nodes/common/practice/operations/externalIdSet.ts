import { SafeError } from '../../../../lib/privacy/errors';
import { reportPage } from '../../healthsail/audit';
import { requireNoIncident } from '../../healthsail/incidents';
import { auditSubject } from '../auditSubject';
import { externalIdField, patientIdField } from '../fields';
import type { PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { preparePage } from '../preparePage';
import { keptOut, notFound } from './patientGet';

/** Writes our id beside a patient of the practice system and reads it back. */
export const externalIdSet: PracticeOperation = {
	resource: 'externalId',
	operation: 'set',
	name: 'Set',
	action: 'Set external ID',
	description: 'Write a HealthSail ID beside a patient of the practice system',
	capability: 'externalIds.set',
	fields: (show) => [patientIdField(show), externalIdField(show)],
	async run({ session, param }) {
		const { port, client, flow } = session;
		const { system, practiceId } = port.scope;
		const patientId = String(param<string | number>('patientId', '')).trim();
		const externalId = String(param<unknown>('externalId', '') ?? '').trim();
		if (port.externalIds === undefined) throw cannot(system);
		const found = await port.patients.get(patientId);
		if (found === undefined) throw notFound(system);
		const { items, counts } = await preparePage(session, [found], { dataScope: 'demographics' });
		if (counts.fenced > 0) throw notFound(system);
		if (items[0]?.syncState !== 'included') throw keptOut(system);
		await requireNoIncident(client, port.scope);
		// Reported before it is done: a write that HealthSail does not know of must not exist.
		await reportPage(client, {
			action: 'link',
			subjects: [auditSubject(session, patientId)],
			fields: ['externalIds'],
			purpose: 'HOPERAT',
			flow,
		});
		const { stored, vendorId } = await port.externalIds.set(patientId, externalId);
		return [toItems([{ system, practiceId, patientId, externalId: stored, vendorId }])];
	},
};

function cannot(system: string): SafeError {
	return new SafeError({
		kind: 'unsupported',
		message: 'This practice system does not keep an ID of ours beside a patient.',
		nextStep: 'Keep the link in HealthSail only: it is stored there with every customer.',
		system,
	});
}
