import { applyScope, scopeFields } from '../../../../lib/privacy/scopes';
import { reportPage } from '../../healthsail/audit';
import { auditSubject } from '../auditSubject';
import { auditOptionsField, patientIdField } from '../fields';
import type { PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { preparePage } from '../preparePage';
import { unsupportedBy } from '../unsupported';
import { keptOut, notFound } from './patientGet';
import { auditOptions, idOf } from './readOptions';

/**
 * A patient with the records of the vendor's second interface that may be the same person, for
 * Patient Match to decide (design 19): only a certain match is then added as an external id. Demographics
 * only; nothing clinical is read through an id that is not linked.
 */
export const patientFindSecond: PracticeOperation = {
	resource: 'patient',
	operation: 'findSecond',
	name: 'Find Second',
	action: 'Find patient in second interface',
	description:
		"Find records of the vendor's second interface that may be a patient, for Patient Match to decide",
	capability: 'patients.second',
	concurrency: 4,
	fields: (show) => [patientIdField(show), auditOptionsField(show)],
	async run(call) {
		const { session } = call;
		const { port } = session;
		const { system, practiceId, profile } = port.scope;
		if (port.patients.second === undefined) throw unsupportedBy(system, 'patients.second');
		const found = await port.patients.get(idOf(call, 'patientId'));
		if (found === undefined) throw notFound(system);
		const { items, counts } = await preparePage(session, [found], {
			dataScope: 'demographics',
			...auditOptions(call),
		});
		if (counts.fenced > 0) throw notFound(system);
		const [patient] = items;
		if (patient?.syncState !== 'included') throw keptOut(system);
		const records = await port.patients.second(found);
		if (records.length > 0) {
			// Whoever was found was read as well, also who turns out to be somebody else.
			await reportPage(session.client, {
				action: 'read',
				subjects: records.map(({ id }) => auditSubject(session, id.value)),
				fields: scopeFields('demographics', profile.scope.fields),
				purpose: 'HOPERAT',
				flow: session.flow,
				...auditOptions(call),
			});
		}
		const candidates = records
			.filter(({ id }) => id.system === system && id.practiceId === practiceId)
			.map(({ id, patient: second }) =>
				applyScope({ ...second, system, practiceId, id: id.value }, 'demographics', [
					...profile.scope.fields,
				]),
			);
		return [toItems([{ ...patient, candidates }])];
	},
};
