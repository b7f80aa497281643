// The palette: Ctrl-K or Cmd-K, or the rail's Search. One box; arrows move through what it found, Enter opens it.
const palette = document.getElementById("palette");
const KEPT = 6;

if (palette) {
  const box = palette.querySelector("input");
  const found = palette.querySelector("#palette-found");
  const recent = palette.querySelector("[data-recent]");
  const store = `throughline-recent-${palette.dataset.workspace}`;
  let answered = "";

  const hits = () => [...palette.querySelectorAll("a.hit")].filter((hit) => hit.checkVisibility());

  function open() {
    if (palette.open) return;
    document.querySelector("dialog[open]")?.close();
    box.value = "";
    showRecent();
    palette.showModal();
    box.focus();
    htmx.trigger(box, "throughline-palette");
  }

  // What Enter opens while the box has the focus.
  function markFirst() {
    palette.querySelectorAll(".first").forEach((hit) => hit.classList.remove("first"));
    hits()[0]?.classList.add("first");
  }

  function move(by) {
    const all = hits();
    const at = all.indexOf(document.activeElement);
    const next = at < 0 && by < 0 ? all.length - 1 : at + by;
    (all[next] ?? box).focus();
  }

  // Pages that were opened last in this workspace; only this browser keeps them.
  function readRecent() {
    try {
      return JSON.parse(localStorage.getItem(store)) ?? [];
    } catch {
      return [];
    }
  }
  function showRecent() {
    const pages = readRecent().filter((page) => page.path !== location.pathname);
    recent.hidden = !pages.length;
    recent.querySelector("ul").replaceChildren(...pages.slice(0, KEPT).map((page) => {
      const row = document.createElement("li");
      const link = document.createElement("a");
      link.className = "hit";
      link.href = page.path;
      link.dir = "auto";
      link.textContent = page.title;
      row.append(link);
      return row;
    }));
  }
  function keepPage() {
    const page = { path: location.pathname, title: document.title.replace(/ · Throughline$/, "") };
    if (page.path === "/" || document.querySelector("[data-unkept]")) return;
    const others = readRecent().filter((other) => other.path !== page.path);
    localStorage.setItem(store, JSON.stringify([page, ...others].slice(0, KEPT + 1)));
  }

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      open();
    }
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-palette]");
    if (opener && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      open();
    }
    if (event.target.closest("[data-close-palette]") || event.target === palette) palette.close();
  });
  palette.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && event.target === box && answered === box.value.trim() && hits().length) {
      event.preventDefault();
      hits()[0].click();
    } else if (event.key.length === 1 && event.target.matches("a.hit") && !event.ctrlKey && !event.metaKey && !event.altKey) {
      box.focus();
    }
  });
  box.addEventListener("input", () => {
    recent.hidden = box.value.trim() !== "" || !recent.querySelector("li");
    palette.querySelectorAll(".first").forEach((hit) => hit.classList.remove("first"));
  });
  found.addEventListener("htmx:afterSwap", (event) => {
    answered = new URL(event.detail.xhr.responseURL).searchParams.get("q")?.trim() ?? "";
    markFirst();
  });
  keepPage();
}
