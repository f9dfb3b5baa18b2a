import type { ICredentialTestRequest } from 'n8n-workflow';

/** The status of the test's request with these values, and the message of the rule that meets it. */
export async function press(
	{ request, rules = [] }: ICredentialTestRequest,
	values: Readonly<Record<string, unknown>>,
	token: string,
) {
	const filled = (text: unknown) =>
		String(text).replace(/^=\{\{\$credentials\.(\w+)\}\}$/, (_, name: string) =>
			String(values[name]),
		);
	const query = new URLSearchParams((request.qs ?? {}) as Record<string, string>).toString();
	const body = Object.entries((request.body ?? {}) as Record<string, unknown>);
	const response = await fetch(
		`${filled(request.baseURL)}${request.url ?? ''}${query === '' ? '' : `?${query}`}`,
		{
			method: request.method ?? 'GET',
			headers: {
				...(request.headers as Record<string, string>),
				Authorization: `Bearer ${token}`,
			},
			...(body.length > 0 && {
				body: JSON.stringify(
					Object.fromEntries(body.map(([name, value]) => [name, filled(value)])),
				),
			}),
		},
	);
	const rule = rules.find(
		({ type, properties }) => type === 'responseCode' && properties.value === response.status,
	);
	return { status: response.status, text: await response.text(), told: rule?.properties.message };
}
