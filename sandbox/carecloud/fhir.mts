import type { FastifyInstance } from 'fastify';
import type { World } from '../core/world.mjs';
import type { FhirServer } from '../fhir/answers.mjs';
import { FhirData, type FhirSource } from '../fhir/data.mjs';
import { HashedIds } from '../fhir/ids.mjs';
import { usCoreSearches } from '../fhir/searches.mjs';
import { registerFhir } from '../fhir/server.mjs';
import { registerSignIn, SmartTokens } from '../fhir/smart.mjs';
import { servedPractice } from './types.mjs';

const PATH = '/api/fhir/R4';
/** The code that CareCloud gave the practice: a part of the address (sheet 2). */
const PRACTICE_CODE = 'DCM';
/** Where these are, no sheet tells; clients take them from the discovery (sheet 3). */
const AUTHORIZE = '/fhir-oauth/authorize';
const TOKEN = '/fhir-oauth/token';

/** The app of the sandbox at the FHIR side, and the first tokens of its user (all synthetic). */
const client = {
	id: 'cc-fhir-client',
	secret: 'cc-fhir-secret',
	scopes: ['openid', 'fhirUser', 'offline_access', 'user/*.read', 'user/Patient.read'],
	firstAccess: 'cc-fhir-access-sandbox',
	firstRefresh: 'cc-fhir-refresh-sandbox',
} as const;

/** Orders are not in what CareCloud's certification names (sheet 4.6). */
const { ServiceRequest: _orders, ...searches } = usCoreSearches;
void _orders;

/** Rights that can be taken away. */
export const fhirOperations: readonly string[] = Object.keys(searches).map(
	(type) => `${type}.search`,
);

/** CareCloud's certified FHIR R4 of the sandbox, which only reads (sheet 1, 2, 3, 4.6). */
export class CareCloudFhir {
	readonly tokens: SmartTokens;

	private readonly ids: HashedIds;

	private readonly data: FhirData;

	/** Types that /metadata leaves out and that are not served. */
	readonly withheld = new Set<string>();

	/** Whether organizations are named by their number alone: no sheet tells whether they are. */
	numberAlone = false;

	constructor(
		private readonly world: World,
		source: FhirSource,
		private readonly missingRights: ReadonlySet<string>,
	) {
		// Whether these are the ids of v2 is unknown (sheet 4.6), so nobody shall rely on it.
		this.ids = new HashedIds('carecloud patient', () => source.store().size);
		const idOf = (record: number) => this.ids.idOf(record);
		this.tokens = new SmartTokens(
			client,
			() => world.clock.millis(),
			() => idOf(source.store().idsOf('included')[0]),
		);
		this.data = new FhirData(source, {
			names: {
				patientId: idOf,
				patientNumber: (record) => idOf(record).slice(0, 8),
				patientNumberSystem: 'urn:synthetic:carecloud-fhir:number',
				chartSystem: 'urn:synthetic:carecloud-fhir:chart',
			},
			recordOf: (id) => this.ids.recordOf(id),
			namesByNumber: () => this.numberAlone,
			// Strays of the other practice come along, as in the lists of v2.
			holds: (record) =>
				source.store().practiceId(record) === servedPractice || source.store().leaks(record),
		});
	}

	/** Puts the server on an app that has parsers of its own. */
	register(app: FastifyInstance): void {
		void app.register((scoped, _options, done) => {
			scoped.removeContentTypeParser('application/x-www-form-urlencoded');
			registerFhir(scoped, this.world, this.server());
			registerSignIn(scoped, AUTHORIZE, this.tokens, `${PATH}/${PRACTICE_CODE}`);
			done();
		});
	}

	private server(): FhirServer {
		const { tokens, data, missingRights, withheld } = this;
		return {
			key: 'carecloud',
			path: PATH,
			tenant: PRACTICE_CODE,
			tokenPath: TOKEN,
			authorizePath: AUTHORIZE,
			tokens,
			get searches() {
				return Object.fromEntries(Object.entries(searches).filter(([type]) => !withheld.has(type)));
			},
			missingRights,
			// No limit is published (sheet 5).
			waitSeconds: () => undefined,
			read: (type, id) => data.read(type, id),
			candidates: (type, query) => data.candidates(type, query),
		};
	}
}
