// Form c for Greenway: signs in with a key, has the group exported, reads and joins the files.
import { randomUUID, sign } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';
import { DateTime } from 'luxon';
import type { PatientPages, ScriptTools, VendorSettings } from '../vendor.mjs';
import { groupByPatient, mapFhirPatient, readLines } from './mapping.mjs';
import { ASSERTION_TYPE, POLL_SECONDS, SINCE_EVER, TIME_ZONE } from './wire.mjs';

interface Manifest {
	output: Array<{ type: string; url: string }>;
}

type Client = ReturnType<typeof axios.create>;

/** The patients of the practice, a file of the export each time. */
export const greenwayPages: PatientPages = async function* (settings, tools) {
	const { system, practiceId } = settings;
	const today = DateTime.now().setZone(TIME_ZONE).toISODate() ?? '';
	const client = await signIn(settings, tools);
	const { output } = await exportAll(client, settings);
	const filesOf = (wanted: string) => output.filter(({ type }) => type === wanted);
	const read = async (url: string) => (await client.get<string>(url)).data;
	const texts = await Promise.all(
		filesOf('Coverage').map(({ url }) => tools.limit(() => read(url))),
	);
	const coverages = groupByPatient(texts.flatMap((text) => readLines(text, 'Coverage')));
	for (const { url } of filesOf('Patient')) {
		yield readLines(await read(url), 'Patient')
			.map((wire) =>
				mapFhirPatient(wire, coverages[String(wire.id)] ?? [], { system, practiceId, today }),
			)
			.filter(({ wanted }) => wanted);
	}
};

async function signIn(settings: VendorSettings, { httpAgent }: ScriptTools): Promise<Client> {
	const plain = { httpAgent, proxy: false as const };
	const { data: site } = await axios.get<{ token_endpoint: string }>(
		`${settings.baseUrl}/.well-known/smart-configuration`,
		plain,
	);
	const form = new URLSearchParams({
		grant_type: 'client_credentials',
		client_assertion_type: ASSERTION_TYPE,
		client_assertion: assertion(settings, site.token_endpoint),
		scope: settings.scopes,
	});
	const { data } = await axios.post<{ access_token: string }>(site.token_endpoint, form, plain);
	return axios.create({
		...plain,
		baseURL: settings.baseUrl,
		responseType: 'text',
		headers: { Authorization: `Bearer ${data.access_token}` },
	});
}

function assertion({ clientId, keyId, privateKey }: VendorSettings, audience: string): string {
	const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
	const now = Math.floor(Date.now() / 1000);
	const claims = { iss: clientId, sub: clientId, aud: audience, jti: randomUUID(), iat: now };
	const text = [
		encode({ alg: 'ES384', kid: keyId, typ: 'JWT' }),
		encode({ ...claims, exp: now + 240 }),
	].join('.');
	const key = { key: privateKey, dsaEncoding: 'ieee-p1363' as const };
	return `${text}.${sign('sha384', Buffer.from(text), key).toString('base64url')}`;
}

async function exportAll(client: Client, settings: VendorSettings): Promise<Manifest> {
	const groups = await client.get<string>('/Group');
	const { entry } = JSON.parse(groups.data) as { entry: Array<{ resource: { id: string } }> };
	const started = await client.get(`/Group/${entry[0].resource.id}/$export`, {
		params: { _since: SINCE_EVER, _type: 'Patient,Coverage' },
		headers: { Prefer: 'respond-async' },
	});
	for (;;) {
		const answer = await client.get<string>(String(started.headers['content-location']));
		if (answer.status === 200) return JSON.parse(answer.data) as Manifest;
		await wait((POLL_SECONDS / Number(settings.clockSpeed)) * 1000);
	}
}
