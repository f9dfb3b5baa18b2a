import assert from 'node:assert/strict';

import fc from 'fast-check';

import { fields, type LoopField, type LoopModel } from './model.mjs';
import { valueOf, type LoopWorld } from './world.mjs';

type Command = fc.AsyncCommand<LoopModel, LoopWorld>;

/** The front desk edits a record. */
class Edit implements Command {
	constructor(
		private readonly patient: number,
		private readonly field: LoopField,
		private readonly number: number,
	) {}

	check = () => true;

	async run(model: LoopModel, world: LoopWorld): Promise<void> {
		const value = valueOf(this.field, this.number);
		model.edit(this.patient, this.field, value);
		await world.edit(this.patient, { [this.field]: value });
	}

	toString = () => `edit ${this.patient} ${this.field} ${this.number}`;
}

/** A patient asks for a change of what HealthSail shows. */
class Propose implements Command {
	constructor(
		private readonly patient: number,
		private readonly field: LoopField,
		private readonly number: number,
	) {}

	check = (model: Readonly<LoopModel>) =>
		model.mirror[this.patient][this.field] !== valueOf(this.field, this.number);

	async run(model: LoopModel, world: LoopWorld): Promise<void> {
		const { patient, field } = this;
		const from = model.mirror[patient][field];
		const to = valueOf(field, this.number);
		const { id, path } = await world.propose(patient, field, [from, to]);
		model.propose({ id, patient, field, path, from, to });
	}

	toString = () => `propose ${this.patient} ${this.field} ${this.number}`;
}

/** Staff decide one of the open requests. */
class Decide implements Command {
	constructor(
		private readonly pick: number,
		private readonly approve: boolean,
	) {}

	check = (model: Readonly<LoopModel>) => model.pending().length > 0;

	async run(model: LoopModel, world: LoopWorld): Promise<void> {
		const open = model.pending();
		const request = open[this.pick % open.length];
		model.decide(request, this.approve);
		await world.decide(request.id, this.approve);
	}

	toString = () => `decide ${this.pick} ${String(this.approve)}`;
}

/** Both directions run, and everything stands as the model says; a second time nothing moves. */
export class Sync implements Command {
	check = () => true;

	async run(model: LoopModel, world: LoopWorld): Promise<void> {
		model.sync();
		await world.sync();
		await requireAlike(model, world);
		const states = statesOf(model);
		const before = await world.versions();
		model.sync();
		await world.sync();
		await requireAlike(model, world);
		// What came back to staff may be settled by the next sweep: the model says so.
		if (statesOf(model) === states) {
			assert.deepEqual(
				await world.versions(),
				before,
				'a run with nothing to do changed something',
			);
		}
	}

	toString = () => 'sync';
}

const statesOf = ({ requests, writes }: LoopModel) =>
	JSON.stringify([writes, requests.map(({ state, current }) => [state, current])]);

async function requireAlike(model: LoopModel, world: LoopWorld): Promise<void> {
	const practice = model.practice.map(({ values }) => values);
	assert.deepEqual(await world.practice(), practice, 'the practice holds something else');
	assert.deepEqual(await world.mirror(), practice, 'HealthSail shows something else');
	assert.equal(
		world.writes(),
		model.writes,
		'more or fewer writes than there are approved changes',
	);
	for (const request of model.requests) {
		const told = `${request.field} of patient ${request.patient}`;
		assert.equal(await world.stateOf(request.id), request.state, told);
	}
}

/** Rounds of edits on both sides, decisions and syncs, in any order. */
export function rounds(count: number, patients: number) {
	const patient = fc.nat({ max: patients - 1 });
	const field = fc.constantFrom(...fields);
	const number = fc.nat({ max: 89 });
	const edits: Array<fc.Arbitrary<Command>> = [
		fc.tuple(patient, field, number).map((facts) => new Edit(...facts)),
		fc.tuple(patient, field, number).map((facts) => new Propose(...facts)),
		fc.tuple(patient, field, number).map((facts) => new Propose(...facts)),
		fc.tuple(fc.nat({ max: 20 }), fc.boolean()).map((facts) => new Decide(...facts)),
		fc.constant(new Decide(0, true)),
	];
	// A round: some edits on both sides, then both directions.
	const round = fc
		.array(fc.oneof(...edits), { minLength: 1, maxLength: 6 })
		.map((commands) => [...commands, new Sync()]);
	return fc.array(round, { minLength: count, maxLength: count });
}

export type Rounds = Command[][];
