import type { IDataObject } from 'n8n-workflow';

import { startSandbox } from '../../support/sandboxProcess';
import { a08, a40, lines, msh, pid, s12 } from '../../lib/hl7/messages';
import { healthSailAt } from '../healthsail.support/run';
import { basic, deliver, engineCredential } from './support';

/** The trigger with a HealthSail that answers for real; all people are invented. */

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
beforeAll(async () => {
	sandbox = await startSandbox(5400, ['--systems', 'hl7', '--patients', '10', '--no-limits']);
}, 40_000);
afterAll(async () => await sandbox.stop());

const send = async (text: string | Uint8Array, more: Partial<Parameters<typeof deliver>[1]> = {}) =>
	await deliver(text, { healthSail: sandbox.healthSail, ...more });

async function audits(): Promise<IDataObject[]> {
	const found = await healthSailAt(sandbox.healthSail).items('auditEvent', 'getMany', {
		returnAll: true,
	});
	return found.filter(({ flow }) => flow === 'Workflow under test');
}

/** Names of the calls that HealthSail answered, oldest first. */
async function calls(): Promise<string[]> {
	const answer = await fetch(`${sandbox.url('status')}/control/calls`);
	const { calls: made } = (await answer.json()) as {
		calls: Array<{ system: string; operation: string }>;
	};
	return made.filter(({ system }) => system === 'healthsail').map(({ operation }) => operation);
}

/** Number of a patient of the sandbox who opted out: HealthSail holds that list. */
async function optedOut(): Promise<string> {
	const answer = await fetch(`${sandbox.url('status')}/control/hl7/state?group=optedOut&limit=1`);
	const { patients } = (await answer.json()) as { patients: Array<{ vendorId: string }> };
	return patients[0].vendorId;
}

describe('a message of the practice', () => {
	it('becomes one item with the patient, the key and what its answer needs', async () => {
		const { item, answer } = await send(a08);
		expect(answer).toBeUndefined();
		expect(item).toMatchObject({
			kind: 'patient',
			event: 'ADT^A08',
			hasPatient: true,
			eventId: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
			id: '501',
			familyName: 'Rivera',
			syncState: 'included',
			healthsail: null,
			hl7: { separators: '|^~\\&', header: { controlId: 'MSG00001', event: 'A08' } },
		});
		expect(item?.coverages).toHaveLength(1);
	});

	it('has the same key when it comes again, and another when anything of it differs', async () => {
		const keys = await Promise.all(
			[a08, a08, a08.replace('MSG00001', 'MSG00002'), a08.replace('12 Oak St', '13 Oak St')].map(
				async (text) => (await send(text)).item?.eventId,
			),
		);
		expect(keys[1]).toBe(keys[0]);
		expect(new Set(keys).size).toBe(3);
	});

	it('about a merge becomes the two numbers and nothing else of the patient', async () => {
		const { item } = await send(a40);
		expect(item).toMatchObject({
			kind: 'merge',
			hasPatient: false,
			merge: { system: 'greenway_intergy', practiceId: '1', survivorId: '501', loserId: '777' },
		});
		expect(JSON.stringify(item)).not.toContain('Rivera');
	});

	it('about an appointment of a new patient brings the patient with it, never the reason', async () => {
		const { item } = await send(s12);
		expect(item).toMatchObject({
			kind: 'appointment',
			hasPatient: true,
			familyName: 'Rivera',
			appointment: { id: '9001', patientId: '501', status: 'booked' },
		});
		expect(JSON.stringify(item)).not.toContain('Knee pain');
	});

	it('is audited before it goes on, with names of fields and no value', async () => {
		const before = (await audits()).length;
		await send(a08.replaceAll('501', '502'));
		const [event, ...others] = (await audits()).slice(0, (await audits()).length - before);
		expect(others).toEqual([]);
		expect(event).toMatchObject({ action: 'read', count: 1, outcome: 'success' });
		expect(event.fields).toEqual(expect.arrayContaining(['birthDate', 'familyName']));
		expect(JSON.stringify(event)).not.toMatch(/Rivera|502/);
	});

	it('is audited once with its appointment, each field named once', async () => {
		const before = (await audits()).length;
		await send(s12.replaceAll('501^', '503^'));
		const [event, ...others] = (await audits()).slice(0, (await audits()).length - before);
		expect(others).toEqual([]);
		const fields = event.fields as string[];
		expect(fields).toEqual(expect.arrayContaining(['birthDate', 'startsAt']));
		expect(new Set(fields).size).toBe(fields.length);
	});
});

describe('a patient of a practice that syncs by visits', () => {
	const credential = engineCredential({
		practiceProfile: JSON.stringify({ cohort: { rule: 'visitWithin', months: 12 } }),
	});
	const told = a08.replaceAll('501^', '5091^');
	const silent = told.replace('20260301090000', '');

	it('stays when a message tells no visit or an old one, and is kept back while unknown', async () => {
		expect((await send(silent, { credential })).item).toBeUndefined();
		const { item } = await send(told);
		await healthSailAt(sandbox.healthSail).run('customer', 'createOrUpdate', {}, [item ?? {}]);
		for (const text of [silent, told.replace('20260301090000', '20010301090000')]) {
			const newer = text.replaceAll('20260304', '20270304').replace('12 Oak St', '13 Oak St');
			const again = (await send(newer, { credential })).item;
			expect(again).toMatchObject({ id: '5091', syncState: 'included', familyName: 'Rivera' });
		}
	});
});

describe('a message that starts no flow', () => {
	const accepted = /\rMSA\|AA\|MSG00001\r$/;

	it.each([
		['of another practice', a08.replace('|OAK|', '|ELM|')],
		['of no practice that can be told', a08.replace('|OAK|', '||')],
		['about a merge in another practice', a40.replace('|OAK|', '|ELM|')],
		['about an appointment in another practice', s12.replace('|OAK|', '|ELM|')],
		[
			'of a patient whom the practice protects',
			a08.replace('PD1||||1^Sample^Ada', `PD1${'|'.repeat(12)}Y`),
		],
		['of a test patient', a08.replace('Rivera^Ana^Maria', 'Test^Patient^')],
	])('%s is accepted and dropped', async (_name, text) => {
		const { item, answer } = await send(text);
		expect(item).toBeUndefined();
		expect(answer?.status).toBe(200);
		expect(answer?.body).toMatch(accepted);
	});

	it('because the patient opted out is accepted and dropped', async () => {
		const number = await optedOut();
		for (const text of [a08, s12]) {
			const { item, answer } = await send(text.replaceAll('501^', `${number}^`));
			expect(item).toBeUndefined();
			expect(answer?.body).toMatch(accepted);
		}
	});

	it('because HealthSail holds just this is accepted and dropped, by one look and one record', async () => {
		const told = a08.replaceAll('501^', '5092^').replaceAll('Rivera', 'Unmoved');
		const { item } = await send(told);
		const healthSail = healthSailAt(sandbox.healthSail);
		await healthSail.run('customer', 'createOrUpdate', {}, [item ?? {}]);
		const before = await calls();
		const again = await send(told.replace('MSG00001', 'M-2').replaceAll('20260304', '20270304'));
		expect((await calls()).slice(before.length)).toEqual(['lookupCustomers', 'createAuditEvent']);
		expect(again.item).toBeUndefined();
		expect(again.answer?.body).toMatch(/\rMSA\|AA\|M-2\r$/);
		expect((await audits())[0]).toMatchObject({ workflowStep: 'hl7.dropped.unchanged', count: 1 });
	});

	it('unless the practice wants those handed over too', async () => {
		const told = a08.replaceAll('501^', '5094^').replaceAll('Rivera', 'Arrived');
		const { item } = await send(told);
		const healthSail = healthSailAt(sandbox.healthSail);
		await healthSail.run('customer', 'createOrUpdate', {}, [item ?? {}]);
		const credential = engineCredential({}, { unchangedPatients: 'handOver' });
		const again = told.replace('MSG00001', 'M-2').replaceAll('20260304', '20270304');
		expect((await send(again, { credential })).item).toMatchObject({ id: '5094' });
		const older = told.replace('MSG00001', 'M-3').replaceAll('20260304', '20250304');
		expect((await send(older, { credential })).item).toBeUndefined();
	});

	it('unless one field differs, or the customer is out of the sync', async () => {
		const told = a08.replaceAll('501^', '5093^').replaceAll('Rivera', 'Changed');
		const { item } = await send(told);
		const healthSail = healthSailAt(sandbox.healthSail);
		await healthSail.run('customer', 'createOrUpdate', {}, [item ?? {}]);
		const newer = told.replaceAll('20260304', '20270304');
		expect((await send(newer.replace('5550142', '5550143'))).item).toMatchObject({ id: '5093' });
		const flagged = newer.replace('PD1||||1^Sample^Ada', `PD1${'|'.repeat(12)}Y`);
		const leaving = (await send(flagged)).item;
		expect(leaving).toMatchObject({ id: '5093', syncState: 'excluded' });
		await healthSail.run('customer', 'strip', {}, [leaving ?? {}]);
		expect((await send(newer)).item).toMatchObject({ id: '5093', syncState: 'included' });
	});

	it('is counted in the audit trail, with the reason as a code', async () => {
		await send(a08.replace('|OAK|', '|ELM|'));
		await send(lines(msh('ADT^A99'), pid));
		const steps = (await audits()).map(({ workflowStep }) => workflowStep);
		expect(steps).toContain('hl7.dropped.otherPractice');
		expect(steps).toContain('hl7.refused.AR.201');
	});

	it.each([
		['another type', 'AR', '200', lines(msh('ORU^R01'), pid)],
		['an unknown event', 'AR', '201', lines(msh('ADT^A99'), pid)],
		['training data', 'AR', '202', lines(msh('ADT^A08').replace('|P|', '|T|'), pid)],
		['wrong separators', 'AR', '102', 'MSH|^~^&|PMAPP|OAK\rPID|1\r'],
		['line feeds', 'AR', '100', a08.replaceAll('\r', '\n')],
		['a cut-off message', 'AR', '100', a08.slice(0, -30)],
		['no message at all', 'AR', '100', 'hello'],
		['an empty body', 'AR', '100', ''],
		['a message without PID', 'AE', '100', lines(msh('ADT^A08'), 'EVN|A08')],
		['a patient without a number', 'AE', '204', a08.replace('501^^^OAKPM^PI', '')],
		['a merge without the merged patient', 'AE', '100', a40.replace(/MRG.*\r/, '')],
		['an appointment without a start', 'AE', '101', s12.replaceAll('20260401143000-0500', '')],
	])('for %s is answered %s with the condition %s', async (_name, code, condition, text) => {
		const { item, answer } = await send(text);
		expect(item).toBeUndefined();
		expect(answer?.status).toBe(200);
		expect(answer?.headers['content-type']).toMatch(/hl7-v2/);
		const [, msa, err] = answer?.body.split('\r') ?? [];
		expect(msa.split('|')[1]).toBe(code);
		expect(err.split('|')[3].split('^')[0]).toBe(condition);
		expect(answer?.body).not.toMatch(/Rivera|19840229/);
	});

	it('is refused above 1 MB, with the number of the message', async () => {
		const big = `${a08}ZZ1|${'x'.repeat(1_048_576)}\r`;
		const { answer } = await send(big);
		expect(answer?.body).toMatch(/\rMSA\|AR\|MSG00001\|The message is longer than 1 MB/);
	});

	it('is taken at nearly 1 MB', async () => {
		const big = `${a08}ZZ1|${'x'.repeat(1_000_000)}\r`;
		expect((await send(big)).item).toMatchObject({ id: '501' });
	});
});

describe('a sender', () => {
	const open = engineCredential({ incomingAuthentication: 'none' });
	const sent = 'synthetic-text-0123456789';
	const bearer = engineCredential({ incomingAuthentication: 'bearer', incomingToken: sent });

	it.each([
		['without a login', {}, 401],
		[
			'with a wrong password',
			{ authorization: `Basic ${Buffer.from('engine:wrong').toString('base64')}` },
			401,
		],
		[
			'with a token in place of a password',
			{ authorization: basic.replace('Basic', 'Bearer') },
			401,
		],
	])('%s is not let in', async (_name, headers, status) => {
		const { item, answer } = await send(a08, { headers });
		expect(item).toBeUndefined();
		expect(answer?.status).toBe(status);
		expect(answer?.body).not.toContain('MSA');
	});

	it('with the right token is let in, and with another one is not', async () => {
		const right = { authorization: `Bearer ${sent}` };
		expect((await send(a08, { credential: bearer, headers: right })).item).toBeDefined();
		const wrong = { authorization: `Bearer ${sent}x` };
		expect((await send(a08, { credential: bearer, headers: wrong })).answer?.status).toBe(401);
	});

	it('without authentication is let in from this machine only, and not through a proxy', async () => {
		const local = { credential: open, headers: {}, remoteAddress: '::ffff:127.0.0.1' };
		expect((await send(a08, local)).item).toBeDefined();
		const far = { ...local, remoteAddress: '10.1.2.3' };
		expect((await send(a08, far)).answer?.status).toBe(403);
		const proxied = { ...local, headers: { 'x-forwarded-for': '10.1.2.3' } };
		expect((await send(a08, proxied)).answer?.status).toBe(403);
	});

	it('is not let in by a credential with a short password', async () => {
		const short = engineCredential({ incomingPassword: 'short' });
		await expect(send(a08, { credential: short })).rejects.toThrow(/incomingPassword/);
	});
});

it('gets no answer when HealthSail cannot be asked, so that it sends again', async () => {
	await expect(deliver(a08, { healthSail: 'http://127.0.0.1:9/v1' })).rejects.toThrow(
		/could not be reached/,
	);
}, 60_000);
