/** The Aurum API as far as runs go: list, verdict, report, and the newest report at `/`. */
import type { Express } from "express";
import type { createRunStore } from "./run-store.ts";

const noRuns = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Aurum sandbox</title>
<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 4rem auto; padding: 0 1rem">
<h1>No finished run yet</h1><p>When a run ends, its report appears here. Start one with
<code>npx sandbox-runner --providers caiso,eia</code>.</p></body></html>`;

export function addRunRoutes(app: Express, store: ReturnType<typeof createRunStore>): void {
  app.get("/", async (_request, response) => {
    const newest = (await store.list())[0];
    const report = newest === undefined ? undefined : await store.report(newest.runId);
    response.type("html").send(report ?? noRuns);
  });
  app.get("/api/v1/runs", async (_request, response) => {
    response.json({ runs: await store.list() });
  });
  app.get("/api/v1/runs/:runId", async (request, response) => {
    const verdict = await store.verdict(request.params.runId);
    if (verdict === undefined) response.status(404).json(unknownRun(request.params.runId));
    else response.json(verdict);
  });
  app.get("/api/v1/runs/:runId/report", async (request, response) => {
    const report = await store.report(request.params.runId);
    if (report === undefined) response.status(404).json(unknownRun(request.params.runId));
    else response.type("html").send(report);
  });
}

function unknownRun(runId: string): { error: string } {
  return { error: `There is no finished run "${runId}"; /api/v1/runs lists those there are` };
}
