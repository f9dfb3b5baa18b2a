import type { Member } from '../../../nodes/Tebra/memberTypes';
import { requestHeaderMembers, requestTypes } from '../../../nodes/Tebra/members';
import { sequences } from '../../contract/tebra.members';
import type { Sequence } from '../../contract/tebra.schema';

const toSequence = (members: readonly Member[]): Sequence =>
	members.map((member) =>
		typeof member === 'string'
			? member
			: ([member.name, 'longs' in member ? ['long'] : toSequence(member.members)] as const),
	);

test('the contract tables hold every operation that the port can send', () => {
	expect(Object.keys(requestTypes).sort()).toEqual(Object.keys(sequences).sort());
});

test.each(Object.keys(requestTypes) as Array<keyof typeof requestTypes>)(
	'the members of %s are those of the contract table, in its order and namespace',
	(operation) => {
		const { login, members, namespace } = requestTypes[operation];
		const loginPart: Sequence =
			login === 'header'
				? [['RequestHeader', [...requestHeaderMembers]]]
				: ['CustomerKey', 'Password', 'User'];
		expect({ namespace, sequence: [...loginPart, ...toSequence(members)] }).toEqual(
			sequences[operation],
		);
	},
);
