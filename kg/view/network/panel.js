// --- the panel ------------------------------------------------------------------------------
let before = null;
const open = (heading, ...content) => {
  if (panel.hidden) before = document.activeElement;
  const close = make("button", { type: "button", class: "close", "aria-label": "Close", onclick: clear }, "×");
  const held = panel.contains(document.activeElement);
  panel.replaceChildren(close, heading, ...content.filter(Boolean));
  panel.hidden = false;
  panel.scrollTop = 0;
  if (held) panel.focus({ preventScroll: true }); // what was pressed is gone: the keyboard stays in the panel
};
const clear = () => {
  focus = null;
  panel.hidden = true;
  network.unselectAll();
  light();
  remember("");
  if (panel.contains(document.activeElement) || document.activeElement === document.body) before?.focus?.();
};
const heading = (fact) => {
  const [subject, predicate, object] = fact.sentence;
  const title = make("h2", { dir: "auto" });
  title.append(...marked(fact.mark), button(subject, () => showNode(fact.from, true)), " ", text("bdi", predicate), " ", button(object, () => showNode(fact.to, true)));
  return title;
};
const showEdge = (id, move) => {
  if (!words()) return;
  const fact = facts.get(id);
  focus = { edge: id };
  open(heading(fact), ...edgeContent(fact));
  tip.hidden = true;
  unhide([fact.from, fact.to], fact.line);
  if (move || covered([fact.from, fact.to])) frame([fact.from, fact.to], move ? 1 : network.getScale());
  light();
  remember(`edge=${encodeURIComponent(id)}`);
  status.textContent = sentence(fact);
};
const aboutEdges = (id) =>
  touching.get(id).flatMap((fact) => {
    const link = button("", () => showEdge(fact.id, true));
    link.append(...told("span", fact).childNodes);
    const said = make("p", { class: "said" }, link);
    return fact.claims.map((claim, index) => claimCard(claim, index ? undefined : said));
  });
const aboutSilent = (id) => {
  const silent = untold.get(id);
  if (!silent.length) return "";
  const cards = silent.map((claim) => {
    return claimCard(claim, told("p", claim, "said"));
  });
  const words = silent.length === 1 ? "1 claim" : `${silent.length} claims`;
  return make("details", {}, text("summary", `Not drawn: ${words}`), ...cards);
};
const showNode = (id, move) => {
  if (!words()) return;
  const entity = entities.get(id);
  focus = { node: id };
  const count = touching.get(id).reduce((sum, fact) => sum + fact.claims.length, 0);
  open(
    text("h2", entity.label),
    text("p", capital(entity.type), "kind"),
    entity.about ? text("p", entity.about) : "",
    entity.aliases.length ? text("p", `Also: ${entity.aliases.join(" · ")}`, "kind") : "",
    make("p", { class: "alone" }, button(alone ? "Show everything" : "Show only this and its neighbours", () => (alone ? everything() : only(id)))),
    text("h3", count === 1 ? "1 claim" : `${count} claims`),
    ...aboutEdges(id),
    aboutSilent(id),
  );
  tip.hidden = true;
  if (move) travel(id);
  else if (covered([id])) frame([id], network.getScale());
  light();
  remember(`node=${encodeURIComponent(entity.name)}`);
  status.textContent = `${entity.label}, ${entity.type}`;
};
// --- one neighbourhood, and nothing else ----------------------------------------------------
const only = (id) => {
  alone = new Set([id, ...touching.get(id).flatMap(({ from, to }) => [from, to])]);
  at("alone").firstElementChild.textContent = `Only ${entities.get(id).label} and its neighbours: ${alone.size} of ${nodeRows.length} nodes`;
  at("alone").hidden = false;
  refresh();
  showNode(id, false);
  frame([...alone], 1.2);
};
const everything = (again = true) => {
  alone = null;
  at("alone").hidden = true;
  refresh();
  if (focus?.node && again) showNode(focus.node, true);
  else if (again) whole();
};
at("alone").lastElementChild.addEventListener("click", () => everything());

const free = () => {
  const small_ = stage.clientWidth <= 700;
  const left = at("legend").open && !small_ ? at("legend").offsetWidth + 12 : 0;
  const [right, bottom] = panel.hidden ? [document.querySelector(".zoom").offsetWidth + 16, 0] : small_ ? [0, panel.offsetHeight] : [panel.offsetWidth, 0];
  return { left, right, bottom };
};
const frame = (ids, most, least = 0, middle = null) => {
  const rows = ids.map((id) => row.get(id));
  const [xs, ys] = [rows.map(({ x }) => x), rows.map(({ y }) => y)];
  const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const { left, right, bottom } = free();
  const [wide, high] = [stage.clientWidth - left - right, stage.clientHeight - bottom];
  const fitting = Math.min((wide - Math.min(130, wide / 4)) / (east - west + 1), (high - 80) / (south - north + 1), most);
  const position = fitting < least && middle ? row.get(middle) : { x: (west + east) / 2, y: (north + south) / 2 };
  const still_ = matchMedia("(prefers-reduced-motion: reduce)").matches || !document.documentElement.dataset.ready;
  const animation = still_ ? false : { duration: 300, easingFunction: "easeInOutQuad" };
  const offset = { x: (left - right) / 2, y: -bottom / 2 };
  network.moveTo({ position: { x: position.x, y: position.y }, scale: Math.max(fitting, least, FARTHEST), offset, animation });
};
const covered = (ids) => {
  const { right, bottom } = free();
  const toScreen = screenOf(network.getScale(), network.getViewPosition());
  return ids.map((id) => toScreen(row.get(id))).some(({ x, y }) => x > stage.clientWidth - right - 10 || y > stage.clientHeight - bottom - 10);
};
// What is looked for comes back, whatever hid it.
const unhide = (ids, line) => {
  if (alone && !ids.every((id) => alone.has(id))) everything(false);
  const hiding = [...document.querySelectorAll('#legend button[aria-pressed="false"]')];
  const groups = ids.map((id) => entities.get(id).group);
  hiding.filter(({ dataset }) => groups.includes(dataset.group) || (line && dataset.line === line)).forEach(toggle);
};
const travel = (id) => {
  unhide([id]);
  frame([id, ...touching.get(id).filter(drawn).flatMap(({ from, to }) => [from, to])], 1, 0.6, id);
};

// --- the tooltip ----------------------------------------------------------------------------
const point = ({ x, y }) => {
  tip.hidden = false;
  const [wide, high] = [stage.clientWidth, stage.clientHeight];
  const left = x + 16 + tip.offsetWidth > wide - 8 ? x - 16 - tip.offsetWidth : x + 16;
  const top = Math.min(y + 12, high - tip.offsetHeight - 8);
  tip.style.left = `${Math.max(8, Math.min(left, wide - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(8, top)}px`;
};
const hint = (pointer, ...content) => {
  tip.replaceChildren(...content.filter(Boolean));
  point(pointer);
};
const leave = () => {
  hovered = null;
  tip.hidden = true;
  stage.style.cursor = "";
  network.redraw();
};
network.on("hoverEdge", ({ edge, pointer }) => {
  if (hovered?.node || !words()) return;
  hovered = { edge };
  stage.style.cursor = "pointer";
  hint(pointer.DOM, told("h2", facts.get(edge)), ...edgeContent(facts.get(edge), 2));
  network.redraw();
});
network.on("hoverNode", ({ node, pointer }) => {
  if (!words()) return;
  hovered = { node };
  stage.style.cursor = "pointer";
  const entity = entities.get(node);
  hint(pointer.DOM, text("h2", entity.label), text("p", `${capital(entity.type)}, ${entity.degree} ${entity.degree === 1 ? "edge" : "edges"}`, "kind"));
  network.redraw();
});
network.on("blurEdge", leave);
network.on("blurNode", leave);
stage.addEventListener("mouseleave", leave);
network.on("dragStart", leave);
network.on("zoom", leave);
network.on("dragEnd", ({ nodes: [id] }) => {
  if (id !== undefined) Object.assign(row.get(id), network.getPosition(id));
});
network.on("dragging", ({ nodes: [id] }) => {
  if (id !== undefined) Object.assign(row.get(id), network.getPosition(id));
});
network.on("click", ({ nodes: [node], edges: [edge] }) => {
  if (node !== undefined) showNode(node, false);
  else if (edge !== undefined) showEdge(edge, false);
  else clear();
});
network.on("afterDrawing", paint);
let still = 0;
const busy = () => {
  moving = true;
  clearTimeout(still);
  still = setTimeout(() => { moving = false; network.redraw(); }, 160);
};
network.on("zoom", busy);
network.on("dragging", busy);
