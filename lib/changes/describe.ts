import type {
	AddressValue,
	ChangeField,
	ContactValue,
	CoverageValue,
	FieldChange,
	FieldValue,
	PhoneValue,
} from './field';
import { changeFields } from './field';

/** What people read where a field has no value. */
export const nothingOnFile = 'nothing on file';

/** A value in one line, as people write it. */
export function describeValue(field: ChangeField, value: FieldValue | null | undefined): string {
	if (value === null || value === undefined) return nothingOnFile;
	if (typeof value === 'string') return value;
	const { group } = changeFields[field];
	switch (group) {
		case 'phone':
			return phoneText(value as PhoneValue);
		case 'address':
			return addressText(value as AddressValue);
		case 'emergencyContact':
			return contactText(value as ContactValue);
		default:
			return coverageText(value as CoverageValue);
	}
}

function phoneText({ number, extension }: PhoneValue): string {
	const local = number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
	return extension ? `${local} ext. ${extension}` : local;
}

function addressText({ line1, line2, city, region, postalCode, country }: AddressValue): string {
	const town = [[city, region].filter(Boolean).join(', '), postalCode].filter(Boolean).join(' ');
	const abroad = country === undefined || /^usa?$/i.test(country) ? undefined : country;
	return [line1, line2, town, abroad].filter(Boolean).join(', ');
}

function contactText({ name, relationship, phone }: ContactValue): string {
	const who = relationship ? `${name} (${relationship})` : name;
	return phone === undefined ? who : `${who}, ${phoneText(phone)}`;
}

function coverageText({ payerName, planName, memberId, groupNumber }: CoverageValue): string {
	return [
		payerName,
		planName,
		memberId && `member ID ${memberId}`,
		groupNumber && `group ${groupNumber}`,
	]
		.filter(Boolean)
		.join(', ');
}

export interface NoticeFacts {
	readonly changes: readonly FieldChange[];
	/** Our short reference, by which staff and we find the request again. */
	readonly shortRef: string;
	/** Civil date on which the patient asked. */
	readonly askedOn: string;
	/** Name of the reviewer who approved it. */
	readonly approvedBy: string;
	readonly kind: 'change' | 'new_patient';
	readonly isReminder?: boolean;
}

/**
 * What staff read in their own system: one line per field, before and after. The patient is not named;
 * the system puts the notice on the patient, or its port names them as its sheet says.
 */
export function noticeOf(facts: NoticeFacts): { readonly subject: string; readonly body: string } {
	const { changes, shortRef, askedOn, approvedBy, kind, isReminder = false } = facts;
	const what = kind === 'new_patient' ? 'New patient to add' : 'Approved change to key in';
	const lines = changes.map(({ field, from, to }) =>
		kind === 'new_patient'
			? `${changeFields[field].title}: ${describeValue(field, to)}`
			: `${changeFields[field].title}: ${describeValue(field, from)} -> ${describeValue(field, to)}`,
	);
	return {
		subject: `[${shortRef}] ${isReminder ? 'Reminder: ' : ''}${what}`,
		body: [
			...lines,
			`Asked by the patient on ${askedOn}, approved by ${approvedBy}. Ref ${shortRef}`,
		].join('\n'),
	};
}
