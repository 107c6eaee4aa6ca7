/** Everything the endpoints of one mock share: its series, their archives, their catalogue. */
import type { CatalogueSeries, WorldOptions } from "../kit/types.ts";
import { type ArchiveStore, createArchiveStore } from "./archive-store.ts";
import { listCatalogue } from "./catalogue.ts";
import { type Facts, visibleVintages } from "./facts.ts";
import { type Library, createLibrary } from "./library.ts";
import { type PublicationCalendar, createPublicationCalendar } from "./publication-calendar.ts";
import { badRequest } from "./refusal.ts";
import type { SeriesSpec } from "./series-spec.ts";
import { type StatusBook, createStatusBook } from "./series-status.ts";
import { findTableSeries, seriesTable } from "./series-table.ts";
import { syntheticNumber, syntheticSeries } from "./synthetic-series.ts";

export interface FredWorld {
  readonly options: WorldOptions;
  readonly archives: ArchiveStore;
  readonly statuses: StatusBook;
  readonly catalogue: readonly CatalogueSeries[];
  /** Real series and the made-up ones of the catalogue. */
  readonly library: Library;
  readonly calendar: PublicationCalendar;
  /** Any series a client may name, in the library or not. */
  findSpec(id: string): SeriesSpec | undefined;
}

/** One series at one instant. */
export interface SeriesNow {
  readonly spec: SeriesSpec;
  readonly facts: Facts;
  /** Vintages that are out, at least one. */
  readonly visible: number;
}

export function createFredWorld(options: WorldOptions): FredWorld {
  const archives = createArchiveStore(options);
  let catalogue: readonly CatalogueSeries[] | undefined;
  let library: Library | undefined;
  let calendar: PublicationCalendar | undefined;

  const findSpec = (id: string): SeriesSpec | undefined => {
    const number = syntheticNumber(id);
    return (
      findTableSeries(id) ?? (number === undefined ? undefined : syntheticSeries(number, options))
    );
  };
  const world: FredWorld = {
    options,
    archives,
    statuses: createStatusBook(),
    findSpec,
    // The catalogue needs every archive, so it waits until someone asks.
    get catalogue() {
      return (catalogue ??= listCatalogue(options, archives));
    },
    get library() {
      return (library ??= createLibrary([
        ...seriesTable,
        ...syntheticIn(world.catalogue, findSpec),
      ]));
    },
    get calendar() {
      return (calendar ??= createPublicationCalendar(world.library, archives));
    },
  };
  return world;
}

/** Throws the provider's refusal when there is no such series, or not yet. */
export function findSeries(world: FredWorld, id: string | undefined, nowMs: number): SeriesNow {
  if (id === undefined) throw badRequest("Variable series_id is not set.");
  const spec = world.findSpec(id);
  const facts = spec && world.archives.get(spec, nowMs).facts;
  const visible = facts === undefined ? 0 : visibleVintages(facts, nowMs);
  if (spec === undefined || facts === undefined || visible === 0) {
    throw badRequest("The series does not exist.");
  }
  return { spec, facts, visible };
}

function syntheticIn(
  catalogue: readonly CatalogueSeries[],
  findSpec: FredWorld["findSpec"],
): SeriesSpec[] {
  return catalogue.flatMap(({ seriesId }) => {
    const spec = syntheticNumber(seriesId) === undefined ? undefined : findSpec(seriesId);
    return spec === undefined ? [] : [spec];
  });
}
