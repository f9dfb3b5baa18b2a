// Every practice system in a real n8n: from the packed tarball to customers, as the demo shows it.
import { after, before, describe, it } from 'node:test';
import { tellStory } from '../../host/demo/story.mjs';
import { useCredential } from '../../host/importer.mjs';
import { practiceSystems, systemNames } from '../../host/practiceSystems.mjs';
import { stopAll } from '../../host/processes.mjs';
import { setUpStage, type Stage } from '../../host/stage.mjs';
import { findPlace, type Place } from './support/place.mjs';

const SIZE = { patients: 60, secondPractice: 12, optedOut: 4, flagged: 4 };

describe('The demographic sync of every practice system', { timeout: 1_200_000 }, () => {
	let place: Place;
	let stage: Stage;

	before(async () => {
		place = await findPlace();
		stage = await setUpStage({
			folder: place.folder,
			// The sandbox takes the ports before.
			n8nPort: place.port + 9,
			systems: systemNames,
			sandbox: { ...SIZE, port: place.port, speed: 60 },
		});
		for (const name of systemNames) await stage.api.deactivate(stage.workflowsOf[name].sync);
	});
	after(async () => {
		await stage?.stop();
		await stopAll();
		await place?.leave();
	});

	for (const system of systemNames) {
		const { key, title } = practiceSystems[system];

		it(`loads each patient of ${title} once, and finds nothing to do a second time`, async () => {
			// The systems hold the same people: HealthSail would link those of one to those of another.
			await stage.sandbox.reset(SIZE);
			await useCredential(stage.api, stage.sandbox, system);
			const { patients, unreached, excluded, strays } = await stage.sandbox.reach(key);
			const practice = { system, patients, unreached, excluded, fenced: strays };
			await tellStory(stage, practice, () => undefined);
		});
	}
});
