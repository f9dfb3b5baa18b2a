import assert from 'node:assert/strict';

export interface PortalPage {
	status: number;
	/** Path that the page came from, after redirects. */
	path: string;
	text: string;
}

/** A patient at the patient page without a browser: a cookie, pages, and forms as they are filled. */
export class PortalPatient {
	private constructor(
		private readonly origin: string,
		readonly cookie: string,
	) {}

	/** Signs in as a customer. */
	static async signIn(origin: string, customerId: string): Promise<PortalPatient> {
		const answer = await fetch(`${origin}/portal/login`, {
			method: 'POST',
			redirect: 'manual',
			body: new URLSearchParams({ customer: customerId }),
		});
		assert.equal(answer.headers.get('location'), '/portal/account');
		return new PortalPatient(origin, (answer.headers.get('set-cookie') ?? '').split(';')[0]);
	}

	async open(path: string): Promise<PortalPage> {
		return await this.follow(path, {});
	}

	/** Sends exactly these fields. */
	async post(path: string, fields: Record<string, string>): Promise<PortalPage> {
		return await this.follow(path, { method: 'POST', body: new URLSearchParams(fields) });
	}

	/** Fills some inputs of a page's form and sends all of it, as a browser does. */
	async send(
		page: PortalPage,
		action: string,
		entries: Record<string, string>,
	): Promise<PortalPage> {
		return await this.post(action, { ...formOf(page, action), ...entries });
	}

	/** Opens a form, fills some of its inputs and sends it. */
	async fill(path: string, entries: Record<string, string>): Promise<PortalPage> {
		return await this.send(await this.open(path), path, entries);
	}

	private async follow(path: string, init: RequestInit): Promise<PortalPage> {
		const answer = await fetch(new URL(path, this.origin), {
			...init,
			redirect: 'manual',
			headers: { cookie: this.cookie },
		});
		const next = answer.headers.get('location');
		if (next) return await this.follow(next, {});
		return { status: answer.status, path, text: await answer.text() };
	}
}

/** What a form of a page would send as it stands. */
export function formOf({ text }: PortalPage, action: string): Record<string, string> {
	const form = text.split('<form').find((part) => part.includes(`action="${action}"`));
	assert.ok(form, `the page has no form for ${action}`);
	const fields: Record<string, string> = {};
	for (const [tag] of form.split('</form>')[0].matchAll(/<input[^>]*>/g)) {
		const kind = attribute(tag, 'type');
		if ((kind === 'checkbox' || kind === 'radio') && !tag.includes(' checked')) continue;
		fields[attribute(tag, 'name')] = attribute(tag, 'value');
	}
	for (const [select] of form.matchAll(/<select[\s\S]*?<\/select>/g)) {
		const chosen = /<option[^>]* selected[^>]*>/.exec(select)?.[0] ?? '';
		fields[attribute(select, 'name')] = attribute(chosen, 'value');
	}
	return fields;
}

function attribute(tag: string, name: string): string {
	const value = new RegExp(` ${name}="([^"]*)"`).exec(tag.replace(/\s+/g, ' '))?.[1] ?? '';
	return value
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&quot;', '"')
		.replaceAll('&#39;', "'")
		.replaceAll('&amp;', '&');
}

/** What is wrong with an input, as the page says beside it. */
export function wrongWith({ text }: PortalPage, input: string): string | undefined {
	return new RegExp(`<p class="wrong" id="${input}-wrong">([^<]*)</p>`).exec(text)?.[1];
}

/** The tags of what was asked for: title and standing of each change, newest request first. */
export function standings({ text }: PortalPage): string[] {
	const rows = text.matchAll(
		/<span class="what">([^<]*)<\/span>\s*<span class="tag \w+"\s*>([^<]*)<\/span/g,
	);
	return [...rows].map(([, what, standing]) => `${what}: ${standing}`);
}
