import type { FakeSystems } from '../../support/fakeSystems';
import {
	operationOf,
	patientXml,
	practiceOf,
	soapAnswer,
	startFakes,
} from '../../support/fakeSystems';
import type { Reply, SeenRequest } from '../../support/localServer';
import { runNode } from '../../support/nodes';

let fakes: FakeSystems | undefined;

afterEach(async () => {
	await fakes?.close();
	fakes = undefined;
});

/**
 * A Tebra that loses the answers of the writes named, whether or not it has done them; `under` is the
 * patient it finds by external id afterwards, `registered` whether it then lists our vendor.
 */
function losing(
	lost: readonly string[],
	{ under, registered = true }: { under?: string; registered?: boolean },
): (request: SeenRequest) => Reply {
	const good = practiceOf(['501', '502']);
	let isListed = !lost.includes('RegisterExternalVendor');
	return (request) => {
		const name = operationOf(request);
		if (name === 'GetExternalVendors') {
			return soapAnswer(
				name,
				isListed
					? '<ExternalVendors><ExternalVendorData><ExternalVendorID>4</ExternalVendorID><ExternalVendorName>HealthSail</ExternalVendorName></ExternalVendorData></ExternalVendors>'
					: '<ExternalVendors/>',
			);
		}
		if (name === 'RegisterExternalVendor') isListed = registered;
		if (lost.includes(name)) return { cut: 'headers' };
		if (name === 'GetPatient' && request.body.includes('ExternalID>cus_1<')) {
			return soapAnswer(
				name,
				under === undefined ? '<Patient i:nil="true"/>' : `<Patient>${patientXml(under)}</Patient>`,
			);
		}
		return good(request);
	};
}

const setExternalId = {
	resource: 'externalId',
	operation: 'set',
	patientId: '501',
	externalId: 'cus_1',
};

async function setLosing(lost: readonly string[], after: { under?: string; registered?: boolean }) {
	fakes = await startFakes(losing(lost, after));
	const { json, error } = await runNode({
		nodeType: 'tebra',
		parameters: setExternalId,
		baseUrls: fakes.baseUrls,
	});
	const writes = fakes.tebra.requests
		.map(operationOf)
		.filter((name) => /^(Update|Register)/.test(name));
	return { json, error, writes };
}

test('a write whose answer is lost is read back, and is done when the patient has the ID', async () => {
	const { json, error, writes } = await setLosing(['UpdatePatientsExternalID'], { under: '501' });
	expect(error).toBeUndefined();
	expect(json()[0]).toMatchObject({ patientId: '501', externalId: 'cus_1', vendorId: '4' });
	expect(writes).toEqual(['UpdatePatientsExternalID']);
});

test('a lost registration is looked up and not sent again', async () => {
	const { json, error, writes } = await setLosing(['RegisterExternalVendor'], { under: '501' });
	expect(error).toBeUndefined();
	expect(json()[0]).toMatchObject({ vendorId: '4' });
	expect(writes).toEqual(['RegisterExternalVendor', 'UpdatePatientsExternalID']);
});

test('a lost registration that is not found afterwards is told as unknown', async () => {
	const { error, writes } = await setLosing(['RegisterExternalVendor'], { registered: false });
	expect(error?.context).toMatchObject({
		failure: { kind: 'outcomeUnknown', operation: 'RegisterExternalVendor' },
	});
	expect(writes).toEqual(['RegisterExternalVendor']);
});

test.each([
	['nobody has the ID', undefined],
	['another patient has the ID', '502'],
])('a write whose answer is lost is told as unknown when %s', async (_name, under) => {
	const { error, writes } = await setLosing(['UpdatePatientsExternalID'], { under });
	expect(error?.context).toMatchObject({ failure: { kind: 'outcomeUnknown' } });
	expect(error?.message).toMatch(/may or may not have been done/);
	expect(writes).toEqual(['UpdatePatientsExternalID']);
});
