// For each credential with a test button: what a person may type wrongly, and what the button has to
// say then.
import { generateKeyPairSync } from 'node:crypto';
import { healthSailCredential } from '../../../host/importer.mjs';
import { otherCredentials, type OtherType } from '../../../host/otherCredentials.mjs';
import { practiceSystems, type SystemName } from '../../../host/practiceSystems.mjs';
import type { Sandbox } from '../../../host/sandboxServer.mjs';

export interface Tested {
	/** The practice system whose main credential it is. */
	readonly system?: SystemName;
	/** By what is wrong; the first is the secret. */
	readonly wrong: Readonly<Record<string, Mistake>>;
}

export interface Mistake {
	values(): Record<string, unknown>;
	/** Words of the answer. */
	readonly says: RegExp;
}

const WRONG = 'not-the-right-secret-4711';

const mistake = (values: Record<string, unknown>, says: RegExp): Mistake => ({
	values: () => values,
	says,
});

/** n8n asks for the token itself, and the words are its own; the docs tell what to do. */
const clientSecret = mistake(
	{ clientSecret: WRONG },
	/^Failed to acquire OAuth2 access token: Client authentication failed/,
);

/** By credential type. */
export const testedCredentials: Readonly<Record<string, Tested>> = {
	tebraSoapApi: {
		system: 'tebra',
		wrong: {
			password: mistake({ password: WRONG }, /correct user and password in the credential/),
		},
	},
	tebraFhirOAuth2Api: { wrong: { 'client secret': clientSecret } },
	advancedMdApi: {
		system: 'advancedmd',
		wrong: {
			password: mistake(
				{ password: WRONG },
				/Compare user, password, office key and application name/,
			),
		},
	},
	greenwayFhirApi: {
		system: 'greenway-prime',
		wrong: {
			'private key': {
				values: () => ({ privateKey: otherKey() }),
				says: /public key of this private key is served at the JWKS address/,
			},
		},
	},
	greenwayPrimeSuiteApi: {
		wrong: {
			password: mistake({ userPassword: WRONG }, /Compare site, user, user number and password/),
		},
	},
	greenwayIntergyApi: {
		wrong: {
			password: mistake({ userPassword: WRONG }, /Compare licence ID, user and password/),
		},
	},
	hl7EngineApi: {
		wrong: { password: mistake({ outgoingPassword: WRONG }, /Check user and password/) },
	},
	nextGenOAuth2Api: {
		system: 'nextgen',
		wrong: {
			'client secret': clientSecret,
			'practice ID': mistake({ practiceId: '0077' }, /practice ID four, with the zeros in front/),
		},
	},
	nextGenFhirOAuth2Api: {
		wrong: {
			'client secret': clientSecret,
			scope: mistake({ scope: '' }, /Compare the scope with what the practice approved/),
		},
	},
	healthSailApi: {
		wrong: { 'API key': mistake({ apiKey: `hs_test_${WRONG}` }, /Copy the whole key again/) },
	},
	healthSailOAuth2Api: { wrong: { 'client secret': clientSecret } },
};

/** What the sandbox accepts as a credential of this type. */
export async function rightValues(type: string, sandbox: Sandbox): Promise<object> {
	const { system } = testedCredentials[type];
	if (system !== undefined) return await practiceSystems[system].credential(sandbox);
	if (type === 'healthSailApi') return healthSailCredential(sandbox);
	return await otherCredentials[type as OtherType].values(sandbox);
}

function otherKey(): string {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
	return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

const SECRET = /password|secret|^apiKey$|^privateKey$|^hashKey$|^customerKey$/i;

/** The secrets among the values of a credential: what its form blanks. */
export function secretsOf(values: object): string[] {
	return Object.entries(values)
		.filter(([name]) => SECRET.test(name))
		.map(([, value]) => String(value));
}
