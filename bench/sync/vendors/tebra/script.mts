// How a bare program reads Tebra: SOAP with axios and fast-xml-parser.
import axios from 'axios';
import { XMLParser } from 'fast-xml-parser';
import { DateTime } from 'luxon';
import { listOf } from '../../mapping.mjs';
import type { PatientPages, ScriptTools, VendorSettings } from '../vendor.mjs';
import { mapPatient } from './mapping.mjs';
import {
	envelope,
	escapeXml,
	pageMembers,
	patientMembers,
	SOAP_ACTION,
	TIME_ZONE,
} from './wire.mjs';

type Row = Record<string, unknown>;

const xml = new XMLParser({ removeNSPrefix: true, parseTagValue: false, ignoreAttributes: true });

export const tebraPages: PatientPages = async function* (settings, tools) {
	const { practiceId } = settings;
	const today = DateTime.now().setZone(TIME_ZONE).toISODate() ?? '';
	for (let startKey: string | undefined = '0'; startKey !== undefined; ) {
		const members = pageMembers(practiceId, startKey);
		const list = await ask(settings, tools, 'GetAllPatients', members);
		const rows = listOf((list.Patients as Row | undefined)?.PatientBatchData);
		const read = await Promise.all(
			rows
				.filter((row) => row.PracticeId === practiceId)
				.map((row) =>
					tools.limit(async () => {
						const asked = patientMembers(String(row.ID));
						const answer = await ask(settings, tools, 'GetPatient', asked);
						return mapPatient(answer.Patient as Row, { practiceId, today, toInstant });
					}),
				),
		);
		yield read.filter(({ wanted }) => wanted);
		const next = String((list.Key as Row).nextStartKey);
		startKey = rows.length === 0 || next === '0' || next === startKey ? undefined : next;
	}
};

async function ask(
	settings: VendorSettings,
	{ httpAgent }: ScriptTools,
	operation: string,
	members: string,
): Promise<Row> {
	const login = {
		customerKey: escapeXml(settings.customerKey),
		user: escapeXml(settings.user),
		password: escapeXml(settings.password),
	};
	const answer = await axios.post<string>(settings.tebraUrl, envelope(operation, login, members), {
		httpAgent,
		proxy: false,
		responseType: 'text',
		headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: SOAP_ACTION(operation) },
	});
	const parsed = xml.parse(answer.data) as { Envelope: { Body: Row } };
	const result = (parsed.Envelope.Body[`${operation}Response`] as Row)[`${operation}Result`] as Row;
	if ((result.ErrorResponse as Row).IsError !== 'false') throw new Error(`${operation} failed`);
	return result;
}

function toInstant(text: string): string | undefined {
	const time = DateTime.fromFormat(text, 'M/d/yyyy h:mm:ss a', {
		zone: TIME_ZONE,
		locale: 'en-US',
	});
	return time.toUTC().toISO({ suppressMilliseconds: true }) ?? undefined;
}
