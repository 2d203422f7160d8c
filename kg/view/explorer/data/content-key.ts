/** The content hash that names things in the graph, the same as `kg.model.content_key`: 16 digits of a SHA-256. */

const KEY_DIGITS = 16;
const PRIMES = firstPrimes(64);
const ROUNDS = Uint32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const ENCODER = new TextEncoder();
const WORDS = new Uint32Array(64); // of the block in hand
const INITIAL = Uint32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

/** Hash parts into a short identifier. (The browser's own digest is not there on file:// everywhere, and answers later.) */
export function contentKey(...parts: readonly string[]): string {
  const state = INITIAL.slice();
  const bytes = padded(ENCODER.encode(parts.join("\x1f")));
  const view = new DataView(bytes.buffer);
  for (let block = 0; block < bytes.length; block += 64) compress(state, view, block);
  return [...state].map((word) => word.toString(16).padStart(8, "0")).join("").slice(0, KEY_DIGITS);
}

function padded(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  bytes.set(message);
  bytes[message.length] = 0x80;
  new DataView(bytes.buffer).setUint32(bytes.length - 4, message.length * 8);
  return bytes;
}

function compress(state: Uint32Array, view: DataView, block: number): void {
  const words = WORDS;
  for (let at = 0; at < 16; at++) words[at] = view.getUint32(block + 4 * at);
  for (let at = 16; at < 64; at++) {
    const early = words[at - 15]!;
    const late = words[at - 2]!;
    words[at] = words[at - 16]! + (turned(early, 7) ^ turned(early, 18) ^ (early >>> 3)) + words[at - 7]! + (turned(late, 17) ^ turned(late, 19) ^ (late >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let at = 0; at < 64; at++) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[at]! + words[at]!) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => (state[at]! += word));
}

function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** The first 32 bits of a number's fraction. */
function fraction(number: number): number {
  return (number - Math.floor(number)) * 2 ** 32;
}

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let number = 2; primes.length < count; number++) if (primes.every((prime) => number % prime)) primes.push(number);
  return primes;
}
