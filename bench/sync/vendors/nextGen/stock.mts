// How stock nodes read NextGen: OAuth 2.0 client credentials, and three calls per person.
import type { NodeDraft } from '../../../../workflow-templates/definitions/builder/workflow.mjs';
import { httpRequest, keepWhere, splitOut, type HttpCall } from '../../stock/nodes.mjs';
import { setting } from '../../stock/settings.mjs';
import { mappingHead } from '../../stock/texts.mjs';
import type { PagedFlow } from '../vendor.mjs';
import { mappingFunctions } from './mapping.mjs';
import { everybody, INSURANCE_EXPAND, PERSON_EXPAND, SKIP_FORM, TIME_ZONE } from './wire.mjs';

const started = "$('Start of Page').first().json";

/** HTTP Request in the practice's session. */
function nextGenGet(
	name: string,
	position: readonly [number, number],
	route: string,
	call: Partial<HttpCall>,
): NodeDraft {
	return httpRequest(name, position, {
		method: 'GET',
		url: `{{ ${setting('baseUrl')} }}${route}`,
		credential: 'oAuth2Api',
		headers: { 'x-ng-sessionid': `{{ ${started}.sessionId }}` },
		...call,
	});
}

const mapAllPersons = `${mappingHead(mappingFunctions, TIME_ZONE)}
const persons = $('Read Person').all();
const insurances = $('Read Insurances').all();
return $input
	.all()
	.map((item, index) => ({
		json: mapPerson(
			{
				person: persons[index].json.body,
				insurances: insurances[index].json.body,
				// A person without a chart has no alerts, and is answered with 404.
				alerts: item.json.statusCode === 404 ? [] : item.json.body.items,
			},
			{ practiceId, zone, today },
		),
		pairedItem: { item: index },
	}))
	.filter((item) => item.json.wanted);`;

export const nextGenPaged: PagedFlow = {
	settings: {
		baseUrl: 'http://127.0.0.1:4605/nge/prod/nge-api/api',
		enterpriseId: '00001',
		practiceId: '0001',
	},
	credentials: [
		{
			type: 'oAuth2Api',
			name: 'NextGen by OAuth 2.0',
			values: ({ accessTokenUrl, clientId, clientSecret, siteId }) => ({
				grantType: 'clientCredentials',
				accessTokenUrl,
				clientId,
				clientSecret,
				scope: '',
				authentication: 'body',
				sendAdditionalBodyProperties: true,
				additionalBodyProperties: JSON.stringify({ site_id: siteId }),
			}),
		},
	],
	start: {
		nodes: [
			httpRequest('Open Practice', [416, 0], {
				method: 'PUT',
				url: `{{ ${setting('baseUrl')} }}/users/me/login-defaults`,
				credential: 'oAuth2Api',
				body: {
					contentType: 'application/json',
					text: `{{ JSON.stringify({ enterpriseId: ${setting('enterpriseId')}, practiceId: ${setting('practiceId')} }) }}`,
				},
				answer: 'full',
			}),
		],
		wires: [],
	},
	firstCursor: "'0'",
	inputs: { sessionId: "$json.headers['x-ng-sessionid']" },
	read: {
		nodes: [
			nextGenGet('Read Page of List', [448, 0], '/persons', {
				query: { ...everybody, $skip: `{{ ${started}.cursor }}` },
			}),
			splitOut('Split Out Persons', [656, 0], 'items'),
			keepWhere(
				'This Practice Only',
				[864, 0],
				`={{ $json.practiceId === ${setting('practiceId')} }}`,
			),
			nextGenGet('Read Person', [1072, 0], '/persons/{{ $json.personId }}', {
				query: { $expand: PERSON_EXPAND },
				isMany: true,
				answer: 'full',
			}),
			nextGenGet('Read Insurances', [1280, 0], '/persons/{{ $json.body.id }}/insurances', {
				query: { $expand: INSURANCE_EXPAND },
				isMany: true,
				answer: 'full',
			}),
			nextGenGet(
				'Read Alerts',
				[1488, 0],
				"/persons/{{ $('Read Person').item.json.body.id }}/chart/alerts",
				{ isMany: true, answer: 'full', takesErrors: true },
			),
		],
		wires: [
			['Read Page of List', 'Split Out Persons'],
			['Split Out Persons', 'This Practice Only'],
			['This Practice Only', 'Read Person'],
			['Read Person', 'Read Insurances'],
			['Read Insurances', 'Read Alerts'],
		],
	},
	map: mapAllPersons,
	next: {
		from: 'Read Page of List',
		cursor: `(${String(SKIP_FORM)}.exec($json.nextPageLink ?? '') ?? ['', ''])[1]`,
	},
	note: 'Three calls per person in batches: the person, its insurances, its alerts. Mapping in one Code node.',
};
