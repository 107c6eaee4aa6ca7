"""gridstatus against CAISO OASIS, Today's Outlook and the EIA API.

Its CAISO hosts are constants: requests and addresses of files are pointed at the mock, nothing else is touched.
"""

import sys

import requests

import client_calls
import gridstatus
import gridstatus.caiso.caiso as caiso_module

bases = client_calls.addresses()
hosts = ("http://oasis.caiso.com", "https://oasis.caiso.com")
original_get = requests.get


def get_from_mock(url, **options):
    for host in hosts:
        if url.startswith(host):
            url = bases["caiso"] + url[len(host) :]
    return original_get(url, **options)


requests.get = get_from_mock
caiso_module.CURRENT_BASE = bases["caiso"] + "/outlook/current"
caiso_module.HISTORY_BASE = bases["caiso"] + "/outlook/history"

caiso = gridstatus.CAISO()
eia = gridstatus.EIA(api_key="sandbox_key")
eia.BASE_URL = bases["eia"] + "/v2/"
stranger = gridstatus.EIA(api_key="0000_not_registered")
stranger.BASE_URL = eia.BASE_URL

# The client waits this long after a request, in seconds. The mock's clock runs fast enough to make it minutes.
pause = 0.05
day_ahead, fifteen, five = "DAY_AHEAD_HOURLY", "REAL_TIME_15_MIN", "REAL_TIME_5_MIN"


def lmp(date, market, **options):
    return caiso.get_lmp(date, market=market, sleep=pause, **options)


def parts_add_up():
    """The largest difference between a price and the sum of its parts."""
    frame = lmp("2026-04-01", five)
    parts = frame["Energy"] + frame["Congestion"] + frame["Loss"] + frame["GHG"]
    return float((frame["LMP"] - parts).abs().max())


def region_data(end):
    return eia.get_dataset("electricity/rto/region-data", "2026-03-01", end, n_workers=1)


def fuel_types():
    return eia.get_dataset(
        "electricity/rto/fuel-type-data",
        "2026-03-30",
        "2026-04-01",
        facets={"respondent": "CISO"},
    )


calls = {
    "lmp day-ahead": lambda: lmp("2026-04-01", day_ahead),
    "lmp 15 minutes": lambda: lmp("2026-04-01", fifteen),
    "lmp 5 minutes": lambda: lmp("2026-04-01", five),
    "lmp parts": parts_add_up,
    "lmp long day": lambda: lmp("2025-11-02", day_ahead, end="2025-11-03"),
    "lmp short day": lambda: lmp("2026-03-08", day_ahead, end="2026-03-09"),
    "lmp 40 days": lambda: lmp("2026-02-20", day_ahead, end="2026-04-01"),
    "lmp future": lambda: lmp("2026-12-24", day_ahead),
    "lmp all aggregate nodes": lambda: lmp("2026-04-01", day_ahead, locations="ALL_AP_NODES"),
    "load forecast day-ahead": lambda: caiso.get_load_forecast_day_ahead("2026-04-01", sleep=pause),
    "load forecast seven days": lambda: caiso.get_load_forecast_seven_day_ahead("2026-04-01", sleep=pause),
    "load forecast 15 minutes": lambda: caiso.get_load_forecast_15_min("2026-04-01", sleep=pause),
    "load hourly": lambda: caiso.get_load_hourly("2026-04-01", sleep=pause),
    "renewables forecast": lambda: caiso.get_renewables_forecast_dam("2026-04-01"),
    "ancillary prices": lambda: caiso.get_as_prices("2026-04-01", sleep=pause),
    "gas prices": lambda: caiso.get_gas_prices("2026-04-01", sleep=pause),
    "greenhouse gas allowance": lambda: caiso.get_ghg_allowance("2026-04-01", sleep=pause),
    "fuel mix": lambda: caiso.get_fuel_mix("2026-04-01"),
    "outlook load": lambda: caiso.get_load("2026-04-01"),
    "outlook storage": lambda: caiso.get_storage("2026-04-01"),
    "eia routes": lambda: [route["id"] for route in eia.list_routes("/")["routes"]],
    "eia facets": lambda: sorted(eia.list_facets("electricity/rto/region-data")),
    "eia several pages": lambda: region_data("2026-03-04"),
    "eia fuel types": fuel_types,
    "eia wrong key": lambda: stranger.list_routes("/"),
    "eia wrong key for data": lambda: stranger.get_dataset("electricity/rto/region-data", "2026-03-01", "2026-03-02"),
}
throttled_calls = {
    "first": lambda: caiso.get_lmp("2026-04-01", market=day_ahead, sleep=5),
    "second": lambda: caiso.get_lmp("2026-04-01", market=day_ahead, sleep=5),
}
client_calls.run(throttled_calls if "throttled" in sys.argv else calls)
