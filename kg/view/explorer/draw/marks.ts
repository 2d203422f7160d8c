// The shapes of nodes, by group: as paths, as sprites that are drawn once, and as stamps for the raster.

import type { Stamp } from "./raster";

export interface Corner {
  readonly x: number;
  readonly y: number;
}

const CORNERS: Readonly<Record<string, { readonly number: number; readonly turn: number; readonly reach: number }>> = {
  square: { number: 4, turn: Math.PI / 4, reach: 1.25 },
  diamond: { number: 4, turn: 0, reach: 1.3 },
  triangle: { number: 3, turn: -Math.PI / 2, reach: 1.35 },
  triangleDown: { number: 3, turn: Math.PI / 2, reach: 1.35 },
  hexagon: { number: 6, turn: 0, reach: 1.12 },
};
const STAR = { points: 5, inner: 0.6, reach: 1.35 };

/** Corners of a shape around 0, 0 with about the area of a circle of radius 1; none for a circle. */
export function cornersOf(name: string): readonly Corner[] {
  if (name === "star") {
    return Array.from({ length: STAR.points * 2 }, (_, corner) =>
      polar((corner * Math.PI) / STAR.points - Math.PI / 2, STAR.reach * (corner % 2 === 0 ? 1 : STAR.inner)),
    );
  }
  const known = CORNERS[name];
  if (known === undefined) return [];
  return Array.from({ length: known.number }, (_, corner) =>
    polar((corner * 2 * Math.PI) / known.number + known.turn, known.reach),
  );
}

function polar(angle: number, length: number): Corner {
  return { x: Math.cos(angle) * length, y: Math.sin(angle) * length };
}

/** Add a shape to the path that is being drawn. */
export function markPath(path: CanvasRenderingContext2D | Path2D, name: string, x: number, y: number, radius: number): void {
  const corners = cornersOf(name);
  if (corners.length === 0) {
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  corners.forEach((corner, place) => {
    if (place === 0) path.moveTo(x + corner.x * radius, y + corner.y * radius);
    else path.lineTo(x + corner.x * radius, y + corner.y * radius);
  });
  path.closePath();
}

/** A square on a sheet with a shape in its middle. */
export interface Sprite {
  readonly sheet: HTMLCanvasElement;
  readonly left: number;
  readonly top: number;
  readonly size: number;
}

const SHEET = 512; // pixels: a canvas for each shape and size would take ten times as long

/** Sprites and stamps by shape, colour and size, each made once. */
export class Marks {
  private readonly sprites = new Map<string, Sprite>();
  private readonly stamps = new Map<string, Stamp>();
  private readonly pad = document.createElement("canvas");
  private sheet = document.createElement("canvas");
  private free = { left: 0, top: SHEET, below: SHEET }; // on the sheet; none: the first sprite gets one of a size

  /**
   * A shape with a rim that sets it off from what lies below. Radius and rim in device pixels.
   * Ask for all that are needed before any is used: a sheet that was read is copied when it is drawn on.
   */
  sprite(name: string, colour: string, rim: string, radius: number, width: number): Sprite {
    const key = `${name} ${colour} ${rim} ${radius} ${width}`;
    const known = this.sprites.get(key);
    if (known !== undefined) return known;
    const size = Math.ceil(2 * (radius * 1.4 + width)) + 2;
    const made = { ...this.room(size), size };
    const pen = made.sheet.getContext("2d")!;
    pen.beginPath();
    markPath(pen, name, made.left + size / 2, made.top + size / 2, radius);
    pen.lineJoin = "round";
    pen.lineWidth = width * 2;
    pen.strokeStyle = rim;
    pen.stroke();
    pen.fillStyle = colour;
    pen.fill();
    this.sprites.set(key, made);
    return made;
  }

  /** Find a free square: beside the last one, in a new row, or on a new sheet. */
  private room(size: number): { sheet: HTMLCanvasElement; left: number; top: number } {
    let { left, top, below } = this.free;
    if (left + size > this.sheet.width) [left, top] = [0, below];
    if (top + size > this.sheet.height) {
      this.sheet = document.createElement("canvas");
      this.sheet.width = this.sheet.height = Math.max(SHEET, size);
      [left, top, below] = [0, 0, 0];
    }
    this.free = { left: left + size, top, below: Math.max(below, top + size) };
    return { sheet: this.sheet, left, top };
  }

  /** The same without a rim, as coverage. */
  stamp(name: string, radius: number): Stamp {
    const key = `${name} ${radius}`;
    const known = this.stamps.get(key);
    if (known !== undefined) return known;
    const size = Math.max(1, Math.ceil(radius * 2.8) | 1);
    const { pad } = this;
    if (pad.width < size || pad.height < size) pad.width = pad.height = Math.max(SHEET >> 2, size);
    const pen = pad.getContext("2d", { willReadFrequently: true })!;
    pen.clearRect(0, 0, size, size);
    pen.beginPath();
    markPath(pen, name, size / 2, size / 2, radius);
    pen.fill();
    const { data } = pen.getImageData(0, 0, size, size);
    const cover = Uint8Array.from({ length: size * size }, (_, pixel) => data[pixel * 4 + 3]!);
    const made = { size, cover };
    this.stamps.set(key, made);
    return made;
  }

  clear(): void {
    this.sprites.clear();
  }
}
