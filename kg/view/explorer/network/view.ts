// The network: the drawing, what the pointer and the keys do to it, and its tools.

import { offerAction } from "../controls/actions";
import { expand, collapse } from "./focus";
import { cameraFrom, cameraTold, screenX, screenY, zoomedAt } from "../draw/camera";
import { Arranger } from "./arrange";
import { choiceOfClaim, choiceOfNode, Chosen } from "./chosen";
import { Hits } from "../draw/hits";
import { linkClaims } from "../draw/links";
import { nothingWords } from "./nothing";
import type { Picture } from "../draw/painter";
import { savePng, saveSvg } from "../draw/pictures";
import { Pointer } from "./pointer";
import type { Under } from "./pointer";
import { Scene } from "../draw/scene";
import { Stage } from "./stage";
import { nextNode, nodeWords } from "./steer";
import { Tip } from "./tip";
import { Tools } from "./tools";
import { counted, el } from "../dom";
import type { App, Changes, MakePart, Part, State } from "../contract";

const ZOOM_STEP = 1.35; // of a zoom button or key
const CLOSE_ZOOM = 0.8; // to which the page goes at least when it brings something into sight
const AFAR = 3_000; // edges in sight above which they are too many for arrows
const HINT = "Network of claims. Arrow keys go from entity to entity, Enter chooses one, E shows its neighbours, plus and minus zoom, 0 shows everything. The same stands in the Table view.";

export const makeNetwork: MakePart = (app) => new Network(app);

class Network implements Part {
  readonly element: HTMLElement;
  private readonly app: App;
  private readonly canvas = el("canvas", { tabindex: "0", role: "application", "aria-roledescription": "network", "aria-label": HINT });
  private readonly note = el("p", { class: "network-note", hidden: true });
  private readonly route = el("p", { class: "network-route", dir: "auto", hidden: true });
  private readonly scene: Scene;
  private readonly stage: Stage;
  private readonly hits: Hits;
  private readonly tip: Tip;
  private readonly tools: Tools;
  private readonly arranger: Arranger;
  private readonly chosen: Chosen;
  private hovered: Under = { node: -1, link: -1 };
  private cursor = -1; // node that the arrow keys stand on
  private own = false; // a change of the state that the drawing made itself

  constructor(app: App) {
    this.app = app;
    this.scene = new Scene(app.model);
    this.scene.follow(app.visible, app.state.size);
    this.tip = new Tip(app);
    this.chosen = new Chosen(app, this.scene);
    this.arranger = new Arranger(this.scene, (done) => this.arranged(done));
    this.tools = new Tools({
      zoom: (inwards) => this.zoom(inwards ? ZOOM_STEP : 1 / ZOOM_STEP),
      fit: () => this.fit(),
      arrange: () => this.arrange(),
      back: () => this.putBack(),
      expand: () => this.grow(this.current()),
      collapse: () => this.shrink(this.current()),
      all: () => this.change({ focus: null, camera: null }),
    });
    const host = el("div", { class: "network-stage" }, this.canvas, this.note, this.route, this.tip.element);
    this.element = el("div", { class: "network" }, host, this.tools.element);
    this.stage = new Stage(this.scene, host, this.canvas);
    this.hits = new Hits(this.scene);
    this.stage.onRest = (picture, camera) => {
      this.noted(picture);
      if (camera !== null) this.change({ camera: cameraTold(camera) }, false);
    };
    void new Pointer(this.stage, this.hits, {
      point: (under, x, y) => this.point(under, x, y),
      click: (under, x, y) => this.click(under, x, y),
      doubleClick: (under) => this.grow(under.node),
      drag: (node, x, y, done) => this.drag(node, x, y, done),
    });
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    this.tip.element.addEventListener("keydown", (event) => event.key === "Escape" && this.letGo(event));
    this.canvas.addEventListener("blur", () => this.point({ node: -1, link: -1 }, 0, 0));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.stage.retint());
    if (app.state.camera !== null) this.stage.look(cameraFrom(app.state.camera));
    this.offer();
    this.lookAgain(new Set(["visible"]));
    this.relight();
    this.tools.follow(app.state, this.scene, false);
  }

  /** What the page's menu and its keys can do here. */
  private offer(): void {
    const { app, stage } = this;
    const seen = "what the network shows now";
    offerAction({ label: "Picture (PNG)", about: seen, menu: "Export", run: () => savePng(app, stage.painter, stage.sight) });
    offerAction({ label: "Drawing (SVG)", about: seen, menu: "Export", run: () => saveSvg(app, stage.painter, stage.sight) });
    offerAction({ label: "Network: show everything", menu: null, key: "f", run: () => this.fit() });
    offerAction({ label: "Network: show the chosen entity’s neighbours", menu: null, key: "e", run: () => this.grow(this.current()) });
    offerAction({ label: "Network: hide its neighbours without other edges", menu: null, key: "c", run: () => this.shrink(this.current()) });
  }

  placed(): void {
    this.stage.resize();
  }

  update(changes: Changes): void {
    const { app, stage } = this;
    if ((changes.has("visible") || changes.has("size")) && this.scene.follow(app.visible, app.state.size)) {
      if (this.arranger.running) this.stopArranging();
      this.hovered = { node: -1, link: -1 };
      this.tip.hide();
      stage.changed();
    }
    if (changes.has("focus") && app.state.camera === null) stage.look(null, true);
    if (changes.has("theme")) stage.retint();
    if (changes.has("paper")) stage.drawNow();
    this.lookAgain(changes);
    const chosen = ["entity", "claim", "edge", "path"].some((key) => changes.has(key as keyof State));
    if (changes.has("camera") && !this.own) stage.look(cameraFrom(app.state.camera), true);
    else if (chosen && !this.own) this.bringIntoSight();
    this.relight();
    this.tools.follow(app.state, this.scene, this.arranger.running);
  }

  private lookAgain(changes: Changes): void {
    if (!["visible", "facts", "entity", "claim", "edge", "path"].some((key) => changes.has(key as keyof State))) return;
    const words = this.chosen.refresh();
    if (words !== "" && words !== this.route.textContent) this.app.say(words);
    this.route.textContent = words;
    this.route.hidden = words === "";
  }

  /** Change the state without being moved by it. */
  private change(change: Partial<State>, step = true): void {
    this.own = !("camera" in change && change.camera === null);
    this.app.set(change, step);
    this.own = false;
  }

  /** Glide to what was chosen elsewhere, unless it is in sight. */
  private bringIntoSight(): void {
    const nodes = this.chosen.nodes();
    const { sight } = this.stage;
    if (nodes.length === 0 || !this.stage.ready) return;
    if (this.stage.shows(nodes) && this.scene.scale(sight.zoom) > 0.35) return;
    const around = this.stage.whole(nodes);
    const zoom = nodes.length === 1 ? Math.max(sight.zoom, CLOSE_ZOOM) : Math.min(around.zoom, Math.max(sight.zoom, CLOSE_ZOOM));
    this.stage.look({ ...around, zoom }, true);
  }

  private current(): number {
    const { entity } = this.app.state;
    return this.cursor >= 0 ? this.cursor : entity === null ? -1 : this.app.node(entity);
  }

  private relight(): void {
    const { hovered, chosen } = this;
    this.stage.lit(chosen.light(hovered.node >= 0 ? hovered.node : hovered.link >= 0 ? -1 : this.cursor, hovered.link));
  }

  private point(under: Under, x: number, y: number): void {
    const same = under.node === this.hovered.node && under.link === this.hovered.link;
    if (this.tip.element.classList.contains("open") && under.node < 0) return; // a bundle's list waits
    this.hovered = under;
    if (under.node >= 0) this.tip.node(under.node, x, y);
    else if (under.link >= 0) this.tip.link(this.scene.links, under.link, x, y);
    else this.tip.hide();
    if (same) return;
    this.canvas.style.cursor = under.node >= 0 || under.link >= 0 ? "pointer" : "";
    if (under.node >= 0 || under.link >= 0) this.cursor = -1;
    this.relight();
  }

  private click(under: Under, x: number, y: number): void {
    this.tip.hide();
    if (under.node >= 0) return this.chooseNode(under.node);
    if (under.link < 0) return this.change({ entity: null, claim: null, edge: null });
    const claims = linkClaims(this.scene.links, under.link);
    if (claims.length === 1) return this.change(choiceOfClaim(this.app.model, claims[0]!));
    this.tip.choose(this.scene.links, under.link, x, y, (claim) => {
      this.tip.hide();
      this.change(choiceOfClaim(this.app.model, claim));
      this.canvas.focus({ preventScroll: true });
    });
  }

  private chooseNode(node: number): void {
    this.cursor = -1;
    this.change(choiceOfNode(this.app.model, node));
  }

  private drag(node: number, x: number, y: number, done: boolean): void {
    if (done) {
      this.app.say(`${this.app.model.nodes.label.at(node)} is pinned here`);
      this.tools.follow(this.app.state, this.scene, this.arranger.running);
      return;
    }
    this.scene.x[node] = x;
    this.scene.y[node] = y;
    this.scene.pinned[node] = 1;
    this.scene.moved();
    this.stage.lit(this.chosen.light(node, -1, 0));
    this.stage.hold();
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return this.letGo(event);
    const acts: Readonly<Record<string, () => void>> = {
      "+": () => this.zoom(ZOOM_STEP), "=": () => this.zoom(ZOOM_STEP), "-": () => this.zoom(1 / ZOOM_STEP), "0": () => this.fit(),
      e: () => this.grow(this.current()), c: () => this.shrink(this.current()),
      Enter: () => this.current() >= 0 && this.chooseNode(this.current()),
    };
    if (event.key.startsWith("Arrow")) this.walk(event.key);
    else if (acts[event.key] === undefined) return;
    else acts[event.key]!();
    event.preventDefault();
    event.stopPropagation();
  }

  /** Escape closes a bundle's list; else it leaves the node that the arrows stand on, and the page lets go of what is chosen. */
  private letGo(event: KeyboardEvent): void {
    if (this.tip.element.classList.contains("open")) event.stopPropagation();
    this.tip.hide();
    this.cursor = -1;
    this.relight();
    this.canvas.focus({ preventScroll: true });
  }

  private walk(key: string): void {
    const next = nextNode(this.scene, this.current(), key);
    if (next < 0) return this.app.say("No entity in this direction");
    this.cursor = next;
    this.hovered = { node: -1, link: -1 };
    this.app.say(nodeWords(this.scene, next));
    const { sight } = this.stage;
    const [x, y] = [screenX(sight, this.scene.x[next]!), screenY(sight, this.scene.y[next]!)];
    const seen = this.stage.shows([next]);
    if (!seen) this.stage.look({ x: this.scene.x[next]!, y: this.scene.y[next]!, zoom: sight.zoom }, true);
    this.tip.node(next, seen ? x : sight.width / 2, seen ? y : sight.height / 2);
    this.relight();
  }

  private zoom(factor: number): void {
    const { sight } = this.stage;
    this.stage.look(zoomedAt(sight, factor, sight.width / 2, sight.height / 2), true);
  }

  private fit(): void {
    if (this.app.state.camera !== null) this.change({ camera: null });
    else this.stage.look(null, true);
  }

  private grow(node: number): void {
    if (node < 0) return this.app.say("Choose an entity first");
    this.change({ camera: null }, false);
    this.app.say(expand(this.app, node));
  }

  private shrink(node: number): void {
    if (node < 0) return this.app.say("Choose an entity first");
    this.app.say(collapse(this.app, node));
  }

  private arrange(): void {
    if (this.arranger.running) return this.stopArranging();
    this.arranger.start();
  }

  private stopArranging(): void {
    this.arranger.stop();
    this.arranged(1);
  }

  private arranged(done: number): void {
    this.tools.progress(done);
    this.stage.hold();
    if (done >= 1) {
      this.fit();
      this.app.say("The layout is done");
    }
    this.tools.follow(this.app.state, this.scene, this.arranger.running, done > 0);
  }

  private putBack(): void {
    this.arranger.back();
    this.tools.progress(1);
    this.stage.changed();
    this.tools.follow(this.app.state, this.scene, false);
  }

  private noted(picture: Picture): void {
    const afar = picture.links.length > AFAR;
    const empty = picture.nodes.length === 0 && this.scene.nodes.length === 0;
    this.note.hidden = !afar && !empty;
    this.note.classList.toggle("empty", empty);
    this.note.textContent = empty
      ? nothingWords(this.app)
      : `${counted(picture.links.length, "edge")} in sight: zoom in for arrows and single claims.`;
  }
}
