// One function for each type of block.
const BLOCKS = {
  heading: () => null,
  paragraph: (block) => make("p", { class: "prose", text: reword(block.text) }),
  note: (block, place) => drawNote(block, place),
  banner: (block, place) => drawNote(block, place),
  table: (block) => drawTable(block),
  cards: (block) => drawCards(block),
  form: (block) => drawForm(block),
  detail: (block) => drawDetail(block),
  filter: (block) => drawFilter(block),
  stat: (block, place) => drawStat(block, place),
  timeline: (block) => drawTimeline(block),
  steps: (block) => drawSteps(block),
  dialog: () => null,
  actions: (block) => drawActions(block.actions),
};
const TONES = { error: "bad", denied: "bad", conflict: "warn", duplicate: "warn", limit: "warn", expired: "warn", stale: "calm", offline: "calm", degraded: "warn", partial: "warn", pending: "calm", undo: "good", success_async: "good" };

function drawNote(block, place) {
  const key = `copy:${APP.screen}.${APP.state}.${place}`;
  const text = say(key, block.text);
  if (!text) return null;
  const tone = TONES[APP.state] || "calm";
  return make("div", { class: `banner ${tone}` }, icon(tone === "bad" || tone === "warn" ? "alert" : tone === "good" ? "confirm" : "message"), make("p", { key, text }));
}

function drawTable(block) {
  const entity = ENTITIES.get(block.entity);
  if (!entity) return null;
  if (APP.state === "loading") return skeleton("table");
  const rows = found(entity);
  if (!rows.length) return nothing(entity);
  const fields = fieldsOf(entity, block.fields).slice(0, 7);
  const head = make("tr", {}, fields.map((field) => sortHead(entity, field)));
  const body = pageOf(rows).map((entry) => make("tr", {}, fields.map((field, n) => cell(entity, field, entry, n === 0))));
  const label = raise(manyOf(entity));
  return [
    make("div", { class: "panel scrolls", tabindex: "0", role: "region", "aria-label": label }, make("table", {}, make("thead", {}, head), make("tbody", {}, body))),
    pager(rows.length),
  ];
}

const isFigure = (field) => ["number", "money"].includes(field.type);

function sortHead(entity, field) {
  const sorted = APP.sort && APP.sort.id === field.id;
  const click = () => {
    APP.sort = { id: field.id, down: sorted ? !APP.sort.down : false };
    draw(false);
  };
  return make(
    "th",
    { scope: "col", class: isFigure(field) ? "figure" : undefined, "aria-sort": sorted ? (APP.sort.down ? "descending" : "ascending") : undefined },
    make("button", { type: "button", on: { click } }, fieldLabel(entity, field), sorted ? make("span", { "aria-hidden": "true", text: APP.sort.down ? " ↓" : " ↑" }) : null),
  );
}

function cell(entity, field, entry, first) {
  const given = { class: isFigure(field) ? "figure" : undefined };
  if (first) return make("th", { scope: "row", ...given }, rowName(entity, entry));
  return make("td", given, showValue(field, entry.row[field.id]));
}

function nothing(entity) {
  return make("div", { class: "panel blank" }, icon("tray"), make("p", { text: `0 ${manyOf(entity)}` }));
}

function drawCards(block) {
  const entity = ENTITIES.get(block.entity);
  if (!entity) return null;
  if (APP.state === "loading") return skeleton("cards");
  const rows = found(entity);
  if (!rows.length) return screenNow().kind === "upload" ? null : nothing(entity);
  const kind = besideEntity(entity).emphasis;
  const fields = fieldsOf(entity, block.fields).slice(1);
  const draws = { queue: queueCard, people: personCard }[kind] || pictureCard;
  const list = pageOf(rows).map((entry) => make("li", { class: "card" }, draws(entity, fields, entry)));
  return [make("ul", { class: `cards ${kind}`, "aria-label": raise(manyOf(entity)) }, list), pager(rows.length)];
}

function pictureCard(entity, fields, entry) {
  const name = nameOf(entity, entry.row);
  const turn = hashOf(`${name}${entry.id}`);
  const cover = make("span", { class: `cover pattern${turn % 4}`, "aria-hidden": "true", css: { "--turn": `${turn % 90}` } }, make("span", { text: initials(name) }));
  return [cover, make("div", { class: "body" }, rowName(entity, entry), facts(entity, fields.slice(0, 4), entry.row))];
}

function personCard(entity, fields, entry) {
  const name = nameOf(entity, entry.row);
  return make("div", { class: "body" }, make("div", { class: "who" }, avatar(name), rowName(entity, entry)), facts(entity, fields.slice(0, 4), entry.row));
}

function queueCard(entity, fields, entry) {
  const status = fields.find((field) => field.type === "status");
  const rest = fields.filter((field) => field !== status).slice(0, 5);
  const decide = decisions(entity);
  const waits = status && entry.row[status.id] === (status.options || [])[0];
  const buttons = waits || !status ? decide.map((action) => queueButton(entity, action, entry)) : [];
  return [
    make("div", { class: "body" }, make("div", { class: "headline" }, rowName(entity, entry), status ? showValue(status, entry.row[status.id]) : null), facts(entity, rest, entry.row)),
    buttons.length ? make("div", { class: "decide" }, buttons) : null,
  ];
}

// What the detail of a thing lets one decide, so that a queue can be worked through.
function decisions(entity) {
  const detail = MODEL.screens.find((screen) => screen.kind === "detail" && besideScreen(screen).entity === entity.id);
  if (!detail) return [];
  const asks = new Set(MODEL.transitions.filter((way) => way.from === detail.id && way.to_state === "confirm" && way.event !== "ask").map((way) => way.event));
  const actions = stateOf(detail, "ideal").blocks.flatMap((block) => block.actions || []);
  return visible(actions).filter((action) => asks.has(action.event)).slice(0, 2).map((action) => ({ ...action, screen: detail.id }));
}

function queueButton(entity, action, entry) {
  const label = say(`action:${action.screen}.${action.event}`, action.label);
  const click = () => {
    APP.row = entry.id;
    go(action.screen, "ideal");
    fire(action.event, label);
  };
  return make("button", { type: "button", "aria-label": `${label}: ${nameOf(entity, entry.row)}`.slice(0, 160), on: { click } }, label);
}

function facts(entity, fields, row) {
  const told = fields.filter((field) => row[field.id] !== null && row[field.id] !== undefined);
  if (!told.length) return null;
  return make("dl", { class: "facts" }, told.map((field) => make("div", {}, fieldLabel(entity, field, "dt"), make("dd", {}, showValue(field, row[field.id])))));
}

function drawFilter(block) {
  const entity = ENTITIES.get(block.entity);
  if (!entity || APP.state === "loading") return null;
  const fields = fieldsOf(entity, block.fields).slice(0, 3);
  const finds = (id) => (event) => {
    APP.find[id] = event.target.value;
    APP.page = 0;
    redrawRows();
  };
  const search = fields[0];
  const label = search ? labelOf(entity, search) : "";
  return make(
    "div",
    { class: "filter", role: "search" },
    search ? make("label", { class: "search" }, icon("search"), make("input", { type: "search", value: APP.find[search.id] || "", "aria-label": label, placeholder: label, on: { input: finds(search.id) } })) : null,
    fields.slice(1).map((field) => {
      const options = ["", ...(field.options || [])].map((option) => make("option", { value: option, selected: APP.find[field.id] === option }, option || `${labelOf(entity, field)}…`));
      return make("select", { "aria-label": labelOf(entity, field), on: { change: finds(field.id) } }, options);
    }),
  );
}

// ---- figures
function drawStat(block, place) {
  const entity = ENTITIES.get(block.entity);
  if (APP.state === "loading") return make("div", { class: "stat panel", "aria-hidden": "true" }, bone("40%"), bone("60%"));
  const key = `copy:${APP.screen}.${APP.state}.${place}`;
  const money = entity && fieldsOf(entity, block.fields).find((field) => field.type === "money");
  if (money && screenNow().kind === "list") return drawTotals(entity, money);
  if (money) return drawSum(entity, money, key, say(key, block.text));
  return drawFigure(key, say(key, block.text), block);
}

function drawTotals(entity, money) {
  const rows = found(entity);
  const status = entity.fields.find((field) => field.type === "status");
  const sum = (some) => some.reduce((total, { row }) => total + (Number(row[money.id]) || 0), 0);
  const groups = status ? (status.options || []).slice(0, 3).map((option) => [option, sum(rows.filter(({ row }) => row[status.id] === option))]) : [];
  const whole = sum(rows) || 1;
  const bar = make("div", { class: "share", "aria-hidden": "true" }, groups.map(([, part], n) => make("span", { class: `part${n}`, css: { "flex-grow": String(Math.max(0.02, part / whole)) } })));
  return make(
    "div",
    { class: "totals panel" },
    make("div", { class: "total" }, make("span", { class: "label", text: raise(manyOf(entity)) }), make("strong", { text: MONEY.format(sum(rows)) }), groups.length ? bar : null),
    groups.map(([option, part], n) => make("div", {}, make("span", { class: `label dot part${n}`, text: option }), make("strong", { text: MONEY.format(part) }))),
  );
}

function drawSum(entity, money, key, label) {
  const row = rowOf(entity).row;
  return make("div", { class: "sum panel" }, make("span", { class: "label", key, text: label }), make("strong", { text: textOf(money, row[money.id] || 24) }), make("bdi", { class: "quietly", text: nameOf(entity, row) }));
}

function drawFigure(key, label, block) {
  const hash = hashOf(label);
  const scale = AMOUNTS[APP.amount];
  const bars = Array.from({ length: 14 }, (_, n) => (scale ? 18 + ((hash >>> n) % 83) : 4));
  const entity = ENTITIES.get(block.entity);
  const value = entity ? rowsOf(entity).length : scale ? Math.round((hash % 90) + (scale > 12 ? scale : scale / 2)) : 0;
  const change = (hash % 37) - 14;
  return make(
    "div",
    { class: "stat panel" },
    make("span", { class: "label", key, text: label }),
    make("strong", { text: PLAIN.format(value) }, scale ? make("span", { class: change < 0 ? "change down" : "change", text: `${change < 0 ? "−" : "+"}${Math.abs(change)} %` }) : null),
    make("div", { class: "bars", "aria-hidden": "true" }, bars.map((height) => make("span", { css: { height: `${height}%` } }))),
    APP.state === "partial" && block === screenNow().states.find((one) => one.id === "partial").blocks.findLast((one) => one.type === "stat") ? make("span", { class: "missing", "aria-hidden": "true" }, icon("alert")) : null,
  );
}

function drawSteps(block) {
  const entity = ENTITIES.get(block.entity);
  const status = entity && entity.fields.find((field) => field.type === "status");
  const words = [entity ? raise(oneOf(entity)) : "", reword(block.text), status ? (status.options || []).at(1) : ""].filter(Boolean);
  const at = APP.state === "pending" ? 2 : 1;
  return make("ol", { class: "steps" }, words.map((word, n) => make("li", { class: n < at ? "done" : n === at ? "now" : undefined, "aria-current": n === at ? "step" : undefined }, make("span", { class: "count", "aria-hidden": "true", text: n < at ? "✓" : String(n + 1) }), word)));
}
