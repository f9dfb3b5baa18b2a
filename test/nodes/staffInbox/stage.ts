import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { StaffReviewersApi } from '../../../credentials/StaffReviewersApi.credentials';
import { hashPassword, reviewerLine } from '../../../lib/inbox/reviewers';
import { StaffReviewInboxTrigger } from '../../../nodes/StaffReviewInbox/StaffReviewInboxTrigger.node';
import { openWebhook, registerNodes } from '../../support/nodes';
import { registerCredentials } from '../../support/nodesCredentials';

registerNodes(new StaffReviewInboxTrigger());
registerCredentials(new StaffReviewersApi());

/** The cheapest hash that is taken, so that tests do not wait (all people are invented). */
export const cheap = { N: 16_384, r: 8, p: 1 } as const;
export const passwords = {
	dana: 'four-synthetic-words-dana',
	sam: 'four-synthetic-words-sam',
	oak: 'four-synthetic-words-oak',
} as const;

/** Lines of three reviewers; `oak` sees practice 1 of Tebra only. */
async function reviewerLines(): Promise<string> {
	const line = async (id: keyof typeof passwords, name: string, practiceId?: string) =>
		reviewerLine({
			id,
			name,
			passwordHash: await hashPassword(passwords[id], Buffer.from(`salt of ${id}      `), cheap),
			...(practiceId !== undefined && { practices: [{ system: 'tebra', practiceId }] }),
		});
	const lines = [
		await line('dana', 'Dana Reviewer'),
		await line('sam', 'Sam Reviewer'),
		await line('oak', 'Oak Reviewer', '1'),
	];
	return lines.join('\n');
}

let lines: Promise<string> | undefined;

/** The staff reviewers credential of the tests. */
export async function reviewersCredential(
	over: ICredentialDataDecryptedObject = {},
): Promise<ICredentialDataDecryptedObject> {
	lines ??= reviewerLines();
	return {
		signIn: 'password',
		reviewers: await lines,
		signingKey: 'synthetic words '.repeat(3).trim(),
		sessionMinutes: 15,
		...over,
	};
}

export interface Answered {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	/** What starts the workflow; absent = no execution. */
	readonly item?: IDataObject;
	/** What the node gave n8n besides the answer. */
	readonly result: object;
}

export interface Sent {
	readonly method?: 'GET' | 'POST';
	readonly form?: Readonly<Record<string, string>>;
	readonly address?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** The body as it is; absent = the form. */
	readonly raw?: string;
	/** What stands behind the question mark. */
	readonly query?: Readonly<Record<string, string>>;
}

/** A browser before the inbox: it keeps the page that came last. */
export class Browser {
	body = '';

	constructor(
		private readonly at: {
			readonly healthSail: string;
			readonly credential?: ICredentialDataDecryptedObject;
			readonly address?: string;
			readonly headers?: Readonly<Record<string, string>>;
		},
	) {}

	/** Sends a request as n8n hands it to the node. */
	async send(sent: Sent = {}): Promise<Answered> {
		const { method = 'POST', form = {}, address, headers = {}, query = {} } = sent;
		const body = Buffer.from(sent.raw ?? new URLSearchParams(form).toString(), 'utf8');
		// What n8n itself sets, for whatever origin a browser names.
		const told: Record<string, string> = { 'access-control-allow-origin': 'https://other.example' };
		const answer = { status: 200, body: '' };
		const response = {
			setHeader: (name: string, value: string) => (told[name.toLowerCase()] = value),
			removeHeader: (name: string) => Reflect.deleteProperty(told, name.toLowerCase()),
			status(code: number) {
				answer.status = code;
				return response;
			},
			end: (content: string) => (answer.body = content),
		};
		const request: Record<string, unknown> = {
			method,
			ip: address ?? this.at.address ?? '10.1.2.3',
			headers: {
				...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
				...this.at.headers,
				...headers,
			},
			readRawBody: async () => await Promise.resolve(),
			rawBody: body,
			query,
			params: {},
		};
		const context = openWebhook(
			{
				nodeType: 'staffReviewInboxTrigger',
				parameters: { healthSailAuthentication: 'apiKey', path: 'staff-review-inbox' },
				baseUrls: { healthSail: this.at.healthSail },
				credentials: { staffReviewersApi: this.at.credential ?? (await reviewersCredential()) },
			},
			{ httpRequest: request, httpResponse: response },
		);
		const result = await new StaffReviewInboxTrigger().webhook.call(context);
		const item: IDataObject | undefined = result.workflowData?.[0]?.[0]?.json;
		this.body = answer.body;
		return { ...answer, headers: told, ...(item !== undefined && { item }), result };
	}

	/** Signs in and gives the page that follows. */
	async signIn(
		id: keyof typeof passwords = 'dana',
		password: string = passwords[id],
	): Promise<Answered> {
		return await this.send({ form: { act: 'signIn', reviewer: id, password } });
	}

	/** Opens a list. */
	async open(section: string, more: Readonly<Record<string, string>> = {}): Promise<Answered> {
		return await this.send({ form: { act: 'view', session: this.session, section, ...more } });
	}

	/** The session token of the page that came last. */
	get session(): string {
		return hiddenOf(this.body, 'session');
	}

	/** The part of the page about one record; its element's heading carries the record's id. */
	card(id: string): string {
		const found = [...this.body.matchAll(/<article[\s\S]*?<\/article>/g)]
			.map(([text]) => text)
			.find((text) => text.includes(`id="t-${id}"`));
		if (found === undefined) throw new Error(`The page has no card of ${id}.`);
		return found;
	}

	has(id: string): boolean {
		return this.body.includes(`id="t-${id}"`);
	}

	/** The hidden members of a card's form. */
	form(id: string): Record<string, string> {
		return membersOf(this.card(id));
	}

	/** The hidden members of a page with one form. */
	hidden(): Record<string, string> {
		return membersOf(this.body);
	}

	/** Posts the form of a card, with what a person chooses there. */
	async post(id: string, chosen: Readonly<Record<string, string>>): Promise<Answered> {
		return await this.send({ form: { ...this.form(id), ...chosen } });
	}
}

function membersOf(body: string): Record<string, string> {
	const found = body.matchAll(/<input\s+type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"/g);
	return Object.fromEntries([...found].map(([, name, value]) => [name, unescaped(value)]));
}

function hiddenOf(body: string, name: string): string {
	const found = new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(body);
	return unescaped(found?.[1] ?? '');
}

/** The words of a page as a person reads them. */
export function wordsOf(body: string): string {
	const text = body
		.replace(/<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>/g, '')
		.replace(/<[^>]+>/g, ' ');
	return unescaped(text).replace(/\s+/g, ' ');
}

function unescaped(text: string): string {
	return text.replace(/&#(\d+);/g, (_whole, code: string) => String.fromCharCode(Number(code)));
}
