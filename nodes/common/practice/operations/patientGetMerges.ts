import { returnAllAndLimit, sinceField } from '../../fields';
import { reportPage } from '../../healthsail/audit';
import { auditSubject } from '../auditSubject';
import { auditOptionsField } from '../fields';
import type { PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { standings } from '../standing';
import { toInstant } from '../times';
import { unsupportedBy } from '../unsupported';
import { auditOptions, limitOf } from './readOptions';

/**
 * Patients whom staff made one, as pairs of ids for HealthSail: Patient, Merge. A pair of which
 * HealthSail knows neither patient has nothing to merge there and stays here.
 */
export const patientGetMerges: PracticeOperation = {
	resource: 'patient',
	operation: 'getMerges',
	name: 'Get Merges',
	action: 'Get merged patients',
	description: 'Get the patients that staff of the practice merged since a time, the oldest first',
	capability: 'patients.merges',
	fields: (show) => [sinceField(show), ...returnAllAndLimit(show), auditOptionsField(show)],
	async run(call) {
		const { session } = call;
		const { port, client, flow } = session;
		const { system, practiceId } = port.scope;
		if (port.patients.merges === undefined) throw unsupportedBy(system, 'patients.merges');
		const since = toInstant(call.param('since', ''), call.context.getTimezone(), {
			label: 'Changed Since',
			field: 'since',
		});
		const merges = await port.patients.merges(since);
		const ids = new Set(merges.flatMap(({ survivorId, loserId }) => [survivorId, loserId]));
		const known = await standings(session, ids);
		const isKnown = (id: string) => known.get(id)?.state !== 'unknown';
		const pairs = merges.filter(
			({ survivorId, loserId }) => isKnown(survivorId) || isKnown(loserId),
		);
		await reportPage(client, {
			action: 'read',
			subjects: [...ids].map((id) => auditSubject(session, id)),
			fields: ['id'],
			purpose: 'HOPERAT',
			flow,
			...auditOptions(call),
		});
		return [
			toItems(pairs.slice(0, limitOf(call)).map((pair) => ({ system, practiceId, ...pair }))),
		];
	},
};
