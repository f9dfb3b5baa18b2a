// Every credential of the pack in a real n8n: what the editor's test button and its Connect button do
// with what is right and what is wrong, that no other node gets hold of one, and that those of a second
// interface work beside the others. All people and secrets are made up.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { useCredential } from '../../host/importer.mjs';
import type { N8nApi } from '../../host/n8nApi.mjs';
import { makeOther, otherCredentials, type OtherType } from '../../host/otherCredentials.mjs';
import { practiceSystems, systemNames, type SystemName } from '../../host/practiceSystems.mjs';
import { stopAll } from '../../host/processes.mjs';
import { setUpStage, type Stage } from '../../host/stage.mjs';
import { openOracle, type FhirType, type PlansByVisit } from './support/fhirOracle.mjs';
import { runOther } from './support/otherNode.mjs';
import { findPlace, type Place } from './support/place.mjs';
import { healthSailState } from './support/sandboxState.mjs';
import { secondCases, type SecondCase } from './support/secondCases.mjs';
import { runSecondFlow, type Items, type NodeCredential } from './support/secondFlow.mjs';
import { rightValues, secretsOf, testedCredentials } from './support/wrongSecrets.mjs';

const SIZE = { patients: 60, secondPractice: 12, optedOut: 4, flagged: 4 };
/** Patients of whom a flow looks for the second record. */
const LOOKED_FOR = 6;
const YEAR = { from: '2025-11-23', to: '2026-11-22' };
/** Credentials that a person connects in the vendor's page. */
const CONNECTED = {
	careCloudOAuth2Api: async ({ sandbox }: Stage) =>
		await practiceSystems.carecloud.credential(sandbox),
	careCloudFhirOAuth2Api: ({ sandbox }: Stage) =>
		otherCredentials.careCloudFhirOAuth2Api.values(sandbox),
};

interface Person {
	id: string;
	vendorId: string;
	firstName: string;
	lastName: string;
	birthDate?: string;
	reached: boolean;
}

describe('The credentials of the pack in a real n8n', { timeout: 900_000 }, () => {
	let place: Place;
	let stage: Stage;
	let api: N8nApi;
	/** By type. */
	const stored = new Map<string, NodeCredential>();

	before(async () => {
		place = await findPlace();
		stage = await setUpStage({
			folder: place.folder,
			// The sandbox takes the ports before.
			n8nPort: place.port + 9,
			systems: systemNames,
			alsoServed: ['hl7'],
			// A login a minute, which is all that AdvancedMD takes, would be a wait for each test.
			sandbox: { ...SIZE, port: place.port, speed: 60, limits: false },
		});
		({ api } = stage);
		for (const type of Object.keys(otherCredentials) as OtherType[])
			await makeOther(api, stage.sandbox, type);
		for (const { id, name, type } of await api.listCredentials()) stored.set(type, { id, name });
	});
	after(async () => {
		await stage?.stop();
		await stopAll();
		await place?.leave();
	});

	const credential = (type: string): NodeCredential => {
		const found = stored.get(type);
		assert.ok(found, `n8n holds a credential of the type ${type}`);
		return found;
	};

	const people = async (key: string, group: string): Promise<Person[]> =>
		((await stage.sandbox.ask(`${key}/state?group=${group}`)) as { patients: Person[] }).patients;

	/** No secret of these values stands in a text, and nobody of the practices. */
	async function assertTellsNothing(text: string, values: object): Promise<void> {
		for (const secret of secretsOf(values))
			assert.ok(!text.includes(secret), 'the text holds a secret');
		for (const { firstName, lastName, birthDate } of await people('tebra', 'all')) {
			assert.ok(!text.includes(`${firstName} ${lastName}`), 'the text names a patient');
			assert.ok(!birthDate || !text.includes(birthDate), 'the text holds a birth date');
		}
	}

	describe('The test button', () => {
		for (const [type, { system, wrong }] of Object.entries(testedCredentials)) {
			it(`finds ${type} right as it is stored`, async () => {
				if (system) await useCredential(api, stage.sandbox, system);
				const read = await api.readCredential(credential(type).id);
				const right = await rightValues(type, stage.sandbox);
				await assertTellsNothing(JSON.stringify(read), right);
				const { status, message } = await api.testCredential(read);
				assert.equal(status, 'OK', message);
				await assertTellsNothing(message, right);
			});

			for (const [what, mistake] of Object.entries(wrong))
				it(`tells what to do when the ${what} of ${type} is wrong`, async () => {
					const right = await rightValues(type, stage.sandbox);
					const values = mistake.values();
					const made = await api.saveCredential(`Wrong ${type}`, type, { ...right, ...values });
					const answer = await api.testCredential(await api.readCredential(made));
					assert.equal(answer.status, 'Error', answer.message);
					assert.match(answer.message, mistake.says);
					await assertTellsNothing(answer.message, right);
					await assertTellsNothing(answer.message, values);
				});
		}
	});

	describe('The Connect button', () => {
		for (const [type, valuesOf] of Object.entries(CONNECTED)) {
			const holdsToken = async (id: string): Promise<boolean> =>
				(await api.readCredential(id)).data.oauthTokenData === true;

			it(`gives ${type} a token, which its form does not show`, async () => {
				const values = await valuesOf(stage);
				const id = await api.saveCredential(`Fresh ${type}`, type, values);
				assert.equal(await holdsToken(id), false);
				await api.connectCredential(id);
				assert.equal(await holdsToken(id), true);
				await assertTellsNothing(JSON.stringify(await api.readCredential(id)), values);
			});

			it(`gives ${type} no token when the client secret is wrong`, async () => {
				const values = { ...(await valuesOf(stage)), clientSecret: 'not-the-right-secret-4711' };
				const id = await api.saveCredential(`Wrong ${type}`, type, values);
				await assert.rejects(api.connectCredential(id), /connect the credential/);
				assert.equal(await holdsToken(id), false);
			});
		}
	});

	describe('An HTTP Request node', () => {
		it('is not saved with a credential that is kept for the nodes of the pack', async () => {
			for (const [type, key] of [
				['advancedMdApi', 'advancedmd'],
				['careCloudOAuth2Api', 'carecloud'],
				['greenwayFhirApi', 'greenway_prime_suite'],
				['healthSailApi', 'tebra'],
			]) {
				const refusal = await runOther(api, stage.sandbox.url(key), type, credential(type));
				assert.equal(refusal.at, 'saving', refusal.message);
				assert.match(refusal.message, /it is restricted to: n8n-nodes-healthsail\./);
			}
		});

		it('is refused the others when it runs, before anything is sent', async () => {
			for (const type of [
				'nextGenOAuth2Api',
				'nextGenFhirOAuth2Api',
				'tebraFhirOAuth2Api',
				'healthSailOAuth2Api',
			]) {
				const last = await stage.sandbox.lastCall();
				const { baseUrl } = (await rightValues(type, stage.sandbox)) as { baseUrl: string };
				const refusal = await runOther(api, `${baseUrl}/Patient`, type, credential(type));
				assert.equal(refusal.at, 'running', refusal.message);
				assert.match(refusal.message, /configured to prevent use within an HTTP Request/);
				assert.deepEqual(await stage.sandbox.calls(last), [], `what the sandbox got of ${type}`);
			}
		});
	});

	describe('The credential of a second interface', () => {
		for (const [name, one] of Object.entries(secondCases)) {
			const system = name as SystemName;
			const { key, title } = practiceSystems[system];

			it(`links each patient of ${title} with the right record there, and reads what lies behind it`, async () => {
				await useCredential(api, stage.sandbox, system);
				const { chosen, plans } = await choose(one, key);
				const last = await stage.sandbox.lastCall();
				if (one.plan) {
					const { search: operation } = one.plan;
					await stage.sandbox.addFault({ system: key, operation, kind: 'expiredSession' });
				}
				const made = await runSecondFlow(api, flowOf(one, chosen));
				assertFound(one, chosen, made);
				const linked = (await healthSailState(stage.sandbox)).customers.flatMap(({ externalIds }) =>
					externalIds.filter((id) => id.system === key && id.type === one.idType),
				);
				assert.deepEqual(
					linked.map(({ value, verification }) => `${value} ${verification}`).sort(),
					chosen.map(({ id }) => `${one.idOf(id)} verified`).sort(),
				);
				if (!one.plan) return;
				const refused = (await stage.sandbox.calls(last)).filter(({ status }) => status === 401);
				assert.ok(
					refused.some(({ operation }) => operation === one.plan?.search),
					'the token ended on the way, and n8n fetched another one',
				);
				assertPlans(one.plan.kind, plans, made);
			});
		}

		it('tells what to do when the client secret of Tebra FHIR is wrong', async () => {
			const right = await otherCredentials.tebraFhirOAuth2Api.values(stage.sandbox);
			const wrong = { ...right, clientSecret: 'not-the-right-secret-4711' };
			const type = 'tebraFhirOAuth2Api';
			const id = await api.saveCredential(`Wrong ${type}`, type, wrong);
			const one = secondCases.tebra as SecondCase;
			const { chosen } = await choose(one, 'tebra');
			const flow = flowOf(one, chosen.slice(0, 1));
			const credentials = { ...flow.credentials, [type]: { id, name: `Wrong ${type}` } };
			let message = '';
			await assert.rejects(runSecondFlow(api, { ...flow, credentials }), (error: Error) => {
				({ message } = error);
				return true;
			});
			assert.match(message, /^Find Second: /);
			assert.match(message, /check client id, secret, scope and token address/);
			await assertTellsNothing(message, wrong);
		});
	});

	/** Patients who can be looked for; with what was planned at their visits where that is asked. */
	async function choose(one: SecondCase, key: string) {
		const known = (await people(key, 'included')).filter(
			({ reached, birthDate }) => reached && birthDate,
		);
		const plans = new Map<string, PlansByVisit>();
		if (one.plan) {
			const read = await openOracle(stage.sandbox, one.second as FhirType, one.plan.type);
			for (const { id, vendorId } of known) plans.set(vendorId, await read(one.idOf(id)));
		}
		const chosen = known.filter(({ vendorId }) => !one.plan || plans.get(vendorId)?.size);
		return { chosen: chosen.slice(0, LOOKED_FOR), plans };
	}

	function flowOf(one: SecondCase, chosen: readonly Person[]) {
		const { nodeType, nodeParameters, main, second, idType, healthSail } = one;
		return {
			...{ nodeType, idType, ...(nodeParameters && { nodeParameters }) },
			credentials: { [main]: credential(main), [second]: credential(second) },
			healthSail: { [healthSail]: credential(healthSail) },
			patientIds: chosen.map(({ vendorId }) => vendorId),
			...(one.plan && { window: YEAR }),
		};
	}
});

/** The right record is among those found, and is the same person. */
function assertFound(one: SecondCase, chosen: readonly Person[], made: Items): void {
	const found = made['Find Second'];
	assert.equal(found.length, LOOKED_FOR);
	for (const { id, vendorId, firstName, lastName, birthDate } of chosen) {
		const candidates = found.find((item) => item.id === vendorId)?.candidates as Items[string];
		const own = candidates.find((candidate) => candidate.id === one.idOf(id));
		assert.deepEqual(
			[own?.givenName, own?.familyName, own?.birthDate],
			[firstName, lastName, birthDate],
		);
	}
}

/** What was planned at each visit is what the second interface holds of it. */
function assertPlans(
	kind: string,
	plans: Map<string, PlansByVisit>,
	{ Visits: visits }: Items,
): void {
	let told = 0;
	for (const visit of visits) {
		const [{ value }] = visit.externalIds as Array<{ value: string }>;
		const recommendations = visit.recommendations as Array<{ kind: string; text: string }>;
		const texts = recommendations.filter((one) => one.kind === kind).map(({ text }) => text);
		assert.deepEqual(texts, plans.get(String(visit.patientId))?.get(value) ?? [], value);
		told += texts.length;
	}
	assert.ok(told >= LOOKED_FOR / 2, `${told} of kind ${kind} were told`);
}
