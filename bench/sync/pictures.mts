// Pictures of the comparison flows, taken in the editor of a real n8n. Needs Debian's chromium and
// cwebp; the pictures are committed, so nobody else does.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { findProgram, Problem, projectFolder, runQuietly, step } from '../../host/boot.mjs';
import { N8nApi } from '../../host/n8nApi.mjs';
import { ensureN8n } from '../../host/n8nInstall.mjs';
import { startN8n } from '../../host/n8nServer.mjs';
import { freePort } from '../../host/ports.mjs';
import { readStockFlow, stockFiles } from './stock/files.mjs';
import { bindWorkflow, createStockCredentials } from './stock/install.mjs';
import { tebra } from './vendors/tebra/vendor.mjs';

const VIEW = { width: 1800, height: 900 };
const HOVERING =
	'[data-test-id="canvas-wrapper"] button, [data-test-id="radio-button-workflow"], .vue-flow__panel, [class*="executionButtons"], [class*="tabBar"], [class*="tab-bar"] { visibility: hidden !important; }';

/** Writes docs/images/bench-<flow>.webp for Tebra's flows, which stand for those of all systems. */
export async function takePictures(): Promise<void> {
	const programs = { chromium: findProgram('chromium'), cwebp: findProgram('cwebp') };
	for (const [name, place] of Object.entries(programs))
		if (!place) throw new Problem(`The pictures need ${name}; install it first.`);
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-pictures-'));
	const host = await ensureN8n();
	const logFile = path.join(folder, 'n8n.log');
	const n8n = await startN8n({ host, userFolder: folder, port: await freePort(), logFile });
	const browser = await chromium.launch({ executablePath: programs.chromium });
	try {
		const api = new N8nApi(n8n.url);
		const login = { email: 'owner@bench.healthsail.example', password: 'Bench-pictures-1' };
		await api.setUpOwner(login);
		await api.createApiKey('Bench pictures');
		const page = await browser.newPage({ viewport: VIEW });
		await signIn(page, n8n.url, login);
		const credentials = await createStockCredentials(
			api,
			{ apiKey: 'no key', hashKey: 'no-key-0123456789abcdef01234567' },
			[],
			tebra.paged.settings,
		);
		const callees: Record<string, string> = {};
		for (const name of stockFiles) {
			const workflow = bindWorkflow(await readStockFlow(tebra, name), credentials, callees);
			const { name: title, nodes, connections, settings } = workflow;
			const id = await api.createWorkflow({ name: title, nodes, connections, settings });
			callees[workflow.id] = id;
			const picture = path.join(folder, `${name}.png`);
			await step(`Picture of ${name}`, async () => {
				await photograph(page, `${n8n.url}/workflow/${id}`, picture);
				const target = path.join(projectFolder, 'docs', 'images', `bench-${name}.webp`);
				await runQuietly('cwebp', ['-quiet', '-q', '80', picture, '-o', target], {
					failure: 'The picture could not be converted.',
				});
			});
		}
	} finally {
		await browser.close();
		await n8n.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

async function signIn(
	page: Page,
	url: string,
	login: { email: string; password: string },
): Promise<void> {
	page.setDefaultTimeout(90_000);
	await page.goto(`${url}/signin`);
	await page.fill('input[name="emailOrLdapLoginId"]', login.email);
	await page.fill('input[name="password"]', login.password);
	await page.click('button:has-text("Sign in")');
	await page.waitForURL((address) => !address.pathname.includes('signin'));
}

async function photograph(page: Page, url: string, file: string): Promise<void> {
	await page.goto(url);
	await page.waitForSelector('.vue-flow__node');
	// Only the flow: what hovers over the canvas would cover parts of it.
	await page.addStyleTag({ content: HOVERING });
	await page.waitForTimeout(1_500);
	await page.keyboard.press('Escape');
	// Zoom to fit.
	await page.keyboard.press('1');
	await page.waitForTimeout(1_000);
	const canvas = page.locator('[data-test-id="canvas"], .vue-flow').first();
	await canvas.screenshot({ path: file });
}
