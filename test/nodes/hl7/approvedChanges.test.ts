import type { IDataObject } from 'n8n-workflow';

import type { Patient } from '../../../lib/canonical/patient';
import { applyChanges } from '../../../lib/changes/applyChanges';
import type { FieldChange } from '../../../lib/changes/field';
import { omit } from '../../../lib/values/omit';
import type { PracticeSystem } from '../../../nodes/common/practice/port';
import type { GreenwaySandbox } from '../greenway/support';
import { describedBy, openPort } from '../greenway/support';
import { runNode } from '../../support/nodes';
import { startSandbox, type SandboxProcess } from '../../support/sandboxProcess';
import { engineCredential } from './support';

/**
 * What staff approved, sent as ADT A31 to the engine of a practice with Greenway Intergy, and read again
 * from there: the way of a change that Greenway's own interfaces cannot take. All people are invented.
 */

const portNumber = 5460;
let sandbox: SandboxProcess;
let greenway: GreenwaySandbox;
let port: PracticeSystem;
let patient: Patient;

beforeAll(async () => {
	sandbox = await startSandbox(portNumber, [
		...['--systems', 'greenway_intergy,hl7', '--patients', '20', '--seed', '5', '--no-limits'],
	]);
	greenway = await describedBy(sandbox, 'intergy', portNumber);
	port = await openPort(greenway);
	const { patients } = await greenway.control<{ patients: Held[] }>('state?group=included');
	const one = patients.find(
		({ phones, cases, emergency }) =>
			phones.home && phones.mobile && emergency && (cases[0]?.policies.length ?? 0) > 0,
	);
	patient = (await read(one?.vendorId ?? '')) as Patient;
}, 40_000);
afterAll(async () => {
	await port?.close?.();
	await sandbox?.stop();
});
beforeEach(async () => {
	await engine('apply-updates', { on: true });
	patient = (await read(patient.id)) as Patient;
});

interface Held {
	vendorId: string;
	phones: { home?: object; mobile?: object };
	emergency?: object;
	cases: Array<{ policies: Array<{ number?: string; groupNumber?: string }> }>;
}

const read = async (id: string) => (await port.patients.get(id))?.patient;
const held = async () => {
	const { patients } = await greenway.control<{ patients: Held[] }>('state?group=included');
	return patients.find(({ vendorId }) => vendorId === patient.id);
};

async function engine<T>(path: string, body?: object): Promise<T> {
	const response = await fetch(`${sandbox.status}/control/hl7/${path}`, {
		...(body && {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body),
		}),
	});
	return (await response.json()) as T;
}
const lastReceived = async () => {
	const all =
		await engine<Array<{ applied?: string[]; text: string; controlId: string }>>('received');
	return all.at(-1);
};

type Approved = { [F in FieldChange['field']]: Pick<FieldChange & { field: F }, 'field' | 'to'> };
const approved = (...list: Array<Approved[keyof Approved]>): FieldChange[] =>
	list.map((entry, index) => ({ changeId: `chg_${index}`, from: null, ...entry }) as FieldChange);

const chartNumbers = { patientNumber: 'chart', patientNumberAuthority: 'OAKPM' };

/** Sends the item of the output By HL7 as the flow does. */
async function send(of: Patient, outgoing: IDataObject = {}) {
	return await runNode({
		nodeType: 'hl7Interface',
		parameters: {
			healthSailAuthentication: 'apiKey',
			resource: 'message',
			operation: 'sendAdtA31',
			patient: '={{ $json.patient }}',
			reference: '={{ $json.reference }}',
		},
		baseUrls: { healthSail: sandbox.healthSail },
		credentials: {
			hl7EngineApi: engineCredential(
				{ url: sandbox.url('hl7') },
				{ outgoing: { ...chartNumbers, ...outgoing } },
			),
		},
		items: [{ requestId: 'dcr_1', reference: 'HSB7F3A2K9', patient: of } as unknown as IDataObject],
	});
}

describe('an approved change by HL7', () => {
	it('is in the practice with the next read, and nothing else changed', async () => {
		const home = { line1: '7 Elm Way', city: 'Oakfield', region: 'IL', postalCode: '62704' };
		const { json, error } = await send(
			applyChanges(
				patient,
				approved(
					{ field: 'address.home', to: home },
					{ field: 'phone.mobile', to: { number: '+12175550199' } },
				),
			),
		);
		expect(error).toBeUndefined();
		expect(json()).toEqual([
			{ result: 'accepted', acknowledgement: 'AA', reference: 'HSB7F3A2K9' },
		]);
		const received = await lastReceived();
		expect(received?.controlId).toBe('HSB7F3A2K9');
		expect(received?.applied).toEqual(['address', 'mobilePhone']);
		const after = (await read(patient.id)) as Patient;
		expect(after.addresses).toEqual([expect.objectContaining({ use: 'home', ...home })]);
		const others = patient.phones?.filter(({ use }) => use !== 'mobile');
		expect(after.phones).toEqual(
			expect.arrayContaining([expect.objectContaining({ number: '+12175550199' })]),
		);
		expect(after.phones?.filter(({ use }) => use !== 'mobile')).toEqual(others);
		const rest = omit(after, 'addresses', 'phones', 'sourceAt');
		expect(rest).toEqual(omit(patient, 'addresses', 'phones', 'sourceAt'));
	});

	it('says nothing of insurance and emergency contacts that nobody approved a change of', async () => {
		await send(applyChanges(patient, approved({ field: 'email', to: 'new@example.com' })));
		const received = await lastReceived();
		expect(received?.applied).toEqual(['email']);
		expect(received?.text).not.toMatch(/\r(NK1|IN1)\|/);
	});

	it('brings a name, an emergency contact and what stands on the insurance card', async () => {
		await send(
			applyChanges(
				patient,
				approved(
					{ field: 'familyName', to: 'O’Hara-Núñez' },
					{
						field: 'emergencyContact',
						to: { name: 'Kim Example', relationship: 'sister', phone: { number: '+12175550111' } },
					},
					{ field: 'coverage.primary', to: { memberId: 'NEW-1', groupNumber: 'GRP-9' } },
				),
			),
		);
		expect((await lastReceived())?.applied).toEqual(['cases', 'emergency', 'lastName']);
		const after = (await read(patient.id)) as Patient;
		expect(after.familyName).toBe('O’Hara-Núñez');
		expect(after.emergencyContacts).toEqual([
			expect.objectContaining({
				name: 'Kim Example',
				phones: [expect.objectContaining({ number: '+12175550111' })],
			}),
		]);
		expect((await held())?.cases[0].policies[0]).toMatchObject({
			number: 'NEW-1',
			groupNumber: 'GRP-9',
		});
	});

	it('tells what the interface settings keep out of the message', async () => {
		const of = applyChanges(
			patient,
			approved({ field: 'emergencyContact', to: { name: 'Never Sent' } }),
		);
		const { json } = await send(of, { emergencyContacts: 'leaveOut' });
		expect(json()).toEqual([
			{
				result: 'accepted',
				acknowledgement: 'AA',
				reference: 'HSB7F3A2K9',
				leftOut: ['emergencyContacts'],
			},
		]);
		expect((await lastReceived())?.text).not.toContain('Never');
	});

	it('waits with staff where the practice does not apply updates, and is there once they key it in', async () => {
		await engine('apply-updates', { on: false });
		const line1 = '9 Ash Court';
		await send(
			applyChanges(
				patient,
				approved({ field: 'address.home', to: { line1, city: 'Oakfield', region: 'IL' } }),
			),
		);
		expect((await read(patient.id))?.addresses).toEqual(patient.addresses);
		await greenway.control('staff-edit', {
			patientId: String(Number(patient.id.slice(3)) - 3000),
			address: { line1, city: 'Oakfield', state: 'IL' },
		});
		expect((await read(patient.id))?.addresses).toEqual([expect.objectContaining({ line1 })]);
	});

	it.each([
		['a street of 200 characters', { line1: 'Q'.repeat(200) }, 'TooLong'],
		['a state that is none', { line1: '7 Elm Way', region: 'QQ' }, 'UnknownState'],
	])('is not sent with %s, and the error names no value', async (_name, to, code) => {
		const before = (await engine<unknown[]>('received')).length;
		const { error } = await send(applyChanges(patient, approved({ field: 'address.home', to })));
		expect(error?.message).toContain(code);
		expect(error?.message).toMatch(/kind: validation.*fields: addresses/);
		expect(error?.message).not.toMatch(/QQ/);
		expect(await engine<unknown[]>('received')).toHaveLength(before);
	});

	it('is not sent for a patient without a chart number where the interface goes by it', async () => {
		const { error } = await send({ ...patient, externalIds: [] });
		expect(error?.message).toMatch(/no chart number/);
		expect(error?.message).not.toContain(patient.familyName);
	});

	it('that the engine does not know the patient of is told, and nothing is applied', async () => {
		const before = await held();
		const { error } = await send(patient, { patientNumber: 'id' });
		expect(error?.message).toMatch(/did not accept the message \(AE\).*code: 204/);
		expect(await held()).toEqual(before);
	});

	it('is in the audit trail by the names of what it told', async () => {
		await send(
			applyChanges(patient, approved({ field: 'emergencyContact', to: { name: 'Kim Example' } })),
		);
		const { json } = await runNode({
			nodeType: 'healthSail',
			parameters: {
				healthSailAuthentication: 'apiKey',
				resource: 'auditEvent',
				operation: 'getMany',
				returnAll: true,
			},
			baseUrls: { healthSail: sandbox.healthSail },
		});
		const last = json()
			.filter(({ workflowStep }) => workflowStep === 'hl7.sendAdtA31')
			.at(0);
		expect(last?.fields).toContain('emergencyContacts');
		expect(last?.fields).not.toContain('coverages');
		expect(JSON.stringify(last)).not.toContain('Kim');
	});
});
