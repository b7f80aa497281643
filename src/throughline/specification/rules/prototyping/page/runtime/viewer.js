// What stands beside the product: switches, open questions, the map of states, coverage, gaps, names and answers.
const STORIES = new Map(BESIDE.stories.map((story) => [story.id, story]));
const NODES = MODEL.screens.flatMap((screen) => screen.states.map((state) => ({ screen, state })));
const plainState = (name) => name.replaceAll("_", " ");
const isOpen = (state) => state.status !== "specified";

function select(name, label, options, value, change) {
  return make("label", { class: "switch-box" }, make("span", { class: "hidden", text: label }), make("select", { name, title: label, on: { change: (event) => change(event.target.value) } }, options.map(([id, words]) => make("option", { value: id, selected: id === value }, words))));
}

function drawDock() {
  const set = (name) => (value) => {
    APP[name] = value;
    if (name === "role" && !allows(screenNow().roles) && !stateOf(screenNow(), "denied")) return go(homeOf().id);
    return go(APP.screen);
  };
  const open = NODES.filter(({ state }) => isOpen(state)).length;
  const step = (by) => () => {
    const at = NODES.findIndex(({ screen, state }) => screen.id === APP.screen && state.id === APP.state);
    const next = NODES[(at + by + NODES.length) % NODES.length];
    go(next.screen.id, next.state.id);
  };
  const state = stateOf(screenNow(), APP.state);
  return make(
    "div",
    { class: "dock", role: "toolbar", "aria-label": "⚙" },
    make("button", { type: "button", class: "square", title: "‹", "aria-label": "‹", on: { click: step(-1) } }, icon("left")),
    make("button", { type: "button", class: isOpen(state) ? "where hatched" : "where", "aria-expanded": String(APP.drawer === "map"), on: { click: () => toggleDrawer("map") } }, make("span", { class: "dot", "aria-hidden": "true" }), plainState(APP.state)),
    make("button", { type: "button", class: "square", title: "›", "aria-label": "›", on: { click: step(1) } }, icon("right")),
    make("span", { class: "gap" }),
    BESIDE && MODEL.roles.length > 1 ? select("role", "☺", MODEL.roles.map((id) => [id, roleLabel(id)]), APP.role, set("role")) : null,
    select("amount", "#", [["none", "0"], ["one", "1"], ["typical", "12"], ["huge", "1,000"]], APP.amount, set("amount")),
    select("network", "⇅", [["ok", "ok"], ["slow", "slow"], ["offline", "offline"], ["fails", "fails"]], APP.network, set("network")),
    select("clock", "◷", [["now", "now"], ["expired", "expired"]], APP.clock, set("clock")),
    make("button", { type: "button", class: "square", "aria-pressed": String(APP.renaming), title: "✎", "aria-label": "✎", on: { click: () => toggleRenaming() } }, icon("pen")),
    make("button", { type: "button", class: "tally", "aria-expanded": String(APP.drawer === "matrix"), "aria-label": DATA.coverage, title: DATA.coverage, on: { click: () => toggleDrawer("matrix") } }, make("span", { text: `${NODES.length - open}/${NODES.length}` }), make("span", { class: "meter", "aria-hidden": "true" }, make("span", { css: { width: `${(100 * (NODES.length - open)) / NODES.length}%` } }))),
  );
}

function toggleDrawer(name) {
  APP.drawer = APP.drawer === name ? "" : name;
  drawViewer();
  const drawer = document.querySelector(".drawer");
  if (drawer) drawer.querySelector("[aria-selected=true]").focus();
}

function toggleRenaming() {
  APP.renaming = !APP.renaming;
  APP.drawer = APP.renaming ? "names" : "";
  draw(false);
}

// ---- open questions
function drawQuestions() {
  const screen = screenNow();
  const state = stateOf(screen, APP.state);
  const { open } = besideState(screen, APP.state);
  const cases = open.length ? open : isOpen(state) && state.question ? [{ case: "", story: "", question: state.question }] : [];
  const stripe = isOpen(state) && APP.state !== "ideal";
  if (!cases.length && !stripe) return null;
  const list = cases.map((one, n) => drawQuestion(screen, one, stripe && n === 0));
  return make("section", { class: stripe ? "asks hatched" : "asks", "aria-label": "?" }, list.length ? list : make("p", { class: "bare", text: "?" }));
}

const answerOf = (screen, one) => APP.answers.find((answer) => answer.screen === screen.id && answer.state === APP.state && answer.case === one.case && answer.story === one.story);

function drawQuestion(screen, one, unfolded) {
  const story = STORIES.get(one.story);
  const given = answerOf(screen, one);
  const id = `q-${hashOf(`${screen.id}${APP.state}${one.case}${one.story}`)}`;
  const send = (form) => {
    const text = form.elements.text.value.trim();
    if (text) answer({ screen: screen.id, state: APP.state, case: one.case, story: one.story, text });
  };
  return make(
    "details",
    { class: given ? "ask done" : "ask", open: unfolded },
    make("summary", { title: reword(one.question) }, make("span", { class: "badge", text: given ? "✓" : "?" }), unfolded ? make("span", { class: "question", text: reword(one.question) }) : null, make("span", { class: "source", text: [story && story.label, one.case].filter(Boolean).join(" · ") })),
    unfolded ? null : make("p", { class: "question", text: reword(one.question) }),
    entry({}, send, make("textarea", { id, name: "text", rows: 2, dir: "auto", "aria-label": one.question }, given ? given.text : ""), make("button", { type: "button", "data-sends": true }, "Answer")),
  );
}

function answer(given) {
  APP.answers = [...APP.answers.filter((old) => !["screen", "state", "case", "story"].every((part) => old[part] === given[part])), given];
  post({ kind: "answer", ...given });
  draw(false);
}

// ---- the drawer
const TABS = [["map", "map"], ["matrix", "list"], ["gaps", "alert"], ["names", "pen"], ["answers", "chat"]];
const TAB_WORDS = { map: "States", matrix: "Coverage", gaps: "Gaps", names: "Names", answers: "Answers" };

function drawDrawer() {
  if (!APP.drawer) return null;
  const tab = ([name, shape]) =>
    make("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(APP.drawer === name), "aria-controls": "sheet", on: { click: () => { APP.drawer = name; drawViewer(); document.getElementById(`tab-${name}`).focus(); } } }, icon(shape), TAB_WORDS[name]);
  const close = () => toggleDrawer(APP.drawer);
  const draws = { map: drawMap, matrix: drawMatrix, gaps: drawGaps, names: drawNames, answers: drawAnswers };
  return make(
    "aside",
    { class: "drawer", "aria-label": DATA.coverage, on: { keydown: (event) => event.key === "Escape" && close() } },
    make("div", { class: "tabs" }, make("div", { role: "tablist" }, TABS.map(tab)), make("button", { type: "button", class: "square", "aria-label": "×", on: { click: close } }, icon("close"))),
    make("div", { class: "sheet-body", role: "tabpanel", id: "sheet", tabindex: "0", "aria-labelledby": `tab-${APP.drawer}` }, draws[APP.drawer]()),
  );
}

const jump = (screen, state) => () => go(screen, state);

function drawMap() {
  const chips = (screen) => screen.states.map((state) => make("li", {}, make("button", { type: "button", class: isOpen(state) ? "state open" : "state", "aria-current": screen.id === APP.screen && state.id === APP.state ? "true" : undefined, on: { click: jump(screen.id, state.id) } }, plainState(state.id))));
  return [make("p", { class: "sum-up", text: DATA.coverage }), MODEL.screens.map((screen) => make("section", { class: "map" }, make("h2", { text: titleOf(screen) }), make("ul", {}, chips(screen))))];
}

function drawMatrix() {
  const rows = [
    ...BESIDE.criteria.map((one) => ({ ...one, covered: true })),
    ...MODEL.screens.flatMap((screen) => screen.states.flatMap((state) => besideState(screen, state.id).open.map((one) => ({ id: one.case, label: one.case || "–", text: reword(one.question), story: one.story, screen: screen.id, state: state.id, covered: false })))),
  ];
  const used = [...new Set(rows.map((row) => row.state))];
  const columns = MODEL.screens.flatMap((screen) => screen.states.map((state) => state.id)).filter((name, n, all) => all.indexOf(name) === n && used.includes(name));
  const mark = (row) => make("button", { type: "button", class: row.covered ? "hit" : "hit open", "aria-label": `${titleOf(SCREENS.get(row.screen))}: ${plainState(row.state)}`, on: { click: jump(row.screen, row.state) } }, row.covered ? "●" : "○");
  const line = (row) => make("tr", {}, make("th", { scope: "row", title: row.text }, make("b", { text: row.label }), make("span", { text: row.text })), columns.map((name) => make("td", {}, row.state === name ? mark(row) : null)));
  return [
    make("p", { class: "sum-up", text: DATA.coverage }),
    make("div", { class: "scrolls", tabindex: "0", role: "region", "aria-label": TAB_WORDS.matrix }, make("table", { class: "matrix" }, make("thead", {}, make("tr", {}, make("td", {}), columns.map((name) => make("th", { scope: "col" }, make("span", { text: plainState(name) }))))), make("tbody", {}, rows.map(line)))),
  ];
}

function drawGaps() {
  if (!DATA.gaps.length) return make("p", { class: "sum-up", text: "0" });
  return make("ol", { class: "gaps" }, DATA.gaps.map((gap) => {
    const story = STORIES.get(gap.story);
    return make("li", {}, make("button", { type: "button", on: { click: jump(gap.screen, gap.state) } }, gap.text), story ? make("span", { class: "source", text: `${story.label} · ${story.title}` }) : null);
  }));
}

// ---- names
function listNames() {
  const names = [["title", MODEL.title], ...MODEL.roles.map((id) => [`role:${id}`, roleLabel(id)])];
  for (const entity of MODEL.entities) {
    names.push([`entity:${entity.id}`, oneOf(entity)], [`many:${entity.id}`, manyOf(entity)]);
    for (const field of entity.fields) names.push([`field:${entity.id}.${field.id}`, labelOf(entity, field)]);
  }
  for (const screen of MODEL.screens) names.push([`screen:${screen.id}`, titleOf(screen)]);
  const here = screenNow();
  for (const [place, block] of stateOf(here, APP.state).blocks.entries()) {
    if (block.text && block.type !== "heading") names.push([`copy:${here.id}.${APP.state}.${place}`, say(`copy:${here.id}.${APP.state}.${place}`, block.text)]);
    for (const action of block.actions || []) names.push([`action:${here.id}.${action.event}`, say(`action:${here.id}.${action.event}`, action.label)]);
  }
  return names.map(([key, words]) => [key, APP.renames[key] || words]);
}

function drawNames() {
  const change = (key) => (event) => rename(key, event.target.value);
  return make("div", { class: "names" }, listNames().map(([key, words]) => make("label", { class: APP.renames[key] ? "changed" : undefined }, make("code", { text: key }), make("input", { type: "text", dir: "auto", value: words, maxlength: "240", on: { change: change(key) } }))));
}

function rename(key, words) {
  const text = words.trim().slice(0, 240).replace(/[<>]/g, "");
  if (!text || APP.renames[key] === text) return;
  APP.renames[key] = text;
  post({ kind: "rename", key, text });
  draw(false);
}

// In place: while renaming, a click on a name opens a box over it instead of doing what it does.
function renameInPlace(event) {
  const named = APP.renaming && event.target.closest && event.target.closest(".stage [data-key]");
  if (!named) return;
  event.preventDefault();
  event.stopPropagation();
  const key = named.dataset.key;
  const frame = named.getBoundingClientRect();
  const known = listNames().find(([name]) => name === key);
  const box = make("input", { type: "text", class: "rename-box", dir: "auto", value: known ? known[1] : named.textContent, "aria-label": key, maxlength: "240", css: { left: `${frame.left}px`, top: `${frame.top}px`, width: `${Math.max(160, frame.width + 24)}px` } });
  let closed = false;
  const finish = (save) => {
    if (closed) return;
    closed = true;
    box.remove();
    if (save) rename(key, box.value);
  };
  box.addEventListener("keydown", (pressed) => {
    if (pressed.key === "Enter") finish(true);
    if (pressed.key === "Escape") finish(false);
  });
  box.addEventListener("blur", () => finish(true));
  document.body.append(box);
  box.focus();
  box.select();
}

// ---- answers, to be taken away
function drawAnswers() {
  const saved = { prototype: BESIDE.id, answers: APP.answers, renames: APP.renames };
  const text = JSON.stringify(saved, null, 2);
  const save = () => {
    const link = make("a", { download: "answers.json" });
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    document.body.append(link);
    link.click();
    window.setTimeout(() => {
      URL.revokeObjectURL(link.href);
      link.remove();
    }, 1000);
  };
  return [
    make("ol", { class: "gaps" }, APP.answers.map((given) => make("li", {}, make("button", { type: "button", on: { click: jump(given.screen, given.state) } }, given.text), make("span", { class: "source", text: [(STORIES.get(given.story) || {}).label, given.case].filter(Boolean).join(" · ") })))),
    make("div", { class: "take" }, make("button", { type: "button", class: "main", on: { click: save } }, "answers.json"), make("textarea", { readonly: true, rows: 10, "aria-label": "answers.json", on: { focus: (event) => event.target.select() } }, text)),
  ];
}
