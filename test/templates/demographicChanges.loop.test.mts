// Both directions, again and again: staff and patients edit the same fields, and after every round the
// practice, HealthSail and each request stand as a model of the policies says.
//   LOOP_ROUNDS (50), LOOP_SEED (a number): another run of the same test
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import fc from 'fast-check';

import { rounds } from './loop/commands.mjs';
import { LoopModel, policies } from './loop/model.mjs';
import { firstValues, LoopWorld } from './loop/world.mjs';
import { openStage, type Stage } from './inProcess/stage.mjs';

const PATIENTS = 4;
const ROUNDS = Number(process.env.LOOP_ROUNDS ?? 50);
const SEED = Number(process.env.LOOP_SEED ?? 20_261_123);

let stage: Stage;
let world: LoopWorld;

before(async () => {
	const { address, phone, email, name } = policies;
	stage = await openStage(
		['tebra/demographic-sync', 'tebra/demographic-changes'],
		{ port: 4760, patients: 12, secondPracticePatients: 0, seed: 11 },
		50,
		{ changes: { policy: { address, phone, email, name } } },
	);
	const included = await stage.truth('included');
	world = new LoopWorld(
		stage,
		included.slice(0, PATIENTS).map(({ id }) => id),
	);
	for (let patient = 0; patient < PATIENTS; patient += 1) {
		await world.edit(patient, firstValues(patient));
	}
	await stage.engine.run(/patients to HealthSail/, 'Run by Hand');
	await stage.engine.run(/confirm the first load/, 'I Have Read the Counts');
	await stage.engine.run(/patients to HealthSail/, 'Every 15 Minutes');
});
after(() => stage.sandbox.stop());

test(`${ROUNDS} rounds of edits on both sides: no echo, no lost edit, every conflict by its policy`, async () => {
	const all = Array.from({ length: PATIENTS }, (_, index) => firstValues(index));
	const model = new LoopModel(
		all.map((values) => ({ values, changedAt: 0 })),
		all.map((values) => ({ ...values })),
	);
	assert.deepEqual(await world.mirror(), all, 'the first load did not bring the patients over');
	// One world that goes on from round to round: a failing run is told whole and not shrunk.
	const [life] = fc.sample(rounds(ROUNDS, PATIENTS), { numRuns: 1, seed: SEED });
	for (const [index, round] of life.entries()) {
		for (const command of round) {
			if (!command.check(model)) continue;
			await command.run(model, world);
		}
		assert.ok(index < ROUNDS);
	}
	const reached = new Set(model.requests.map(({ state }) => state));
	for (const state of ['accepted', 'declined', 'overruled', 'replaced'] as const) {
		assert.ok(reached.has(state), `no request was ${state}: the rounds prove too little`);
	}
});
