// The practice systems with a second interface: which credentials stand side by side there, and which
// id the sandbox gives a record in it.
import type { OtherType } from '../../../host/otherCredentials.mjs';
import type { SystemName } from '../../../host/practiceSystems.mjs';
import { hashedId } from '../../../sandbox/fhir/ids.mjs';
import type { PlanType } from './fhirOracle.mjs';

export interface SecondCase {
	readonly nodeType: string;
	readonly nodeParameters?: Readonly<Record<string, unknown>>;
	readonly main: string;
	readonly second: OtherType;
	readonly idType: 'fhir' | 'gapi';
	/** The way that the flow signs in to HealthSail. */
	readonly healthSail: 'healthSailApi' | 'healthSailOAuth2Api';
	/** What of a visit stands in the second interface alone. */
	readonly plan?: {
		readonly type: PlanType;
		readonly kind: 'plan' | 'order';
		/** What the sandbox calls the search for them. */
		readonly search: string;
	};
	/** The id there of the record of this number. */
	idOf(record: string): string;
}

const greenway = { nodeType: 'greenway', main: 'greenwayFhirApi', idType: 'gapi' } as const;

export const secondCases: Readonly<Partial<Record<SystemName, SecondCase>>> = {
	tebra: {
		...{ nodeType: 'tebra', main: 'tebraSoapApi', second: 'tebraFhirOAuth2Api' },
		...{ idType: 'fhir', healthSail: 'healthSailApi' },
		plan: { type: 'CarePlan', kind: 'plan', search: 'fhir.CarePlan' },
		idOf: (record) => hashedId(`patient ${record}`),
	},
	carecloud: {
		...{ nodeType: 'careCloud', main: 'careCloudOAuth2Api', second: 'careCloudFhirOAuth2Api' },
		...{ idType: 'fhir', healthSail: 'healthSailApi' },
		plan: { type: 'CarePlan', kind: 'plan', search: 'CarePlan.search' },
		idOf: (record) => hashedId(`carecloud patient ${record}`),
	},
	nextgen: {
		...{ nodeType: 'nextGen', main: 'nextGenOAuth2Api', second: 'nextGenFhirOAuth2Api' },
		...{ idType: 'fhir', healthSail: 'healthSailOAuth2Api' },
		plan: { type: 'ServiceRequest', kind: 'order', search: 'ServiceRequest.search' },
		idOf: (record) => hashedId(`nextgen patient ${record}`),
	},
	'greenway-intergy': {
		...greenway,
		...{ second: 'greenwayIntergyApi', healthSail: 'healthSailApi' },
		nodeParameters: { product: 'intergy' },
		idOf: (record) => String(700_000 + Number(record)),
	},
	'greenway-prime': {
		...greenway,
		...{ second: 'greenwayPrimeSuiteApi', healthSail: 'healthSailApi' },
		nodeParameters: { product: 'primeSuite' },
		idOf: (record) => String(100_000 + Number(record)),
	},
};
