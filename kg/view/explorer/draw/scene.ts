// What is to be drawn and where, whatever the camera: nodes by size, curves by pair, neighbours, and who was moved.

import type { Model, State, Visible } from "../types";
import type { Box } from "./camera";
import { countingSort, linked } from "./links";
import type { Links } from "./links";

const LEAST_RADIUS = 4; // pixels at scale 1
const MOST_RADIUS = 24;
const GROWTH = 1.75; // by the root of what is counted
const NATURAL_ROOM = 62; // pixels between neighbours at which nodes have their natural size
const LEAST_SCALE = 0.13;
const MOST_SCALE = 1.5;
const SHADES = 64; // sizes that are told apart when drawing big ones last

/** Curves at each node: those of `n` are `links[starts[n]] … links[starts[n + 1] - 1]`. */
export interface Meetings {
  readonly starts: Uint32Array;
  readonly links: Uint32Array;
}

export class Scene {
  readonly model: Model;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Pixels at scale 1. */
  readonly radius: Float32Array;
  /** 1 where the reader put a node in its place. */
  readonly pinned: Uint8Array;
  /** Drawn nodes, smallest first. */
  nodes = new Uint32Array(0);
  drawn: Visible["nodes"] = new Uint8Array(0);
  links: Links;
  /** Counts up with every change of what is drawn or where. */
  version = 0;
  private spacing: number;
  private neighboursMade: Meetings | null = null;

  constructor(model: Model) {
    this.model = model;
    this.x = Float32Array.from(model.nodes.x);
    this.y = Float32Array.from(model.nodes.y);
    this.radius = new Float32Array(model.nodes.count);
    this.pinned = new Uint8Array(model.nodes.count);
    this.links = linked(model.claims, new Uint8Array(0), 0);
    this.spacing = 1;
  }

  /** Take over what the filters leave, and what size means. */
  follow(visible: Visible, size: State["size"]): void {
    const { count } = this.model.nodes;
    this.measure(size);
    this.drawn = visible.nodes;
    this.links = linked(this.model.claims, visible.edges, count);
    this.neighboursMade = null;
    const chosen = new Uint32Array(visible.nodes.reduce((sum, flag) => sum + flag, 0));
    const shade = new Uint32Array(chosen.length);
    for (let node = 0, at = 0; node < count; node++) {
      if (visible.nodes[node] !== 1) continue;
      shade[at] = Math.min(SHADES - 1, (this.radius[node]! * SHADES) / (MOST_RADIUS + 1));
      chosen[at++] = node;
    }
    this.nodes = countingSort(shade, new Uint32Array(0), SHADES).map((place) => chosen[place]!);
    this.moved();
    const box = this.box();
    const area = Math.max(1, box.right - box.left) * Math.max(1, box.bottom - box.top);
    this.spacing = Math.sqrt(area / Math.max(1, this.nodes.length));
  }

  private measure(size: State["size"]): void {
    const counts = this.model.nodes[size];
    for (let node = 0; node < counts.length; node++) {
      this.radius[node] = Math.min(MOST_RADIUS, LEAST_RADIUS + GROWTH * Math.sqrt(counts[node]!));
    }
  }

  /** Positions or what is drawn changed: pictures and grids made before are out of date. */
  moved(): void {
    this.version++;
  }

  /** How large nodes and lines are at a zoom: between crowded and far apart they grow slower than distances. */
  scale(zoom: number): number {
    return Math.min(MOST_SCALE, Math.max(LEAST_SCALE, ((this.spacing * zoom) / NATURAL_ROOM) ** 0.7));
  }

  neighbours(): Meetings {
    this.neighboursMade ??= this.meet();
    return this.neighboursMade;
  }

  private meet(): Meetings {
    const { count, from, to } = this.links;
    const ends = new Uint32Array(2 * count);
    ends.set(from.subarray(0, count));
    ends.set(to.subarray(0, count), count);
    const starts = new Uint32Array(this.model.nodes.count + 1);
    for (const node of ends) starts[node + 1]!++;
    for (let node = 0; node < this.model.nodes.count; node++) starts[node + 1]! += starts[node]!;
    const order = countingSort(ends, new Uint32Array(0), this.model.nodes.count);
    return { starts, links: order.map((end) => end % count) };
  }

  /** The curves at a node, loops once. */
  linksAt(node: number): number[] {
    const { starts, links } = this.neighbours();
    return [...new Set(links.subarray(starts[node]!, starts[node + 1]!))];
  }

  /** The other end of a curve. */
  across(link: number, node: number): number {
    const from = this.links.from[link]!;
    return from === node ? this.links.to[link]! : from;
  }

  /** The box around some nodes, or around all that are drawn. */
  box(nodes: Iterable<number> & { readonly length: number } = this.nodes): Box {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const node of nodes) {
      const [x, y] = [this.x[node]!, this.y[node]!];
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
    return nodes.length === 0 ? { left: 0, top: 0, right: 1, bottom: 1 } : { left, top, right, bottom };
  }
}
