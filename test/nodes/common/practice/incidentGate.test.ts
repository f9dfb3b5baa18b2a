import { stageOf, visit } from './bookingStage';
import { included, openStage, sourcePatient } from './stage';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: () => true,
}));

/** While an incident of a practice is open, nothing is written to its records. */

const failureOf = (error?: { context?: unknown }) =>
	(error?.context as { failure?: object } | undefined)?.failure;

const incident = {
	id: 'inc_1',
	version: 1,
	pmSystem: 'tebra',
	practiceId: '1',
	kind: 'unexpected_change',
	fields: ['Alert'],
	state: 'open',
	at: '2026-11-23T12:00:00Z',
};
const known = { 501: included('cus_501') };
const asked: string[] = [];
const options = {
	answer: ({ url }: { url: string }) => {
		if (!url.includes('/pm-incidents')) return undefined;
		asked.push(url);
		return {
			status: 200,
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ data: [incident] }),
		};
	},
};
const stopped = { kind: 'conflict', vendorCode: 'OpenIncident', system: 'tebra' };

describe('an open incident', () => {
	it('stops a booking before it is reported or sent', async () => {
		const { stage, sent } = await stageOf({}, known, options);
		const { error } = await stage.run('appointment.book', visit);
		expect(failureOf(error)).toMatchObject(stopped);
		expect(sent).toEqual(['find']);
		expect(stage.audits()).toEqual([]);
		expect(asked.at(-1)).toContain('state=open&pmSystem=tebra&practiceId=1');
	});

	it('stops an ID of ours from being written beside a patient', async () => {
		const written: string[] = [];
		const stage = await openStage(
			{
				patients: {
					get: async (id) => await Promise.resolve(sourcePatient(id)),
					page: async () => await Promise.reject(new Error('not asked')),
					async *ids() {},
					search: async () => await Promise.resolve([]),
				},
				externalIds: {
					async set(patientId, value) {
						written.push(patientId);
						return await Promise.resolve({ stored: value, vendorId: '1' });
					},
				},
			},
			known,
			options,
		);
		const { error } = await stage.run('externalId.set', {
			patientId: '501',
			externalId: 'cus_501',
		});
		await stage.fakes.close();
		expect(failureOf(error)).toMatchObject(stopped);
		expect(written).toEqual([]);
	});

	it('does not stop a notice for staff, which changes no record', async () => {
		const notices: string[] = [];
		const stage = await openStage(
			{
				staff: {
					async notice({ patientId }) {
						notices.push(patientId);
						return await Promise.resolve({ id: '1', place: 'task' });
					},
				},
			},
			known,
			options,
		);
		const { error } = await stage.run('staffNotice.create', {
			patientId: '501',
			subject: 'Look',
			body: 'Please look.',
			reference: 'HS-1',
		});
		await stage.fakes.close();
		expect(error).toBeUndefined();
		expect(notices).toEqual(['501']);
	});
});
