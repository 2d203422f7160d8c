// --- labels: of one size on the screen, the most connected first, never one over another --------
// `over`: may lie on a node; `must`: stands in any case.
let painted = []; // what stands where, in pixels of the stage
const wrapped = new Map();
const wrap = (label) => {
  if (!wrapped.has(label)) {
    const chars = [...label];
    const cut = chars.length > 60 ? `${chars.slice(0, 59).join("")}…` : label;
    const lines = [""];
    for (const word of cut.split(/\s+/).flatMap((one) => one.match(/.{1,24}/gu) ?? [])) {
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
const spots = (place, radius, width, height, sides) => {
  const around = [
    [place.x, place.y + radius + 2],
    [place.x + radius + 4 + width / 2, place.y - height / 2],
    [place.x - radius - 4 - width / 2, place.y - height / 2],
    [place.x, place.y - radius - 2 - height],
  ];
  return sides.map((side) => around[side]);
};
// Sides of a node, below, right, left, above, those first where no line ends: a name there would hide its arrow.
const sidesOf = ({ id, x, y }) => {
  const all = [0, 1, 2, 3];
  if (touching.get(id).length > MOST_ENDS) return all;
  const ended = new Set();
  for (const { from, to } of touching.get(id).filter(drawn)) {
    const other = row.get(from === id ? to : from);
    const [across, down] = [other.x - x, other.y - y];
    if (Math.abs(across) < Math.abs(down) * 1.5) ended.add(down > 0 ? 0 : 3);
    if (Math.abs(down) < Math.abs(across) * 0.8) ended.add(across > 0 ? 1 : 2);
  }
  return [...all.filter((side) => !ended.has(side)), ...all.filter((side) => ended.has(side))];
};
const labelNode = (context, room, toScreen, scale, node, over, must) => {
  const place = toScreen(node);
  const degree = entities.get(node.id).degree;
  const size = Math.min(16, 11.5 + Math.sqrt(degree) * 0.55);
  context.font = `${degree > 8 ? 600 : 500} ${size}px ${FACE}`;
  const lines = wrap(node.label);
  const height = lines.length * size * 1.15;
  const width = Math.max(...lines.map((one) => context.measureText(one).width));
  const radius = node.size * scale + (must && !focus?.edge ? 5 : 0); // beside its ring
  const boxes = spots(place, radius, width, height, sidesOf(node)).map(([x, y]) => ({ x, y, box: [x - width / 2 - 2, y - 1, x + width / 2 + 2, y + height + 1] }));
  const onStage = boxes.filter(({ box }) => box[0] > 0 && box[2] < stage.clientWidth);
  const open_ = onStage.filter(({ box }) => room.labels.free(box));
  const spot = open_.find(({ box }) => room.nodes.free(box)) ?? (over ? open_[0] : null) ?? (must ? boxes[0] : null);
  if (!spot) return;
  room.labels.take(spot.box);
  painted.push([node.label, spot.box]);
  write(context, lines, spot.x, spot.y, size * 1.15);
};
const pointOf = (edge, share) => network.body.edges[edge.id].edgeType.getPoint(edge.from === edge.to ? share + 0.25 : share);
const middleOf = (edge) => pointOf(edge, 0.5);
const labelEdge = (context, room, toScreen, edge, forced) => {
  context.font = `italic 400 11.5px ${FACE}`;
  const width = context.measureText(edge.label).width;
  const spots_ = ALONG.map((share) => toScreen(pointOf(edge, share))).map(({ x, y }) => ({ x, y, box: [x - width / 2 - 2, y - 8, x + width / 2 + 2, y + 8] }));
  const open_ = spots_.filter(({ box }) => room.labels.free(box));
  const spot = open_.find(({ box }) => room.nodes.free(box)) ?? open_.find((one) => one === spots_[0]) ?? (forced ? spots_[0] : null);
  if (!spot) return false;
  room.labels.take(spot.box);
  painted.push([edge.label, spot.box]);
  write(context, [edge.label], spot.x, spot.y - 7, 14);
  return true;
};
const ring = (context, place, radius) => {
  context.beginPath();
  context.arc(place.x, place.y, radius + 5, 0, 2 * Math.PI);
  context.strokeStyle = theme.mark;
  context.lineWidth = 2.5;
  context.stroke();
};
const paint = (context) => {
  veil(context, context.canvas.width, context.canvas.height);
  painted = [];
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
  for (const cover of [at("legend"), at("alone"), panel, document.querySelector(".zoom")].filter((one) => !one.hidden)) {
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
  const all = scale >= NEAR || edgeRows.length <= FEW_EDGES;
  const labelled = (edge) => drawn(facts.get(edge.id)) && (near ? near.has(edge.id) : all) && inside(toScreen(middleOf(edge)));
  pen(theme.soft);
  const written = new Set(byCare.filter((edge) => guarded(edge) && labelled(edge) && labelEdge(context, room, toScreen, edge, false)));
  pen(theme.ink);
  const must = new Set(marked);
  for (const id of marked) labelNode(context, room, toScreen, scale, row.get(id), true, true);
  const rest = shown.filter((node) => !must.has(node.id) && (!near || near.has(node.id)));
  rest.forEach((node, rank) => labelNode(context, room, toScreen, scale, node, Boolean(focus) || rank < FIRST, Boolean(focus?.edge)));
  pen(theme.soft);
  for (const edge of byCare) {
    const wanted = edge.id === hovered?.edge || edge.id === focus?.edge;
    if (written.has(edge) || !(labelled(edge) || (wanted && drawn(facts.get(edge.id))))) continue;
    labelEdge(context, room, toScreen, edge, wanted);
  }
  context.restore();
};
