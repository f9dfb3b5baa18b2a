import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Texts } from './parts/part.mjs';

const COOKIE = 'hs_sandbox_portal';
const SECONDS = 3600;
/** Forms of one session that may be open at once; the oldest is forgotten first. */
const OPEN_FORMS = 20;

/** What the next page says once. */
export interface Notice {
	text: string;
	tone: 'good' | 'bad';
}

/** One signed-in patient. */
export class Session {
	/** Must come back with every form, so that no other site can send one. */
	readonly formToken = randomBytes(24).toString('hex');

	notice: Notice | undefined;

	private readonly forms = new Map<string, Texts>();

	constructor(readonly customerId: string) {}

	/** Keeps what a form was filled with, and answers its id. */
	openForm(shown: Texts): string {
		const id = randomBytes(12).toString('hex');
		this.forms.set(id, shown);
		if (this.forms.size > OPEN_FORMS) this.forms.delete([...this.forms.keys()][0]);
		return id;
	}

	/** What a form was filled with; undefined when it was forgotten. */
	form(id: string): Texts | undefined {
		return this.forms.get(id);
	}

	/** The notice for the page that is made now; it is shown once. */
	takeNotice(): Notice | undefined {
		const { notice } = this;
		this.notice = undefined;
		return notice;
	}
}

/** The sessions of the patient page, found by a cookie that other sites cannot send along. */
export class Sessions {
	private readonly byId = new Map<string, Session>();

	/** Opens a session; answers the cookie to set. */
	open(customerId: string): string {
		const id = randomBytes(24).toString('hex');
		this.byId.set(id, new Session(customerId));
		return cookie(id, SECONDS);
	}

	/** The session of a request. */
	of(request: FastifyRequest): Session | undefined {
		return this.byId.get(idOf(request));
	}

	/** Ends the session of a request; answers the cookie to set. */
	end(request: FastifyRequest): string {
		this.byId.delete(idOf(request));
		return cookie('', 0);
	}
}

function idOf(request: FastifyRequest): string {
	return new RegExp(`(?:^|; )${COOKIE}=([0-9a-f]+)`).exec(request.headers.cookie ?? '')?.[1] ?? '';
}

function cookie(value: string, seconds: number): string {
	return `${COOKIE}=${value}; Path=/portal; HttpOnly; SameSite=Strict; Max-Age=${seconds}`;
}
