import type { Reply } from '../../support/localServer';
import type { Fake } from './fake';
import { fault, startFake } from './fake';
import { openPort } from './support';

/** Offices of scripted answers for one test after the other; `close` ends the one that runs. */
export function scriptedOffice() {
	let fake: Fake | undefined;
	return {
		/** Starts one that answers each request as told. */
		async serve(...given: Parameters<typeof startFake>): Promise<Fake> {
			fake = await startFake(...given);
			return fake;
		},
		/** Opens a port on one that answers by action, told by the number of the call where it matters. */
		async portWith(
			answers: Record<string, Reply | ((number: number) => Reply)>,
			over: Record<string, string | number> = {},
		) {
			const seen: Record<string, number> = {};
			fake = await startFake((_request, action) => {
				const given = answers[action] ?? fault('-2147217001', 'action not found');
				seen[action] = (seen[action] ?? 0) + 1;
				return typeof given === 'function' ? given(seen[action]) : given;
			});
			return await openPort(fake.loginUrl, over);
		},
		/** Messages of an action that reached the one that runs. */
		sent: (action: string) => fake?.sent(action) ?? [],
		async close(): Promise<void> {
			await fake?.server.close();
			fake = undefined;
		},
	};
}
