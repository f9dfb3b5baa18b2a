import type { INodeProperties } from 'n8n-workflow';

import { SafeError } from '../../../../lib/privacy/errors';
import { looksIncomplete, type ListedAgainstKnown } from '../../../../lib/sync/vanished';
import { offers } from '../../../../lib/vendors';
import type { ShowWhen } from '../../fields';
import { reportPage } from '../../healthsail/audit';
import { auditSubject } from '../auditSubject';
import { auditOptionsField } from '../fields';
import { findGone } from '../gone';
import { knownPatients, notAccepted, type KnownPatient } from '../knownPatients';
import type { PracticeCall, PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { summariseFailures } from '../summariseFailures';

/**
 * Finds the patients whom HealthSail knows and the practice system has no more (deleted, or merged
 * into another one), so that a person looks at them. Changes nothing anywhere.
 */
export const findVanished: PracticeOperation = {
	resource: 'patient',
	operation: 'findVanished',
	name: 'Find Vanished',
	action: 'Find vanished patients',
	description:
		'Find patients whom HealthSail knows and the practice system no longer has, for a person to look at',
	capability: 'patients.ids',
	outputs: ['Patients', 'Page'],
	fields: (show) => [mostMissingField(show), auditOptionsField(show)],
	async run(call) {
		const { port, client } = call.session;
		const before = { vendor: port.calls(), healthSail: client.calls() };
		const percent = requirePercent(call.param<number>('mostMissing', 5));
		const listed = await listIds(call);
		const { known, missing } = await compareWithKnown(call, listed);
		const counts = { listed: listed.size, known, missing: missing.length };
		if (looksIncomplete(counts, percent)) throw incomplete(port.scope.system, counts);
		if (missing.length > 0) await report(call, missing);
		const { gone, failed } = await findGone(missing, {
			...(offers(port.scope.system, 'patients.get') && {
				exists: async (id: string) => (await port.patients.get(id)) !== undefined,
			}),
			listAgain: async () => await listIds(call),
		});
		const vanished = await notAccepted(call.session, gone);
		const accepted = gone.length - vanished.length;
		return [
			toItems(vanished.map((entry) => toItem(call, entry))),
			toItems([
				{
					counts: { ...counts, vanished: vanished.length, accepted, failed: failed.length },
					calls: {
						vendor: port.calls() - before.vendor,
						healthSail: client.calls() - before.healthSail,
					},
					failures: summariseFailures(failed),
				},
			]),
		];
	},
};

function mostMissingField(show: ShowWhen): INodeProperties {
	return {
		displayName: 'Most Missing (%)',
		name: 'mostMissing',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 5,
		description:
			'Share of the known patients that may be missing from the list. With more, the list counts as cut short, the node fails and hands nothing on. Up to ten missing patients are always looked at.',
		displayOptions: { show },
	};
}

/** A complete read of the practice's ids; each list is reported before the next one is read. */
async function listIds(call: PracticeCall): Promise<Set<string>> {
	const listed = new Set<string>();
	for await (const ids of call.session.port.patients.ids()) {
		await report(
			call,
			ids.map((id) => ({ id })),
		);
		for (const id of ids) listed.add(id);
	}
	return listed;
}

/** Reported as ids only: of a record that is read to see whether it is there, nothing else is used. */
async function report(
	{ session, param }: PracticeCall,
	patients: ReadonlyArray<{ readonly id: string }>,
): Promise<void> {
	const { flow, runId } = param<{ flow?: string; runId?: string }>('options', {});
	await reportPage(session.client, {
		action: 'read',
		subjects: patients.map(({ id }) => auditSubject(session, id)),
		fields: ['id'],
		purpose: 'HOPERAT',
		flow: flow !== undefined && flow !== '' ? flow : session.flow,
		...(runId && { runId }),
	});
}

async function compareWithKnown({ session }: PracticeCall, listed: ReadonlySet<string>) {
	const missing: KnownPatient[] = [];
	let known = 0;
	for await (const patient of knownPatients(session)) {
		known += 1;
		if (!listed.has(patient.id)) missing.push(patient);
	}
	return { known, missing };
}

function toItem(
	{
		session: {
			port: { scope },
		},
	}: PracticeCall,
	{ id, customerId, version }: KnownPatient,
) {
	const { system, practiceId } = scope;
	return {
		system,
		practiceId,
		id,
		externalIds: [{ system, practiceId, type: 'patient', value: id }],
		state: 'vanished',
		healthsail: { customerId, version },
	};
}

function incomplete(system: string, { listed, known, missing }: ListedAgainstKnown): SafeError {
	return new SafeError({
		kind: 'unavailable',
		message: `The read looks incomplete: the list holds ${listed} patients, and ${missing} of the ${known} that HealthSail knows are not on it.`,
		nextStep:
			'Run it again. If it stays, check the practice of the credential and the rights of its login; when so many patients did go, raise Most Missing (%) for one run.',
		system,
		vendorCode: 'ReadIncomplete',
	});
}

function requirePercent(value: number): number {
	if (Number.isFinite(value) && value >= 0 && value <= 100) return value;
	throw new SafeError({
		kind: 'validation',
		message: 'Most Missing (%) must be a number from 0 to 100.',
		nextStep: 'Correct the Most Missing (%) parameter.',
		fields: ['mostMissing'],
	});
}
