import type { FastifyInstance } from 'fastify';

import { appointmentStatuses, type AppointmentStatus, type Schedule } from './schedule.mjs';

interface StaffEdit {
	/** Record number of the sandbox. */
	id: number;
	/** Wall clock of the practice: `YYYY-MM-DDTHH:mm`. */
	start?: string;
	providerId?: number;
	locationId?: number;
	status?: AppointmentStatus;
}

/** What staff do to an appointment on their own screens: move it, or cancel it. */
export function registerStaffControl(
	app: FastifyInstance,
	key: string,
	{ schedule, now }: { schedule: () => Schedule; now: () => Date },
): void {
	app.post<{ Body: StaffEdit }>(`/control/${key}/appointments`, async (request, reply) => {
		const { id, ...edit } = request.body;
		const isKnown = edit.status === undefined || appointmentStatuses.includes(edit.status);
		if (schedule().get(id) === undefined || !isKnown) return await reply.code(422).send();
		return schedule().change(id, edit, now());
	});
}
