"""Loads the mock providers with Locust, as their users do.

    locust -f perf/locustfile.py --headless --users 20 --spawn-rate 10 --run-time 30s

Each user works on one provider with the weighted mix of real calls in perf/calls.json, plain pages and health checks
beside it. CAISO_BASE_URL, EIA_BASE_URL … move them; the defaults are the ports of `sandbox-runner mocks`, and PROVIDERS
(default caiso,eia,fred) chooses. Answers of 429 come from a provider's own throttle, of 403 from EIA that suspended a key
which went on asking; they are not failures.
The process ends with code 1 when more than 1 % of the requests fail or the 95th percentile is above P95_MS.
"""

import json
import logging
import os
import pathlib
import random

from locust import HttpUser, constant, events, task

P95_MS = float(os.environ.get("P95_MS", "200"))
FAILURE_RATIO_MAX = 0.01
PORTS = {"caiso": 8001, "eia": 8002, "fred": 8003, "noaa": 8004, "worldbank": 8005}
CALLS = json.loads(pathlib.Path(__file__).with_name("calls.json").read_text())


class MockUser(HttpUser):
    """What every provider's users have in common."""

    abstract = True
    wait_time = constant(0.05)
    calls = []

    @task(2)
    def page(self):
        series = 1 + (id(self) + self.environment.stats.total.num_requests) % 50
        with self.client.get(f"/data/mock_series_{series}", name="/data/{series}", catch_response=True) as answer:
            points = answer.json().get("points", []) if answer.status_code == 200 else []
            if len(points) != 1000:
                answer.failure(f"expected 1000 points, got {len(points)} with status {answer.status_code}")

    @task(1)
    def health(self):
        self.client.get("/health")

    @task(1)
    def catalogue(self):
        self.client.get("/catalog")

    @task(6)
    def real(self):
        call = random.choices(self.calls, [call["weight"] for call in self.calls])[0]
        headers = call.get("headers", {})
        with self.client.get(call["path"], name=call["name"], headers=headers, catch_response=True) as answer:
            if answer.status_code in (403, 429) or (answer.status_code == 200 and len(answer.content) > 100):
                answer.success()
            else:
                answer.failure(f"expected data, got {len(answer.content)} bytes with status {answer.status_code}")


def user_class(provider):
    """The user of one provider, named as Locust's command line shows and takes it."""
    address = os.environ.get(f"{provider.upper()}_BASE_URL", f"http://127.0.0.1:{PORTS[provider]}")
    return type(f"{provider.capitalize()}User", (MockUser,), {"host": address, "calls": CALLS[provider]})


for name in os.environ.get("PROVIDERS", "caiso,eia,fred").split(","):
    globals()[f"{name.capitalize()}User"] = user_class(name)


@events.quitting.add_listener
def judge(environment, **_):
    """Turns the statistics into an exit code, so that a pipeline can stop on it."""
    total = environment.stats.total
    p95 = total.get_response_time_percentile(0.95) or 0
    if total.num_requests == 0:
        logging.error("no request was made")
        environment.process_exit_code = 1
    elif total.fail_ratio > FAILURE_RATIO_MAX:
        logging.error("%.2f %% of the requests failed, at most %.0f %% may", total.fail_ratio * 100, FAILURE_RATIO_MAX * 100)
        environment.process_exit_code = 1
    elif p95 > P95_MS:
        logging.error("the 95th percentile is %.0f ms, at most %.0f ms are allowed", p95, P95_MS)
        environment.process_exit_code = 1
