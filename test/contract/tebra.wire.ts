import type { FakeSystems } from '../support/fakeSystems';
import { operationOf } from '../support/fakeSystems';
import type { SoapElement } from '../support/soapTree';
import { leaves, parseSoap } from '../support/soapTree';
import { login, sequences } from './tebra.members';
import type { Sequence } from './tebra.schema';
import { arrays, slash } from './tebra.schema';

/** How requests that were caught on the wire are held against the sheet's tables. */

const soapNamespace = 'http://schemas.xmlsoap.org/soap/envelope/';

/** The requests of one operation as the members of `<request>`, after the frame was checked. */
export function requestsOf(fakes: FakeSystems, operation: string): SoapElement[] {
	return fakes.tebra.requests
		.filter((request) => operationOf(request) === operation)
		.map((request) => {
			expect(request.method).toBe('POST');
			expect(request.headers['content-type']).toBe('text/xml; charset=utf-8');
			expect(request.headers.soapaction).toBe(
				`"http://www.kareo.com/api/schemas/KareoServices/${operation}"`,
			);
			const root = parseSoap(request.body);
			expect([root.namespace, root.name]).toEqual([soapNamespace, 'Envelope']);
			const body = only(root);
			expect([body.namespace, body.name]).toEqual([soapNamespace, 'Body']);
			const call = only(body);
			expect([call.namespace, call.name]).toEqual([slash, operation]);
			const parameter = only(call);
			expect([parameter.namespace, parameter.name]).toEqual([slash, 'request']);
			const { sequence, namespace } = sequences[operation];
			checkSequence(parameter, sequence, namespace);
			return parameter;
		});
}

function only(element: SoapElement): SoapElement {
	expect(element.children).toHaveLength(1);
	return element.children[0];
}

/** Every element is in the table, in its namespace, and none comes before one that it follows. */
export function checkSequence(element: SoapElement, sequence: Sequence, namespace: string): void {
	let position = -1;
	for (const child of element.children) {
		const index = sequence.findIndex(
			(member) => (typeof member === 'string' ? member : member[0]) === child.name,
		);
		expect({ name: child.name, known: index !== -1 }).toEqual({ name: child.name, known: true });
		// The entries of a list of numbers are many of one name.
		const isNext = child.name === 'long' ? index >= position : index > position;
		expect({ name: child.name, inOrder: isNext }).toEqual({ name: child.name, inOrder: true });
		position = index;
		const isLogin = ['RequestHeader', 'CustomerKey', 'Password', 'User'].includes(child.name);
		const expected = isLogin ? slash : child.name === 'long' ? arrays : namespace;
		expect({ name: child.name, namespace: child.namespace }).toEqual({
			name: child.name,
			namespace: expected,
		});
		const member = sequence[index];
		if (typeof member === 'string') expect(child.children).toEqual([]);
		else checkSequence(child, member[1], isLogin ? slash : namespace);
	}
}

/** Path and text of every element without children, the login checked and left off. */
export function sentBy(fakes: FakeSystems, operation: string, number = 0): Array<[string, string]> {
	const all = leaves(requestsOf(fakes, operation)[number]);
	expect(all.slice(0, login.length)).toEqual(login);
	return all.slice(login.length);
}
