// Where one stands, what the world is like, and how an event leads on.
const APP = {
  screen: MODEL_START(),
  state: "ideal",
  role: "",
  amount: "typical",
  network: "ok",
  clock: "now",
  row: "1",
  page: 0,
  sort: null,
  find: {},
  asked: "",
  toast: "",
  drawer: "",
  renaming: false,
  menu: false,
  answers: [],
  renames: { ...(BESIDE.renames || {}) },
};
const FRAMED = window.parent !== window;
let waiting = 0;

function MODEL_START() {
  return MODEL.screens[0].id;
}

const screenNow = () => SCREENS.get(APP.screen);
const allows = (roles) => !roles || !roles.length || roles.includes(APP.role);
const navigable = () => MODEL.screens.filter((screen) => (TOP.has(screen.kind) || !parentOf(screen)) && allows(screen.roles));
const homeOf = () => navigable().find((screen) => screen.kind !== "auth") || MODEL.screens[0];

function parentOf(screen) {
  const back = MODEL.transitions.find((way) => way.from === screen.id && way.event === "back");
  const parent = back && SCREENS.get(back.to);
  return parent && !TOP.has(screen.kind) && besideScreen(parent).entity === besideScreen(screen).entity ? parent : null;
}

// Which state a screen is in when one comes to it, by the switches.
function arrive(screen) {
  const has = (name) => Boolean(stateOf(screen, name));
  if (!allows(screen.roles) && has("denied")) return "denied";
  if (APP.network === "offline") return has("offline") ? "offline" : has("error") ? "error" : "ideal";
  if (APP.network === "fails" && has("error") && !["form", "wizard", "upload"].includes(screen.kind)) return "error";
  if (APP.network === "slow" && has("loading")) return "loading";
  if (APP.clock === "expired" && has("expired")) return "expired";
  if (APP.amount === "none" && has("empty")) return "empty";
  if (APP.amount === "huge" && has("long_content")) return "long_content";
  return "ideal";
}

function go(id, name, { quiet = false } = {}) {
  const screen = SCREENS.get(id);
  if (!screen) return;
  window.clearTimeout(waiting);
  const moved = APP.screen !== id;
  APP.screen = id;
  APP.state = name && stateOf(screen, name) ? name : arrive(screen);
  if (moved) Object.assign(APP, { page: 0, sort: null, find: {}, menu: false });
  if (!name && APP.state === "loading") waiting = window.setTimeout(() => go(id, "ideal", { quiet: true }), 1500);
  const hash = `#${id}/${APP.state}`;
  if (window.location.hash !== hash) window.location.hash = hash;
  draw(!quiet && moved);
  post({ kind: "at", screen: id, state: APP.state });
}

function post(message) {
  if (FRAMED) window.parent.postMessage({ from: "throughline-prototype", ...message }, "*");
}

function findWay(event) {
  const ways = MODEL.transitions.filter((way) => way.from === APP.screen && way.event === event);
  return ways.find((way) => way.from_state === APP.state) || ways.find((way) => !way.from_state) || ways[0];
}

const WRITES = new Set(["submit", "send", "save"]);

function fire(event, label) {
  const screen = screenNow();
  const writes = WRITES.has(event) || event.startsWith("confirm_");
  if (writes && (APP.network === "fails" || APP.network === "offline") && stateOf(screen, APP.network === "offline" && stateOf(screen, "offline") ? "offline" : "error"))
    return go(screen.id, APP.network === "offline" && stateOf(screen, "offline") ? "offline" : "error");
  if (writes && APP.network === "slow" && stateOf(screen, "pending")) {
    go(screen.id, "pending");
    waiting = window.setTimeout(() => settle(event, label), 1500);
    return undefined;
  }
  return settle(event, label);
}

function settle(event, label) {
  const screen = screenNow();
  const way = findWay(event);
  if (!way) return notify(`${label || event}: ?`);
  if (event.startsWith("confirm_")) conclude(screen, label);
  if (way.to_state === "confirm") APP.asked = event;
  if (WRITES.has(event) || event.startsWith("confirm_") || (way.to === screen.id && !way.to_state && event !== "resume" && event !== "cancel"))
    APP.toast = label;
  if (event === "resume") return go(way.to, way.to_state || (APP.network === "ok" && APP.amount !== "none" ? "ideal" : ""));
  return go(way.to, way.to_state || (event === "cancel" && way.to === screen.id ? "ideal" : ""));
}

// What was decided shows in the row: another status, or the row is gone.
function conclude(screen, label) {
  const entity = entityOf(screen);
  if (!entity) return;
  const row = rowOf(entity);
  const status = entity.fields.find((field) => field.type === "status");
  const stem = (label || "").slice(0, 5).toLowerCase();
  const next = status && (status.options || []).find((option) => option.toLowerCase().startsWith(stem));
  if (next) CHANGED.set(`${entity.id}/${row.id}`, { ...CHANGED.get(`${entity.id}/${row.id}`), [status.id]: next });
  else GONE.add(`${entity.id}/${row.id}`);
}

function notify(words) {
  APP.toast = words;
  drawToast();
}

function readHash() {
  const [id, name] = window.location.hash.slice(1).split("/").map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return "";
    }
  });
  return SCREENS.has(id) ? { id, name } : null;
}

function listen() {
  window.addEventListener("hashchange", () => {
    const there = readHash();
    if (there && (there.id !== APP.screen || (there.name && there.name !== APP.state))) go(there.id, there.name);
  });
  window.addEventListener("message", (event) => {
    const told = event.data;
    if (!FRAMED || event.source !== window.parent || !told || told.to !== "throughline-prototype") return;
    if (told.kind === "go" && SCREENS.has(told.screen)) go(told.screen, typeof told.state === "string" ? told.state : "");
  });
}
