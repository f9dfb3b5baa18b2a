import type { IDataObject } from 'n8n-workflow';

import type { Patient } from '../../../../lib/canonical/patient';
import { defaultIdentitySettings } from '../../../../lib/identity/defaults';
import { recordFromPatient } from '../../../../lib/identity/fromPatient';
import { matchAgainst } from '../../../../lib/identity/match';
import { openSession } from '../../../../nodes/common/practice/session';
import { openContext } from '../../../support/nodes';
import { included, openStage, sourcePatient } from './stage';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: () => true,
}));

let close: (() => Promise<void>) | undefined;

afterEach(async () => {
	await close?.();
	close = undefined;
});

async function open(...args: Parameters<typeof openStage>) {
	const stage = await openStage(...args);
	close = async () => await stage.fakes.close();
	return stage;
}

const own = { system: 'tebra', practiceId: '1' } as const;
const known = { 501: included('cus_501') };

describe('merged patients', () => {
	it('go on as pairs of ids of which HealthSail knows one', async () => {
		const pair = (survivorId: string, loserId: string) => ({
			survivorId,
			loserId,
			mergedAt: null,
		});
		const stage = await open(
			{
				patients: {
					get: async () => await Promise.resolve(undefined),
					page: async () => await Promise.reject(new Error('not asked')),
					async *ids() {},
					search: async () => await Promise.resolve([]),
					merges: async () =>
						await Promise.resolve([pair('501', '502'), pair('601', '602'), pair('603', '501')]),
				},
			},
			known,
		);
		const { json } = await stage.run('patient.getMerges', { since: '2026-11-01T00:00:00Z' });
		expect(json()).toEqual([
			{ ...own, ...pair('501', '502') },
			{ ...own, ...pair('603', '501') },
		]);
		expect(stage.audits()).toMatchObject([{ fields: ['id'], count: 5 }]);
	});
});

describe('a patient in the second interface', () => {
	it('is offered as candidates, of which only a certain one can be linked', async () => {
		const second = (id: string, phone: string | undefined) => ({
			id: { ...own, type: 'fhir' as const, value: id },
			patient: {
				...sourcePatient(id).patient,
				externalIds: [{ ...own, type: 'fhir' as const, value: id }],
				...(phone && { phones: [{ use: 'mobile' as const, number: phone }] }),
				ssn: 'MARKERSSN',
			} as Patient,
		});
		const person = sourcePatient('501');
		const withPhone = {
			...person,
			patient: { ...person.patient, phones: [{ use: 'mobile' as const, number: '+12175550123' }] },
		};
		const stage = await open(
			{
				patients: {
					get: async () => await Promise.resolve(withPhone),
					page: async () => await Promise.reject(new Error('not asked')),
					async *ids() {},
					search: async () => await Promise.resolve([]),
					second: async () =>
						await Promise.resolve([second('f-1', undefined), second('f-2', '+12175550123')]),
				},
			},
			known,
		);
		const { json } = await stage.run('patient.findSecond', { patientId: '501' });
		expect(json()).toMatchObject([
			{
				id: '501',
				healthsail: { customerId: 'cus_501' },
				candidates: [
					{ id: 'f-1', externalIds: [{ type: 'fhir', value: 'f-1' }] },
					{ id: 'f-2', externalIds: [{ type: 'fhir', value: 'f-2' }] },
				],
			},
		]);
		expect(JSON.stringify(json())).not.toContain('MARKERSSN');
		expect(stage.audits()).toMatchObject([
			{ action: 'read', count: 1 },
			{ action: 'read', count: 2 },
		]);
		const [item] = json() as unknown as Array<Patient & { candidates: Patient[] }>;
		const decision = matchAgainst(
			recordFromPatient(item),
			item.candidates.map((one) => recordFromPatient(one)),
			{ settings: { ...defaultIdentitySettings, linkAt: 'certain' }, today: '2026-11-22' },
		);
		expect(decision).toMatchObject({ band: 'link', best: { ref: 'f-2', grade: 'certain' } });
	});
});

describe('what staff get', () => {
	it('is reported first and written once', async () => {
		let noticed: unknown;
		const stage = await open(
			{
				staff: {
					notice: async (notice) => {
						noticed = notice;
						return await Promise.resolve({ id: '55', place: 'document' });
					},
				},
			},
			known,
		);
		const { json } = await stage.run('staffNotice.create', {
			patientId: '501',
			subject: 'Address to be checked',
			body: 'Old and new',
			reference: 'HS-9',
		});
		expect(json()).toMatchObject([{ noticeId: '55', place: 'document', reference: 'HS-9' }]);
		expect(noticed).toEqual({
			patientId: '501',
			subject: 'Address to be checked',
			body: 'Old and new',
			reference: 'HS-9',
		});
		expect(stage.audits()).toMatchObject([{ action: 'create', fields: ['staffNotice'] }]);
		expect(JSON.stringify(stage.audits())).not.toContain('Old and new');
		const empty = await stage.run('staffNotice.create', {
			patientId: '501',
			subject: ' ',
			body: 'x',
			reference: 'HS-9',
		});
		expect(empty.error?.context?.failure).toMatchObject({
			kind: 'validation',
			fields: ['subject'],
		});
	});

	it('as a document needs a file', async () => {
		const stage = await open(
			{ staff: { document: async () => await Promise.resolve({ id: '56', place: 'documents' }) } },
			known,
		);
		const { error } = await stage.run('document.create', {
			patientId: '501',
			documentName: 'Form',
			reference: 'HS-9',
		});
		expect(error?.context?.failure).toMatchObject({
			kind: 'validation',
			fields: ['binaryPropertyName'],
		});
		expect(stage.audits()).toEqual([]);
	});
});

test('a document is handed over with name and content of the file of the item', async () => {
	let given: unknown;
	const { documentCreate } = await import('../../../../nodes/common/practice/operations/staff');
	const stage = await open({}, known);
	const values: Record<string, string> = {
		patientId: '501',
		binaryPropertyName: 'file',
		reference: 'HS-9',
		label: 'Superbill',
	};
	const context = openContext({ nodeType: 'practiceUnderTest', baseUrls: stage.fakes.baseUrls });
	const withFile = Object.assign(Object.create(context) as typeof context, {
		getInputData: () => [
			{ json: {}, binary: { file: { data: '', mimeType: 'text/plain', fileName: 'form.txt' } } },
		],
		helpers: {
			...context.helpers,
			getBinaryDataBuffer: async () => await Promise.resolve(Buffer.from('Synthetic text')),
		},
	});
	const session = await openSession(
		withFile,
		async () =>
			await Promise.resolve({
				...stage.port(),
				staff: {
					document: async (document: unknown) => {
						given = document;
						return await Promise.resolve({ id: '57', place: 'documents' });
					},
				},
			}),
	);
	const [items] = await documentCreate.run({
		context: withFile,
		session,
		itemIndex: 0,
		param: <T>(name: string, fallback?: unknown) => (values[name] ?? fallback) as T,
	});
	expect(items.map(({ json }) => json)).toMatchObject([{ documentId: '57', place: 'documents' }]);
	expect(given).toEqual({
		patientId: '501',
		name: 'form.txt',
		mimeType: 'text/plain',
		content: 'U3ludGhldGljIHRleHQ=',
		label: 'Superbill',
		reference: 'HS-9',
	});
});

test('kinds of visit and open times name system and practice, and no patient is looked up', async () => {
	const stage = await open({
		schedule: {
			types: async () =>
				await Promise.resolve([{ id: '4', name: 'Telehealth Visit', active: true }]),
			slots: async (query) =>
				await Promise.resolve([
					{
						providerId: query.providerId,
						startsAt: '2026-12-01T15:00:00Z',
						endsAt: '2026-12-01T15:20:00Z',
						timeZone: 'America/Chicago',
						capacity: 1,
						remaining: 1,
						origin: 'computed' as const,
					},
				]),
		},
	});
	expect((await stage.run('appointmentType.getMany')).json()).toEqual([
		{ ...own, id: '4', name: 'Telehealth Visit', active: true },
	]);
	const slots: IDataObject[] = (
		await stage.run('slot.getMany', { providerId: '2', durationMinutes: 20 })
	).json();
	expect(slots).toMatchObject([{ ...own, providerId: '2', origin: 'computed' }]);
	expect(stage.order).toEqual([]);
});
