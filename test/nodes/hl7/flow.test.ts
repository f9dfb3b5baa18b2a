import { createHash } from 'crypto';

import type { IDataObject } from 'n8n-workflow';

import { startSandbox } from '../../support/sandboxProcess';
import { a08, a40, s12 } from '../../lib/hl7/messages';
import { healthSailAt } from '../healthsail.support/run';
import { receiveMessage, type FlowOptions } from './flow';
import { engineCredential } from './support';

/** One message after the other through the flow, with a HealthSail that answers for real. */

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
beforeAll(async () => {
	sandbox = await startSandbox(5420, ['--systems', 'hl7', '--patients', '5', '--no-limits']);
}, 40_000);
afterAll(async () => await sandbox.stop());

const leaveOut = engineCredential({}, { providers: 'leaveOut', locations: 'leaveOut' });
const send = async (text: string, more: Partial<FlowOptions> = {}) =>
	await receiveMessage(text, { healthSail: sandbox.healthSail, credential: leaveOut, ...more });
const code = async (text: string, more: Partial<FlowOptions> = {}) => {
	const { status, body } = await send(text, more);
	return status === 200 ? (/\rMSA\|(A[AER])\|/.exec(body)?.[1] ?? 'unreadable') : status;
};

/** Somebody unlike all others, of that number: same every time. */
function personOf(id: string) {
	const hex = createHash('sha256').update(`synthetic person ${id}`).digest('hex');
	const letters = (from: number) =>
		hex.slice(from, from + 8).replace(/./g, (digit) => 'abcdefghijklmnop'[parseInt(digit, 16)]);
	const digits = (from: number, length: number) =>
		String(parseInt(hex.slice(from, from + 8), 16) % 10 ** length).padStart(length, '0');
	return {
		family: `R${letters(0)}`,
		given: `A${letters(8)}`,
		birthDate: `19${digits(16, 2)}-0${1 + (Number(digits(18, 2)) % 9)}-1${digits(20, 1)}`,
		local: `55${digits(24, 5)}`,
		street: `${digits(32, 3)} R${letters(40)} St`,
	};
}
const familyOf = (id: string) => personOf(id).family;

/** The message about somebody else of that number, with another message number and time. */
function about(text: string, id: string, more: { msg?: string; at?: string } = {}): string {
	const { family, given, birthDate, local, street } = personOf(id);
	return text
		.replaceAll('501^', `${id}^`)
		.replace('M-77', `M-${id}`)
		.replace('Rivera^Ana^Maria^Jr', `${family}^${given}`)
		.replace('19840229', birthDate.replaceAll('-', ''))
		.replace('5550123', local)
		.replace(/~\^PRS.*?~/, '~')
		.replace(/\|\^WPN[^|]*/, '|')
		.replace('Ana.Rivera@', `${family}@`)
		.replace('12 Oak St^Apt 4', `${street}^`)
		.replace(/~PO Box 9[^|]*/, '')
		.replace(/NK1.*\r/, '')
		.replace('EX000123', `EX${local}`)
		.replace('MSG00001', more.msg ?? `M-${id}`)
		.replace('20260304105500-0600', more.at ?? '20260304105500-0600')
		.replace('20260304105530-0600', more.at ?? '20260304105530-0600');
}

async function customerOf(id: string): Promise<IDataObject | undefined> {
	const all = await healthSailAt(sandbox.healthSail).items('customer', 'getMany', {
		returnAll: true,
	});
	return all.find(({ externalIds }) =>
		(externalIds as IDataObject[]).some(
			({ type, value, verification }) =>
				type === 'patient' && value === id && verification === 'verified',
		),
	);
}
const nameOf = async (id: string) =>
	((await customerOf(id))?.demographics as IDataObject | undefined)?.familyName;

async function appointments(value: string): Promise<IDataObject[]> {
	const all = await healthSailAt(sandbox.healthSail).items('appointment', 'getMany', {
		returnAll: true,
	});
	return all.filter(({ externalIds }) =>
		(externalIds as IDataObject[]).some((id) => id.value === value),
	);
}

describe('a patient message', () => {
	it('makes the customer once, however often it comes', async () => {
		expect(await code(about(a08, '601'))).toBe('AA');
		const first = await customerOf('601');
		expect(first).toMatchObject({ demographics: { familyName: familyOf('601') }, source: 'pm' });
		expect(await code(about(a08, '601'))).toBe('AA');
		expect((await customerOf('601'))?.version).toBe(first?.version);
	});

	it('that is older does not overwrite a newer one', async () => {
		const newer = about(a08, '602', { msg: 'N', at: '20260304120000-0600' }).replace(
			`${familyOf('602')}^`,
			'Newer^',
		);
		const older = about(a08, '602', { msg: 'O', at: '20260304110000-0600' }).replace(
			`${familyOf('602')}^`,
			'Older^',
		);
		expect(await code(newer)).toBe('AA');
		expect(await code(older)).toBe('AA');
		expect(await nameOf('602')).toBe('Newer');
		const newest = about(a08, '602', { msg: 'P', at: '20260304130000-0600' }).replace(
			`${familyOf('602')}^`,
			'Newest^',
		);
		expect(await code(newest)).toBe('AA');
		expect(await nameOf('602')).toBe('Newest');
	});

	it('is written again when the one between was written in part', async () => {
		const content = about(a08, '605');
		const later = (text: string, msg: string, hour: string) =>
			about(text, '605', { msg, at: `20260304${hour}0000-0600` });
		expect(await code(content)).toBe('AA');
		const refused = later(a08, 'HALF', '12')
			.replace(`${familyOf('605')}^`, 'Half^')
			.replace(`EX${personOf('605').local}`, `EX${'9'.repeat(300)}`);
		expect(await code(refused)).toBe('AE');
		expect(await nameOf('605')).toBe('Half');
		expect(await code(later(a08, 'BACK', '13'))).toBe('AA');
		expect(await nameOf('605')).toBe(familyOf('605'));
		const whole = (await customerOf('605'))?.version;
		expect(await code(later(a08, 'SAME', '14'))).toBe('AA');
		expect((await customerOf('605'))?.version).toBe(whole);
	});

	it('whose run outlasts its hold gets no answer, and is done once when it comes again', async () => {
		const text = about(a08, '606');
		const outlasting = {
			leaseSeconds: 1,
			// The hold ends on the clock of HealthSail, which is another process.
			beforeStep: (step: number) => {
				if (step === 3) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
			},
		};
		expect(await code(text, outlasting)).toBe(500);
		expect(await code(text)).toBe('AA');
		expect((await customerOf('606'))?.version).toBe(1);
	});

	it('does not clear what it does not speak of', async () => {
		await code(about(a08, '603'));
		const thin = about(a08, '603', { msg: 'T', at: '20260304120000-0600' }).replace(
			/PID.*\r/,
			`PID|1||603^^^OAKPM^PI||${familyOf('603')}^Ana^^^^^L\r`,
		);
		expect(await code(thin.replace(/IN1.*\r/, ''))).toBe('AA');
		expect(await customerOf('603')).toMatchObject({
			demographics: { birthDate: personOf('603').birthDate, givenName: 'Ana' },
		});
	});

	it('of a patient who left the practice’s sync strips the customer', async () => {
		await code(about(a08, '604'));
		const flagged = about(a08, '604', { msg: 'F', at: '20260304120000-0600' }).replace(
			'PD1||||1^Sample^Ada',
			`PD1${'|'.repeat(12)}Y`,
		);
		expect(await code(flagged)).toBe('AA');
		const customer = await customerOf('604');
		expect(customer?.syncState).toBe('excluded');
		expect(JSON.stringify(customer)).not.toContain(familyOf('604'));
	});
});

describe('a patient of PID-3', () => {
	it('is the customer with that number, whatever else the message says', async () => {
		await code(about(a08, '610'));
		const before = await customerOf('610');
		const renamed = about(a08, '610', { msg: 'R', at: '20260304120000-0600' }).replace(
			`${familyOf('610')}^`,
			'Other^',
		);
		expect(await code(renamed)).toBe('AA');
		expect((await customerOf('610'))?.id).toBe(before?.id);
		expect(await nameOf('610')).toBe('Other');
	});

	it('is never linked by name and birth date alone: a new number is a new customer or a question', async () => {
		const bare = (id: string) =>
			about(a08, id)
				.replace(/PID.*\r/, `PID|1||${id}^^^OAKPM^PI||Alone^Nameson^^^^^L||19711111|F\r`)
				.replace(/IN1.*\r|NK1.*\r/g, '');
		expect(await code(bare('611'))).toBe('AA');
		const first = await customerOf('611');
		expect(await code(bare('612'))).toBe('AA');
		expect((await customerOf('612'))?.id).not.toBe(first?.id);
		expect(JSON.stringify((await customerOf('611'))?.externalIds)).not.toContain('612');
	});
});

describe('a merge message', () => {
	it('moves the merged patient’s number to the one that stays', async () => {
		await code(about(a08, '620').replace(`${familyOf('620')}^`, 'Stays^'));
		const before = await customerOf('620');
		const merge = a40.replace('501^', '620^').replace('777^', '621^').replace('MSG00001', 'MRG-1');
		expect(await code(merge)).toBe('AA');
		const merges = await healthSailAt(sandbox.healthSail).items('patient', 'getManyMerges', {
			returnAll: true,
		});
		expect(merges).toContainEqual(
			expect.objectContaining({ survivor: '620', loser: '621', state: 'applied' }),
		);
		expect((await customerOf('620'))?.id).toBe(before?.id);
		expect(await code(merge)).toBe('AA');
		const again = await healthSailAt(sandbox.healthSail).items('patient', 'getManyMerges', {
			returnAll: true,
		});
		expect(again).toHaveLength(merges.length);
	});

	it('in a circle is an error of the message', async () => {
		const back = a40.replace('501^', '621^').replace('777^', '620^').replace('MSG00001', 'MRG-2');
		expect(await code(back)).toBe('AE');
	});
});

describe('an appointment message', () => {
	it('brings a new patient with it, and is written once', async () => {
		expect(await code(about(s12, '630').replace('9001^', '9630^'))).toBe('AA');
		expect(await nameOf('630')).toBe(familyOf('630'));
		expect(await appointments('9630')).toMatchObject([
			{ status: 'booked', startsAt: '2026-04-01T19:30:00Z', typeName: 'Follow-up Visit' },
		]);
		expect(await code(about(s12, '630').replace('9001^', '9630^'))).toBe('AA');
		expect(await appointments('9630')).toHaveLength(1);
	});

	it('moves, calls off and marks as missed the appointment of the same number', async () => {
		const event = (name: string, at: string, hour: string) =>
			about(s12, '631', { msg: `E-${name}`, at: `20260304${at}00-0600` })
				.replace('9001^', '9631^')
				.replace('SIU^S12', `SIU^${name}`)
				.replaceAll('20260401143000', `20260401${hour}0000`);
		const statuses: unknown[] = [];
		for (const [name, at, hour] of [
			['S12', '1200', '14'],
			['S13', '1210', '16'],
			['S15', '1220', '16'],
			['S26', '1230', '16'],
		]) {
			expect(await code(event(name, at, hour))).toBe('AA');
			const [found] = await appointments('9631');
			statuses.push([found.status, found.startsAt]);
		}
		expect(statuses).toEqual([
			['booked', '2026-04-01T19:00:00Z'],
			['booked', '2026-04-01T21:00:00Z'],
			['cancelled', '2026-04-01T21:00:00Z'],
			['no_show', '2026-04-01T21:00:00Z'],
		]);
		expect(await code(event('S14', '1205', '10').replace('E-S14', 'LATE'))).toBe('AA');
		expect((await appointments('9631'))[0].status).toBe('no_show');
	});

	it('of a provider whom HealthSail does not know is answered AE, and can be sent again', async () => {
		const text = about(s12, '632').replace('9001^', '9632^');
		const credential = engineCredential();
		expect(await code(text, { credential })).toBe('AE');
		expect(await appointments('9632')).toEqual([]);
		expect(await code(text)).toBe('AA');
		expect(await appointments('9632')).toHaveLength(1);
	});
});
