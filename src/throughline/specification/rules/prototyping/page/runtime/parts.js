// Pieces that several blocks are made of.
function button(action, { main = false, quiet = false, row = "" } = {}) {
  const key = `action:${APP.screen}.${action.event}`;
  const label = say(key, action.label);
  const click = (event) => {
    event.stopPropagation();
    if (row) APP.row = row;
    fire(action.event, label);
  };
  return make("button", { type: "button", class: main ? "main" : quiet ? "quiet" : "", key, on: { click } }, label);
}

// A sandboxed frame sends no forms, not even to its own script: a click or Enter does it instead.
const NO_TEXT = new Set(["checkbox", "radio", "file", "button"]);

function entry(given, send, ...children) {
  const pressed = (event) => {
    const field = event.target;
    const enters = field.tagName === "INPUT" ? !NO_TEXT.has(field.type) : field.tagName === "TEXTAREA" && (event.ctrlKey || event.metaKey);
    if (event.key !== "Enter" || !enters) return;
    event.preventDefault();
    send(form);
  };
  const form = make("form", { ...given, novalidate: true, on: { submit: (event) => event.preventDefault(), keydown: pressed } }, ...children);
  for (const sender of form.querySelectorAll("[data-sends]")) sender.addEventListener("click", () => send(form));
  return form;
}

const visible = (actions) => (actions || []).filter((action) => allows(action.roles));

function drawActions(actions, { most = 3 } = {}) {
  const shown = visible(actions);
  if (!shown.length) return null;
  const first = shown.slice(0, most).map((action, n) => button(action, { main: n === 0 }));
  const rest = shown.slice(most);
  const more = rest.length
    ? make("details", { class: "more" }, make("summary", { "aria-label": `+${rest.length}` }, icon("more")), make("div", {}, rest.map((action) => button(action, { quiet: true }))))
    : null;
  return make("div", { class: "actions" }, first, more);
}

function fieldLabel(entity, field, tag = "span", given = {}) {
  const inferred = isInferred(entity, field);
  return make(tag, { class: inferred ? "inferred" : undefined, title: inferred ? "inferred" : undefined, key: `field:${entity.id}.${field.id}`, ...given }, labelOf(entity, field));
}

function openRow(entity, id) {
  APP.row = id;
  const detail = MODEL.screens.find((screen) => screen.kind === "detail" && besideScreen(screen).entity === entity.id);
  if (detail) go(detail.id);
}

const hasDetail = (entity) => MODEL.screens.some((screen) => screen.kind === "detail" && besideScreen(screen).entity === entity.id);

function rowName(entity, entry, given = {}) {
  const name = nameOf(entity, entry.row);
  if (!hasDetail(entity)) return make("bdi", { class: "name", text: name, title: name.length > 40 ? name : undefined, ...given });
  return make("button", { type: "button", class: "name", title: name.length > 40 ? name : undefined, on: { click: () => openRow(entity, entry.id) }, ...given }, make("bdi", { text: name }));
}

// ---- finding and sorting
function found(entity) {
  let rows = rowsOf(entity);
  for (const [id, wanted] of Object.entries(APP.find)) {
    const field = entity.fields.find((one) => one.id === id);
    if (!wanted || !field) continue;
    const want = wanted.toLowerCase();
    rows = rows.filter(({ row }) => textOf(field, row[id]).toLowerCase().includes(want));
  }
  if (APP.sort) {
    const { id, down } = APP.sort;
    const value = ({ row }) => (row[id] === null || row[id] === undefined ? "" : row[id]);
    rows = [...rows].sort((a, b) => (typeof value(a) === "number" && typeof value(b) === "number" ? value(a) - value(b) : String(value(a)).localeCompare(String(value(b)))) * (down ? -1 : 1));
  }
  return rows;
}

const PAGE = 25;

function pager(count) {
  if (count <= PAGE) return null;
  const pages = Math.ceil(count / PAGE);
  const turn = (by) => () => {
    APP.page = Math.min(pages - 1, Math.max(0, APP.page + by));
    draw(false);
  };
  const first = APP.page * PAGE + 1;
  return make(
    "div",
    { class: "pager" },
    make("button", { type: "button", class: "square", "aria-label": "‹", disabled: APP.page === 0, on: { click: turn(-1) } }, icon("left")),
    make("span", { text: `${PLAIN.format(first)}–${PLAIN.format(Math.min(count, first + PAGE - 1))} / ${PLAIN.format(count)}` }),
    make("button", { type: "button", class: "square", "aria-label": "›", disabled: APP.page >= pages - 1, on: { click: turn(1) } }, icon("right")),
  );
}

const pageOf = (rows) => rows.slice(APP.page * PAGE, APP.page * PAGE + PAGE);

// ---- skeletons
const bone = (width) => make("span", { class: "bone", css: { width } });

function skeleton(kind) {
  const rows = Array.from({ length: kind === "cards" ? 6 : 7 }, (_, n) =>
    make("div", { class: kind === "cards" ? "card" : "bones" }, kind === "cards" ? make("span", { class: "bone tall" }) : null, bone(`${38 + ((n * 23) % 40)}%`), bone(`${20 + ((n * 31) % 30)}%`)),
  );
  return make("div", { class: kind === "cards" ? "cards" : "panel", "aria-hidden": "true" }, rows);
}
