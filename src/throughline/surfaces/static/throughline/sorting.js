// Sorting by keyboard: the first item has the focus when another theme is shown; choosers are walked with the arrows.
import { go } from "./lines.js";

const items = () => [...document.querySelectorAll("#items [data-line]")];

function begin() {
  const first = items()[0];
  if (first) go(first);
}

// A page of one theme begins at its items; the pile's own page begins at the pile. On a small screen nothing is jumped to.
const wide = matchMedia("(hover: hover) and (min-width: 861px)");
if (wide.matches && document.querySelector(".two.chosen") && !document.querySelector("[data-asking]") && !location.hash) begin();

// When the page is drawn anew the focus stays at the same place of the same theme, and begins with another one.
let place = 0;
let theme = "";
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id !== "sorting") return;
  place = Math.max(0, items().findIndex((item) => item.contains(document.activeElement)));
  theme = event.target.dataset.page;
});
document.addEventListener("htmx:afterSettle", () => {
  if (!theme || document.querySelector("[data-asking]")) return;
  const same = theme === document.getElementById("sorting")?.dataset.page;
  theme = "";
  const all = items();
  if (document.activeElement === document.body && all.length) go(all[same ? Math.min(place, all.length - 1) : 0]);
});

// Cancel takes the small form away and gives the focus back to the items.
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-asking] [data-cancel]")) return;
  event.preventDefault();
  leave();
});
document.addEventListener("keydown", (event) => {
  const asking = event.target.closest?.("[data-asking]");
  if (!asking) return;
  const choices = [...asking.querySelectorAll(".choice")];
  const at = choices.indexOf(event.target);
  if (event.key === "Escape" && !event.target.matches("input")) leave();
  else if (event.key === "ArrowDown" && choices.length) choices[Math.min(choices.length - 1, at + 1)].focus();
  else if (event.key === "ArrowUp" && at > 0) choices[at - 1].focus();
  else if (event.key === "ArrowUp" && at === 0) asking.querySelector("input[name=q]").focus();
  else if (event.key === "Enter" && event.target.matches("[data-chooser] input") && choices.length) choices[0].click();
  else return;
  event.preventDefault();
});

function leave() {
  document.getElementById("asking")?.replaceChildren();
  history.replaceState(history.state, "", document.getElementById("sorting").dataset.page);
  begin();
}
