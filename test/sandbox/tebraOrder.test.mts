import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deserialize, type Read } from '../../sandbox/tebra/deserialize.mjs';
import { requestTables } from '../../sandbox/tebra/members.mjs';
import { parseXml } from '../../sandbox/tebra/xmlIn.mjs';

const SLASH = 'http://www.kareo.com/api/schemas/';
const NO_SLASH = 'http://www.kareo.com/api/schemas';

/** Members of each filter in the order of the sheet, typed anew from its sections 3.1, 4.1, 4.6. */
const filters: Record<string, { members: string; namespace?: string; numbers?: boolean }> = {
	GetPatients: {
		members:
			'CollectionCategoryName, DefaultCasePayerScenario, DefaultRenderingProviderFullName, DefaultServiceLocationName, FirstName, FromCreatedDate, FromDateOfBirth, FromLastEncounterDate, FromLastModifiedDate, FullName, Gender, IsActive, LastName, MiddleName, PracticeID, PracticeName, PrimaryCarePhysicianFullName, PrimaryInsurancePolicyCompanyName, PrimaryInsurancePolicyPlanName, ReferralSource, ReferringProviderFullName, SSN, SecondaryInsurancePolicyCompanyName, SecondaryInsurancePolicyPlanName, ToCreatedDate, ToDateOfBirth, ToLastEncounterDate, ToLastModifiedDate',
	},
	GetPatient: { members: 'ExternalID, ExternalVendorID, PatientID', numbers: true },
	GetAllPatients: { members: 'BatchSize, PracticeID, StartKey', numbers: true },
	GetProviders: {
		members:
			'DepartmentName, FromCreatedDate, FromLastModifiedDate, FullName, PracticeID, PracticeName, ToCreatedDate, ToLastModifiedDate, Type',
	},
	GetServiceLocations: {
		members:
			'FromCreatedDate, FromLastModifiedDate, ID, PracticeID, PracticeName, ToCreatedDate, ToLastModifiedDate',
		namespace: NO_SLASH,
	},
	GetPractices: {
		members:
			'Active, FromCreatedDate, FromLastModifiedDate, ID, NPI, PracticeName, TaxID, ToCreatedDate, ToLastModifiedDate',
	},
};

/** What the service reads of a filter that holds these members in this order. */
function read(operation: string, names: string[], namespace: string): Read {
	const members = names.map((name) => `<n:${name}>7</n:${name}>`).join('');
	const xml = `<k:request xmlns:k="${SLASH}" xmlns:n="${namespace}"><n:Fields/><n:Filter>${members}</n:Filter></k:request>`;
	const table = requestTables[operation as keyof typeof requestTables];
	return deserialize(parseXml(xml), table).Filter as Read;
}

describe('Tebra sandbox: order of members', () => {
	for (const [operation, { members, namespace = SLASH, numbers }] of Object.entries(filters)) {
		const names = members.split(', ');

		it(`reads every filter member of ${operation} in the order of the sheet`, () => {
			const value = (name: string) => (numbers && name !== 'ExternalID' ? 7 : '7');
			assert.deepEqual(
				read(operation, names, namespace),
				Object.fromEntries(names.map((name) => [name, value(name)])),
			);
		});

		it(`drops the second of any two filter members of ${operation} that change places`, () => {
			for (let i = 0; i + 1 < names.length; i += 1) {
				const swapped = [...names];
				[swapped[i], swapped[i + 1]] = [swapped[i + 1], swapped[i]];
				const kept = names.filter((name) => name !== names[i]);
				assert.deepEqual(Object.keys(read(operation, swapped, namespace)), kept);
			}
		});
	}

	it('reads the login in the order ClientVersion, CustomerKey, Password, User', () => {
		const login = (...names: string[]) =>
			deserialize(
				parseXml(
					`<request xmlns="${SLASH}"><RequestHeader>${names.map((name) => `<${name}>x</${name}>`).join('')}</RequestHeader></request>`,
				),
				requestTables.GetThrottles,
			).RequestHeader;
		const whole = { ClientVersion: 'x', CustomerKey: 'x', Password: 'x', User: 'x' };
		assert.deepEqual(login('ClientVersion', 'CustomerKey', 'Password', 'User'), whole);
		assert.deepEqual(login('CustomerKey', 'User', 'Password'), { CustomerKey: 'x', User: 'x' });
	});

	it('reads many external id settings, whose names begin with small letters', () => {
		const setting = (id: number) =>
			`<PatientExternalIDSetting><externalID>e${id}</externalID><externalVendorID>1</externalVendorID><patientID>${id}</patientID><practiceID>1</practiceID></PatientExternalIDSetting>`;
		const request = deserialize(
			parseXml(
				`<request xmlns="${SLASH}"><Updates><UpdateBatch>${setting(1)}${setting(2)}</UpdateBatch></Updates></request>`,
			),
			requestTables.UpdatePatientsExternalID,
		);
		assert.deepEqual(request, {
			Updates: {
				UpdateBatch: {
					PatientExternalIDSetting: [1, 2].map((id) => ({
						externalID: `e${id}`,
						externalVendorID: 1,
						patientID: id,
						practiceID: 1,
					})),
				},
			},
		});
	});
});
