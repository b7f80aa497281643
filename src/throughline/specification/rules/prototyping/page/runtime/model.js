// The model, indexed; rows of sample data in any amount; values as a person reads them.
const DATA = JSON.parse(document.getElementById("data").textContent);
const MODEL = DATA.model;
const BESIDE = DATA.beside;
for (const screen of MODEL.screens) for (const state of screen.states) state.blocks = state.blocks.map((place) => DATA.blocks[place]);
const SCREENS = new Map(MODEL.screens.map((screen) => [screen.id, screen]));
const ENTITIES = new Map(MODEL.entities.map((entity) => [entity.id, entity]));
const AMOUNTS = { none: 0, one: 1, typical: 12, huge: 1000 };
const DAY = 86400000;
const TOP = new Set(["list", "dashboard", "chat", "settings", "message", "auth"]);

const besideScreen = (screen) => BESIDE.screens[screen.id] || { entity: "", stories: [], states: {} };
const besideEntity = (entity) => BESIDE.entities[entity.id] || { many: entity.label, emphasis: "table", origins: {} };
const besideState = (screen, name) => besideScreen(screen).states[name] || { criteria: [], open: [] };
const stateOf = (screen, name) => screen.states.find((state) => state.id === name);
const entityOf = (screen) => ENTITIES.get(besideScreen(screen).entity);
const isInferred = (entity, field) => (besideEntity(entity).origins[field.id] || {}).kind === "inferred" || !besideEntity(entity).origins[field.id];

// ---- rows
const MADE = new Map();
const GONE = new Set();
const CHANGED = new Map();

function rowsOf(entity) {
  const sample = entity.sample && entity.sample.length ? entity.sample : [{}];
  const wanted = AMOUNTS[APP.amount];
  const rows = (MADE.get(entity.id) || []).map((row, n) => ({ id: `new${n}`, row }));
  for (let n = 0; n < wanted; n += 1) {
    const id = `${n}`;
    if (GONE.has(`${entity.id}/${id}`)) continue;
    rows.push({ id, row: { ...vary(entity, sample, APP.amount === "one" ? 1 : n), ...CHANGED.get(`${entity.id}/${id}`) } });
  }
  return rows;
}

// Beyond the twelve, names are put together anew from halves of two rows.
function vary(entity, sample, n) {
  const row = sample[n % sample.length];
  const turn = Math.floor(n / sample.length);
  if (!turn) return row;
  const other = sample[(n + turn * 5) % sample.length];
  const varied = { ...row };
  for (const field of entity.fields) {
    const value = row[field.id];
    if (field.type === "date" && typeof value === "number") varied[field.id] = value + ((turn * 7) % 61) - 30;
    else if (field.type === "money" && value) varied[field.id] = Math.round(value * (1 + (turn % 9) / 10) * 100) / 100;
    else if (["status", "choice", "number", "time"].includes(field.type)) varied[field.id] = other[field.id];
    else if (["text", "person"].includes(field.type) && typeof value === "string" && value.length < 60) {
      const [head, ...rest] = String(other[field.id] || value).split(" ");
      varied[field.id] = [head.slice(0, 24), ...value.split(" ").slice(1), ...(rest.length ? [] : [])].join(" ");
    }
  }
  return varied;
}

const rowOf = (entity) => rowsOf(entity).find((entry) => entry.id === APP.row) || rowsOf(entity)[0] || { id: "0", row: (entity.sample || [{}])[1] || {} };

const nameField = (entity) => entity.fields[0];
const nameOf = (entity, row) => {
  const field = nameField(entity);
  return field && row[field.id] ? String(row[field.id]) : raise(say(`entity:${entity.id}`, entity.label));
};

// ---- values
const DATES = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const SHORT = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric" });
const MONEY = new Intl.NumberFormat(undefined, { style: "currency", currency: "EUR" });
const PLAIN = new Intl.NumberFormat(undefined);

function dayOf(value) {
  if (typeof value === "number") {
    const today = new Date();
    today.setHours(12, 0, 0, 0);
    return new Date(today.getTime() + (value - (APP.clock === "expired" ? 45 : 0)) * DAY);
  }
  const parsed = new Date(value);
  return Number.isNaN(parsed.getTime()) ? null : parsed;
}

const dayNumber = (date) => Math.round((new Date(date).setHours(12, 0, 0, 0) - new Date().setHours(12, 0, 0, 0)) / DAY);

function textOf(field, value) {
  if (value === null || value === undefined || value === "") return "–";
  if (field.type === "money" && typeof value === "number") return MONEY.format(value);
  if (field.type === "number" && typeof value === "number") return PLAIN.format(value);
  if (field.type === "date") {
    const day = dayOf(value);
    return day ? DATES.format(day) : String(value);
  }
  if (field.type === "bool") return value ? "✓" : "–";
  return String(value);
}

function showValue(field, value) {
  const text = textOf(field, value);
  const late = field.type === "date" && typeof value === "number" && dayOf(value) && dayNumber(dayOf(value)) < 0;
  if (field.type === "status" && text !== "–") return chip(field, text);
  if (field.type === "person" && text !== "–") return make("span", { class: "person" }, avatar(text), make("bdi", { text }));
  if (field.type === "file" && text !== "–") return make("span", { class: "filename" }, icon("file"), make("bdi", { text }));
  return make("bdi", { class: late ? "late" : text === "–" ? "nothing" : undefined, text, title: text.length > 40 ? text : undefined });
}

function chip(field, text) {
  const place = (field.options || []).indexOf(text);
  const tone = /declin|reject|cancel|fail|refus/i.test(text) ? "bad" : place === 0 ? "new" : place === 1 ? "good" : "calm";
  return make("span", { class: `chip ${tone}`, text });
}

const avatar = (name) => make("span", { class: "avatar", "aria-hidden": "true", text: initials(name), css: { "--turn": `${hashOf(String(name)) % 360}` } });

// ---- names that a person gave
function say(key, words) {
  if (APP.renames[key]) return APP.renames[key];
  return reword(words);
}

// What is built from a thing's name follows it.
function reword(words) {
  let said = words || "";
  for (const entity of MODEL.entities) {
    const one = APP.renames[`entity:${entity.id}`];
    if (!one) continue;
    const many = APP.renames[`many:${entity.id}`] || pluralOf(one);
    const pairs = [[besideEntity(entity).many, many], [entity.label, one]];
    for (const [old, now] of pairs) {
      const pattern = new RegExp(`(?<![\\p{L}\\d])${old.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\d])`, "giu");
      said = said.replace(pattern, (found) => (found[0] === found[0].toUpperCase() ? raise(now) : now));
    }
  }
  return said;
}

const pluralOf = (one) => (/[^aeiou]y$/i.test(one) ? `${one.slice(0, -1)}ies` : /(s|x|z|ch|sh)$/i.test(one) ? `${one}es` : `${one}s`);
const manyOf = (entity) => APP.renames[`many:${entity.id}`] || reword(besideEntity(entity).many);
const oneOf = (entity) => say(`entity:${entity.id}`, entity.label);
const labelOf = (entity, field) => say(`field:${entity.id}.${field.id}`, field.label);
const fieldsOf = (entity, ids) => (ids && ids.length ? ids.map((id) => entity.fields.find((field) => field.id === id)).filter(Boolean) : entity.fields);
const roleLabel = (id) => say(`role:${id}`, BESIDE.roles[id] || id.replaceAll("_", " "));
const titleOf = (screen) => say(`screen:${screen.id}`, screen.title);
