import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { Html, html } from '../../core/html.mjs';
import type { Notice, Session } from './session.mjs';
import { style } from './style.mjs';

const styleHash = createHash('sha256').update(style).digest('base64');
const styleTag = new Html(`<style>${style}</style>`);
const policy = [
	"default-src 'none'",
	`style-src 'sha256-${styleHash}'`,
	"form-action 'self'",
	"frame-ancestors 'none'",
	"base-uri 'none'",
].join('; ');

/** Sends a page that loads nothing, is kept nowhere and tells nobody where it was. */
export function sendPage(reply: FastifyReply, text: string, status = 200): FastifyReply {
	return reply
		.code(status)
		.headers({
			'Content-Type': 'text/html; charset=utf-8',
			'Cache-Control': 'no-store',
			'Referrer-Policy': 'no-referrer',
			'X-Content-Type-Options': 'nosniff',
			'Content-Security-Policy': policy,
		})
		.send(text);
}

/** A whole page. `session` is that of the patient who is signed in. */
export function page(title: string, body: Html, session?: Session): string {
	const out = html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>${title} · HealthSail sandbox</title>
				${styleTag}
			</head>
			<body>
				<div class="note">Sandbox, synthetic: nobody on these pages is a real person.</div>
				<header>
					<div class="in">
						<strong>HealthSail</strong>${session &&
						html`<form method="post" action="/portal/logout">
							${formToken(session)}<button>Sign out</button>
						</form>`}
					</div>
				</header>
				<main><div class="in">${body}</div></main>
			</body>
		</html>`;
	return out.text;
}

/** The token that a form of this session must bring back. */
export function formToken(session: Session): Html {
	return html`<input type="hidden" name="formToken" value="${session.formToken}" />`;
}

/** What was done last, told once. */
export function noticeBox(notice: Notice | undefined): Html | undefined {
	return notice && html`<p class="notice ${notice.tone}" role="status">${notice.text}</p>`;
}
