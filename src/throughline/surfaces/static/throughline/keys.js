// One key for each thing a person does on a line. Letters typed into a field are letters.
import { isOpen } from "./panel.js";
import { current, go, handle, lines } from "./lines.js";

const dialog = document.getElementById("keys");

// Whoever speaks to the machine, or rests a hand on it, can switch the single keys off; this browser remembers.
const single = dialog.querySelector("[data-single-keys]");
single.checked = localStorage.getItem("throughline-single-keys") !== "off";
single.addEventListener("change", () => localStorage.setItem("throughline-single-keys", single.checked ? "on" : "off"));

function step(by) {
  const all = lines();
  if (!all.length) return;
  const at = all.indexOf(current());
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
  go(all[next]);
  if (isOpen()) handle(all[next])?.click();
}

function waiting() {
  const all = lines();
  const at = all.indexOf(current());
  const after = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  go(after.find((line) => line.hasAttribute("data-waits")));
}

function press(name) {
  const line = current() ?? null;
  const control = line?.querySelector(`[data-do~="${name}"]`) ?? document.querySelector(`#panel.open [data-do~="${name}"]`);
  if (control) control.click();
  else if (name === "accept" && line?.querySelector(".choices")) line.querySelector(".choices button").focus();
  else if (line?.closest("#prd")) reach(line, name);
}

// Lines that wait for nobody show no controls; their keys work all the same.
function reach(line, name) {
  const url = handle(line)?.getAttribute("href");
  if (name === "edit") htmx.ajax("GET", `${url}/edit`, { target: line, swap: "outerHTML" });
  if (name === "reject") htmx.ajax("POST", `${url}/reject`, { target: "#prd", swap: "outerHTML" });
}

function undo() {
  const form = document.querySelector("#toast [data-undo]");
  if (form) form.requestSubmit();
  else htmx.ajax("POST", "/undo", { target: "#toast", swap: "innerHTML" });
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: waiting,
  y: () => press("accept"),
  e: () => press("edit"),
  x: () => press("reject"),
  "?": () => dialog.showModal(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("textarea, select, input:not([type=checkbox], [type=radio], [type=file])");
  if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !typing) {
    event.preventDefault();
    undo();
    return;
  }
  if (typing) return typingKey(event);
  if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
  const act = KEYS[event.key];
  if (act && single.checked) {
    event.preventDefault();
    act();
  }
});

// While a line is edited: Esc leaves it, Ctrl-Enter or Cmd-Enter saves it.
function typingKey(event) {
  const form = event.target.closest("form.editing");
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

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys]")) dialog.showModal();
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
