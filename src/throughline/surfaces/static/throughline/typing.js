// What is typed is saved where it is typed, at each pause. Esc takes back whatever this form has saved.
//
//   form[data-typed]   sends itself with `typed`; the answer says in its .saved what was saved, and in data-change which
//                      change that was. Sending the form plainly ends the edit.
const PAUSE = 700; // milliseconds without a key, after which what stands is saved

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-typed]");
  if (!form) return;
  clearTimeout(form.pause);
  say(form, "…");
  form.pause = setTimeout(() => save(form), PAUSE);
});

function say(form, words) {
  const said = form.querySelector(".saved");
  if (!said) return;
  if (said.firstElementChild?.dataset.change) form.dataset.change = said.firstElementChild.dataset.change;
  said.textContent = words;
}

function save(form) {
  if (!form.isConnected || !form.checkValidity()) return;
  const joins = form.dataset.saved ? { joins: 1 } : {};
  const target = form.querySelector(".saved");
  form.dataset.saved = "1";
  htmx.ajax("POST", form.action, { source: form, target, swap: "innerHTML", values: { typed: 1, ...joins } });
}

// The rest of what was typed goes with the form when it is sent, as part of the same change.
document.addEventListener("htmx:configRequest", (event) => {
  const form = event.target.closest?.("form[data-typed]");
  if (!form || event.detail.verb !== "post") return;
  clearTimeout(form.pause);
  if (form.dataset.saved && !event.detail.parameters.typed) event.detail.parameters.joins = 1;
});

// Esc in a form that has saved something: undo it, and the document is drawn anew.
document.addEventListener("click", (event) => {
  const form = event.target.closest?.("[data-cancel]")?.closest("form[data-typed]");
  if (!form) return;
  clearTimeout(form.pause);
  const change = form.querySelector(".saved > [data-change]")?.dataset.change || form.dataset.change;
  if (!change) return;
  event.preventDefault();
  event.stopPropagation();
  htmx.ajax("POST", "/undo", { target: "#toast", swap: "innerHTML", values: { change } });
}, true);
