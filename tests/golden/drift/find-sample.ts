/** The recorded answers beside the golden tests; their READMEs name where each comes from. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { MockName } from "../../../mock-providers/provider-table.ts";

/** Samples of the mocks stand beside their golden tests, those the pipeline reads beside the parsers'. */
function directoriesOf(provider: MockName): string[] {
  return [`../mock-${provider}/samples/`, `../providers/samples/${provider}/`].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  );
}

export function readSample(provider: MockName, name: string): Buffer {
  const directory = directoriesOf(provider).find((place) => existsSync(place + name));
  if (directory === undefined) throw new Error(`There is no sample "${name}" of ${provider}`);
  return readFileSync(directory + name);
}

/** Every sample of a provider, READMEs left out. */
export function listSamples(provider: MockName): string[] {
  const names = directoriesOf(provider)
    .filter((place) => existsSync(place))
    .flatMap((place) => readdirSync(place, { recursive: true, encoding: "utf8" }));
  return [...new Set(names)]
    .filter(
      (name) => /\.(json|xml|csv|zip|html|txt)$/.test(name) && !/\.(asked|read)\.json$/.test(name),
    )
    .sort();
}
