// How stock nodes read AdvancedMD: messages in JSON after a login in two steps.
import type { NodeDraft } from '../../../../workflow-templates/definitions/builder/workflow.mjs';
import { code, httpRequest } from '../../stock/nodes.mjs';
import { setting } from '../../stock/settings.mjs';
import { mappingHead } from '../../stock/texts.mjs';
import type { PagedFlow } from '../vendor.mjs';
import { mappingFunctions } from './mapping.mjs';
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

const started = "$('Start of Page').first().json";
const context = 'PPMDResults.Results.usercontext';

interface Message {
	/** Text with expressions. */
	url: string;
	/** Attributes that are always the same, and expressions by name. */
	fixed: Readonly<Record<string, string>>;
	told: Readonly<Record<string, string>>;
	/** Text with an expression of the token; a login has none. */
	token?: string;
	isMany?: boolean;
}

/** HTTP Request with one message; its token goes as the cookie. */
function message(name: string, position: readonly [number, number], call: Message): NodeDraft {
	const members = [
		...Object.entries(call.fixed).map(([key, value]) => `'${key}': '${value}'`),
		`'@msgtime': $now.toFormat('${TIME_FORMAT}')`,
		...Object.entries(call.told).map(([key, value]) => `'${key}': ${value}`),
	];
	return httpRequest(name, position, {
		method: 'POST',
		url: call.url,
		headers: {
			Accept: 'application/json',
			...(call.token && { Cookie: `token=${call.token}` }),
		},
		body: {
			contentType: 'application/json',
			text: `{{ JSON.stringify({ ppmdmsg: { ${members.join(', ')} } }) }}`,
		},
		isMany: call.isMany,
	});
}

const credentials = {
	'@username': setting('user'),
	'@psw': setting('password'),
	'@officecode': setting('practiceId'),
	'@appname': setting('appName'),
};

const server = `$('Log In').first().json.${context}['@webserver']`;
const token = `$('Log In at Server').first().json.${context}['#text']`;

const lookUpCall = (page: string): Message => ({
	url: `{{ ${server} }}${MESSAGE_PATH}`,
	fixed: lookUp,
	told: { '@name': '$json.name', '@page': page },
	token: `{{ ${token} }}`,
	isMany: true,
});

const initials = `return ${JSON.stringify(INITIALS)}.map((name) => ({ json: { name } }));`;

/** Code: further pages of the initials, from what their first pages tell. */
const otherPages = `const initials = $('Initials').all();
return $input.all().flatMap((item, index) => {
	const { name } = initials[index].json;
	const pages = Number(item.json.PPMDResults.Results.patientlist['@pagecount']);
	return Array.from({ length: Math.max(0, pages - 1) }, (_, at) => ({ json: { name, page: String(at + 2) } }));
});`;

/** Code: the ids of everybody who was listed; one row alone is no list. */
const listOfIds = `const others = $('Read Other Pages').isExecuted ? $('Read Other Pages').all() : [];
const ids = [...$('Read First Pages').all(), ...others].flatMap((item) =>
	[item.json.PPMDResults.Results.patientlist.patient ?? []].flat().map((row) => row['@id'].replace(/^pat/, '')),
);
return [{ json: { ids: [...new Set(ids)].join(' ') } }];`;

const idsOfPage = `const { ids, cursor } = ${started};
const from = Number(cursor);
return ids.split(' ').slice(from, from + ${PAGE_SIZE}).map((id) => ({ json: { id } }));`;

const mapAllPatients = `${mappingHead(mappingFunctions, TIME_ZONE)}
return $input
	.all()
	.map((item, index) => ({
		json: mapDemographic(item.json.PPMDResults.Results, { practiceId, today }),
		pairedItem: { item: index },
	}))
	.filter((item) => item.json.wanted);`;

export const advancedMdPaged: PagedFlow = {
	settings: {
		loginUrl: 'http://127.0.0.1:4603/practicemanager/xmlrpc/processrequest.aspx',
		user: 'HSAPI',
		password: 'p&ss-sandbox',
		appName: 'HEALTHSAIL',
		practiceId: '990001',
	},
	start: {
		nodes: [
			message('Log In', [416, 0], {
				url: `{{ ${setting('loginUrl')} }}`,
				fixed: login,
				told: credentials,
			}),
			message('Log In at Server', [624, 0], {
				url: `{{ ${server} }}${MESSAGE_PATH}`,
				fixed: login,
				told: credentials,
			}),
			code('Initials', [832, 0], initials),
			message('Read First Pages', [1040, 0], lookUpCall("'1'")),
			code('Other Pages', [1248, -192], otherPages),
			message('Read Other Pages', [1456, -192], lookUpCall('$json.page')),
			code('List of IDs', [1456, 0], listOfIds),
		],
		wires: [
			['Log In', 'Log In at Server'],
			['Log In at Server', 'Initials'],
			['Initials', 'Read First Pages'],
			['Read First Pages', 'Other Pages'],
			['Other Pages', 'Read Other Pages'],
			// The lower branch: it runs when the upper one has ended.
			['Read First Pages', 'List of IDs'],
		],
	},
	firstCursor: "'0'",
	inputs: { ids: '$json.ids', server, token },
	read: {
		nodes: [
			code('IDs of Page', [448, 0], idsOfPage),
			message('Read Patient', [656, 0], {
				url: `{{ ${started}.server }}${MESSAGE_PATH}`,
				fixed: demographic,
				told: { '@patientid': '$json.id' },
				token: `{{ ${started}.token }}`,
				isMany: true,
			}),
		],
		wires: [['IDs of Page', 'Read Patient']],
	},
	map: mapAllPatients,
	next: {
		from: 'Start of Page',
		cursor: `Number($json.cursor) + ${PAGE_SIZE} < $json.ids.split(' ').length ? String(Number($json.cursor) + ${PAGE_SIZE}) : ''`,
	},
	note: 'One call per patient in batches; mapping in one Code node. The main flow has looked up everybody.',
};
