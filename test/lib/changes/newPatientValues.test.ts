import { newPatientValues } from '../../../lib/changes/newPatientValues';

const name = { givenName: 'Ana', familyName: 'Newcomer', birthDate: '1984-02-29' };

test('a new patient is told field by field', () => {
	const entries = newPatientValues({
		...name,
		middleName: 'Quinn',
		email: 'ana@example.test',
		administrativeSex: 'female',
		phones: [
			{ use: 'home', number: '+17755550112', extension: '4', preferred: true },
			{ use: 'mobile', number: '+17755550111' },
			{ use: 'mobile', number: '+17755550199' },
		],
		addresses: [
			{ use: 'mailing', line1: 'PO Box 1' },
			{ use: 'home', line1: '9 Elm St', city: 'Reno' },
		],
		emergencyContacts: [
			{
				name: 'Lee Sample',
				relationship: 'spouse',
				phones: [{ use: 'home', number: '+17755550113' }],
			},
			{ name: 'Second Sample', phones: [] },
		],
		reference: 'HS-7F3K2',
	});
	expect(entries).toEqual([
		{ field: 'givenName', to: 'Ana' },
		{ field: 'middleName', to: 'Quinn' },
		{ field: 'familyName', to: 'Newcomer' },
		{ field: 'birthDate', to: '1984-02-29' },
		{ field: 'administrativeSex', to: 'female' },
		{ field: 'email', to: 'ana@example.test' },
		{ field: 'phone.mobile', to: { number: '+17755550111' } },
		{ field: 'phone.home', to: { number: '+17755550112', extension: '4' } },
		{ field: 'address.home', to: { line1: '9 Elm St', city: 'Reno' } },
		{ field: 'address.mailing', to: { line1: 'PO Box 1' } },
		{
			field: 'emergencyContact',
			to: { name: 'Lee Sample', relationship: 'spouse', phone: { number: '+17755550113' } },
		},
	]);
});

test('what was not told is no field', () => {
	expect(newPatientValues({ ...name, reference: 'HS-7F3K2' })).toEqual([
		{ field: 'givenName', to: 'Ana' },
		{ field: 'familyName', to: 'Newcomer' },
		{ field: 'birthDate', to: '1984-02-29' },
	]);
});
