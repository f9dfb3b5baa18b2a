import type { FastifyInstance } from 'fastify';
import type { Desk } from './desk.mjs';
import type { FhirTokens } from './fhir/tokens.mjs';

const windowSchema = {
	body: {
		type: 'object',
		required: ['days'],
		additionalProperties: false,
		properties: { days: { type: 'integer', minimum: 1, maximum: 366 } },
	},
};

const scopeSchema = {
	body: {
		type: 'object',
		required: ['scope'],
		additionalProperties: false,
		properties: { scope: { type: 'string', minLength: 1 } },
	},
};

/** Routes for tests and the demo that only this system has. They are not of the vendor. */
export function registerDeskControl(
	app: FastifyInstance,
	{ desk, tokens }: { desk: () => Desk; tokens: FhirTokens },
): void {
	/** The documents that were filed: the vendor's interface cannot list them (sheet 4.9). */
	app.get('/control/tebra/documents', () => ({
		documents: desk()
			.files.documents()
			.map(({ createdAt, content, ...rest }) => ({
				...rest,
				createdAt: new Date(createdAt).toISOString(),
				text: Buffer.from(content, 'base64').toString('utf8'),
			})),
	}));

	/** From how many days on GetAppointments falls over; 60 days were seen, 30 are advised (sheet 5). */
	app.post<{ Body: { days: number } }>(
		'/control/tebra/widest-window',
		{ schema: windowSchema },
		(request) => {
			desk().widestWindowDays = request.body.days;
			return { days: request.body.days };
		},
	);

	/** The scope that the FHIR client is registered with: others are told it (sheet 3.2). */
	app.post<{ Body: { scope: string } }>(
		'/control/tebra/fhir-scope',
		{ schema: scopeSchema },
		(request) => {
			tokens.registeredScope = request.body.scope;
			tokens.endAll();
			return { scope: tokens.registeredScope };
		},
	);
}
