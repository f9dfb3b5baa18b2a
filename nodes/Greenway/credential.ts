import { IANAZone } from 'luxon';
import { z } from 'zod';

import { SafeError } from '../../lib/privacy/errors';
import { checkBaseUrl, parseHostList } from '../../lib/privacy/hosts';
import type { GreenwaySettings } from '../../lib/profile/systems/greenway';
import { greenwayDefaults } from '../../lib/profile/systems/greenway';
import type { PracticeScope } from '../common/practice/port';
import { readScope } from '../common/practice/scope';
import type { ThrottleSettings } from '../common/transport/throttle';
import type { GreenwaySystem } from './products';
import { productName, systemOf } from './products';
import { fhirBaseOf } from './signIn';

/** Name of the FHIR credential, which opens the practice (sheet 3.1). */
export const fhirCredentialType = 'greenwayFhirApi';

/** Named by the vendor as scopes that must never be asked for (sheet 3.1). */
const refusedScopes = /\*|\b(Appointment|Consent)\b/;

const text = z
	.union([z.string(), z.number()])
	.nullish()
	.transform((value) => String(value ?? '').trim());
const needed = text.refine((value) => value !== '');

const credentialSchema = z.object({
	product: needed,
	practiceId: needed,
	practiceName: text,
	tenantId: needed.refine((oid) => /^[0-9A-Za-z.-]{3,128}$/.test(oid)),
	clientId: needed,
	keyId: needed,
	privateKey: needed,
	scopes: needed.refine((scopes) => !refusedScopes.test(scopes)),
	baseUrl: needed,
	tokenUrl: text,
	timeZone: text.refine((zone) => zone === '' || IANAZone.isValidZone(zone)),
	practiceProfile: text,
	allowedHosts: text,
	sandboxSpeed: z.coerce.number().min(0).max(10_000).default(1),
	limitShare: z.coerce.number().gt(0).max(1).default(1),
});

/** A Greenway FHIR credential, read and checked. */
export interface GreenwayAccess {
	readonly system: GreenwaySystem;
	/** Address of the site's FHIR server, tenant included. */
	readonly base: string;
	readonly clientId: string;
	readonly allowedHosts: readonly string[];
	readonly scope: PracticeScope;
	readonly settings: GreenwaySettings;
	readonly throttle: ThrottleSettings;
}

/**
 * Reads the stored values of a FHIR credential.
 *
 * @param system the system of the product that the node is set to; absent = the credential's own
 * @throws SafeError `configuration` that names the members to correct
 */
export function readFhirCredential(stored: unknown, system?: GreenwaySystem): GreenwayAccess {
	const result = credentialSchema.safeParse(stored);
	if (!result.success) {
		const fields = result.error.issues.map((issue) => issue.path.join('.'));
		throw new SafeError({
			kind: 'configuration',
			message:
				'The Greenway FHIR credential is not complete, or holds a value that cannot be used.',
			nextStep: fields.includes('scopes')
				? 'List each scope by its type, without Appointment, Consent and without a star.'
				: 'Open the credential and correct the fields named here.',
			system: system ?? 'greenway_intergy',
			fields: [...new Set(fields)],
		});
	}
	const { data } = result;
	const own = systemOf(data.product);
	if (own === undefined || (system !== undefined && own !== system)) {
		throw new SafeError({
			kind: 'configuration',
			message: `The node is set to ${productName(system ?? 'greenway_intergy')}, but the credential is for another product.`,
			nextStep: 'Choose the product in the node that the credential names, or another credential.',
			system: system ?? 'greenway_intergy',
			fields: ['product'],
		});
	}
	const base = fhirBaseOf(data.baseUrl, data.tenantId);
	const allowedHosts = parseHostList(data.allowedHosts);
	checkBaseUrl(base, {
		system: own,
		extraHosts: allowedHosts,
		sandboxSpeed: data.sandboxSpeed,
	});
	const scope = readScope(own, data);
	return {
		system: own,
		base,
		clientId: data.clientId,
		allowedHosts,
		scope,
		settings: scope.profile.greenway ?? greenwayDefaults,
		throttle: { speed: data.sandboxSpeed, share: data.limitShare },
	};
}
