// Mouse, pen, fingers and wheel over the drawing: pan, zoom, pinch, drag a node, point, click, double click.

import { worldX, worldY, zoomedAt } from "../draw/camera";
import type { Hits } from "../draw/hits";
import type { Stage } from "./stage";

/** What lies under the pointer; -1 for nothing. */
export interface Under {
  readonly node: number;
  readonly link: number;
}

/** What the network does about it. */
export interface Handlers {
  point(under: Under, x: number, y: number): void;
  click(under: Under, x: number, y: number): void;
  doubleClick(under: Under): void;
  /** A node was taken along; `done` when it was let go. */
  drag(node: number, x: number, y: number, done: boolean): void;
}

const CLICK_SLACK = 4; // pixels that a click may move
const DOUBLE_CLICK = 350; // milliseconds between the clicks of a double click
const NOTHING: Under = { node: -1, link: -1 };
const WHEEL_SPEED = 0.0016;
const WHEEL_LINE = 16; // pixels of a line, for wheels that count lines

interface Finger {
  x: number;
  y: number;
}

export class Pointer {
  private readonly stage: Stage;
  private readonly hits: Hits;
  private readonly handlers: Handlers;
  private readonly fingers = new Map<number, Finger>();
  private start: { x: number; y: number; under: Under } | null = null;
  private moved = false;
  private last = { time: -Infinity, x: 0, y: 0 };
  private waiting = 0;

  constructor(stage: Stage, hits: Hits, handlers: Handlers) {
    this.stage = stage;
    this.hits = hits;
    this.handlers = handlers;
    const { canvas } = stage;
    canvas.addEventListener("pointerdown", (event) => this.down(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", (event) => this.up(event));
    canvas.addEventListener("pointercancel", (event) => this.cancel(event));
    canvas.addEventListener("pointerleave", () => this.leave());
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  private place(event: MouseEvent): Finger {
    const box = this.stage.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** What is under a point; nodes lie above curves. */
  under(x: number, y: number, touch: boolean): Under {
    const { picture, sight } = this.stage;
    if (picture === null) return NOTHING;
    const node = this.hits.node(sight, x, y, touch);
    if (node >= 0) return { node, link: -1 };
    const link = this.hits.link(sight, picture, x, y, touch);
    return link >= 0 ? { node: -1, link } : { node: this.hits.name(sight, picture, x, y), link: -1 };
  }

  private down(event: PointerEvent): void {
    if (event.button > 0) return;
    this.stage.canvas.setPointerCapture(event.pointerId);
    const at = this.place(event);
    this.fingers.set(event.pointerId, at);
    if (this.fingers.size === 1) {
      this.start = { ...at, under: this.under(at.x, at.y, event.pointerType === "touch") };
      this.moved = false;
    } else {
      this.release();
      this.moved = true;
    }
  }

  private move(event: PointerEvent): void {
    const at = this.place(event);
    const before = this.fingers.get(event.pointerId);
    if (before === undefined) return this.hover(at);
    if (this.fingers.size >= 2) return this.pinch(event.pointerId, before, at);
    if (this.start !== null && !this.moved && Math.hypot(at.x - this.start.x, at.y - this.start.y) < CLICK_SLACK) return;
    if (!this.moved) this.handlers.point(NOTHING, at.x, at.y);
    this.moved = true;
    const node = this.start?.under.node ?? -1;
    const { sight } = this.stage;
    if (node >= 0) this.handlers.drag(node, worldX(sight, at.x), worldY(sight, at.y), false);
    else {
      this.stage.look({ x: sight.x - (at.x - before.x) / sight.zoom, y: sight.y - (at.y - before.y) / sight.zoom, zoom: sight.zoom });
    }
    this.fingers.set(event.pointerId, at);
  }

  /** Point at most once a frame: what lies under the pointer is looked for only then. */
  private hover(at: Finger): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = requestAnimationFrame(() => {
      if (this.fingers.size === 0) this.handlers.point(this.under(at.x, at.y, false), at.x, at.y);
    });
  }

  private pinch(id: number, before: Finger, at: Finger): void {
    const other = [...this.fingers].find(([key]) => key !== id)?.[1];
    if (other === undefined) return;
    const { sight } = this.stage;
    const factor = Math.hypot(at.x - other.x, at.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
    const zoomed = zoomedAt(sight, factor, (before.x + other.x) / 2, (before.y + other.y) / 2);
    const [dx, dy] = [(at.x - before.x) / 2, (at.y - before.y) / 2]; // the middle of both goes half as far
    this.stage.look({ x: zoomed.x - dx / zoomed.zoom, y: zoomed.y - dy / zoomed.zoom, zoom: zoomed.zoom });
    this.fingers.set(id, at);
  }

  private up(event: PointerEvent): void {
    if (!this.fingers.delete(event.pointerId)) return;
    const at = this.place(event);
    const { start, moved } = this;
    this.release();
    if (start === null || moved) return;
    const twice = event.timeStamp - this.last.time < DOUBLE_CLICK && Math.hypot(at.x - this.last.x, at.y - this.last.y) < 3 * CLICK_SLACK;
    this.last = { time: twice ? -Infinity : event.timeStamp, x: at.x, y: at.y };
    if (twice) this.handlers.doubleClick(start.under);
    else this.handlers.click(start.under, at.x, at.y);
  }

  /** A node that was taken along stays where it is. */
  private release(): void {
    const node = this.start?.under.node ?? -1;
    if (this.moved && node >= 0) this.handlers.drag(node, NaN, NaN, true);
    this.start = null;
  }

  private cancel(event: PointerEvent): void {
    this.fingers.delete(event.pointerId);
    this.release();
  }

  private leave(): void {
    cancelAnimationFrame(this.waiting);
    if (this.fingers.size === 0) this.handlers.point(NOTHING, 0, 0);
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const at = this.place(event);
    const pixels = event.deltaY * (event.deltaMode === 1 ? WHEEL_LINE : event.deltaMode === 2 ? this.stage.sight.height : 1);
    const speed = event.ctrlKey ? WHEEL_SPEED * 6 : WHEEL_SPEED; // a trackpad's pinch comes as small steps with Ctrl
    const factor = Math.exp(-Math.max(-240, Math.min(240, pixels)) * speed);
    this.stage.look(zoomedAt(this.stage.sight, factor, at.x, at.y));
  }
}
