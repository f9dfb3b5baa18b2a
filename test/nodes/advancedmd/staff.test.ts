import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';
import { callsOf, control, lastCall, openPort, profile } from './support';

/** Memos, patient notes and files against the sandbox (sheet 4.10). All data is made up. */

let sandbox: SandboxProcess;
let loginUrl: string;
let people: string[];

beforeAll(async () => {
	sandbox = await startSandbox(5090, [
		...['--systems', 'advancedmd', '--patients', '20', '--seed', '7', '--no-limits'],
		...['--opted-out', '0', '--flagged', '0'],
	]);
	loginUrl = sandbox.url('advancedmd');
	people = [];
	for await (const list of (await openPort(loginUrl)).patients.ids()) people.push(...list);
});

afterAll(async () => {
	await sandbox?.stop();
});

afterEach(async () => {
	await fetch(`${sandbox.status}/control/faults`, { method: 'DELETE' });
});

interface Written {
	memos: Array<{ patientId: string; list: Array<{ text: string; type: string }> }>;
	notes: Array<{ patientId: string; list: Array<{ text: string; typeId: string }> }>;
	files: Array<{
		patientId: string;
		list: Array<{ name: string; extension: string; bytes: number }>;
	}>;
}

const written = async () => await control<Written>(sandbox, 'advancedmd/written');
const memosOf = async (patientId: string) =>
	(await written()).memos.find((entry) => entry.patientId === patientId)?.list ?? [];
const notesOf = async (patientId: string) =>
	(await written()).notes.find((entry) => entry.patientId === patientId)?.list ?? [];

const long = 'The customer gave a new number in the shop\nand wants to be called there.';
const noteSettings = { patientNote: { typeId: '31', profileId: '1' } };

test('a memo is one line with subject, text and reference, in their own letter case (sheet 4.10, 9.9)', async () => {
	const port = await openPort(loginUrl);
	const patientId = people[1];
	expect(
		await port.staff?.notice?.({
			...{ patientId, subject: 'Check phone', reference: 'AB12CD34' },
			body: 'new one\nfrom a shop',
		}),
	).toEqual({ id: null, place: 'memo' });
	const [memo] = await memosOf(patientId);
	// 4 + 32 + 14 characters: exactly what the profile allows.
	expect(memo.text).toBe('HS: Check phone: new one from a shop [HS:AB12CD34]');
	expect(memo.type).toBe('d');
	// Staff see it where the patient is read.
	expect((await port.patients.get(patientId))?.flags.Memo).toContain('[HS:AB12CD34]');
});

test.each([
	['a subject that fits', 'Check phone', 'HS: Check phone: see HealthSail [HS:AB12CD34]'],
	[
		'a subject that is too long as well',
		'A new telephone number',
		'HS: see HealthSail [HS:AB12CD34]',
	],
])(
	'a text without room becomes fixed words with the reference: %s',
	async (_words, subject, text) => {
		const port = await openPort(loginUrl);
		const patientId = people[subject.length > 15 ? 5 : 6];
		const notice = { patientId, subject, body: long, reference: 'AB12CD34' };
		expect(await port.staff?.notice?.(notice)).toEqual({
			id: null,
			place: 'memo without the text',
		});
		expect((await memosOf(patientId)).map((memo) => memo.text)).toEqual([text]);
		expect(await notesOf(patientId)).toEqual([]);
	},
);

test('the longest reference leaves room for the fixed words', async () => {
	const port = await openPort(loginUrl);
	const reference = 'ABCDEFGHIJKLMNOPQRST';
	await port.staff?.notice?.({ patientId: people[9], subject: 'Check', body: long, reference });
	expect((await memosOf(people[9])).map(({ text }) => text)).toEqual([
		'HS: see HealthSail [HS:ABCDEFGHIJKLMNOPQRST]',
	]);
});

test('where the profile names a type of notes, the whole text is a patient note and the memo points at it', async () => {
	const port = await openPort(loginUrl, { practiceProfile: profile(noteSettings) });
	const notice = { patientId: people[7], subject: 'Check phone', body: long, reference: 'N1' };
	expect(await port.staff?.notice?.(notice)).toEqual({
		id: null,
		place: 'patient note, with a memo',
	});
	expect(await notesOf(people[7])).toMatchObject([
		{ text: `HS: Check phone: ${long} [HS:N1]`, typeId: '31' },
	]);
	expect((await memosOf(people[7])).map(({ text }) => text)).toEqual([
		'HS: Check phone: see patient note [HS:N1]',
	]);
});

test('a note whose memo is not confirmed says so, and a type that the office has not is refused', async () => {
	const port = await openPort(loginUrl, { practiceProfile: profile(noteSettings) });
	const notice = { patientId: people[8], subject: 'Check phone', body: long, reference: 'N2' };
	await control(sandbox, 'faults', {
		system: 'advancedmd',
		operation: 'savememo',
		kind: 'status',
		status: 500,
	});
	await expect(port.staff?.notice?.(notice)).rejects.toMatchObject({
		kind: 'outcomeUnknown',
		details: { vendorCode: 'NoteWithoutMemo' },
	});
	const wrong = await openPort(loginUrl, {
		practiceProfile: profile({ patientNote: { typeId: '99', profileId: '1' } }),
	});
	await expect(wrong.staff?.notice?.(notice)).rejects.toMatchObject({
		kind: 'validation',
		details: { vendorCode: '-2147221504' },
	});
	expect(await memosOf(people[8])).toEqual([]);
});

test('a practice that wants no short memos has long texts refused before anything is sent', async () => {
	const port = await openPort(loginUrl, {
		practiceProfile: profile({ memo: { longText: 'refuse' } }),
	});
	const before = await lastCall(sandbox);
	await expect(
		port.staff?.notice?.({ patientId: people[3], subject: 'Check', body: long, reference: 'R2' }),
	).rejects.toMatchObject({ kind: 'validation', details: { fields: ['subject', 'body'] } });
	expect(await callsOf(sandbox, before)).toEqual([]);
});

test('a memo whose answer was lost is of unknown outcome and is not sent twice', async () => {
	const port = await openPort(loginUrl);
	await control(sandbox, 'faults', {
		system: 'advancedmd',
		operation: 'savememo',
		kind: 'dropAfterWrite',
	});
	const before = await lastCall(sandbox);
	await expect(
		port.staff?.notice?.({
			patientId: people[2],
			subject: 'x',
			body: '',
			reference: 'R1',
		}),
	).rejects.toMatchObject({ kind: 'outcomeUnknown' });
	expect((await callsOf(sandbox, before)).filter((name) => name === 'savememo')).toHaveLength(1);
});

test('a document goes to the patient with group and category, and its name holds the reference only', async () => {
	const port = await openPort(loginUrl);
	const patientId = people[4];
	const document = {
		patientId,
		name: 'change.pdf',
		mimeType: 'application/pdf',
		content: Buffer.from('%PDF-1.4 synthetic').toString('base64'),
		reference: 'DOC1',
	};
	const made = await port.staff?.document?.(document);
	expect(made?.id).toMatch(/^\d+$/);
	const { files } = await written();
	expect(files.find((entry) => entry.patientId === patientId)?.list).toMatchObject([
		{ name: 'HS-DOC1', extension: 'pdf', bytes: 18 },
	]);
	await expect(
		port.staff?.document?.({ ...document, mimeType: 'application/zip' }),
	).rejects.toMatchObject({ kind: 'validation' });
	await expect(
		port.staff?.document?.({ ...document, content: 'A'.repeat(1_500_000) }),
	).rejects.toMatchObject({ kind: 'validation' });
	const wrong = await openPort(loginUrl, {
		practiceProfile: profile({ documents: { category: { id: '7', code: 'X', name: 'Y' } } }),
	});
	await expect(wrong.staff?.document?.(document)).rejects.toMatchObject({
		kind: 'validation',
		details: { vendorCode: '-2147221504' },
	});
});
