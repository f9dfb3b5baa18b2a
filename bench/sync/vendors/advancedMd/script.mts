// How a bare program reads AdvancedMD: messages in JSON with axios.
import axios from 'axios';
import { DateTime } from 'luxon';
import { listOf, type Wire } from '../../mapping.mjs';
import type { PatientPages, ScriptTools, VendorSettings } from '../vendor.mjs';
import { bareId, mapDemographic } from './mapping.mjs';
import {
	demographic,
	INITIALS,
	login,
	lookUp,
	MESSAGE_PATH,
	PAGE_SIZE,
	TIME_FORMAT,
	TIME_ZONE,
} from './wire.mjs';

interface Session {
	url: string;
	token?: string;
}

export const advancedMdPages: PatientPages = async function* (settings, tools) {
	const { practiceId } = settings;
	const session = await logIn(settings, tools);
	const today = DateTime.now().setZone(TIME_ZONE).toISODate() ?? '';
	const listed = await Promise.all(
		INITIALS.map((name) => tools.limit(async () => await idsOf(name, session, tools))),
	);
	const ids = [...new Set(listed.flat())];
	for (let from = 0; from < ids.length; from += PAGE_SIZE) {
		const read = await Promise.all(
			ids.slice(from, from + PAGE_SIZE).map((id) =>
				tools.limit(async () => {
					const results = await say(session, tools, { ...demographic, '@patientid': id });
					return mapDemographic(results, { practiceId, today });
				}),
			),
		);
		yield read.filter(({ wanted }) => wanted);
	}
};

async function idsOf(name: string, session: Session, tools: ScriptTools): Promise<string[]> {
	const ids: string[] = [];
	for (let page = 1, pages = 1; page <= pages; page += 1) {
		const told = { ...lookUp, '@name': name, '@page': String(page) };
		const { patientlist } = (await say(session, tools, told)) as { patientlist: Wire };
		ids.push(...listOf(patientlist.patient).map((row) => bareId(row['@id'])));
		pages = Number(patientlist['@pagecount']);
	}
	return ids;
}

/** The shared address names the server, which takes the same login. */
async function logIn(settings: VendorSettings, tools: ScriptTools): Promise<Session> {
	const told = {
		...login,
		'@username': settings.user,
		'@psw': settings.password,
		'@officecode': settings.practiceId,
		'@appname': settings.appName,
	};
	const first = await say({ url: settings.loginUrl }, tools, told);
	const url = `${String((first.usercontext as Wire)['@webserver'])}${MESSAGE_PATH}`;
	const second = await say({ url }, tools, told);
	return { url, token: String((second.usercontext as Wire)['#text']) };
}

async function say(
	{ url, token }: Session,
	{ httpAgent }: ScriptTools,
	attributes: Readonly<Record<string, string>>,
): Promise<Wire> {
	const ppmdmsg = { ...attributes, '@msgtime': DateTime.now().toFormat(TIME_FORMAT) };
	const answer = await axios.post<{ PPMDResults: { Results: Wire } }>(
		url,
		{ ppmdmsg },
		{
			httpAgent,
			proxy: false,
			headers: { Accept: 'application/json', ...(token && { Cookie: `token=${token}` }) },
		},
	);
	return answer.data.PPMDResults.Results;
}
