// Elements are made one by one and texts are set as texts: no string ever becomes markup.
const SVG = "http://www.w3.org/2000/svg";

function make(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (name === "on") for (const [event, listener] of Object.entries(value)) hear(node, event, listener);
    else if (name === "css") for (const [property, set] of Object.entries(value)) node.style.setProperty(property, set);
    else if (name === "key") node.dataset.key = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// A frame that may not send forms is told of no "submit": a form is heard by its button, and by Enter in a line of it.
function hear(node, event, listener) {
  if (event !== "submit") return node.addEventListener(event, listener);
  const send = (happened, submitter) => {
    happened.preventDefault();
    listener({ target: node, currentTarget: node, submitter, preventDefault() {} });
  };
  node.addEventListener("click", (happened) => {
    const button = happened.target.closest("button");
    if (button && button.type === "submit" && !button.disabled) send(happened, button);
  });
  node.addEventListener("keydown", (happened) => {
    const line = happened.target.matches("input:not([type=checkbox], [type=radio], [type=file])");
    if (happened.key === "Enter" && line) send(happened, null);
  });
}

const ICONS = {
  list: "M4 6h16M4 12h16M4 18h10",
  detail: "M6 3h9l4 4v14H6zM14 3v5h5M9 13h7M9 17h5",
  form: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  wizard: "M3 6h18v12H3zM3 10h18M7 15h4",
  dashboard: "M4 20V10M10 20V4M16 20v-7M21 20H3",
  confirm: "M5 12l5 5L20 7",
  auth: "M7 11V8a5 5 0 0 1 10 0v3M5 11h14v10H5z",
  settings: "M4 7h10M18 7h2M4 17h4M12 17h8M16 5v4M10 15v4",
  message: "M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4",
  chat: "M4 5h16v11H9l-5 4z",
  upload: "M12 16V4M7 9l5-5 5 5M4 20h16",
  search: "M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14M16 16l5 5",
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6L6 18",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  map: "M3 5l6-2 6 2 6-2v16l-6 2-6-2-6 2zM9 3v16M15 5v16",
  pen: "M4 20h4L19 9l-4-4L4 16z",
  file: "M6 3h9l4 4v14H6zM14 3v5h5",
  alert: "M12 4l9 16H3zM12 10v4M12 17v.5",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M5 11h14v10H5z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  tray: "M3 13l3-8h12l3 8v6H3zM3 13h6l1 3h4l1-3h6",
  sun: "M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8M12 2v3M12 19v3M2 12h3M19 12h3",
};

function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [attribute, value] of [["viewBox", "0 0 24 24"], ["class", "icon"], ["aria-hidden", "true"], ["focusable", "false"]])
    svg.setAttribute(attribute, value);
  path.setAttribute("d", ICONS[name] || ICONS.list);
  svg.append(path);
  return svg;
}

const raise = (words) => (words ? words[0].toUpperCase() + words.slice(1) : "");

// A number out of words, the same each time (FNV-1a).
function hashOf(words) {
  let hash = 2166136261;
  for (const letter of words) hash = Math.imul(hash ^ letter.codePointAt(0), 16777619);
  return hash >>> 0;
}

const initials = (name) =>
  String(name || "?").trim().split(/\s+/).slice(0, 2).map((word) => [...word][0] || "").join("").toUpperCase();
