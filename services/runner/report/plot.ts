/** Plots over a run's time as SVG, in the colours of the page they stand on. */
import type { Timeline, TimelinePoint } from "../timeline.ts";
import { escapeXml } from "./junit.ts";

export interface Series {
  readonly name: string;
  readonly colour: string;
  readonly value: (point: TimelinePoint) => number;
}

export interface Plot {
  readonly timeline: Timeline;
  /** What the vertical axis counts. */
  readonly unit: string;
  /** Bars show an amount of each step, none included; lines a level at the steps in which something landed. */
  readonly shape: "bars" | "lines";
  readonly series: readonly Series[];
}

const width = 1000;
const height = 240;
const margin = { left: 64, right: 16, top: 14, bottom: 30 };
const ticksMax = 8;

export function renderPlot({ timeline, unit, shape, series }: Plot): string {
  const points =
    shape === "bars" ? timeline.points : timeline.points.filter(({ records }) => records > 0);
  if (!timeline.points.some(({ records }) => records > 0)) {
    return `<p class="faint">Nothing landed.</p>`;
  }
  const top = roundUp(Math.max(1, ...series.flatMap(({ value }) => points.map(value))));
  const lastMs = (timeline.points.at(-1)?.atMs ?? 0) + timeline.binMs;
  const area: Area = {
    x: (atMs) => margin.left + (atMs / lastMs) * (width - margin.left - margin.right),
    y: (value) => height - margin.bottom - (value / top) * (height - margin.top - margin.bottom),
  };
  const drawn = series.map((one) =>
    shape === "bars" ? bars(one, points, timeline.binMs, area) : line(one, points, timeline, area),
  );
  const names = series
    .map(({ name, colour }) => `<span style="color:${colour}">■</span> ${escapeXml(name)}`)
    .join("&ensp;");
  return `<figure><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(unit)} over the run">${grid(top, area)}${ticks(lastMs, area)}${drawn.join("")}</svg><figcaption>${series.length > 1 ? `${names}&ensp;` : ""}${escapeXml(unit)}, in steps of ${timeline.binMs} ms since the first request</figcaption></figure>`;
}

/** From milliseconds and values to places in the picture. */
interface Area {
  readonly x: (atMs: number) => number;
  readonly y: (value: number) => number;
}

function bars(
  { colour, value }: Series,
  points: readonly TimelinePoint[],
  binMs: number,
  { x, y }: Area,
): string {
  return points
    .filter((point) => value(point) > 0)
    .map((point) => {
      const [left, right] = [x(point.atMs) + 1, x(point.atMs + binMs) - 1];
      const highest = y(value(point));
      return `<rect x="${left.toFixed(1)}" width="${Math.max(1, right - left).toFixed(1)}" y="${highest.toFixed(1)}" height="${(y(0) - highest).toFixed(1)}" fill="${colour}"/>`;
    })
    .join("");
}

function line(
  { colour, value }: Series,
  points: readonly TimelinePoint[],
  { binMs }: Timeline,
  { x, y }: Area,
): string {
  const places = points.map(
    (point) => [x(point.atMs + binMs / 2).toFixed(1), y(value(point)).toFixed(1)] as const,
  );
  const dots = places.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="2.5" fill="${colour}"/>`);
  const path = places.map((place) => place.join(",")).join(" ");
  return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round"/>${dots.join("")}`;
}

function grid(top: number, { y }: Area): string {
  return [0, 0.25, 0.5, 0.75, 1]
    .map((share) => {
      const level = y(top * share);
      const label = (top * share).toLocaleString("en-US", { maximumFractionDigits: 1 });
      return `<line x1="${margin.left}" x2="${width - margin.right}" y1="${level.toFixed(1)}" y2="${level.toFixed(1)}" stroke="var(--line)"/><text x="${margin.left - 8}" y="${(level + 4).toFixed(1)}" text-anchor="end">${label}</text>`;
    })
    .join("");
}

function ticks(lastMs: number, { x }: Area): string {
  const stepMs = roundUp(lastMs / ticksMax, [1, 2, 5, 10]);
  const digits = stepMs % 1000 === 0 ? 0 : stepMs % 100 === 0 ? 1 : 2;
  let drawn = "";
  for (let atMs = 0; atMs <= lastMs; atMs += stepMs) {
    drawn += `<text x="${x(atMs).toFixed(1)}" y="${height - 10}" text-anchor="middle">${(atMs / 1000).toFixed(digits)} s</text>`;
  }
  return drawn;
}

/** The next number above that is one of the steps times a power of ten. */
function roundUp(value: number, steps = [1, 2, 4, 5, 8, 10]): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = steps.find((candidate) => candidate * power >= value) ?? 10;
  return step * power;
}
