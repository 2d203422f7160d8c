// Lines and small shapes put straight into pixels. With tens of thousands of edges in sight this is many
// times faster than a canvas path, and dashes cost nothing.

/** Pixels of an opaque picture, 0xAABBGGRR each (every browser's machine is little-endian). */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly image: ImageData;
  readonly pixels: Int32Array;
}

/** Coverage of a small shape, 0 … 255, row by row. */
export interface Stamp {
  readonly size: number;
  readonly cover: Uint8Array;
}

const ODD = 0x00ff00ff; // red and blue of a pixel
const EVEN = 0x0000ff00;
const OPAQUE = -0x1000000;

export function rasterOf(width: number, height: number, colour: number): Raster {
  const image = new ImageData(width, height);
  const pixels = new Int32Array(image.data.buffer);
  pixels.fill(colour);
  return { width, height, image, pixels };
}

/** Give `#rrggbb` as a pixel. */
export function pixelOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) || 0);
  return OPAQUE | (blue! << 16) | (green! << 8) | red!;
}

/** Give dashes as 32 bits, one a pixel: all of them for a solid line. */
export function dashBits(dashes: readonly number[]): number {
  const [on = 0, off = 0] = dashes;
  if (on + off === 0) return -1;
  const period = [4, 8, 16, 32].find((length) => length >= (on + off) * 0.6) ?? 32;
  const drawn = Math.max(1, Math.round((period * on) / (on + off)));
  let bits = 0;
  for (let bit = 0; bit < 32; bit++) if (bit % period < drawn) bits |= 1 << bit;
  return bits;
}

/** Draw an anti-aliased line one pixel wide (Xiaolin Wu's, in 16.16 fixed point). `alpha` is 0 … 256. */
export function rasterLine(
  raster: Raster, x0: number, y0: number, x1: number, y1: number, colour: number, alpha: number, bits: number,
): void {
  const steep = Math.abs(y1 - y0) > Math.abs(x1 - x0);
  if (steep) runs(raster, y0, x0, y1, x1, raster.height, raster.width, raster.width, 1, colour, alpha, bits);
  else runs(raster, x0, y0, x1, y1, raster.width, raster.height, 1, raster.width, colour, alpha, bits);
}

/** Step along the longer axis `a`; `b` is the other one, and `da`, `db` are their strides in memory. */
function runs(
  raster: Raster, a0: number, b0: number, a1: number, b1: number, aLimit: number, bLimit: number, da: number, db: number,
  colour: number, alpha: number, bits: number,
): void {
  if (a0 > a1) return runs(raster, a1, b1, a0, b0, aLimit, bLimit, da, db, colour, alpha, bits);
  const slope = a1 - a0 < 1e-6 ? 0 : (b1 - b0) / (a1 - a0);
  let from = Math.max(0, Math.round(a0));
  let until = Math.min(aLimit - 1, Math.round(a1));
  if (slope !== 0) {
    const one = a0 - b0 / slope;
    const other = a0 + (bLimit - 1 - b0) / slope;
    from = Math.max(from, Math.ceil(Math.min(one, other)));
    until = Math.min(until, Math.floor(Math.max(one, other)));
  } else if (b0 < 0 || b0 >= bLimit - 1) return;
  const pixels = raster.pixels;
  const odd = colour & ODD;
  const even = colour & EVEN;
  const step = Math.round(slope * 65536);
  let fixed = Math.round((b0 + (from - a0) * slope) * 65536);
  for (let a = from; a <= until; a++, fixed += step) {
    const b = fixed >> 16;
    if (((bits >>> (a & 31)) & 1) === 0 || b < 0 || b >= bLimit - 1) continue;
    const second = (alpha * ((fixed >>> 8) & 255)) >> 8;
    const first = alpha - second;
    const at = a * da + b * db;
    let under = pixels[at]!;
    let left = 256 - first;
    pixels[at] = OPAQUE
      | (((Math.imul(under & ODD, left) + Math.imul(odd, first)) >>> 8) & ODD)
      | (((Math.imul(under & EVEN, left) + Math.imul(even, first)) >>> 8) & EVEN);
    under = pixels[at + db]!;
    left = 256 - second;
    pixels[at + db] = OPAQUE
      | (((Math.imul(under & ODD, left) + Math.imul(odd, second)) >>> 8) & ODD)
      | (((Math.imul(under & EVEN, left) + Math.imul(even, second)) >>> 8) & EVEN);
  }
}

/** Draw a line without smoothing, one pixel a step: where so many lie over one another that nobody sees the difference. */
export function rasterCoarse(
  raster: Raster, x0: number, y0: number, x1: number, y1: number, colour: number, alpha: number, bits: number,
): void {
  const steps = Math.max(1, Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0))));
  const { width, height, pixels } = raster;
  const stepX = Math.round(((x1 - x0) / steps) * 65536);
  const stepY = Math.round(((y1 - y0) / steps) * 65536);
  const odd = Math.imul(colour & ODD, alpha);
  const even = Math.imul(colour & EVEN, alpha);
  const left = 256 - alpha;
  let x = Math.round(x0 * 65536);
  let y = Math.round(y0 * 65536);
  for (let step = 0; step < steps; step++, x += stepX, y += stepY) {
    const column = x >> 16;
    const row = y >> 16;
    if (((bits >>> (step & 31)) & 1) === 0 || column < 0 || row < 0 || column >= width || row >= height) continue;
    const at = row * width + column;
    const under = pixels[at]!;
    pixels[at] = OPAQUE
      | (((Math.imul(under & ODD, left) + odd) >>> 8) & ODD)
      | (((Math.imul(under & EVEN, left) + even) >>> 8) & EVEN);
  }
}

/** Put a shape, centred, in one colour. */
export function rasterStamp(raster: Raster, stamp: Stamp, x: number, y: number, colour: number): void {
  const left = Math.round(x - stamp.size / 2);
  const top = Math.round(y - stamp.size / 2);
  const { width, height, pixels } = raster;
  const odd = colour & ODD;
  const even = colour & EVEN;
  for (let row = Math.max(0, -top); row < Math.min(stamp.size, height - top); row++) {
    for (let column = Math.max(0, -left); column < Math.min(stamp.size, width - left); column++) {
      const cover = stamp.cover[row * stamp.size + column]!;
      if (cover === 0) continue;
      const at = (top + row) * width + left + column;
      const under = pixels[at]!;
      const left256 = 256 - cover;
      pixels[at] = OPAQUE
        | (((Math.imul(under & ODD, left256) + Math.imul(odd, cover)) >>> 8) & ODD)
        | (((Math.imul(under & EVEN, left256) + Math.imul(even, cover)) >>> 8) & EVEN);
    }
  }
}
