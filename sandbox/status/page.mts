import { Html, html } from '../core/html.mjs';
import type { SandboxSystem } from '../core/system.mjs';
import { script } from './script.mjs';
import { style } from './style.mjs';

/** Faults in the words of people; the value is the kind and, for `status`, the HTTP status. */
const faults: ReadonlyArray<readonly [string, string]> = [
	['latency', 'Slow answer (2 seconds)'],
	['throttle', 'Too many requests (429)'],
	['status 500', 'Server error (500)'],
	['truncate', 'Truncated body'],
	['malformed', 'Malformed body'],
	['dropAfterWrite', 'Dropped answer after the write'],
	['expiredSession', 'Expired session'],
	['wrongCredentials', 'Wrong credentials'],
];

function options(rows: ReadonlyArray<readonly [string, string]>): Html[] {
	return rows.map(([value, text]) => html`<option value="${value}">${text}</option>`);
}

function systemCard(system: SandboxSystem, url: string | undefined): Html {
	const portal =
		system.key === 'healthsail' && url !== undefined
			? html`<p><a href="${new URL(url).origin}/portal">Patient page</a></p>`
			: undefined;
	return html`<section class="card">
		<h2>${system.title}</h2>
		<span class="url" id="url-${system.key}"></span>
		<dl id="counts-${system.key}"></dl>
		${portal}
	</section>`;
}

/** The page for people: what the sandbox holds, the last calls, and the switches for faults. */
export function statusPage(
	systems: readonly SandboxSystem[],
	urls: Readonly<Record<string, string>>,
): string {
	const cards = systems.map((system) => systemCard(system, urls[system.key]));
	const page = html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>Practice sandbox</title>
				<style>
					${new Html(style)}
				</style>
			</head>
			<body>
				<div id="lost" class="lost" hidden>The sandbox does not answer. Is it still running?</div>
				<header>
					<div class="in">
						<h1>Practice sandbox</h1>
						<p>All data is synthetic.</p>
					</div>
				</header>
				<main>
					<div class="in">
						<div class="tiles">
							<div class="tile">
								<span>Sandbox time</span><b id="clock">…</b><span id="date"></span>
							</div>
							<div class="tile"><span>Clock speed</span><b id="speed">…</b></div>
							<div class="tile"><span>Calls in the last minute</span><b id="rate">…</b></div>
							<div class="tile"><span>Calls in all</span><b id="total">…</b></div>
							<div class="tile"><span>Rate limits</span><b id="limits">…</b></div>
						</div>
						<div class="grid">
							${cards}
							<section class="card">
								<h2>Faults</h2>
								<form id="fault-form">
									<div class="row">
										<div>
											<label for="system">System</label
											><select id="system">
												${options(systems.map((system) => [system.key, system.title] as const))}
											</select>
										</div>
										<div>
											<label for="kind">Fault</label
											><select id="kind">
												${options(faults)}
											</select>
										</div>
										<div>
											<label for="count">How often</label
											><select id="count">
												${options([
													['1', 'Next call'],
													['3', 'Next 3 calls'],
													['0', 'Until cleared'],
												])}
											</select>
										</div>
									</div>
									<div class="row">
										<div>
											<label for="operation">Operation (empty: every one)</label>
											<input id="operation" autocomplete="off" spellcheck="false" />
										</div>
										<button class="main">Arm fault</button
										><button type="button" id="clear">Clear faults</button>
									</div>
								</form>
								<ul class="faults" id="armed"></ul>
								<h2>Changes in the practice</h2>
								<div class="row">
									<button data-change="address" data-moves="yes">Change one address</button>
									<button data-change="policy" data-moves="no">Change one policy, silently</button>
								</div>
								<p class="soft">
									A silent change does not move the patient's last modified date; only the nightly
									compare finds it.
								</p>
								<p id="said" role="status"></p>
							</section>
						</div>
						<section class="card">
							<h2>Last calls</h2>
							<div class="wrap">
								<table>
									<thead>
										<tr>
											<th>Time</th>
											<th>System</th>
											<th>Operation</th>
											<th>Status</th>
											<th class="hide">Effect</th>
										</tr>
									</thead>
									<tbody id="calls"></tbody>
								</table>
							</div>
							<p id="no-calls" class="soft">No call has come yet.</p>
						</section>
					</div>
				</main>
				<script>
					${new Html(script)};
				</script>
			</body>
		</html>`;
	return page.text;
}
