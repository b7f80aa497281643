// The drop zone: files dropped anywhere on it join those that were chosen; each can be taken out again.
const zone = document.querySelector("[data-drop]");
if (zone) {
  const field = zone.querySelector("input[type=file]");
  const list = zone.querySelector("[data-files]");
  const kept = new DataTransfer();

  function show() {
    list.replaceChildren(...[...kept.files].map((file, place) => {
      const row = document.createElement("li");
      const name = document.createElement("span");
      const out = document.createElement("button");
      name.textContent = `${file.name} · ${size(file.size)}`;
      out.type = "button";
      out.className = "btn plain";
      out.textContent = "Leave out";
      out.setAttribute("aria-label", `Leave out ${file.name}`);
      out.addEventListener("click", () => { kept.items.remove(place); field.files = kept.files; show(); });
      row.append(name, out);
      return row;
    }));
  }
  function size(bytes) {
    return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000)).toLocaleString("en")} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  }
  function take(files) {
    for (const file of files) kept.items.add(file);
    field.files = kept.files;
    show();
  }

  field.addEventListener("change", () => take([...field.files].filter((file) => ![...kept.files].includes(file))));
  for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.remove("over"); });
  zone.addEventListener("drop", (event) => take(event.dataTransfer.files));
  document.querySelector("[data-example]")?.addEventListener("click", () => {
    const rows = zone.querySelector("textarea");
    rows.value = document.querySelector("[data-example-rows]").textContent.trim();
    rows.focus();
  });
}
