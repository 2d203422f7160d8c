// What is to be drawn and where, whatever the camera: nodes by size, curves by pair, neighbours, and who was moved.

import type { State, Visible } from "../contract";
import type { Model } from "../types";
import type { Box } from "./camera";
import { countingSort, linked, paleLinks } from "./links";
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
  /** 1 where a curve only may hold in the chosen time. */
  pale = new Uint8Array(0);
  /** Counts up with every change of what is drawn or where. */
  version = 0;
  private edges: Visible["edges"] = new Uint8Array(0);
  private maybe: Visible["maybe"] = new Uint8Array(0);
  private size: State["size"] | null = null;
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

  /** Take over what the filters leave, and what size means; false where nothing of it is new. */
  follow(visible: Visible, size: State["size"]): boolean {
    const alike = sameFlags(visible.nodes, this.drawn) && sameFlags(visible.edges, this.edges) && sameFlags(visible.maybe, this.maybe);
    if (size === this.size && alike) return false;
    const first = this.size === null;
    this.measure(size);
    [this.size, this.drawn, this.edges, this.maybe] = [size, visible.nodes, visible.edges, visible.maybe];
    this.links = linked(this.model.claims, visible.edges, this.model.nodes.count);
    this.pale = paleLinks(this.links, visible.maybe);
    this.neighboursMade = null;
    this.nodes = this.bySize(visible.nodes);
    this.moved();
    if (first) this.measureRoom();
    return true;
  }

  /** Take the room between neighbours anew: what is fitted into the picture has sizes that fit. A filter alone changes none. */
  measureRoom(): void {
    const box = this.box();
    const number = Math.max(1, this.nodes.length);
    const longest = Math.max(box.right - box.left, box.bottom - box.top);
    const least = Math.max(1, longest / number); // in a row they stand that far apart
    const area = Math.max(least, box.right - box.left) * Math.max(least, box.bottom - box.top);
    const spacing = longest > 0 ? Math.sqrt(area / number) : NATURAL_ROOM; // one node has room
    if (spacing !== this.spacing) this.moved();
    this.spacing = spacing;
  }

  /** The drawn nodes, smallest first. */
  private bySize(drawn: Uint8Array): Uint32Array<ArrayBuffer> {
    let number = 0;
    for (let node = 0; node < drawn.length; node++) number += drawn[node]!;
    const chosen = new Uint32Array(number);
    const shade = new Uint32Array(number);
    for (let node = 0, at = 0; node < drawn.length; node++) {
      if (drawn[node] !== 1) continue;
      shade[at] = Math.min(SHADES - 1, (this.radius[node]! * SHADES) / (MOST_RADIUS + 1));
      chosen[at++] = node;
    }
    const order = countingSort(shade, new Uint32Array(0), SHADES);
    const sorted = new Uint32Array(number);
    for (let place = 0; place < number; place++) sorted[place] = chosen[order[place]!]!;
    return sorted;
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
  box(nodes: ArrayLike<number> = this.nodes): Box {
    const { x, y } = this;
    if (nodes.length === 0) return { left: 0, top: 0, right: 1, bottom: 1 };
    let left = Infinity;
    let top = Infinity;
    let right = -Infinity;
    let bottom = -Infinity;
    for (let place = 0; place < nodes.length; place++) {
      const px = x[nodes[place]!]!;
      const py = y[nodes[place]!]!;
      if (px < left) left = px;
      if (px > right) right = px;
      if (py < top) top = py;
      if (py > bottom) bottom = py;
    }
    return { left, top, right, bottom };
  }
}

function sameFlags(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
