import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** Who may decide in the staff review inbox, and how they sign in. */
export class StaffReviewersApi implements ICredentialType {
	name = 'staffReviewersApi';

	displayName = 'Staff Reviewers API';

	icon: Icon = { light: 'file:../icons/staffInbox.svg', dark: 'file:../icons/staffInbox.dark.svg' };

	documentationUrl =
		'https://github.com/healthsail/n8n-nodes-healthsail/blob/main/docs/staff-approval.md';

	// The signing key opens patient data: no other node, HTTP Request included, may use it.
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Sign-In',
			name: 'signIn',
			type: 'options',
			options: [
				{
					name: 'Password',
					value: 'password',
					description: 'The inbox asks for a user ID and a password',
				},
				{
					name: 'Trusted Proxy',
					value: 'proxy',
					description: 'A reverse proxy signs people in and names them in a header',
				},
			],
			default: 'password',
		},
		{
			displayName: 'Reviewers',
			name: 'reviewers',
			type: 'string',
			typeOptions: { rows: 6 },
			default: '',
			required: true,
			placeholder: 'e.g. dreviewer | Dana Reviewer | scrypt$32768$8$3$…',
			description:
				'One person a line: ID, name and password hash, separated by |. The command “healthsail-n8n reviewers hash” prints the line. A fourth part limits a person to practices, such as tebra:1. With a trusted proxy, write - for the hash.',
		},
		{
			displayName: 'Signing Key',
			name: 'signingKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'At least 32 random characters. A new key signs everybody out and makes open pages invalid.',
		},
		{
			displayName: 'Session Minutes',
			name: 'sessionMinutes',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 120 },
			default: 15,
			description: 'Minutes without activity after which a person has to sign in again',
		},
		{
			displayName: 'User Header',
			name: 'userHeader',
			type: 'string',
			default: '',
			placeholder: 'e.g. X-Forwarded-User',
			displayOptions: { show: { signIn: ['proxy'] } },
			description:
				'Header in which the proxy names the person. The proxy has to remove this header from what browsers send.',
		},
		{
			displayName: 'Proxy Header',
			name: 'proxyHeader',
			type: 'string',
			default: '',
			placeholder: 'e.g. X-Proxy-Secret',
			displayOptions: { show: { signIn: ['proxy'] } },
			description: 'Header in which the proxy shows the secret below',
		},
		{
			displayName: 'Proxy Secret',
			name: 'proxySecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { show: { signIn: ['proxy'] } },
			description:
				'At least 32 random characters that only the proxy and this credential know. Without it a request is refused.',
		},
	];
}
