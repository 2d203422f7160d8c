// --- the legend -----------------------------------------------------------------------------
const toggle = (entry) => {
  const on = entry.getAttribute("aria-pressed") !== "true";
  const [set, key] = entry.dataset.group ? [hiddenGroups, entry.dataset.group] : [hiddenLines, entry.dataset.line];
  on ? set.delete(key) : set.add(key);
  entry.setAttribute("aria-pressed", String(on));
  refresh();
  status.textContent = `${entry.querySelector("span").textContent}: ${on ? "shown" : "hidden"}`;
};
for (const entry of document.querySelectorAll("#legend button")) entry.addEventListener("click", () => toggle(entry));
const small = matchMedia("(max-width: 700px)");
if (small.matches) at("legend").open = false;

// --- search: the same folding as kg.text.normalized --------------------------------------------
const ARTICLES = new Set(["the", "al", "a", "an", "el"]);
const fold = (label) => {
  const words = label.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss").replace(/[^\p{L}\p{N}]+/gu, " ").trim().split(" ");
  while (words.length > 1 && ARTICLES.has(words[0])) words.shift();
  return words.join(" ");
};
let chosen = 0;
const rate = (key, wanted) => (key === wanted ? 0 : key.startsWith(wanted) ? 1 : key.includes(` ${wanted}`) ? 2 : key.includes(wanted) ? 3 : 9);
const search = (wanted) =>
  data.entities
    .map((entity) => ({ entity, rank: Math.min(9, ...entity.keys.map((key) => rate(key, wanted))) }))
    .filter(({ rank }) => rank < 9)
    .sort((a, b) => a.rank - b.rank || b.entity.degree - a.entity.degree || (a.entity.id < b.entity.id ? -1 : 1))
    .slice(0, 12)
    .map(({ entity }) => entity);
const option = (entity, index, wanted) => {
  const alias = fold(entity.label).includes(wanted) ? "" : entity.aliases.find((one) => fold(one).includes(wanted)) ?? "";
  const item = make("li", { role: "option", id: `found-${index}`, "aria-selected": String(index === chosen), "data-id": entity.id });
  item.append(text("span", entity.label), text("small", [entity.type, alias].filter(Boolean).join(" · ")));
  item.addEventListener("mousedown", (event) => event.preventDefault());
  item.addEventListener("click", () => pick(entity.id));
  return item;
};
const list = () => {
  const wanted = words() ? fold(query.value) : "";
  const several = wanted ? search(wanted) : [];
  chosen = Math.max(0, Math.min(chosen, several.length - 1));
  const none = wanted && !several.length ? [text("li", "No entity that is drawn here has such a name", "none")] : [];
  found.replaceChildren(...several.map((entity, index) => option(entity, index, wanted)), ...none);
  found.hidden = !found.children.length;
  query.setAttribute("aria-expanded", String(!found.hidden));
  several.length ? query.setAttribute("aria-activedescendant", `found-${chosen}`) : query.removeAttribute("aria-activedescendant");
  found.children[chosen]?.scrollIntoView({ block: "nearest" });
};
const shut = () => {
  found.hidden = true;
  query.setAttribute("aria-expanded", "false");
  query.removeAttribute("aria-activedescendant");
};
const pick = (id) => {
  shut();
  showNode(id, true);
  panel.focus({ preventScroll: true });
};
query.addEventListener("input", () => { chosen = 0; list(); });
query.addEventListener("blur", shut);
query.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) { chosen += step; list(); event.preventDefault(); }
  else if (event.key === "Enter" && found.children[chosen]?.dataset.id) pick(found.children[chosen].dataset.id);
  else if (event.key === "Escape") { event.stopPropagation(); query.value = ""; shut(); query.blur(); }
});
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { query.focus(); query.select(); event.preventDefault(); }
  else if (event.key === "Escape") { tip.hidden = true; clear(); }
});

// --- zoom, theme, print ---------------------------------------------------------------------
const zoom = (factor) => network.moveTo({ scale: Math.min(4, Math.max(FARTHEST, network.getScale() * factor)) });
const shownIds = () => byDegree.map(({ id }) => id).filter(visible);
const whole = () => shownIds().length && frame(shownIds(), 1.4);
at("nearer").addEventListener("click", () => zoom(1.35));
at("farther").addEventListener("click", () => zoom(1 / 1.35));
at("whole").addEventListener("click", whole);
scheme.addEventListener("change", () => { readTheme(); repaint(); });
// A table opens below the drawing, out of sight: it is brought to whoever opened it.
document.addEventListener("click", ({ target }) => {
  const table = target.closest?.("#untold > summary, #sentences > summary")?.parentElement;
  if (table && !table.open) requestAnimationFrame(() => table.scrollIntoView());
});
// The style sheet for paper comes too late for what is drawn: the page turns to paper before it is printed.
const paper = (on) => {
  document.documentElement.toggleAttribute("data-paper", on);
  for (const table of document.querySelectorAll("#untold, #sentences")) table.open ||= on;
  readTheme();
  network.redraw();
};
addEventListener("beforeprint", () => paper(true));
addEventListener("afterprint", () => paper(false));

// --- gentle physics, on request: it ends by itself ----------------------------------------------
const SETTLING = 6000; // milliseconds at most
let settling = 0;
network.on("beforeDrawing", () => {
  if (at("settle").getAttribute("aria-pressed") === "true") for (const one of nodeRows) Object.assign(one, network.getPosition(one.id));
});
const settle = (on) => {
  clearTimeout(settling);
  network.setOptions({ physics: on ? PHYSICS : { enabled: false } });
  at("settle").setAttribute("aria-pressed", String(on));
  if (on) settling = setTimeout(settle, SETTLING, false);
  else if (!focus) whole();
  status.textContent = on ? "The nodes move until they settle" : "The nodes stand still";
};
const PHYSICS = {
  enabled: true, stabilization: false, solver: "barnesHut", timestep: 0.3, maxVelocity: 12, minVelocity: 0.6,
  barnesHut: { gravitationalConstant: -2600, centralGravity: 0.3, springLength: 80, springConstant: 0.03, damping: 0.5, avoidOverlap: 0.4 },
};
at("settle").addEventListener("click", () => settle(at("settle").getAttribute("aria-pressed") !== "true"));
network.on("stabilized", () => { if (at("settle").getAttribute("aria-pressed") === "true") settle(false); });

// --- the address: #node=Mayadeen, #edge=…, and back ---------------------------------------------
const framed = window.parent !== window; // in a notebook: its history is not ours
let silentAddress = false; // while the page follows its address instead of leading it
const remember = (place) => {
  if (silentAddress || framed || location.hash.slice(1) === place) return;
  history.pushState(null, "", place ? `#${place}` : location.href.split("#")[0]);
};
const follow = () => {
  const [kind, value] = location.hash.slice(1).split("=", 2);
  let name = "";
  try {
    name = decodeURIComponent(value ?? "");
  } catch {
    // no address of ours
  }
  silentAddress = true;
  if (kind === "sentences") at("sentences").open = true;
  else if (kind === "node" && byName.has(name)) showNode(byName.get(name), true);
  else if (kind === "edge" && facts.has(name)) showEdge(name, true);
  else if (focus) clear();
  silentAddress = false;
};
addEventListener("popstate", follow);

readTheme();
if (small.matches && byDegree.length) frame(byDegree.map(({ id }) => id), 1.4, 0.45, byDegree[0].id);
else whole();
if (location.hash) addEventListener("DOMContentLoaded", follow);
document.documentElement.dataset.ready = "true";
window.kg = { network, showNode, showEdge, clear, whole, byName, painted: () => painted };
