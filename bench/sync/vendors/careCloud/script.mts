// Form c for CareCloud: signs in, meets the patients in appointments, reads each with the insurance.
import axios from 'axios';
import { DateTime } from 'luxon';
import type { MappedPatient, Wire } from '../../mapping.mjs';
import type { PatientPages, ScriptTools, VendorSettings } from '../vendor.mjs';
import { isCareCloudWanted, mapCareCloudPatient, unwrapRows } from './mapping.mjs';
import { PAGE_SIZE, patientsMet, spansAround, TIME_ZONE, type Span } from './wire.mjs';

/** The patients of the practice, page by page. */
export const careCloudPages: PatientPages = async function* (settings, tools) {
	const today = DateTime.now().setZone(TIME_ZONE).toISODate() ?? '';
	const client = await signIn(settings, tools);
	const rows = await Promise.all(
		spansAround(today).map((span) => tools.limit(() => appointments(client, span))),
	);
	const ids = patientsMet(rows.flat(), settings.practiceId);
	for (let at = 0; at < ids.length; at += PAGE_SIZE) {
		const page = await Promise.all(
			ids.slice(at, at + PAGE_SIZE).map((id) =>
				tools.limit(async () => {
					const { data: wire } = await client.get<Wire>(`/patients/${id}`);
					if (!isCareCloudWanted(wire, settings.practiceId)) return undefined;
					const { data: profiles } = await client.get<unknown>(`/patients/${id}/insurances`);
					const own = unwrapRows(profiles, 'insurance_profiles');
					return mapCareCloudPatient(wire, own, { practiceId: settings.practiceId, today });
				}),
			),
		);
		yield page.filter((patient): patient is MappedPatient => patient !== undefined);
	}
};

type Client = ReturnType<typeof axios.create>;

async function signIn(settings: VendorSettings, { httpAgent }: ScriptTools): Promise<Client> {
	const { data } = await axios.post<{ access_token: string }>(
		`${settings.baseUrl}/oauth2/access_token`,
		new URLSearchParams({
			grant_type: 'refresh_token',
			refresh_token: settings.refreshToken,
		}),
		{
			httpAgent,
			proxy: false,
			auth: { username: settings.clientId, password: settings.clientSecret },
		},
	);
	return axios.create({
		baseURL: `${settings.baseUrl}/v2`,
		httpAgent,
		proxy: false,
		headers: { Authorization: `Bearer ${data.access_token}` },
	});
}

async function appointments(client: Client, { from, to }: Span): Promise<Wire[]> {
	const rows: Wire[] = [];
	for (let page = 1; ; page += 1) {
		const params = { start_date: from, end_date: to, page };
		const answer = await client.get<Wire[]>('/appointments', { params });
		rows.push(...answer.data);
		if (!String(answer.headers.link ?? '').includes('rel="next"')) return rows;
	}
}
