// `pictures`: makes the pictures of the documentation from the real editor and the real sandbox.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { step, tellProblem } from './boot.mjs';
import { findWebpMaker, startBrowser, writePicture } from './browser.mjs';
import { confirmDryRun, runSync } from './demo/runs.mjs';
import { TRIGGERS } from './importer.mjs';
import { takeApproval, type Take } from './pictures/approval.mjs';
import { enterMove, sendChanges, signInAsFullPatient } from './pictures/patientPage.mjs';
import { freePort, isFree } from './ports.mjs';
import { stopAll } from './processes.mjs';
import { approvalSets, INBOX_SET, reviewersCredential } from './reviewInbox.mjs';
import { setUpStage, type Stage } from './stage.mjs';

const WIDTH = 1600;
const MARGIN = 24;
const PATIENTS = 200;
/** Time that the canvas takes to come to rest after it was fitted to the window. */
const SETTLE_MS = 1_500;

interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

async function main(): Promise<number> {
	// Said before all the work, not after it.
	findWebpMaker();
	const browser = await startBrowser();
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-pictures-'));
	try {
		const stage = await setUpStage({
			folder,
			n8nPort: await freePort(),
			sandbox: {
				...{ port: await threeFreePorts(), patients: PATIENTS, secondPractice: 20 },
				...{ optedOut: 5, flagged: 5, speed: 60 },
			},
			more: {
				sets: [INBOX_SET, ...approvalSets('tebra')],
				credentials: await reviewersCredential(),
			},
		});
		await stage.api.deactivate(stage.workflows.sync);
		await runSync(stage, 'tebra', 'Dry run', TRIGGERS.byHand);
		await confirmDryRun(stage, 'tebra');
		await runSync(stage, 'tebra', 'First load', TRIGGERS.byHand);
		await takeAll(stage, browser);
		return 0;
	} finally {
		await browser.close();
		await stopAll();
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	}
}

async function takeAll(stage: Stage, browser: Browser): Promise<void> {
	const { workflows } = stage;
	const take: Take = async (name, shoot, width = WIDTH) => {
		const png = await step(`Picture ${name}`, shoot);
		await writePicture(name, png, width);
	};
	const editor = await signedIn(stage, browser);
	await take('editor-demographic-sync', () => canvas(editor, stage, workflows.sync));
	await take('editor-patient-page', () => canvas(editor, stage, workflows.page));
	const page = await browser.newPage({ viewport: { width: WIDTH, height: 1200 } });
	await page.goto(stage.sandbox.statusUrl);
	await page.locator('#calls tr').first().waitFor();
	await take('status-page', () => page.screenshot());
	await signInAsFullPatient(page, `${new URL(stage.sandbox.healthSailUrl).origin}/portal`);
	await page.setViewportSize({ width: WIDTH, height: 760 });
	await take('patient-page-portal', () => page.screenshot());
	await enterMove(page);
	await sendChanges(page);
	await take('patient-page-change', () => page.screenshot());
	await takeApproval(stage, browser, page, take);
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
async function canvas(page: Page, { n8n }: Stage, workflowId: string): Promise<Uint8Array> {
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
	return await page.screenshot({ clip: around(boxes) });
}

function around(boxes: readonly Box[]): Box {
	const left = Math.min(...boxes.map(({ x }) => x)) - MARGIN;
	const top = Math.min(...boxes.map(({ y }) => y)) - MARGIN;
	const right = Math.max(...boxes.map(({ x, width }) => x + width)) + MARGIN;
	const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + MARGIN;
	return { x: left, y: top, width: right - left, height: bottom - top };
}

/** First of three free ports in a row, as the sandbox needs them. */
async function threeFreePorts(): Promise<number> {
	for (;;) {
		const port = await freePort();
		if ((await isFree(port + 1)) && (await isFree(port + 2))) return port;
	}
}

process.exitCode = await main().catch(tellProblem);
