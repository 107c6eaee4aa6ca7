/**
 * Noise with random access: the value at any index is a pure function of a seed, so no state has
 * to be replayed to reach it. Only integer multiplication, addition and division are used; Math.sin,
 * Math.exp and their kin may differ in the last bit between engines and stay out.
 */

/** Mixes a seed and two integers (taken modulo 2^32) into 32 well-spread bits. */
export function hash32(seed: number, a: number, b = 0): number {
  let mixed = Math.imul((seed | 0) ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15) ^ (a | 0), 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 13) ^ (b | 0), 0x27d4eb2f);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A seed of its own for everything that has a name (a series, a node, a purpose). */
export function seedOf(seed: number, name: string): number {
  let hash = hash32(seed, name.length);
  for (let at = 0; at < name.length; at++) hash = hash32(hash, name.charCodeAt(at));
  return hash;
}

/** Evenly spread over [0, 1). */
export function uniform(seed: number, a: number, b = 0): number {
  return hash32(seed, a, b) / 0x1_0000_0000;
}

/** Mean 0, standard deviation 1, within ±3.5: the sum of four even 16-bit numbers. */
export function normal(seed: number, a: number, b = 0): number {
  const first = hash32(seed, a, b);
  const second = hash32(first, a, b);
  const sum = (first & 0xffff) + (first >>> 16) + (second & 0xffff) + (second >>> 16);
  // Four even numbers on [0, 65536) have mean 131070 together and standard deviation 65536/√3.
  return (sum - 131_070) * (1.7320508075688772 / 65_536);
}

/**
 * Smooth noise within [−1, 1]: random heights at whole `x`, eased in between. One unit of `x` is about
 * half a wave, so divide an index by the wanted half wavelength. `x` within ±2^31.
 */
export function valueNoise(seed: number, x: number): number {
  const left = Math.floor(x);
  const part = x - left;
  const eased = part * part * (3 - 2 * part);
  const from = uniform(seed, left);
  return (from + (uniform(seed, left + 1) - from) * eased) * 2 - 1;
}

/** sin(2π · turns) to within 0.0011, the same bits everywhere: seasons and days are made of it. */
export function wave(turns: number): number {
  const part = turns - Math.floor(turns);
  const x = part < 0.5 ? part * 2 : part * 2 - 2;
  const parabola = 4 * x * (1 - Math.abs(x));
  return parabola * (0.775 + 0.225 * Math.abs(parabola));
}

/** Rounds half up to `decimals` places; gives 0 rather than −0. */
export function roundTo(value: number, decimals: number): number {
  const factor = powersOfTen[decimals] ?? 10 ** decimals;
  return Math.floor(value * factor + 0.5) / factor + 0;
}

const powersOfTen = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
