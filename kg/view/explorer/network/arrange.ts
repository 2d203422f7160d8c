// Layout on demand: the worker moves what is drawn, the reader sees it move and may stop it or put everything back.

import { layoutWorkerText } from "./layout";
import type { LayoutNews, LayoutTask } from "./layout";
import type { Scene } from "../draw/scene";

const MOST_ROUNDS = 400;
const LEAST_ROUNDS = 60;
const WORK = 4e6; // nodes times rounds

export class Arranger {
  private readonly scene: Scene;
  private readonly told: (done: number) => void;
  private worker: Worker | null = null;

  /** `told` hears how far it is, 0 … 1, after nodes were moved. */
  constructor(scene: Scene, told: (done: number) => void) {
    this.scene = scene;
    this.told = told;
  }

  get running(): boolean {
    return this.worker !== null;
  }

  /** Begin with what is drawn now; pinned nodes stay. */
  start(): void {
    this.stop();
    const { scene } = this;
    const nodes = scene.nodes.slice();
    const place = new Uint32Array(scene.model.nodes.count);
    nodes.forEach((node, at) => void (place[node] = at));
    const { links } = scene;
    const task: LayoutTask = {
      x: Float32Array.from(nodes, (node) => scene.x[node]!),
      y: Float32Array.from(nodes, (node) => scene.y[node]!),
      from: links.from.slice(0, links.count).map((node) => place[node]!),
      to: links.to.slice(0, links.count).map((node) => place[node]!),
      fixed: Uint8Array.from(nodes, (node) => scene.pinned[node]!),
      rounds: Math.round(Math.min(MOST_ROUNDS, Math.max(LEAST_ROUNDS, WORK / Math.max(1, nodes.length)))),
    };
    const address = URL.createObjectURL(new Blob([layoutWorkerText()], { type: "text/javascript" }));
    const worker = new Worker(address);
    URL.revokeObjectURL(address);
    this.worker = worker;
    worker.addEventListener("message", (event: MessageEvent<LayoutNews>) => {
      if (this.worker === worker) this.take(nodes, event.data);
    });
    worker.postMessage(task);
    this.told(0);
  }

  private take(nodes: Uint32Array, news: LayoutNews): void {
    const { scene } = this;
    nodes.forEach((node, at) => {
      if (scene.pinned[node] === 1) return;
      scene.x[node] = news.x[at]!;
      scene.y[node] = news.y[at]!;
    });
    scene.moved();
    if (news.done >= 1) this.stop();
    this.told(news.done);
  }

  stop(): void {
    this.worker?.terminate();
    this.worker = null;
  }

  /** Put every node back to where the page came with it, pinned ones too. */
  back(): void {
    this.stop();
    const { scene } = this;
    scene.x.set(scene.model.nodes.x);
    scene.y.set(scene.model.nodes.y);
    scene.pinned.fill(0);
    scene.moved();
  }
}
