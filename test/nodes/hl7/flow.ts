import type { IDataObject } from 'n8n-workflow';

import { runNode, type NodeRun, type NodeResult } from '../../support/nodes';
import { acknowledge, deliver, type Delivery } from './support';

/** The steps of the template hl7/inbound, node by node, for tests without a server. */

/** The run is killed before this step begins; its work so far stays. */
export class Killed extends Error {}

export interface FlowOptions extends Delivery {
	/** How long the run holds its message; the template's 60 seconds when absent. */
	readonly leaseSeconds?: number;
	/** Called before every step with its number; throws `Killed` to kill the run there. */
	readonly beforeStep?: (step: number) => void;
}

/** What the engine gets: an answer, or nothing. */
export interface EngineAnswer {
	readonly status: number;
	readonly body: string;
}

/** One message through trigger and flow. Throws what ends the run without an answer. */
export async function receiveMessage(text: string, options: FlowOptions): Promise<EngineAnswer> {
	let step = 0;
	const run = async (
		resource: string,
		operation: string,
		parameters: IDataObject,
		items: readonly IDataObject[],
	) => {
		options.beforeStep?.((step += 1));
		return await runNode({
			nodeType: 'healthSail',
			parameters: {
				healthSailAuthentication: 'apiKey',
				resource,
				operation,
				...parameters,
			} as NodeRun['parameters'],
			baseUrls: { healthSail: options.healthSail },
			items,
			onError: 'continueRegularOutput',
		});
	};
	options.beforeStep?.(0);
	const { item, answer } = await deliver(text, options);
	if (item === undefined) return answer ?? { status: 500, body: '' };
	const take = {
		flow: 'hl7/inbound',
		eventId: item.eventId,
		leaseSeconds: options.leaseSeconds ?? 60,
	};
	const taken = await run('event', 'take', take, [item]);
	const [mine] = taken.json(0);
	if (taken.json(1).length > 0) return await acknowledge(item, { result: 'later' });
	if (taken.json(2).length > 0) return await acknowledge(item, { result: 'accepted' });
	if (typeof mine?.leaseKey !== 'string') return { status: 500, body: '' };
	const results = [
		...(item.hasPatient === true ? await writePatient(mine, run, options) : []),
		...(item.kind === 'merge' ? await mergePatients(mine, run) : []),
		...(item.appointment !== undefined
			? (
					await run('appointment', 'createOrUpdate', { appointment: '={{ $json.appointment }}' }, [
						mine,
					])
				).json()
			: []),
	];
	const failures = results.filter(({ error }) => error);
	const lease = { leaseKey: mine.leaseKey, owner: mine.owner };
	if (failures.length > 0) {
		await run('lease', 'release', lease, [mine]);
		return await acknowledge(item, { result: 'fromFailures', failures });
	}
	const done = await run('event', 'done', lease, [mine]);
	if (done.json()[0]?.done !== true) return { status: 500, body: '' };
	options.beforeStep?.((step += 1));
	return await acknowledge(item, { result: 'accepted' });
}

type Run = (
	resource: string,
	operation: string,
	parameters: IDataObject,
	items: readonly IDataObject[],
) => Promise<NodeResult>;

async function writePatient(mine: IDataObject, run: Run, { beforeStep }: FlowOptions) {
	const compared = await run('customer', 'compare', {}, [mine]);
	const [isNew, changed, , leaving] = [0, 1, 2, 3].map((output) => compared.json(output));
	if (leaving.length > 0) return (await run('customer', 'strip', {}, leaving)).json();
	if (changed.length > 0) return (await run('customer', 'createOrUpdate', {}, changed)).json();
	if (isNew.length === 0) return [];
	const found = await run('customer', 'findCandidates', { searchBy: 'patients' }, isNew);
	beforeStep?.(99);
	const matched = await runNode({
		nodeType: 'patientMatch',
		parameters: { operation: 'againstCandidates', settings: '={{ $json.identity }}' },
		items: found.json(),
	});
	const [links, reviews, created] = [0, 1, 2].map((output) => matched.json(output));
	return [
		...(links.length > 0 ? (await run('customer', 'createOrUpdate', {}, links)).json() : []),
		...(reviews.length > 0
			? (await run('matchReview', 'create', { createFrom: 'matches' }, reviews)).json()
			: []),
		...(created.length > 0 ? (await run('customer', 'createOrUpdate', {}, created)).json() : []),
	];
}

async function mergePatients(mine: IDataObject, run: Run) {
	const { system, practiceId, survivorId, loserId } = mine.merge as IDataObject;
	const pair = { system, practiceId, survivor: survivorId, loser: loserId };
	return (await run('patient', 'merge', pair, [mine])).json();
}
