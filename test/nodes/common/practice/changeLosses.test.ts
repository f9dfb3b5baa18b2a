import type { Patient } from '../../../../lib/canonical/patient';
import { SafeError } from '../../../../lib/privacy/errors';
import {
	approvedMove,
	failed,
	keptPatient,
	keptRequest,
	openChangeStage,
	pendingMove,
} from './changeStage';
import { included, sourcePatient } from './stage';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: () => true,
}));

/** Ways in which a decision of staff could be lost, or a practice stopped for nothing. */

const landedDaysAgo = (days: number) => ({
	state: 'landed',
	channel: 'notice',
	pmRefs: [],
	attempts: 1,
	landedAt: new Date(Date.now() - days * 86_400_000).toISOString(),
});

const byHl7 = { lacks: ['write' as const], channels: ['direct', 'hl7', 'manual'] as const };

describe('what is told to staff a second time', () => {
	it('has a reference of its own, since a system may take one notice per reference', async () => {
		const { run, practice } = await openChangeStage({
			lacks: ['write'],
			request: { delivery: { state: 'not_started', pmRefs: [], attempts: 1 } },
		});
		await run('deliver');
		expect(practice.notices).toMatchObject([
			{ reference: 'HSD4K2M8Q1-2', subject: '[HSD4K2M8Q1-2] Approved change to key in' },
		]);
	});

	it('has one also as a reminder', async () => {
		const { run, practice } = await openChangeStage({ request: { delivery: landedDaysAgo(4) } });
		await run('followUp');
		expect(practice.notices).toMatchObject([{ reference: 'HSD4K2M8Q1-R' }]);
	});
});

describe('a message by HL7', () => {
	it('has another number with each attempt', async () => {
		const { run } = await openChangeStage({ ...byHl7, channels: [...byHl7.channels] });
		expect((await run('deliver')).json(2)).toMatchObject([{ reference: 'HSD4K2M8Q1-1' }]);
		expect((await run('deliver')).json(2)).toMatchObject([{ reference: 'HSD4K2M8Q1-2' }]);
	});

	it('is not made again once the other side refused it: the next way takes the change', async () => {
		const { run, request } = await openChangeStage({
			...byHl7,
			channels: [...byHl7.channels],
			request: {
				delivery: {
					state: 'failed',
					channel: 'hl7',
					lastErrorCode: 'refusedByEngine',
					pmRefs: [],
					attempts: 1,
				},
			},
		});
		const { json } = await run('deliver');
		expect(json(2)).toEqual([]);
		expect(json(1)).toMatchObject([{ state: 'withStaff', channel: 'manual' }]);
		expect(request().delivery.state).toBe('landed');
	});

	it('leaves to staff, with the reason, what it cannot say', async () => {
		const [address, phone] = approvedMove();
		const card = {
			id: 'chg_3',
			path: '/coverages/new',
			from: null,
			to: { priority: 'primary', payer: { name: 'Example Health' }, memberId: 'M1' },
			decision: 'approved',
			valueSeen: null,
		};
		const { run, request } = await openChangeStage({
			...byHl7,
			channels: [...byHl7.channels],
			request: { changes: [address, { ...phone, to: null }, card] },
		});
		expect((await run('deliver')).json(2)).toMatchObject([{ withStaff: 1, refused: 2 }]);
		expect(request().changes).toMatchObject([
			{ outcome: 'with_staff' },
			{ outcome: 'refused', outcomeCode: 'clearing' },
			{ outcome: 'refused', outcomeCode: 'unsupportedField' },
		]);
	});

	it('is not made where it would say nothing', async () => {
		const [, phone] = approvedMove();
		const { run, request } = await openChangeStage({
			...byHl7,
			channels: [...byHl7.channels],
			request: { changes: [{ ...phone, to: null }] },
		});
		expect((await run('deliver')).json(1)).toMatchObject([{ channel: 'manual' }]);
		expect(request().changes).toMatchObject([{ outcome: 'with_staff' }]);
	});
});

describe('a note of an earlier write', () => {
	const email = {
		id: 'chg_9',
		path: '/demographics/email',
		from: 'jordan@example.org',
		to: 'new@example.org',
		decision: 'approved',
		valueSeen: 'jordan@example.org',
	};

	it('that was told long ago stops no writes over what the practice changed since', async () => {
		const { run, practice, requests, stage } = await openChangeStage();
		let note = '';
		practice.send = (apply) => {
			note =
				stage.fakes.healthSail.requests
					.filter(({ method, url }) => method === 'PATCH' && url.includes('/leases/'))
					.map(({ body }) => (JSON.parse(body) as { cursor: string }).cursor)
					.at(-1) ?? '';
			apply();
		};
		expect((await run('deliver')).json(0)).toMatchObject([{ state: 'accepted' }]);
		// As when the note could not be taken away, and staff of the practice went on with the chart.
		stage.fakes.rewriteLeases(() => note);
		practice.more.Alert = 'Another one';
		practice.send = (apply) => apply();
		requests.requests.set('dcr_2', keptRequest({ id: 'dcr_2', changes: [email] }));
		expect((await run('deliver', 'dcr_2')).json(0)).toMatchObject([{ state: 'accepted' }]);
		expect(requests.incidents).toEqual([]);
	});
});

describe('a field that the practice keeps from HealthSail', () => {
	it('is not written, whatever stands in it', async () => {
		const change = {
			id: 'chg_1',
			path: '/demographics/email',
			from: null,
			to: 'new@example.org',
			decision: 'approved',
			valueSeen: null,
		};
		const { run, practice, request, stage } = await openChangeStage({
			request: { changes: [change] },
		});
		practice.patient = { ...keptPatient(), email: null };
		const { scope } = stage.port().scope.profile;
		Object.assign(scope, { fields: scope.fields.filter((field) => field !== 'email') });
		expect((await run('deliver')).json(1)).toMatchObject([{ state: 'withStaff' }]);
		expect(practice.sent).toEqual([]);
		expect(request().changes).toMatchObject([
			{ outcome: 'refused', outcomeCode: 'unsupportedField' },
		]);
	});
});

describe('a new patient whom the system does not take', () => {
	const approved = (id: string, path: string, to: unknown) => ({
		...{ id, path, from: null, to },
		...{ decision: 'approved', valueSeen: null },
	});
	const open = async () =>
		await openChangeStage({
			request: {
				kind: 'new_patient',
				changes: [
					approved('chg_1', '/demographics/givenName', 'Robin'),
					approved('chg_2', '/demographics/familyName', 'Newcomer'),
					approved('chg_3', '/demographics/birthDate', '1990-05-04'),
				],
			},
			customer: { externalIds: [] },
		});
	const coded = (kind: 'configuration' | 'validation', vendorCode: string) =>
		new SafeError({ kind, vendorCode, message: 'Not done.', nextStep: 'Look.' });
	const robin: Patient = {
		...sourcePatient('777').patient,
		givenName: 'Robin',
		familyName: 'Newcomer',
		birthDate: '1990-05-04',
	};

	it.each([
		['a state it does not know', coded('validation', 'unknownState'), 'unknownState'],
		['creates that are turned off', coded('configuration', 'updatesOff'), 'updatesOff'],
		['a person it has already', failed('conflict'), 'possibleDuplicate'],
	])('goes to staff with the reason: %s', async (_what, error, code) => {
		const { run, practice, request } = await open();
		practice.create = () => {
			throw error;
		};
		await run('deliver');
		expect(request()).toMatchObject({
			delivery: { state: 'landed', channel: 'manual' },
			changes: [{ outcomeCode: code }, { outcomeCode: code }, { outcomeCode: code }],
		});
	});

	it('is taken for ours where it has our reference already', async () => {
		const { run, practice, requests } = await open();
		practice.create = () => {
			practice.namesakes.push(robin);
			throw failed('conflict');
		};
		practice.findCreated = () => practice.namesakes[0];
		expect((await run('deliver')).json(0)).toMatchObject([{ state: 'accepted' }]);
		expect(requests.linked).toMatchObject([{ value: '777' }]);
	});
});

describe('a system that is not set up for it', () => {
	it.each(['configuration', 'permission'] as const)(
		'takes no notice (%s): the list of the review inbox has it, and no run fails for ever',
		async (kind) => {
			const { run, practice, request } = await openChangeStage({ lacks: ['write'] });
			practice.notice = () => {
				throw failed(kind);
			};
			expect((await run('deliver')).json(1)).toMatchObject([{ channel: 'manual' }]);
			expect(request().delivery).toMatchObject({ state: 'landed', channel: 'manual' });
		},
	);

	it('does not let us write: staff have it', async () => {
		const { run, practice, request } = await openChangeStage();
		practice.send = () => {
			throw failed('permission');
		};
		expect((await run('deliver')).json(1)).toMatchObject([{ channel: 'notice', refused: 2 }]);
		expect(request().changes).toMatchObject([
			{ outcome: 'refused', outcomeCode: 'unsupportedField' },
			{ outcome: 'refused', outcomeCode: 'unsupportedField' },
		]);
	});
});

describe('a patient who is kept out after staff approved', () => {
	const known = { 501: { ...included('cus_501'), cohort: [{ list: 'opted_out' as const }] } };

	it('is named, and no run fails for it', async () => {
		const { run, practice, request, requests } = await openChangeStage({ known });
		expect((await run('deliver')).json(3)).toMatchObject([{ state: 'keptOut' }]);
		expect(request()).toMatchObject({
			delivery: { state: 'failed', lastErrorCode: 'keptOut' },
			changes: [{ outcomeCode: 'keptOut' }, { outcomeCode: 'keptOut' }],
		});
		const told = requests.asked.length;
		expect((await run('deliver')).json(3)).toMatchObject([{ state: 'keptOut' }]);
		expect(requests.asked).toHaveLength(told);
		expect(practice.sent).toEqual([]);
	});

	it('is written to once they are back', async () => {
		const { run, practice } = await openChangeStage({
			request: {
				changes: approvedMove().map((change) => ({
					...change,
					outcome: 'refused',
					outcomeCode: 'keptOut',
				})),
				delivery: { state: 'failed', lastErrorCode: 'keptOut', pmRefs: [], attempts: 0 },
			},
		});
		expect((await run('deliver')).json(0)).toMatchObject([{ state: 'accepted' }]);
		expect(practice.sent).toHaveLength(1);
	});

	it('is compared and followed up without a look at the chart', async () => {
		const compared = await openChangeStage({
			known,
			request: { changes: pendingMove(), review: { state: 'pending_review' } },
		});
		expect((await compared.run('compare')).json(0)).toMatchObject([
			{ state: 'unreadable', code: 'keptOut' },
		]);
		const followed = await openChangeStage({ known, request: { delivery: landedDaysAgo(4) } });
		expect((await followed.run('followUp')).json(1)).toMatchObject([{ state: 'reminded' }]);
		expect(followed.practice.notices).toEqual([]);
		expect(followed.stage.audits()).toEqual([]);
	});
});
