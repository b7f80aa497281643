// A fold whose point is a field ([data-fold]) gives that field the focus when a person opens it.
document.addEventListener(
  "toggle",
  (event) => {
    const fold = event.target;
    if (!fold.open || !fold.matches?.("[data-fold]")) return;
    if (!(fold.closest("[data-line]") ?? fold).contains(document.activeElement)) return;
    fold.querySelector("textarea, input:not([type=hidden])")?.focus();
  },
  true,
);
