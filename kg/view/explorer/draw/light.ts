// What stands in the light: what the pointer is on, what the panel shows, a path. Everything else is shaded.

import { screenX, screenY } from "./camera";
import { isOver, writeLabels } from "./labels";
import type { Label } from "./labels";
import { markPath } from "./marks";
import type { Painter } from "./painter";
import { countBundles, putMarks, strokeLinks } from "./strokes";
import type { Brush } from "./strokes";

export interface Light {
  readonly nodes: readonly number[];
  readonly links: readonly number[];
  /** Nodes with a ring: what was chosen, what the pointer is on. */
  readonly rings: readonly number[];
  /** Curves drawn in the page's accent below their own line. */
  readonly marked: readonly number[];
  /** How far the rest is shaded, 0 … 1. */
  readonly shade: number;
}

const MOST_LINKS_LIT = 3_000;
const MOST_NAMES_LIT = 40;
const MOST_WORDS_LIT = 24;

/** Draw the shade and what is in the light; `known` are labels of the picture below, which stay where they are. */
export function drawLight(pen: CanvasRenderingContext2D, painter: Painter, brush: Brush, light: Light, known: readonly Label[]): void {
  const { sight, ink } = brush;
  const links = light.links.slice(0, MOST_LINKS_LIT);
  const labels = light.shade > 0 ? litLabels(pen, painter, brush, light, known) : [];
  if (light.shade > 0) {
    pen.globalAlpha = light.shade;
    pen.fillStyle = ink.ground;
    pen.fillRect(0, 0, sight.width, sight.height);
    pen.globalAlpha = 1;
    blank(pen, known.filter((label) => !labels.includes(label) && (light.nodes.includes(label.node) || labels.some((one) => isOver(one, label)))));
  }
  glow(pen, painter, brush, light.marked);
  drain(strokeLinks(pen, brush, links, true, 0.6));
  countBundles(pen, brush, links);
  putMarks(pen, brush, light.nodes);
  for (const node of light.rings) ring(pen, brush, node);
  writeLabels(pen, labels, ink);
}

/** Take away names in the shade that those in the light would lie on, and those that stand elsewhere now. */
function blank(pen: CanvasRenderingContext2D, labels: readonly Label[]): void {
  for (const { x, y, width, size, turn } of labels) if (turn === 0) pen.fillRect(x - width / 2, y - size / 2 - 2, width, size + 4);
}

/** Names and words of what is in the light; where they are too many, of the biggest. */
function litLabels(pen: CanvasRenderingContext2D, painter: Painter, brush: Brush, light: Light, known: readonly Label[]): Label[] {
  const { sight, ink, scene } = brush;
  const names = light.nodes.length <= MOST_NAMES_LIT ? light.nodes : [...light.nodes]
    .sort((one, other) => scene.radius[other]! - scene.radius[one]!).slice(0, MOST_NAMES_LIT);
  const links = light.links.slice(0, MOST_LINKS_LIT);
  const worded = links.length > MOST_WORDS_LIT ? [] : links;
  const named = [...new Set([...light.rings, ...names])];
  return painter.labels.among(pen, sight, ink, named, worded, painter.strokes, known);
}

function drain(steps: Generator<void, void>): void {
  while (steps.next().done !== true);
}

/** A wide soft line in the accent's colour below chosen curves, so that their own kind of line stays to be seen. */
function glow(pen: CanvasRenderingContext2D, painter: Painter, brush: Brush, links: readonly number[]): void {
  if (links.length === 0) return;
  const accent = { colour: `${brush.ink.accent}66`, width: 11, dashes: [], pixel: 0, bits: -1, alpha: 1, words: "" };
  const strokes = painter.strokes.map(() => accent);
  pen.save();
  drain(strokeLinks(pen, { ...brush, strokes }, links, false, 1));
  pen.restore();
}

function ring(pen: CanvasRenderingContext2D, brush: Brush, node: number): void {
  const { scene, sight, ink } = brush;
  const radius = scene.radius[node]! * scene.scale(sight.zoom) + 4.5;
  const shape = scene.model.groups[scene.model.nodes.group[node]!]?.shape ?? "dot";
  pen.beginPath();
  markPath(pen, shape, screenX(sight, scene.x[node]!), screenY(sight, scene.y[node]!), radius);
  pen.lineJoin = "round";
  pen.strokeStyle = ink.ground;
  pen.lineWidth = 5;
  pen.stroke();
  pen.strokeStyle = ink.accent;
  pen.lineWidth = 2.5;
  pen.stroke();
}
