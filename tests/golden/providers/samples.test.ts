/** Every recording in `samples/` goes through the real connectors; adding files adds tests. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { providerNames } from "../../../services/core/observation.ts";
import { readSample } from "./read-sample.ts";

const directory = path.join(import.meta.dirname, "samples");
const companions = [".asked.json", ".read.json"];

describe.each(providerNames)("recorded %s answers", (provider) => {
  const files = readdirSync(path.join(directory, provider));
  const recordings = files.filter((file) => !companions.some((suffix) => file.endsWith(suffix)));

  it("are there", () => {
    expect(recordings).not.toEqual([]);
  });

  it.each(recordings)("%s is read as its companion says", async (file) => {
    const at = path.join(directory, provider, file);
    expect(existsSync(`${at}.asked.json`), `${file}.asked.json says what was asked`).toBe(true);
    const read = await readSample(directory, provider, file);
    await expect(`${JSON.stringify(read, null, 2)}\n`).toMatchFileSnapshot(`${at}.read.json`);
  });

  it("have no companion without a recording", () => {
    const lonely = files.filter((file) =>
      companions.some(
        (suffix) => file.endsWith(suffix) && !recordings.includes(file.slice(0, -suffix.length)),
      ),
    );
    expect(lonely).toEqual([]);
  });
});
