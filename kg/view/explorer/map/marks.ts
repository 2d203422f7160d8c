// Marks of places, told apart by pattern as well as colour, and their names where there is room.

import { drawNames } from "./ground";
import type { Inks, ScreenBox } from "./ground";
import { toScreen } from "./mercator";
import type { MapCamera, Place2D, Size2D } from "./mercator";
import type { Outlines } from "./outlines";
import type { Positioned } from "./places";

const NOT_TOLD = "?";
const LEAST = 5; // pixels of a mark's radius
const MAP_RADIUS = 17;
const MARK_GROWTH = 1.9; // pixels for the root of each claim
const HATCH = 6; // pixels from line to line
const NAME_FONT = "600 12px system-ui, sans-serif";
const STANDING_FONT = "11px system-ui, sans-serif";
const LONGEST_STANDING = 46; // characters below a place's name
const MOST_LABELS = 300; // names that are tried
const MOST_WIDTHS = 5_000; // texts whose width is remembered
const ROOM_CELL = 48; // pixels
const ROOM_ROWS = 1_000;
const ROOM_OF_MARK = 1_600; // square pixels for each mark; where there is less, marks are smaller
const SMALLEST_SHARE = 0.45;
const MOST_QUESTIONS = 600; // marks in sight, above which those without an answer are dots
const MOST_OUTLINED = 1_500; // marks in sight, above which they have no outlines
const DOT = 1.8; // pixels of their radius
const EDGE_ROOM = 60; // pixels around the map in which marks are drawn too: their names may reach in
const AREA_RINGS = [1.5, 2, 2.6]; // radiuses of a region's soft ground
const AREA_INK = 0.12;
const TURN = Math.PI * 2;

/** A piece of a mark: `sure` is filled, else it is hatched. */
export interface MarkPiece {
  readonly colour: string;
  readonly sure: boolean;
  readonly part: number;
}

/** What is drawn for a place. */
export interface MarkLook {
  readonly pieces: readonly MarkPiece[];
  /** A second line below its name. */
  readonly note: string;
  readonly ring: "" | "chosen" | "linked" | "hovered";
}

export interface DrawnMark {
  readonly spot: Positioned;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly look: MarkLook;
}

function radiusOf(claims: number): number {
  return Math.min(LEAST + MARK_GROWTH * Math.sqrt(claims), MAP_RADIUS);
}

/** Draw marks, small ones over big ones and what is told over what is not, then names, countries last; gives where each mark is. */
export function drawMarks(
  context: CanvasRenderingContext2D, camera: MapCamera, size: Size2D, inks: Inks, spots: readonly Positioned[], lookOf: (spot: Positioned) => MarkLook,
  outlines: Outlines | null,
): DrawnMark[] {
  const inSight: (Place2D & { readonly spot: Positioned })[] = [];
  for (const spot of spots) {
    const { x, y } = toScreen(camera, size, spot);
    if (x > -EDGE_ROOM && y > -EDGE_ROOM && x < size.width + EDGE_ROOM && y < size.height + EDGE_ROOM) inSight.push({ spot, x, y });
  }
  const crowd = Math.sqrt((size.width * size.height) / (inSight.length * ROOM_OF_MARK));
  const share = Math.min(Math.max(crowd, SMALLEST_SHARE), 1);
  const all = inSight.map(({ spot, x, y }): DrawnMark => ({ spot, x, y, radius: radiusOf(spot.claims) * share, look: lookOf(spot) }));
  const isBare = ({ look }: DrawnMark): boolean => all.length > MOST_QUESTIONS && !look.pieces.length && !look.ring;
  const told = ({ look }: DrawnMark): number => Math.min(look.pieces.length, 1);
  const marks = all.filter((one) => !isBare(one)).sort((one, other) => told(one) - told(other) || other.radius - one.radius || one.spot.node - other.spot.node);
  drawDots(context, inks, all.filter(isBare));
  const lines = marks.length <= MOST_OUTLINED;
  for (const drawn of marks) drawMark(context, inks, drawn, lines);
  const taken = drawMapLabels(context, size, inks, marks);
  if (outlines) drawNames(context, camera, size, inks, outlines, (box) => !taken.isTaken(box));
  return all;
}

/** Places of which nothing is told, where there are so many of them that marks would hide what is. */
function drawDots(context: CanvasRenderingContext2D, inks: Inks, dots: readonly DrawnMark[]): void {
  context.beginPath();
  for (const { x, y } of dots) {
    context.moveTo(x + DOT, y);
    context.arc(x, y, DOT, 0, TURN);
  }
  context.fillStyle = inks.halo;
  context.fill();
  context.strokeStyle = inks.soft;
  context.lineWidth = 0.8;
  context.stroke();
}

function drawMark(context: CanvasRenderingContext2D, inks: Inks, drawn: DrawnMark, lines: boolean): void {
  const { x, y, radius, look, spot } = drawn;
  if (spot.area) drawArea(context, inks, drawn);
  if (lines) {
    disc(context, x, y, radius + 1.5);
    context.fillStyle = inks.halo;
    context.fill();
  }
  drawPieces(context, inks, drawn, lines);
  if (lines || !look.pieces.length) {
    disc(context, x, y, radius);
    context.strokeStyle = look.pieces.length ? inks.ink : inks.soft;
    context.lineWidth = 1.2;
    context.setLineDash(look.pieces.length && look.pieces.every(({ sure }) => sure) ? [] : [3, 2.5]);
    context.stroke();
    context.setLineDash([]);
  }
  if (!look.pieces.length) question(context, inks, drawn);
  if (look.ring) drawRing(context, inks, drawn);
}

function drawPieces(context: CanvasRenderingContext2D, inks: Inks, { x, y, radius, look }: DrawnMark, lines: boolean): void {
  let angle = -TURN / 4;
  for (const piece of look.pieces) {
    context.beginPath();
    if (look.pieces.length > 1) context.moveTo(x, y);
    context.arc(x, y, radius, angle, angle + piece.part * TURN);
    context.closePath();
    context.fillStyle = piece.sure ? piece.colour : (hatching(context, piece.colour) ?? piece.colour);
    context.fill();
    angle += piece.part * TURN;
    if (!lines) continue;
    context.strokeStyle = look.pieces.length > 1 ? inks.halo : piece.colour;
    context.lineWidth = 1;
    context.stroke();
  }
}

function disc(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, TURN);
}

/** A soft ground for a region: its position only says whereabouts. */
function drawArea(context: CanvasRenderingContext2D, inks: Inks, { x, y, radius }: DrawnMark): void {
  context.fillStyle = inks.soft;
  context.globalAlpha = AREA_INK;
  for (const wide of AREA_RINGS) {
    disc(context, x, y, radius * wide);
    context.fill();
  }
  context.globalAlpha = 1;
}

function question(context: CanvasRenderingContext2D, inks: Inks, { x, y, radius }: DrawnMark): void {
  context.font = `600 ${Math.round(radius * 1.3)}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = inks.soft;
  context.fillText(NOT_TOLD, x, y + 0.5);
  context.textAlign = "start";
  context.textBaseline = "alphabetic";
}

function drawRing(context: CanvasRenderingContext2D, inks: Inks, { x, y, radius, look }: DrawnMark): void {
  disc(context, x, y, radius + 4.5);
  context.strokeStyle = inks.mark;
  context.lineWidth = look.ring === "chosen" ? 3 : 1.8;
  context.setLineDash(look.ring === "linked" ? [2, 3] : []);
  context.stroke();
  context.setLineDash([]);
}

const HATCHINGS = new Map<string, CanvasPattern | null>();

/** Lines aslant in a colour, on white, so that a colour that is only possible looks so in print too. */
export function hatching(context: CanvasRenderingContext2D, colour: string): CanvasPattern | null {
  const known = HATCHINGS.get(colour);
  if (known !== undefined) return known;
  const tile = document.createElement("canvas");
  tile.width = tile.height = HATCH;
  const ink = tile.getContext("2d")!;
  ink.fillStyle = "#ffffff";
  ink.fillRect(0, 0, HATCH, HATCH);
  ink.strokeStyle = colour;
  ink.lineWidth = 2.2;
  ink.beginPath();
  for (const at of [-HATCH, 0, HATCH]) {
    ink.moveTo(at - 1, HATCH + 1);
    ink.lineTo(at + HATCH + 1, -1);
  }
  ink.stroke();
  const made = context.createPattern(tile, "repeat");
  HATCHINGS.set(colour, made);
  return made;
}

/** Boxes by cells of the screen, so that whether one is free is known from its neighbours alone. */
class TakenRoom {
  readonly #cells = new Map<number, ScreenBox[]>();

  take(box: ScreenBox): void {
    this.#each(box, (cell) => {
      const boxes = this.#cells.get(cell);
      if (boxes) boxes.push(box);
      else this.#cells.set(cell, [box]);
      return false;
    });
  }

  isTaken(box: ScreenBox): boolean {
    return this.#each(box, (cell) => (this.#cells.get(cell) ?? []).some((other) => overlap(box, other)));
  }

  #each([left, top, right, bottom]: ScreenBox, act: (cell: number) => boolean): boolean {
    for (let x = Math.floor(left / ROOM_CELL); x <= right / ROOM_CELL; x++) {
      for (let y = Math.floor(top / ROOM_CELL); y <= bottom / ROOM_CELL; y++) if (act(x * ROOM_ROWS + y)) return true;
    }
    return false;
  }
}

/** Names beside their marks, the most important first; one that finds no room is left out. */
function drawMapLabels(context: CanvasRenderingContext2D, size: Size2D, inks: Inks, drawn: readonly DrawnMark[]): TakenRoom {
  const taken = new TakenRoom();
  for (const { x, y, radius } of drawn) taken.take([x - radius, y - radius, x + radius, y + radius]);
  const first = (one: DrawnMark): number => (one.look.ring ? 2e9 : 0) + (one.look.note ? 1e9 : 0) + one.spot.claims;
  const inOrder = [...drawn].sort((a, b) => first(b) - first(a) || a.spot.node - b.spot.node);
  context.lineJoin = "round";
  for (const one of inOrder.slice(0, MOST_LABELS)) {
    const note = one.look.note.length > LONGEST_STANDING ? `${one.look.note.slice(0, LONGEST_STANDING)}…` : one.look.note;
    if (!labelled(context, size, inks, one, note, taken) && note) labelled(context, size, inks, one, "", taken);
  }
  return taken;
}

function labelled(context: CanvasRenderingContext2D, size: Size2D, inks: Inks, one: DrawnMark, note: string, taken: TakenRoom): boolean {
  const wide = widthOf(context, NAME_FONT, one.spot.label);
  const [width, height] = [Math.max(wide, note ? widthOf(context, STANDING_FONT, note) : 0), note ? 29 : 15];
  const off = one.radius + 5;
  const spots: readonly (readonly [number, number])[] = [
    [one.x + off, one.y - height / 2], [one.x - off - width, one.y - height / 2],
    [one.x - width / 2, one.y + off], [one.x - width / 2, one.y - off - height],
  ];
  for (const [left, top] of spots) {
    const box: ScreenBox = [left - 2, top - 1, left + width + 2, top + height + 1];
    if (left < 2 || top < 14 || box[2] > size.width - 2 || box[3] > size.height - 2 || taken.isTaken(box)) continue;
    taken.take(box);
    writeLabel(context, inks, one.spot.label, NAME_FONT, inks.ink, left, top + 12);
    if (note) writeLabel(context, inks, note, STANDING_FONT, inks.soft, left, top + 26);
    return true;
  }
  return false;
}

const WIDTHS = new Map<string, number>();

/** Width of a text, measured once. */
function widthOf(context: CanvasRenderingContext2D, font: string, text: string): number {
  const known = WIDTHS.get(font + text);
  if (known !== undefined) return known;
  if (WIDTHS.size > MOST_WIDTHS) WIDTHS.clear();
  context.font = font;
  const { width } = context.measureText(text);
  WIDTHS.set(font + text, width);
  return width;
}

function overlap(one: ScreenBox, other: ScreenBox): boolean {
  return one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];
}

function writeLabel(context: CanvasRenderingContext2D, inks: Inks, text: string, font: string, colour: string, x: number, y: number): void {
  context.font = font;
  context.lineWidth = 3.5;
  context.strokeStyle = inks.halo;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}
