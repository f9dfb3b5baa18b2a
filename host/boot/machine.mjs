// What the machine must have before anything can start.
import { Problem } from './problem.mjs';
import { findProgram, npm } from './run.mjs';

const OLDEST_NODE = 20;

/** Throws a Problem naming everything that is missing for installing and building this project. */
export function checkMachine() {
	const missing = [];
	if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE)
		missing.push(`Node.js ${OLDEST_NODE} or newer (this is ${process.versions.node})`);
	if (!findProgram('npm') && npm().command === 'npm') missing.push('npm');
	tell(missing, 'this project needs');
}

/** Throws a Problem naming what is missing for compiling n8n's sqlite3 add-on. */
export function checkCompiler() {
	const missing = [];
	if (!findProgram('python3') && !findProgram('python')) missing.push('python3');
	if (!findProgram('make') && process.platform !== 'win32') missing.push('make');
	if (!['g++', 'c++', 'clang++'].some((name) => findProgram(name)) && process.platform !== 'win32')
		missing.push('g++');
	tell(missing, "building n8n's database add-on (once per machine) needs");
}

function tell(missing, need) {
	if (missing.length === 0) return;
	throw new Problem(
		`Missing on this machine: ${missing.join(', ')}. ` +
			`${need[0].toUpperCase()}${need.slice(1)} that; on Debian or Ubuntu: ` +
			'apt-get install nodejs npm python3 make g++',
	);
}
