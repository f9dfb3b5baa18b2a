import { capabilityNames } from '../../lib/capability';
import {
	capabilities,
	offers,
	pmSystems,
	pmSystemTitles,
	vendorOf,
	vendors,
} from '../../lib/vendors';

describe('vendors and what they can do', () => {
	it('are five vendors with six systems, each of one vendor', () => {
		expect(Object.keys(vendors)).toHaveLength(5);
		expect([...pmSystems].sort()).toEqual(
			Object.values(vendors)
				.flatMap(({ systems }) => [...systems])
				.sort(),
		);
		expect(pmSystems.map(vendorOf)).toEqual([
			'tebra',
			'advancedMd',
			'careCloud',
			'nextGen',
			'greenway',
			'greenway',
		]);
		expect(Object.keys(pmSystemTitles).sort()).toEqual([...pmSystems].sort());
	});

	it.each([...pmSystems])('have a sourced answer for every operation of %s', (system) => {
		expect(Object.keys(capabilities[system]).sort()).toEqual([...capabilityNames].sort());
		for (const entry of Object.values(capabilities[system])) {
			expect(entry.source).toMatch(/^\d(\.\d+)?(, \d(\.\d+)?)*$/);
			const words = 'missing' in entry ? entry.missing : 'reason' in entry ? entry.reason : 'Yes.';
			expect(words).toMatch(/^[A-Z].*\.$/);
		}
	});

	it('offer of Tebra everything that its fact sheet does not rule out', () => {
		expect(capabilityNames.filter((capability) => !offers('tebra', capability))).toEqual([
			'patients.merges',
			'eligibility.last',
			'eligibility.request',
		]);
	});

	it('mark nothing as done that a fact sheet rules out', () => {
		const wrong = pmSystems.flatMap((system) =>
			capabilityNames.filter((capability) => {
				const { state, implemented } = capabilities[system][capability];
				return state === 'no' && implemented;
			}),
		);
		expect(wrong).toEqual([]);
	});
});
