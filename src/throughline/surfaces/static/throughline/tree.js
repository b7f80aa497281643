// The tree by keyboard and by drag. Without this file its links and forms do the same.
const page = document.querySelector(".treepage");
const dialog = document.getElementById("tree-act");
const kept = "throughline-tree";
let last = "";
const WAIT = 600; // milliseconds in which letters typed one after the other belong together

const tree = () => document.querySelector("[role=tree]");
const items = () => [...tree().querySelectorAll("[role=treeitem]")];
const shown = () => items().filter((item) => !item.parentElement.closest("[role=group][hidden]"));
const group = (item) => item.querySelector(":scope > [role=group]");
const parent = (item) => item.parentElement.closest("[role=treeitem]");
const node = (item) => item.querySelector(":scope > .node");
const name = (item) => node(item).querySelector(".name").textContent.trim();
const ref = (item) => item.id;
const kind = (item) => ref(item).split(":")[0];
const current = () => tree().querySelector("[role=treeitem][tabindex='0']");
const byRef = (wanted) => items().find((item) => ref(item) === wanted);

// One item is in the tab order, with the controls on its own line.
function choose(item, focus = true) {
  for (const other of items()) {
    other.tabIndex = other === item ? 0 : -1;
    node(other).querySelectorAll("a:not(.twist)").forEach((link) => (link.tabIndex = other === item ? 0 : -1));
  }
  if (focus) item.focus();
}

function toggle(item, open) {
  const below = group(item);
  if (!below) return;
  item.setAttribute("aria-expanded", open);
  below.hidden = !open;
  const twist = node(item).querySelector(".twist");
  twist.setAttribute("aria-label", `${open ? "Close" : "Open"} ${name(item)}`);
  keep(ref(item), open);
  if (open && !below.childElementCount) refresh(ref(item));
}

// What is in a shut branch comes when it is opened.
function refresh(at = "") {
  last = at || (current() ? ref(current()) : "");
  htmx.ajax("GET", location.pathname + location.search, { target: "#tree", swap: "outerHTML" });
}

// Which branches are open stands in the address, and in this browser for the next visit.
function keep(which, open) {
  const here = new URL(location.href);
  const opened = new Set((here.searchParams.get("open") ?? "").split(",").filter(Boolean));
  const shut = new Set((here.searchParams.get("shut") ?? "").split(",").filter(Boolean));
  (open ? opened : shut).add(which);
  (open ? shut : opened).delete(which);
  for (const [key, set] of [["open", opened], ["shut", shut]]) {
    if (set.size) here.searchParams.set(key, [...set].join(","));
    else here.searchParams.delete(key);
  }
  here.searchParams.delete("at");
  history.replaceState(history.state, "", decodeURIComponent(here.href));
  localStorage.setItem(kept, JSON.stringify({ open: [...opened], shut: [...shut] }));
}

function remember() {
  const here = new URL(location.href).searchParams;
  if (here.has("open") || here.has("shut")) return;
  try {
    const { open = [], shut = [] } = JSON.parse(localStorage.getItem(kept)) ?? {};
    if (!open.length && !shut.length) return;
    for (const which of open) keep(which, true);
    for (const which of shut) keep(which, false);
    refresh();
  } catch {
    localStorage.removeItem(kept);
  }
}

function reveal(item) {
  for (let above = parent(item); above; above = parent(above)) if (group(above).hidden) toggle(above, true);
}

function step(from, by) {
  const all = shown();
  const next = all[all.indexOf(from) + by];
  if (next) choose(next);
}

let typed = "";
let timer;
function typeAhead(item, letter) {
  clearTimeout(timer);
  timer = setTimeout(() => (typed = ""), WAIT);
  typed += letter.toLowerCase();
  const all = shown();
  const at = all.indexOf(item);
  const round = [...all.slice(at + (typed.length === 1 ? 1 : 0)), ...all.slice(0, at + 1)];
  const found = round.find((other) => name(other).toLowerCase().startsWith(typed));
  if (found) choose(found);
}

function among(item, by) {
  const near = [...item.parentElement.children].filter((other) => kind(other) === "opportunity" && other.id);
  const at = near.indexOf(item) + by;
  if (kind(item) !== "opportunity" || at < 0 || at >= near.length) return;
  const before = by < 0 ? near[at] : near[at + 1];
  move(ref(item), ref(parent(item)), before ? ref(before) : "");
}

function move(which, under, before = "") {
  const [kind_, key] = which.split(":");
  htmx.ajax("POST", `/strategy/tree/${kind_}/${key}/move`, { target: "#tree", swap: "outerHTML", values: { under, before } });
}

// What a key does on the node that has the focus; `false` leaves it to the page.
const KEYS = {
  ArrowDown: (item) => step(item, 1),
  ArrowUp: (item) => step(item, -1),
  Home: () => choose(shown()[0]),
  End: () => choose(shown().at(-1)),
  ArrowRight: (item) => {
    if (!group(item)) return;
    if (group(item).hidden) toggle(item, true);
    else choose(group(item).querySelector("[role=treeitem]"));
  },
  ArrowLeft: (item) => {
    if (group(item) && !group(item).hidden) toggle(item, false);
    else if (parent(item)) choose(parent(item));
  },
  Enter: (item) => node(item).querySelector("a.name")?.click(),
  " ": (item) => (group(item) ? toggle(item, group(item).hidden) : undefined),
  "*": (item) => [...item.parentElement.children].forEach((one) => one.id && toggle(one, true)),
};
const ACTS = { m: "move", e: "rename", i: "idea", c: "new" };

function act(item, what) {
  const which = item && ref(item) !== "goal:none" ? ref(item).split(":") : null;
  if (item && what === "new" && kind(item) === "idea") return act(parent(item), "idea");
  if (!which && what === "new") return ask("/strategy/tree/new");
  if (!which || (what === "move" && kind(item) === "goal") || (what === "idea" && kind(item) !== "opportunity")) return;
  ask(`/strategy/tree/${which[0]}/${which[1]}/${what}`);
}

async function ask(url) {
  await htmx.ajax("GET", url, { target: "#tree-act", swap: "innerHTML" });
  if (!dialog.querySelector("form")) return;
  dialog.showModal();
  (dialog.querySelector("[autofocus], [data-places-filter]") ?? dialog).focus();
}

// From nowhere the same keys lead into the tree. j and k are what they are in every list.
const STEPS = { j: "ArrowDown", k: "ArrowUp" };
const INTO = ["ArrowDown", "ArrowUp", "Home", "End"];

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || !page || !tree()) return;
  const single = document.querySelector("[data-single-keys]")?.checked !== false;
  const key = (single && STEPS[event.key]) || event.key;
  if (event.target === document.body && !event.altKey && INTO.includes(key) && current()) {
    event.preventDefault();
    event.stopPropagation();
    choose(current());
    return;
  }
  const item = event.target.closest?.("[role=treeitem]");
  if (!item) return;
  if (event.altKey) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by && page.querySelector(".more")) {
      event.preventDefault();
      among(item, by);
    }
    return;
  }
  if (event.target !== item && !key.startsWith("Arrow")) return;
  const writes = Boolean(page.querySelector(".more"));
  if (Object.hasOwn(KEYS, key)) KEYS[key](item);
  else if (!typed && writes && single && Object.hasOwn(ACTS, event.key)) act(item, ACTS[event.key]);
  else if (event.key.length === 1 && !"/?gjk".includes(event.key)) typeAhead(item, event.key);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key !== "c" || !page || event.target.closest?.("[role=treeitem], input, textarea, select, dialog")) return;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const button = document.querySelector("[data-create-any]");
  if (button) {
    event.preventDefault();
    button.click();
  }
});

document.addEventListener("click", (event) => {
  const item = event.target.closest?.("[role=treeitem]");
  const twist = event.target.closest?.("a.twist");
  const asks = event.target.closest?.("a[data-act]");
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (twist) {
    event.preventDefault();
    toggle(item, group(item).hidden);
    choose(item);
  } else if (asks && dialog) {
    event.preventDefault();
    ask(asks.getAttribute("href"));
  } else if (event.target.closest?.("[data-cancel]") && dialog?.open) {
    event.preventDefault();
    dialog.close();
  } else if (item && event.target.closest(".node")) choose(item, false);
});

// The list of parents is filtered while one types.
document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-places-filter]")) return;
  const wanted = event.target.value.trim().toLowerCase();
  for (const label of dialog.querySelectorAll(".places-to label")) {
    label.hidden = wanted !== "" && !label.textContent.toLowerCase().includes(wanted);
  }
});
document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.("[data-places-filter]") || !["Enter", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  const first = dialog.querySelector(".places-to label:not([hidden]) input");
  first?.focus();
  if (event.key === "Enter" && first) first.checked = true;
});

// Drag an opportunity or an idea: onto a node to put it below, between two to put it there.
let dragged = null;
function place(event) {
  const line = event.target.closest?.(".treepage .node");
  const item = line?.closest("[role=treeitem]");
  if (!dragged || !item || dragged.contains(item) || kind(item) === "idea") return null;
  const box = line.getBoundingClientRect();
  const high = (event.clientY - box.top) / box.height;
  const both = kind(dragged) === "opportunity" && kind(item) === "opportunity";
  if (both && high < 0.28) return { item, where: "before" };
  if (kind(dragged) === "idea" && kind(item) !== "opportunity") return null;
  return { item, where: "into" };
}
function clear() {
  tree()?.querySelectorAll(".drop-into, .drop-before").forEach((line) => line.classList.remove("drop-into", "drop-before"));
}
document.addEventListener("dragstart", (event) => {
  const item = event.target.closest?.("[role=treeitem]");
  if (!item || !page) return;
  dragged = item;
  item.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", name(item));
});
document.addEventListener("dragover", (event) => {
  const there = place(event);
  clear();
  if (!there) return;
  event.preventDefault();
  node(there.item).classList.add(`drop-${there.where}`);
});
document.addEventListener("drop", (event) => {
  const there = place(event);
  clear();
  if (!there) return;
  event.preventDefault();
  if (there.where === "into") move(ref(dragged), ref(there.item));
  else move(ref(dragged), parent(there.item) ? ref(parent(there.item)) : "goal:none", ref(there.item));
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  dragged = null;
  if (tree()) clear();
});

function begin(focus) {
  if (!page || !tree()) return;
  if (!items().length) return;
  const draggable = Boolean(page.querySelector(".more"));
  for (const item of items()) if (draggable && kind(item) !== "goal") node(item).draggable = true;
  const at = byRef(document.getElementById("tree").dataset.at) ?? byRef(last) ?? items()[0];
  if (byRef(document.getElementById("tree").dataset.at)) reveal(at);
  choose(at, focus);
  last = "";
}
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id === "tree" && !last) last = current() ? ref(current()) : "";
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "tree" && event.detail.elt?.id !== "tree") return;
  if (dialog?.open) dialog.close();
  begin(true);
});
// After an undo the page comes anew, and the focus is where it was.
const BACK = "throughline-node";
document.body.addEventListener("throughline-changed", () => {
  if (page && tree() && current()) sessionStorage.setItem(BACK, ref(current()));
});
remember();
const back = sessionStorage.getItem(BACK) ?? "";
sessionStorage.removeItem(BACK);
last = back;
begin(Boolean(back || document.getElementById("tree")?.dataset.at));
