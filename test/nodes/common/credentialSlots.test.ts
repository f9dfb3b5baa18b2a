import type { INodeTypeDescription } from 'n8n-workflow';

import { HealthSail } from '../../../nodes/HealthSail/HealthSail.node';
import { vendorNodes } from './vendorNodes';

// Practice: Get Profile takes the vendor's credential.
const healthSail = { name: 'HealthSail', description: new HealthSail().description };
const nodes = [...vendorNodes, healthSail];

const healthSailTypes = ['healthSailApi', 'healthSailOAuth2Api'];

/** Parameters that n8n's editor takes away from the panel: those named under a credential's "show". */
const signInParameters = ({ credentials = [], properties }: INodeTypeDescription) =>
	credentials
		.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}))
		.filter((name) => properties.some((property) => property.name === name));

// n8n's editor offers, for an entry without "show" or with the sign-in parameter under it, the
// credentials of the sign-in parameter: those of HealthSail.
test.each(nodes)('in the panel of $name the vendor’s account can be chosen', (entry) => {
	const { description } = entry;
	const others = (description.credentials ?? []).filter(
		({ name }) => !healthSailTypes.includes(name),
	);
	expect(others.length).toBeGreaterThan(0);
	for (const { displayOptions } of others) {
		expect(displayOptions?.show).toEqual({ '@version': [description.version] });
	}
});

test.each(nodes)('in the panel of $name nothing but the way to sign in is hidden', (entry) => {
	expect(new Set(signInParameters(entry.description))).toEqual(
		new Set(['healthSailAuthentication']),
	);
});

test.each(nodes)('in the panel of $name every credential says whose it is', (entry) => {
	const titles = entry.description.credentials?.map(({ displayName }) => displayName) ?? [];
	for (const title of titles) expect(title).toMatch(/ Credential$/);
});
