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
