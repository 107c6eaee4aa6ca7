/** Daily normals of 1981 to 2010: what the season alone would bring, dated in 2010. */
import { dayMs, dayNumber } from "../../kit/calendar.ts";
import { normalTemperatures } from "./daily-weather.ts";
import { type NormalType, normalScale, normalTypes, show } from "./datatypes.ts";
import type { StationRecord } from "./station-record.ts";
import { type Column, type Table, columnsOf } from "./table.ts";

const firstNormalDay = dayNumber(2010, 1, 1);
const endOfNormals = dayNumber(2011, 1, 1);

export function createNormalsTable(records: readonly StationRecord[]): Table {
  const columns = columnsOf(records, "NORMAL_DLY", (record) =>
    normalTypes.map((type) => normalColumn(record, type)),
  );
  return {
    id: "NORMAL_DLY",
    isObserved: false,
    frequency: "daily",
    columns,
    dayOf: (day) => day,
    indexFrom: (day) => day,
    startMs: (day) => day * dayMs,
    endMs: (day) => (day + 1) * dayMs,
  };
}

/** `C`: a complete record of thirty years stands behind the normal. */
function normalColumn({ station, climate }: StationRecord, type: NormalType): Column {
  return {
    stationId: station.id,
    datatype: type,
    hash: 0,
    unit: normalScale.unit,
    firstIndex: firstNormalDay,
    endIndex: () => endOfNormals,
    has: (day) => day >= firstNormalDay && day < endOfNormals,
    value(day, _nowMs, units) {
      const { maxC, minC } = normalTemperatures(climate, day);
      const celsius = {
        "DLY-TAVG-NORMAL": (maxC + minC) / 2,
        "DLY-TMAX-NORMAL": maxC,
        "DLY-TMIN-NORMAL": minC,
      }[type];
      return show(normalScale, Math.floor((celsius * 1.8 + 32) * 10 + 0.5), units);
    },
    attributes: () => "C",
  };
}
