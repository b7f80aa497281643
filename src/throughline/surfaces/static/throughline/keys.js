// One key for each thing a person does. Letters typed into a field are letters.
//
// What a page writes, and gets (nothing here knows any page):
//   data-line        an entry of a list, or a line of a document: j and k go through them. Its first link is what opens;
//                    [data-open] within it names another. After an HTMX act the focus stays at the same place in the list.
//   data-key="a"     a button, link or field that the key `a` presses: in the line that has the focus, else in the open
//                    panel, else on the page. A field is focused, a link followed, a button pressed. Shown under `?` with
//                    its words, or with data-key-words where they are too long; a <kbd> within it is left out of them.
//   data-select      a checkbox within a line: x ticks it (Enter still opens the line)
//   data-edit        what e presses, in the line or on the page     data-create   what c presses
//   data-add         what c presses in the [data-block] or section the focused line stands in: a new line there
//   data-move        where a line is put before another one of its [data-sortable]: K moves it up, J down (ordering.js)
//   data-filter      the field that / goes to; Esc leaves it for the list
//   data-waits       a line that waits for a decision: n goes to the next one
//   data-go="w"      a link that g then w follows (the rail's are w, d, s, p)
//   {% block keys %} <dt><kbd>m</kbd></dt><dd>what it does</dd>, for keys that no control carries
// Free letters for pages: a b d f h i l m o q r s t u v w y z and capitals. Taken: j k n x e c g / ? and Ctrl-K, Ctrl-Z.
// A control with data-key wins over n, x, e and c, never over j, k, g, / and ?.
import { move } from "./ordering.js";
import { isOpen } from "./panel.js";
import { current, go, handle, lines } from "./lines.js";

const dialog = document.getElementById("keys");
const GO_FOR = 1500; // milliseconds in which the letter after g is waited for
let going = 0;

// Whoever speaks to the machine, or rests a hand on it, can switch the single keys off; this browser remembers.
const single = dialog.querySelector("[data-single-keys]");
single.checked = localStorage.getItem("throughline-single-keys") !== "off";
single.addEventListener("change", () => localStorage.setItem("throughline-single-keys", single.checked ? "on" : "off"));

function step(by) {
  const all = lines();
  if (!all.length) return false;
  const at = all.indexOf(current());
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
  go(all[next]);
  if (isOpen() && handle(all[next])?.matches("[data-evidence]")) handle(all[next]).click();
}

function waiting() {
  const all = lines();
  const at = all.indexOf(current());
  const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((line) => line.hasAttribute("data-waits"));
  return next ? go(next) : false;
}

// The one control that `selector` means here: in the line, else in the open panel, else on the page beside all lines.
function find(selector) {
  const seen = (control) => control.checkVisibility() && !control.disabled;
  const among = (root) => [...(root?.querySelectorAll(selector) ?? [])].find(seen);
  const beside = () => [...document.querySelectorAll(selector)].find((one) => seen(one) && !one.closest("[data-line], .panel"));
  const line = current();
  return (line?.matches(selector) ? line : among(line)) ?? among(document.querySelector("#panel.open")) ?? beside();
}

function use(selector) {
  const control = find(selector);
  if (!control) return false;
  if (control.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])")) {
    control.focus();
    control.select?.();
  } else control.click();
}

// A PRD's lines name what their controls do; a line that waits for nobody shows none, and its keys work all the same.
function decide(name) {
  const line = current();
  if (use(`[data-do~="${name}"]`) !== false) return;
  if (name === "accept" && line?.querySelector(".choices")) line.querySelector(".choices button").focus();
  else if (line?.closest("#prd") && "canWrite" in document.body.dataset) reach(line, name);
  else return false;
}

function reach(line, name) {
  const url = handle(line)?.getAttribute("href");
  if (!url) return;
  if (name === "edit") htmx.ajax("GET", `${url}/edit`, { target: line, swap: "outerHTML" });
  if (name === "reject") htmx.ajax("POST", `${url}/reject`, { target: "#prd", swap: "outerHTML" });
}

function open() {
  const line = current();
  return line ? handle(line)?.click() : false;
}

function undo() {
  const form = document.querySelector("#toast [data-undo]");
  if (form) form.requestSubmit();
  else htmx.ajax("POST", "/undo", { target: "#toast", swap: "innerHTML" });
}

const FIRM = {
  j: () => step(1),
  k: () => step(-1),
  g: () => void (going = Date.now()),
  "/": () => use("[data-filter]"),
  "?": show,
};
const SOFT = {
  n: waiting,
  y: () => decide("accept"),
  e: () => (use("[data-edit]") === false ? decide("edit") : undefined),
  x: () => (use("[data-select]") === false ? decide("reject") : undefined),
  c: () => (add() === false ? use("[data-create]") : undefined),
  K: () => move("up"),
  J: () => move("down"),
};

// A new line where the focus is: in the story, else in the section.
function add() {
  const line = current();
  const place = line?.closest("[data-block]:has([data-add])") ?? line?.closest("section:has([data-add])");
  const control = place && [...place.querySelectorAll("[data-add]")].pop();
  return control ? control.click() : false;
}

function goTo(key) {
  going = 0;
  const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
  return link ? link.click() : false;
}

function press(key) {
  if (Date.now() - going < GO_FOR) return goTo(key);
  if (Object.hasOwn(FIRM, key)) return FIRM[key]();
  if (key.length === 1 && use(`[data-key="${CSS.escape(key)}"]`) !== false) return;
  return Object.hasOwn(SOFT, key) ? SOFT[key]() : false;
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=file])");
  if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !typing) {
    event.preventDefault();
    undo();
    return;
  }
  if (typing) return typingKey(event);
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && event.target.matches("[data-select], [data-line]:not(a)") && open() !== false) event.preventDefault();
  else if (event.key.length === 1 && single.checked && press(event.key) !== false) event.preventDefault();
});

// While a line is edited: Esc leaves it, Ctrl-Enter or Cmd-Enter saves it. From a filter, Esc goes back to the list.
function typingKey(event) {
  const form = event.target.closest("form.editing");
  if (event.key === "Escape" && event.target.matches("[data-filter]")) event.target.blur();
  if (!form) return;
  if (event.key === "Escape") {
    event.preventDefault();
    form.querySelector("[data-cancel]").click();
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
}

// The keys of this page: what it declares, and what its controls carry.
function show() {
  const here = dialog.querySelector("[data-keys-here] dl");
  here.querySelectorAll("[data-carried]").forEach((row) => row.remove());
  const carried = new Map();
  for (const control of document.querySelectorAll("[data-key]")) {
    if (!control.closest("dialog") && !carried.has(control.dataset.key)) carried.set(control.dataset.key, name(control));
  }
  for (const [key, words] of carried) here.append(row(key, words));
  here.parentElement.hidden = !here.childElementCount;
  dialog.querySelectorAll("[data-when]").forEach((part) => (part.hidden = !document.querySelector(part.dataset.when)));
  dialog.showModal();
}

function name(control) {
  const copy = control.cloneNode(true);
  copy.querySelectorAll("kbd, .num").forEach((one) => one.remove());
  return (control.dataset.keyWords || copy.textContent.trim() || control.getAttribute("aria-label") || control.placeholder || "").toLowerCase();
}

function row(key, words) {
  const made = document.createElement("div");
  made.dataset.carried = "";
  made.innerHTML = "<dt><kbd></kbd></dt><dd></dd>";
  made.querySelector("kbd").textContent = key;
  made.querySelector("dd").textContent = words;
  return made;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys]")) show();
  if (event.target.closest("[data-close-keys]") || event.target === dialog) dialog.close();
  const open = document.querySelector("details.spaces[open], details.get[open]");
  if (open && !open.contains(event.target)) open.open = false;
});
document.addEventListener("keydown", (event) => {
  const open = document.querySelector("details.spaces[open], details.get[open]");
  if (event.key === "Escape" && open) {
    open.open = false;
    open.querySelector("summary").focus();
    event.preventDefault();
  }
}, true);
