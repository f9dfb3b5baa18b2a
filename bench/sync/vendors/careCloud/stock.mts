// How stock nodes read CareCloud: a token, the appointments of some years, each patient met in them.
import type { NodeDraft } from '../../../../workflow-templates/definitions/builder/workflow.mjs';
import { code, httpRequest, keepWhere } from '../../stock/nodes.mjs';
import { setting } from '../../stock/settings.mjs';
import { mappingHead } from '../../stock/texts.mjs';
import type { PagedFlow } from '../vendor.mjs';
import { careCloudMapping } from './mapping.mjs';
import { PAGE_SIZE, patientsMet, spansAround, TIME_ZONE } from './wire.mjs';

const page = (name: string) => `$('Start of Page').first().json.${name}`;

/** The page number of the vendor's own link is counted on; its host is another one. */
function listAppointments(position: readonly [number, number]): NodeDraft {
	const draft = httpRequest('List Appointments', position, {
		method: 'GET',
		url: `{{ ${setting('baseUrl')} }}/v2/appointments`,
		headers: { Authorization: "Bearer {{ $('Get Token').first().json.access_token }}" },
		query: { start_date: '{{ $json.from }}', end_date: '{{ $json.to }}' },
		isMany: true,
		answer: 'full',
	});
	const pagination = {
		paginationMode: 'updateAParameterInEachRequest',
		parameters: { parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' }] },
		paginationCompleteWhen: 'other',
		completeExpression: `={{ !($response.headers.link ?? '').includes('rel="next"') }}`,
	};
	const { options, ...parameters } = draft.parameters ?? {};
	return {
		...draft,
		parameters: { ...parameters, options: { ...(options as object), pagination: { pagination } } },
	};
}

const spans = `${String(spansAround)}
const today = DateTime.now().setZone('${TIME_ZONE}').toISODate();
return spansAround(today).map((span) => ({ json: span }));`;

const meet = `${String(patientsMet)}
const rows = $input.all().flatMap((item) => item.json.body);
return [{ json: { ids: JSON.stringify(patientsMet(rows, ${setting('practiceId')})) } }];`;

const takePage = `const ids = JSON.parse(${page('ids')});
const from = Number(${page('cursor')});
const end = from + ${PAGE_SIZE};
const cursor = end < ids.length ? String(end) : '';
return ids.slice(from, end).map((id) => ({ json: { id, cursor } }));`;

const mapAll = `${mappingHead(careCloudMapping, TIME_ZONE)}
const patients = $('Wanted Only').all();
return $input.all().map((item, index) => ({
	json: mapCareCloudPatient(
		patients[index].json.body,
		unwrapRows(item.json.body, 'insurance_profiles'),
		{ practiceId, today },
	),
	pairedItem: { item: index },
}));`;

const authorization = { Authorization: `Bearer {{ ${page('token')} }}` };

/** CareCloud in form b2. */
export const careCloudPaged: PagedFlow = {
	settings: {
		baseUrl: 'http://127.0.0.1:4604',
		clientId: 'sandbox-client',
		clientSecret: 'sandbox-secret',
		refreshToken: 'cc-refresh-sandbox',
		practiceId: '1',
	},
	credentials: [
		{
			type: 'httpBasicAuth',
			name: 'CareCloud app',
			values: ({ clientId, clientSecret }) => ({ user: clientId, password: clientSecret }),
		},
	],
	start: {
		nodes: [
			httpRequest('Get Token', [448, 0], {
				method: 'POST',
				url: `{{ ${setting('baseUrl')} }}/oauth2/access_token`,
				credential: 'httpBasicAuth',
				body: {
					contentType: 'application/x-www-form-urlencoded',
					text: `grant_type=refresh_token&refresh_token={{ encodeURIComponent(${setting('refreshToken')}) }}`,
				},
			}),
			code('Spans of Days', [656, 0], spans),
			listAppointments([864, 0]),
			code('Patients Met', [1072, 0], meet),
		],
		wires: [
			['Get Token', 'Spans of Days'],
			['Spans of Days', 'List Appointments'],
			['List Appointments', 'Patients Met'],
		],
	},
	firstCursor: "'0'",
	inputs: { ids: '$json.ids', token: "$('Get Token').first().json.access_token" },
	read: {
		nodes: [
			code('Patients of Page', [448, 0], takePage),
			httpRequest('Read Patient', [656, 0], {
				method: 'GET',
				url: `{{ ${setting('baseUrl')} }}/v2/patients/{{ $json.id }}`,
				headers: authorization,
				isMany: true,
				answer: 'full',
			}),
			keepWhere(
				'Wanted Only',
				[864, 0],
				`={{ String($json.body.business_entity_id) === ${setting('practiceId')} && !/do not share|confidential/i.test($json.body.status) }}`,
			),
			httpRequest('Read Insurance', [1072, 0], {
				method: 'GET',
				url: `{{ ${setting('baseUrl')} }}/v2/patients/{{ $json.body.id }}/insurances`,
				headers: authorization,
				isMany: true,
				answer: 'full',
			}),
		],
		wires: [
			['Patients of Page', 'Read Patient'],
			['Read Patient', 'Wanted Only'],
			['Wanted Only', 'Read Insurance'],
		],
	},
	map: mapAll,
	next: { from: 'Patients of Page', cursor: '$json.cursor' },
	note: 'Patients were met in appointments; two calls per patient, in batches.',
};
