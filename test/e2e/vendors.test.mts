// Every practice system in a real n8n: from the packed tarball to customers, as the demo shows it, with
// patients whose every text carries a marker, of which nothing may stay in n8n.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { tellStory } from '../../host/demo/story.mjs';
import { useCredential } from '../../host/importer.mjs';
import { practiceSystems, systemNames } from '../../host/practiceSystems.mjs';
import { stopAll } from '../../host/processes.mjs';
import { setUpStage, type Stage } from '../../host/stage.mjs';
import { markerPattern } from '../../sandbox/people/markers.mjs';
import { findPlace, type Place } from './support/place.mjs';
import { healthSailState } from './support/sandboxState.mjs';
import { searchN8n, told } from './support/search.mjs';

const SIZE = { patients: 60, secondPractice: 12, optedOut: 4, flagged: 4 };

const PATTERNS = (['included', 'fenced', 'excluded'] as const).map(markerPattern);
const [INCLUDED, ...KEPT_OUT] = PATTERNS;
const ANY = new RegExp(PATTERNS.map(({ source }) => source).join('|'), 'i');
/** Files of n8n's editor, in which a marker's digits stand by chance. */
const SHIPPED = /^file \.cache\/n8n\/public\//;

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
			sandbox: { ...SIZE, port: place.port, speed: 60, markers: true },
			// The most talkative log is the one in which a value would turn up first.
			env: { N8N_LOG_LEVEL: 'debug', EXECUTIONS_DATA_SAVE_ON_PROGRESS: 'true' },
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

		it(`leaves no marked value of a patient of ${title} in n8n, and sends none that stays outside`, async () => {
			const held = JSON.stringify(await healthSailState(stage.sandbox));
			assert.ok(INCLUDED.test(held), 'HealthSail holds the marked patients');
			for (const pattern of KEPT_OUT)
				assert.ok(!pattern.test(held), 'HealthSail holds values of patients who stay outside');
			const { hits, tables, rows, files } = await searchN8n(stage.folder, ANY);
			assert.ok(tables >= 30 && (rows.execution_entity ?? 0) > 0, 'the database was searched');
			for (const wanted of ['n8n.log', 'sandbox.log'])
				assert.ok(files.includes(wanted), `${wanted} was searched`);
			const found = hits.filter(({ where }) => !SHIPPED.test(where));
			assert.deepEqual(found, [], `marked values after the runs: ${told(found)}`);
		});
	}
});
