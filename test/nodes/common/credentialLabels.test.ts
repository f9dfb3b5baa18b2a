import { HealthSail } from '../../../nodes/HealthSail/HealthSail.node';
import { vendorNodes } from './vendorNodes';

const labelsOf = ({
	credentials = [],
}: {
	credentials?: Array<{ name: string; displayName?: string }>;
}) => credentials.map(({ name, displayName }) => [name, displayName] as const);

test('a credential is called the same in every panel that asks for it', () => {
	const known = new Map(vendorNodes.flatMap(({ description }) => labelsOf(description)));
	const own = labelsOf(new HealthSail().description).filter(([name]) => known.has(name));
	expect(own.map(([name]) => name)).toEqual(
		expect.arrayContaining(['tebraSoapApi', 'greenwayFhirApi', 'advancedMdApi']),
	);
	for (const [name, label] of own) expect([name, label]).toEqual([name, known.get(name)]);
	for (const { description } of vendorNodes) {
		for (const [name, label] of labelsOf(description)) {
			expect([name, label]).toEqual([name, known.get(name)]);
		}
	}
});
