// A prototype and what stands around it. The frame is a stranger: it is heard only where it speaks of itself, and what it
// says is text. Answers and names that a person types inside it are sent by us, with our own token, never by it.
//
//   iframe[data-made]     made here: it says where it is, and takes "go"; one that was brought is never listened to
//   [data-go-screen]      leads the frame to a screen in its [data-go-state]
//   [data-place]          the pin's screen and state; follows the frame, and leads it
//   [data-version]        changes with what the frame shows: then it is opened anew where the person was
document.documentElement.classList.add("js");
const frame = document.getElementById("frame");
const made = Boolean(frame?.dataset.made);
const ME = "throughline-prototype";
const LONGEST = 2000;
let at = { screen: "", state: "" };
let back = null; // where the person was, while the frame is opened anew
let version = document.getElementById("around")?.dataset.version;

const around = () => document.getElementById("around");
const places = () => around()?.querySelector("[data-place]");
const short = (words) => (typeof words === "string" ? words.slice(0, LONGEST) : "");

function go(screen, state) {
  if (frame && made) frame.contentWindow.postMessage({ to: ME, kind: "go", screen, state }, "*");
}

function title(screen, state) {
  const option = [...(places()?.options ?? [])].find((one) => one.value === `${screen}\t${state}`);
  return option?.textContent ?? "";
}

// What belongs to the screen and state that the frame shows: its questions and pins, and the pins' marks on it.
function mark() {
  const here = (one) => one.dataset.atScreen === at.screen && one.dataset.atState === at.state;
  const all = [...(around()?.querySelectorAll("[data-at-screen]") ?? [])];
  all.forEach((one) => one.classList.toggle("here", Boolean(at.screen) && here(one)));
  const spots = document.querySelector("[data-spots]");
  const pinned = all.filter((one) => "x" in one.dataset && !("settled" in one.dataset) && (here(one) || !one.dataset.atScreen));
  spots?.replaceChildren(...pinned.map((one) => {
    const spot = document.createElement("a");
    spot.href = `#${one.id}`;
    spot.textContent = one.dataset.number;
    spot.setAttribute("aria-label", `Pin ${one.dataset.number}`);
    spot.style.left = `${one.dataset.x / 10}%`;
    spot.style.top = `${one.dataset.y / 10}%`;
    return spot;
  }));
}

function arrive(screen, state) {
  at = { screen, state };
  const words = title(screen, state);
  const said = document.querySelector("[data-at]");
  if (said && words) said.textContent = words;
  const chosen = places();
  if (chosen && words && !chosen.dataset.chosen) chosen.value = `${screen}\t${state}`;
  mark();
}

function send(name, values) {
  const form = document.querySelector(`[action$="/${name}"]`);
  const url = form?.getAttribute("action") ?? location.pathname.replace(/\/$/, "") + `/${name}`;
  if ("canWrite" in document.body.dataset) htmx.ajax("POST", url, { target: "#around", swap: "outerHTML", values });
}

// Somebody without an account, or who only comments, cannot answer: their words become a pin at the same place.
function answer(message) {
  const asked = { case: short(message.case), story: short(message.story), screen: short(message.screen), state: short(message.state) };
  if ("canWrite" in document.body.dataset) return send("answer", { ...asked, text: short(message.text), act: "answer" });
  const text = around()?.querySelector("[data-pin-form] textarea");
  if (!text) return;
  arrive(asked.screen, asked.state);
  text.value = short(message.text);
  text.focus();
}

function comeBack() {
  const there = back;
  back = null;
  if (there?.screen) go(there.screen, there.state);
}

function hear(event) {
  const message = event.data;
  if (!made || event.source !== frame.contentWindow || message?.from !== ME) return;
  if (message.kind === "ready") comeBack();
  else if (message.kind === "at" && !back) arrive(short(message.screen), short(message.state));
  else if (message.kind === "answer") answer(message);
  else if (message.kind === "rename") send("names", { key: short(message.key), text: short(message.text) });
}

document.addEventListener("click", (event) => {
  const leads = event.target.closest?.("[data-go-screen]");
  if (leads) {
    go(leads.dataset.goScreen, leads.dataset.goState);
    frame?.scrollIntoView({ block: "nearest" });
  }
  if (event.target.closest?.("[data-again]")) {
    at = { screen: "", state: "" };
    frame.src = frame.getAttribute("src");
  }
  const wide = event.target.closest?.("[data-wide]");
  if (wide) alone(wide.getAttribute("aria-pressed") !== "true");
  const spot = event.target.closest?.("[data-spot]");
  if (spot) aim(spot.getAttribute("aria-pressed") !== "true");
});

function alone(on) {
  document.querySelector("[data-viewing]").classList.toggle("alone", on);
  const button = document.querySelector("[data-wide]");
  button.setAttribute("aria-pressed", String(on));
  button.firstChild.textContent = on ? "Back to the page" : "Show it alone";
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (document.querySelector(".viewing.alone")) alone(false);
  aim(false);
});

// The next click on the frame is where the pin stands, in thousandths of its width and height.
function aim(on) {
  const sheet = document.querySelector("[data-aim]");
  if (!sheet) return;
  sheet.hidden = !on;
  document.querySelector("[data-spot]")?.setAttribute("aria-pressed", String(on));
}

document.querySelector("[data-aim]")?.addEventListener("click", (event) => {
  const box = event.currentTarget.getBoundingClientRect();
  const form = around().querySelector("[data-pin-form]");
  const thousandth = (part, whole) => Math.max(0, Math.min(1000, Math.round((1000 * part) / whole)));
  form.querySelector("[data-x]").value = thousandth(event.clientX - box.left, box.width);
  form.querySelector("[data-y]").value = thousandth(event.clientY - box.top, box.height);
  form.querySelector("[data-spot-said]").textContent = "at the spot you chose";
  aim(false);
  alone(false);
  form.querySelector("textarea").focus();
});

document.addEventListener("change", (event) => {
  if (!event.target.matches?.("[data-place]")) return;
  const [screen, state] = event.target.value.split("\t");
  event.target.dataset.chosen = screen ? "" : "1";
  if (screen) go(screen, state);
  if (!made) at = { screen: screen ?? "", state: state ?? "" };
  mark();
});

document.addEventListener("htmx:afterSwap", () => {
  const now = around()?.dataset.version;
  if (frame && now !== version) {
    back = made && at.screen ? at : null;
    frame.src = frame.getAttribute("src");
  }
  version = now;
  if (at.screen) arrive(at.screen, at.state);
  mark();
});
mark();
window.saidByFrames?.forEach(hear);
window.saidByFrames = null;
window.addEventListener("message", hear);
