/** The verdict as JUnit XML: one suite per provider, one case per kind of trouble, for CI systems to show. */
import type { ProviderVerdict, Verdict } from "../verdict.ts";

const checks = {
  "nothing was lost": (counts: ProviderVerdict) => counts.lost,
  "nothing was duplicated": (counts: ProviderVerdict) => counts.duplicated,
  "nothing was altered": (counts: ProviderVerdict) => counts.altered,
  "nothing was invented": (counts: ProviderVerdict) => counts.phantom,
  "nothing was wrongly quarantined": (counts: ProviderVerdict) => counts.wronglyQuarantined,
  "nothing spoilt landed": (counts: ProviderVerdict) => counts.wronglyLanded,
  "every fetch job finished": (counts: ProviderVerdict) => counts.failedUnits - counts.excusedUnits,
  "something was served": (counts: ProviderVerdict) => (counts.served > 0 ? 0 : 1),
};

export function renderJunit(verdict: Verdict): string {
  const time = (verdict.durationMs / 1000).toFixed(3);
  const suites = Object.entries(verdict.providers).map(([provider, counts]) => {
    // Proof for the cast: both are keyed by the providers of the run.
    const stream = verdict.stream?.providers[provider as keyof Verdict["providers"]];
    const wrongs = Object.entries(checks).map(([name, amount]) => [name, amount(counts)] as const);
    if (stream !== undefined) wrongs.push(["nothing published was missed", stream.missing]);
    const cases = wrongs.map(([name, wrong]) => {
      const open = `    <testcase classname="sandbox.${provider}" name="${escapeXml(name)}"`;
      if (wrong === 0) return `${open}/>`;
      return `${open}>\n      <failure message="${escapeXml(`${wrong} observations or jobs`)}">${escapeXml(examples(verdict, provider))}</failure>\n    </testcase>`;
    });
    const failures = cases.filter((text) => text.includes("<failure")).length;
    return `  <testsuite name="${provider}" tests="${cases.length}" failures="${failures}" time="${time}">\n${cases.join("\n")}\n  </testsuite>`;
  });
  const general = verdict.reasons.filter(
    (reason) => !Object.keys(verdict.providers).some((name) => reason.startsWith(`${name}:`)),
  );
  const run =
    `    <testcase classname="sandbox.run" name="the run came to its end"` +
    (general.length === 0
      ? "/>"
      : `>\n      <failure message="${escapeXml(general.join("; "))}"/>\n    </testcase>`);
  suites.push(
    `  <testsuite name="run" tests="1" failures="${general.length === 0 ? 0 : 1}" time="${time}">\n${run}\n  </testsuite>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escapeXml(verdict.runId)}" time="${time}">\n${suites.join("\n")}\n</testsuites>\n`;
}

function examples(verdict: Verdict, provider: string): string {
  return verdict.differences.listed
    .filter((difference) => difference.provider === provider)
    .slice(0, 20)
    .map((difference) => JSON.stringify(difference))
    .join("\n");
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
