// What a FHIR server of the sandbox holds, read without n8n and without a line of the pack.
import axios from 'axios';
import { otherCredentials } from '../../../host/otherCredentials.mjs';
import type { Sandbox } from '../../../host/sandboxServer.mjs';

export type PlanType = 'CarePlan' | 'ServiceRequest';

/** By the id of a visit: the texts of what was planned or ordered there. */
export type PlansByVisit = ReadonlyMap<string, readonly string[]>;

interface PlanResource {
	resourceType: string;
	description?: string;
	code?: { text?: string };
	encounter?: { reference?: string };
}

/** How each server is asked for a token. */
const grants = {
	tebraFhirOAuth2Api: { grant_type: 'client_credentials', scope: 'system/*.read' },
	careCloudFhirOAuth2Api: {
		grant_type: 'refresh_token',
		refresh_token: ['cc', 'fhir', 'refresh', 'sandbox'].join('-'),
	},
	nextGenFhirOAuth2Api: { grant_type: 'client_credentials', scope: 'user/*.*' },
} as const;

export type FhirType = keyof typeof grants;

/** Signs in and answers a reader of the plans, or orders, of one patient by the FHIR id. */
export async function openOracle(
	sandbox: Sandbox,
	type: FhirType,
	plan: PlanType,
): Promise<(fhirId: string) => Promise<PlansByVisit>> {
	const values = (await otherCredentials[type].values(sandbox)) as Record<string, string>;
	const { clientId, clientSecret, siteId, accessTokenUrl, baseUrl } = values;
	const form = new URLSearchParams({
		...grants[type],
		...{ client_id: clientId, client_secret: clientSecret },
		...(siteId && { site_id: siteId }),
	});
	const http = axios.create({ proxy: false });
	const { data } = await http.post<{ access_token: string }>(accessTokenUrl, form);
	const headers = { Authorization: `Bearer ${data.access_token}` };
	const category = plan === 'CarePlan' ? { category: 'assess-plan' } : {};
	return async (patient) => {
		const params = { patient, ...category, _count: 50 };
		const answer = await http.get<{ entry?: Array<{ resource: PlanResource }> }>(
			`${baseUrl}/${plan}`,
			{ headers, params },
		);
		const found = new Map<string, string[]>();
		for (const { resource } of answer.data.entry ?? []) {
			// The server's remarks come as entries too.
			if (resource.resourceType !== plan) continue;
			const visit = (resource.encounter?.reference ?? '').replace('Encounter/', '');
			const text = resource.description ?? resource.code?.text ?? '';
			found.set(visit, [...(found.get(visit) ?? []), text]);
		}
		return found;
	};
}
