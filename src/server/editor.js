// The SPARQL editor: names are completed as they are typed, from the list of terms on the page, from the query's own
// variables, and from the words of SPARQL. Without a script it is a plain field, and the list is there to be read.
//
// The field stays a text box that keeps the focus; the list beside it says by aria-activedescendant which of its options
// would be taken. ↓ ↑ move, Enter and Tab take, Escape closes, Ctrl+Space asks, Ctrl+Enter sends the query.

const field = document.querySelector("textarea[data-completes]");
const list = document.querySelector("#suggestions");
const status = document.querySelector("#suggested");

/** How many are shown at once; whoever sees more types another letter. */
const MOST = 8;

const terms = [...document.querySelectorAll("[data-term]")].map((row) => ({
  name: row.dataset.term,
  kind: row.dataset.kind,
  meaning: row.querySelector("dd").textContent,
}));

const words = (
  "SELECT DISTINCT WHERE GRAPH OPTIONAL FILTER UNION MINUS BIND VALUES EXISTS NOT ORDER BY GROUP HAVING LIMIT OFFSET " +
  "ASK CONSTRUCT DESCRIBE FROM NAMED PREFIX COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR AS ASC DESC REGEX CONTAINS " +
  "STRSTARTS STRENDS STRAFTER STRBEFORE STR LANG LCASE UCASE CONCAT REPLACE BOUND COALESCE IF IN YEAR MONTH DAY"
).split(" ").map((name) => ({ name, kind: "word of SPARQL", meaning: "" }));

let options = [];
let active = 0;

if (field && list) {
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-describedby", "editor-keys");
  document.querySelector("#editor-keys").hidden = false;
  field.addEventListener("input", () => suggest(false));
  field.addEventListener("keydown", onKey);
  field.addEventListener("blur", close);
  field.addEventListener("click", close);
  // The field keeps the focus when an option is pressed.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) {
      take([...list.children].indexOf(option));
    }
  });
}

/** What stands before the caret and could be the beginning of a name; null inside comments and texts. */
function begun() {
  const before = field.value.slice(0, field.selectionStart);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const bare = line.replace(/<[^>\s]*>/g, "");
  if ((bare.match(/"/g) ?? []).length % 2 === 1 || /(^|\s)#/.test(bare)) {
    return null;
  }
  return line.match(/(?:[?$]\w*|<[^<>"{}|^`\\\s]*|[A-Za-z][\w-]*(?::[\w-]*)?)$/)?.[0] ?? "";
}

function variables(start) {
  const rest = field.value.slice(0, field.selectionStart - start.length) + " " + field.value.slice(field.selectionStart);
  const names = new Set(rest.match(/[?$][A-Za-z]\w*/g));
  return [...names].map((name) => ({ name, kind: "variable", meaning: "" }));
}

/** The names that fit, the nearest first: those that begin so, then those whose own name does, then those that hold it. */
function fitting(start, isAsked) {
  if (start === null || (!isAsked && start.length < (/^[?<]/.test(start) ? 1 : 2))) {
    return [];
  }
  const wanted = start.toLowerCase();
  const known = /^[?$]/.test(start) ? variables(start) : [...(start === "" ? variables(start) : []), ...terms, ...words];
  const rank = ({ name }) => {
    const lower = name.toLowerCase();
    const local = lower.slice(lower.search(/[:/](?=[^:/]*$)/) + 1);
    if (lower.startsWith(wanted)) return 0;
    if (/^[?$]/.test(wanted)) return 9;
    if (local.startsWith(wanted)) return 1;
    return wanted.length > 2 && lower.includes(wanted) ? 2 : 9;
  };
  const ranked = known.map((one) => [rank(one), one]).filter(([place, one]) => place < 9 && one.name !== start);
  ranked.sort(([one], [other]) => one - other);
  return ranked.map(([, one]) => one);
}

function suggest(isAsked) {
  const start = begun();
  const all = fitting(start, isAsked);
  options = all.slice(0, MOST);
  active = 0;
  if (options.length === 0) {
    close();
    status.textContent = isAsked ? "Nothing fits" : "";
    return;
  }
  list.replaceChildren(...options.map(drawn));
  list.hidden = false;
  place(start.length);
  status.textContent = all.length > MOST ? `${MOST} of ${all.length} names that fit` : `${all.length} fit`;
  mark();
}

function drawn({ name, kind, meaning }, number) {
  const option = document.createElement("li");
  option.id = `suggestion-${number}`;
  option.setAttribute("role", "option");
  for (const [tag, text] of [["code", name], ["span", kind], ["small", meaning]]) {
    const part = document.createElement(tag);
    part.textContent = text;
    option.append(part, " ");
  }
  return option;
}

function mark() {
  [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === active)));
  field.setAttribute("aria-activedescendant", `suggestion-${active}`);
}

function close() {
  options = [];
  list.hidden = true;
  list.replaceChildren();
  field.removeAttribute("aria-activedescendant");
}

function take(number) {
  const { name } = options[number];
  const start = begun();
  field.setSelectionRange(field.selectionStart - start.length, field.selectionStart);
  // Kept by the browser among what can be undone, which a changed value is not.
  if (!document.execCommand("insertText", false, name)) {
    field.setRangeText(name, field.selectionStart, field.selectionEnd, "end");
  }
  close();
  status.textContent = `${name} taken`;
}

function onKey(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    field.form.requestSubmit();
    return;
  }
  if (event.key === " " && event.ctrlKey) {
    event.preventDefault();
    suggest(true);
    return;
  }
  if (options.length === 0 || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    active = (active + step + options.length) % options.length;
    mark();
  } else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) {
    take(active);
  } else if (event.key === "Escape") {
    close();
  } else {
    if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      close();
    }
    return;
  }
  event.preventDefault();
}

/** Puts the list under the beginning of the name: a copy of the text, laid out alike, tells where that is. */
function place(length) {
  const copy = document.createElement("div");
  const style = getComputedStyle(field);
  for (const name of ["font", "letterSpacing", "padding", "border", "boxSizing", "lineHeight", "tabSize"]) {
    copy.style[name] = style[name];
  }
  Object.assign(copy.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word", width: `${field.clientWidth}px` });
  copy.textContent = field.value.slice(0, field.selectionStart - length);
  const end = document.createElement("span");
  end.textContent = "|";
  copy.append(end);
  field.parentElement.append(copy);
  const widest = field.clientWidth - Math.min(field.clientWidth, 24 * parseFloat(style.fontSize));
  list.style.left = `${field.offsetLeft + Math.max(0, Math.min(end.offsetLeft, widest))}px`;
  list.style.top = `${field.offsetTop + end.offsetTop + end.offsetHeight - field.scrollTop + 4}px`;
  copy.remove();
}
