// Drawing everything anew on each change: the page is small, and nothing can be out of date.
function dress() {
  const root = document.documentElement;
  const look = DATA.look;
  root.style.setProperty("--hue", String(look.hue));
  root.style.setProperty("--second", String(look.second));
  root.className = `face-${look.face} shape-${look.shape}`;
}

function drawViewer() {
  document.getElementById("viewer").replaceChildren(...[drawDrawer(), drawDock()].filter(Boolean));
  document.body.classList.toggle("with-drawer", Boolean(APP.drawer));
}

function draw(moved) {
  const stage = document.getElementById("stage");
  const kept = keepPlace();
  const screen = screenNow();
  const state = stateOf(screen, APP.state) || screen.states[0];
  const alone = screen.kind === "auth";
  const questions = drawQuestions();
  const above = questions && isOpen(state) && APP.state !== "ideal";
  const page = drawScreen();
  if (above) (page.querySelector(".dialog") ? page.querySelector(".dialog").append(questions) : page.querySelector(".title").after(questions));
  else if (questions) page.append(questions);
  stage.className = `stage ${alone ? "alone" : DATA.look.frame}${above ? " unsettled" : ""}${APP.renaming ? " renaming" : ""}`;
  stage.replaceChildren(...[alone ? null : drawHeader(), alone ? null : drawNavigation(), page].filter(Boolean));
  drawViewer();
  drawToast();
  document.title = `${titleOf(screen)} · ${say("title", MODEL.title)}`;
  document.getElementById("spoken").textContent = `${titleOf(screen)}, ${plainState(APP.state)}`;
  const dialog = stage.querySelector(".dialog");
  // Led from the page around it, it takes no focus: the keys there would be lost.
  const here = document.hasFocus();
  if (dialog) here && dialog.focus();
  else if (moved) {
    if (here) stage.querySelector("h1").focus({ preventScroll: true });
    window.scrollTo(0, 0);
  } else restorePlace(kept);
}

// A redraw that one did not ask for keeps the focus where it was.
function keepPlace() {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  const all = [...document.querySelectorAll("button, input, select, textarea, summary, [tabindex]")];
  return { place: all.indexOf(node), tag: node.tagName, name: node.getAttribute("name"), label: node.getAttribute("aria-label") || node.textContent };
}

function restorePlace(kept) {
  if (!kept) return;
  const all = [...document.querySelectorAll("button, input, select, textarea, summary, [tabindex]")];
  const same = (node) => node.tagName === kept.tag && (kept.name ? node.getAttribute("name") === kept.name : (node.getAttribute("aria-label") || node.textContent) === kept.label);
  const node = all.find(same) || (all[kept.place] && all[kept.place].tagName === kept.tag ? all[kept.place] : null);
  if (node) node.focus({ preventScroll: true });
}

function redrawRows() {
  const active = document.activeElement;
  const place = active ? [active.selectionStart, active.selectionEnd] : [];
  draw(false);
  const now = document.activeElement;
  if (now && now.type === "search" && typeof place[0] === "number") now.setSelectionRange(place[0], place[1]);
}

function start() {
  dress();
  document.body.append(
    make("div", { id: "stage", class: "stage" }),
    make("section", { "aria-label": "!" }, make("div", { id: "toast", role: "status" }), make("p", { id: "spoken", class: "hidden", "aria-live": "polite" })),
    make("section", { id: "viewer", "aria-label": DATA.coverage }),
  );
  document.addEventListener("click", renameInPlace, true);
  listen();
  const first = MODEL.screens[0];
  APP.role = (first.roles || [])[0] || MODEL.roles[0];
  APP.screen = homeOf().id;
  const there = readHash();
  if (there) {
    const screen = SCREENS.get(there.id);
    if (!allows(screen.roles)) APP.role = screen.roles[0];
    go(there.id, there.name, { quiet: true });
  } else go(APP.screen, "", { quiet: true });
  post({ kind: "ready" });
}

start();
