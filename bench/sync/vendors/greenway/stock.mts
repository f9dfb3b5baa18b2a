// How stock nodes read Greenway: an assertion signed by the JWT node, a bulk export of the group, its
// files line by line.
import { ifTrue } from '../../../../workflow-templates/definitions/builder/builtInNodes.mjs';
import type { NodeDraft } from '../../../../workflow-templates/definitions/builder/workflow.mjs';
import { code, httpRequest } from '../../stock/nodes.mjs';
import { setting } from '../../stock/settings.mjs';
import { mappingHead } from '../../stock/texts.mjs';
import type { FlowPart, PagedFlow, StockCredential } from '../vendor.mjs';
import { fhirMapping, groupByPatient, readLines } from './mapping.mjs';
import { ASSERTION_TYPE, POLL_SECONDS, SINCE_EVER, TIME_ZONE } from './wire.mjs';

type Position = readonly [number, number];

const page = (name: string) => `$('Start of Page').first().json.${name}`;
/** FHIR has a content type of its own, which HTTP Request leaves as text. */
const tokenUrl = "JSON.parse($('Find Token Address').first().json.data).token_endpoint";
const token = "$('Get Token').first().json.access_token";
const authorization = { Authorization: `Bearer {{ ${token} }}` };

/** Claims live for four minutes; n8n's JWT node adds the time of signing. */
const claims = [
	`iss: ${setting('clientId')}`,
	`sub: ${setting('clientId')}`,
	`aud: ${tokenUrl}`,
	"jti: $execution.id + '-' + $now.toMillis()",
	'exp: Math.floor($now.toSeconds()) + 240',
].join(', ');

function signAssertion(position: Position): NodeDraft {
	return {
		name: 'Sign Assertion',
		position,
		type: 'n8n-nodes-base.jwt',
		typeVersion: 1,
		parameters: {
			operation: 'sign',
			useJson: true,
			claimsJson: `={{ JSON.stringify({ ${claims} }) }}`,
			options: { algorithm: 'ES384', kid: `={{ ${setting('keyId')} }}` },
		},
	};
}

function waitForServer(position: Position): NodeDraft {
	const amount = `={{ ${POLL_SECONDS} / Number(${setting('clockSpeed')}) }}`;
	return {
		name: 'Wait',
		position,
		type: 'n8n-nodes-base.wait',
		typeVersion: 1.1,
		parameters: { resume: 'timeInterval', amount, unit: 'seconds' },
	};
}

const coverageFiles = `const files = $input.first().json.body.output.filter((file) => file.type === 'Coverage');
return files.map(({ url }) => ({ json: { url } }));`;

const joinCoverages = `${[readLines, groupByPatient].map(String).join('\n')}
const coverages = groupByPatient($input.all().flatMap((item) => readLines(item.json.data, 'Coverage')));
const { output } = $('Ask for Export').last().json.body;
const files = output.filter((file) => file.type === 'Patient').map(({ url }) => url);
return [{ json: { files: JSON.stringify(files), coverages: JSON.stringify(coverages) } }];`;

const mapAll = (system: string) => `${mappingHead(fhirMapping, TIME_ZONE)}
const settings = { system: '${system}', practiceId, today };
const coverages = JSON.parse(${page('coverages')});
return readLines($input.first().json.data, 'Patient')
	.map((wire) => ({ json: mapFhirPatient(wire, coverages[wire.id] ?? [], settings), pairedItem: 0 }))
	.filter((item) => item.json.wanted);`;

const start: FlowPart = {
	nodes: [
		httpRequest('Find Token Address', [448, 0], {
			method: 'GET',
			url: `{{ ${setting('baseUrl')} }}/.well-known/smart-configuration`,
			answer: 'text',
		}),
		signAssertion([656, 0]),
		httpRequest('Get Token', [864, 0], {
			method: 'POST',
			url: `{{ ${tokenUrl} }}`,
			body: {
				contentType: 'application/x-www-form-urlencoded',
				text: [
					'grant_type=client_credentials',
					`client_assertion_type=${encodeURIComponent(ASSERTION_TYPE)}`,
					'client_assertion={{ $json.token }}',
					`scope={{ encodeURIComponent(${setting('scopes')}) }}`,
				].join('&'),
			},
		}),
		httpRequest('Find Group', [1072, 0], {
			method: 'GET',
			url: `{{ ${setting('baseUrl')} }}/Group`,
			headers: authorization,
			answer: 'text',
		}),
		httpRequest('Start Export', [1280, 0], {
			method: 'GET',
			url: `{{ ${setting('baseUrl')} }}/Group/{{ JSON.parse($json.data).entry[0].resource.id }}/$export`,
			headers: { ...authorization, Prefer: 'respond-async' },
			query: { _since: SINCE_EVER, _type: 'Patient,Coverage' },
			answer: 'full',
		}),
		httpRequest('Ask for Export', [1488, 0], {
			method: 'GET',
			url: "{{ $('Start Export').first().json.headers['content-location'] }}",
			headers: authorization,
			answer: 'full',
		}),
		ifTrue('Ready?', [1696, 0], '={{ $json.statusCode === 200 }}'),
		waitForServer([1696, 208]),
		code('Files of Coverages', [1904, 0], coverageFiles),
		httpRequest('Read Coverages', [2112, 0], {
			method: 'GET',
			url: '{{ $json.url }}',
			headers: authorization,
			isMany: true,
			answer: 'text',
		}),
		code('Coverages by Patient', [2320, 0], joinCoverages),
	],
	wires: [
		['Find Token Address', 'Sign Assertion'],
		['Sign Assertion', 'Get Token'],
		['Get Token', 'Find Group'],
		['Find Group', 'Start Export'],
		['Start Export', 'Ask for Export'],
		['Ask for Export', 'Ready?'],
		['Ready?', 0, 'Files of Coverages'],
		['Ready?', 1, 'Wait'],
		['Wait', 'Ask for Export'],
		['Files of Coverages', 'Read Coverages'],
		['Read Coverages', 'Coverages by Patient'],
	],
};

const credential: StockCredential = {
	type: 'jwtAuth',
	name: 'Greenway key',
	values: ({ privateKey }) => ({ keyType: 'pemKey', privateKey, algorithm: 'ES384' }),
};

/** Greenway in form b2, for the product of this name. */
export function greenwayPaged(system: string, baseUrl: string): PagedFlow {
	return {
		settings: {
			baseUrl,
			clientId: 'hs-sandbox-client',
			keyId: 'hs-sandbox-1',
			scopes: 'system/Patient.read system/Coverage.read system/Group.read',
			clockSpeed: '1',
			practiceId: '1',
		},
		credentials: [credential],
		start,
		firstCursor: "'0'",
		inputs: { files: '$json.files', coverages: '$json.coverages', token },
		read: {
			nodes: [
				httpRequest('Read Patients', [448, 0], {
					method: 'GET',
					url: `{{ JSON.parse(${page('files')})[Number(${page('cursor')})] }}`,
					headers: { Authorization: `Bearer {{ ${page('token')} }}` },
					answer: 'text',
				}),
			],
			wires: [],
		},
		map: mapAll(system),
		next: {
			from: 'Read Patients',
			cursor: `Number(${page('cursor')}) + 1 < JSON.parse(${page('files')}).length ? String(Number(${page('cursor')}) + 1) : ''`,
		},
		note: 'A file of the export is a page; its coverages were read before.',
	};
}
