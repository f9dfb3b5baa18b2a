import { segmentsOf } from './readSegments.mjs';
import { recordOfNumber } from './segments.mjs';

/** A message that the practice system took or refused at the engine's listener. */
export interface ReceivedMessage {
	readonly controlId: string;
	readonly event: string;
	readonly patientId: string;
	readonly code: 'AA' | 'AE' | 'AR';
	/** FT1 lines: reference, kind, amount in cents, service date. */
	readonly lines: ReadonlyArray<{ reference: string; kind: string; cents: number; date: string }>;
	readonly text: string;
	/** What an update changed of the patient, by name; absent = updates are not applied here. */
	readonly applied?: readonly string[];
}

interface Problem {
	readonly code: 'AE' | 'AR';
	readonly condition: string;
	readonly place: string;
	readonly text: string;
}

/** Whether the practice has a patient of this record number. */
export type KnowsPatient = (record: number) => boolean;

/**
 * What the practice system behind the listener does with a message: ADT A31 and DFT P03 of patients
 * it knows are taken, all else is refused as HL7 does it. It answers with its acknowledgement.
 */
export function receive(
	text: string,
	knows: KnowsPatient,
	at: string,
): { answer: string; message?: ReceivedMessage } {
	const segments = segmentsOf(text);
	const of = (name: string) => segments.filter(([own]) => own === name);
	const [msh] = of('MSH');
	if (!text.startsWith('MSH|^~\\&|') || !text.endsWith('\r')) {
		const wrong = problem('AR', '100', 'MSH', 'No message with the usual separators');
		return { answer: answerTo(undefined, wrong, at) };
	}
	const event = (msh[8] ?? '').split('^').slice(0, 2).join('^');
	const patientId = (of('PID')[0]?.[3] ?? '').split('^')[0];
	const wrong = faultOf(event, patientId, of('FT1'), knows) ?? birthDateFault(of('PID')[0]);
	const message: ReceivedMessage = {
		controlId: msh[9] ?? '',
		event,
		patientId,
		code: wrong?.code ?? 'AA',
		lines: of('FT1').map((fields) => ({
			reference: fields[2] ?? '',
			kind: fields[6] ?? '',
			cents: Math.round(Number((fields[11] ?? '').split('&')[0]) * 100),
			date: fields[4] ?? '',
		})),
		text,
	};
	return { answer: answerTo(msh, wrong, at), message };
}

function faultOf(
	event: string,
	patientId: string,
	transactions: ReadonlyArray<readonly string[]>,
	knows: KnowsPatient,
): Problem | undefined {
	if (event !== 'ADT^A31' && event !== 'DFT^P03') {
		const isType = /^(ADT|DFT)\^/.test(event);
		return problem('AR', isType ? '201' : '200', 'MSH^1^9', 'Not taken here');
	}
	const record = recordOfNumber(patientId);
	if (record === undefined || !knows(record)) {
		return problem('AE', '204', 'PID^1^3', 'No such patient');
	}
	if (event === 'ADT^A31') return undefined;
	if (transactions.length === 0) return problem('AE', '100', 'FT1', 'No transaction');
	for (const [index, fields] of transactions.entries()) {
		const place = `FT1^${index + 1}`;
		if (!/^\d{8}/.test(fields[4] ?? '')) return problem('AE', '102', `${place}^4`, 'No date');
		if (!['CG', 'PY', 'CD'].includes(fields[6] ?? '')) {
			return problem('AE', '103', `${place}^6`, 'Not a kind that is posted');
		}
		if (!/^\d+\.\d{2}(&USD)?$/.test(fields[11] ?? '')) {
			return problem('AE', '102', `${place}^11`, 'No amount');
		}
	}
	return undefined;
}

function birthDateFault(pid: readonly string[] | undefined): Problem | undefined {
	const date = pid?.[7] ?? '';
	return date === '' || date === '""' || /^\d{8}$/.test(date)
		? undefined
		: problem('AE', '102', 'PID^1^7', 'No date');
}

function problem(code: 'AE' | 'AR', condition: string, place: string, text: string): Problem {
	return { code, condition, place, text };
}

function answerTo(
	msh: readonly string[] | undefined,
	wrong: Problem | undefined,
	at: string,
): string {
	const [app = '', facility = ''] = [msh?.[2], msh?.[3]];
	const event = (msh?.[8] ?? '').split('^')[1] ?? '';
	const lines = [
		`MSH|^~\\&|PMAPP|OAK|${app}|${facility}|${at}||ACK^${event}^ACK|ACK${msh?.[9] ?? ''}|P|2.5.1`,
		`MSA|${wrong?.code ?? 'AA'}|${msh?.[9] ?? ''}`,
		...(wrong ? [`ERR||${wrong.place}|${wrong.condition}^${wrong.text}^HL70357|E`] : []),
	];
	return lines.map((line) => `${line}\r`).join('');
}
