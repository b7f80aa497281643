// Larger blocks: forms, details, calendars, conversations, inboxes.
const CONTROLS = { number: "number", money: "number", date: "date", time: "time", email: "email", phone: "tel", file: "file" };

function drawForm(block) {
  const kind = screenNow().kind;
  if (kind === "auth") return drawEntrance(block);
  if (kind === "settings") return drawSwitch(block);
  const entity = ENTITIES.get(block.entity);
  if (!entity) return null;
  if (kind === "upload") return drawDrop(entity, block);
  const shown = fieldsOf(entity, block.fields);
  const wrong = APP.state === "error" ? shown.filter((field) => field.required).slice(0, 2) : [];
  const submit = (form) => {
    keep(entity, shown, form);
    const action = visible(block.actions)[0];
    if (action) fire(action.event, say(`action:${APP.screen}.${action.event}`, action.label));
  };
  const controls = shown.map((field) => drawControl(entity, field, { wrong: wrong.includes(field) }));
  return entry({ class: "panel form" }, submit, make("div", { class: "fields" }, controls), drawSubmit(block));
}

function drawSubmit(block) {
  const [main, ...rest] = visible(block.actions);
  if (!main) return null;
  const busy = APP.state === "pending";
  const key = `action:${APP.screen}.${main.event}`;
  return make(
    "div",
    { class: "actions end" },
    make("button", { type: "button", "data-sends": true, class: "main", key, "aria-busy": busy ? "true" : undefined, disabled: busy }, busy ? make("span", { class: "spin", "aria-hidden": "true" }) : null, say(key, main.label)),
    rest.map((action) => button(action, { quiet: true })),
  );
}

// What was entered becomes the first row of the list.
function keep(entity, fields, form) {
  const row = {};
  for (const field of entity.fields) row[field.id] = field.type === "status" ? (field.options || [])[0] : null;
  for (const field of fields) {
    const control = form.elements[field.id];
    const value = control ? (control.type === "checkbox" ? control.checked : control.value) : "";
    if (value === "" || value === undefined) continue;
    row[field.id] = isFigure(field) ? Number(value) : field.type === "file" ? String(value).split("\\").pop() : value;
  }
  const name = nameField(entity);
  if (name && !row[name.id]) row[name.id] = nameOf(entity, (entity.sample || [{}, {}])[2] || {});
  if (APP.network === "ok" && APP.state === "ideal") MADE.set(entity.id, [row, ...(MADE.get(entity.id) || [])]);
}

function drawControl(entity, field, { wrong = false } = {}) {
  const id = `f-${field.id}`;
  const hint = `${id}-hint`;
  const given = { id, name: field.id, required: field.required, "aria-invalid": wrong ? "true" : undefined, "aria-describedby": wrong ? hint : undefined, autocomplete: "off" };
  const label = fieldLabel(entity, field, "label", { for: id });
  if (field.required) label.append(make("span", { class: "star", "aria-hidden": "true", text: " *" }));
  const wide = ["longtext", "multichoice"].includes(field.type);
  if (field.type === "bool") return make("div", { class: "field tick" }, make("input", { ...given, type: "checkbox" }), label);
  if (field.type === "multichoice") return drawTicks(entity, field);
  return make("div", { class: wide ? "field wide" : "field" }, label, drawInput(field, given), wrong ? make("p", { class: "wrong", id: hint, text: `${labelOf(entity, field)}?` }) : null);
}

function drawInput(field, given) {
  const people = field.type === "person";
  if (["choice", "status"].includes(field.type))
    return make("select", given, (field.options || []).map((option) => make("option", { value: option }, option)));
  if (field.type === "longtext") return make("textarea", { ...given, rows: 4, dir: "auto" });
  const input = make("input", { ...given, type: CONTROLS[field.type] || "text", dir: CONTROLS[field.type] ? undefined : "auto", min: field.min, max: field.max, step: field.type === "money" ? "0.01" : undefined });
  if (APP.state === "long_content" && !CONTROLS[field.type]) input.value = "Ω".padEnd(120, "mw");
  if (field.type === "money") return make("span", { class: "affix" }, make("span", { "aria-hidden": "true", text: "€" }), input);
  return people ? make("span", { class: "affix" }, make("span", { "aria-hidden": "true" }, icon("auth")), input) : input;
}

function drawTicks(entity, field) {
  const ticks = (field.options || []).map((option, n) => make("label", { class: "pill" }, make("input", { type: "checkbox", name: `${field.id}-${n}` }), option));
  return make("fieldset", { class: "field wide ticks" }, fieldLabel(entity, field, "legend"), make("div", {}, ticks));
}

function drawDrop(entity, block) {
  const submit = () => {
    const action = visible(block.actions)[0];
    if (action) fire(action.event, say(`action:${APP.screen}.${action.event}`, action.label));
  };
  const busy = APP.state === "pending";
  const files = ["error", "limit", "pending", "duplicate", "partial"].includes(APP.state) ? fileRows(entity) : null;
  return entry(
    { class: "panel form" },
    submit,
    make("label", { class: "drop" }, icon("upload"), make("span", { text: reword(block.text) }), make("input", { type: "file", name: "file", multiple: true, "aria-label": reword(block.text), disabled: busy })),
    files,
    drawSubmit(block),
  );
}

function fileRows(entity) {
  const tone = { error: "bad", limit: "bad", duplicate: "warn", pending: "calm", partial: "warn" }[APP.state];
  return make(
    "ul",
    { class: "files" },
    [64, 100, 28].map((done, n) => {
      const label = `${entity.id}-${n + 1}.jpg`;
      const failed = tone !== "calm" && n === 0;
      return make("li", { class: failed ? tone : undefined }, icon(failed ? "alert" : "file"), make("span", { text: label }), make("span", { class: "meter", role: "progressbar", "aria-label": label, "aria-valuenow": String(failed ? 12 : done), "aria-valuemin": "0", "aria-valuemax": "100" }, make("span", { css: { width: `${failed ? 12 : done}%` } })));
    }),
  );
}

function drawEntrance(block) {
  const [main, ...rest] = visible(block.actions);
  const submit = () => {
    if (main) fire(main.event, say(`action:${APP.screen}.${main.event}`, main.label));
  };
  const wrong = APP.state === "error";
  const field = (name, type) => make("div", { class: "field" }, make("label", { for: `f-${name}`, text: raise(name) }), make("input", { id: `f-${name}`, name, type, autocomplete: "off", "aria-invalid": wrong ? "true" : undefined }));
  return entry(
    { class: "panel form entrance" },
    submit,
    mark(),
    field("email", "email"),
    field("password", "password"),
    main ? make("button", { type: "button", "data-sends": true, class: "main", key: `action:${APP.screen}.${main.event}` }, say(`action:${APP.screen}.${main.event}`, main.label)) : null,
    rest.map((action) => button(action, { quiet: true })),
  );
}

function drawSwitch(block) {
  const id = `s-${hashOf(block.text)}`;
  const on = hashOf(block.text) % 2 === 0;
  return make("div", { class: "panel switch" }, make("label", { for: id, text: reword(block.text) }), make("input", { type: "checkbox", role: "switch", id, checked: on }));
}

// ---- one thing
function drawDetail(block) {
  const entity = ENTITIES.get(block.entity);
  if (!entity) return null;
  if (APP.state === "loading") return skeleton("detail");
  const { row } = rowOf(entity);
  const shown = fieldsOf(entity, block.fields).filter((field) => field !== nameField(entity));
  const long = shown.filter((field) => field.type === "longtext");
  const short = shown.filter((field) => field.type !== "longtext");
  const facts = make("dl", { class: "sheet" }, short.map((field) => make("div", {}, fieldLabel(entity, field, "dt"), make("dd", {}, showValue(field, row[field.id])))));
  const texts = long.map((field) => make("section", { class: "text" }, fieldLabel(entity, field, "h2"), make("p", { dir: "auto", text: textOf(field, row[field.id]) })));
  const pictured = ["cards"].includes(besideEntity(entity).emphasis);
  const turn = hashOf(nameOf(entity, row));
  const cover = pictured ? make("div", { class: `cover hero pattern${turn % 4}`, "aria-hidden": "true", css: { "--turn": `${turn % 90}` } }) : null;
  return make("div", { class: "columns" }, make("div", { class: "panel" }, cover, facts, texts), make("div", { class: "beside" }, drawHistory(entity, row), drawRelated(entity)));
}

function drawHistory(entity, row) {
  const status = entity.fields.find((field) => field.type === "status");
  if (!status || !(status.options || []).length) return null;
  const at = Math.max(0, status.options.indexOf(row[status.id]));
  const past = status.options.slice(0, at + 1).slice(-3).reverse();
  const day = (n) => DATES.format(dayOf(-2 * n));
  return make("section", { class: "panel history" }, fieldLabel(entity, status, "h2"), make("ol", {}, past.map((step, n) => make("li", {}, make("strong", { text: step }), make("span", { class: "quietly", text: day(n) })))));
}

function drawRelated(entity) {
  const others = MODEL.screens.filter((screen) => screen.kind === "list" && allows(screen.roles) && besideScreen(screen).entity !== entity.id).slice(0, 2);
  return others.map((screen) => {
    const other = entityOf(screen);
    const rows = rowsOf(other).slice(1, 4);
    if (!rows.length) return null;
    return make("section", { class: "panel related" }, make("h2", {}, make("button", { type: "button", class: "name", on: { click: () => go(screen.id) } }, raise(manyOf(other)))), make("ul", {}, rows.map((entry) => make("li", {}, rowName(other, entry), brief(other, entry.row)))));
  });
}

function brief(entity, row) {
  const field = entity.fields.find((one) => ["status", "money", "date"].includes(one.type) && row[one.id] !== null && row[one.id] !== undefined);
  return field ? showValue(field, row[field.id]) : null;
}

// ---- time
function drawTimeline(block) {
  const screen = screenNow();
  const entity = ENTITIES.get(block.entity);
  if (screen.kind === "detail" || !entity) return null;
  if (screen.kind === "chat") return drawTalk(entity, block);
  if (APP.state === "loading") return skeleton("cards");
  return besideEntity(entity).emphasis === "feed" ? null : drawWeek(entity);
}

function drawWeek(entity) {
  const date = entity.fields.find((field) => field.type === "date");
  const time = entity.fields.find((field) => field.type === "time");
  if (!date) return null;
  const rows = found(entity);
  const days = Array.from({ length: 7 }, (_, n) => ({ n, day: dayOf(n), rows: rows.filter(({ row }) => typeof row[date.id] === "number" && Math.round(row[date.id]) === n) }));
  const drawDay = ({ n, day, rows: own }) => {
    const sorted = time ? [...own].sort((a, b) => String(a.row[time.id]).localeCompare(String(b.row[time.id]))) : own;
    return make(
      "li",
      { class: n === 0 ? "today" : undefined },
      make("span", { class: "day", text: SHORT.format(day) }),
      sorted.slice(0, 4).map((entry) => make("button", { type: "button", class: "slot", on: { click: () => openRow(entity, entry.id) } }, time ? make("span", { class: "hour", text: entry.row[time.id] || "" }) : null, make("bdi", { text: nameOf(entity, entry.row) }))),
      sorted.length > 4 ? make("span", { class: "quietly", text: `+${sorted.length - 4}` }) : null,
    );
  };
  return make("ul", { class: "week panel", "aria-label": labelOf(entity, date) }, days.map(drawDay));
}

// ---- talk
function drawTalk(entity, block) {
  const texts = entity.fields.find((field) => field.type === "longtext") || nameField(entity);
  const people = [...new Set(rowsOf(entity).map(({ row }) => String((entity.fields.find((field) => field.type === "person") ? row[entity.fields.find((field) => field.type === "person").id] : nameOf(entity, row)) || "")))].filter(Boolean);
  const sent = MADE.get(entity.id) || [];
  const said = [...rowsOf(entity).slice(sent.length, sent.length + 7).filter(({ row }) => row[texts.id]).map(({ row }, n) => ({ text: row[texts.id], mine: n % 3 === 1 })), ...[...sent].reverse().map((row) => ({ text: row[texts.id], mine: true, failed: false }))];
  const action = visible(block.actions)[0] || { event: "send", label: "Send" };
  const label = say(`action:${APP.screen}.${action.event}`, action.label);
  const submit = (form) => {
    const box = form.elements.words;
    if (!box.value.trim()) return box.focus();
    if (APP.network === "ok") MADE.set(entity.id, [{ [texts.id]: box.value }, ...sent]);
    return fire(action.event, label);
  };
  return make(
    "div",
    { class: "talk panel" },
    make("ul", { class: "people" }, people.slice(0, 6).map((name, n) => make("li", { class: n === 0 ? "now" : undefined }, avatar(name), make("bdi", { text: name })))),
    make(
      "div",
      { class: "thread" },
      make("ol", { tabindex: "0", "aria-label": raise(manyOf(entity)) }, said.map(({ text, mine }) => make("li", { class: mine ? "mine" : undefined, dir: "auto", text }))),
      entry({ class: "write" }, submit, make("input", { name: "words", type: "text", dir: "auto", autocomplete: "off", "aria-label": raise(oneOf(entity)), placeholder: raise(oneOf(entity)) }), make("button", { type: "button", "data-sends": true, class: "main", key: `action:${APP.screen}.${action.event}` }, label)),
    ),
  );
}

// ---- inbox
function drawInbox(blocks) {
  const paragraphs = blocks.filter((block) => block.type === "paragraph");
  const amount = Math.min(AMOUNTS[APP.amount], 24);
  const items = Array.from({ length: paragraphs.length ? amount : 0 }, (_, n) => ({ block: paragraphs[n % paragraphs.length], n }));
  const open = (block) => {
    const detail = MODEL.screens.find((screen) => screen.kind === "detail" && besideScreen(screen).entity === block.entity);
    if (detail) go(detail.id);
    else fire("open", reword(block.text));
  };
  return make(
    "ul",
    { class: "inbox panel" },
    items.map(({ block, n }) => {
      const entity = ENTITIES.get(block.entity) || MODEL.entities[0];
      const rows = entity ? rowsOf(entity) : [];
      const about = rows.length ? nameOf(entity, rows[(n * 5 + 1) % rows.length].row) : "";
      return make("li", { class: n < 2 ? "unread" : undefined }, make("button", { type: "button", on: { click: () => open(block) } }, make("strong", { text: reword(block.text) }), make("bdi", { class: "quietly", text: about })), make("span", { class: "quietly", text: DATES.format(dayOf(-Math.floor(n / 2))) }));
    }),
  );
}
