import assert from 'node:assert/strict';
import { test } from 'node:test';

import { codeOf, runCode } from './flowCode.mjs';

/** What the Code nodes of the stock flows make of a vendor's answers; all people are made up. */

test('NextGen: the mapping of the Code node works alone and knows ids in both cases', () => {
	const settings = { practiceId: '0001' };
	const id = 'AAAAAAAA-0001-4000-8000-00000000000A';
	const person = {
		id,
		firstName: ' Ada ',
		middleName: null,
		lastName: 'Example',
		dateOfBirth: '1980-02-03T00:00:00',
		sex: 'F',
		addressLine1: '1 Oak St',
		city: 'Peoria',
		state: 'IL',
		zip: '616021234',
		homePhone: '3095550123',
		cellPhone: 'n/a',
		email: 'ADA@EXAMPLE.ORG',
		isExpired: false,
		modifyTimestamp: '2026-01-02T03:04:05',
		chart: [{ medicalRecordNumber: 'M1' }],
	};
	const policy = (rank: number | null, last: string) => ({
		personPayerId: `BBBBBBBB-0002-4000-8000-00000000000${last}`,
		payerId: 'CCCCCCCC-0003-4000-8000-000000000001',
		payerName: 'Acme Health',
		defaultCob: rank,
		policyEffectiveDate: '2020-01-01T00:00:00',
		policyExpirationDate: rank === 2 ? '2021-12-31T00:00:00' : '0001-01-01T00:00:00',
		relationship: 'Spouse',
		isActive: true,
		isDeleted: false,
		details: { policyNumber: 'P9', copayAmount: 25.5, insuranceType: 'Commercial' },
		relation: { firstName: 'Bob', lastName: 'Example', dateOfBirth: '1979-05-06T00:00:00' },
	});
	const code = codeOf('nextgen', 'b2-paged-page', 'Map Patients');
	const run = (alert: string) =>
		runCode(code, [{ statusCode: 200, body: { items: [{ description: alert }] } }], {
			Settings: [settings],
			'Read Person': [{ body: person }],
			'Read Insurances': [{ body: [policy(2, '1'), policy(1, '2')] }],
		});
	assert.deepEqual(run('Confidential: ask first'), []);
	const [mapped] = run('Allergic to cats') as Array<{
		id: string;
		customer: Record<string, unknown>;
		coverages: Array<Record<string, unknown>>;
	}>;
	assert.equal(mapped.id, 'aaaaaaaa-0001-4000-8000-00000000000a');
	assert.deepEqual(mapped.customer.demographics, {
		givenName: 'Ada',
		familyName: 'Example',
		birthDate: '1980-02-03',
		administrativeSex: 'female',
		email: 'ada@example.org',
		phones: [{ use: 'home', number: '+13095550123' }],
	});
	assert.deepEqual(mapped.customer.addresses, [
		{ use: 'home', line1: '1 Oak St', city: 'Peoria', region: 'IL', postalCode: '61602-1234' },
	]);
	assert.deepEqual(mapped.customer.sync, [
		{ system: 'nextgen', practiceId: '0001', sourceAt: '2026-01-02T09:04:05Z' },
	]);
	assert.deepEqual(
		mapped.coverages.map(({ priority, status }) => [priority, status]),
		[
			['primary', 'unverified'],
			['secondary', 'terminated'],
		],
	);
	assert.deepEqual(mapped.coverages[0].copay, { amount: 2550, currency: 'USD' });
	assert.deepEqual(mapped.coverages[0].subscriber, {
		relationship: 'spouse',
		givenName: 'Bob',
		familyName: 'Example',
		birthDate: '1979-05-06',
	});
});

const demographic = (memo: string) => ({
	PPMDResults: {
		Results: {
			patientlist: {
				patient: {
					'@id': 'pat100007',
					'@name': 'EXAMPLE,ADA MAY JR',
					'@dob': '02/03/1980',
					'@deceased': '',
					'@inactive': '1',
					'@sex': 'F',
					'@insorder': '700,400',
					'@finclasscode': 'COMM',
					address: {
						'@address1': 'APT 2',
						'@address2': '1 OAK ST',
						'@city': 'PEORIA',
						'@state': 'IL',
						'@zip': '61602',
						'@countrycode': 'USA',
					},
					contactinfo: { '@otherphone': '(309) 555-0123', '@othertype': 'C' },
					memolist: { memo: { '@id': 'memo7', '#text': memo } },
					insplanlist: {
						insplan: [
							{
								'@id': 'ins8',
								'@carrier': 'car5',
								'@sequence': '400',
								'@relationship': '2',
								'@subscriber': 'resp900008',
								'@finclasscode': 'MEDICARE',
								'@copay': '25.00',
								'@copaytype': '$',
							},
							{ '@id': 'ins9', '@carrier': '', '@sequence': '700', '@relationship': '1' },
						],
					},
				},
			},
			carrierlist: { carrier: { '@id': 'car5', '@name': 'ACME' } },
			resppartylist: {
				respparty: [
					{ '@id': 'resp900008', '@name': 'EXAMPLE,BOB', '@dob': '05/06/1979' },
					{ '@id': 'resp100007', '@name': 'EXAMPLE,ADA', '@dob': '02/03/1980' },
				],
			},
		},
	},
});

test('AdvancedMD: the street stands in address2, and ranks come from the list of sequences', () => {
	const code = codeOf('advancedmd', 'b2-paged-page', 'Map Patients');
	const run = (memo: string) =>
		runCode(code, [demographic(memo)], { Settings: [{ practiceId: '990001' }] });
	assert.deepEqual(run('DO NOT SHARE'), []);
	const [mapped] = run('LIKES TEA') as Array<{
		id: string;
		customer: Record<string, unknown>;
		coverages: Array<Record<string, unknown>>;
	}>;
	assert.equal(mapped.id, '100007');
	assert.equal(mapped.customer.status, 'inactive');
	assert.deepEqual(mapped.customer.demographics, {
		familyName: 'EXAMPLE',
		givenName: 'ADA',
		middleName: 'MAY',
		suffix: 'JR',
		birthDate: '1980-02-03',
		administrativeSex: 'female',
		phones: [{ use: 'mobile', number: '+13095550123' }],
	});
	assert.deepEqual(mapped.customer.addresses, [
		{
			use: 'home',
			line1: '1 OAK ST',
			line2: 'APT 2',
			city: 'PEORIA',
			region: 'IL',
			postalCode: '61602',
			country: 'US',
		},
	]);
	const [first, second] = mapped.coverages;
	assert.deepEqual(
		[first, second].map(({ externalIds, priority }) => [
			(externalIds as Array<{ value: string }>)[0].value,
			priority,
		]),
		[
			['9', 'primary'],
			['8', 'secondary'],
		],
	);
	assert.deepEqual(first.subscriber, { relationship: 'self' });
	assert.deepEqual(second.subscriber, {
		relationship: 'spouse',
		givenName: 'BOB',
		familyName: 'EXAMPLE',
		birthDate: '1979-05-06',
	});
	assert.deepEqual(second.payer, {
		name: 'ACME',
		externalIds: [{ system: 'advancedmd', practiceId: '990001', type: 'carrier', value: '5' }],
	});
	assert.deepEqual(second.copay, { amount: 2500, currency: 'USD' });
});

const listPage = (pages: number, ids: readonly string[]) => ({
	PPMDResults: {
		Results: {
			patientlist: {
				'@pagecount': String(pages),
				// One row alone is no list, and none is left out.
				...(ids.length > 0 && {
					patient: ids.length === 1 ? { '@id': ids[0] } : ids.map((id) => ({ '@id': id })),
				}),
			},
		},
	},
});

test('AdvancedMD: further pages are asked for, and everybody listed stands in the list once', () => {
	const initials = [{ name: 'A' }, { name: 'B' }, { name: 'C' }];
	const first = [listPage(3, ['pat1', 'pat2']), listPage(1, ['pat2']), listPage(0, [])];
	const others = runCode(codeOf('advancedmd', 'b2-paged', 'Other Pages'), first, {
		Initials: initials,
	});
	assert.deepEqual(others, [
		{ name: 'A', page: '2' },
		{ name: 'A', page: '3' },
	]);
	const listOfIds = codeOf('advancedmd', 'b2-paged', 'List of IDs');
	assert.deepEqual(
		runCode(listOfIds, [], {
			'Read First Pages': first,
			'Read Other Pages': [listPage(3, ['pat3']), listPage(3, ['pat4', 'pat5'])],
		}),
		[{ ids: '1 2 3 4 5' }],
	);
	assert.deepEqual(runCode(listOfIds, [], { 'Read First Pages': [listPage(1, ['pat6'])] }), [
		{ ids: '6' },
	]);
});
