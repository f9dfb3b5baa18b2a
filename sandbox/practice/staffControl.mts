import type { FastifyInstance } from 'fastify';

import {
	appointmentStatuses,
	appointmentTypes,
	type PracticeAppointment,
	type Schedule,
} from './schedule.mjs';

interface StaffEdit
	extends Partial<
		Pick<
			PracticeAppointment,
			'patientId' | 'start' | 'providerId' | 'locationId' | 'typeId' | 'status'
		>
	> {
	/** Record number of the sandbox; absent = a new visit, of `patientId` at `start`. */
	id?: number;
}

/** What staff do to appointments on their own screens: book one, move it, or cancel it. */
export function registerStaffControl(
	app: FastifyInstance,
	key: string,
	{ schedule, now }: { schedule: () => Schedule; now: () => Date },
): void {
	app.get(`/control/${key}/appointments`, () => ({ appointments: schedule().all() }));

	app.post<{ Body: StaffEdit }>(`/control/${key}/appointments`, async (request, reply) => {
		const { id, ...edit } = request.body;
		const isKnown = edit.status === undefined || appointmentStatuses.includes(edit.status);
		if (!isKnown) return await reply.code(422).send();
		if (id !== undefined && schedule().get(id) !== undefined) {
			return schedule().change(id, edit, now());
		}
		const { patientId, start } = edit;
		if (id !== undefined || patientId === undefined || start === undefined) {
			return await reply.code(422).send();
		}
		return book(schedule(), { ...edit, patientId, start }, now().getTime());
	});
}

/** Books with the first provider at the first place of the served practice, where no other is told. */
function book(
	schedule: Schedule,
	edit: Omit<StaffEdit, 'id'> & Required<Pick<PracticeAppointment, 'patientId' | 'start'>>,
	at: number,
): PracticeAppointment {
	const type = appointmentTypes.find(({ id }) => id === edit.typeId) ?? appointmentTypes[1];
	return schedule.add({
		practiceId: 1,
		providerId: 1,
		locationId: 1,
		minutes: type.minutes,
		status: 'booked',
		reason: '',
		...edit,
		typeId: type.id,
		createdAt: at,
		changedAt: at,
	});
}
