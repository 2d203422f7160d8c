/**
 * Reads the containers of columns that kg/view/pack.py writes: typed arrays where they lie, texts when
 * asked for. A column that is not there is all zeros, or empty texts.
 */

import type { Lists, Strings } from "../types";

interface Column {
  readonly at: number;
  readonly count: number;
  readonly kind: keyof typeof KINDS;
  /** Stored are the steps from each to the next. */
  readonly rising?: boolean;
  /** Stored are steps of `scale` above `low`. */
  readonly low?: number;
  readonly scale?: number;
}

const KINDS = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i8: Int8Array,
  i16: Int16Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
};
type Kind = Uint8Array | Uint16Array | Uint32Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;
type Maker<T extends Kind> = { new (length: number): T; new (values: ArrayLike<number>): T };

/** Give the bytes that an element holds as base64, inflated; null where there is no such element. */
export async function inflated(id: string, format: CompressionFormat = "deflate"): Promise<ArrayBuffer | null> {
  const holder = document.getElementById(id);
  if (holder === null) return null;
  const bytes = fromBase64((holder.textContent ?? "").trim());
  holder.remove(); // the text of half a million nodes is not needed twice
  return unpacked(bytes, format);
}

const STRETCH = 1 << 20; // compressed bytes that are inflated in one go; between two the page answers its reader

/** Inflate bytes. (A Blob's stream would go through another process, and a Response through a task of its own.) */
export async function unpacked(bytes: Uint8Array<ArrayBuffer>, format: CompressionFormat): Promise<ArrayBuffer> {
  const { readable, writable } = new DecompressionStream(format);
  feed(writable.getWriter(), bytes).catch(() => null); // the reader is told too
  const reader = readable.getReader();
  const parts: Uint8Array[] = [];
  for (let step = await reader.read(); !step.done; step = await reader.read()) parts.push(step.value);
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  for (let at = 0, place = 0; at < parts.length; place += parts[at++]!.length) whole.set(parts[at]!, place);
  return whole.buffer;
}

async function feed(writer: WritableStreamDefaultWriter<BufferSource>, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  for (let at = 0; at < bytes.length; at += STRETCH) {
    if (at > 0) await new Promise((done) => setTimeout(done));
    await writer.write(bytes.subarray(at, at + STRETCH));
  }
  await writer.close();
}

/** Decode base64, by the browser itself where it can. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const native = (Uint8Array as unknown as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }).fromBase64;
  if (native !== undefined) return native.call(Uint8Array, text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** Columns by name. */
export class Container {
  readonly meta: unknown;
  readonly #buffer: ArrayBuffer;
  readonly #start: number;
  readonly #columns: Readonly<Record<string, Column>>;

  constructor(buffer: ArrayBuffer) {
    const length = new DataView(buffer).getUint32(0, true);
    const header = JSON.parse(new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(buffer, 4, length)));
    this.meta = header.meta;
    this.#columns = header.columns;
    this.#buffer = buffer;
    this.#start = 4 + length;
  }

  u8(name: string, count: number): Uint8Array {
    return this.#as(name, count, Uint8Array);
  }

  u16(name: string, count: number): Uint16Array {
    return this.#as(name, count, Uint16Array);
  }

  u32(name: string, count: number): Uint32Array {
    return this.#as(name, count, Uint32Array);
  }

  i32(name: string, count: number): Int32Array {
    return this.#as(name, count, Int32Array);
  }

  f32(name: string, count: number): Float32Array {
    return this.#as(name, count, Float32Array);
  }

  f64(name: string, count: number): Float64Array {
    return this.#as(name, count, Float64Array);
  }

  /** Bytes that other columns point into. */
  blob(name: string): Uint8Array {
    return this.u8(`${name}.blob`, 0);
  }

  lists(name: string, count: number): Lists {
    const starts = sums(this.u32(`${name}.lengths`, count));
    return { starts, values: this.u32(`${name}.values`, 0) };
  }

  strings(name: string, count: number): Strings {
    const hex = this.u8(`${name}.hex`, 0);
    if (hex.length > 0) return new Hashes(hex);
    return new Texts(this.blob(name), sums(this.u32(`${name}.lengths`, count)));
  }

  #as<T extends Kind>(name: string, count: number, Wanted: Maker<T>): T {
    const column = Object.hasOwn(this.#columns, name) ? this.#columns[name] : undefined;
    if (column === undefined) return new Wanted(count);
    const stored = new KINDS[column.kind](this.#buffer, this.#start + column.at, column.count);
    if (column.rising === true) return running(stored, new Wanted(column.count));
    if (column.scale !== undefined) return scaled(stored, column.low ?? 0, column.scale, new Wanted(column.count));
    return stored instanceof Wanted ? stored : new Wanted(stored);
  }
}

function running<T extends Kind>(steps: Kind, into: T): T {
  let sum = 0;
  for (let at = 0; at < steps.length; at++) into[at] = sum += steps[at]!;
  return into;
}

function scaled<T extends Kind>(steps: Kind, low: number, scale: number, into: T): T {
  for (let at = 0; at < steps.length; at++) into[at] = low + steps[at]! * scale;
  return into;
}

/** Give where each begins from how long each is, and at the end where the last one ends. */
export function sums(lengths: ArrayLike<number>): Uint32Array {
  const starts = new Uint32Array(lengths.length + 1);
  let sum = 0;
  for (let at = 0; at < lengths.length; at++) starts[at + 1] = sum += lengths[at]!;
  return starts;
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const ONE_BY_ONE = 256; // so many texts are decoded alone; who asks for more will ask for most

/** Texts that lie one after another in a blob. */
class Texts implements Strings {
  readonly length: number;
  readonly #blob: Uint8Array;
  readonly #starts: Uint32Array;
  #asked = 0;
  #whole = "";
  #units: Uint32Array | null = null;

  constructor(blob: Uint8Array, starts: Uint32Array) {
    this.#blob = blob;
    this.#starts = starts;
    this.length = starts.length - 1;
  }

  at(index: number): string {
    if (!(index >= 0 && index < this.length)) return "";
    if (this.#units === null && this.#asked++ < ONE_BY_ONE) {
      return utf8.decode(this.#blob.subarray(this.#starts[index], this.#starts[index + 1]));
    }
    this.#units ??= this.#decode();
    return this.#whole.slice(this.#units[index], this.#units[index + 1]);
  }

  /** Decode all at once, and find where each begins in UTF-16. */
  #decode(): Uint32Array {
    this.#whole = utf8.decode(this.#blob);
    if (this.#whole.length === this.#blob.length) return this.#starts;
    return utf16(this.#blob, this.#starts);
  }
}

/** Turn rising offsets of bytes in UTF-8 into those of code units in UTF-16. */
function utf16(blob: Uint8Array, bytes: Uint32Array): Uint32Array {
  const units = new Uint32Array(bytes.length);
  let at = 0;
  let count = 0;
  for (let index = 0; index < bytes.length; index++) {
    for (const end = bytes[index]!; at < end; at++) {
      const byte = blob[at]!;
      if (byte < 0x80 || byte >= 0xc0) count += byte >= 0xf0 ? 2 : 1;
    }
    units[index] = count;
  }
  return units;
}

/** Texts that lie anywhere in a blob, and may share parts of it. */
export class Slices implements Strings {
  readonly length: number;
  readonly #blob: Uint8Array;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;

  constructor(blob: Uint8Array, starts: Uint32Array, ends: Uint32Array) {
    this.#blob = blob;
    this.#starts = starts;
    this.#ends = ends;
    this.length = starts.length;
  }

  at(index: number): string {
    return utf8.decode(this.#blob.subarray(this.#starts[index] ?? 0, this.#ends[index] ?? 0));
  }
}

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const HASH = 8; // bytes

/** Content hashes: eight bytes each. */
class Hashes implements Strings {
  readonly length: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.length = bytes.length / HASH;
  }

  at(index: number): string {
    let digits = "";
    for (let at = index * HASH; at < (index + 1) * HASH; at++) digits += DIGITS[this.#bytes[at] ?? 0];
    return digits;
  }
}
