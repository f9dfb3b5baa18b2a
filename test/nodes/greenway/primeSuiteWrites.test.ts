import type { PracticeSystem } from '../../../nodes/common/practice/port';
import { setting, startPrimeSuite } from './primeSuiteStage';
import type { GreenwaySandbox } from './support';
import { errorOf, openPort, readAll, staffInbox } from './support';

/** Messages and documents that Prime Suite's GAPI takes, against the sandbox (sheet 4.2, 7). */

let sandbox: GreenwaySandbox;

beforeAll(async () => {
	sandbox = await startPrimeSuite(5390);
});

afterAll(async () => {
	await sandbox?.stop();
});

test('a message reaches the person of the profile once, with our reference in front (sheet 7)', async () => {
	const port = await openPort(sandbox, setting({ recipientId: 88 }));
	const patientId = await datedPatient(port);
	const written = await port.staff?.notice?.({
		patientId,
		subject: 'Demographic change proposed',
		body: 'Mobile phone: 555-010-1111 -> 555-010-2299.',
		reference: '7Q2K1',
	});
	expect(written).toMatchObject({ place: 'message' });
	const drops = await staffInbox(sandbox);
	expect(drops.filter(({ subject }) => subject.startsWith('[HS-7Q2K1] '))).toHaveLength(1);
});

test('a message whose answer is lost is not sent again: nobody knows whether it arrived', async () => {
	const port = await openPort(sandbox, setting({ recipientId: 88 }));
	const patientId = await datedPatient(port);
	await sandbox.fault({ kind: 'dropAfterWrite', operation: 'MessageSend' });
	const error = await errorOf(
		async () =>
			await port.staff?.notice?.({ patientId, subject: 'Lost', body: 'Text.', reference: 'LOST1' }),
	);
	expect(error.kind).toBe('outcomeUnknown');
	const drops = await staffInbox(sandbox);
	expect(drops.filter(({ subject }) => subject.startsWith('[HS-LOST1]'))).toHaveLength(1);
});

test('a message that the gateway turned away is sent again: it did not reach the service', async () => {
	const port = await openPort(sandbox, setting({ recipientId: 88 }));
	const patientId = await datedPatient(port);
	await sandbox.fault({ kind: 'throttle', operation: 'MessageSend' });
	await port.staff?.notice?.({ patientId, subject: 'Again', body: 'Text.', reference: 'AGAIN' });
	const drops = await staffInbox(sandbox);
	expect(drops.filter(({ subject }) => subject.startsWith('[HS-AGAIN]'))).toHaveLength(1);
});

test('a message is refused while the profile names nobody to read it', async () => {
	const port = await openPort(sandbox);
	const patientId = await datedPatient(port);
	const error = await errorOf(
		async () => await port.staff?.notice?.({ patientId, subject: 'S', body: 'B', reference: 'R1' }),
	);
	expect(error.kind).toBe('configuration');
	expect(error.details?.nextStep).toContain('greenway.primeSuite.recipientId');
});

test('nothing is written for a patient of another practice', async () => {
	const port = await openPort(sandbox, setting({ recipientId: 88 }));
	const { patients } = await sandbox.control<{ patients: Array<{ vendorId: string }> }>(
		'state?group=secondPractice',
	);
	const error = await errorOf(
		async () =>
			await port.staff?.notice?.({
				patientId: patients[0].vendorId,
				subject: 'S',
				body: 'B',
				reference: 'FENCED',
			}),
	);
	expect(error.kind).toBe('notFound');
	const drops = await staffInbox(sandbox);
	expect(drops.filter(({ subject }) => subject.includes('FENCED'))).toEqual([]);
});

test('a document lands in the chart of the patient', async () => {
	const port = await openPort(sandbox, setting({ documentTypeId: 15 }));
	const patientId = await datedPatient(port);
	const written = await port.staff?.document?.({
		patientId,
		name: 'Receipt',
		mimeType: 'application/pdf',
		content: Buffer.from('synthetic').toString('base64'),
		reference: 'DOC1',
	});
	expect(written).toEqual({
		id: expect.stringMatching(/^\d+$/) as string,
		place: 'chart document',
	});
});

async function datedPatient(port: PracticeSystem): Promise<string> {
	const patients = (await readAll(port, { read: 'all' })).flatMap((page) => page.patients);
	const found = patients.find(
		({ recordPracticeId, patient }) => recordPracticeId === '1' && patient.birthDate,
	);
	if (found === undefined) throw new Error('No patient to write about.');
	return found.patient.id;
}
