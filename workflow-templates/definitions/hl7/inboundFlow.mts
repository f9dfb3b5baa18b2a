import { ifTrue } from '../builder/builtInNodes.mjs';
import { overviewNote, sectionNote } from '../builder/stickyNotes.mjs';
import type { TemplateWorkflow } from '../builder/types.mjs';
import { buildWorkflow, type NodeDraft } from '../builder/workflow.mjs';
import { healthSailNode, patientMatchNode } from '../demographicSync/vendor.mjs';

export const inboundId = 'hl7/inbound';
const hl7Node = 'n8n-nodes-healthsail.hl7Interface';
const trigger = 'Message from the Engine';
const message = `$("${trigger}").first().json`;

/** A run must end before its lease does; a killed one keeps the engine waiting no longer than that. */
const timeoutSeconds = 60;

/** The nodes that work, in the order in which they run. */
const working = [
	'Compare with HealthSail',
	'Find Candidates',
	'Patient Match',
	'Link to Customer',
	'Ask a Person',
	'Create Customer',
	'Update Customer',
	'Strip Customer',
	'Merge Patients',
	'Write Appointment',
];

/** Failed items of all of them; the first one says what the engine is told. */
const failures = `[
	${working.map((name) => `...($("${name}").isExecuted ? $("${name}").all(0) : []),`).join('\n\t')}
].map(({ json }) => json).filter(({ error }) => error)`;

/** Takes the messages of the practice's interface engine, one run per message. */
export function inboundWorkflow(): TemplateWorkflow {
	return buildWorkflow({
		templateId: inboundId,
		key: 'inbound',
		name: 'HL7 interface: messages to HealthSail',
		executionTimeout: timeoutSeconds,
		nodes: [...notes(), ...takeNodes(), ...patientNodes(), ...otherNodes(), ...answerNodes()],
		wires: [
			[trigger, 'Take Message'],
			['Take Message', 0, 'Patient to Write?'],
			['Take Message', 0, 'Merge?'],
			['Take Message', 0, 'Appointment?'],
			['Take Message', 0, 'All Went Well?'],
			['Take Message', 1, 'Answer Nothing Yet'],
			['Take Message', 2, 'Accept Once More'],
			['Patient to Write?', 0, 'Compare with HealthSail'],
			['Compare with HealthSail', 0, 'Find Candidates'],
			['Find Candidates', 'Patient Match'],
			['Patient Match', 0, 'Link to Customer'],
			['Patient Match', 1, 'Ask a Person'],
			['Patient Match', 2, 'Create Customer'],
			['Compare with HealthSail', 1, 'Update Customer'],
			['Compare with HealthSail', 3, 'Strip Customer'],
			['Merge?', 0, 'Merge Patients'],
			['Appointment?', 0, 'Write Appointment'],
			['All Went Well?', 0, 'Mark Done'],
			['Mark Done', 'Accept Message'],
			['All Went Well?', 1, 'Give Message Back'],
			['Give Message Back', 'Answer What Went Wrong'],
		],
	});
}

type Parameters = NonNullable<NodeDraft['parameters']>;
type Position = readonly [number, number];

function healthSail(name: string, position: Position, parameters: Parameters): NodeDraft {
	return {
		name,
		position,
		type: healthSailNode,
		typeVersion: 1,
		credentials: ['healthSailApi'],
		parameters,
	};
}

/** A node whose failure is told to the engine and does not end the run. */
function worker(name: string, position: Position, parameters: Parameters): NodeDraft {
	return { ...healthSail(name, position, parameters), onError: 'continueRegularOutput' };
}

function answer(name: string, position: Position, parameters: Parameters): NodeDraft {
	return {
		name,
		position,
		type: hl7Node,
		typeVersion: 1,
		credentials: ['hl7EngineApi'],
		parameters: {
			resource: 'answer',
			operation: 'acknowledge',
			message: `={{ ${message}.hl7 }}`,
			...parameters,
		},
	};
}

function takeNodes(): NodeDraft[] {
	return [
		{
			name: trigger,
			position: [0, 208],
			type: 'n8n-nodes-healthsail.hl7InterfaceTrigger',
			typeVersion: 1,
			credentials: ['hl7EngineApi', 'healthSailApi'],
		},
		healthSail('Take Message', [224, 208], {
			resource: 'event',
			operation: 'take',
			flow: inboundId,
			eventId: '={{ $json.eventId }}',
			leaseSeconds: timeoutSeconds,
		}),
	];
}

function patientNodes(): NodeDraft[] {
	const customer = (name: string, position: Position, operation: string, more: Parameters = {}) =>
		worker(name, position, { resource: 'customer', operation, ...more });
	return [
		ifTrue('Patient to Write?', [512, -176], '={{ $json.hasPatient }}'),
		customer('Compare with HealthSail', [736, -176], 'compare'),
		customer('Find Candidates', [960, -496], 'findCandidates', { searchBy: 'patients' }),
		{
			name: 'Patient Match',
			position: [1184, -496],
			type: patientMatchNode,
			typeVersion: 1,
			onError: 'continueRegularOutput',
			parameters: { operation: 'againstCandidates', settings: `={{ ${message}.identity }}` },
		},
		customer('Link to Customer', [1408, -688], 'createOrUpdate', { options: { flow: inboundId } }),
		worker('Ask a Person', [1408, -496], {
			resource: 'matchReview',
			operation: 'create',
			createFrom: 'matches',
		}),
		customer('Create Customer', [1408, -304], 'createOrUpdate'),
		customer('Update Customer', [1408, -112], 'createOrUpdate'),
		customer('Strip Customer', [1408, 80], 'strip'),
	];
}

function otherNodes(): NodeDraft[] {
	return [
		ifTrue('Merge?', [512, 400], '={{ $json.kind === "merge" }}'),
		worker('Merge Patients', [736, 400], {
			resource: 'patient',
			operation: 'merge',
			system: '={{ $json.merge.system }}',
			practiceId: '={{ $json.merge.practiceId }}',
			survivor: '={{ $json.merge.survivorId }}',
			loser: '={{ $json.merge.loserId }}',
			options: { flow: inboundId },
		}),
		ifTrue('Appointment?', [512, 592], '={{ $json.appointment !== undefined }}'),
		worker('Write Appointment', [736, 592], {
			resource: 'appointment',
			operation: 'createOrUpdate',
			appointment: '={{ $json.appointment }}',
		}),
	];
}

function answerNodes(): NodeDraft[] {
	const lease = {
		leaseKey: '={{ $("Take Message").first().json.leaseKey }}',
		owner: '={{ $("Take Message").first().json.owner }}',
	};
	return [
		// Below all that works: n8n runs branches from top to bottom, so this one runs last.
		ifTrue('All Went Well?', [512, 896], `={{ ${failures}.length === 0 }}`),
		healthSail('Mark Done', [736, 816], { resource: 'event', operation: 'done', ...lease }),
		answer('Accept Message', [960, 816], { result: 'accepted' }),
		worker('Give Message Back', [736, 1008], { resource: 'lease', operation: 'release', ...lease }),
		answer('Answer What Went Wrong', [960, 1008], {
			result: 'fromFailures',
			failures: `={{ ${failures} }}`,
		}),
		answer('Answer Nothing Yet', [512, 1280], { result: 'later' }),
		answer('Accept Once More', [736, 1280], { result: 'accepted' }),
	];
}

function notes(): NodeDraft[] {
	return [
		overviewNote(
			{ position: [-576, -192], width: 480, height: 832 },
			{
				title: 'HL7 messages to HealthSail',
				intro:
					'The practice’s interface engine sends ADT and SIU messages here, one after the other. Each is answered when its work is done, so that the engine keeps what was not done and sends it again.',
				howItWorks: [
					'The trigger checks who sends, reads the message, drops what is of another practice or of a patient who is kept out, and reports the message to the audit trail.',
					'Takes the message under a key made of its content: a message that comes twice is worked on once.',
					'Compares the patient with HealthSail. New patients are matched first; doubtful ones go to a person.',
					'Tells HealthSail of merges, and writes appointments.',
					'Answers AA when all went well, AE when the message is at fault, and nothing when HealthSail could not be reached.',
				],
				setup: [
					'Fill both credentials and select them in the nodes, unless the importer did it.',
					'Publish the workflow, then give its **Production URL** to the engine’s HTTP sender.',
					'Let the engine send one message at a time, keep its order, and wait at least 60 seconds.',
					'Write providers and locations to HealthSail before the first appointment, or leave them out in the interface settings.',
					'Keep **All Went Well?** below the nodes that work, so that it runs last.',
				],
			},
		),
		sectionNote('1. Take the message', 'Read, fenced and audited by the trigger; taken once.', {
			position: [-64, 80],
			width: 432,
			height: 304,
		}),
		sectionNote(
			'2. The patient',
			'Unchanged patients make no call. New ones are matched before a customer is made.',
			{ position: [448, -832], width: 1120, height: 1072 },
		),
		sectionNote('3. Merges and appointments', 'An appointment needs its patient in HealthSail.', {
			position: [448, 272],
			width: 432,
			height: 464,
		}),
		sectionNote(
			'4. Answer when the work is done',
			'Runs last. What failed is given back, so that the engine can send it again.',
			{ position: [448, 752], width: 656, height: 400 },
		),
		sectionNote(
			'5. Seen before',
			'Still being worked on: no answer, the engine sends again. Done before: accepted.',
			{ position: [448, 1168], width: 432, height: 256 },
		),
	];
}
