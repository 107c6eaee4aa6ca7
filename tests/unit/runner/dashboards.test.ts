import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { providerNames } from "../../../services/core/observation.ts";
import { metricTable } from "../../../services/telemetry/metrics.ts";

interface Dashboard {
  readonly uid: string;
  readonly panels: readonly {
    readonly id: number;
    readonly type: string;
    readonly title: string;
    readonly gridPos: { readonly x: number; readonly w: number };
    readonly targets?: readonly { readonly expr: string }[];
  }[];
}

const directory = "grafana/dashboards";
const files = readdirSync(directory).filter((file) => file.endsWith(".json"));

describe.each(files)("the dashboard %s", (file) => {
  // Proof for the cast: Grafana's own format, as far as it is read here.
  const { uid, panels } = JSON.parse(readFileSync(`${directory}/${file}`, "utf8")) as Dashboard;
  const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

  it("asks for metrics of the table alone, with labels they have", () => {
    expect(expressions.length).toBeGreaterThan(0);
    for (const expression of expressions) {
      const [, name = "", labels = ""] = /\b([a-z]+(?:_[a-z]+)+)\{([^}]*)\}/.exec(expression) ?? [];
      expect(Object.keys(metricTable), expression).toContain(name);
      const known: readonly string[] = metricTable[name as keyof typeof metricTable].labels;
      const by = /by \(([^)]*)\)/.exec(expression)?.[1]?.split(", ") ?? [];
      const asked = [...labels.matchAll(/(\w+)=/g)].map(([, label = ""]) => label);
      for (const label of [...by, ...asked]) expect(known, expression).toContain(label);
    }
  });

  it("has an address of its own, and panels with ids of their own that fit on the page", () => {
    expect(uid).not.toBe("");
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  });
});

it("the providers' dashboard has a row for each provider", () => {
  const { panels } = JSON.parse(readFileSync(`${directory}/providers.json`, "utf8")) as Dashboard;
  const rows = panels.filter(({ type }) => type === "row").map(({ title }) => title);
  expect(rows).toEqual(providerNames);
});
