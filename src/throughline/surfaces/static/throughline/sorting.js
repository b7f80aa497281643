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

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "sorting" && !document.getElementById("sorting")?.contains(event.target)) return;
  if (document.querySelector("[data-asking]") || document.activeElement !== document.body) return;
  begin();
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
  const at = new URL(location.href);
  if (at.pathname !== document.getElementById("sorting").dataset.page) history.replaceState(history.state, "", document.querySelector("[data-cancel]")?.href ?? at);
  begin();
}
