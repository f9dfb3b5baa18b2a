import type { IDataObject } from 'n8n-workflow';

import { startServer } from '../../support/localServer';
import { runNode } from '../../support/nodes';
import { startSandbox } from '../../support/sandboxProcess';
import { a08, a40, lines, msh, pid, s12 } from '../../lib/hl7/messages';
import { deliver, engineCredential } from './support';

/**
 * What the vendor sheets say of HL7 v2 (Greenway 4.4, NextGen 1.4), typed anew: events, segments and
 * fields, and what may not be taken for granted. All people are invented.
 */

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
beforeAll(async () => {
	sandbox = await startSandbox(5440, ['--systems', 'hl7', '--patients', '5', '--no-limits']);
}, 40_000);
afterAll(async () => await sandbox.stop());

const take = async (text: string | Uint8Array) =>
	await deliver(text, { healthSail: sandbox.healthSail });

describe('what comes in (Greenway sheet 4.4)', () => {
	it.each(['A04', 'A08', 'A28', 'A31'])('ADT %s tells of a patient', async (event) => {
		const { item } = await take(a08.replaceAll('A08', event));
		expect(item).toMatchObject({ kind: 'patient', event: `ADT^${event}`, id: '501' });
	});

	it('ADT A40 tells of a merge', async () => {
		expect((await take(a40)).item).toMatchObject({
			kind: 'merge',
			merge: { survivorId: '501', loserId: '777' },
		});
	});

	it.each(['S12', 'S13', 'S14', 'S15', 'S17', 'S26'])(
		'SIU %s tells of an appointment',
		async (event) => {
			const { item } = await take(s12.replaceAll('S12', event));
			expect(item).toMatchObject({ kind: 'appointment', event: `SIU^${event}` });
		},
	);

	it.each(['ADT^A01', 'ADT^A03', 'ADT^A11', 'ADT^A18', 'ADT^A34', 'SIU^S16', 'SIU^S18', 'ORU^R01'])(
		'%s is answered AR',
		async (event) => {
			const { answer } = await take(lines(msh(event), pid));
			expect(answer?.body).toMatch(/\rMSA\|AR\|/);
		},
	);

	it('a guarantor (GT1) neither becomes the patient nor changes one', async () => {
		const gt1 =
			'GT1|1|G-1|Guarantor^Gil||9 Pine St^^Oakfield^IL^62703|2175550199||19600101|M||PAR\r';
		const [without, withIt] = await Promise.all(
			[a08, a08.replace(/(?=IN1\|)/, gt1)].map(async (text) => (await take(text)).item),
		);
		const content = (item?: IDataObject) => ({ ...item, eventId: undefined });
		expect(content(withIt)).toEqual(content(without));
		expect(JSON.stringify(withIt)).not.toContain('Guarantor');
	});

	it.each([
		['number', 'SCH-2', (text: string) => text.replace('9001^OAKPM', '9177^OAKPM'), { id: '9177' }],
		[
			'start',
			'SCH-11 without AIS-4',
			(text: string) => text.replace('|20260401143000-0500|||20|min', '||||20|min'),
			{ startsAt: '2026-04-01T19:30:00Z' },
		],
		[
			'start',
			'AIS-4 before SCH-11',
			(text: string) =>
				text.replace('|20260401143000-0500|||20|min', '|20260401150000-0500|||20|min'),
			{ startsAt: '2026-04-01T20:00:00Z' },
		],
		[
			'status',
			'SCH-25',
			(text: string) => text.replace('|Booked\r', '|Noshow\r'),
			{ status: 'no_show' },
		],
		['place', 'AIL', (text: string) => text.replace('^^^1\rAIP', '^^^7\rAIP'), { locationId: '7' }],
		[
			'provider',
			'AIP',
			(text: string) => text.replace('2^Example^Ben', '8^Other'),
			{ providerId: '8' },
		],
	])('the %s of an appointment is that of %s', async (_what, _place, edit, expected) => {
		const text = edit(s12);
		expect(text).not.toBe(s12);
		expect((await take(text)).item?.appointment).toMatchObject(expected);
	});
});

describe('character sets', () => {
	const inSet = (name: string, bytes: readonly number[]) => {
		const head = a08.replace('|P|2.5.1\r', `|P|2.5.1||||||${name}\r`);
		const [before, behind] = head.split('Ana^Maria');
		const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));
		return Uint8Array.from([...ascii(before), ...bytes, ...ascii(`^Maria${behind}`)]);
	};

	it.each([
		['8859/1', [0x5a, 0x6f, 0xeb], 'Zoë'],
		['8859/2', [0xa3, 0x75, 0x6b], 'Łuk'],
		['8859/5', [0xb0, 0xdd, 0xdd, 0xd0], 'Анна'],
		['8859/7', [0xc1, 0xed, 0xed, 0xe1], 'Αννα'],
		['8859/15', [0xbc, 0x6e], 'Œn'],
		['WINDOWS-1252', [0x8a, 0x61], 'Ša'],
		['UNICODE UTF-8', [0x5a, 0x6f, 0xc3, 0xab], 'Zoë'],
	])('a name in %s arrives as it is', async (name, bytes, given) => {
		expect((await take(inSet(name, bytes))).item).toMatchObject({ givenName: given });
	});

	it.each([
		['8859/1', 'iso-8859-1'],
		['8859/15', 'iso-8859-15'],
		['WINDOWS-1252', 'windows-1252'],
		['UNICODE UTF-8', 'utf-8'],
	])('a message in %s is answered in that set', async (name, label) => {
		const dropped = inSet(name, [0x41]).map((byte) => byte);
		const text = String.fromCharCode(...dropped).replace('|OAK|', '|ELM|');
		const { answer } = await take(Uint8Array.from(text, (character) => character.charCodeAt(0)));
		expect(answer?.headers['content-type']).toBe(`x-application/hl7-v2+er7; charset=${label}`);
		expect(answer?.body.split('\r')[0].split('|')[17]).toBe(name);
	});

	it('a byte that the named set does not have is answered AR, not guessed', async () => {
		const { answer } = await take(inSet('UNICODE UTF-8', [0x5a, 0x6f, 0xeb]));
		expect(answer?.body).toMatch(/\rMSA\|AR\|MSG00001\|.*MSH-18/);
	});
});

describe('what goes out', () => {
	const line = {
		kind: 'payment',
		date: '2026-03-09',
		code: 'CARD',
		amount: { amount: 10_600, currency: 'USD' },
	};
	const charge = {
		...{ kind: 'charge', date: '2026-03-08', code: 'L1833', quantity: 2 },
		...{ amount: { amount: 15_200, currency: 'USD' }, procedureCode: 'L1833' },
		...{ diagnosisCodes: ['M25.561'], providerId: '2' },
	};

	async function post(ack: (controlId: string) => string, transactions: object[]) {
		const server = await startServer(({ body }) => ({ body: ack(body.split('|')[9]) }));
		const { error, json } = await runNode({
			nodeType: 'hl7Interface',
			parameters: {
				healthSailAuthentication: 'apiKey',
				resource: 'message',
				operation: 'sendDftP03',
				patient: JSON.stringify({
					...{ system: 'greenway_intergy', practiceId: '1', id: '501', externalIds: [] },
					...{ givenName: 'Ana', familyName: 'Rivera' },
				}),
				transactions: JSON.stringify(transactions),
				reference: 'HSB7F3A2K9',
			},
			baseUrls: { healthSail: sandbox.healthSail },
			credentials: { hl7EngineApi: engineCredential({ url: `${server.url}/hl7` }) },
		});
		await server.close();
		const sent = server.requests.map(({ body }) => body);
		return { error, items: error ? [] : json(), sent };
	}

	it('a DFT P03 has its facts in the fields of FT1 that Greenway reads (sheet 4.4)', async () => {
		const { sent } = await post((id) => `MSH|^~\\&|A\rMSA|AA|${id}\r`, [charge, line]);
		expect(sent[0].split('\r')[0].split('|')[8]).toBe('DFT^P03^DFT_P03');
		const rows = sent[0].split('\r').filter((segment) => segment.startsWith('FT1|'));
		const field = (row: number, number: number) => rows[row].split('|')[number];
		const table: Array<[number, string, string]> = [
			[4, '20260308', '20260309'],
			[6, 'CG', 'PY'],
			[10, '2', '1'],
			[11, '152.00&USD', '106.00&USD'],
			[12, '76.00&USD', '106.00&USD'],
		];
		for (const [number, first, second] of table) {
			expect([number, field(0, number), field(1, number)]).toEqual([number, first, second]);
		}
		expect([19, 20, 25].map((number) => field(0, number).split('^')[0])).toEqual([
			...['M25.561', '2', 'L1833'],
		]);
	});

	it('a PY that the interface does not take is refused for good and sent once (Greenway sheet 4.4)', async () => {
		const { error, sent } = await post(
			(id) => `MSH|^~\\&|A\rMSA|AE|${id}\rERR||FT1^1^6|103^Table value not found^HL70357|E\r`,
			[line],
		);
		expect(error?.message).toMatch(/kind: validation.*code: 103; fields: FT1-6/);
		expect(sent).toHaveLength(1);
	});

	it('a patient whom the other side does not find is refused, never taken as queued (NextGen sheet 1.4)', async () => {
		const { error, items } = await post(
			(id) => `MSH|^~\\&|A\rMSA|AE|${id}\rERR||PID^1^3|204^Unknown key identifier^HL70357|E\r`,
			[line],
		);
		expect(error?.message).toMatch(/code: 204; fields: PID-3/);
		expect(items).toEqual([]);
	});
});
