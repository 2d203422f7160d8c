// One whole picture, in slices: whoever draws decides how long a slice may take. Up to some thousand edges it is a
// canvas drawing with curves, dashes and arrowheads; above, lines and marks are put straight into pixels.

import type { Sight } from "./camera";
import { CURVE, curveX, curveY, shape } from "./curve";
import { Labels, writeLabels } from "./labels";
import type { Label } from "./labels";
import { Marks } from "./marks";
import { coloursOf, inkOf, strokesOf } from "./palette";
import type { Ink, Stroke } from "./palette";
import { pixelOf, rasterCoarse, rasterLine, rasterOf, rasterStamp } from "./raster";
import type { Raster, Stamp } from "./raster";
import type { Scene } from "./scene";
import { PALE, countBundles, putMarks, putPins, strokeLinks } from "./strokes";
import type { Brush } from "./strokes";

const FINE = 3_000; // edges, or nodes, in sight up to which every line is a real curve
export const FEW = 350; // the same while the picture moves: curves of a canvas take their time only when they are shown
const WORDED = 600; // edges in sight up to which relations are written on them
const MOVING = 9_000; // edges drawn while the picture moves
const SMOOTH = 40_000; // edges above which lines need no smoothing
const WORLD = 20_000; // pixels of the layout across: lines that leave the picture far behind are cut first, which only the smooth ones are
const WORK_SLICE = 1_024; // edges or nodes between two looks at the clock
const AROUND = 60; // pixels around the picture from which curves and marks may reach in
const PIECES_FAR = 6; // straight pieces of a curve seen from afar
const SHORTEST_CURVE = 40; // pixels; shorter ones look straight from afar

/** A finished picture. */
export interface Picture {
  readonly canvas: HTMLCanvasElement;
  readonly sight: Sight;
  /** Edges and nodes in sight. */
  readonly links: Uint32Array;
  readonly nodes: Uint32Array;
  readonly labels: readonly Label[];
  /** Whether anything was left out because the picture moves. */
  readonly full: boolean;
}

export class Painter {
  readonly scene: Scene;
  readonly marks = new Marks();
  readonly labels: Labels;
  ink: Ink;
  strokes: Stroke[];
  colours: string[];

  constructor(scene: Scene, element: Element) {
    this.scene = scene;
    this.labels = new Labels(scene);
    this.ink = inkOf(element);
    this.strokes = strokesOf(scene.model, this.ink);
    this.colours = coloursOf(scene.model, this.ink);
  }

  /** The page turned dark or light. */
  retint(element: Element): void {
    this.ink = inkOf(element);
    this.strokes = strokesOf(this.scene.model, this.ink);
    this.colours = coloursOf(this.scene.model, this.ink);
    this.marks.clear();
  }

  brush(sight: Sight, ratio: number): Brush {
    const { scene, ink, strokes, colours, marks } = this;
    return { scene, sight, ink, strokes, colours, marks, ratio };
  }

  /** Draw everything (`full`), or what can be drawn while the picture moves. */
  *paint(canvas: HTMLCanvasElement, sight: Sight, ratio: number, full: boolean): Generator<void, Picture> {
    const [width, height] = [Math.max(1, Math.round(sight.width * ratio)), Math.max(1, Math.round(sight.height * ratio))];
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    const pen = canvas.getContext("2d", { alpha: false })!;
    const links = this.linksIn(sight);
    const nodes = this.nodesIn(sight);
    yield;
    const most = full ? FINE : FEW;
    const fine = links.length <= most && nodes.length <= most;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    const brush = this.brush(sight, ratio);
    const worded = full && links.length <= WORDED ? links : null;
    if (fine) {
      pen.fillStyle = this.ink.ground;
      pen.fillRect(0, 0, sight.width, sight.height);
      yield* strokeLinks(pen, brush, links, true);
      yield;
      putMarks(pen, brush, nodes);
      countBundles(pen, brush, links);
    } else {
      const raster = rasterOf(width, height, pixelOf(this.ink.ground));
      yield* this.rasterLinks(raster, brush, links, full ? links.length : MOVING);
      yield* this.rasterMarks(raster, brush, nodes);
      pen.putImageData(raster.image, 0, 0);
    }
    putPins(pen, brush);
    yield;
    const labels = full ? this.labels.placed(pen, sight, this.ink, worded, this.strokes) : [];
    writeLabels(pen, labels, this.ink);
    return { canvas, sight, links, nodes, labels, full };
  }

  /** Edges whose box touches the picture. */
  linksIn(sight: Sight): Uint32Array {
    const { x, y, links } = this.scene;
    const margin = AROUND / sight.zoom;
    const [left, right] = [sight.x - sight.width / 2 / sight.zoom - margin, sight.x + sight.width / 2 / sight.zoom + margin];
    const [top, bottom] = [sight.y - sight.height / 2 / sight.zoom - margin, sight.y + sight.height / 2 / sight.zoom + margin];
    const found = new Uint32Array(links.count);
    let number = 0;
    for (let link = 0; link < links.count; link++) {
      const from = links.from[link]!;
      const to = links.to[link]!;
      const x0 = x[from]!;
      const x1 = x[to]!;
      if ((x0 < left && x1 < left) || (x0 > right && x1 > right)) continue;
      const y0 = y[from]!;
      const y1 = y[to]!;
      if ((y0 < top && y1 < top) || (y0 > bottom && y1 > bottom)) continue;
      found[number++] = link;
    }
    return found.subarray(0, number);
  }

  nodesIn(sight: Sight): Uint32Array {
    const { x, y, nodes } = this.scene;
    const across = (sight.width / 2 + AROUND) / sight.zoom;
    const down = (sight.height / 2 + AROUND) / sight.zoom;
    const found = new Uint32Array(nodes.length);
    let number = 0;
    for (let place = 0; place < nodes.length; place++) {
      const node = nodes[place]!;
      if (Math.abs(x[node]! - sight.x) < across && Math.abs(y[node]! - sight.y) < down) found[number++] = node;
    }
    return found.subarray(0, number);
  }

  private *rasterLinks(raster: Raster, brush: Brush, chosen: Uint32Array, most: number): Generator<void, void> {
    const { scene, sight, ratio } = brush;
    const { links, x, y } = scene;
    const zoom = sight.zoom * ratio;
    const [right, down] = [(sight.width * ratio) / 2 - sight.x * zoom, (sight.height * ratio) / 2 - sight.y * zoom];
    const stride = Math.max(1, Math.ceil(chosen.length / most));
    const strength = Math.min(205, Math.max(44, 205 * (8_000 / (chosen.length / stride)) ** 0.36));
    const put = chosen.length / stride > SMOOTH && Math.hypot(raster.width, raster.height) * 6 > zoom * WORLD ? rasterCoarse : rasterLine;
    const alphas = this.strokes.map((stroke) => Math.round(strength * stroke.alpha));
    for (let place = 0, work = 0; place < chosen.length; place += stride) {
      const link = chosen[place]!;
      const from = links.from[link]!;
      const to = links.to[link]!;
      const stroke = this.strokes[links.line[link]!]!;
      const x0 = x[from]! * zoom + right;
      const y0 = y[from]! * zoom + down;
      const x1 = x[to]! * zoom + right;
      const y1 = y[to]! * zoom + down;
      const length = Math.abs(x1 - x0) + Math.abs(y1 - y0);
      const alpha = Math.round(alphas[links.line[link]!]! * (scene.pale[link] ? PALE : 1));
      if (links.slot[link] !== 0 && length > SHORTEST_CURVE) {
        this.rasterCurve(raster, brush, link, x0, y0, x1, y1, stroke, alpha);
      } else if (length > 0.8) put(raster, x0, y0, x1, y1, stroke.pixel, alpha, stroke.bits);
      work += 1 + Math.min(8, length / 60);
      if (work >= WORK_SLICE) {
        work = 0;
        yield;
      }
    }
  }

  private rasterCurve(
    raster: Raster, brush: Brush, link: number, x0: number, y0: number, x1: number, y1: number, stroke: Stroke, alpha: number,
  ): void {
    const curve = this.scratch;
    const slot = brush.scene.links.slot[link]!;
    shape(curve, x0, y0, x1, y1, slot, false, 0, brush.scene.scale(brush.sight.zoom) * brush.ratio);
    let [ax, ay] = [x0, y0];
    for (let piece = 1; piece <= PIECES_FAR; piece++) {
      const [bx, by] = [curveX(curve, false, piece / PIECES_FAR), curveY(curve, false, piece / PIECES_FAR)];
      rasterLine(raster, ax, ay, bx, by, stroke.pixel, alpha, stroke.bits);
      [ax, ay] = [bx, by];
    }
  }

  private readonly scratch = new Float64Array(CURVE);

  private *rasterMarks(raster: Raster, brush: Brush, nodes: Uint32Array): Generator<void, void> {
    const { scene, sight, ratio } = brush;
    const { group } = scene.model.nodes;
    const zoom = sight.zoom * ratio;
    const [right, down] = [(sight.width * ratio) / 2 - sight.x * zoom, (sight.height * ratio) / 2 - sight.y * zoom];
    const scale = scene.scale(sight.zoom) * ratio;
    const shapes = scene.model.groups.map((one) => one.shape);
    const pixels = this.colours.map(pixelOf);
    const ground = pixelOf(this.ink.ground);
    const stamps: { rim: Stamp | null; mark: Stamp }[] = [];
    for (let place = 0; place < nodes.length; place++) {
      if (place % WORK_SLICE === WORK_SLICE - 1) yield;
      const node = nodes[place]!;
      const own = group[node]!;
      const quarter = Math.max(3, Math.round(scene.radius[node]! * scale * 4));
      const stamp = (stamps[own * 1_024 + quarter] ??= this.stampOf(shapes[own] ?? "dot", quarter / 4, ratio));
      const px = scene.x[node]! * zoom + right;
      const py = scene.y[node]! * zoom + down;
      if (stamp.rim !== null) rasterStamp(raster, stamp.rim, px, py, ground);
      rasterStamp(raster, stamp.mark, px, py, pixels[own] ?? 0);
    }
  }

  /** A mark with a rim that sets it off from what lies below, unless it is too small for both. */
  private stampOf(name: string, radius: number, ratio: number): { rim: Stamp | null; mark: Stamp } {
    const shown = radius < 2 ? "dot" : name;
    return { rim: radius > 2.4 ? this.marks.stamp(shown, radius + ratio) : null, mark: this.marks.stamp(shown, radius) };
  }
}
