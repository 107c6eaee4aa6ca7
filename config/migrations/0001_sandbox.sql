-- Up Migration

create schema if not exists sandbox;

create table sandbox.series (
  series_key integer generated always as identity primary key,
  provider text not null,
  dataset text not null,
  series_id text not null,
  unit text not null,
  location text,
  unique nulls not distinct (provider, dataset, series_id, unit, location)
);

-- One row per fetched page: what its observations share is kept once.
create table sandbox.pages (
  page_key bigint generated always as identity primary key,
  page_id text not null,
  run_id text not null,
  retrieved_at timestamptz not null,
  unique (page_id, run_id, retrieved_at)
);

-- Narrow on purpose: integer keys halve size and cost against text keys.
create table sandbox.observation_values (
  interval_start timestamptz not null,
  interval_end timestamptz not null,
  as_of timestamptz not null,
  value double precision,
  page_key bigint not null,
  series_key integer not null,
  primary key (series_key, interval_start, as_of)
);

create view sandbox.observations as
  select s.provider, s.dataset, s.series_id, v.interval_start, v.interval_end, v.value, s.unit, s.location,
         v.as_of, p.retrieved_at, p.run_id, p.page_id
  from sandbox.observation_values v
  join sandbox.series s using (series_key)
  join sandbox.pages p using (page_key);

create view sandbox.observations_latest as
  select distinct on (v.series_key, v.interval_start)
         s.provider, s.dataset, s.series_id, v.interval_start, v.interval_end, v.value, s.unit, s.location,
         v.as_of, p.retrieved_at, p.run_id, p.page_id
  from sandbox.observation_values v
  join sandbox.series s using (series_key)
  join sandbox.pages p using (page_key)
  order by v.series_key, v.interval_start, v.as_of desc;

-- The next offset to land, moved in the transaction that lands the rows before it.
create table sandbox.landing_offsets (
  topic text not null,
  partition integer not null,
  topic_id text not null,
  next_offset bigint not null,
  updated_at timestamptz not null default now(),
  primary key (topic, partition)
);

-- One row per committed landing transaction: the evidence for throughput and latency.
create table sandbox.landing_batches (
  batch_id uuid primary key,
  provider text not null,
  messages integer not null,
  landed integer not null,
  duplicates integer not null,
  revisions integer not null,
  unreadable integer not null default 0,
  iceberg_snapshot_id bigint,
  -- Counts per bucket of provider answer -> commit latency; bounds as in services/core/latency.ts.
  latency_counts integer[] not null,
  committed_at timestamptz not null default now()
);

create table sandbox.quarantine (
  quarantine_id bigint generated always as identity primary key,
  run_id text not null,
  provider text not null,
  dataset text not null,
  page_id text not null,
  record_index integer not null,
  series_id text,
  interval_start timestamptz,
  as_of timestamptz,
  reasons text[] not null,
  raw bytea not null,
  content_type text not null,
  request text not null,
  quarantined_at timestamptz not null default now(),
  unique (run_id, page_id, record_index)
);

create table sandbox.runs (
  run_id text primary key,
  plan jsonb not null,
  state text not null default 'planned' check (state in ('planned', 'running', 'fetched', 'failed')),
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  verdict jsonb
);

-- One row per independently fetched unit of a run (a window, a node group, a series).
create table sandbox.checkpoints (
  run_id text not null,
  provider text not null,
  dataset text not null,
  unit text not null,
  -- What the next request starts from; null means nothing was acknowledged yet.
  cursor jsonb,
  state text not null default 'open' check (state in ('open', 'done', 'failed')),
  pages integer not null default 0,
  records bigint not null default 0,
  quarantined bigint not null default 0,
  error text,
  updated_at timestamptz not null default now(),
  primary key (run_id, provider, dataset, unit)
);

-- A worker holds a session lock on hashtext(worker_id) as long as it lives; see services/stability.
create table sandbox.workers (
  worker_id text primary key,
  process text not null,
  pid integer not null,
  started_at timestamptz not null default now()
);

-- Iceberg JDBC catalog, schema version V1.
create table if not exists public.iceberg_tables (
  catalog_name varchar(255) not null,
  table_namespace varchar(255) not null,
  table_name varchar(255) not null,
  metadata_location varchar(1000),
  previous_metadata_location varchar(1000),
  iceberg_type varchar(5),
  primary key (catalog_name, table_namespace, table_name)
);

create table if not exists public.iceberg_namespace_properties (
  catalog_name varchar(255) not null,
  namespace varchar(255) not null,
  property_key varchar(255) not null,
  property_value varchar(1000),
  primary key (catalog_name, namespace, property_key)
);

-- Down Migration

drop schema sandbox cascade;
