// Copy a message as it stands in its field.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy-words]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copyWords);
  const said = button.innerHTML;
  try {
    await navigator.clipboard.writeText(field.value);
    button.textContent = "Copied";
  } catch {
    field.focus();
    field.select();
    button.textContent = "Selected: copy it";
  }
  setTimeout(() => (button.innerHTML = said), 2000);
});
