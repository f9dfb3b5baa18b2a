import type { Patient } from '../../../../lib/canonical/patient';
import type { ChangeStage } from './changeStage';
import {
	approvedMove,
	home,
	keptPatient,
	keptRequest,
	moved,
	openChangeStage,
} from './changeStage';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: () => true,
}));

/** A run that dies between the write and the read-back, and the run that comes after it. */

const never = async () => await new Promise<void>(() => undefined);

/** Starts a delivery that dies in its write; its lease has run out when this returns. */
async function dieWhileWriting(
	{ run, practice, stage }: ChangeStage,
	write: (apply: () => void) => void,
): Promise<void> {
	const reached = new Promise<void>((resolve) => {
		practice.send = async (apply) => {
			write(apply);
			resolve();
			await never();
		};
	});
	void run('deliver');
	await reached;
	stage.fakes.expireLeases();
	practice.send = (apply) => apply();
}

function passAMinute(): void {
	jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
}

describe('the run after one that died', () => {
	it('finds what was written and does not write it again', async () => {
		const opened = await openChangeStage();
		await dieWhileWriting(opened, (apply) => apply());
		expect(opened.request().delivery).toMatchObject({ state: 'queued', attempts: 1 });
		expect((await opened.run('deliver')).json(0)).toMatchObject([
			{ state: 'accepted', applied: 2 },
		]);
		expect(opened.practice.sent).toHaveLength(1);
	});

	it('writes what was not written, once nothing can come through any more', async () => {
		const opened = await openChangeStage();
		await dieWhileWriting(opened, () => undefined);
		expect((await opened.run('deliver')).json(3)).toMatchObject([{ state: 'outcomeUnknown' }]);
		expect(opened.practice.sent).toHaveLength(1);
		// The look at the record is reported too, though nothing came of it.
		expect(opened.stage.audits().map(({ action }) => action)).toEqual(['read', 'update', 'read']);
		passAMinute();
		expect((await opened.run('deliver')).json(0)).toMatchObject([{ state: 'accepted' }]);
		expect(opened.practice.sent).toHaveLength(2);
		expect(opened.practice.patient?.addresses).toEqual([{ use: 'home', ...moved }]);
	});

	it('writes only the rest where a part had come through', async () => {
		const opened = await openChangeStage();
		await dieWhileWriting(opened, () => {
			opened.practice.patient = { ...keptPatient(), addresses: [{ use: 'home', ...moved }] };
		});
		passAMinute();
		expect((await opened.run('deliver')).json(0)).toMatchObject([{ state: 'accepted' }]);
		expect(opened.practice.sent).toEqual([['chg_1', 'chg_2'], ['chg_2']]);
	});

	it('sees that the write changed something else, and stops the writes', async () => {
		const opened = await openChangeStage();
		await dieWhileWriting(opened, (apply) => {
			apply();
			opened.practice.patient = {
				...(opened.practice.patient as Patient),
				email: null,
			};
		});
		expect((await opened.run('deliver')).json(3)).toMatchObject([{ state: 'incident' }]);
		expect(opened.requests.incidents).toMatchObject([
			{ kind: 'unexpected_change', fields: ['email'], by: 'dcr_1' },
		]);
	});

	it('has staff decide again where the practice shows a third value', async () => {
		const opened = await openChangeStage();
		await dieWhileWriting(opened, () => {
			opened.practice.patient = {
				...keptPatient(),
				addresses: [{ use: 'home', ...home, line1: '5 Third St' }],
			};
		});
		passAMinute();
		expect((await opened.run('deliver')).json(3)).toMatchObject([{ state: 'changedMeanwhile' }]);
		expect(opened.request()).toMatchObject({
			review: { state: 'in_review' },
			delivery: { state: 'not_started' },
		});
	});

	it('looks at the write of another request about the same patient first', async () => {
		const opened = await openChangeStage();
		await dieWhileWriting(opened, (apply) => {
			apply();
			opened.practice.more.Alert = '';
		});
		const email = {
			id: 'chg_9',
			path: '/demographics/email',
			from: 'jordan@example.org',
			to: 'new@example.org',
			decision: 'approved',
			valueSeen: 'jordan@example.org',
		};
		opened.requests.requests.set('dcr_2', keptRequest({ id: 'dcr_2', changes: [email] }));
		expect((await opened.run('deliver', 'dcr_2')).json(3)).toMatchObject([
			{ requestId: 'dcr_2', state: 'stopped' },
		]);
		expect(opened.requests.incidents).toMatchObject([{ fields: ['Alert'], by: 'dcr_1' }]);
		expect(opened.practice.sent).toHaveLength(1);
	});

	it('tells a record with too many members to be kept by one hash', async () => {
		const opened = await openChangeStage();
		for (let index = 0; index < 1_000; index += 1) {
			opened.practice.more[`Custom.Field.${index}`] = `value ${index}`;
		}
		await dieWhileWriting(opened, (apply) => {
			apply();
			opened.practice.more['Custom.Field.7'] = 'gone';
		});
		const kept = opened.stage.fakes.healthSail.requests
			.filter(({ method, url }) => method === 'PATCH' && url.includes('/leases/'))
			.map(({ body }) => (JSON.parse(body) as { cursor: string }).cursor);
		expect(kept[0].length).toBeLessThan(16_384);
		expect((await opened.run('deliver')).json(3)).toMatchObject([{ state: 'incident' }]);
		expect(opened.requests.incidents).toMatchObject([{ fields: ['record'] }]);
	});

	it('goes on where the note is of another version of the pack', async () => {
		const opened = await openChangeStage();
		await dieWhileWriting(opened, (apply) => apply());
		opened.stage.fakes.rewriteLeases(() => '{"v":2}');
		expect((await opened.run('deliver')).json(0)).toMatchObject([{ state: 'accepted' }]);
		expect(opened.practice.sent).toHaveLength(1);
	});

	it('does not leave a notice again that an earlier run may have left', async () => {
		const opened = await openChangeStage({
			channels: ['notice'],
			request: {
				changes: approvedMove(),
				delivery: { state: 'queued', channel: 'notice', pmRefs: [], attempts: 1 },
			},
		});
		expect((await opened.run('deliver')).json(3)).toMatchObject([{ state: 'outcomeUnknown' }]);
		expect(opened.practice.notices).toEqual([]);
		expect(opened.request().delivery).toMatchObject({
			state: 'outcome_unknown',
			lastErrorCode: 'noticeUnclear',
		});
		expect((await opened.run('deliver')).json(3)).toMatchObject([{ state: 'outcomeUnknown' }]);
		expect(opened.practice.notices).toEqual([]);
	});
});
