/**
 * Load and limits of the k6 test, apart from what it does.
 *   DURATION    how long to run, e.g. 30s (default 10s); ignored when ITERATIONS is set
 *   VUS         how many clients at once (default 2)
 *   ITERATIONS  how many rounds over all clients; empty: run for DURATION
 *   PAGE_P95_MS, SMALL_P95_MS   95th percentile allowed, in milliseconds (default 10, as in docs/performance.md)
 */
const vus = Number(__ENV.VUS || 2);

const load = __ENV.ITERATIONS
  ? {
      executor: "shared-iterations",
      vus,
      iterations: Number(__ENV.ITERATIONS),
      maxDuration: __ENV.DURATION || "10m",
    }
  : { executor: "constant-vus", vus, duration: __ENV.DURATION || "10s" };

export const options = {
  scenarios: { mocks: load },
  thresholds: {
    "http_req_duration{kind:page}": [`p(95)<${__ENV.PAGE_P95_MS || 10}`],
    "http_req_duration{kind:small}": [`p(95)<${__ENV.SMALL_P95_MS || 10}`],
    http_req_failed: ["rate<0.01"],
    checks: ["rate>0.99"],
  },
  summaryTrendStats: ["med", "p(95)", "p(99)", "max"],
};
