// What lies under the pointer: a grid of the nodes, and one of the curves that are in sight.

import type { Sight } from "./camera";
import { sameSight, worldX, worldY } from "./camera";
import { CURVE, curveX, curveY, distanceFrom, linkShape } from "./curve";
import type { Label } from "./labels";
import type { Scene } from "./scene";

const NODE_SLACK = 3; // pixels beside a node that still count
const FINGER_SLACK = 12; // for touch
const NEAR_EDGE = 6; // pixels beside a curve
const LINK_CELL = 24; // pixels of the curves' grid
const PIECES = 24; // straight pieces of a curve when distances are taken
const MOST_LINKS = 60_000; // above, single curves can't be told apart by eye either

/** What a picture shows, for a camera. */
export interface Seen {
  readonly sight: Sight;
  readonly labels: readonly Label[];
  readonly links: Uint32Array;
}

/** GridCells of a grid, each with what lies in it. */
interface GridCells {
  readonly across: number;
  readonly down: number;
  readonly starts: Uint32Array;
  readonly values: Uint32Array;
}

/** Sort things into cells: `each` calls back with (cell, thing) and is run twice. */
function celled(across: number, down: number, each: (add: (cell: number, thing: number) => void) => void): GridCells {
  const starts = new Uint32Array(across * down + 1);
  each((cell) => void starts[cell + 1]!++);
  for (let cell = 0; cell < across * down; cell++) starts[cell + 1]! += starts[cell]!;
  const values = new Uint32Array(starts[across * down]!);
  const next = starts.slice();
  each((cell, thing) => void (values[next[cell]!++] = thing));
  return { across, down, starts, values };
}

export class Hits {
  private readonly scene: Scene;
  private nodeCells: GridCells | null = null;
  private nodeVersion = -1;
  private left = 0;
  private top = 0;
  private cell = 1;
  private linkCells: GridCells | null = null;
  private linkSight: Sight | null = null;
  private linkVersion = -1;
  private readonly curve = new Float64Array(CURVE);

  constructor(scene: Scene) {
    this.scene = scene;
  }

  /** The node under a point of the screen, the topmost where several are; -1 for none. */
  node(sight: Sight, x: number, y: number, touch: boolean): number {
    const { scene } = this;
    const cells = this.nodeGrid();
    const scale = scene.scale(sight.zoom);
    const reach = (34 * scale + FINGER_SLACK) / sight.zoom;
    const [wx, wy] = [worldX(sight, x), worldY(sight, y)];
    const column = (value: number) => Math.max(0, Math.min(cells.across - 1, Math.floor((value - this.left) / this.cell)));
    const row = (value: number) => Math.max(0, Math.min(cells.down - 1, Math.floor((value - this.top) / this.cell)));
    let [best, least] = [-1, 0];
    for (let down = row(wy - reach); down <= row(wy + reach); down++) {
      for (let across = column(wx - reach); across <= column(wx + reach); across++) {
        const at = down * cells.across + across;
        for (let place = cells.starts[at]!; place < cells.starts[at + 1]!; place++) {
          const node = cells.values[place]!;
          const distance = Math.hypot(scene.x[node]! - wx, scene.y[node]! - wy) * sight.zoom;
          const beyond = distance - scene.radius[node]! * scale * 1.15 - (touch ? FINGER_SLACK : NODE_SLACK);
          if (beyond < least) [best, least] = [node, beyond];
        }
      }
    }
    return best;
  }

  /** The node whose name lies under a point of the screen; -1 for none. */
  name(sight: Sight, seen: Seen, x: number, y: number): number {
    if (!sameSight(seen.sight, sight)) return -1;
    const over = (label: Label): boolean => Math.abs(x - label.x) < label.width / 2 && Math.abs(y - label.y) < label.size / 2 + 1;
    return seen.labels.find((label) => label.node >= 0 && over(label))?.node ?? -1;
  }

  private nodeGrid(): GridCells {
    const { scene } = this;
    if (this.nodeCells !== null && this.nodeVersion === scene.version) return this.nodeCells;
    const box = scene.box();
    const side = Math.max(1, Math.ceil(Math.sqrt(scene.nodes.length / 3)));
    this.cell = Math.max(1, box.right - box.left, box.bottom - box.top) / side;
    [this.left, this.top] = [box.left, box.top];
    const made = celled(side, side, (add) => {
      for (const node of scene.nodes) {
        const across = Math.min(side - 1, Math.floor((scene.x[node]! - box.left) / this.cell));
        const down = Math.min(side - 1, Math.floor((scene.y[node]! - box.top) / this.cell));
        add(down * side + across, node);
      }
    });
    [this.nodeCells, this.nodeVersion] = [made, scene.version];
    return made;
  }

  /** The curve nearest to a point of the screen, among those of the last picture; -1 for none. */
  link(sight: Sight, seen: Seen, x: number, y: number, touch: boolean): number {
    if (seen.links.length > MOST_LINKS || !sameSight(seen.sight, sight)) return -1;
    const cells = this.linkGrid(seen.sight, seen.links);
    const [column, row] = [Math.floor(x / LINK_CELL), Math.floor(y / LINK_CELL)];
    let best = -1;
    let least = touch ? FINGER_SLACK : NEAR_EDGE;
    for (let down = Math.max(0, row - 1); down <= Math.min(cells.down - 1, row + 1); down++) {
      for (let across = Math.max(0, column - 1); across <= Math.min(cells.across - 1, column + 1); across++) {
        const at = down * cells.across + across;
        for (let place = cells.starts[at]!; place < cells.starts[at + 1]!; place++) {
          const link = cells.values[place]!;
          const loop = linkShape(this.scene, sight, link, this.curve);
          const distance = distanceFrom(this.curve, loop, x, y, PIECES);
          if (distance < least) [best, least] = [link, distance];
        }
      }
    }
    return best;
  }

  private linkGrid(sight: Sight, seen: Uint32Array): GridCells {
    if (this.linkCells !== null && this.linkSight === sight && this.linkVersion === this.scene.version) {
      return this.linkCells;
    }
    const across = Math.ceil(sight.width / LINK_CELL);
    const down = Math.ceil(sight.height / LINK_CELL);
    const made = celled(across, down, (add) => {
      for (const link of seen) this.walk(sight, link, across, down, add);
    });
    [this.linkCells, this.linkSight, this.linkVersion] = [made, sight, this.scene.version];
    return made;
  }

  /** Name every cell that a curve passes, about once. */
  private walk(sight: Sight, link: number, across: number, down: number, add: (cell: number, thing: number) => void): void {
    const curve = this.curve;
    const loop = linkShape(this.scene, sight, link, curve);
    const length = loop
      ? Math.hypot(curve[2]! - curve[0]!, curve[3]! - curve[1]!) * 3
      : Math.hypot(curve[2]! - curve[0]!, curve[3]! - curve[1]!) + Math.hypot(curve[4]! - curve[2]!, curve[5]! - curve[3]!);
    const parts = Math.max(1, Math.min(4_000, Math.ceil(length / (LINK_CELL / 2))));
    let last = -1;
    for (let part = 0; part <= parts; part++) {
      const column = Math.floor(curveX(curve, loop, part / parts) / LINK_CELL);
      const row = Math.floor(curveY(curve, loop, part / parts) / LINK_CELL);
      const cell = row * across + column;
      if (cell === last || column < 0 || row < 0 || column >= across || row >= down) continue;
      add(cell, link);
      last = cell;
    }
  }
}
