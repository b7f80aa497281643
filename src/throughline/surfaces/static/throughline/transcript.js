// Words that are selected in a transcript become evidence where they stand. Without this file each turn has a form.
import { close as closePanel } from "./panel.js";

const marker = document.getElementById("marker");
const CHOOSES = "[data-kind-keys]";

// How many characters the server counts: code points, where a browser counts UTF-16 units.
const count = (text) => [...text].length;
const trimmed = (text) => [text.length - text.trimStart().length, text.length - text.trimEnd().length];

// The part of each turn that a selection covers, without the white space around it.
function passages(range) {
  return [...document.querySelectorAll("[data-words]")].filter((turn) => range.intersectsNode(turn)).map((turn) => cover(range, turn)).filter(Boolean);
}

function cover(range, turn) {
  const inner = document.createRange();
  inner.selectNodeContents(turn);
  const whole = inner.cloneRange();
  if (inner.comparePoint(range.startContainer, range.startOffset) === 0) inner.setStart(range.startContainer, range.startOffset);
  if (inner.comparePoint(range.endContainer, range.endOffset) === 0) inner.setEnd(range.endContainer, range.endOffset);
  const words = inner.toString();
  if (!words.trim()) return null;
  const before = whole.cloneRange();
  before.setEnd(inner.startContainer, inner.startOffset);
  const [lead, tail] = trimmed(words);
  const start = count(before.toString() + words.slice(0, lead));
  const kept = words.slice(lead, words.length - tail);
  return { turn, evidence: turn.dataset.words, start, end: start + count(kept), words: kept, asks: turn.dataset.asks };
}

// The toolbar stands under the selection, and keeps what was selected when the focus goes into it.
function offer() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || marker.contains(document.activeElement)) return;
  const range = selection.getRangeAt(0);
  const holder = range.commonAncestorContainer;
  if (!(holder.closest ? holder : holder.parentElement)?.closest("#turns")) return;
  const chosen = passages(range);
  if (!chosen.length) return;
  const said = chosen.filter((one) => one.asks === undefined);
  fill(said);
  marker.querySelector("[data-when-asks]").hidden = said.length > 0;
  marker.querySelector("[data-when-customer]").hidden = !said.length;
  marker.querySelector("[data-when-mixed]").hidden = !said.length || said.length === chosen.length;
  marker.querySelector("[data-asker]").textContent = chosen.find((one) => one.asks !== undefined)?.asks ?? "";
  if (!said.length && marker.contains(document.activeElement)) document.activeElement.blur();
  marker.hidden = false;
  place(range.getBoundingClientRect());
  CSS.highlights?.set("marking", new Highlight(range.cloneRange()));
}

function fill(chosen) {
  const fields = chosen.flatMap((one) => ["evidence", "start", "end", "words"].map((name) => field(name, one[name])));
  marker.querySelector("[data-passages]").replaceChildren(...fields);
  marker.dataset.turn = chosen[0]?.turn.closest(".t").id ?? "";
}

// Words keep their line ends in a textarea, not in a hidden input.
function field(name, value) {
  const made = document.createElement(name === "words" ? "textarea" : "input");
  made.name = name;
  made.value = value;
  if (name === "words") made.hidden = true;
  else made.type = "hidden"; // so that Enter sends the form, as it does where there is one field for text
  return made;
}

function place(box) {
  const home = marker.offsetParent?.getBoundingClientRect() ?? { left: 0, top: 0 };
  const left = Math.max(16, Math.min(box.left, document.documentElement.clientWidth - marker.offsetWidth - 16));
  const below = box.bottom + 8 + marker.offsetHeight < innerHeight;
  const top = below || box.top < marker.offsetHeight + 16 ? box.bottom + 8 : box.top - marker.offsetHeight - 8;
  const at = marker.offsetParent && marker.offsetParent !== document.body ? home : { left: -scrollX, top: -scrollY };
  marker.style.left = `${left - at.left}px`;
  marker.style.top = `${top - at.top}px`;
}

function dismiss() {
  if (!marker || marker.hidden) return false;
  marker.hidden = true;
  marker.reset();
  marker.querySelector("[data-passages]").replaceChildren();
  marker.querySelector("[data-found]").replaceChildren();
  CSS.highlights?.delete("marking");
  return true;
}

// The form that kinds are chosen in now: the toolbar, else the one in the open panel or on the page of a turn.
function form() {
  if (marker && !marker.hidden && !marker.querySelector("[data-when-customer]").hidden) return marker;
  return document.querySelector("#panel.open [data-marks]:has([data-kind-keys])") ?? document.querySelector(".alone [data-marks]:has([data-kind-keys])");
}

function choose(key) {
  const radio = [...(form()?.querySelectorAll(CHOOSES) ?? [])].find((one) => one.dataset.kindKeys.includes(key));
  if (!radio) return false;
  radio.checked = true;
  radio.form.querySelector("[data-find]").focus();
  return true;
}

const typing = (target) => target.closest?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=file])");
const singleKeys = () => localStorage.getItem("throughline-single-keys") !== "off";

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape" && dismiss()) return leave(event);
  if (walk(event)) return event.preventDefault();
  if (typing(event.target) || event.key.length !== 1 || !singleKeys()) return;
  if (/^[1-6pnwdrq]$/.test(event.key) && choose(event.key)) event.preventDefault();
});

function leave(event) {
  event.preventDefault();
  document.getElementById(marker.dataset.turn)?.querySelector("[data-open]")?.focus({ preventScroll: true });
}

// Arrows go from the field through what was found and back.
function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const bearing = step && event.target.closest?.(".bearing");
  if (!bearing || event.target.matches(CHOOSES)) return false;
  const stops = [bearing.querySelector("[data-find]"), ...bearing.querySelectorAll(".found button")];
  stops[stops.indexOf(event.target) + step]?.focus();
  return true;
}

// What was found for other words than those that stand there now must not be taken for them by Enter.
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-find]")) event.target.closest(".bearing").querySelector("[data-found]").replaceChildren();
});

// After a mark: the toolbar and the panel close, and the focus goes back to the turn, which is there anew.
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.target.matches?.("[data-marks], [data-marks] *") || !event.detail.successful || event.detail.requestConfig.verb !== "post") return;
  const turn = marker?.dataset.turn;
  if (dismiss()) {
    getSelection().removeAllRanges();
    document.getElementById(turn)?.querySelector("[data-open]")?.focus({ preventScroll: true });
  } else closePanel();
});

if (marker) {
  let soon;
  document.addEventListener("selectionchange", () => {
    clearTimeout(soon);
    soon = setTimeout(offer, 180);
  });
  document.addEventListener("pointerdown", (event) => {
    if (!marker.contains(event.target)) dismiss();
  });
}

// Copy what stands in a field, as text.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy-from]");
  if (!button) return;
  const said = button.textContent;
  try {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copyFrom).value);
    button.textContent = "Copied";
  } catch {
    button.textContent = "This browser does not let it be copied";
  }
  setTimeout(() => (button.textContent = said), 2000);
});
