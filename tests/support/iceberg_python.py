"""Reads and writes Iceberg tables with PyIceberg: a JSON request per line in, a JSON answer per line out.

See iceberg-python.ts.
"""

import json
import sys
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pyarrow
import pyarrow.parquet
from pyiceberg.catalog.sql import SqlCatalog

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def to_millis(value):
    return (value - EPOCH) // timedelta(milliseconds=1) if isinstance(value, datetime) else value


def scan(table, options):
    arguments = {}
    if "filter" in options:
        arguments["row_filter"] = options["filter"]
    if "snapshot" in options:
        arguments["snapshot_id"] = int(options["snapshot"])
    return table.scan(**arguments)


def rows(table, options):
    found = scan(table, options).to_arrow().to_pylist()
    return [{name: to_millis(value) for name, value in row.items()} for row in found]


def files(table, options):
    return [
        {"path": task.file.file_path, "rows": task.file.record_count, "sortOrder": task.file.sort_order_id}
        for task in scan(table, options).plan_files()
    ]


def snapshots(table, _):
    return [
        {
            "id": str(snapshot.snapshot_id),
            "parent": str(snapshot.parent_snapshot_id) if snapshot.parent_snapshot_id else None,
            "sequence": snapshot.sequence_number,
            "summary": {"operation": snapshot.summary.operation.value, **snapshot.summary.additional_properties},
        }
        for snapshot in table.metadata.snapshots
    ]


def append(table, options):
    """Commits a file with the given rows of one partition; times are UTC milliseconds."""
    schema = pyarrow.schema([field.remove_metadata() for field in table.schema().as_arrow()])
    names = [field.name for field in schema if pyarrow.types.is_timestamp(field.type)]
    found = [
        {name: EPOCH + timedelta(milliseconds=value) if name in names else value for name, value in row.items()}
        for row in options["rows"]
    ]
    path = f"{table.location()}/data/{uuid.uuid4()}.parquet"
    local = Path(path.removeprefix("file://"))
    local.parent.mkdir(exist_ok=True)
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(found, schema=schema), local)
    table.add_files([path])
    return {"snapshot": str(table.current_snapshot().snapshot_id)}


def set_properties(table, options):
    with table.transaction() as transaction:
        transaction.set_properties(options)
    return {}


COMMANDS = {
    "rows": rows,
    "files": files,
    "snapshots": snapshots,
    "append": append,
    "set-properties": set_properties,
}


def main():
    database, warehouse = sys.argv[1:]
    uri = database.replace("postgresql://", "postgresql+psycopg2://")
    catalog = SqlCatalog("iceberg", uri=uri, warehouse=warehouse)
    for line in sys.stdin:
        request = json.loads(line)
        table = catalog.load_table(request["table"])
        print(json.dumps(COMMANDS[request["command"]](table, request["options"])), flush=True)


main()
