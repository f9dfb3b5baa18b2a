import type { FastifyInstance } from 'fastify';
import { XMLParser } from 'fast-xml-parser';
import { newServer, startServer } from '../../sandbox/core/server.mjs';
import { createWorld, type World, type WorldOptions } from '../../sandbox/core/world.mjs';
import type { VendorSystem } from '../../sandbox/core/system.mjs';
import type { PracticeSize } from '../../sandbox/practice/size.mjs';
import { createTebraSystem } from '../../sandbox/tebra/system.mjs';

const parser = new XMLParser({
	removeNSPrefix: true,
	ignoreAttributes: true,
	parseTagValue: false,
	isArray: (name) =>
		[
			'PatientData',
			'PatientBatchData',
			'PracticeData',
			'ProviderData',
			'ServiceLocationData',
			'ThrottleDetail',
			'ExternalVendorData',
			'PatientCaseData',
			'PatientInsurancePolicyData',
			'AppointmentData',
			'AppointmentReasonData',
			'ChargeData',
			'PaymentData',
			'TransactionData',
			'EncounterDetailsData',
			'ServiceLineRes',
			'int',
		].includes(name),
});

/** The login as the sheet's minimal envelope writes it, typed anew. */
export const LOGIN =
	'<k:RequestHeader><k:CustomerKey>ck-sandbox</k:CustomerKey><k:Password>p&amp;ss-sandbox</k:Password><k:User>api@oak-clinic.example</k:User></k:RequestHeader>';

/** Answers are read by local name, loosely typed: tests look at what came. */
export type Loose = ReturnType<typeof JSON.parse>;

export interface Raw {
	status: number;
	text: string;
}

export class Bench {
	constructor(
		readonly world: World,
		readonly tebra: VendorSystem,
		private readonly apps: readonly FastifyInstance[],
		private readonly url: string,
		private readonly controlUrl: string,
	) {}

	/** Posts a body as it is. */
	async post(action: string, body: string, contentType = 'text/xml; charset=utf-8'): Promise<Raw> {
		const response = await fetch(`${this.url}/services/soap/2.1/KareoServices.svc`, {
			method: 'POST',
			headers: { 'Content-Type': contentType, SOAPAction: action },
			body,
		});
		return { status: response.status, text: await response.text() };
	}

	/** Calls an operation; `inside` is the content of the body parameter after the login. */
	async raw(
		operation: string,
		inside = '',
		{ login = LOGIN, parameter = 'request', header = '' } = {},
	): Promise<Raw> {
		const body =
			'<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:k="http://www.kareo.com/api/schemas/">' +
			`${header}<soap:Body><k:${operation}><k:${parameter}>${login}${inside}</k:${parameter}></k:${operation}></soap:Body></soap:Envelope>`;
		return await this.post(`"http://www.kareo.com/api/schemas/KareoServices/${operation}"`, body);
	}

	/** Calls an operation that answers HTTP 200 and reads its result. */
	async call(
		operation: string,
		inside = '',
		options: Parameters<Bench['raw']>[2] = {},
	): Promise<Loose> {
		const { status, text } = await this.raw(operation, inside, options);
		if (status !== 200) throw new Error(`HTTP ${status}`);
		return parser.parse(text).Envelope.Body[`${operation}Response`][`${operation}Result`];
	}

	/** Fetches a path of the same server as it is. */
	async fetch(path: string, init: RequestInit = {}): Promise<Raw> {
		const url = path.startsWith('http') ? path : this.url + path;
		const response = await fetch(url, init);
		return { status: response.status, text: await response.text() };
	}

	/** Calls the control part. */
	async control(method: string, path: string, body?: object): Promise<Loose> {
		const response = await fetch(`${this.controlUrl}/control/tebra/${path}`, {
			method,
			...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
		});
		const answer = (await response.json()) as Loose;
		return Array.isArray(answer) ? answer : { status: response.status, ...answer };
	}

	async stop(): Promise<void> {
		for (const app of this.apps) await app.close();
	}
}

/** Starts a Tebra sandbox with its control part on free ports. Limits are off unless asked for. */
export async function startBench(
	options: Partial<PracticeSize> = {},
	worldOptions: WorldOptions = {},
): Promise<Bench> {
	const world = createWorld({ limits: false, ...worldOptions });
	const tebra = createTebraSystem(world, { patients: 60, ...options });
	const app = newServer();
	await tebra.register(app);
	const controlApp = newServer();
	tebra.control?.(controlApp);
	return new Bench(
		world,
		tebra,
		[app, controlApp],
		await startServer(app, 0),
		await startServer(controlApp, 0),
	);
}

/** A list call's content: empty Fields and a filter. */
export function filter(members: string): string {
	return `<k:Fields/><k:Filter>${members}</k:Filter>`;
}

/** The civil date `days` from now. */
export function day(days: number): string {
	return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** One member. */
export function member(name: string, value: string | number): string {
	return `<k:${name}>${value}</k:${name}>`;
}

/** An element around members, in the order in which they are given. */
export function element(name: string, members: Record<string, string | number>): string {
	const inside = Object.entries(members).map(([key, value]) => member(key, value));
	return `<k:${name}>${inside.join('')}</k:${name}>`;
}

/** Rows with an id: the blank row that stands for none is left out (sheet 3.3 rule 7). */
export function realRows(rows: Loose[], id = 'ID'): Loose[] {
	return rows.filter((row) => row[id] !== '');
}
