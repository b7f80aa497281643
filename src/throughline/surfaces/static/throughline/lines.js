// Lines of a PRD and entries of a list: which one has the focus, and what happens to the focus after a decision.
export function lines() {
  return [...document.querySelectorAll("[data-line]")].filter((line) => line.offsetParent !== null || line.tagName === "TR");
}

export function handle(line) {
  return line?.matches("a") ? line : line?.querySelector("[data-open]") ?? line?.querySelector("[data-evidence], a, button, textarea");
}

export function current() {
  const focused = document.activeElement?.closest?.("[data-line]");
  return focused ?? document.querySelector("[data-evidence].on")?.closest("[data-line]") ?? null;
}

export function go(line) {
  const target = handle(line);
  if (!target) return;
  target.focus({ preventScroll: true });
  line.scrollIntoView({ block: "nearest" });
}

// A click anywhere on a row of a table is a click on its sentence.
document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-line]");
  if (row && !event.target.closest("a, button, details, form, input, label, select") && getSelection().isCollapsed) handle(row)?.click();
});

// A toast keeps Undo at hand for a while, longer if the pointer or the focus is on it.
const toast = document.getElementById("toast");
let timer;
function fade() {
  clearTimeout(timer);
  timer = setTimeout(() => (toast.matches(":hover, :focus-within") ? fade() : toast.replaceChildren()), 9000);
}
new MutationObserver(fade).observe(toast, { childList: true });
if (toast.childElementCount) fade();

// After an undo the page shows what is so again: the part of it that listens, else the whole page, at the same place.
const SAID = "throughline-said";
const LINE = "throughline-line";
document.body.addEventListener("throughline-changed", () => {
  if (document.querySelector("[hx-trigger*='throughline-changed']")) return;
  setTimeout(() => {
    sessionStorage.setItem(SAID, toast.textContent.trim());
    sessionStorage.setItem(LINE, lines().indexOf(current()));
    location.reload();
  });
});
if (sessionStorage.getItem(SAID)) {
  const box = document.createElement("div");
  box.className = "toast";
  box.append(document.createElement("span"));
  box.firstChild.textContent = sessionStorage.getItem(SAID);
  sessionStorage.removeItem(SAID);
  toast.replaceChildren(box);
  go(lines()[sessionStorage.getItem(LINE)]);
} else if (toast.childElementCount && location.hash) {
  // A form that answers with a whole page names the line it came from; the browser scrolls there first, and forgets the focus.
  const line = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("[data-line]");
  if (line) addEventListener("load", () => setTimeout(() => document.activeElement === document.body && go(line)));
}

// Where the tabs do not fit, the one that is open is brought into sight; the page itself does not move.
const tabs = document.querySelector("nav.tabs");
const open = tabs?.querySelector("[aria-current]");
if (open && tabs.scrollWidth > tabs.clientWidth) tabs.scrollLeft = open.offsetLeft - (tabs.clientWidth - open.offsetWidth) / 2;

// An answer that changed something names its change; the toast is fetched, and takes the place of the last one.
document.body.addEventListener("throughline-done", (event) => {
  htmx.ajax("GET", `/done/${event.detail.change}`, { target: "#toast", swap: "innerHTML" });
});

// After an act the focus stays where the work is: on the line itself, or on the one that took its place. Whoever has gone
// on to another line before the answer came is not called back.
let place = -1;
document.addEventListener("htmx:beforeRequest", (event) => {
  const line = event.target.closest?.("[data-line]");
  if (line && !event.target.closest("[data-evidence]")) place = lines().indexOf(line);
});
document.addEventListener("htmx:afterSettle", () => {
  if (stayInField() || place < 0) return;
  const all = lines();
  if (!document.activeElement?.closest("[data-line]")) go(all[Math.min(place, all.length - 1)]);
  place = -1;
});
function stayInField() {
  const field = document.querySelector("form.editing :is(textarea, input[placeholder])");
  if (!field) return false;
  if (!field.form.contains(document.activeElement)) {
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
  }
  return true;
}
