// The canvas and its frames: the last picture is moved with the camera while a new one is drawn in slices beside it,
// and what the pointer or the panel stands for is drawn on top, so that nothing ever waits for the whole.

import { between, fitted, sameSight, screenX, screenY } from "../draw/camera";
import type { Camera, Sight } from "../draw/camera";
import { drawLight } from "../draw/light";
import type { Light } from "../draw/light";
import { FEW, Painter } from "../draw/painter";
import type { Picture } from "../draw/painter";
import type { Scene } from "../draw/scene";

const QUICK = 11; // milliseconds: pictures that take less are drawn anew in every frame
const MOVING_SLICE = 7; // milliseconds of drawing in a frame while something moves
const RESTING_SLICE = 26;
const STILL_SLICE = 120; // where nobody has moved for a while: filters
const STILL_AFTER = 700; // milliseconds
const REST_AFTER = 90; // milliseconds without a move, after which everything is drawn
const GLIDE_TIME = 260; // milliseconds of a move of the camera that the page makes by itself
const MARGIN_FIT = 42;
const TOOLS = 36;
const EDGE = 34; // pixels
const SLIGHT = 90; // pixels by which a page grows or shrinks when it says a line more: the drawing stays

export class Stage {
  readonly canvas: HTMLCanvasElement;
  readonly painter: Painter;
  readonly scene: Scene;
  private readonly host: HTMLElement;
  private camera: Camera | null = null;
  private width = 0;
  private height = 0;
  private ratio = 1;
  private front: Picture | null = null;
  private frontVersion = -1;
  private spare: HTMLCanvasElement = document.createElement("canvas");
  private job: Generator<void, Picture> | null = null;
  private jobOf: { version: number; sight: Sight; full: boolean } | null = null;
  private jobTime = 0;
  private cost = 0; // milliseconds of the last full picture
  private asked = 0;
  private lastMove = -Infinity;
  private glide: { from: Camera; to: Camera; start: number } | null = null;
  private light: Light | null = null;
  private sightMade: Sight | null = null;
  /** Told when everything is drawn and at rest: the picture, and the camera if somebody moved it. */
  onRest: (picture: Picture, camera: Camera | null) => void = () => undefined;
  private restless = false;
  private first = true;

  constructor(scene: Scene, host: HTMLElement, canvas: HTMLCanvasElement) {
    this.scene = scene;
    this.host = host;
    this.canvas = canvas;
    this.painter = new Painter(scene, host);
    new ResizeObserver(() => this.resize()).observe(host);
  }

  /** Take the size of its place, and draw at once where that is new. */
  resize(): void {
    const { clientWidth, clientHeight } = this.host;
    const ratio = Math.min(3, devicePixelRatio || 1);
    if (clientWidth === 0 || clientHeight === 0) return;
    if (clientWidth === this.width && clientHeight === this.height && ratio === this.ratio) return;
    const slight = Math.abs(clientWidth - this.width) + Math.abs(clientHeight - this.height) < SLIGHT;
    this.sightMade = slight && this.sightMade !== null ? { ...this.sightMade, width: clientWidth, height: clientHeight } : null;
    [this.width, this.height, this.ratio] = [clientWidth, clientHeight, ratio];
    this.canvas.width = Math.round(clientWidth * ratio);
    this.canvas.height = Math.round(clientHeight * ratio);
    if (this.first) this.painter.retint(this.host);
    this.changed();
    cancelAnimationFrame(this.asked);
    this.frame(performance.now()); // at once: before the browser shows an empty canvas
  }

  /** What is seen now; a camera that nobody chose shows everything. */
  get sight(): Sight {
    if (this.sightMade !== null) return this.sightMade;
    const camera = this.camera ?? this.whole();
    this.sightMade = { ...camera, width: this.width, height: this.height };
    return this.sightMade;
  }

  get ready(): boolean {
    return this.width > 0;
  }

  /** The last finished picture. */
  get picture(): Picture | null {
    return this.front;
  }

  whole(nodes?: readonly number[]): Camera {
    const margin = Math.min(MARGIN_FIT, this.width / 8, this.height / 8);
    const tools = this.height > 300 ? TOOLS : 0; // what lies over the top
    const camera = fitted(this.scene.box(nodes), Math.max(this.width, 1), Math.max(this.height - tools, 1), margin);
    return { ...camera, y: camera.y - tools / 2 / camera.zoom };
  }

  /** Tell whether all of some nodes are in sight, not at its very edge. */
  shows(nodes: readonly number[]): boolean {
    const { sight, scene } = this;
    return nodes.every((node) => {
      const [x, y] = [screenX(sight, scene.x[node]!), screenY(sight, scene.y[node]!)];
      return x > EDGE && y > EDGE && x < sight.width - EDGE && y < sight.height - EDGE;
    });
  }

  /** Move the camera; null shows everything, for as long as nobody moves it. `smoothly` glides there. */
  look(camera: Camera | null, smoothly = false): void {
    if (camera === null) this.scene.measureRoom();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (smoothly && !still && this.ready) {
      this.glide = { from: this.sight, to: camera ?? this.whole(), start: performance.now() };
      this.camera = camera;
    } else {
      this.glide = null;
      this.camera = camera;
      this.sightMade = null;
    }
    this.touch();
  }

  /** Something moves: draw soon, with less detail until it rests. */
  touch(): void {
    this.lastMove = performance.now();
    this.restless = true;
    this.host.dataset["detail"] = "moving";
    this.ask();
  }

  /** Things are moved while the camera stays: less detail until it is over. */
  hold(): void {
    this.lastMove = performance.now();
    this.host.dataset["detail"] = "moving";
    this.sightMade ??= this.sight; // don't follow what is dragged away
    this.ask();
  }

  /** What is drawn changed: filters, sizes, colours, positions. The reader goes on looking at the same place. */
  changed(): void {
    this.host.dataset["detail"] = "moving";
    this.job = null;
    this.frontVersion = -1;
    this.ask();
  }

  retint(): void {
    this.painter.retint(this.host);
    this.changed();
  }

  /** Draw the whole at once, whatever it takes: no frame comes before the page is on paper. */
  drawNow(): void {
    if (!this.ready) return;
    [this.front, this.job, this.lastMove, this.glide] = [null, null, -Infinity, null];
    cancelAnimationFrame(this.asked);
    this.frame(performance.now());
  }

  /** Put some things into the light and the rest into shade; null ends it. */
  lit(light: Light | null): void {
    this.light = light;
    this.ask();
  }

  ask(): void {
    cancelAnimationFrame(this.asked);
    this.asked = requestAnimationFrame((now) => this.frame(now));
  }

  private frame(now: number): void {
    if (!this.ready) return;
    this.advance(now);
    const moving = this.glide !== null || now - this.lastMove < REST_AFTER;
    const { sight } = this;
    const stale = this.front === null || !sameSight(this.front.sight, sight) || this.frontVersion !== this.scene.version;
    if (stale || !(moving || this.front?.full)) this.draw(sight, moving);
    this.show(sight);
    if (!moving && this.done(sight)) this.rested();
    else this.ask();
  }

  private done(sight: Sight): boolean {
    return (
      this.job === null && this.glide === null && this.front !== null && this.front.full
      && this.frontVersion === this.scene.version && sameSight(this.front.sight, sight)
    );
  }

  private advance(now: number): void {
    if (this.glide === null) return;
    const share = Math.min(1, Math.max(0, (now - this.glide.start) / GLIDE_TIME));
    this.sightMade = { ...between(this.glide.from, this.glide.to, share), width: this.width, height: this.height };
    this.lastMove = now;
    if (share < 1) return;
    this.sightMade = null;
    this.glide = null;
  }

  /** Go on with the picture that is being drawn, or begin one. */
  private draw(sight: Sight, moving: boolean): void {
    const quick = this.cost < QUICK && this.front !== null && this.front.links.length <= FEW && this.front.nodes.length <= FEW;
    const start = performance.now();
    const { version } = this.scene;
    const right = this.jobOf !== null && this.jobOf.full && this.jobOf.version === version && sameSight(this.jobOf.sight, sight);
    if (this.job === null || this.jobOf === null || quick || !(moving || right)) {
      this.jobOf = { version, sight, full: quick || !moving };
      this.job = this.painter.paint(this.spare, sight, this.ratio, this.jobOf.full);
      this.jobTime = 0;
    }
    const still = start - this.lastMove > STILL_AFTER;
    const patience = this.front === null || quick ? Infinity : moving ? MOVING_SLICE : still ? STILL_SLICE : RESTING_SLICE;
    let step = this.job.next();
    while (step.done !== true && performance.now() - start < patience) step = this.job.next();
    this.jobTime += performance.now() - start;
    if (step.done !== true) return;
    if (step.value.full) this.cost = this.jobTime;
    this.spare = this.front?.canvas ?? document.createElement("canvas");
    this.front = step.value;
    this.frontVersion = this.jobOf.version;
    this.job = null;
  }

  /** The last picture, moved to where the camera is, with what is in the light on top. */
  private show(sight: Sight): void {
    const pen = this.canvas.getContext("2d", { alpha: false })!;
    const { front, ratio } = this;
    if (front === null) return;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = this.painter.ink.ground;
    pen.fillRect(0, 0, this.width, this.height);
    const factor = sight.zoom / front.sight.zoom;
    const x = sight.width / 2 + (front.sight.x - sight.x) * sight.zoom - (front.sight.width / 2) * factor;
    const y = sight.height / 2 + (front.sight.y - sight.y) * sight.zoom - (front.sight.height / 2) * factor;
    pen.imageSmoothingEnabled = factor !== 1;
    if (factor === 1) pen.setTransform(1, 0, 0, 1, Math.round(x * ratio), Math.round(y * ratio));
    else pen.setTransform(ratio * factor, 0, 0, ratio * factor, x * ratio, y * ratio);
    const size = factor === 1 ? 1 : 1 / ratio;
    pen.drawImage(front.canvas, 0, 0, front.canvas.width * size, front.canvas.height * size);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (this.light === null) return;
    drawLight(pen, this.painter, this.painter.brush(sight, ratio), this.light, sameSight(front.sight, sight) ? front.labels : []);
  }

  private rested(): void {
    const { front } = this;
    if (front === null) return;
    this.host.dataset["drawn"] = `${front.nodes.length} nodes, ${front.links.length} edges`;
    this.host.dataset["detail"] = "full";
    if (this.first) performance.mark("kg:first-frame");
    this.first = false;
    this.onRest(front, this.restless ? this.camera : null);
    this.restless = false;
  }
}
