import { updateOperation } from '../factories';
import { eventTypesSpec, optionalEndpointFields, urlSpec, webhookEndpointFacts } from './facts';

export const update = updateOperation(webhookEndpointFacts, [
	urlSpec,
	eventTypesSpec,
	...optionalEndpointFields,
]);
