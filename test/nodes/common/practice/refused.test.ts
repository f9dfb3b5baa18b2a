import type { PmSystem } from '../../../../lib/canonical/externalId';
import { capabilities, pmSystems } from '../../../../lib/vendors';
import type { Capability } from '../../../../lib/capability';
import { practiceOutputs } from '../../../../nodes/common/practice/description';
import { practiceOperations } from '../../../../nodes/common/practice/operations';
import { unsupportedBy } from '../../../../nodes/common/practice/unsupported';
import { openStage } from './stage';

let close: (() => Promise<void>) | undefined;

afterEach(async () => {
	await close?.();
	close = undefined;
});

test('an operation that exists, but not for this system, is refused with the reason of its row', async () => {
	let opened = 0;
	const stage = await openStage(
		{
			close: async () => {
				opened += 1;
				await Promise.resolve();
			},
		},
		{},
		{ system: 'tebra' },
	);
	close = async () => await stage.fakes.close();
	const { error } = await stage.run('patient.getMerges', { since: '2026-11-01T00:00:00Z' });
	expect(error?.context?.failure).toMatchObject({ kind: 'unsupported', system: 'tebra' });
	expect(error?.message).toContain(
		"Tebra (Kareo) does not offer this operation. Merges happen in Tebra's own screens",
	);
	// The node shows no such resource, so that n8n drops the operation: the reason is the resource's.
	const whole = await stage.run('eligibility.request', { patientId: '501' });
	expect(whole.error?.message).toContain(
		'Tebra (Kareo) does not offer this operation. No operation; staff see the result',
	);
	expect(opened).toBe(0);
	const unknown = await stage.run('patient.guess');
	expect(unknown.error?.message).toContain('has no operation "guess"');
});

test.each([
	['greenway_intergy', 'appointments.changed', /HL7 messages of the practice's interface engine/],
	['greenway_intergy', 'appointments.book', /HealthSail's review queue/],
	['tebra', 'staffNotices.create', /a document for staff/],
] as Array<[PmSystem, Capability, RegExp]>)(
	'%s names the channel that serves %s',
	(system, capability, words) => {
		const { details } = unsupportedBy(system, capability);
		expect(details).toMatchObject({ kind: 'unsupported', system });
		expect(details.nextStep).toMatch(words);
	},
);

test('every cell of every row has words for its refusal', () => {
	for (const system of pmSystems) {
		for (const capability of Object.keys(capabilities[system]) as Capability[]) {
			const { message, nextStep } = unsupportedBy(system, capability).details;
			expect(message).toMatch(/^[A-Z].*\.$/s);
			expect(nextStep).toMatch(/^[A-Z].*\.$/s);
		}
	}
});

test('operations with several outputs name what comes out of them', () => {
	const named = practiceOperations.flatMap(({ resource, operation, outputs }) =>
		outputs ? [`${resource}.${operation}: ${outputs.join(', ')}`] : [],
	);
	expect(named).toEqual([
		'appointment.getAll: Appointments, Page',
		'appointment.getChanged: Appointments, Page',
		'demographicChange.deliver: Done, With Staff, By HL7, Attention',
		'demographicChange.followUp: Closed, Waiting',
		'patient.findVanished: Patients, Page',
		'patient.getAll: Patients, Page',
		'patient.getChanged: Patients, Page',
	]);
	expect(practiceOutputs).toMatch(
		/^=\{\{ .*"appointment\.getAll":\["Appointments","Page"\].* \}\}$/,
	);
});

test('no two operations share a resource and a value, and each has a capability of its own kind', () => {
	const values = practiceOperations.map(({ resource, operation }) => `${resource}.${operation}`);
	expect(new Set(values).size).toBe(values.length);
	expect(values).toHaveLength(34);
});
