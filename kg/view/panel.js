// --- the panel ------------------------------------------------------------------------------
let before = null;
const open = (heading, ...content) => {
  if (panel.hidden) before = document.activeElement;
  const close = make("button", { type: "button", class: "close", "aria-label": "Close", onclick: clear }, "×");
  panel.replaceChildren(close, heading, ...content.filter(Boolean));
  panel.hidden = false;
  panel.scrollTop = 0;
};
const clear = () => {
  focus = null;
  panel.hidden = true;
  network.unselectAll();
  refresh();
  if (panel.contains(document.activeElement) || document.activeElement === document.body) before?.focus?.();
};
const heading = (fact) => {
  const [subject, predicate, object] = fact.sentence;
  const title = make("h2", { dir: "auto" });
  title.append(button(subject, () => showNode(fact.from, true)), ` ${predicate} `, button(object, () => showNode(fact.to, true)));
  return title;
};
const showEdge = (id, move) => {
  const fact = facts.get(id);
  focus = { edge: id };
  open(heading(fact), ...edgeContent(fact));
  tip.hidden = true;
  if (move || covered([fact.from, fact.to])) frame([fact.from, fact.to], move ? 1 : network.getScale());
  refresh();
  status.textContent = sentence(fact.sentence);
};
const aboutEdges = (id) =>
  touching.get(id).flatMap((fact) => {
    const said = make("p", { class: "said" }, button(sentence(fact.sentence), () => showEdge(fact.id, true)));
    return fact.claims.map((claim, index) => claimCard(claim, index ? undefined : said));
  });
const aboutSilent = (id) => {
  const silent = data.silent[id] ?? [];
  if (!silent.length) return "";
  const cards = silent.map((claim) => {
    const said = text("p", `${sentence(claim.sentence)} `, "said");
    said.append(text("span", `(${claim.kind})`, "tag"));
    return claimCard(claim, said);
  });
  const words = silent.length === 1 ? "1 claim" : `${silent.length} claims`;
  return make("details", {}, text("summary", `Not drawn: ${words}`), ...cards);
};
const showNode = (id, move) => {
  const entity = entities.get(id);
  focus = { node: id };
  const count = touching.get(id).reduce((sum, fact) => sum + fact.claims.length, 0);
  open(
    text("h2", entity.label),
    text("p", capital(entity.type), "kind"),
    entity.about ? text("p", entity.about) : "",
    entity.aliases.length ? text("p", `Also: ${entity.aliases.join(" · ")}`, "kind") : "",
    text("h3", count === 1 ? "1 claim" : `${count} claims`),
    ...aboutEdges(id),
    aboutSilent(id),
  );
  tip.hidden = true;
  if (move) travel(id);
  else if (covered([id])) frame([id], network.getScale());
  refresh();
  status.textContent = `${entity.label}, ${entity.type}`;
};
const free = () => {
  const small_ = stage.clientWidth <= 700;
  const left = at("legend").open && !small_ ? at("legend").offsetWidth + 12 : 0;
  const [right, bottom] = panel.hidden ? [0, 0] : small_ ? [0, panel.offsetHeight] : [panel.offsetWidth, 0];
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
  network.moveTo({ position: { x: position.x, y: position.y }, scale: Math.max(fitting, least), offset, animation });
};
const covered = (ids) => {
  const { right, bottom } = free();
  const toScreen = screenOf(network.getScale(), network.getViewPosition());
  return ids.map((id) => toScreen(row.get(id))).some(({ x, y }) => x > stage.clientWidth - right - 10 || y > stage.clientHeight - bottom - 10);
};
const travel = (id) => {
  if (!visible(id)) toggle(document.querySelector(`[data-group="${CSS.escape(entities.get(id).group)}"]`));
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
  if (hovered?.node) return;
  hovered = { edge };
  stage.style.cursor = "pointer";
  hint(pointer.DOM, text("h2", sentence(facts.get(edge).sentence)), ...edgeContent(facts.get(edge), 2));
  network.redraw();
});
network.on("hoverNode", ({ node, pointer }) => {
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
