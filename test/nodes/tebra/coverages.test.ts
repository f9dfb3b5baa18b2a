import { operationOf, patientXml, soapAnswer } from '../../support/fakeSystems';
import { runNode } from '../../support/nodes';
import { serve } from './vanishedStage';

test('policies come with rank, case and end; the flat columns decide which is first (sheet 4.3)', async () => {
	const policy = (id: string, number: string, more = '') =>
		`<PatientInsurancePolicyData><InsurancePolicyID>${id}</InsurancePolicyID><Number>${number}</Number><CompanyID>15</CompanyID><CompanyName>Synthetic Mutual</CompanyName><PatientRelationshipToInsured>S</PatientRelationshipToInsured>${more}</PatientInsurancePolicyData>`;
	const cases = `<PatientCaseData><PatientCaseID>84</PatientCaseID><Name>General</Name><PayerScenario>Medicare</PayerScenario><IsPrimaryCase>True</IsPrimaryCase><InsurancePolicies>${policy('7', 'B-2')}${policy('8', 'A-1', '<Copay>$25.50</Copay><EffectiveEndDate>1/31/2020 12:00:00 AM</EffectiveEndDate>')}</InsurancePolicies></PatientCaseData>`;
	const fakes = await serve((request) =>
		soapAnswer(
			operationOf(request),
			`<Patient>${patientXml('501', { PrimaryInsurancePolicyNumber: 'A-1' }, cases)}</Patient>`,
		),
	);
	const { json } = await runNode({
		nodeType: 'tebra',
		parameters: { resource: 'coverage', operation: 'getMany', patientId: '501', returnAll: true },
		baseUrls: fakes.baseUrls,
	});
	expect(json()).toEqual([
		{
			system: 'tebra',
			practiceId: '1',
			patientId: '501',
			id: '8',
			externalIds: [{ system: 'tebra', practiceId: '1', type: 'policy', value: '8' }],
			priority: 'primary',
			status: 'terminated',
			payer: { id: '15', name: 'Synthetic Mutual' },
			plan: { type: 'medicare' },
			memberId: 'A-1',
			subscriber: { relationship: 'self' },
			effectiveTo: '2020-01-31',
			copay: { amount: 2550, currency: 'USD' },
			caseId: '84',
			caseName: 'General',
		},
		expect.objectContaining({ id: '7', priority: 'secondary', status: 'unverified' }),
	]);
	expect(fakes.audits()[0].fields).toContain('coverages');
});
