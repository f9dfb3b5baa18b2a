// `pictures`: makes the pictures of the documentation from the real editor and the real sandbox.
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import {
	findProgram,
	Problem,
	projectFolder,
	runQuietly,
	say,
	step,
	tellProblem,
} from './boot.mjs';
import { confirmDryRun, runSync } from './demo/runs.mjs';
import { TRIGGERS } from './importer.mjs';
import { freePort, isFree } from './ports.mjs';
import { stopAll } from './processes.mjs';
import { setUpStage, type Stage } from './stage.mjs';

const WIDTH = 1600;
const MARGIN = 24;
const MOST_BYTES = 250_000;
const PATIENTS = 200;
/** Time that the canvas takes to come to rest after it was fitted to the window. */
const SETTLE_MS = 1_500;
const CHROMIUM_FLAGS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-background-networking',
];

interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

async function main(): Promise<number> {
	const executablePath = program('chromium');
	const cwebp = program('cwebp');
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-pictures-'));
	try {
		const stage = await setUpStage({
			folder,
			n8nPort: await freePort(),
			sandbox: {
				...{ port: await threeFreePorts(), patients: PATIENTS, secondPractice: 20 },
				...{ optedOut: 5, flagged: 5, speed: 60 },
			},
		});
		await stage.api.deactivate(stage.workflows.sync);
		await runSync(stage, 'tebra', 'Dry run', TRIGGERS.byHand);
		await confirmDryRun(stage, 'tebra');
		await runSync(stage, 'tebra', 'First load', TRIGGERS.byHand);
		const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
		try {
			await takeAll(stage, browser, async (name, png) => {
				const file = path.join(projectFolder, 'docs', 'images', `${name}.webp`);
				await toWebp(cwebp, png, file);
			});
		} finally {
			await browser.close();
		}
		return 0;
	} finally {
		await stopAll();
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	}
}

async function takeAll(
	stage: Stage,
	browser: Browser,
	keep: (name: string, png: string) => Promise<void>,
): Promise<void> {
	const { folder, workflows } = stage;
	const take = async (name: string, shoot: (file: string) => Promise<unknown>) => {
		const png = path.join(folder, `${name}.png`);
		await step(`Picture ${name}`, async () => await shoot(png));
		await keep(name, png);
	};
	const editor = await signedIn(stage, browser);
	await take('editor-demographic-sync', (file) => canvas(editor, stage, workflows.sync, file));
	await take('editor-patient-page', (file) => canvas(editor, stage, workflows.page, file));
	const page = await browser.newPage({ viewport: { width: WIDTH, height: 1200 } });
	await page.goto(stage.sandbox.statusUrl);
	await page.locator('#calls tr').first().waitFor();
	await take('status-page', (file) => page.screenshot({ path: file }));
	await signInAsFullPatient(page, `${new URL(stage.sandbox.healthSailUrl).origin}/portal`);
	await page.setViewportSize({ width: WIDTH, height: 760 });
	await take('patient-page-portal', (file) => page.screenshot({ path: file }));
}

/** Signs in to the patient page as the first patient of whom everything is on file. */
async function signInAsFullPatient(page: Page, portal: string): Promise<void> {
	await page.goto(portal);
	const choices = page.locator('form[action="/portal/login"] button');
	const count = await choices.count();
	for (let index = 0; index < count; index += 1) {
		await choices.nth(index).click();
		await page.waitForURL('**/portal/account');
		if ((await page.getByText('Not on file.').count()) === 0) return;
		await page.goto(portal);
	}
	throw new Problem('No patient of the sign-in list has everything on file.');
}

async function signedIn({ n8n, login }: Stage, browser: Browser): Promise<Page> {
	// Larger than the picture: the editor leaves room around what it fits into the window.
	const page = await browser.newPage({ viewport: { width: 2040, height: 1200 } });
	await page.goto(`${n8n.url}/signin`);
	await page.locator('input[name="emailOrLdapLoginId"]').fill(login.email);
	await page.locator('input[type="password"]').fill(login.password);
	await page.locator('[data-test-id="form-submit-button"]').click();
	await page.waitForURL((url) => !url.pathname.includes('signin'));
	return page;
}

/** A workflow's canvas, fitted to the window and cut to what stands on it. */
async function canvas(page: Page, { n8n }: Stage, workflowId: string, file: string): Promise<void> {
	await page.goto(`${n8n.url}/workflow/${workflowId}`);
	await page.locator('.vue-flow__node').first().waitFor();
	await page.waitForTimeout(SETTLE_MS);
	await page.locator('[data-test-id="zoom-to-fit"]').click();
	await page.waitForTimeout(SETTLE_MS);
	// The window's own buttons would stand in the picture.
	await page.addStyleTag({
		content: '[class*="canvas"][class*="uttons"], [class*="ogsPanel"] { visibility: hidden; }',
	});
	const boxes: Box[] = [];
	for (const node of await page.locator('.vue-flow__node').all()) {
		const box = await node.boundingBox();
		if (box) boxes.push(box);
	}
	await page.screenshot({ path: file, clip: around(boxes) });
}

function around(boxes: readonly Box[]): Box {
	const left = Math.min(...boxes.map(({ x }) => x)) - MARGIN;
	const top = Math.min(...boxes.map(({ y }) => y)) - MARGIN;
	const right = Math.max(...boxes.map(({ x, width }) => x + width)) + MARGIN;
	const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + MARGIN;
	return { x: left, y: top, width: right - left, height: bottom - top };
}

async function toWebp(cwebp: string, png: string, file: string): Promise<void> {
	await mkdir(path.dirname(file), { recursive: true });
	const args = ['-quiet', '-q', '82', '-resize', String(WIDTH), '0', png, '-o', file];
	await runQuietly(cwebp, args, { failure: 'The picture could not be converted.' });
	const { size } = await stat(file);
	if (size > MOST_BYTES)
		throw new Problem(
			`${path.basename(file)} has ${size} bytes; at most ${MOST_BYTES} are wanted.`,
		);
	say(`${path.relative(projectFolder, file)}: ${Math.ceil(size / 1000)} kB`);
}

function program(name: string): string {
	const found = findProgram(name);
	if (found) return found;
	throw new Problem(`The program "${name}" is needed for the pictures and is not on PATH.`);
}

/** First of three free ports in a row, as the sandbox needs them. */
async function threeFreePorts(): Promise<number> {
	for (;;) {
		const port = await freePort();
		if ((await isFree(port + 1)) && (await isFree(port + 2))) return port;
	}
}

process.exitCode = await main().catch(tellProblem);
