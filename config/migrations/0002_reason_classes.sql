-- Up Migration

-- Closed list: services/core/reasons.ts.
alter table sandbox.quarantine add column classes text[] not null default '{}';

-- Down Migration

alter table sandbox.quarantine drop column classes;
