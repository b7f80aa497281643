// Answering edge cases: Ctrl-Enter or Cmd-Enter sends an answer; when its question has gone, the next one has the focus.
let sent = null;

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form.answering");
  if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit();
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const item = event.target.closest?.("[data-asked]");
  const list = item?.closest("[data-asking]");
  if (list) sent = { item, list: list.id, place: fields(list).indexOf(item.querySelector("textarea")) };
});

document.addEventListener("htmx:afterSettle", () => {
  if (!sent || sent.item.isConnected) return;
  const list = document.getElementById(sent.list);
  const open = list ? fields(list) : [];
  const next = open[Math.min(sent.place, open.length - 1)] ?? list;
  sent = null;
  if (!document.activeElement || document.activeElement === document.body) next?.focus({ preventScroll: next === list });
});

function fields(list) {
  return [...list.querySelectorAll("form.answering textarea")];
}
