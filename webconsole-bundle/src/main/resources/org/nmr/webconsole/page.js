// SPDX-License-Identifier: Apache-2.0
// The live page. All texts that come from the server go into the page as text (textContent), never as HTML.
//
//   poll      asks each second for what does not go on, and for the whole state if it has changed
//   Model     modules, NPIs and bindings, as the picture and the tables need them
//   picture   one lane for each NPI, clients at the left, providers at the right
//   Table     a table that can be sorted and keeps its rows, so that the focus stays where it is
//   ask       the question before a change

const PERIOD = 1000;
const ROWS = 100; // of a table, at first
const OPEN_LANES = 60; // rows of the picture that are shown without being asked for
const MOST_LANES = 200;
const MOST_ROWS = 12; // of one side of a lane
const MOST_UNGROUPED = 200;

const byId = (id) => document.getElementById('nmr-' + id);

// --------------------------------------------------------------------------------------------------------- texts

/** A foreign text, in which control characters and those that change the direction can be seen. */
function safe(text) {
  return String(text).replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
      (each) => '\\u' + each.charCodeAt(0).toString(16).padStart(4, '0'));
}

function short(text, most) {
  return text.length > most ? text.slice(0, Math.max(1, most - 1)) + '\u2026' : text;
}

function age(millis) {
  if (!(millis >= 0)) {
    return '';
  }
  const seconds = Math.floor(millis / 1000);
  if (seconds < 120) {
    return seconds + ' s';
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 120
    ? minutes + ' min ' + (seconds % 60) + ' s' : Math.floor(minutes / 60) + ' h ' + (minutes % 60) + ' min';
}

function count(number, one, many) {
  return number.toLocaleString('en') + ' ' + (number === 1 ? one : many);
}

/** The order of texts for people: numbers in them count as numbers. */
const inOrder = new Intl.Collator('en', {numeric: true}).compare;

function ownerText(owner) {
  return safe(owner.name) + ' [' + owner.bundle + ']';
}

// ----------------------------------------------------------------------------------------------------------- DOM

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'on') {
      Object.entries(value).forEach(([event, listener]) => node.addEventListener(event, listener));
    } else if (value === true) {
      node.setAttribute(name, '');
    } else if (value !== false && value !== undefined) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children);
  return node;
}

/** An HTML element; children are elements or texts. */
const html = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);

/** An element of the picture. */
const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Shows one element for each item. Those that are there stay, with their focus and with what was opened in them. */
function keep(parent, items, key, make, update) {
  const wanted = new Set(items.map(key));
  const present = new Map();
  for (const child of [...parent.children]) {
    if (wanted.has(child.dataset.key)) {
      present.set(child.dataset.key, child);
    } else {
      child.remove(); // first, so that what follows need not move
    }
  }
  let next = parent.firstElementChild;
  for (const item of items) {
    const child = present.get(key(item)) ?? make(item);
    child.dataset.key = key(item);
    if (child === next) {
      next = next.nextElementSibling;
    } else {
      parent.insertBefore(child, next);
    }
    update(child, item);
  }
}

// --------------------------------------------------------------------------------------------------------- model

let now = null; // what does not go on, see NowDTO
let registrar = null; // the whole state, see RegistrarDTO
let fetchedAt = 0; // when the whole state was fetched, for ages
let model = null;

const NOTHING = {registrations: [], bindings: [], unloads: [], failedPairs: [], refusedCount: 0, failedCount: 0};
const elapsed = () => performance.now() - fetchedAt;
const moduleKey = (owner) => owner.bundle + '/' + owner.module;
const ENDING = new Set(['DETACHING', 'CLEANUP']);
const kindOf = (binding) =>
  ENDING.has(binding.state) ? 'ending' : binding.state === 'ATTACHED' ? 'attached' : 'attaching';

class Model {
  constructor(dto) {
    this.modules = new Map();
    this.npis = new Map();
    this.bindings = dto.bindings.map((binding) => ({
      ...binding,
      kind: kindOf(binding),
      search: [binding.npi, binding.client.owner.module, binding.client.owner.name, binding.provider.owner.module,
        binding.provider.owner.name].join('\n').toLowerCase(),
    }));
    const newest = dto.refusedCount + dto.failedCount;
    this.pairs = dto.failedPairs.map((pair, index) => ({...pair, key: String(newest - index)}));
    dto.registrations.forEach((registration) => this.add(registration));
    this.bindings.forEach((binding) => this.npi(binding.npi).bindings.push(binding));
    this.bindings.forEach((binding) => ['client', 'provider'].forEach((side) => this.addSide(binding, side)));
  }

  npi(id) {
    if (!this.npis.has(id)) {
      this.npis.set(id, {id, client: new Map(), provider: new Map(), bindings: []});
    }
    return this.npis.get(id);
  }

  module(owner) {
    const key = moduleKey(owner);
    if (!this.modules.has(key)) {
      const own = owner.module === owner.name;
      this.modules.set(key, {
        key, owner, roles: new Set(), npis: new Set(), characteristics: [],
        bindings: 0, ending: false, unsatisfied: false,
        label: own ? ownerText(owner) : safe(owner.module) + ' of ' + ownerText(owner),
        search: [owner.module, owner.name, owner.bundle].join('\n').toLowerCase(),
      });
    }
    return this.modules.get(key);
  }

  add(registration) {
    const module = this.module(registration.owner);
    module.roles.add(registration.role);
    module.npis.add(registration.npi);
    module.bindings += registration.bindings;
    module.characteristics.push(...Object.entries(registration.characteristics).map((each) => each.join('=')));
    module.ending ||= registration.ending;
    module.unsatisfied ||= registration.unsatisfiedMillis >= 0;
    const side = this.npi(registration.npi)[registration.role];
    const member = side.get(module.key) ?? {module, ending: false, unsatisfied: false};
    member.ending ||= registration.ending;
    member.unsatisfied ||= registration.unsatisfiedMillis >= 0;
    side.set(module.key, member);
  }

  /** A side whose registration is gone is still in the picture while its binding is. */
  addSide(binding, side) {
    const module = this.module(binding[side].owner);
    module.npis.add(binding.npi);
    module.roles.add(side);
    const members = this.npi(binding.npi)[side];
    if (!members.has(module.key)) {
      members.set(module.key, {module, ending: true, unsatisfied: false});
    }
  }
}

/** How long the end of a bundle lasts, in milliseconds; -1 if it does not end. */
function endOf(bundle) {
  return unloads().filter((unload) => unload.owner.bundle === bundle)
      .reduce((longest, unload) => Math.max(longest, unload.ageMillis), -1);
}

/** The ends in progress: those of the findings are from the last second. */
function unloads() {
  const fresh = (now?.findings ?? []).map((finding) => finding.unload).filter((unload) => unload);
  return fresh.length > 0 ? fresh : (now?.findings.length === 0 ? [] : registrar?.unloads ?? []);
}

// -------------------------------------------------------------------------------------------------------- filter

function words() {
  return byId('filter').value.toLowerCase().split(/\s+/).filter((word) => word);
}

const matches = (search, all) => all.every((word) => search.includes(word));

// ------------------------------------------------------------------------------------------------------- picture

const lanesByHand = new Map(); // the user has opened (true) or closed (false) them

/** The name without the number at its end. */
const stem = (module) => module.owner.module.replace(/[-_.#]?\d+$/, '');

/** The members of one side of a lane as rows: those that end alone, many others together. */
function rows(members) {
  const wish = byId('group').value;
  const together = wish === 'always' || (wish === 'auto' && members.length > MOST_ROWS);
  const groups = new Map();
  for (const member of members) {
    const alone = member.ending || member.unsatisfied || !together;
    const key = alone ? member.module.key : 'group ' + stem(member.module);
    groups.get(key)?.push(member) ?? groups.set(key, [member]);
  }
  const all = [...groups].map(([key, group]) => row(key, group));
  all.sort((a, b) => b.trouble - a.trouble || inOrder(a.label, b.label));
  const most = wish === 'never' ? MOST_UNGROUPED : MOST_ROWS;
  if (all.length <= most) {
    return all;
  }
  const rest = all.splice(most - 1).flatMap((each) => each.members);
  all.push({...row('rest', rest), label: 'and ' + count(rest.length, 'module', 'modules') + ' more', search: ''});
  return all;
}

function row(key, members) {
  const first = members[0];
  const alone = members.length === 1;
  return {
    key, members,
    label: alone ? first.module.label
      : safe(stem(first.module)) + '\u2026 (' + members.length.toLocaleString('en') + ')',
    search: alone ? first.module.owner.module : stem(first.module),
    trouble: members.some((member) => member.ending) ? 2 : members.some((member) => member.unsatisfied) ? 1 : 0,
    bundle: first.module.owner.bundle,
  };
}

/** What the picture shows of an NPI; null if the filter leaves nothing of it. */
function lane(npi, all, onlyTrouble) {
  const npiMatches = matches(npi.id.toLowerCase(), all);
  const bindings = npi.bindings.filter((binding) =>
    (npiMatches || matches(binding.search, all)) && (!onlyTrouble || binding.kind === 'ending'));
  const attached = new Set(bindings.flatMap((each) => [moduleKey(each.client.owner), moduleKey(each.provider.owner)]));
  const side = (role) => [...npi[role].values()].filter((member) => attached.has(member.module.key)
    || (!onlyTrouble || member.ending || member.unsatisfied) && (npiMatches || matches(member.module.search, all)));
  const clients = side('client');
  const providers = side('provider');
  if (clients.length + providers.length === 0) {
    return null;
  }
  const trouble = [...clients, ...providers].some((member) => member.ending || member.unsatisfied)
    || bindings.some((binding) => binding.kind === 'ending');
  return {id: npi.id, bindings, clients, providers, trouble};
}

/** The lanes in their order, with rows for those that are open. */
function lanes() {
  const all = words();
  const onlyTrouble = byId('trouble').checked;
  const shown = [...model.npis.values()].map((npi) => lane(npi, all, onlyTrouble)).filter((each) => each);
  shown.sort((a, b) => b.trouble - a.trouble || inOrder(a.id, b.id));
  let budget = OPEN_LANES;
  for (const each of shown.slice(0, MOST_LANES)) {
    each.left = rows(each.clients);
    each.right = rows(each.providers);
    const height = Math.max(each.left.length, each.right.length);
    each.open = lanesByHand.get(each.id) ?? (each.trouble || height <= budget);
    budget -= each.open ? height : 1;
  }
  return shown;
}

const LINE = 26;

function draw() {
  const shown = lanes();
  const width = Math.max(640, byId('picture').clientWidth - 2);
  const drawn = [];
  let y = 6;
  for (const each of shown.slice(0, MOST_LANES)) {
    const [group, height] = drawLane(each, y, width);
    drawn.push(group);
    y += height + 8;
  }
  if (shown.length > MOST_LANES) {
    drawn.push(svg('text', {x: 12, y: y + 14, class: 'count'},
        'and ' + count(shown.length - MOST_LANES, 'NPI', 'NPIs') + ' more: use the filter'));
    y += LINE;
  }
  const picture = svg('svg', {width, height: y + 6, viewBox: `0 0 ${width} ${y + 6}`, role: 'group',
    'aria-labelledby': 'nmr-svg-title nmr-svg-desc'},
  svg('title', {id: 'nmr-svg-title'}, 'Modules, NPIs and bindings'),
  svg('desc', {id: 'nmr-svg-desc'}, describe(shown)), ...drawn);
  const focused = document.activeElement?.closest('#nmr-picture [data-key]')?.dataset.key;
  byId('picture').replaceChildren(shown.length > 0 ? picture
    : html('p', {class: 'quiet'}, model.npis.size > 0 ? 'The filter matches nothing.' : 'No module is registered.'));
  if (focused) {
    [...byId('picture').querySelectorAll('[data-key]')].find((each) => each.dataset.key === focused)?.focus();
  }
}

function describe(shown) {
  const bindings = shown.reduce((sum, each) => sum + each.bindings.length, 0);
  const modules = new Set(shown.flatMap((each) => [...each.clients, ...each.providers].map((one) => one.module.key)));
  const ending = shown.flatMap((each) => [...each.clients, ...each.providers]).filter((one) => one.ending);
  return [count(shown.length, 'NPI', 'NPIs'), count(modules.size, 'module', 'modules'),
    count(bindings, 'binding', 'bindings')].join(', ')
    + (ending.length > 0 ? '; ends: ' + ending.slice(0, 5).map((one) => one.module.label).join(', ') : '');
}

/** A part of the picture that acts like a button. */
function button(label, key, expanded, action, ...children) {
  const onKey = (event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      action();
    }
  };
  return svg('g', {role: 'button', tabindex: 0, 'aria-label': label, 'aria-expanded': expanded?.toString(),
    'data-key': key, on: {click: action, keydown: onKey}}, svg('title', {}, label), ...children);
}

function drawLane(each, y, width) {
  const sums = [count(each.clients.length, 'client', 'clients'), count(each.providers.length, 'provider', 'providers'),
    count(each.bindings.length, 'binding', 'bindings')].join(' \u00b7 ');
  const height = 30 + (each.open ? Math.max(each.left.length, each.right.length, 1) * LINE : 0);
  const toggle = () => {
    lanesByHand.set(each.id, !each.open);
    draw();
  };
  const head = button('NPI ' + safe(each.id) + ', ' + sums, 'lane ' + each.id, each.open, toggle,
      svg('rect', {x: 6, y, width: width - 12, height: 26, rx: 4}),
      svg('text', {x: 16, y: y + 17},
          svg('tspan', {class: 'npi'}, (each.open ? '\u25be ' : '\u25b8 ') + safe(short(each.id, 60)) + '  '),
          svg('tspan', {class: 'count'}, sums)));
  const group = svg('g', {class: each.trouble && !each.open ? 'lane ends' : 'lane'}, head);
  if (each.open) {
    group.append(...drawMembers(each, y + 30, width));
  }
  return [group, height];
}

function drawMembers(each, y, width) {
  const column = Math.floor(width * 0.36);
  const right = width - column - 12;
  const places = {client: new Map(), provider: new Map()};
  const boxes = [];
  const place = (role, side, x) => side.forEach((one, index) => {
    const top = y + index * LINE;
    one.members.forEach((member) => places[role].set(member.module.key, {row: one, y: top + 10}));
    boxes.push(drawRow(one, each.id + ' ' + role, x, top, column));
  });
  place('client', each.left, 12);
  place('provider', each.right, right);
  return [...edges(each, places).map((edge) => drawEdge(edge, 12 + column, right)), ...boxes];
}

function drawRow(one, where, x, y, width) {
  const millis = one.trouble === 2 ? endOf(one.bundle) : -1;
  const suffix = ['', ' has no provider', ' ends' + (millis >= 0 ? ', ' + age(millis) : '')][one.trouble];
  const label = one.label + suffix;
  const fits = Math.floor(width / 8) - suffix.length;
  const group = svg('g', {class: one.trouble > 0 ? 'row ends' : 'row'},
      svg('rect', {x, y, width, height: 20, rx: 4}),
      svg('text', {x: x + 8, y: y + 14}, short(one.label, fits) + suffix));
  if (!one.search) {
    group.append(svg('title', {}, label));
    return group;
  }
  return button('Show only ' + label, 'row ' + where + ' ' + one.key, undefined, () => {
    byId('filter').value = one.search;
    changed();
  }, group);
}

/** The bindings between the rows: one edge for each pair of rows and kind. */
function edges(each, places) {
  const all = new Map();
  for (const binding of each.bindings) {
    const from = places.client.get(moduleKey(binding.client.owner));
    const to = places.provider.get(moduleKey(binding.provider.owner));
    const key = from?.y + ' ' + to?.y + ' ' + binding.kind;
    if (from && to) {
      const edge = all.get(key) ?? {from, to, kind: binding.kind, ids: []};
      edge.ids.push(binding.id);
      all.set(key, edge);
    }
  }
  return [...all.values()];
}

function drawEdge(edge, left, right) {
  const middle = (left + right) / 2;
  const label = edge.from.row.label + ' \u2192 ' + edge.to.row.label + ': ' + edge.kind + ', '
    + (edge.ids.length === 1 ? 'binding ' + safe(edge.ids[0]) : count(edge.ids.length, 'binding', 'bindings'));
  const path = svg('path', {class: edge.kind,
    d: `M${left} ${edge.from.y} C${middle} ${edge.from.y} ${middle} ${edge.to.y} ${right} ${edge.to.y}`,
    'stroke-width': Math.min(6, 1.5 + Math.log10(edge.ids.length))}, svg('title', {}, label));
  return path;
}

// -------------------------------------------------------------------------------------------------------- tables

class Table {
  /** Columns have a title, the value that is sorted by, and the text, or a function that updates the cell. */
  constructor(place, caption, columns, key, isEnding = () => false) {
    Object.assign(this, {columns, key, isEnding, caption, limit: ROWS, sorted: 0, down: false, all: []});
    this.captionNode = html('caption');
    this.heads = columns.map((column, index) => html('th', {scope: 'col'}, column.value
      ? html('button', {type: 'button', on: {click: () => this.sort(index)}}, column.title) : column.title));
    this.body = html('tbody');
    this.more = html('button', {type: 'button', on: {click: () => {
      this.limit += ROWS;
      this.render();
    }}}, 'Show ' + ROWS + ' more');
    byId(place).append(html('div', {class: 'scroll'}, html('table', {}, this.captionNode,
        html('thead', {}, html('tr', {}, ...this.heads)), this.body)), this.more);
  }

  sort(index) {
    this.down = this.sorted === index ? !this.down : false;
    this.sorted = index;
    this.render();
  }

  show(all) {
    this.all = all;
    this.render();
  }

  render() {
    this.heads.forEach((head, index) => head.setAttribute('aria-sort',
        index !== this.sorted ? 'none' : this.down ? 'descending' : 'ascending'));
    const value = this.columns[this.sorted].value;
    const keyed = this.all.map((each) => [value(each), each]);
    const compare = (a, b) => (typeof a === 'number' ? a - b : inOrder(a, b));
    keyed.sort(([a], [b]) => (this.down ? compare(b, a) : compare(a, b)));
    const visible = keyed.slice(0, this.limit).map(([, each]) => each);
    setText(this.captionNode, visible.length < this.all.length
      ? visible.length.toLocaleString('en') + ' of ' + count(this.all.length, ...this.caption)
      : count(this.all.length, ...this.caption));
    this.more.hidden = visible.length === this.all.length;
    keep(this.body, visible, this.key, () => html('tr', {}, ...this.columns.map((column) =>
      html('td', column.numeric ? {class: 'number'} : {}))), (tr, each) => this.update(tr, each));
  }

  update(tr, each) {
    tr.classList.toggle('ends', this.isEnding(each));
    this.columns.forEach((column, index) => {
      if (column.update) {
        column.update(tr.children[index], each);
      } else {
        setText(tr.children[index], column.text ? column.text(each) : safe(column.value(each)));
      }
    });
  }
}

/** A button in a cell, made once; the cell knows the item that it shows now. */
function action(cell, name, item, ready, why, run) {
  let node = [...cell.children].find((child) => child.dataset.name === name);
  if (!node) {
    node = html('button', {type: 'button', 'data-name': name}, name);
    cell.append(node);
  }
  node.disabled = !ready;
  node.title = ready ? '' : why;
  node.onclick = () => run(item, node);
}

function drainCell(cell, module) {
  const missing = now.actionsMissing;
  const ready = missing === '' && module.owner.bundle !== 0;
  action(cell, 'Drain', module, ready, missing, () => ask('drain', {bundle: module.owner.bundle},
      'Drain bundle ' + ownerText(module.owner) + '?',
      'It takes no new calls. Its modules end, and so do those of the bundles that depend on it.', 'Drain'));
  action(cell, 'Redeploy', module, ready, missing, () => ask('redeploy', {bundle: module.owner.bundle},
      'Redeploy bundle ' + ownerText(module.owner) + '?',
      'It is drained, updated from the URL from which it was installed, refreshed and started.', 'Redeploy'));
  nameButtons(cell, ownerText(module.owner));
}

function revokeCell(cell, binding) {
  const waits = binding.kind === 'ending'
    || unloads().some((unload) => unload.outstanding.some((one) => one.id === binding.id));
  action(cell, 'Revoke', binding, waits, 'no end waits for this binding', () => askRevoke(binding));
  nameButtons(cell, 'binding ' + safe(binding.id));
}

function askRevoke(binding) {
  ask('revoke', {binding: binding.id}, 'Revoke binding ' + safe(binding.id) + '?',
      'It is the binding of ' + ownerText(binding.client.owner) + ' and ' + ownerText(binding.provider.owner)
      + ' over NPI ' + safe(binding.npi) + '. Its calls in flight are abandoned: a thread that is still inside may run'
      + ' into the code of a bundle that is gone. Do this only instead of killing the process.', 'Revoke');
}

/** For those who hear a button without seeing its row. */
function nameButtons(cell, subject) {
  for (const node of cell.children) {
    node.setAttribute('aria-label', node.dataset.name + ' ' + subject);
  }
}

const sideText = (side) => (side.owner.module === side.owner.name ? '' : safe(side.owner.module) + ' of ')
  + ownerText(side.owner) + (side.state === 'OPEN' ? '' : ', ' + safe(side.state).toLowerCase());

const tables = {};

function makeTables() {
  tables.ends = new Table('ends', ['end', 'ends'], [
    {title: 'What', value: (each) => each.subject, text: (each) => safe(each.subject)},
    {title: 'Bundle', value: (each) => each.owner.bundle, text: (each) => ownerText(each.owner)},
    {title: 'Since', value: (each) => each.ageMillis, text: (each) => age(each.ageMillis), numeric: true},
    {title: 'Waits for bindings', value: (each) => each.outstanding.length, numeric: true},
    {title: 'Abandoned calls', value: (each) => each.abandonedCalls, numeric: true},
  ], (each) => each.owner.bundle + ' ' + each.subject, () => true);
  tables.modules = new Table('modules', ['module', 'modules'], [
    {title: 'Module', value: (each) => each.owner.module, text: (each) => safe(each.owner.module)},
    {title: 'Bundle', value: (each) => each.owner.bundle, text: (each) => ownerText(each.owner)},
    {title: 'Version', value: (each) => each.owner.version, text: (each) => safe(each.owner.version)},
    {title: 'Role', value: (each) => [...each.roles].sort().join(' and ')},
    {title: 'NPIs', value: (each) => [...each.npis].sort().join(', ')},
    {title: 'Characteristics', value: (each) => short(each.characteristics.join(', '), 200)},
    {title: 'Bindings', value: (each) => each.bindings, numeric: true},
    {title: 'State', value: (each) => (each.ending ? 'ends' : each.unsatisfied ? 'has no provider' : 'open')},
    {title: 'Actions', update: drainCell},
  ], (each) => each.key, (each) => each.ending);
  tables.bindings = new Table('bindings', ['binding', 'bindings'], [
    {title: 'Id', value: (each) => each.id, text: (each) => safe(each.id)},
    {title: 'NPI', value: (each) => each.npi, text: (each) => safe(each.npi)},
    {title: 'Client', value: (each) => each.client.owner.module, text: (each) => sideText(each.client)},
    {title: 'Provider', value: (each) => each.provider.owner.module, text: (each) => sideText(each.provider)},
    {title: 'State', value: (each) => each.state, text: (each) => safe(each.state).toLowerCase()},
    {title: 'Age', value: (each) => each.ageMillis, text: (each) => age(each.ageMillis + elapsed()), numeric: true},
    {title: 'Calls inside', value: (each) => each.client.calls + each.provider.calls, numeric: true},
    {title: 'Actions', update: revokeCell},
  ], (each) => each.id, (each) => each.kind === 'ending');
  tables.pairs = new Table('pairs', ['pair, the newest first', 'pairs, the newest first'], [
    {title: 'Ago', value: (each) => each.ageMillis, text: (each) => age(each.ageMillis + elapsed()), numeric: true},
    {title: 'Outcome', value: (each) => each.outcome, text: (each) => safe(each.outcome).toLowerCase()},
    {title: 'NPI', value: (each) => each.npi},
    {title: 'Client', value: (each) => each.client.bundle, text: (each) => ownerText(each.client)},
    {title: 'Provider', value: (each) => each.provider.bundle, text: (each) => ownerText(each.provider)},
    {title: 'Reason', value: (each) => each.reason},
  ], (each) => each.key);
}

// ----------------------------------------------------------------------------------------------- findings, tasks

const findingKey = (finding) => [finding.kind, finding.owner.bundle, finding.subject, finding.npi].join(' ');

function makeFinding() {
  return html('article', {}, html('h3'), html('p', {class: 'quiet'}),
      html('details', {open: true}, html('summary'), html('pre')), html('p', {class: 'bar'}),
      html('p', {}, html('strong', {}, 'Next: '), html('span')));
}

function updateFinding(node, finding) {
  node.className = finding.serious ? 'finding serious' : 'finding';
  const [verdict, about, details, actions, next] = node.children;
  setText(verdict, safe(finding.verdict));
  const facts = [safe(finding.subject), ownerText(finding.owner), age(finding.ageMillis)];
  setText(about, facts.filter((each) => each).join(' \u00b7 '));
  details.hidden = finding.details.length === 0;
  setText(details.children[0], count(finding.details.length, 'line', 'lines') + ' that show it');
  setText(details.children[1], finding.details.map(safe).join('\n'));
  const outstanding = (finding.unload?.outstanding ?? []).slice(0, 5);
  const revoke = (each) => html('button', {type: 'button'}, 'Revoke binding ' + safe(each.id));
  keep(actions, outstanding, (each) => each.id, revoke, (child, each) => {
    child.onclick = () => askRevoke(each);
  });
  actions.hidden = outstanding.length === 0;
  setText(next.children[1], safe(finding.nextStep));
  next.hidden = finding.nextStep === '';
}

let announced = '';

function showFindings() {
  const findings = now.findings;
  const place = byId('findings');
  if (findings.length === 0) {
    const calm = now.state === '' ? 'There is no registrar: start org.nmr.registrar.'
      : 'Everything goes on: nothing ends, and nothing waits.';
    keep(place, [calm], (text) => text, (text) => html('p', {}, text), () => {});
  } else {
    keep(place, findings, findingKey, makeFinding, updateFinding);
  }
  const keys = findings.map(findingKey).join('\n');
  if (keys !== announced) { // not with each age
    announced = keys;
    setText(byId('news'), findings.length === 0 ? 'Everything goes on.'
      : count(findings.length, 'thing does', 'things do') + ' not go on: ' + safe(findings[0].verdict));
  }
}

function showTasks() {
  byId('tasks-section').hidden = now.jobs.length === 0;
  keep(byId('tasks'), now.jobs, (job) => String(job.id),
      () => html('article', {}, html('h3'), html('pre'), html('p'), html('button', {type: 'button'}, 'Cancel')),
      (node, job) => {
        const [title, lines, outcome, cancel] = node.children;
        node.className = 'task ' + job.state.toLowerCase();
        const state = job.state.toLowerCase() + ', ' + age(job.ageMillis);
        setText(title, safe(job.kind) + ' ' + safe(job.subject) + ': ' + state);
        setText(lines, job.lines.map(safe).join('\n'));
        lines.hidden = job.lines.length === 0;
        setText(outcome, safe(job.outcome));
        cancel.hidden = job.state !== 'RUNNING';
        cancel.setAttribute('aria-label', 'Cancel ' + safe(job.kind) + ' ' + safe(job.subject));
        cancel.onclick = () => post('cancel', {task: job.id});
      });
}

// ------------------------------------------------------------------------------------------------------- changes

let askedBy = null;

/** Asks before a change, and does it if the answer is yes. */
function ask(path, fields, title, text, yes) {
  askedBy = document.activeElement;
  setText(byId('ask-title'), title);
  setText(byId('ask-text'), text);
  setText(byId('ask-yes'), yes);
  byId('ask-yes').onclick = () => {
    byId('ask').close();
    post(path, fields);
  };
  byId('ask').showModal();
}

async function post(path, fields) {
  try {
    const answer = await fetch(url(path), {method: 'POST', cache: 'no-store', credentials: 'same-origin',
      headers: {'X-NMR-Token': now.token}, body: new URLSearchParams(fields)});
    const body = await json(answer);
    const what = path + ' ' + Object.values(fields).join(' ');
    tell(body.error ?? what + ': ' + (body.outcome || (path === 'cancel' ? 'cancelled' : 'has begun')), !body.error);
  } catch (failed) {
    tell(path + ': expected an answer of the console, but ' + failed.message, false);
  }
  wake();
}

async function json(answer) {
  const isJson = answer.headers.get('Content-Type')?.startsWith('application/json');
  return isJson ? answer.json() : {error: 'expected an answer of the page, but the console says ' + answer.status
    + (answer.status === 401 ? ': log in again' : '')};
}

function tell(text, good) {
  const result = byId('result');
  result.className = good ? 'good' : '';
  result.hidden = false;
  setText(result, safe(text));
}

// ---------------------------------------------------------------------------------------------------------- poll

/** A browser asks for no address with a password in it, and has it already. */
function url(name) {
  const address = new URL(name, import.meta.url);
  address.username = '';
  address.password = '';
  return address;
}

let tag = null;
let known = null; // the name of the state that is shown
let lastAnswer = performance.now();
let timer = 0;
let polling = false;

async function poll() {
  if (polling) {
    return;
  }
  polling = true;
  clearTimeout(timer);
  const start = performance.now();
  try {
    const answer = await fetch(url('now.json'), {cache: 'no-store', credentials: 'same-origin',
      headers: tag ? {'If-None-Match': tag} : {}});
    if (answer.status !== 304) {
      const fresh = await json(answer);
      if (fresh.error) {
        throw new Error(fresh.error);
      }
      await take(fresh, start);
      tag = answer.headers.get('ETag');
    }
    lastAnswer = performance.now();
    setText(byId('state'), 'Live');
  } catch (failed) {
    tag = null;
    setText(byId('state'), 'Not live for ' + age(performance.now() - lastAnswer) + ': ' + safe(failed.message));
  } finally {
    polling = false;
    timer = setTimeout(poll, document.hidden ? 10 * PERIOD : PERIOD);
  }
}

function wake() {
  tag = null;
  poll();
}

/** Shows what has come, with the whole state if it has changed. */
async function take(fresh, start) {
  const isNew = fresh.state !== known;
  let whole = registrar;
  if (isNew) {
    whole = fresh.state === '' ? NOTHING
      : await json(await fetch(url('registrar.json'), {cache: 'no-store', credentials: 'same-origin'}));
    if (whole.error) {
      throw new Error(whole.error);
    }
  }
  const isFirst = registrar === null;
  now = fresh;
  if (isNew) {
    registrar = whole;
    known = fresh.state;
    fetchedAt = performance.now();
    model = new Model(registrar);
  }
  show();
  took(isFirst ? 'firstView' : isNew ? 'update' : 'second', isFirst ? 0 : start);
}

/** Notes how many milliseconds something took, at the element of the page. */
function took(what, start) {
  document.getElementById('nmr').dataset[what] = Math.round(performance.now() - start);
}

function show() {
  setText(byId('counts'), [count(model.modules.size, 'module', 'modules'), count(model.npis.size, 'NPI', 'NPIs'),
    count(model.bindings.length, 'binding', 'bindings')].join(' \u00b7 '));
  byId('missing').hidden = now.actionsMissing === '';
  setText(byId('missing'), 'Drain and redeploy are off: ' + safe(now.actionsMissing) + '.');
  showFindings();
  showTasks();
  changed();
}

/** Shows what the filter leaves. */
function changed() {
  if (!model) {
    return;
  }
  const all = words();
  const onlyTrouble = byId('trouble').checked;
  draw();
  byId('ends-section').hidden = unloads().length === 0;
  tables.ends.show(unloads());
  tables.modules.show([...model.modules.values()].filter((each) =>
    (matches(each.search, all) || [...each.npis].some((npi) => matches(npi.toLowerCase(), all)))
      && (!onlyTrouble || each.ending || each.unsatisfied)));
  tables.bindings.show(model.bindings.filter((each) =>
    matches(each.search, all) && (!onlyTrouble || each.kind === 'ending')));
  byId('pairs-section').hidden = model.pairs.length === 0;
  tables.pairs.show(model.pairs.filter((each) =>
    matches([each.npi, each.client.name, each.provider.name].join('\n').toLowerCase(), all)));
}

/** The page's policy runs no script in the HTML itself, so the console's menu is set up here. */
function setUpMenu() {
  const menu = globalThis.jQuery?.('#navmenu');
  if (menu?.menu) {
    menu.menu({position: {my: 'left top', at: 'left bottom'}, classes: {'ui-menu': 'ui-corner-all'}});
  }
}

setUpMenu();
makeTables();
byId('filter').addEventListener('input', changed);
byId('group').addEventListener('change', changed);
byId('trouble').addEventListener('change', changed);
byId('ask-no').addEventListener('click', () => byId('ask').close());
byId('ask').addEventListener('close', () => askedBy?.focus());
addEventListener('resize', changed);
document.addEventListener('visibilitychange', () => document.hidden || wake());
poll();
