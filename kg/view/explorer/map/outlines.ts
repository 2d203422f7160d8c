/** The map's outlines, as kg/view/outlines.py packs them: one line of JSON, then columns of numbers. */

import { inflated } from "../data/decode";
import { projected } from "./mercator";
import type { Place2D } from "./mercator";

/** Paths are in parts of the world's width, away from `origin`, times `SPREAD`: a path's numbers are short floats. */
export interface Outlines {
  readonly origin: Place2D;
  readonly land: Path2D;
  readonly lakes: Path2D;
  readonly borders: Path2D;
  readonly rivers: Path2D;
  readonly names: readonly CountryName[];
}

export interface CountryName extends Place2D {
  readonly name: string;
  /** Degrees of room around it. */
  readonly room: number;
}

export const SPREAD = 1000;
const WORD_BYTES = 4;

interface OutlineHeader {
  readonly quantum: number;
  readonly layers: readonly { readonly name: "land" | "lakes" | "borders" | "rivers"; readonly closed: boolean; readonly lines: number; readonly points: number }[];
  readonly names: readonly (readonly [name: string, longitude: number, latitude: number, room: number])[];
}

/** Read the outlines; null where the page has none. Call it once: the page's copy is dropped. */
export async function readOutlines(origin: Place2D): Promise<Outlines | null> {
  const buffer = await inflated("outlines", "gzip");
  if (!buffer) return null;
  const end = new Uint8Array(buffer).indexOf(10) + 1;
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 0, end))) as OutlineHeader;
  const paths: Partial<Record<OutlineHeader["layers"][number]["name"], Path2D>> = {};
  let at = end;
  const column = (count: number): Int32Array => {
    const values = new Int32Array(buffer, at, count);
    at += count * WORD_BYTES;
    return values;
  };
  for (const { name, closed, lines, points } of header.layers) {
    const lengths = column(lines);
    const first = [column(lines), column(lines)] as const;
    const steps = [column(points), column(points)] as const;
    paths[name] = outlinePath(lengths, first, steps, header.quantum, origin, closed);
  }
  const none = new Path2D();
  const names = header.names.map(([name, longitude, latitude, room]) => ({ name, room, ...projected(longitude, latitude) }));
  return { origin, names, land: paths.land ?? none, lakes: paths.lakes ?? none, borders: paths.borders ?? none, rivers: paths.rivers ?? none };
}

type IntPair = readonly [Int32Array, Int32Array];

function outlinePath(lengths: Int32Array, first: IntPair, steps: IntPair, quantum: number, origin: Place2D, closed: boolean): Path2D {
  const path = new Path2D();
  let at = 0;
  for (let line = 0; line < lengths.length; line++) {
    let [x, y] = [first[0][line]!, first[1][line]!];
    for (let point = 0; point < lengths[line]!; point++, at++) {
      x += steps[0][at]!;
      y += steps[1][at]!;
      const place = projected(x * quantum, y * quantum);
      const [px, py] = [(place.x - origin.x) * SPREAD, (place.y - origin.y) * SPREAD];
      if (point) path.lineTo(px, py);
      else path.moveTo(px, py);
    }
    if (closed) path.closePath();
  }
  return path;
}
