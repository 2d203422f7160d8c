/** The map: places on outlines, who held them on a day, and how much is told of each. */

import { counted, el, fill } from "../dom";
import { cameraOver, mostOf, projected, unprojected, zoomedAbout } from "./mercator";
import { Control } from "./control";
import { countSpots, isPositioned, linkedWith, slotsOf, spotsOf } from "./places";
import { dayNumber, visible } from "../data/filter";
import { drawGround, drawScale, inksOf } from "./ground";
import { drawMarks } from "./marks";
import { fillCard, fillListing, followList, pointedAt } from "./listing";
import { handMap } from "./pointer";
import { OTHER_PARTY, PARTY_COLOURS, partyLegend, shareLegend, slotColour } from "./legend";
import { readOutlines } from "./outlines";
import { dayWords, standingOf, standingWords } from "./told";
import { subjectChoice, zoomButtons } from "./tools";
import { FILTERS } from "../state";
import { longDay } from "../time/days";
import type { App, Changes, MakePart, Part, Visible } from "../contract";
import type { DrawnMark, MarkLook } from "./marks";
import type { Inks } from "./ground";
import type { MapCamera, Place2D, Size2D } from "./mercator";
import type { MapHands } from "./pointer";
import type { Outlines } from "./outlines";
import type { Positioned, Slots, Spot } from "./places";
import type { Listing, Subject } from "./listing";

const MARGIN_IN = 70; // pixels around the places that are in sight at first
const CLOSEST = 360 * 400; // pixels of the world's width at first: 400 a degree
const FARTHEST_OUT = 200;
const FARTHEST_IN = 3.6e6;
const REST = 250; // milliseconds without a move, after which the address follows
const NEAR_ENOUGH = 6; // pixels beside a mark that still count
const NOTE = "Coasts, borders and names are Natural Earth’s (public domain), for orientation only: they express no position on any boundary or status.";
const NO_POSITION = "No place here has a known position, so there is no map.";
const NO_PLACE = "The claims name no place, so there is no map.";
const NO_OUTLINES = "Outlines were left out when this page was made; places stand on a grid of degrees.";

export const makeMap: MakePart = (app) => new MapView(app);

class MapView implements Part, MapHands {
  readonly element: HTMLElement;
  readonly #app: App;
  readonly #canvas = el("canvas", { class: "map-canvas", tabindex: "0", role: "img" });
  readonly #tip = el("div", { class: "map-tip", hidden: true });
  readonly #list = el("div", { class: "map-list" });
  readonly #head = el("p", { class: "map-day" });
  readonly #card = el("div", { class: "map-chosen", hidden: true });
  readonly #legend = el("div", { class: "map-legends" });
  readonly #note = el("p", { class: "map-note" });
  readonly #subjects = new Map<Subject, HTMLInputElement>();
  #rest = 0;
  #spots: Spot[] = [];
  #slots: Slots = { labels: [], of: new Uint8Array() };
  #control: Control | null = null;
  #colours: ReadonlyMap<number, string> = new Map();
  #outlines: Outlines | null = null;
  #camera: MapCamera | null = null;
  #inks: Inks | null = null;
  #drawn: readonly DrawnMark[] = [];
  #linked: ReadonlySet<number> = new Set();
  /** What passes every filter but the window. */
  #anyTime: Visible | null = null;
  #listing: Listing | null = null;
  #hovered = -1;
  #frame = 0;

  constructor(app: App) {
    this.#app = app;
    const surface = el("div", { class: "map-surface" }, this.#canvas, zoomButtons(this.#canvas, this), this.#tip);
    const bar = el("div", { class: "map-bar" }, subjectChoice(app, this.#subjects), this.#head);
    const side = el("div", { class: "map-side", tabindex: "0", role: "region", "aria-label": "Places in words" }, this.#list);
    const main = el("div", { class: "map-main" }, bar, surface, this.#card, this.#legend, this.#note);
    this.element = el("div", { class: "map-frame" }, el("div", { class: "map-view" }, main, side));
    handMap(this.#canvas, this);
    followList(this.#list, (id) => {
      [this.#hovered, this.#tip.hidden] = [id === null ? -1 : app.node(id), true];
      this.#draw();
    });
    new ResizeObserver(() => this.#draw()).observe(surface);
    this.#take();
  }

  update(changes: Changes): void {
    if (changes.has("facts")) this.#take();
    if (changes.has("theme")) this.#inks = null;
    if (changes.has("visible") || changes.has("window")) {
      if (FILTERS.some((key) => key !== "window" && key !== "undated" && changes.has(key))) this.#anyTime = null;
      this.#count();
    }
    if (changes.has("mapSubject")) this.#show();
    if (changes.has("mapCamera")) this.#follow();
    if (changes.has("entity")) this.#choose();
    if (changes.has("paper")) this.#paint();
    this.#draw();
  }

  pan(x: number, y: number): void {
    if (!this.#camera) return;
    this.#camera = { ...this.#camera, x: this.#camera.x - x / this.#camera.zoom, y: this.#camera.y - y / this.#camera.zoom };
    this.point(null);
    this.#moved();
  }

  zoom(at: Place2D, factor: number): void {
    if (!this.#camera) return;
    const zoom = Math.min(Math.max(this.#camera.zoom * factor, FARTHEST_OUT), FARTHEST_IN);
    this.#camera = zoomedAbout(this.#camera, this.#size(), at, zoom);
    this.#moved();
  }

  point(at: Place2D | null): void {
    const found = at && this.#at(at);
    const node = found?.spot.node ?? -1;
    if (node === this.#hovered) return;
    this.#hovered = node;
    pointedAt(this.#list, node < 0 ? null : this.#app.model.nodes.id.at(node));
    this.#canvas.style.cursor = found ? "pointer" : "";
    this.#tip.hidden = !found;
    if (found) this.#showTip(found);
    this.#draw();
  }

  press(at: Place2D): void {
    const found = this.#at(at);
    const entity = found ? this.#app.model.nodes.id.at(found.spot.node) : null;
    this.#app.set({ entity, claim: null, edge: null });
  }

  fit(all = false): void {
    const spots = this.#positioned();
    const size = this.#size();
    const places = spots.length ? (all ? spots : mostOf(spots)) : [{ x: 0, y: 0 }, { x: 1, y: 1 }];
    this.#camera = cameraOver(places, size, Math.min(MARGIN_IN, size.width / 6, size.height / 6), CLOSEST);
    this.#moved(!all);
  }

  /** Draw anew, and let the address follow when the map has come to rest. */
  #moved(home = false): void {
    this.#draw();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      const { longitude, latitude } = unprojected(this.#camera!);
      this.#app.set({ mapCamera: home ? null : [longitude, latitude, this.#camera!.zoom / 360] }, false);
    }, REST) as unknown as number;
  }

  /** Go where the address says, unless the map is there already. */
  #follow(): void {
    const asked = this.#app.state.mapCamera;
    if (!asked) return this.#rest ? undefined : this.fit();
    const [longitude, latitude, zoom] = asked;
    this.#camera = { ...projected(longitude, latitude), zoom: Math.min(Math.max(zoom * 360, FARTHEST_OUT), FARTHEST_IN) };
  }

  #subject(): Subject {
    return this.#control?.any === false ? "claims" : this.#app.state.mapSubject;
  }

  #show(): void {
    this.#subjects.get(this.#subject())!.checked = true;
    this.#count();
  }

  /** Take over the facts: places, control, outlines. */
  #take(): void {
    const { model } = this.#app;
    const { facts } = model;
    if (!facts || this.#control) return;
    this.#anyTime = null;
    this.#spots = spotsOf(model, facts);
    this.#slots = slotsOf(model, this.#spots, PARTY_COLOURS.length);
    this.#control = new Control(model, facts);
    this.#colours = new Map(this.#control.parties().map((party, at) => [party, PARTY_COLOURS[at] ?? OTHER_PARTY]));
    this.#subjects.get("control")!.disabled = !this.#control.any;
    this.#show();
    const spots = this.#positioned();
    this.element.classList.toggle("unplaced", !spots.length);
    if (!spots.length) this.#note.textContent = this.#spots.length ? NO_POSITION : NO_PLACE;
    void readOutlines(spots[0] ?? { x: 0.5, y: 0.5 }).then((outlines) => {
      this.#outlines = outlines;
      if (spots.length) this.#note.textContent = outlines ? NOTE : NO_OUTLINES;
      this.element.dataset["outlines"] = outlines ? "yes" : "no";
      this.#draw();
    });
  }

  /** Work out what the window and the filters leave of each place. */
  #count(): void {
    const { model, state } = this.#app;
    const { facts } = model;
    const control = this.#control;
    if (!facts || !control) return;
    const newest = dayNumber(facts.documents.reduce((latest, { issued }) => (issued > latest ? issued : latest), "0001-01-01"));
    const day = state.window ? dayNumber(state.window[1]) : newest;
    const ended = day > newest ? newest : null;
    this.#anyTime ??= state.window ? visible(model, { ...state, window: null }) : this.#app.visible;
    countSpots(model, this.#subject() === "claims" ? this.#app.visible : this.#anyTime, this.#spots, this.#slots);
    for (const spot of this.#spots) spot.standing = ended === null ? standingOf(control.on(spot.node, day)) : null;
    this.#listing = { subject: this.#subject(), control, day, ended, slots: this.#slots };
    fillListing(this.#list, this.#app, facts, this.#spots, this.#listing);
    this.#choose();
    fill(this.#head, ...this.#headWords(day, ended));
    fill(this.#legend, this.#subject() === "control" ? partyLegend(model, this.#colours, this.#shownParties()) : shareLegend(this.#slots.labels));
    const told = this.#spots.filter(({ standing }) => standing && (standing.certain.length || standing.possible.length)).length;
    const about = this.#subject() === "control" ? `who held which place on ${longDay(day)}, told of ${counted(told, "place")}` : "how many claims name each place";
    this.#canvas.setAttribute("aria-label", `Map: ${about}. The same stands in words in the list of places.`);
  }

  #headWords(day: number, ended: number | null): (HTMLElement | string)[] {
    const { window } = this.#app.state;
    if (this.#subject() === "claims") return [el("strong", {}, "Claims that name each place"), window ? ", in the chosen window of time." : ", of any time."];
    return [el("strong", {}, ended === null ? `As on ${longDay(day)}` : longDay(day)), dayWords(window, ended)];
  }

  #shownParties(): number[] {
    const shown = new Set(this.#positioned().flatMap(({ standing }) => (standing ? [...standing.certain, ...standing.possible] : [])));
    return [...this.#colours.keys()].filter((party) => shown.has(party));
  }

  #choose(): void {
    const { model, visible: now, state } = this.#app;
    const node = state.entity === null ? -1 : this.#app.node(state.entity);
    this.#linked = node < 0 ? new Set() : linkedWith(model, now, node);
    if (model.facts && this.#listing) fillCard(this.#card, this.#app, model.facts, this.#spots.find((spot) => spot.node === node), this.#listing);
    for (const item of this.#list.querySelectorAll("[data-of]")) item.classList.toggle("chosen", item.getAttribute("data-of") === state.entity);
  }

  #positioned(): Positioned[] {
    return this.#spots.filter(isPositioned);
  }

  #size(): Size2D {
    return { width: this.#canvas.clientWidth || 1, height: this.#canvas.clientHeight || 1 };
  }

  #at(at: Place2D): DrawnMark | null {
    const near = this.#drawn.filter(({ x, y, radius }) => Math.hypot(at.x - x, at.y - y) <= radius + NEAR_ENOUGH);
    return near.sort((one, other) => Math.hypot(at.x - one.x, at.y - one.y) - Math.hypot(at.x - other.x, at.y - other.y))[0] ?? null;
  }

  #showTip({ spot, x, y }: DrawnMark): void {
    const standing = !this.#control?.any ? "" : spot.standing ? standingWords(this.#app.model, spot.standing) : "not told";
    fill(this.#tip, el("strong", { dir: "auto" }, spot.label), el("span", {}, counted(spot.claims, "claim")), standing && el("span", {}, standing));
    const size = this.#size();
    this.#tip.style.left = `${Math.min(x + 14, size.width - 230)}px`;
    this.#tip.style.top = `${Math.min(y + 14, size.height - 80)}px`;
  }

  #look(spot: Positioned): MarkLook {
    const chosen = this.#app.state.entity !== null && this.#app.node(this.#app.state.entity) === spot.node;
    const ring = chosen ? "chosen" : spot.node === this.#hovered ? "hovered" : this.#linked.has(spot.node) ? "linked" : "";
    if (this.#subject() === "claims") {
      return { ring, note: "", pieces: spot.shares.map(({ slot, sure, count }) => ({ colour: slotColour(slot, this.#slots.labels), sure, part: count / spot.claims })) };
    }
    const { certain, possible } = spot.standing ?? { certain: [], possible: [] };
    const part = 1 / Math.max(certain.length + possible.length, 1);
    const piece = (party: number, sure: boolean): MarkLook["pieces"][number] => ({ colour: this.#colours.get(party) ?? OTHER_PARTY, sure, part });
    const pieces = [...certain.map((party) => piece(party, true)), ...possible.map((party) => piece(party, false))];
    return { ring, pieces, note: pieces.length && spot.standing ? standingWords(this.#app.model, spot.standing) : "" };
  }

  #draw(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  #paint(): void {
    const size = this.#size();
    if (!this.#control || size.width < 2 || size.height < 2) return;
    if (!this.#camera) this.#follow();
    this.#inks ??= inksOf(this.element);
    const ratio = devicePixelRatio || 1;
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (this.#canvas.width !== width || this.#canvas.height !== height) [this.#canvas.width, this.#canvas.height] = [width, height];
    const context = this.#canvas.getContext("2d")!;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawGround(context, this.#camera!, size, this.#inks, this.#outlines);
    this.#drawn = drawMarks(context, this.#camera!, size, this.#inks, this.#positioned(), (spot) => this.#look(spot), this.#outlines);
    drawScale(context, this.#camera!, size, this.#inks);
  }
}
