import { createHash } from 'crypto';

import { constantHtml, html, type Content, type Html } from '../html';
import { script } from './script';
import { style } from './style';

/** A sentence above the list about what just happened. */
export interface Notice {
	/** `done`: it went through. `look`: a person has to look again. `stop`: it was refused. */
	readonly tone: 'done' | 'look' | 'stop';
	readonly text: string;
}

// Nothing may come between the tags: the page's policy names the hashes of just these texts.
const styleElement = constantHtml(`<style>${style}</style>`);
const scriptElement = constantHtml(`<script>${script}</script>`);

/** A whole page. The title is of the inbox, never of a person: browsers keep it in their history. */
export function frame(parts: {
	readonly title: string;
	readonly head?: Content;
	readonly main: Content;
	readonly foot?: Content;
}): string {
	return html`${constantHtml('<!doctype html>')}
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="robots" content="noindex" />
				<title>${parts.title}</title>
				${styleElement}
			</head>
			<body>
				<a class="skip" href="#main">Skip to the list</a>
				<header>
					<div class="in">
						<p>Staff review inbox</p>
						${parts.head}
					</div>
				</header>
				<main id="main" class="in" tabindex="-1">${parts.main}</main>
				${parts.foot} ${scriptElement}
			</body>
		</html>`.text;
}

/** Read out by screen readers, and given the focus by the script. */
export function noticeBox(notice: Notice | undefined): Content {
	if (notice === undefined) return undefined;
	const kind = { done: 'notice', look: 'notice warn', stop: 'notice stop' }[notice.tone];
	const role = notice.tone === 'done' ? 'status' : 'alert';
	return html`<div class="${kind}" role="${role}" tabindex="-1" data-notice>
		<p>${notice.text}</p>
	</div>`;
}

/** Members of a form that a person does not see. */
export function hidden(members: Readonly<Record<string, string | number>>): Html[] {
	return Object.entries(members).map(
		([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
	);
}

const hashOf = (text: string) =>
	`'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

/**
 * What the page may do. It shares n8n's address, so it gets an origin of its own (`sandbox` without
 * `allow-same-origin`); only our style and our script run, and forms go back to where they came from.
 */
export const contentSecurityPolicy = [
	'sandbox allow-forms allow-scripts',
	"default-src 'none'",
	`style-src ${hashOf(style)}`,
	`script-src ${hashOf(script)}`,
	"form-action 'self'",
	"frame-ancestors 'none'",
	"base-uri 'none'",
].join('; ');
