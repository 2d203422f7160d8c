// Colours of the drawing in light and dark, and the lines and marks of the model as the drawing needs them.

import type { Model } from "../types";
import { dashBits, pixelOf } from "./raster";

export interface Ink {
  readonly ground: string;
  readonly text: string;
  readonly soft: string;
  readonly halo: string;
  readonly accent: string;
  readonly font: string;
  /** Light grounds leave lines as they are; on dark ones they are lifted. */
  readonly dark: boolean;
}

/** A kind of line, ready to be drawn. */
export interface Stroke {
  readonly colour: string;
  readonly width: number;
  readonly dashes: readonly number[];
  readonly pixel: number;
  readonly bits: number;
  readonly alpha: number;
  readonly words: string;
}

const WIDEST = 3.2;

/** Read the page's colours; a page without them still draws. */
export function inkOf(element: Element): Ink {
  const style = getComputedStyle(element);
  const dark = luminance(style.getPropertyValue("--card").trim() || "#ffffff") < 0.4;
  const take = (name: string, light: string, darkest: string) =>
    style.getPropertyValue(name).trim() || (dark ? darkest : light);
  const ground = take("--card", "#ffffff", "#14171b");
  return {
    ground,
    text: take("--ink", "#1b1f24", "#e9edf1"),
    soft: take("--soft", "#5b6570", "#9aa5b1"),
    halo: ground,
    accent: take("--mark", "#0b57d0", "#8ab4f8"),
    font: style.fontFamily || "sans-serif",
    dark,
  };
}

/** How bright `#rrggbb` is, 0 … 1. */
export function luminance(colour: string): number {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return 1;
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** Mix `#rrggbb` with another colour. */
export function mixed(colour: string, other: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [one, two] = [colour, other].map((text) => Number.parseInt(text.slice(at, at + 2), 16) || 0);
    return Math.round(one! + (two! - one!) * share).toString(16).padStart(2, "0");
  });
  return `#${parts.join("")}`;
}

/** The model's lines on this ground. */
export function strokesOf(model: Model, ink: Ink): Stroke[] {
  return model.lines.map((line) => {
    const colour = ink.dark ? mixed(line.colour, "#ffffff", 0.28) : line.colour;
    return {
      colour,
      width: line.width,
      dashes: line.dashes,
      pixel: pixelOf(colour),
      bits: dashBits(line.dashes),
      alpha: 0.55 + 0.45 * Math.min(1, line.width / WIDEST),
      words: line.label,
    };
  });
}

/** Colours of the groups on this ground, in the model's order. */
export function coloursOf(model: Model, ink: Ink): string[] {
  return model.groups.map((group) => (ink.dark ? mixed(group.colour, "#ffffff", 0.18) : group.colour));
}
