/** `grafana/dashboards/providers.json`: a row per provider, made from the provider list and the metric table. */
import { type ProviderName, providerNames } from "../../core/observation.ts";
import type { metricTable } from "../../telemetry/metrics.ts";

type MetricName = keyof typeof metricTable;

interface Curve {
  readonly metric: MetricName;
  readonly legend: string;
  /** Labels the curve is split by. */
  readonly by?: string;
}

interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly curves: readonly Curve[];
}

const panels: readonly Panel[] = [
  {
    title: "Requests",
    unit: "reqps",
    curves: [
      { metric: "ingest_requests_total", legend: "{{outcome}}", by: "outcome" },
      { metric: "ingest_retries_total", legend: "retries" },
    ],
  },
  {
    title: "Observations",
    unit: "short",
    curves: [
      { metric: "ingest_observations_received_total", legend: "received" },
      { metric: "ingest_observations_published_total", legend: "published" },
      { metric: "landing_observations_landed_total", legend: "landed" },
      { metric: "landing_revisions_total", legend: "revisions" },
    ],
  },
  {
    title: "Trouble",
    unit: "short",
    curves: [
      { metric: "ingest_errors_total", legend: "{{stage}} {{code}}", by: "stage, code" },
      { metric: "ingest_quarantined_total", legend: "quarantined" },
      { metric: "landing_unreadable_total", legend: "unreadable" },
    ],
  },
];

/** Grafana's grid is 24 columns wide. */
const columns = 24;
const panelRows = 8;

export function describeProvidersDashboard(): object {
  return {
    uid: "aurum-providers",
    title: "Providers",
    tags: ["aurum"],
    schemaVersion: 39,
    time: { from: "now-15m", to: "now" },
    refresh: "5s",
    panels: providerNames.flatMap(describeRow),
  };
}

function describeRow(provider: ProviderName, place: number): object[] {
  const top = place * (panelRows + 1);
  const id = place * 100 + 1;
  const width = columns / panels.length;
  return [
    {
      id,
      type: "row",
      title: provider,
      collapsed: false,
      panels: [],
      gridPos: { x: 0, y: top, w: columns, h: 1 },
    },
    ...panels.map(({ title, unit, curves }, index) => ({
      id: id + index + 1,
      type: "timeseries",
      title: `${provider}: ${title}`,
      datasource: { type: "prometheus", uid: "prometheus" },
      gridPos: { x: index * width, y: top + 1, w: width, h: panelRows },
      fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
      targets: curves.map(({ metric, legend, by }, curve) => ({
        refId: String.fromCharCode(65 + curve),
        expr: `sum${by === undefined ? "" : ` by (${by})`} (rate(${metric}{provider="${provider}"}[1m]))`,
        legendFormat: legend,
      })),
    })),
  ];
}
