// Names beside nodes and on edges, biggest first, none over another.

import type { Sight } from "./camera";
import { screenX, screenY } from "./camera";
import { CURVE, curveX, curveY, linkShape } from "./curve";
import type { Ink, Stroke } from "./palette";
import type { Scene } from "./scene";
import { BIG_MARK, FREE, MARK, Taken, TEXT } from "./taken";

export interface Label {
  readonly text: string;
  /** Middle of the text. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly width: number;
  /** Radians; 0 for the names of nodes. */
  readonly turn: number;
  readonly strong: boolean;
  readonly node: number;
  readonly link: number;
}

const MOST_NAMES = 260;
const MOST_TRIED = 2_500;
const DOT = 2.6; // pixels of a mark's radius
const MOST_DOTS = 120; // marks below that size whose names are tried
const MOST_WORDED = 160; // names on edges
const LONGEST_NAME = 34; // characters
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g; // controls, and what turns text round
const ALONG = [0.5, 0.4, 0.6, 0.3, 0.7]; // parts of an edge where its words may stand, if neither names nor marks do
const SIDES = [0, 1, 2, 3] as const;
const MOST_ARROWS = 3_000; // lines; among more, few arrows are to be seen
const MOST_ENDS = 12; // lines at a node; among more, no side is free
const [BESIDE, LEVEL] = [1.5, 0.8]; // how far lines may lean and still run through a name below or above, and at a side
const ASIDE = [24, -24, 40, -40, 56, -56, 72, -72]; // pixels above or below a short edge
const KEEP = 3; // pixels between texts
const PLAIN = /^[ -~]*$/; // ASCII; others may be made of letters that take no room of their own
const NARROWEST = 0.2; // of its size that a letter is wide at least
const BOLDER = 1.09; // how much wider bold letters are

/** A name as the picture shows it: one line, no control characters, not too long. */
function shortened(text: string): string {
  const plain = text.slice(0, 400).replace(UNSEEN, " ").trim();
  const letters = Array.from(plain);
  return letters.length <= LONGEST_NAME ? plain : `${letters.slice(0, LONGEST_NAME - 1).join("")}…`;
}

type Place = readonly [x: number, y: number];

const BIG = 20; // pixels across of a mark that only the most prominent names may cover
const LEAST_MARK = 5; // pixels across of a mark that takes space
const RING = 6; // pixels that the ring around a chosen mark takes
const [INNER, WHOLE] = [1.45, 2]; // of a mark's radius: how far across names, and words on edges, keep off it
const PROMINENT = 9; // pixels of a mark's radius

/** Tell whether two labels lie over each other; words aslant take less room than their box, and don't count. */
export function isOver(one: Label, other: Label): boolean {
  if (one.turn !== 0 || other.turn !== 0) return false;
  const across = Math.abs(one.x - other.x) * 2 < one.width + other.width;
  return across && Math.abs(one.y - other.y) * 2 < one.size + other.size + 2 * KEEP;
}

/** Tell how wide a name is at least. */
function leastWidth(text: string, size: number): number {
  return (PLAIN.test(text) ? text.length * size * NARROWEST : 0) + 2 * KEEP;
}

/** Places names. Widths are measured once a text. */
export class Labels {
  private readonly widths = new Map<string, number>();
  private readonly scene: Scene;

  constructor(scene: Scene) {
    this.scene = scene;
  }

  private width(pen: CanvasRenderingContext2D, text: string, size: number): number {
    const known = this.widths.get(text);
    if (known !== undefined) return (known * size) / 100;
    const measured = (pen.measureText(text).width * 100) / Number.parseFloat(pen.font.match(/[\d.]+px/)?.[0] ?? "100");
    this.widths.set(text, measured);
    return (measured * size) / 100;
  }

  /**
   * Names of some nodes and words on some curves; what `known` places stays there, unless it lies on the first node.
   * That one is named in any case, and nothing covers its mark.
   */
  among(
    pen: CanvasRenderingContext2D, sight: Sight, ink: Ink, nodes: readonly number[], links: readonly number[],
    strokes: readonly Stroke[], known: readonly Label[],
  ): Label[] {
    const taken = new Taken(sight.width, sight.height);
    const scale = this.scene.scale(sight.zoom);
    const wanted = new Set(nodes);
    const [first = -1] = nodes;
    const found = known.filter((label) => wanted.has(label.node) && (label.node === first || !this.covers(label, sight, scale, first)));
    pen.font = `100px ${ink.font}`;
    for (const node of nodes) this.keepMark(taken, sight, scale, node);
    if (first >= 0) this.keepMark(taken, sight, scale, first, WHOLE, TEXT);
    for (const label of found) {
      taken.take(label.x, label.y, label.width, label.size + KEEP, TEXT);
      wanted.delete(label.node);
    }
    nodes.forEach((node, place) => {
      if (wanted.has(node)) this.name(pen, taken, sight, scale, node, found, place === 0);
    });
    this.keepMarks(taken, sight, scale, WHOLE); // those in the shade too
    this.words(pen, taken, sight, scale, Uint32Array.from(links), strokes, found, links.length === 1);
    return found;
  }

  /** Names for what is in sight, and relations on the edges of `seen`. */
  placed(
    pen: CanvasRenderingContext2D, sight: Sight, ink: Ink, seen: Uint32Array | null, strokes: readonly Stroke[],
  ): Label[] {
    const taken = new Taken(sight.width, sight.height);
    const found: Label[] = [];
    const scale = this.scene.scale(sight.zoom);
    pen.font = `100px ${ink.font}`;
    this.keepMarks(taken, sight, scale);
    const { nodes, radius: radii } = this.scene;
    let few = 0; // names of marks that are mere dots: from afar only some of the biggest
    let tried = 0;
    for (let place = nodes.length - 1; place >= 0 && tried < MOST_TRIED && found.length < MOST_NAMES; place--) {
      const node = nodes[place]!;
      const x = screenX(sight, this.scene.x[node]!);
      const y = screenY(sight, this.scene.y[node]!);
      if (x < 0 || y < 0 || x > sight.width || y > sight.height) continue;
      tried++;
      if (radii[node]! * scale < DOT && ++few > MOST_DOTS) break;
      this.name(pen, taken, sight, scale, node, found, false);
    }
    if (seen !== null) this.words(pen, taken, sight, scale, seen, strokes, found);
    return found;
  }

  /** Tell whether a label lies on a node's mark. */
  private covers(label: Label, sight: Sight, scale: number, node: number): boolean {
    const { radius, x, y } = this.scene;
    const across = Math.abs(label.x - screenX(sight, x[node]!)) < label.width / 2 + radius[node]! * scale;
    return across && Math.abs(label.y - screenY(sight, y[node]!)) < label.size / 2 + radius[node]! * scale;
  }

  /** Names don't cover bigger marks. */
  private keepMarks(taken: Taken, sight: Sight, scale: number, part = INNER): void {
    const { nodes } = this.scene;
    for (let place = nodes.length - 1; place >= 0; place--) {
      const node = nodes[place]!;
      if (!this.keepMark(taken, sight, scale, node, part)) break;
    }
  }

  private keepMark(taken: Taken, sight: Sight, scale: number, node: number, part = INNER, level?: number): boolean {
    const { radius, x, y } = this.scene;
    const size = radius[node]! * scale * part;
    if (size < LEAST_MARK) return false;
    taken.take(screenX(sight, x[node]!), screenY(sight, y[node]!), size, size, level ?? (size < BIG ? MARK : BIG_MARK));
    return true;
  }

  private name(
    pen: CanvasRenderingContext2D, taken: Taken, sight: Sight, scale: number, node: number, found: Label[], always: boolean,
  ): void {
    const { radius, model } = this.scene;
    const text = shortened(model.nodes.label.at(node));
    if (text === "") return;
    const r = radius[node]! * scale + (always ? RING : 0);
    const size = always ? 13 : Math.round(Math.min(15, Math.max(10.5, 8.5 + r * 0.32)) * 2) / 2;
    const strong = always || r > PROMINENT + 2;
    const height = size + KEEP;
    const x = screenX(sight, this.scene.x[node]!);
    const y = screenY(sight, this.scene.y[node]!);
    const levels = always || r > PROMINENT ? [FREE, MARK, BIG_MARK] : r > PROMINENT / 2 ? [FREE, MARK] : [FREE];
    const sides = this.sides(node);
    const places = (width: number): readonly Place[] => {
      const around: readonly Place[] = [[x, y + r + height / 2 + 2], [x + r + width / 2 + 2, y], [x - r - width / 2 - 2, y], [x, y - r - height / 2 - 2]];
      return sides.map((side) => around[side]!);
    };
    const freeFor = (width: number): Place | undefined =>
      levels.map((level) => places(width).find(([px, py]) => taken.isFree(px, py, width, height, level))).find(Boolean);
    if (!always && freeFor(leastWidth(text, size)) === undefined) return; // most names of a crowd: they need no measuring
    const width = this.width(pen, text, size) * (strong ? BOLDER : 1) + 2 * KEEP;
    const below: Place = [Math.min(Math.max(x, width / 2), Math.max(sight.width - width / 2, width / 2)), y + r + height / 2 + 2];
    const free = freeFor(width) ?? (always ? below : undefined);
    if (free === undefined) return;
    taken.take(free[0], free[1], width, height, TEXT);
    found.push({ text, x: free[0], y: free[1], size, width, turn: 0, strong, node, link: -1 });
  }

  /** Sides of a node, below, right, left, above, those first where no line ends: a name there would hide its arrow. */
  private sides(node: number): readonly number[] {
    const { x, y, links } = this.scene;
    if (links.count > MOST_ARROWS) return SIDES; // and the first picture waits for no list of lines
    const around = this.scene.linksAt(node);
    if (around.length > MOST_ENDS) return SIDES;
    const ended = [false, false, false, false];
    for (const link of around) {
      const other = links.from[link] === node ? links.to[link]! : links.from[link]!;
      const [across, down] = [x[other]! - x[node]!, y[other]! - y[node]!];
      if (Math.abs(across) < Math.abs(down) * BESIDE) ended[down > 0 ? 0 : 3] = true;
      if (Math.abs(down) < Math.abs(across) * LEVEL) ended[across > 0 ? 1 : 2] = true;
    }
    return [...SIDES.filter((side) => !ended[side]), ...SIDES.filter((side) => ended[side])];
  }

  private words(
    pen: CanvasRenderingContext2D, taken: Taken, sight: Sight, scale: number, seen: Uint32Array,
    strokes: readonly Stroke[], found: Label[], always = false,
  ): void {
    const curve = new Float64Array(CURVE);
    let shown = 0;
    for (const link of seen) {
      if (shown >= MOST_WORDED) return;
      const label = this.word(pen, sight, scale, link, strokes, curve, always);
      if (label === null) continue;
      const loop = linkShape(this.scene, sight, link, curve);
      const places = ALONG.map((part) => ({ ...label, x: curveX(curve, loop, part), y: curveY(curve, loop, part) }));
      const free = places.find((one) => taken.takeTurned(one.x, one.y, one.width, one.size + KEEP, one.turn)) ?? (always ? beside(taken, label) ?? label : undefined);
      if (free === undefined) continue;
      found.push(free);
      shown++;
    }
  }

  /** The relation's name along its curve, with the kind of line where it is not plainly asserted. */
  private word(
    pen: CanvasRenderingContext2D, sight: Sight, scale: number, link: number, strokes: readonly Stroke[], curve: Float64Array,
    always: boolean,
  ): Label | null {
    const { scene } = this;
    const loop = linkShape(scene, sight, link, curve);
    const text = linkWords(scene, link, strokes);
    if (scene.links.size[link]! > 1) return null; // its number stands there
    const size = 11;
    const ends = scene.radius[scene.links.from[link]!]! + scene.radius[scene.links.to[link]!]!;
    const room = Math.hypot(curve[4]! - curve[0]!, curve[5]! - curve[1]!) - ends * scale - 14;
    if (!always && (loop ? scale < 0.9 : room < this.width(pen, text, size))) return null;
    const turn = loop ? 0 : Math.atan2(curve[5]! - curve[1]!, curve[4]! - curve[0]!);
    return {
      text,
      x: curveX(curve, loop, 0.5),
      y: curveY(curve, loop, 0.5),
      size,
      width: this.width(pen, text, size) + 2 * KEEP,
      turn: Math.abs(turn) > Math.PI / 2 ? turn + (turn > 0 ? -Math.PI : Math.PI) : turn,
      strong: false,
      node: -1,
      link,
    };
  }
}

/** Find room for words near their edge where it is too short for them. */
function beside(taken: Taken, label: Label): Label | undefined {
  const places = ASIDE.map((by) => ({ ...label, y: label.y + by, turn: 0 }));
  return places.find((one) => taken.isFree(one.x, one.y, one.width, one.size + KEEP, FREE)) ?? places.find((one) => taken.isFree(one.x, one.y, one.width, one.size + KEEP, BIG_MARK));
}

/** What stands on an edge: the relation, and what kind of saying it is unless that is the plain kind. */
export function linkWords(scene: Scene, link: number, strokes: readonly Stroke[]): string {
  const { links, model } = scene;
  if (links.size[link]! > 1) return `${links.size[link]} claims`;
  const claim = links.members[links.first[link]!]!;
  const predicate = model.predicates[model.claims.predicate[claim]!]?.label ?? "";
  const line = links.line[link]!;
  const words = shortened(predicate);
  return line === 0 ? words : `${words} (${strokes[line]?.words ?? ""})`; // the doubt is never cut off
}

/** Write labels with a halo of the ground's colour, so that lines don't run through them. */
export function writeLabels(pen: CanvasRenderingContext2D, labels: readonly Label[], ink: Ink): void {
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.strokeStyle = ink.halo;
  for (const label of labels) {
    pen.font = `${label.strong ? "600 " : ""}${label.size}px ${ink.font}`;
    pen.save();
    pen.translate(label.x, label.y);
    if (label.turn !== 0) pen.rotate(label.turn);
    pen.lineWidth = 3.5;
    pen.fillStyle = ink.halo;
    if (label.link >= 0) pen.fillRect(-label.width / 2, -label.size / 2 - 1, label.width, label.size + 2);
    else pen.strokeText(label.text, 0, 0.5);
    pen.fillStyle = label.link >= 0 ? ink.soft : ink.text;
    pen.fillText(label.text, 0, 0.5);
    pen.restore();
  }
}
