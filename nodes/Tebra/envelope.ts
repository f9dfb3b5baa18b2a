import { buildOrdered, element, joinXml, XmlFragment } from '../../lib/values/xmlBuild';
import type { TebraOperation } from './members';
import { loginMembers, requestHeaderMembers, requestTypes } from './members';
import type { Member, RequestType } from './memberTypes';
import { arrays, kareo, kareoNoSlash } from './memberTypes';

/** Values of a request by member name; a group holds an object, a repeated group a list. */
export interface RequestValues {
	readonly [member: string]: RequestValue;
}
export type RequestValue =
	| string
	| number
	| boolean
	| undefined
	| RequestValues
	| readonly RequestValues[]
	| readonly string[];

/** Where the credential puts the login in, so that no operation ever holds a password. */
const headerPlaceholder = '<k:RequestHeader/>';
const loginPlaceholder = '<k:CustomerKey/><k:Password/><k:User/>';

/** What the credential's `authenticate` needs. */
export interface TebraLogin {
	readonly clientVersion?: string;
	readonly customerKey: string;
	readonly password: string;
	readonly user: string;
}

/** The SOAPAction header's value; without its middle part the server answers a fault (sheet 3.1). */
export function soapAction(operation: TebraOperation): string {
	return `"${kareo}KareoServices/${operation}"`;
}

/**
 * A SOAP 1.1 envelope (sheet 3.3) without the login: the credential puts it in. Members are written
 * in table order; a member that the table does not know is a mistake in the code and throws.
 *
 * @param parameter name of the body parameter where the account wants another one (sheet 11.3)
 */
export function buildEnvelope(
	operation: TebraOperation,
	values: RequestValues,
	parameter?: string,
): string {
	const type: RequestType = requestTypes[operation];
	const prefix = type.namespace === kareo ? 'k' : 'n';
	const login = type.login === 'header' ? headerPlaceholder : loginPlaceholder;
	const members = buildMembers(type.members, values, prefix);
	const request = element(
		`k:${parameter ?? type.parameter ?? 'request'}`,
		new XmlFragment(`${login}${members.xml}`),
	);
	const envelope = element(
		'soap:Envelope',
		element('soap:Body', element(`k:${operation}`, request)),
		{
			'xmlns:soap': 'http://schemas.xmlsoap.org/soap/envelope/',
			'xmlns:k': kareo,
			...(prefix === 'n' && { 'xmlns:n': kareoNoSlash }),
		},
	);
	return `<?xml version="1.0" encoding="utf-8"?>${envelope.xml}`;
}

/**
 * Puts the login into an envelope of `buildEnvelope`, escaped and in schema order. A body without a
 * place for it is returned unchanged.
 */
export function insertLogin(body: string, login: TebraLogin): string {
	const values = {
		...(login.clientVersion && { ClientVersion: login.clientVersion }),
		CustomerKey: login.customerKey,
		Password: login.password,
		User: login.user,
	};
	if (body.includes(headerPlaceholder)) {
		const header = element('k:RequestHeader', buildOrdered(requestHeaderMembers, values, 'k'));
		return body.replace(headerPlaceholder, () => header.xml);
	}
	const { CustomerKey, Password, User } = values;
	const direct = buildOrdered(loginMembers, { CustomerKey, Password, User }, 'k');
	return body.replace(loginPlaceholder, () => direct.xml);
}

function buildMembers(
	members: readonly Member[],
	values: RequestValues,
	prefix: string,
): XmlFragment {
	const known = new Set(members.map(nameOf));
	for (const name of Object.keys(values)) {
		if (!known.has(name)) throw new TypeError(`The member table has no "${name}".`);
	}
	const parts = members.map((member) => {
		const value = values[nameOf(member)];
		return value === undefined ? undefined : buildMember(member, value, prefix);
	});
	return joinXml(...parts.filter((part) => part !== undefined));
}

function buildMember(
	member: Member,
	value: Exclude<RequestValue, undefined>,
	prefix: string,
): XmlFragment {
	const name = `${prefix}:${nameOf(member)}`;
	if (typeof member === 'string') {
		if (typeof value === 'object') throw new TypeError('A plain member of a request holds text.');
		return element(name, value);
	}
	if ('longs' in member) return buildLongs(name, value);
	if (typeof value !== 'object' || isTexts(value))
		throw new TypeError('A group of a request holds members.');
	if (isList(value) !== (member.many === true)) {
		throw new TypeError('A repeated member of a request holds a list, and only that.');
	}
	const groups = isList(value) ? value : [value];
	return joinXml(
		...groups.map((group) => element(name, buildMembers(member.members, group, prefix))),
	);
}

/** The prefix is bound where it is used: no other member is in this namespace. */
function buildLongs(name: string, value: RequestValue): XmlFragment {
	if (typeof value !== 'object' || !isTexts(value)) {
		throw new TypeError('A list of numbers of a request holds texts.');
	}
	const entries = value.map((entry) => element('a:long', entry));
	return element(name, joinXml(...entries), { 'xmlns:a': arrays });
}

function nameOf(member: Member): string {
	return typeof member === 'string' ? member : member.name;
}

function isTexts(
	value: RequestValues | readonly RequestValues[] | readonly string[],
): value is readonly string[] {
	return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function isList(
	value: RequestValues | readonly RequestValues[],
): value is readonly RequestValues[] {
	return Array.isArray(value);
}
