// The nodes that work with a practice system, by class: actions and triggers.
import type { INodeTypeDescription } from 'n8n-workflow';

import { AdvancedMd } from '../../../nodes/AdvancedMd/AdvancedMd.node';
import { AdvancedMdTrigger } from '../../../nodes/AdvancedMd/AdvancedMdTrigger.node';
import { CareCloud } from '../../../nodes/CareCloud/CareCloud.node';
import { CareCloudTrigger } from '../../../nodes/CareCloud/CareCloudTrigger.node';
import { Greenway } from '../../../nodes/Greenway/Greenway.node';
import { GreenwayTrigger } from '../../../nodes/Greenway/GreenwayTrigger.node';
import { Hl7Interface } from '../../../nodes/Hl7Interface/Hl7Interface.node';
import { Hl7InterfaceTrigger } from '../../../nodes/Hl7Interface/Hl7InterfaceTrigger.node';
import { NextGen } from '../../../nodes/NextGen/NextGen.node';
import { NextGenTrigger } from '../../../nodes/NextGen/NextGenTrigger.node';
import { Tebra } from '../../../nodes/Tebra/Tebra.node';
import { TebraTrigger } from '../../../nodes/Tebra/TebraTrigger.node';

/** Display name and description of each. */
export const vendorNodes: ReadonlyArray<{ name: string; description: INodeTypeDescription }> = [
	...[AdvancedMd, CareCloud, Greenway, Hl7Interface, NextGen, Tebra],
	...[AdvancedMdTrigger, CareCloudTrigger, GreenwayTrigger, Hl7InterfaceTrigger],
	...[NextGenTrigger, TebraTrigger],
].map((Type) => {
	const { description } = new Type();
	return { name: description.displayName, description };
});
