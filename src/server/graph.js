// A drawn graph in its page: larger and smaller, pulled about, narrowed by attitude and time, neighbours shown.
// The drawing is the server's, its nodes are links; what edges stand for is read from the rows of the table below it.

const picture = document.querySelector("[data-graph]");
const svg = picture?.querySelector("svg");
const tools = document.querySelector(".tools");

/** What Graphviz calls a node or an edge. */
const nameOf = (group) => group.querySelector("title").textContent;

if (svg && tools) {
  tools.hidden = false;
  start();
}

function start() {
  const rows = new Map([...document.querySelectorAll("[data-edge]")].map((row) => [row.dataset.edge, row]));
  const nodes = new Map();
  for (const group of svg.querySelectorAll("g.node")) {
    nodes.set(nameOf(group), { group, edges: [], label: group.textContent.replace(nameOf(group), "").trim() });
  }
  const edges = [...svg.querySelectorAll("g.edge")].map((group) => {
    const [from, to] = nameOf(group).split("->");
    const row = rows.get(nameOf(group));
    const told = row.dataset.told.split(";").map((count) => {
      const [day, attitude, number] = count.split("|");
      return { day, attitude, number: Number(number) };
    });
    const edge = { group, row, from: nodes.get(from), to: nodes.get(to), told };
    edge.from.edges.push(edge);
    edge.to.edges.push(edge);
    return edge;
  });
  // A browser shows titles when the pointer rests: words instead of Graphviz's names.
  for (const { group, label } of nodes.values()) {
    group.querySelector("title").textContent = label;
  }
  for (const { group, row } of edges) {
    const [from, how, to] = [...row.cells].map((cell) => cell.textContent);
    group.querySelector("title").textContent = how ? `${from}: ${how}: ${to}` : `${from}, ${to}`;
  }
  narrow(nodes, edges);
  show(nodes, edges);
  zoom();
  const [busiest] = [...nodes.values()].sort((one, other) => other.edges.length - one.edges.length);
  middle(busiest.group);
}

/** Hides what is not wanted: edges by attitude and day, and nodes that have no edge left. */
function narrow(nodes, edges) {
  const boxes = [...tools.querySelectorAll("[data-attitude]")];
  const days = [...new Set(edges.flatMap((edge) => edge.told.map((count) => count.day)))].filter(Boolean).sort();
  const span = tools.querySelector(".span");
  const [from, until] = span.querySelectorAll("[data-day]");
  span.hidden = days.length < 2;
  from.max = until.max = String(days.length - 1);
  from.value = "0";
  until.value = from.max;

  const apply = () => {
    const unwanted = new Set(boxes.filter((box) => !box.checked).map((box) => box.dataset.attitude));
    const [first, last] = [days[Number(from.value)], days[Number(until.value)]];
    const isWhole = from.value === "0" && until.value === until.max;
    const isWanted = ({ day, attitude }) =>
      !unwanted.has(attitude) && (isWhole || (day !== "" && first <= day && day <= last));
    let shown = 0;
    for (const edge of edges) {
      const isThere = edge.told.some(isWanted);
      shown += Number(isThere);
      edge.isGone = !isThere;
      edge.group.classList.toggle("gone", !isThere);
      edge.row.hidden = !isThere;
    }
    for (const node of nodes.values()) {
      node.group.classList.toggle("gone", node.edges.every((edge) => edge.isGone));
    }
    for (const [slider, day] of [[from, first], [until, last]]) {
      slider.setAttribute("aria-valuetext", day ?? "");
    }
    span.querySelector("output").textContent = days.length > 0 ? `${first} to ${last}${isWhole ? ", and what has no day" : ""}` : "";
    tools.querySelector("[role=status]").textContent = shown === edges.length ? "" : `${shown} of ${edges.length} edges are shown`;
  };
  for (const box of boxes) {
    box.addEventListener("change", apply);
  }
  from.addEventListener("input", () => {
    until.value = String(Math.max(Number(until.value), Number(from.value)));
    apply();
  });
  until.addEventListener("input", () => {
    from.value = String(Math.min(Number(from.value), Number(until.value)));
    apply();
  });
  apply();
}

/** Lets neighbours stand out: of the node or edge that is pointed at, and of those whose name is looked for. */
function show(nodes, edges) {
  const byGroup = new Map([...nodes.values(), ...edges].map((one) => [one.group, one]));
  const find = tools.querySelector("[data-find]");
  const found = () => {
    const words = find.value.trim().toLowerCase();
    return words === "" ? [] : [...nodes.values()].filter((node) => node.label.toLowerCase().includes(words));
  };
  const light = (chosen) => {
    const near = new Set();
    for (const one of chosen) {
      const touched = one.edges ?? [one];
      near.add(one.group);
      touched.forEach((edge) => [edge.group, edge.from.group, edge.to.group].forEach((group) => near.add(group)));
    }
    picture.classList.toggle("some", chosen.length > 0);
    byGroup.forEach((_, group) => group.classList.toggle("near", near.has(group)));
  };
  const pointedAt = (event) => {
    const one = byGroup.get(event.target.closest("g.node, g.edge"));
    light(one ? [one] : found());
  };
  picture.addEventListener("pointerover", pointedAt);
  picture.addEventListener("pointerleave", () => light(found()));
  picture.addEventListener("focusin", pointedAt);
  picture.addEventListener("focusout", () => light(found()));
  find.addEventListener("input", () => light(found()));
  find.addEventListener("keydown", (event) => {
    const [first] = found();
    if (event.key === "Enter" && first) {
      event.preventDefault();
      const link = first.group.querySelector("a");
      link.focus({ preventScroll: true });
      link.scrollIntoView({ block: "nearest", inline: "center" });
      middle(first.group);
    }
  });
}

/** Brings a node to the middle of its box. */
function middle(group) {
  const [box, node] = [picture.getBoundingClientRect(), group.getBoundingClientRect()];
  picture.scrollLeft += node.left + node.width / 2 - (box.left + box.width / 2);
  picture.scrollTop += node.top + node.height / 2 - (box.top + box.height / 2);
}

/** The picture grows inside its box, which scrolls; so fingers, wheels and arrow keys move it as they move any page. */
function zoom() {
  const { width, height } = svg.viewBox.baseVal;
  const whole = () => Math.min((picture.clientWidth - 2) / width, (window.innerHeight * 0.75) / height);
  let scale = 1;
  const to = (wanted, x = picture.clientWidth / 2, y = picture.clientHeight / 2) => {
    const next = Math.min(Math.max(wanted, Math.min(whole(), 0.2)), 6);
    const [left, top] = [(picture.scrollLeft + x) / scale, (picture.scrollTop + y) / scale];
    scale = next;
    svg.setAttribute("width", String(width * scale));
    svg.setAttribute("height", String(height * scale));
    picture.scrollLeft = left * scale - x;
    picture.scrollTop = top * scale - y;
  };
  // It begins as wide as its box, as far as its words can be read; points of Graphviz are larger than pixels.
  to(Math.min(Math.max((picture.clientWidth - 2) / width, 0.9), 4 / 3));
  const by = (step) => (step === "fit" ? to(whole()) : to(scale * Number(step)));
  for (const button of tools.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => by(button.dataset.zoom));
  }
  const keys = { "+": "1.25", "=": "1.25", "-": "0.8", 0: "fit" };
  picture.addEventListener("keydown", (event) => {
    if (keys[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      by(keys[event.key]);
    }
  });
  // Two fingers on a pad come as a wheel with Ctrl; a wheel alone moves on, as it does everywhere.
  picture.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const box = picture.getBoundingClientRect();
      to(scale * Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
    }
  }, { passive: false });
  pull();
}

/** A mouse pulls the picture about; what was a pull is no click. */
function pull() {
  let last = null;
  let moved = 0;
  picture.addEventListener("pointerdown", (event) => {
    last = event.pointerType === "mouse" && event.button === 0 ? event : null;
    moved = 0;
  });
  window.addEventListener("pointermove", (event) => {
    if (last) {
      moved += Math.abs(event.clientX - last.clientX) + Math.abs(event.clientY - last.clientY);
      picture.scrollLeft -= event.clientX - last.clientX;
      picture.scrollTop -= event.clientY - last.clientY;
      picture.classList.toggle("pulled", moved > 4);
      last = event;
    }
  });
  window.addEventListener("pointerup", () => {
    last = null;
    picture.classList.remove("pulled");
  });
  picture.addEventListener("dragstart", (event) => event.preventDefault());
  picture.addEventListener("click", (event) => {
    if (moved > 4) {
      event.preventDefault();
    }
    moved = 0;
  }, true);
}
