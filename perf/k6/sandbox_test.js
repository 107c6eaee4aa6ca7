/**
 * Loads the mock providers: 1,000-point pages, catalogues and health, on every provider named.
 *   k6 run perf/k6/sandbox_test.js            against the default ports of `sandbox-runner mocks`
 *   PROVIDERS   comma list (default caiso,eia,fred); CAISO_BASE_URL, EIA_BASE_URL, FRED_BASE_URL move them
 * A provider's own throttle answers 429 to whoever asks its real API too often; that is right, not an error.
 */
import { check, group } from "k6";
import http from "k6/http";
import { Counter } from "k6/metrics";
import { options } from "./options.js";

export { options };

const defaults = {
  caiso: "http://127.0.0.1:8001",
  eia: "http://127.0.0.1:8002",
  fred: "http://127.0.0.1:8003",
};

const realCalls = {
  caiso:
    "/oasisapi/SingleZip?resultformat=6&queryname=PRC_LMP&version=12&market_run_id=DAM&node=TH_NP15_GEN-APND&startdatetime=20260301T08:00-0000&enddatetime=20260302T08:00-0000",
  eia: "/v2/electricity/rto/region-data/data/?api_key=sandbox_key&frequency=hourly&data[0]=value&facets[respondent][]=CISO&start=2026-03-01T00&end=2026-03-02T00&length=5000",
  fred: "/fred/series/observations?series_id=GDP&api_key=sandbox_key&file_type=json",
};

const providers = (__ENV.PROVIDERS || "caiso,eia,fred").split(",").map((name) => ({
  name,
  base: __ENV[`${name.toUpperCase()}_BASE_URL`] || defaults[name],
}));

const throttled = new Counter("provider_throttled");
http.setResponseCallback(http.expectedStatuses(200, 429));

export default function () {
  for (const { name, base } of providers) {
    group(name, () => {
      const health = http.get(`${base}/health`, { tags: { kind: "small", provider: name } });
      check(health, {
        "health answers ok": (answer) => answer.status === 200 && answer.json("status") === "ok",
      });

      const series = 1 + (__ITER % 50);
      const page = http.get(`${base}/data/mock_series_${series}`, {
        tags: { kind: "page", provider: name, name: "/data/{series}" },
      });
      check(page, {
        "a page has 1,000 points": (answer) =>
          answer.status === 200 && answer.json("points.#") === 1000,
      });

      const real = http.get(`${base}${realCalls[name]}`, {
        tags: { kind: "real", provider: name, name: "provider API" },
      });
      check(real, {
        "the provider's API answers or throttles": (answer) =>
          answer.status === 200 || answer.status === 429,
      });
      if (real.status === 429) throttled.add(1, { provider: name });
    });
  }
}
