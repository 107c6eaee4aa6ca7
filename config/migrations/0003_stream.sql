-- Up Migration

-- Newer anchors of the sandbox's clock; the newest holds. Each insert is told on the channel sandbox_clock.
create table sandbox.clock_anchors (
  anchor_id bigint generated always as identity primary key,
  -- UTC milliseconds: what the clock shows at the origin, and the real instant of it.
  start_ms bigint not null,
  origin_ms bigint not null,
  scale double precision not null check (scale > 0),
  set_at timestamptz not null default now()
);

-- Where a streaming run ends, on the sandbox's clock; null: when it is told to.
alter table sandbox.runs add column stream_end_ms bigint;

-- What a streaming run asks for again and again: one row per dataset. Instants are UTC milliseconds of the sandbox's clock.
create table sandbox.polls (
  run_id text not null references sandbox.runs on delete cascade,
  provider text not null,
  dataset text not null,
  -- When the next poll is due, and when the next one that reads the trailing window again.
  next_ms bigint not null,
  reread_ms bigint not null,
  -- When the poll under way, or the latest one, was begun; null before the first.
  asked_ms bigint,
  -- Everything published by then was asked for by polls that ended well; null before the first did.
  covered_ms bigint,
  -- When the last poll was begun, which asks for everything once more; null before.
  final_ms bigint,
  closed boolean not null default false,
  polls integer not null default 0,
  -- Polls that fell due while another was under way, and became one with the next.
  merged integer not null default 0,
  failed integer not null default 0,
  lag_ms_max bigint not null default 0,
  -- What the units of polls before the one under way add up to; their checkpoints are gone.
  units integer not null default 0,
  pages bigint not null default 0,
  records bigint not null default 0,
  quarantined bigint not null default 0,
  primary key (run_id, provider, dataset)
);

-- Down Migration

drop table sandbox.polls;
alter table sandbox.runs drop column stream_end_ms;
drop table sandbox.clock_anchors;
