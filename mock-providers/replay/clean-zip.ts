/** Secrets inside zip members: compressed, they pass every search for them. */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { unzipSync, zipSync } from "fflate";
import type { SecretRemover } from "../kit/secrets.ts";

/** Larger archives are left as they are; so is what pretends to be one. */
const archiveBytesMax = 64 * 1_048_576;
const unpackedBytesMax = 4 * archiveBytesMax;

/** Writes the archive again when a member holds a secret; otherwise its bytes stay the provider's own. */
export function cleanZip(file: string, remover: SecretRemover): void {
  const { size } = statSync(file);
  if (size < 4 || size > archiveBytesMax) return;
  const bytes = readFileSync(file);
  if (bytes.readUInt32LE(0) !== 0x04034b50) return;
  const members = unzip(bytes);
  let changed = false;
  for (const [name, content] of Object.entries(members)) {
    const text = Buffer.from(content).toString("latin1");
    const cleaned = remover.clean(text);
    if (cleaned === text) continue;
    members[name] = Buffer.from(cleaned, "latin1");
    changed = true;
  }
  // With one date for all, so that the same answer is the same archive again.
  if (changed) writeFileSync(file, zipSync(members, { mtime: new Date(1980, 0, 1) }));
}

function unzip(bytes: Buffer): Record<string, Uint8Array> {
  let total = 0;
  try {
    const members = unzipSync(bytes, {
      // A small archive may claim to hold more than memory should.
      filter: ({ originalSize }) => (total += originalSize) <= unpackedBytesMax,
    });
    return total <= unpackedBytesMax ? members : {};
  } catch {
    // Half an archive is kept as what it is.
    return {};
  }
}
