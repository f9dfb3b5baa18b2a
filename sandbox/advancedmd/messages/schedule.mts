import { locations, providers } from '../../practice/directory.mjs';
import { appointmentTypes, openFrom, openTo } from '../../practice/schedule.mjs';
import { collapsed, upper, type Node } from '../wire.mjs';
import type { Message } from '../context.mjs';

/** A column of the scheduler: a provider at a place. */
export interface SchedulerColumn {
	id: number;
	providerId: number;
	locationId: number;
	/** 0 = no limit is told; such a column refuses a second booking all the same (sheet 4.5). */
	mostPerSlot: number;
}

const own = <Row extends { practiceId: number }>(rows: readonly Row[]) =>
	rows.filter(({ practiceId }) => practiceId === 1);

/** Who treats patients at the office: a referring provider is not a profile. */
const profiles = own(providers).filter(({ type }) => type === 'Normal Provider');

/** One column for each provider who works and each place; one of them takes two at a start. */
export const schedulerColumns: readonly SchedulerColumn[] = profiles
	.filter(({ active }) => active)
	.flatMap(({ id: providerId }) =>
		own(locations).map(({ id: locationId }) => ({
			id: providerId * 10 + locationId,
			providerId,
			locationId,
			mostPerSlot: providerId === 1 && locationId === 2 ? 2 : locationId === 2 ? 0 : 1,
		})),
	);

const codeOf = (text: string) => upper(text).slice(0, 4);

export const profileNodes: readonly Node[] = profiles.map(({ id, firstName, lastName }) => ({
	'@id': `prof${id}`,
	'@code': codeOf(lastName),
	'@name': upper(`${lastName},${firstName}`),
}));

export const facilityNodes: readonly Node[] = own(locations).map(({ id, name }) => ({
	'@id': `fac${id}`,
	'@code': `F${id}`,
	'@name': upper(name),
}));

export const getSchedulerSetup: Message = () => ({
	results: {
		columnlist: collapsed(
			'column',
			schedulerColumns.map(({ id, providerId, locationId, mostPerSlot }, index) => ({
				'@id': `col${id}`,
				'@name': `COLUMN ${id}`,
				'@profile': `prof${providerId}`,
				'@facility': `fac${locationId}`,
				columnsetting: {
					// Both spellings appear (sheet 4.5).
					'@start': index % 2 === 0 ? openFrom : openFrom.replace(':', ''),
					'@end': index % 2 === 0 ? openTo : openTo.replace(':', ''),
					'@interval': '15',
					'@workweek': '1111100',
					'@maxapptsperslot': String(mostPerSlot),
				},
			})),
		),
		profilelist: collapsed('profile', profileNodes),
		facilitylist: collapsed('facility', facilityNodes),
		pagelist: '',
	},
});

export const getApptTypes: Message = (message) => {
	if (!('appttype' in message)) return { badRequest: 'Invalid column name' };
	return {
		results: {
			appttypelist: collapsed(
				'appttype',
				appointmentTypes.map(({ id, name, minutes }) => ({
					'@id': `ap_type${id}`,
					'@name': upper(name),
					'@hide': 'no',
					appttypesettings: { '@duration': String(minutes), '@color': '#AABBCC' },
				})),
			),
		},
	};
};
