import { toAppointment } from '../../../lib/hl7/mapping/appointment';
import { toMerge } from '../../../lib/hl7/mapping/merge';
import { toPatient } from '../../../lib/hl7/mapping/patient';
import { kindOf } from '../../../lib/hl7/receive';
import { Hl7Refusal } from '../../../lib/hl7/refusal';
import { defaultInterfaceSettings } from '../../../lib/hl7/settings';
import { a08, a40, context, read, s12 } from './messages';

/** A message that lost its end at any byte: refused, or it tells less, never something else. */

const known = context({ insurance: 'read' });
const mappings = {
	patient: (text: string) => toPatient(read(text).message, known),
	appointment: (text: string) => toAppointment(read(text).message, 'S12', known),
	merge: (text: string) => toMerge(read(text).message, known),
};

/** What is left of a message is told; undefined = it was refused. */
function toldBy(text: string, map: (text: string) => object): Record<string, unknown> | undefined {
	try {
		kindOf(read(text), defaultInterfaceSettings);
		return { ...map(text) };
	} catch (error) {
		expect(error).toBeInstanceOf(Hl7Refusal);
		return undefined;
	}
}

describe.each([
	['a patient message', a08, mappings.patient],
	['an appointment message', s12, mappings.appointment],
	['a merge message', a40, mappings.merge],
])('%s that was cut off', (_name, text, map) => {
	const whole = toldBy(text, map) ?? {};
	const cuts = Array.from({ length: text.length - 1 }, (_, index) => text.slice(0, index + 1));

	it('is refused wherever a segment is broken', () => {
		const broken = cuts.filter((cut) => !cut.endsWith('\r'));
		expect(broken.map((cut) => toldBy(cut, map)).filter((told) => told !== undefined)).toEqual([]);
	});

	it('tells nothing else when whole segments are missing, and no list as empty', () => {
		const clean = cuts.filter((cut) => cut.endsWith('\r'));
		for (const told of clean.map((cut) => toldBy(cut, map) ?? {})) {
			for (const [member, value] of Object.entries(told)) {
				if (value !== null && member !== 'endsAt')
					expect({ [member]: value }).toEqual({ [member]: whole[member] });
			}
		}
		expect(clean.length).toBeGreaterThan(1);
	});
});
