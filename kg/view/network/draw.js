// --- the drawing ----------------------------------------------------------------------------
const { nodes: nodeRows, edges: edgeRows } = data;
const scheme = matchMedia("(prefers-color-scheme: dark)");
const PALE = 0.5; // of the strength of an edge that surely holds in the chosen time
const tint = ({ id, color }, opacity) => ({ color, hover: color, highlight: color, opacity: facts.get(id).maybe ? opacity * PALE : opacity });

const plain = () => (scheme.matches ? 0.95 : 0.75); // how strongly an edge shows when none is picked
// Without their labels, which the page writes itself: measuring them twice takes a third of the time.
const bare = ({ label, arrows, ...rest }) => rest;
const nodes = new vis.DataSet(nodeRows.map(bare));
const openHead = ({ id }) => facts.get(id).maybe && { arrows: { to: { enabled: true, type: "vee", scaleFactor: 0.8 } } };
const edges = new vis.DataSet(edgeRows.map((edge) => ({ ...bare(edge), ...openHead(edge), color: tint(edge, plain()) })));
const network = new vis.Network(stage, { nodes, edges }, data.options);
const row = new Map(nodeRows.map((one) => [one.id, one]));
const edgeRow = new Map(edgeRows.map((one) => [one.id, one]));
const byDegree = [...nodeRows].sort((a, b) => entities.get(b.id).degree - entities.get(a.id).degree || (a.id < b.id ? -1 : 1));
// Labels of edges that are no plain facts come first: where room is short, theirs must stand.
const guarded = ({ id }) => ["inferred", "unconfirmed"].includes(facts.get(id).line);
const byCare = [...edgeRows].sort((a, b) => guarded(b) - guarded(a));
const hiddenGroups = new Set();
const hiddenLines = new Set();
let alone = null; // ids of the only nodes that are shown
const visible = (id) => !hiddenGroups.has(entities.get(id).group) && (!alone || alone.has(id));
const drawn = (fact) => !hiddenLines.has(fact.line) && visible(fact.from) && visible(fact.to);
let focus = null; // { node } or { edge }
let hovered = null;
let near = null; // ids of nodes and edges that the focus lights up
let moving = false;
const theme = {};
const readTheme = () => {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["ink", "soft", "halo", "mark", "paper"]) theme[name] = style.getPropertyValue(`--${name}`).trim();
};

const lit = () => {
  if (!focus) return null;
  if (focus.edge) return new Set([focus.edge, facts.get(focus.edge).from, facts.get(focus.edge).to]);
  const ids = new Set([focus.node]);
  for (const fact of touching.get(focus.node)) if (drawn(fact)) ids.add(fact.id).add(fact.from).add(fact.to);
  return ids;
};
// What a focus lights up is drawn again over a veil: no row changes, however many there are.
const veil = (context, wide, high) => {
  if (!near) return;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 0.86;
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, wide, high);
  context.restore();
  const { nodes: drawnNodes, edges: drawnEdges } = network.body;
  const lines = edgeRows.map(({ id }) => drawnEdges[id]).filter((edge) => edge && near.has(edge.id) && !edge.options.hidden);
  for (const edge of lines) edge.draw(context);
  for (const edge of lines) edge.drawArrows(context);
  for (const { id } of nodeRows) if (near.has(id) && !drawnNodes[id].options.hidden) drawnNodes[id].draw(context);
};
const light = () => {
  near = lit();
  network.redraw();
};
const changed = (set, wanted) => set.update(set.get({ filter: (one) => Boolean(one.hidden) !== wanted(one.id), fields: ["id"] }).map(({ id }) => ({ id, hidden: wanted(id) })));
const refresh = () => {
  changed(nodes, (id) => !visible(id));
  changed(edges, (id) => !drawn(facts.get(id)));
  light();
};
const repaint = () => {
  edges.update(edgeRows.map((edge) => ({ id: edge.id, color: tint(edge, plain()) })));
  light();
};
