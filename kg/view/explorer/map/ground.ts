// What lies under the places: sea and land, borders, rivers, lakes, a graticule, names of countries, a scale.

import { EARTH, projected, toScreen, toWorld, unprojected } from "./mercator";
import type { MapCamera, Size2D } from "./mercator";
import { SPREAD } from "./outlines";
import type { Outlines } from "./outlines";

/** Colours of the map, from the page's style sheet. */
export type Inks = Readonly<Record<"sea" | "land" | "border" | "river" | "coast" | "grid" | "name" | "ink" | "soft" | "halo" | "mark", string>>;

const STEPS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30]; // degrees between lines of the graticule
const GRID_ROOM = 110; // pixels between them at least
const NAME_ROOM = 26; // pixels of room that a country's name needs around it
const NAME_SHIFTS = [0, -15, 15, -30, 30, -45, 45]; // pixels
const SCALE_ROOM = 110; // pixels that the scale's bar has at most

/** Left, top, right and bottom of what is written. */
export type ScreenBox = readonly [left: number, top: number, right: number, bottom: number];

export function inksOf(element: HTMLElement): Inks {
  const style = getComputedStyle(element);
  const ink = (name: string): string => style.getPropertyValue(`--${name}`).trim() || "#888";
  return {
    sea: ink("map-sea"), land: ink("map-land"), border: ink("map-border"), river: ink("map-river"), coast: ink("map-coast"),
    grid: ink("map-grid"), name: ink("map-name"), ink: ink("ink"), soft: ink("soft"), halo: ink("map-halo"), mark: ink("mark"),
  };
}

export function drawGround(context: CanvasRenderingContext2D, camera: MapCamera, size: Size2D, inks: Inks, outlines: Outlines | null): void {
  context.fillStyle = outlines ? inks.sea : inks.land;
  context.fillRect(0, 0, size.width, size.height);
  if (outlines) drawOutlines(context, camera, size, inks, outlines);
  drawGraticule(context, camera, size, inks);
}

function drawOutlines(context: CanvasRenderingContext2D, camera: MapCamera, size: Size2D, inks: Inks, outlines: Outlines): void {
  const zoom = camera.zoom / SPREAD;
  const origin = toScreen(camera, size, outlines.origin);
  context.save();
  context.translate(origin.x, origin.y);
  context.scale(zoom, zoom);
  context.lineJoin = "round";
  const stroke = (path: Path2D, colour: string, width: number, dashes: readonly number[] = []): void => {
    context.strokeStyle = colour;
    context.lineWidth = width / zoom;
    context.setLineDash(dashes.map((dash) => dash / zoom));
    context.stroke(path);
  };
  context.fillStyle = inks.land;
  context.fill(outlines.land, "evenodd");
  stroke(outlines.land, inks.coast, 0.8);
  stroke(outlines.rivers, inks.river, 1.3);
  context.fillStyle = inks.sea;
  context.fill(outlines.lakes, "evenodd");
  stroke(outlines.lakes, inks.coast, 0.6);
  stroke(outlines.borders, inks.border, 1.1, [7, 3, 1.5, 3]);
  context.restore();
}

function drawGraticule(context: CanvasRenderingContext2D, camera: MapCamera, size: Size2D, inks: Inks): void {
  const step = STEPS.find((one) => (one / 360) * camera.zoom >= GRID_ROOM) ?? 30;
  const corner = unprojected(toWorld(camera, size, { x: 0, y: 0 }));
  const other = unprojected(toWorld(camera, size, { x: size.width, y: size.height }));
  context.strokeStyle = inks.grid;
  context.fillStyle = inks.soft;
  context.lineWidth = 1;
  context.font = "10px system-ui, sans-serif";
  context.beginPath();
  for (let at = Math.ceil(corner.longitude / step); at * step <= other.longitude; at++) {
    const { x } = toScreen(camera, size, projected(at * step, 0));
    context.moveTo(x, 0);
    context.lineTo(x, size.height);
    if (Math.abs(at * step) <= 180) context.fillText(degrees(at * step, "E", "W"), x + 3, 11);
  }
  for (let at = Math.ceil(other.latitude / step); at * step <= corner.latitude && at * step < 85; at++) {
    const { y } = toScreen(camera, size, projected(0, at * step));
    context.moveTo(0, y);
    context.lineTo(size.width, y);
    if (y > 24) context.fillText(degrees(at * step, "N", "S"), 3, y - 3);
  }
  context.stroke();
}

function degrees(value: number, positive: string, negative: string): string {
  return `${Math.abs(Number(value.toFixed(2)))}°${value > 0 ? positive : value < 0 ? negative : ""}`;
}

/** Names of countries, moved up or down where something stands in their way; one that finds no room is left out. */
export function drawNames(
  context: CanvasRenderingContext2D, camera: MapCamera, size: Size2D, inks: Inks, outlines: Outlines, isFree: (box: ScreenBox) => boolean,
): void {
  context.font = "600 11px system-ui, sans-serif";
  context.letterSpacing = "2px";
  context.textAlign = "center";
  context.fillStyle = inks.name;
  for (const name of outlines.names) {
    if ((name.room / 360) * camera.zoom < NAME_ROOM) continue;
    const { x, y } = toScreen(camera, size, name);
    if (x < -40 || y < 0 || x > size.width + 40 || y > size.height) continue;
    const words = name.name.toUpperCase();
    const half = context.measureText(words).width / 2;
    const shift = NAME_SHIFTS.find((by) => isFree([x - half, y + by - 10, x + half, y + by + 3]));
    if (shift !== undefined) context.fillText(words, x, y + shift);
  }
  context.textAlign = "start";
  context.letterSpacing = "0px";
}

/** A bar with its length in kilometres, true at the middle of the map. */
export function drawScale(context: CanvasRenderingContext2D, camera: MapCamera, size: Size2D, inks: Inks): void {
  const { latitude } = unprojected(camera);
  const pixels = camera.zoom / (EARTH * Math.cos((latitude * Math.PI) / 180)); // a kilometre
  const most = SCALE_ROOM / pixels;
  const power = 10 ** Math.floor(Math.log10(most));
  const length = [5, 2, 1].map((times) => times * power).find((one) => one <= most) ?? power;
  const [x, y, wide] = [14, size.height - 14, length * pixels];
  context.strokeStyle = inks.ink;
  context.fillStyle = inks.ink;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, y - 5);
  context.lineTo(x, y);
  context.lineTo(x + wide, y);
  context.lineTo(x + wide, y - 5);
  context.stroke();
  context.font = "11px system-ui, sans-serif";
  context.lineWidth = 3;
  context.strokeStyle = inks.halo;
  const text = `${length >= 1 ? length.toLocaleString("en") : length} km`;
  context.strokeText(text, x + 4, y - 6);
  context.fillText(text, x + 4, y - 6);
}
