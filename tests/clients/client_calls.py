"""Runs named calls of a real client and prints each outcome as one JSON line, for a test to read.

The scripts beside this file use released clients, unmodified but for the address they ask.
"""

import json
import math
import sys
import traceback

import pandas


def plain(value):
    """A value as JSON has it: frames as their shape and ends, instants as ISO text, NaN as null."""
    if isinstance(value, pandas.DataFrame):
        return {
            "columns": [str(column) for column in value.columns],
            "rows": len(value),
            "first": plain(value.iloc[0].to_dict()) if len(value) else None,
            "last": plain(value.iloc[-1].to_dict()) if len(value) else None,
        }
    if isinstance(value, pandas.Series):
        return {
            "rows": len(value),
            "missing": int(value.isna().sum()),
            "first": [plain(value.index[0]), plain(value.iloc[0])] if len(value) else None,
            "last": [plain(value.index[-1]), plain(value.iloc[-1])] if len(value) else None,
        }
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def addresses():
    """What the test says: base addresses by provider."""
    return json.loads(sys.argv[1])


def run(calls):
    """Runs each of {name: function}; a call that raises is told with its error and does not end the rest."""
    for name, call in calls.items():
        try:
            outcome = {"call": name, "result": plain(call())}
        except Exception as error:  # noqa: BLE001 - whatever the client raises is what the test wants to see
            outcome = {"call": name, "error": type(error).__name__, "message": str(error)}
            outcome["trace"] = traceback.format_exc(limit=-3)
        print(json.dumps(outcome), flush=True)
