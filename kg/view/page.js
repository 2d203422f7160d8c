// The page's behaviour. Whatever strangers wrote is set as text, never as HTML.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const at = (id) => document.getElementById(id);
  const [stage, panel, tip, query, found, status] = ["network", "panel", "tip", "query", "found", "status"].map(at);
  const entities = new Map(data.entities.map((one) => [one.id, one]));
  const facts = new Map(data.facts.map((one) => [one.id, one]));
  const touching = new Map(data.entities.map((one) => [one.id, []]));
  for (const fact of data.facts) for (const end of new Set([fact.from, fact.to])) touching.get(end).push(fact);
  const FEW_EDGES = 40; // with so few every edge is labelled
  const NEAR = 0.95; // from this zoom on, edges are labelled
  const FACE = getComputedStyle(document.body).fontFamily;
  const FIRST = 14; // so many labels of the most connected come first, whatever lies under them
  const COARSE = 1500; // nodes; above, labels wait until the drawing stands still

  // --- elements -------------------------------------------------------------------------------
  const make = (tag, properties, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties ?? {})) {
      if (name === "onclick") element.addEventListener("click", value);
      else if (name === "class") element.className = value;
      else element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== "" && child !== undefined && child !== null));
    return element;
  };
  const text = (tag, content, name = "") => {
    const element = make(tag, { dir: "auto", ...(name && { class: name }) });
    element.textContent = content;
    return element;
  };
  const button = (content, action) => {
    const element = make("button", { type: "button", class: "link", dir: "auto", onclick: action });
    element.textContent = content;
    return element;
  };

  // --- what is said ---------------------------------------------------------------------------
  const quoted = ([quote, document_]) => {
    const [title, issued, publisher] = data.documents[document_] ?? [document_, "", ""];
    const source = text("cite", [publisher, title, issued].filter(Boolean).join(", "));
    const block = text("blockquote", "");
    block.append(text("span", `“${quote}”`), source);
    return block;
  };
  const labelled = (name, words) => {
    const line = text("p", "", "why");
    line.append(text("b", `${name}: `), text("span", words));
    return line;
  };
  const claimCard = (claim, heading) => {
    const card = make("article", { class: "claim" }, heading);
    if (claim.inferred) card.append(labelled("Why", claim.rationale), labelled("It rests on", ""));
    card.append(...claim.quotes.map(quoted));
    const rows = [
      ["Said by", claim.voices],
      ["How", [claim.mode, claim.certainty, claim.denied ? "denied" : ""].filter(Boolean).join(", ")],
      ["When", [claim.when, claim.basis].filter(Boolean).join(" · ")],
      ...(claim.also ?? []),
      ["Note", claim.note],
    ];
    const list = make("dl");
    for (const [name, value] of rows) if (value) list.append(text("dt", name), text("dd", value));
    card.append(list);
    return card;
  };
  const edgeContent = (fact, limit = Infinity) => {
    const shown = fact.claims.slice(0, limit);
    const more = fact.claims.length - shown.length;
    return [
      text("p", capital(data.lines[fact.line]), "kind"),
      ...shown.map((claim) => claimCard(claim)),
      more > 0 ? text("p", `and ${more} more; click to read`, "more") : "",
    ];
  };
  const capital = (words) => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
  const sentence = (parts) => parts.join(" ");

  // --- the drawing ----------------------------------------------------------------------------
  const { nodes: nodeRows, edges: edgeRows } = data;
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const tint = ({ color }, opacity) => ({ color, hover: color, highlight: color, opacity });
  const plain = () => (scheme.matches ? 0.95 : 0.75); // how strongly an edge shows when none is picked
  const nodes = new vis.DataSet(nodeRows);
  const edges = new vis.DataSet(edgeRows.map((edge) => ({ ...edge, color: tint(edge, plain()) })));
  const network = new vis.Network(stage, { nodes, edges }, data.options);
  const row = new Map(nodeRows.map((one) => [one.id, one]));
  const edgeRow = new Map(edgeRows.map((one) => [one.id, one]));
  const byDegree = [...nodeRows].sort((a, b) => entities.get(b.id).degree - entities.get(a.id).degree || (a.id < b.id ? -1 : 1));
  const hiddenGroups = new Set();
  const hiddenLines = new Set();
  const visible = (id) => !hiddenGroups.has(entities.get(id).group);
  const drawn = (fact) => !hiddenLines.has(fact.line) && visible(fact.from) && visible(fact.to);
  let focus = null; // { node } or { edge }
  let hovered = null;
  let near = null; // ids of nodes and edges that the focus lights up
  let moving = false;
  const theme = {};
  const readTheme = () => {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["ink", "soft", "halo", "mark"]) theme[name] = style.getPropertyValue(`--${name}`).trim();
  };

  const lit = () => {
    if (!focus) return null;
    if (focus.edge) return new Set([focus.edge, facts.get(focus.edge).from, facts.get(focus.edge).to]);
    const ids = new Set([focus.node]);
    for (const fact of touching.get(focus.node)) if (drawn(fact)) ids.add(fact.id).add(fact.from).add(fact.to);
    return ids;
  };
  const refresh = () => {
    near = lit();
    nodes.update(nodeRows.map(({ id }) => ({ id, hidden: !visible(id), opacity: near && !near.has(id) ? 0.13 : 1 })));
    edges.update(
      edgeRows.map((edge) => ({
        id: edge.id,
        hidden: !drawn(facts.get(edge.id)),
        color: tint(edge, near ? (near.has(edge.id) ? 1 : 0.08) : plain()),
      })),
    );
  };

  // --- labels: of one size on the screen, the most connected first, never one over another --------
  // `over`: may lie on a node; `must`: stands in any case.
  const wrapped = new Map();
  const wrap = (label) => {
    if (!wrapped.has(label)) {
      const chars = [...label];
      const cut = chars.length > 60 ? `${chars.slice(0, 59).join("")}…` : label;
      const lines = [""];
      for (const word of cut.split(/\s+/)) {
        const last = lines[lines.length - 1];
        if (last && [...`${last} ${word}`].length > 19) lines.push(word);
        else lines[lines.length - 1] = last ? `${last} ${word}` : word;
      }
      wrapped.set(label, lines);
    }
    return wrapped.get(label);
  };
  class Room {
    constructor() {
      this.cells = new Map();
    }
    *around([left, top, right, bottom]) {
      for (let x = Math.floor(left / 60); x <= Math.floor(right / 60); x += 1)
        for (let y = Math.floor(top / 60); y <= Math.floor(bottom / 60); y += 1) yield `${x} ${y}`;
    }
    free(box) {
      for (const key of this.around(box))
        for (const other of this.cells.get(key) ?? [])
          if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return false;
      return true;
    }
    take(box) {
      for (const key of this.around(box)) this.cells.has(key) ? this.cells.get(key).push(box) : this.cells.set(key, [box]);
    }
  }
  const screenOf = (scale, middle) => {
    const [width, height] = [stage.clientWidth, stage.clientHeight];
    return ({ x, y }) => ({ x: (x - middle.x) * scale + width / 2, y: (y - middle.y) * scale + height / 2 });
  };
  const write = (context, lines, x, y, height) => {
    lines.forEach((one, index) => {
      const top = y + (index + 0.5) * height;
      context.strokeText(one, x, top);
      context.fillText(one, x, top);
    });
  };
  const spots = (place, radius, width, height) => [
    [place.x, place.y + radius + 2],
    [place.x + radius + 4 + width / 2, place.y - height / 2],
    [place.x - radius - 4 - width / 2, place.y - height / 2],
    [place.x, place.y - radius - 2 - height],
  ];
  const labelNode = (context, room, toScreen, scale, node, over, must) => {
    const place = toScreen(node);
    const degree = entities.get(node.id).degree;
    const size = Math.min(16, 11.5 + Math.sqrt(degree) * 0.55);
    context.font = `${degree > 8 ? 600 : 500} ${size}px ${FACE}`;
    const lines = wrap(node.label);
    const height = lines.length * size * 1.15;
    const width = Math.max(...lines.map((one) => context.measureText(one).width));
    const radius = node.size * scale;
    const boxes = spots(place, radius, width, height).map(([x, y]) => ({ x, y, box: [x - width / 2 - 2, y - 1, x + width / 2 + 2, y + height + 1] }));
    const onStage = boxes.filter(({ box }) => box[0] > 0 && box[2] < stage.clientWidth);
    const open_ = onStage.filter(({ box }) => room.labels.free(box));
    const spot = open_.find(({ box }) => room.nodes.free(box)) ?? (over ? open_[0] : null) ?? (must ? boxes[0] : null);
    if (!spot) return;
    room.labels.take(spot.box);
    write(context, lines, spot.x, spot.y, size * 1.15);
  };
  const middleOf = (edge) => network.body.edges[edge.id].edgeType.getPoint(edge.from === edge.to ? 0.75 : 0.5);
  const labelEdge = (context, room, toScreen, edge, forced) => {
    const place = toScreen(middleOf(edge));
    context.font = `italic 400 11.5px ${FACE}`;
    const width = context.measureText(edge.label).width;
    const box = [place.x - width / 2 - 2, place.y - 8, place.x + width / 2 + 2, place.y + 8];
    if (!forced && !room.labels.free(box)) return;
    room.labels.take(box);
    write(context, [edge.label], place.x, place.y - 7, 14);
  };
  const ring = (context, place, radius) => {
    context.beginPath();
    context.arc(place.x, place.y, radius + 5, 0, 2 * Math.PI);
    context.strokeStyle = theme.mark;
    context.lineWidth = 2.5;
    context.stroke();
  };
  const paint = (context) => {
    if (moving && nodeRows.length > COARSE) return;
    const scale = network.getScale();
    const toScreen = screenOf(scale, network.getViewPosition());
    const [wide, high] = [stage.clientWidth, stage.clientHeight];
    const inside = ({ x, y }) => x > -60 && y > -40 && x < wide + 60 && y < high + 40;
    const ratio = context.canvas.width / wide;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    const room = { labels: new Room(), nodes: new Room() };
    const shown = byDegree.filter((node) => visible(node.id) && inside(toScreen(node)));
    const { left, top } = stage.getBoundingClientRect();
    for (const cover of [at("legend"), document.querySelector(".zoom")]) {
      const box = cover.getBoundingClientRect();
      room.labels.take([box.left - left, box.top - top, box.right - left, box.bottom - top]);
    }
    for (const node of shown) {
      const [{ x, y }, reach] = [toScreen(node), Math.max(2, node.size * scale * 0.8)];
      room.nodes.take([x - reach, y - reach, x + reach, y + reach]);
    }
    const marked = [focus?.node, hovered?.node].filter((id) => id && visible(id));
    for (const id of marked) ring(context, toScreen(row.get(id)), row.get(id).size * scale);
    const pen = (colour) => Object.assign(context, { fillStyle: colour, strokeStyle: theme.halo, lineWidth: 4 });
    pen(theme.ink);
    const must = new Set(marked);
    for (const id of marked) labelNode(context, room, toScreen, scale, row.get(id), true, true);
    const rest = shown.filter((node) => !must.has(node.id) && (!near || near.has(node.id)));
    rest.forEach((node, rank) => labelNode(context, room, toScreen, scale, node, Boolean(focus) || rank < FIRST, Boolean(focus?.edge)));
    pen(theme.soft);
    const all = scale >= NEAR || edgeRows.length <= FEW_EDGES;
    for (const edge of edgeRows) {
      const wanted = edge.id === hovered?.edge || edge.id === focus?.edge;
      if (!drawn(facts.get(edge.id)) || !(wanted || near?.has(edge.id) || (all && !near))) continue;
      if (inside(toScreen(middleOf(edge)))) labelEdge(context, room, toScreen, edge, wanted);
    }
    context.restore();
  };

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
    const wanted = fold(query.value);
    const several = wanted ? search(wanted) : [];
    chosen = Math.max(0, Math.min(chosen, several.length - 1));
    const none = wanted && !several.length ? [text("li", "No entity here has such a name", "none")] : [];
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
  const zoom = (factor) => network.moveTo({ scale: Math.min(4, Math.max(0.03, network.getScale() * factor)) });
  const whole = () => byDegree.length && frame(byDegree.map(({ id }) => id), 1.4);
  at("nearer").addEventListener("click", () => zoom(1.35));
  at("farther").addEventListener("click", () => zoom(1 / 1.35));
  at("whole").addEventListener("click", whole);
  scheme.addEventListener("change", () => { readTheme(); refresh(); });
  const sentences = at("sentences");
  const reveal = () => { if (location.hash === "#sentences") sentences.open = true; };
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => { sentences.open = true; readTheme(); network.redraw(); });
  addEventListener("afterprint", () => { readTheme(); network.redraw(); });
  reveal();
  readTheme();
  if (small.matches && byDegree.length) frame(byDegree.map(({ id }) => id), 1.4, 0.45, byDegree[0].id);
  else whole();
  document.documentElement.dataset.ready = "true";
  window.kg = { network, showNode, showEdge, clear, whole };
})();
