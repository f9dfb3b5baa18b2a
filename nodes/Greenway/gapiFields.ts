import type { INodeProperties } from 'n8n-workflow';

/** Fields of both GAPI credentials: a further header where the portal asks for one, limits, hosts. */
export function gapiConnectionFields(): INodeProperties[] {
	return [
		{
			displayName: 'Extra Header Name',
			name: 'extraHeaderName',
			type: 'string',
			default: '',
			description: 'Name of a further header, where Greenway asks for a token beside the key',
		},
		{
			displayName: 'Extra Header Value',
			name: 'extraHeaderValue',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Value of that header',
		},
		{
			displayName: 'Share of the Limit',
			name: 'limitShare',
			type: 'number',
			typeOptions: { minValue: 0.05, maxValue: 1, numberPrecision: 2 },
			default: 1,
			description: 'Part of the calls per second that this integration may use',
		},
		{
			displayName: 'Allowed Hosts',
			name: 'allowedHosts',
			type: 'string',
			default: '',
			description:
				'Further host names that the address may point at, separated by commas. Leave empty for Greenway’s own.',
		},
		{
			displayName: 'Sandbox Speed',
			name: 'sandboxSpeed',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 1,
			description:
				'How much faster the clock of a sandbox on this machine runs; 0 for a sandbox without limits. Leave it at 1 for the real Greenway.',
		},
	];
}
