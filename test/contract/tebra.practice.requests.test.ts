import { leaves } from '../support/soapTree';
import { testCredential } from '../support/nodes';
import { access, login, sequences } from './tebra.members';
import type { Sequence } from './tebra.schema';
import { noSlash, slash } from './tebra.schema';
import { baseUrls, explicit, requestsOf, send, sent } from './tebra.support';

/** Requests about the practice, its providers and places, held against the sheet's tables. */

test.each([
	['practice', 'GetPractices', [['Filter', '']]],
	[
		'provider',
		'GetProviders',
		[
			['Filter/PracticeID', '1'],
			['Filter/PracticeName', 'Oak & Elm'],
		],
	],
	[
		'location',
		'GetServiceLocations',
		[
			['Filter/PracticeID', '1'],
			['Filter/PracticeName', 'Oak & Elm'],
		],
	],
])('Get Many of %s sends %s', async (resource, operation, filter) => {
	await send({ resource, operation: 'getMany', returnAll: true });
	expect(sent(operation)).toEqual([['Fields', ''], ...filter]);
	const fields = sequences[operation].sequence[1] as readonly [string, Sequence];
	await send({ resource, operation: 'getMany', returnAll: true }, explicit);
	expect(sent(operation, 1)).toEqual([
		...fields[1].map((name) => [`Fields/${String(name)}`, 'true']),
		...filter,
	]);
});

test('members of Get Service Locations are in the namespace without the last slash', async () => {
	await send({ resource: 'location', operation: 'getMany', returnAll: true });
	const [request] = requestsOf('GetServiceLocations');
	const [header, fields, filter] = request.children;
	expect([header.namespace, fields.namespace, filter.namespace]).toEqual([slash, noSlash, noSlash]);
	expect(filter.children.map(({ namespace }) => namespace)).toEqual([noSlash, noSlash]);
});

test('the connection test sends the login without a header, then asks for the practices', async () => {
	const result = await testCredential('tebra', 'tebraConnectionTest', 'tebraSoapApi', {
		...access,
		endpoint: baseUrls().tebra,
	});
	expect(result).toEqual({ status: 'OK', message: 'Login and practice are right.' });
	expect(leaves(requestsOf('GetCustomerIdFromKey')[0])).toEqual(
		login.slice(1).map(([path, text]) => [path.replace('RequestHeader/', ''), text]),
	);
	expect(sent('GetPractices')).toEqual([
		['Fields', ''],
		['Filter', ''],
	]);
});
