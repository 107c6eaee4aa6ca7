"""Loads the mock providers with Locust.

    locust -f perf/locustfile.py --headless --users 20 --spawn-rate 10 --run-time 30s

Each user works on one provider. CAISO_BASE_URL, EIA_BASE_URL and FRED_BASE_URL move them; the defaults are
the ports of `sandbox-runner mocks`. Answers of 429 come from a provider's own throttle and are not failures.
The process ends with code 1 when more than 1 % of the requests fail or the 95th percentile is above P95_MS.
"""

import logging
import os

from locust import HttpUser, constant, events, task

P95_MS = float(os.environ.get("P95_MS", "200"))
FAILURE_RATIO_MAX = 0.01


class MockUser(HttpUser):
    """What every provider's users have in common."""

    abstract = True
    wait_time = constant(0.05)
    real_call = ""

    @task(5)
    def page(self):
        series = 1 + (id(self) + self.environment.stats.total.num_requests) % 50
        with self.client.get(f"/data/mock_series_{series}", name="/data/{series}", catch_response=True) as answer:
            points = answer.json().get("points", []) if answer.status_code == 200 else []
            if len(points) != 1000:
                answer.failure(f"expected 1000 points, got {len(points)} with status {answer.status_code}")

    @task(3)
    def health(self):
        self.client.get("/health")

    @task(1)
    def catalogue(self):
        self.client.get("/catalog")

    @task(1)
    def real(self):
        with self.client.get(self.real_call, name="provider API", catch_response=True) as answer:
            if answer.status_code in (200, 429):
                answer.success()


class CaisoUser(MockUser):
    host = os.environ.get("CAISO_BASE_URL", "http://127.0.0.1:8001")
    real_call = (
        "/oasisapi/SingleZip?resultformat=6&queryname=PRC_LMP&version=12&market_run_id=DAM"
        "&node=TH_NP15_GEN-APND&startdatetime=20260301T08:00-0000&enddatetime=20260302T08:00-0000"
    )


class EiaUser(MockUser):
    host = os.environ.get("EIA_BASE_URL", "http://127.0.0.1:8002")
    real_call = (
        "/v2/electricity/rto/region-data/data/?api_key=sandbox_key&frequency=hourly&data[0]=value"
        "&facets[respondent][]=CISO&start=2026-03-01T00&end=2026-03-02T00&length=5000"
    )


class FredUser(MockUser):
    host = os.environ.get("FRED_BASE_URL", "http://127.0.0.1:8003")
    real_call = "/fred/series/observations?series_id=GDP&api_key=sandbox_key&file_type=json"


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
