// How a bare program reads NextGen: JSON with axios.
import axios, { type AxiosRequestConfig } from 'axios';
import { DateTime } from 'luxon';
import { listOf, type Wire } from '../../mapping.mjs';
import type { PatientPages, ScriptTools, VendorSettings } from '../vendor.mjs';
import { mapPerson } from './mapping.mjs';
import { everybody, INSURANCE_EXPAND, PERSON_EXPAND, SKIP_FORM, TIME_ZONE } from './wire.mjs';

interface List {
	items: Wire[];
	nextPageLink?: string | null;
}

export const nextGenPages: PatientPages = async function* (settings, tools) {
	const { baseUrl, practiceId } = settings;
	const config = await signIn(settings, tools);
	const get = async <T,>(route: string, params: object = {}): Promise<T> =>
		(await axios.get<T>(`${baseUrl}${route}`, { ...config, params })).data;
	const today = DateTime.now().setZone(TIME_ZONE).toISODate() ?? '';
	const readPerson = async (id: string) => {
		const person = await get<Wire>(`/persons/${id}`, { $expand: PERSON_EXPAND });
		const insurances = await get<Wire[]>(`/persons/${id}/insurances`, {
			$expand: INSURANCE_EXPAND,
		});
		const hasChart = listOf(person.chart).length > 0;
		const alerts = hasChart ? (await get<List>(`/persons/${id}/chart/alerts`)).items : [];
		return mapPerson({ person, insurances, alerts }, { practiceId, zone: TIME_ZONE, today });
	};
	for (let skip: string | undefined = '0'; skip !== undefined; ) {
		const list: List = await get<List>('/persons', { ...everybody, $skip: skip });
		const own = list.items.filter((row) => row.practiceId === practiceId);
		const read = await Promise.all(
			own.map((row) => tools.limit(async () => await readPerson(String(row.personId)))),
		);
		yield read.filter(({ wanted }) => wanted);
		skip = SKIP_FORM.exec(list.nextPageLink ?? '')?.[1];
	}
};

/** The token of the app, and the session of the practice. */
async function signIn(
	{ accessTokenUrl, baseUrl, enterpriseId, practiceId, ...login }: VendorSettings,
	{ httpAgent }: ScriptTools,
): Promise<AxiosRequestConfig> {
	const form = new URLSearchParams({
		grant_type: 'client_credentials',
		client_id: login.clientId,
		client_secret: login.clientSecret,
		site_id: login.siteId,
	});
	const plain = { httpAgent, proxy: false } as const;
	const token = await axios.post<{ access_token: string }>(accessTokenUrl, form, plain);
	const headers = { Authorization: `Bearer ${token.data.access_token}` };
	const opened = await axios.put(
		`${baseUrl}/users/me/login-defaults`,
		{ enterpriseId, practiceId },
		{ ...plain, headers },
	);
	const session = String(opened.headers['x-ng-sessionid']);
	return { ...plain, headers: { ...headers, 'x-ng-sessionid': session } };
}
