import type { FastifyInstance } from 'fastify';
import type { World } from '../core/world.mjs';
import { FhirData, type FhirSource } from '../fhir/data.mjs';
import { HashedIds } from '../fhir/ids.mjs';
import { usCoreSearches } from '../fhir/searches.mjs';
import { registerFhir } from '../fhir/server.mjs';
import type { Tokens } from './account.mjs';

/** The version is the last part of the path; no part names a practice (sheet 2). */
const PATH = '/nge/prod/fhir-api-r4/fhir';
const VERSION = 'R4';

/** Rights that can be taken away. */
export const fhirOperations: readonly string[] = Object.keys(usCoreSearches).map(
	(type) => `${type}.search`,
);

export interface NextGenFhirContext {
	readonly world: World;
	readonly source: FhirSource;
	/** The same tokens as those of the Enterprise API; they need a scope here (sheet 2, 3). */
	readonly tokens: Tokens;
	readonly missingRights: ReadonlySet<string>;
}

/** NextGen's FHIR R4 of the sandbox: read and search only (sheet 1.3). */
export function registerNextGenFhir(app: FastifyInstance, context: NextGenFhirContext): void {
	const { world, source, tokens, missingRights } = context;
	// Whether these are person ids, the sheet does not tell, so nobody shall rely on it.
	const ids = new HashedIds('nextgen patient', () => source.store().size);
	const data = new FhirData(source, {
		names: {
			patientId: (record) => ids.idOf(record),
			patientNumber: (record) => ids.idOf(record).slice(0, 8),
			patientNumberSystem: 'urn:synthetic:nextgen-fhir:number',
			chartSystem: 'urn:synthetic:nextgen-fhir:chart',
		},
		recordOf: (id) => ids.recordOf(id),
		// The site is a whole enterprise: persons of every practice of it are found.
		isPlain: true,
	});
	const millis = () => world.clock.millis();
	void app.register((scoped, _options, done) => {
		scoped.removeContentTypeParser('application/x-www-form-urlencoded');
		registerFhir(scoped, world, {
			key: 'nextgen',
			path: PATH,
			tenant: VERSION,
			tokens: {
				scopesOf: (authorization) =>
					tokens.scopesOf(/^Bearer (.+)$/.exec(authorization ?? '')?.[1], millis()),
				endAll: () => tokens.revokeAll(),
			},
			searches: usCoreSearches,
			missingRights,
			// No limit is published for FHIR (sheet 5).
			waitSeconds: () => undefined,
			read: (type, id) => data.read(type, id),
			candidates: (type, query) => data.candidates(type, query),
		});
		done();
	});
}
