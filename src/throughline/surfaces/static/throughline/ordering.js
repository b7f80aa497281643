// Putting a line before another one: dragged, or a step up or down with K and J. The server keeps the order.
//
//   data-move="URL"   on a line: where its new place is sent, as `way` (up, down) or `before` (the id of its new neighbour)
//   data-sortable     the element whose lines can be put in another order among themselves
//   data-story="ID"   a story's head: its block is what moves, before the block of another head
import { current } from "./lines.js";

export function move(way) {
  const line = current();
  return line?.dataset.move ? send(line.dataset.move, { way }, line.id) : false;
}

let sent = null;
function send(url, values, id) {
  sent = id;
  htmx.ajax("POST", url, { target: "#prd", swap: "outerHTML", values });
}

// The document was drawn anew: the line that moved has the focus again, wherever it stands now.
document.addEventListener("htmx:afterSettle", () => {
  const line = sent && document.getElementById(sent);
  sent = null;
  if (!line) return;
  (line.querySelector("[data-evidence], a") ?? line).focus({ preventScroll: true });
  line.scrollIntoView({ block: "nearest" });
});

let dragged = null;
document.addEventListener("dragstart", (event) => {
  const line = event.target.closest?.("[data-move]");
  if (!line || !event.target.matches("[data-move], [data-grip]")) return;
  dragged = line;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", line.id);
  line.classList.add("dragged");
});

// What the pointer is over takes the dragged thing before itself; over the lower half, before the one after it.
function findTarget(event) {
  if (!dragged) return null;
  const like = dragged.dataset.story ? "[data-story]" : "[data-move]:not([data-story])";
  const over = event.target.closest?.(like);
  if (over && over !== dragged && fits(over)) return over;
  return null;
}

function fits(over) {
  return dragged.dataset.story || dragged.closest("section") === over.closest("section");
}

function isLower(event, over) {
  const box = over.getBoundingClientRect();
  return event.clientY > box.top + box.height / 2;
}

document.addEventListener("dragover", (event) => {
  const over = findTarget(event);
  document.querySelectorAll(".drop-before, .drop-after").forEach((one) => one.classList.remove("drop-before", "drop-after"));
  if (!over) return;
  event.preventDefault();
  over.classList.add(isLower(event, over) ? "drop-after" : "drop-before");
});

document.addEventListener("drop", (event) => {
  const over = findTarget(event);
  if (!over) return;
  event.preventDefault();
  const next = isLower(event, over) ? after(over) : over;
  const before = next ? idOf(next) : "";
  const block = dragged.dataset.story ? undefined : over.closest("[data-block]")?.dataset.block;
  if (next !== dragged) send(dragged.dataset.move, block ? { before, block } : { before }, dragged.id);
});

function after(over) {
  if (!over.dataset.story) return over.nextElementSibling?.matches("[data-move]") ? over.nextElementSibling : null;
  const heads = [...document.querySelectorAll("[data-story]")];
  return heads[heads.indexOf(over) + 1] ?? null;
}

function idOf(line) {
  return line.dataset.story ?? line.id.replace(/^line-/, "");
}

document.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  dragged = null;
  document.querySelectorAll(".drop-before, .drop-after").forEach((one) => one.classList.remove("drop-before", "drop-after"));
});
