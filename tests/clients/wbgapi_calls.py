"""wbgapi against the World Bank's Indicators API."""

import client_calls
import wbgapi

wbgapi.endpoint = client_calls.addresses()["worldbank"] + "/v2"


def many_countries():
    """All economies, one indicator, several years: more rows than one page holds."""
    wbgapi.per_page = 500
    try:
        rows = list(wbgapi.data.fetch("SP.POP.TOTL", time=range(2000, 2021)))
    finally:
        wbgapi.per_page = 1000
    keys = {(row["economy"], row["time"]) for row in rows}
    return {"rows": len(rows), "distinct": len(keys), "economies": len({row["economy"] for row in rows})}


calls = {
    "one value": lambda: list(wbgapi.data.fetch("NY.GDP.MKTP.CD", "MEX", time=2023)),
    "frame": lambda: wbgapi.data.DataFrame("SP.POP.TOTL", ["USA", "MEX", "BRA"], time=range(2015, 2021)),
    "two indicators": lambda: wbgapi.data.DataFrame(["NY.GDP.MKTP.CD", "SP.POP.TOTL"], ["USA", "MEX"], time=2020),
    "many pages": many_countries,
    "most recent values": lambda: wbgapi.data.DataFrame("NY.GDP.MKTP.CD", ["USA", "MEX"], mrv=3),
    "economy": lambda: wbgapi.economy.get("USA"),
    "economies of a region": lambda: sorted(wbgapi.region.members("NAC")),
    "indicator": lambda: wbgapi.series.get("SP.POP.TOTL"),
    "sources": lambda: [row["id"] for row in wbgapi.source.list()],
    "unknown indicator": lambda: wbgapi.data.DataFrame("NO.SUCH.INDICATOR", "USA", time=2020),
    "unknown economy": lambda: wbgapi.data.DataFrame("SP.POP.TOTL", "XXX", time=2020),
}
client_calls.run(calls)
