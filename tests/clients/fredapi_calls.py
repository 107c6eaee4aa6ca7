"""fredapi against FRED and ALFRED."""

import sys

import client_calls
import fredapi

fredapi.Fred.root_url = client_calls.addresses()["fred"] + "/fred"
fred = fredapi.Fred(api_key="sandbox_key" if "throttled" not in sys.argv else "0123456789abcdef0123456789abcdef")
unknown = fredapi.Fred(api_key="0000aaaaaaaaaaaaaaaaaaaaaaaaaaaa")


def first_release_matches():
    """Whether the first release agrees with the earliest value of each date over all releases."""
    first = fred.get_series_first_release("GDP")
    every = fred.get_series_all_releases("GDP")
    expected = every.sort_values("realtime_start").groupby("date")["value"].first()
    return [len(first), bool((first.dropna() == expected.reindex(first.index).dropna()).all())]


def burst():
    """As many requests as the provider takes before it refuses."""
    for count in range(200):
        try:
            fred.get_series_info("GDP")
        except ValueError as error:
            return {"after": count, "message": str(error)}
    return None


calls = {
    "info": lambda: fred.get_series_info("GDP").to_dict(),
    "series": lambda: fred.get_series("GDP"),
    "series of days": lambda: fred.get_series("DGS10", observation_start="2026-03-01", observation_end="2026-03-31"),
    "all releases": lambda: fred.get_series_all_releases("GDP"),
    "first release": first_release_matches,
    "as of a date": lambda: fred.get_series_as_of_date("GDP", "2023-08-15"),
    "vintage dates": lambda: len(fred.get_series_vintage_dates("GDP")),
    "latest release": lambda: fred.get_series_latest_release("CPIAUCSL"),
    "search": lambda: fred.search("gross domestic product"),
    "search by release": lambda: fred.search_by_release(10, limit=0),
    "search by category": lambda: fred.search_by_category(106, limit=5, order_by="popularity", sort_order="desc"),
    "unknown series": lambda: fred.get_series("NO_SUCH_SERIES"),
    "too many vintages": lambda: fred.get_series_all_releases("DGS10"),
    "unknown key": lambda: unknown.get_series("GDP"),
}
client_calls.run({"burst": burst} if "throttled" in sys.argv else calls)
