import { contentSecurityPolicy } from '../../lib/inbox/page/frame';

/** The part of n8n's response object that a page needs. */
interface PageResponse {
	setHeader(name: string, value: string): unknown;
	removeHeader(name: string): unknown;
	status(code: number): { end(page: string): unknown };
}

/**
 * Writes a page. Nobody may keep it, show it inside another page or guess its kind, and it tells other
 * sites nothing; see `contentSecurityPolicy` for what it may do.
 */
export function sendPage(
	response: PageResponse,
	{
		status,
		page,
		retryAfterSeconds,
	}: { readonly status: number; readonly page: string; readonly retryAfterSeconds?: number },
): void {
	// n8n lets every other site read what a webhook answers.
	response.removeHeader('Access-Control-Allow-Origin');
	for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
	if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', `${retryAfterSeconds}`);
	response.status(status).end(page);
}

const headers: Readonly<Record<string, string>> = {
	'Content-Type': 'text/html; charset=utf-8',
	'Content-Security-Policy': contentSecurityPolicy,
	'Cache-Control': 'no-store',
	'X-Content-Type-Options': 'nosniff',
	'X-Frame-Options': 'DENY',
	'Referrer-Policy': 'no-referrer',
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Cross-Origin-Resource-Policy': 'same-origin',
	'X-Robots-Tag': 'noindex',
};
