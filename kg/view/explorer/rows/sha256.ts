// SHA-256 of short texts (FIPS 180-4), at once and everywhere: names of passages and chains of voices are made from it.

const SHA_PRIMES = firstPrimes(64);
const SHA_START = SHA_PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const SHA_ROUNDS = SHA_PRIMES.map((prime) => fraction(Math.cbrt(prime)));
const KEY_DIGITS = 16; // as kg/model.py has it

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let number = 2; found.length < count; number++) if (found.every((prime) => number % prime)) found.push(number);
  return found;
}

/** The first 32 bits of a root's fraction. */
function fraction(root: number): number {
  return ((root - Math.floor(root)) * 2 ** 32) | 0;
}

function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** Hash parts into a short identifier, as kg/model.py's content_key does. */
export function contentKey(...parts: readonly string[]): string {
  return sha256(new TextEncoder().encode(parts.join("\x1f"))).slice(0, KEY_DIGITS);
}

export function sha256(bytes: Uint8Array): string {
  const length = (Math.floor((bytes.length + 8) / 64) + 1) * 64;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(length - 4, bytes.length * 8);
  const state = Int32Array.from(SHA_START);
  const words = new Int32Array(64);
  for (let at = 0; at < length; at += 64) {
    for (let word = 0; word < 16; word++) words[word] = view.getInt32(at + word * 4);
    shaBlock(state, words);
  }
  return [...state].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

function shaBlock(state: Int32Array, words: Int32Array): void {
  for (let at = 16; at < 64; at++) {
    const [near, far] = [words[at - 15]!, words[at - 2]!];
    const one = turned(near, 7) ^ turned(near, 18) ^ (near >>> 3);
    const two = turned(far, 17) ^ turned(far, 19) ^ (far >>> 10);
    words[at] = words[at - 16]! + one + words[at - 7]! + two;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let at = 0; at < 64; at++) {
    const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + SHA_ROUNDS[at]! + words[at]!) | 0;
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => (state[at]! += word));
}
