// The evidence panel: opens beside the sentence that was clicked, Esc closes it, the page behind does not move.
const panel = document.getElementById("panel");
let opener = null;

function mark(link) {
  document.querySelectorAll("[data-evidence].on").forEach((other) => other.classList.remove("on"));
  link?.classList.add("on");
}

export function isOpen() {
  return panel.classList.contains("open");
}

export function close() {
  if (!isOpen()) return false;
  panel.classList.remove("open");
  mark(null);
  const home = document.querySelector("[data-page]");
  if (home && location.pathname !== home.dataset.page) history.replaceState(history.state, "", home.dataset.page);
  const back = opener?.isConnected ? opener : opener && document.getElementById(opener.id);
  back?.focus({ preventScroll: true });
  return true;
}

function settle() {
  panel.querySelector("mark")?.scrollIntoView({ block: "nearest" });
  panel.scrollTop = 0;
  panel.querySelector("h2")?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) {
    event.preventDefault();
    close();
  }
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const link = event.target.closest?.("[data-evidence]");
  if (!link) return;
  if (!panel.contains(link)) opener = link;
  mark(link);
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target !== panel) return;
  panel.classList.add("open");
  settle();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !event.target.closest?.("form.editing, dialog") && close()) event.preventDefault();
});

if (isOpen()) {
  opener = document.querySelector("[data-evidence].on");
  opener?.closest("[data-line]")?.scrollIntoView({ block: "center" });
  settle();
}
