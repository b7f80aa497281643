// The product around its screens: mark, navigation, role, title, banner, dialog, toast.
const mark = () => make("span", { class: "mark", "aria-hidden": "true", text: initials(say("title", MODEL.title)).slice(0, 1) });

function shortTitle() {
  const whole = say("title", MODEL.title);
  const [head] = whole.split(/\s+(?:for|with|in|to|at|on|by|of|from)\s|\s*[:–—|(,]\s*/);
  const title = head && head.length > 3 ? head : whole;
  return title.length > 34 ? `${title.slice(0, 33).trim()}…` : title;
}

function drawHeader() {
  const click = () => {
    APP.menu = !APP.menu;
    draw(false);
  };
  return make(
    "header",
    { class: "head" },
    make("button", { type: "button", class: "square burger", "aria-label": "☰", "aria-expanded": String(APP.menu), on: { click } }, icon(APP.menu ? "close" : "menu")),
    make("button", { type: "button", class: "brand", on: { click: () => go(homeOf().id) } }, mark(), make("span", { key: "title", text: shortTitle() })),
    make("span", { class: "me" }, avatar(roleLabel(APP.role)), make("span", { key: `role:${APP.role}`, text: raise(roleLabel(APP.role)) })),
  );
}

function drawNavigation() {
  const here = screenNow();
  const shown = navigable();
  const inside = (screen) => screen.id === here.id || (parentOf(here) && parentOf(here).id === screen.id);
  const entry = (screen) => {
    const entity = screen.kind === "list" && entityOf(screen);
    const count = entity && APP.amount !== "none" ? rowsOf(entity).length : 0;
    return make(
      "li",
      {},
      make("button", { type: "button", "aria-current": inside(screen) ? "page" : undefined, on: { click: () => go(screen.id) } }, icon(screen.kind), make("span", { class: "words", key: `screen:${screen.id}`, text: titleOf(screen) }), count ? make("span", { class: "count", "aria-hidden": "true", text: PLAIN.format(count) }) : null),
    );
  };
  return make("nav", { class: APP.menu ? "nav open" : "nav", "aria-label": shortTitle() }, make("ul", {}, shown.map(entry)));
}

function drawTitle(screen, state) {
  const entity = entityOf(screen);
  const single = screen.kind === "detail" && entity && !["error", "denied", "loading"].includes(state.id);
  const parent = parentOf(screen);
  const words = single ? nameOf(entity, rowOf(entity).row) : titleOf(screen);
  const status = single && entity.fields.find((field) => field.type === "status");
  const actions = state.blocks.filter((block) => block.type === "actions" && !["empty", "error", "denied"].includes(state.id)).flatMap((block) => block.actions || []);
  return make(
    "div",
    { class: "title" },
    make(
      "div",
      {},
      parent ? make("button", { type: "button", class: "crumb", on: { click: () => fire("back", "") } }, icon("left"), titleOf(parent)) : null,
      make("h1", { tabindex: "-1", dir: "auto", key: single ? undefined : `screen:${screen.id}`, text: words }),
      status ? showValue(status, rowOf(entity).row[status.id]) : null,
    ),
    drawActions(actions),
  );
}

const BLANK = new Set(["empty", "error", "denied"]);

function drawScreen() {
  const screen = screenNow();
  const state = stateOf(screen, APP.state) || screen.states[0];
  const blank = BLANK.has(state.id) && !["form", "wizard", "upload", "auth", "settings"].includes(screen.kind);
  const blocks = state.blocks.map((block, place) => ({ block, place })).filter(({ block }) => !(block.type === "actions" && !blank));
  const body = blank ? drawBlank(screen, state) : screen.kind === "message" ? [blocks.filter(({ block }) => block.type !== "paragraph").map(({ block, place }) => BLOCKS[block.type](block, place)), state.id === "loading" ? skeleton("table") : drawInbox(state.blocks)] : drawBlocks(blocks);
  return make("main", { class: `page ${screen.kind} state-${state.id}`, id: "main" }, drawTitle(screen, state), body, drawDialog(screen, state));
}

// Figures stand side by side.
function drawBlocks(blocks) {
  const drawn = [];
  let row = null;
  for (const { block, place } of blocks) {
    const piece = (BLOCKS[block.type] || (() => null))(block, place);
    if (!piece) continue;
    if (block.type === "stat" && screenNow().kind === "dashboard") {
      if (!row) drawn.push((row = make("div", { class: "stats" })));
      row.append(...[piece].flat().filter(Boolean));
    } else drawn.push(piece);
  }
  return drawn;
}

function drawBlank(screen, state) {
  const place = state.blocks.findIndex((block) => ["note", "banner"].includes(block.type));
  const key = `copy:${screen.id}.${state.id}.${place}`;
  const words = place < 0 ? titleOf(screen) : say(key, state.blocks[place].text);
  const actions = state.blocks.filter((block) => block.type === "actions").flatMap((block) => block.actions || []);
  const shape = { empty: screen.kind === "chat" ? "chat" : "tray", error: "alert", denied: "lock" }[state.id];
  return make("div", { class: `panel blank ${state.id}` }, make("span", { class: "disc", "aria-hidden": "true" }, icon(shape)), make("p", { class: "loud", key, text: words }), drawActions(actions, { most: 2 }));
}

function drawDialog(screen, state) {
  if (state.id !== "confirm") return null;
  const dialogs = state.blocks.map((block, place) => ({ block, place })).filter(({ block }) => block.type === "dialog");
  const asked = dialogs.find(({ block }) => (block.actions || []).some((action) => action.event === `confirm_${APP.asked}`.slice(0, 40))) || dialogs[0];
  if (!asked) return null;
  const key = `copy:${screen.id}.${state.id}.${asked.place}`;
  const entity = ENTITIES.get(asked.block.entity);
  const escape = (event) => event.key === "Escape" && fire("cancel", "");
  return make(
    "div",
    { class: "scrim" },
    make("div", { class: "dialog", role: "dialog", "aria-labelledby": "asked", tabindex: "-1", on: { keydown: escape } }, make("h2", { id: "asked", key, text: say(key, asked.block.text) }), entity && screen.kind !== "form" ? make("bdi", { class: "quietly", text: nameOf(entity, rowOf(entity).row) }) : null, make("div", { class: "actions" }, visible(asked.block.actions).map((action, n) => button(action, { main: n === 0, quiet: n > 0 })))),
  );
}

let toasting = 0;

function drawToast() {
  const place = document.getElementById("toast");
  place.replaceChildren();
  if (!APP.toast) return;
  place.append(make("div", { class: "toast" }, icon("confirm"), make("span", { text: APP.toast })));
  APP.toast = "";
  window.clearTimeout(toasting);
  toasting = window.setTimeout(() => place.replaceChildren(), 4000);
}
