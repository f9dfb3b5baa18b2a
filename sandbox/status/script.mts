/** Script of the status page: reads the control API every one and a half seconds and fills the page. */
export const script = `
const byId = (id) => document.getElementById(id);
const make = (tag, text, className) => {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  if (className) node.className = className;
  return node;
};
const number = (value) => Number(value).toLocaleString('en-US');
const words = (name) => name.replace(/([A-Z])/g, ' $1').toLowerCase();
const say = (text) => { byId('said').textContent = text; };

function fillCounts(system) {
  const list = byId('counts-' + system.key);
  list.replaceChildren();
  const rows = Object.entries(system.counts);
  rows.push(['calls', system.calls.calls], ['calls that changed data', system.calls.writes], ['refused calls', system.calls.errors]);
  for (const [name, value] of rows) list.append(make('dt', words(name)), make('dd', number(value)));
  const link = byId('url-' + system.key);
  link.textContent = system.url;
}

function fillCalls(calls) {
  const body = byId('calls');
  body.replaceChildren();
  for (const call of [...calls].reverse()) {
    const row = make('tr');
    row.append(make('td', call.at.slice(11, 19)), make('td', call.system), make('td', call.operation));
    row.append(make('td', call.status, 's' + String(call.status)[0]));
    const effect = make('td', undefined, 'hide');
    effect.append(call.effect === 'write' ? make('span', 'write', 'write') : make('span', call.effect, 'soft'));
    row.append(effect);
    body.append(row);
  }
  byId('no-calls').hidden = calls.length > 0;
}

function fillFaults(faults) {
  const list = byId('armed');
  list.replaceChildren();
  for (const fault of faults) {
    const where = fault.system + ', ' + (fault.operation || 'every operation');
    const left = fault.remaining === null ? 'until cleared' : fault.remaining + ' more';
    list.append(make('li', fault.kind + (fault.status ? ' ' + fault.status : '') + ' at ' + where + ' (' + left + ')'));
  }
  if (faults.length === 0) list.append(make('li', 'No fault is armed.', 'soft'));
}

async function refresh() {
  try {
    const state = await (await fetch('/control/status')).json();
    byId('clock').textContent = state.now.slice(11, 19);
    byId('date').textContent = state.now.slice(0, 10) + ', UTC';
    byId('speed').textContent = state.speed + '\\u00d7';
    byId('rate').textContent = number(state.callsPerMinute);
    byId('limits').textContent = state.limits ? 'on' : 'off';
    byId('total').textContent = number(state.lastCall);
    for (const system of state.systems) fillCounts(system);
    fillCalls(state.lastCalls);
    fillFaults(state.faults);
    byId('lost').hidden = true;
  } catch {
    byId('lost').hidden = false;
  }
}

async function send(method, path, body, done) {
  const init = { method };
  if (body) { init.headers = { 'Content-Type': 'application/json' }; init.body = JSON.stringify(body); }
  try {
    const answer = await fetch(path, init);
    const text = await answer.text();
    if (answer.ok) say(done(text ? JSON.parse(text) : undefined));
    else say('Refused with status ' + answer.status + '.');
  } catch { say('The sandbox does not answer.'); }
  await refresh();
}

byId('fault-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const [kind, status] = byId('kind').value.split(' ');
  const fault = { system: byId('system').value, kind, count: Number(byId('count').value) };
  const operation = byId('operation').value.trim();
  if (operation) fault.operation = operation;
  if (status) fault.status = Number(status);
  send('POST', '/control/faults', fault, () => 'The fault is armed.');
});
byId('clear').addEventListener('click', () =>
  send('DELETE', '/control/faults', undefined, () => 'All faults are cleared.'));
for (const button of document.querySelectorAll('[data-change]')) {
  button.addEventListener('click', () => {
    const change = { kind: button.dataset.change, count: 1, moveLastModified: button.dataset.moves === 'yes' };
    send('POST', '/control/tebra/changes', change, () => 'Changed one ' + button.dataset.change + '.');
  });
}
refresh();
setInterval(refresh, 1500);
`;
