import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { patientGuid } from '../../sandbox/carecloud/ids.mjs';
import type { TruthPatient } from '../../sandbox/practice/truth.mjs';
import { at } from './inProcess/lifecycle.mjs';
import { flows, practiceOn, type Practice } from './inProcess/proposals.mjs';
import { messageOf, openStage, type Stage } from './inProcess/stage.mjs';

/** The flows of staff approval with CareCloud, which writes only where the practice turned it on. */
let stage: Stage;
let practice: Practice;
let known: readonly TruthPatient[];

before(async () => {
	stage = await openStage(
		['carecloud/demographic-changes', 'carecloud/proposal-follow-up'],
		{ port: 4788, patients: 20, optedOutPatients: 1, systems: ['carecloud'], seed: 5 },
		25,
	);
	practice = await practiceOn(stage, {
		system: 'carecloud',
		account: 'CareCloud account',
		idOf: (record) => patientGuid(Number(record)),
		profile: {},
	});
	({ known } = practice);
	for (const [index, patient] of [at(known, 0), at(known, 1)].entries()) {
		await stage.healthSail(
			'POST',
			'customers',
			{
				externalIds: [
					{
						system: 'carecloud',
						practiceId: '1',
						type: 'patient',
						value: patientGuid(Number(patient.id)),
						primary: true,
						verification: 'verified',
						matchMethod: 'external_id',
					},
				],
				demographics: {
					givenName: patient.firstName,
					familyName: patient.lastName,
					birthDate: patient.birthDate,
				},
			},
			{ 'Idempotency-Key': `customer-${index}` },
		);
	}
});
after(() => stage?.sandbox.stop());

const email = (patient: TruthPatient, to: string) => ({
	path: '/demographics/email',
	from: patient.email ?? null,
	to,
});

test('n8n finds nothing wrong with any workflow of the sets', () => {
	assert.equal(stage.templates.length, 2 + 1);
	for (const template of stage.templates) {
		assert.deepEqual(stage.engine.problems(template), [], template.name);
	}
});

test('where writing is off an approved change goes to staff, and is closed when they keyed it in', async () => {
	const patient = at(known, 0);
	const proposal = await practice.propose(patient, [email(patient, 'staff@patient.example')]);
	await stage.engine.run(flows.sweep, 'Run by Hand');
	assert.equal((await practice.read(proposal)).changes[0]?.current?.value, patient.email);
	await practice.decide(proposal, ['approved']);
	const run = await stage.engine.run(flows.sweep, 'Every 15 Minutes');
	assert.equal(messageOf(run), undefined);
	assert.equal(run.items('Deliver to the Practice', 1).length, 1);
	assert.equal((await practice.now(patient)).email, patient.email);
	await practice.keyIn(patient, { email: 'staff@patient.example' });
	const closing = await stage.engine.run(flows.followUp, 'Every Night');
	assert.equal(messageOf(closing), undefined);
	assert.equal(closing.items('Look for the Value', 0).length, 1);
	assert.equal((await practice.read(proposal)).closedAs, 'accepted');
});

test('where the practice turned writing on, the approved field is written and nothing else', async () => {
	const patient = at(known, 1);
	practice.useProfile({ carecloud: { patientUpdates: 'on' } });
	const proposal = await practice.propose(patient, [email(patient, 'direct@patient.example')]);
	await stage.engine.run(flows.sweep, 'Run by Hand');
	await practice.decide(proposal, ['approved']);
	const run = await stage.engine.run(flows.sweep, 'Run by Hand');
	assert.equal(messageOf(run), undefined);
	assert.equal(run.items('Deliver to the Practice', 0).length, 1);
	const now = await practice.now(patient);
	assert.deepEqual(now, {
		...patient,
		email: 'direct@patient.example',
		lastModifiedAt: now.lastModifiedAt,
	});
	assert.equal((await practice.read(proposal)).closedAs, 'accepted');
});
