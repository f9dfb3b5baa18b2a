import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { startServer } from '../../support/localServer';
import { runNode, testCredential } from '../../support/nodes';
import { pem, startListener, type MtlsListener } from './mtlsListener';
import { engineCredential } from './support';

/** Messages to a listener that asks for a client certificate. */

let listener: MtlsListener;
beforeAll(async () => {
	listener = await startListener((body) => `MSH|^~\\&|A|B\rMSA|AA|${body.split('|')[9]}\r`);
});
afterAll(async () => await listener.close());

const certificates = {
	clientCertificate: pem.clientCertificate,
	clientPrivateKey: pem.clientKey,
	certificateAuthority: pem.authority,
};

const credential = (over: ICredentialDataDecryptedObject) =>
	engineCredential({ url: listener.url, outgoingAuthentication: 'none', ...over });

async function send(over: ICredentialDataDecryptedObject) {
	const audit = await startServer(() => ({
		status: 200,
		headers: { 'Content-Type': 'application/json' },
		body: '{"data":[{"index":0,"result":"created"}]}',
	}));
	const result = await runNode({
		nodeType: 'hl7Interface',
		parameters: {
			healthSailAuthentication: 'apiKey',
			resource: 'message',
			operation: 'sendDftP03',
			reference: 'MTLS1',
			transactions:
				'[{"kind":"payment","date":"2026-03-09","code":"CARD","amount":{"amount":100,"currency":"USD"}}]',
			patient: '{"system":"greenway_intergy","practiceId":"1","id":"501","externalIds":[]}',
		},
		baseUrls: { healthSail: `${audit.url}/v1` },
		credentials: { hl7EngineApi: credential(over) },
	});
	await audit.close();
	return result;
}

/** As a hidden field of one line gives a pasted text back. */
const inOneLine = (text: string) => text.trim().replace(/\n/g, ' ');

it('a message goes to a listener that knows the certificate', async () => {
	const { error, json } = await send(certificates);
	expect(error).toBeUndefined();
	expect(json()).toMatchObject([{ acknowledgement: 'AA' }]);
	expect(listener.subjects.at(-1)).toBe('synthetic client');
});

it('certificate and key may have lost their line ends in the credential', async () => {
	const { error } = await send({
		clientCertificate: inOneLine(pem.clientCertificate),
		clientPrivateKey: inOneLine(pem.clientKey),
		certificateAuthority: inOneLine(pem.authority),
	});
	expect(error).toBeUndefined();
});

it('nothing is taken without a certificate, and nothing is sent to a listener of an unknown authority', async () => {
	const before = listener.subjects.length;
	const bare = await send({ certificateAuthority: pem.authority });
	expect(bare.error).toBeDefined();
	const stranger = await send({ ...certificates, certificateAuthority: '' });
	expect(stranger.error?.message).toMatch(/could not be reached/);
	expect(listener.subjects).toHaveLength(before);
});

it('the test of the credential shows the certificate too', async () => {
	const check = async (over: ICredentialDataDecryptedObject) =>
		await testCredential('hl7Interface', 'hl7ConnectionTest', 'hl7EngineApi', credential(over));
	expect(await check(certificates)).toMatchObject({ status: 'OK' });
	expect(await check({ certificateAuthority: pem.authority })).toMatchObject({ status: 'Error' });
});
