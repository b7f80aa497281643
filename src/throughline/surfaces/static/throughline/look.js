// Light or dark at once; the form beneath does the same with a page load.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.look")) return;
  event.preventDefault();
  const look = event.submitter?.value ?? "system";
  if (look === "system") delete document.documentElement.dataset.look;
  else document.documentElement.dataset.look = look;
  document.cookie = `throughline_look=${look};path=/;max-age=31536000;samesite=lax`;
  event.target.querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", String(button === event.submitter)));
});
