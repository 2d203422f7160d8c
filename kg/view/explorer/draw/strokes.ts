// Curves, arrowheads and marks on a canvas, many of one kind at a time.

import type { Sight } from "./camera";
import { screenX, screenY } from "./camera";
import { arrowhead, CURVE, curveX, curveY, linkShape, trace } from "./curve";
import type { Marks } from "./marks";
import type { Ink, Stroke } from "./palette";
import type { Scene } from "./scene";

const STROKE_BATCH = 160; // curves in one path: longer paths take more than their share of time
const THIN = 0.62; // of the width that the model names, at scale 1
const ARROW_LENGTH = 8.5; // pixels at scale 1
const OPACITY = 0.85;
export const PALE = 0.42; // of the strength of a line that surely holds in the chosen time
export const PALE_WORDS = "Pale, with an open arrowhead: may hold in the chosen time";

/** What lines and marks have in common in one drawing. */
export interface Brush {
  readonly scene: Scene;
  readonly sight: Sight;
  readonly ink: Ink;
  readonly strokes: readonly Stroke[];
  readonly colours: readonly string[];
  readonly marks: Marks;
  /** Device pixels in one of CSS. */
  readonly ratio: number;
}

/** How wide a line is drawn, in pixels. */
export function lineWidth(stroke: Stroke, scale: number, bundle: boolean): number {
  return stroke.width * THIN * Math.min(1.25, Math.max(0.5, scale)) + (bundle ? 2 : 0);
}

/** How long an arrowhead is, in pixels. */
export function arrowLength(stroke: Stroke, scale: number, bundle: boolean): number {
  return ARROW_LENGTH * Math.min(1.2, Math.max(0.45, scale)) * (bundle ? 1.4 : 0.7 + stroke.width * 0.1);
}

/** Dashes as they are drawn: lengths grow with the width. */
export function dashesOf(stroke: Stroke, scale: number): number[] {
  return stroke.dashes.map((length) => length * Math.min(1, Math.max(0.45, scale)) * 0.8);
}

/** Draw curves with their arrowheads, weakest kinds first, so that the strongest lie on top. */
export function* strokeLinks(
  pen: CanvasRenderingContext2D, brush: Brush, links: ArrayLike<number>, arrows: boolean, emphasis = 0,
): Generator<void, void> {
  const byLine = brush.strokes.map(() => [] as number[]);
  for (let place = 0; place < links.length; place++) {
    byLine[brush.scene.links.line[links[place]!]!]?.push(links[place]!);
  }
  const strength = emphasis > 0 ? 1 : OPACITY;
  const { links: known, pale } = brush.scene;
  // what only may hold lies below what surely does
  for (const [open, line] of [1, 0].flatMap((one) => byLine.map((_, at) => [one, byLine.length - 1 - at] as const))) {
    const own = byLine[line]!.filter((link) => (pale[link] ?? 0) === open);
    pen.globalAlpha = open ? strength * PALE : strength;
    for (const bundle of [false, true]) {
      const chosen = own.filter((link) => known.size[link]! > 1 === bundle);
      for (let start = 0; start < chosen.length; start += STROKE_BATCH) {
        strokeBatch(pen, brush, chosen.slice(start, start + STROKE_BATCH), brush.strokes[line]!, bundle, arrows, emphasis, open === 1);
        yield;
      }
    }
  }
  pen.globalAlpha = 1;
  pen.setLineDash([]);
}

function strokeBatch(
  pen: CanvasRenderingContext2D, brush: Brush, links: readonly number[], stroke: Stroke, bundle: boolean, arrows: boolean,
  emphasis: number, open: boolean,
): void {
  const { scene, sight } = brush;
  const scale = scene.scale(sight.zoom);
  const curve = new Float64Array(CURVE);
  const head = new Float64Array(6);
  const heads = new Path2D();
  const length = arrowLength(stroke, scale, bundle) + emphasis * 2;
  pen.beginPath();
  for (const link of links) {
    const loop = linkShape(scene, sight, link, curve);
    trace(pen, curve, loop, scene.links.slot[link] === 0);
    if (!arrows) continue;
    const target = scene.links.to[link]!;
    if (arrowhead(head, curve, loop, scene.radius[target]! * scale * 1.12 + 1.5, length)) {
      heads.moveTo(head[0]!, head[1]!);
      heads.lineTo(head[2]!, head[3]!);
      heads.lineTo(head[4]!, head[5]!);
      heads.closePath();
    }
  }
  pen.strokeStyle = pen.fillStyle = stroke.colour;
  pen.lineWidth = lineWidth(stroke, scale, bundle) + emphasis;
  pen.setLineDash(dashesOf(stroke, scale));
  pen.stroke();
  if (!open) return pen.fill(heads);
  // told apart without colour too: the head is an outline, at full strength
  pen.setLineDash([]);
  pen.lineWidth = 1.1;
  pen.globalAlpha = Math.min(1, pen.globalAlpha / PALE);
  pen.fillStyle = brush.ink.ground;
  pen.fill(heads);
  pen.stroke(heads);
  pen.globalAlpha *= PALE;
}

/** Write the number of claims on each bundle. */
export function countBundles(pen: CanvasRenderingContext2D, brush: Brush, links: ArrayLike<number>): void {
  const { scene, sight, ink } = brush;
  const curve = new Float64Array(CURVE);
  pen.setLineDash([]);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.font = `600 11px ${ink.font}`;
  for (let place = 0; place < links.length; place++) {
    const link = links[place]!;
    const size = scene.links.size[link]!;
    if (size <= 1) continue;
    const loop = linkShape(scene, sight, link, curve);
    const [x, y] = [curveX(curve, loop, 0.5), curveY(curve, loop, 0.5)];
    const text = String(size);
    const width = 8 + text.length * 7;
    pen.beginPath();
    pen.roundRect(x - width / 2, y - 8, width, 16, 8);
    pen.fillStyle = ink.ground;
    pen.fill();
    pen.lineWidth = 1.2;
    pen.strokeStyle = ink.soft;
    pen.stroke();
    pen.fillStyle = ink.text;
    pen.fillText(text, x, y + 0.5);
  }
}

/** Put the marks of nodes: sprites at whole device pixels. */
export function putMarks(pen: CanvasRenderingContext2D, brush: Brush, nodes: ArrayLike<number>): void {
  const { scene, sight, ratio, marks, ink } = brush;
  const { group } = scene.model.nodes;
  const scale = scene.scale(sight.zoom);
  pen.save();
  pen.setTransform(1, 0, 0, 1, 0, 0);
  const sprites = Array.from(nodes, (node) => {
    const radius = Math.max(1, Math.round(scene.radius[node]! * scale * ratio * 2) / 2);
    const shape = scene.model.groups[group[node]!]?.shape ?? "dot";
    return marks.sprite(shape, brush.colours[group[node]!] ?? ink.soft, ink.ground, radius, 1.5 * ratio);
  });
  for (let place = 0; place < nodes.length; place++) {
    const node = nodes[place]!;
    const { sheet, left, top, size } = sprites[place]!;
    const x = Math.round(screenX(sight, scene.x[node]!) * ratio - size / 2);
    const y = Math.round(screenY(sight, scene.y[node]!) * ratio - size / 2);
    pen.drawImage(sheet, left, top, size, size, x, y, size, size);
  }
  pen.restore();
}

/** A dot in the middle of nodes that the reader put in their place. */
export function putPins(pen: CanvasRenderingContext2D, brush: Brush): void {
  const { scene, sight, ink } = brush;
  const scale = scene.scale(sight.zoom);
  pen.fillStyle = ink.ground;
  for (const node of scene.nodes) {
    const radius = scene.radius[node]! * scale;
    if (scene.pinned[node] !== 1 || radius < 4) continue;
    pen.beginPath();
    pen.arc(screenX(sight, scene.x[node]!), screenY(sight, scene.y[node]!), radius * 0.32, 0, 2 * Math.PI);
    pen.fill();
  }
}
