"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  for (const screen of data.model.screens) {
    const heading = document.createElement("h2");
    heading.textContent = screen.title;
    document.body.append(heading);
  }
})();
