/**
 * Loads the mock providers as their users do: a weighted mix of real calls (perf/calls.json) on every provider
 * named, with a 1,000-point page of a plain series and a health check beside it as yardsticks.
 *   k6 run perf/k6/sandbox_test.js            against the default ports of `sandbox-runner mocks`
 *   PROVIDERS   comma list (default caiso,eia,fred); CAISO_BASE_URL, EIA_BASE_URL … move them
 * A provider's own throttle answers 429 to whoever asks its real API too often, and EIA suspends a key that goes on
 * asking (403); that is right, not an error.
 */
import { check, group } from "k6";
import http from "k6/http";
import { Counter } from "k6/metrics";
import { options } from "./options.js";

export { options };

const defaultPorts = { caiso: 8001, eia: 8002, fred: 8003, noaa: 8004, worldbank: 8005 };
const calls = JSON.parse(open("../calls.json"));

const providers = (__ENV.PROVIDERS || "caiso,eia,fred").split(",").map((name) => ({
  name,
  base: __ENV[`${name.toUpperCase()}_BASE_URL`] || `http://127.0.0.1:${defaultPorts[name]}`,
  // Each call as often as its weight says, so that a round through the list is the mix.
  mix: calls[name].flatMap((call) => Array.from({ length: call.weight }, () => call)),
}));

const throttled = new Counter("provider_throttled");
http.setResponseCallback(http.expectedStatuses(200, 403, 429));

const isThrottled = (status) => status === 429 || status === 403;

export default function () {
  for (const { name, base, mix } of providers) {
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

      const call = mix[(__ITER * 7 + __VU) % mix.length];
      const real = http.get(base + call.path, {
        headers: call.headers || {},
        tags: { kind: "real", provider: name, name: call.name },
      });
      check(real, {
        "the provider's API answers with data or throttles": (answer) =>
          isThrottled(answer.status) || (answer.status === 200 && answer.body.length > 100),
      });
      if (isThrottled(real.status)) throttled.add(1, { provider: name });
    });
  }
}
