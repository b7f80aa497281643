// Everything works without this file; it makes the same pages faster to use.
import "./panel.js";
import "./transcript.js";
import "./lines.js";
import "./keys.js";
import "./palette.js";
import "./look.js";
import "./busy.js";
import "./copy.js";
import "./drop.js";
import "./folds.js";
import "./typing.js";

// The entry key has done its work, and `changed` was only for the toast: neither belongs in a link that is copied.
const here = new URL(location.href);
if (here.searchParams.has("key") || here.searchParams.has("changed")) {
  here.searchParams.delete("key");
  here.searchParams.delete("changed");
  history.replaceState(history.state, "", here);
}
