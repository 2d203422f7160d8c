// The geometry of an edge on the screen: a line, a curve beside its neighbours, or a loop. The drawing,
// the hit tests and the exported pictures all take it from here, so that they can't disagree.

import type { Sight } from "./camera";
import { screenX, screenY } from "./camera";
import type { Scene } from "./scene";

/** Places in a curve's eight numbers: both ends and, between them, one or two control points. */
export const CURVE = 8;
const BEND = 0.2; // of the distance, between two neighbouring curves
const LEAST_BEND = 7; // pixels at scale 1
const MOST_BEND = 46;
const LOOP = 15; // pixels that a loop reaches over its node
const LOOP_STEP = 8;

/**
 * Put a curve's shape into `out`: x0 y0 cx cy x1 y1, and for loops a second control point. All in screen pixels.
 * `radius` is that of the node, and only loops need it; `scale` is that of the nodes.
 */
export function shape(
  out: Float64Array, x0: number, y0: number, x1: number, y1: number, slot: number, loop: boolean, radius: number, scale: number,
): void {
  out[0] = x0;
  out[1] = y0;
  if (loop) {
    const reach = radius + (LOOP + LOOP_STEP * slot) * scale;
    out[2] = x0 - reach * 0.95;
    out[3] = y0 - reach * 1.75;
    out[4] = x0 + reach * 0.95;
    out[5] = y0 - reach * 1.75;
    out[6] = x1;
    out[7] = y1;
    return;
  }
  const dx = x1 - x0;
  const dy = y1 - y0;
  const distance = Math.hypot(dx, dy) || 1;
  const step = Math.min(Math.max(BEND * distance, LEAST_BEND * scale), MOST_BEND * scale);
  const offset = Math.max(-1.2 * distance, Math.min(1.2 * distance, slot * step));
  out[2] = (x0 + x1) / 2 - (dy / distance) * offset;
  out[3] = (y0 + y1) / 2 + (dx / distance) * offset;
  out[4] = x1;
  out[5] = y1;
}

/** Put the curve of a link into `out`, in screen pixels; true for a loop. */
export function linkShape(scene: Scene, sight: Sight, link: number, out: Float64Array): boolean {
  const { links, x, y } = scene;
  const [from, to] = [links.from[link]!, links.to[link]!];
  const scale = scene.scale(sight.zoom);
  const loop = from === to;
  shape(
    out, screenX(sight, x[from]!), screenY(sight, y[from]!), screenX(sight, x[to]!), screenY(sight, y[to]!),
    links.slot[link]!, loop, scene.radius[from]! * scale, scale,
  );
  return loop;
}

/** Where a curve is at `t` (0 … 1): across. */
export function curveX(curve: Float64Array, loop: boolean, t: number): number {
  const u = 1 - t;
  if (!loop) return u * u * curve[0]! + 2 * u * t * curve[2]! + t * t * curve[4]!;
  return u * u * u * curve[0]! + 3 * u * u * t * curve[2]! + 3 * u * t * t * curve[4]! + t * t * t * curve[6]!;
}

/** Where a curve is at `t` (0 … 1): down. */
export function curveY(curve: Float64Array, loop: boolean, t: number): number {
  const u = 1 - t;
  if (!loop) return u * u * curve[1]! + 2 * u * t * curve[3]! + t * t * curve[5]!;
  return u * u * u * curve[1]! + 3 * u * u * t * curve[3]! + 3 * u * t * t * curve[5]! + t * t * t * curve[7]!;
}

/** Draw a curve's path where a path is being drawn. */
export function trace(path: CanvasRenderingContext2D | Path2D, curve: Float64Array, loop: boolean, straight: boolean): void {
  path.moveTo(curve[0]!, curve[1]!);
  if (loop) path.bezierCurveTo(curve[2]!, curve[3]!, curve[4]!, curve[5]!, curve[6]!, curve[7]!);
  else if (straight) path.lineTo(curve[4]!, curve[5]!);
  else path.quadraticCurveTo(curve[2]!, curve[3]!, curve[4]!, curve[5]!);
}

/** The same as an SVG path's data. */
export function traced(curve: Float64Array, loop: boolean, straight: boolean): string {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = Array.from(curve, (number) => number.toFixed(1));
  if (loop) return `M${x0} ${y0}C${x1} ${y1} ${x2} ${y2} ${x3} ${y3}`;
  return straight ? `M${x0} ${y0}L${x2} ${y2}` : `M${x0} ${y0}Q${x1} ${y1} ${x2} ${y2}`;
}

/** Where along a curve, coming from its end, the distance from the end's centre is `radius`: bisection. */
export function rim(curve: Float64Array, loop: boolean, radius: number): number {
  const x = loop ? curve[6]! : curve[4]!;
  const y = loop ? curve[7]! : curve[5]!;
  let inside = 1;
  let outside = 0.5;
  for (let round = 0; round < 8; round++) {
    const middle = (inside + outside) / 2;
    if (Math.hypot(curveX(curve, loop, middle) - x, curveY(curve, loop, middle) - y) < radius) inside = middle;
    else outside = middle;
  }
  return outside;
}

/** The three corners of an arrowhead whose tip touches the end's rim: x y x y x y; false where there is no room. */
export function arrowhead(out: Float64Array, curve: Float64Array, loop: boolean, radius: number, length: number): boolean {
  const tip = rim(curve, loop, radius);
  const back = rim(curve, loop, radius + length);
  if (tip <= 0.505 || back <= 0.505) return false;
  const [tipX, tipY] = [curveX(curve, loop, tip), curveY(curve, loop, tip)];
  const [baseX, baseY] = [curveX(curve, loop, back), curveY(curve, loop, back)];
  const sideX = (tipY - baseY) * 0.42;
  const sideY = (baseX - tipX) * 0.42;
  out[0] = tipX;
  out[1] = tipY;
  out[2] = baseX + sideX;
  out[3] = baseY + sideY;
  out[4] = baseX - sideX;
  out[5] = baseY - sideY;
  return true;
}

/** Distance of a point from a curve, by `parts` straight pieces. */
export function distanceFrom(curve: Float64Array, loop: boolean, x: number, y: number, parts: number): number {
  let best = Infinity;
  let [ax, ay] = [curve[0]!, curve[1]!];
  for (let part = 1; part <= parts; part++) {
    const [bx, by] = [curveX(curve, loop, part / parts), curveY(curve, loop, part / parts)];
    const [dx, dy] = [bx - ax, by - ay];
    const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    best = Math.min(best, Math.hypot(x - ax - along * dx, y - ay - along * dy));
    [ax, ay] = [bx, by];
  }
  return best;
}
