import { parseXml } from '../../../lib/values/xml';
import { membersOf } from '../../../nodes/Tebra/image';

/** The image of a patient's record (sheet 4.1, 4.3). All values are made up. */

const image = (inside: string) =>
	membersOf(
		parseXml(`<Patient xmlns:i="urn:i">${inside}</Patient>`, {
			system: 'tebra',
			operation: 'GetPatient',
		}),
	);

const policy = (id: string, number: string) =>
	`<PatientInsurancePolicyData><InsurancePolicyID>${id}</InsurancePolicyID><Number>${number}</Number>` +
	'<InsuredSocialSecurityNumber>900112222</InsuredSocialSecurityNumber></PatientInsurancePolicyData>';
const cases = (...policies: string[]) =>
	'<Cases><PatientCaseData><PatientCaseID>30</PatientCaseID><Name>Knee</Name>' +
	`<InsurancePolicies>${policies.join('')}</InsurancePolicies></PatientCaseData></Cases>`;

test('every member stands there by its name, empty ones do not, and what moves by itself does not', () => {
	const members = image(
		'<FirstName>Ana</FirstName><City/><Suffix i:nil="true"/><SSN>900112222</SSN>' +
			'<LastModifiedDate>1/2/2026</LastModifiedDate><Age>41</Age><PatientBalance>1.00</PatientBalance>' +
			'<AlertMessage> Call first </AlertMessage>',
	);
	expect(members).toEqual({ FirstName: 'Ana', SSN: 'told', AlertMessage: 'Call first' });
});

test('policies are named by their ids, and their order is a member of its own', () => {
	const at = 'Cases/PatientCaseData[30]/InsurancePolicies/PatientInsurancePolicyData';
	const first = image(cases(policy('7', 'SYN1'), policy('8', 'SYN2')));
	expect(first).toEqual({
		'Cases/PatientCaseData/order': '30',
		'Cases/PatientCaseData[30]/PatientCaseID': '30',
		'Cases/PatientCaseData[30]/Name': 'Knee',
		[`${at}/order`]: '7 8',
		[`${at}[7]/InsurancePolicyID`]: '7',
		[`${at}[7]/Number`]: 'SYN1',
		[`${at}[7]/InsuredSocialSecurityNumber`]: 'told',
		[`${at}[8]/InsurancePolicyID`]: '8',
		[`${at}[8]/Number`]: 'SYN2',
		[`${at}[8]/InsuredSocialSecurityNumber`]: 'told',
	});
	expect(image(cases(policy('8', 'SYN2'), policy('7', 'SYN1')))).toEqual({
		...first,
		[`${at}/order`]: '8 7',
	});
});

test('a blank row stands for none (sheet 3.3)', () => {
	expect(image('<Cases><PatientCaseData><PatientCaseID/></PatientCaseData></Cases>')).toEqual({});
});
