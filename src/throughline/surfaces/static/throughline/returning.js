// A folder is sent with the path of each of its files, which browsers leave out of the name.
const form = document.querySelector("[data-folder]");
if (form) {
  const field = form.querySelector("input[type=file]");
  form.hidden = false;
  form.addEventListener("formdata", (event) => {
    for (const file of field.files) event.formData.append("path", file.webkitRelativePath || file.name);
  });
}
