/** How far landing is behind the topics: what decides that a run is over. */
import type { Admin } from "kafkajs";
import type pg from "pg";
import { topicName } from "../core/names.ts";
import type { ProviderName } from "../core/observation.ts";
import { topicEnds } from "./reconcile/kafka-reader.ts";

export interface LandingProgress {
  readonly provider: ProviderName;
  /** Messages in the topic. */
  readonly published: number;
  /** Messages landing has committed, duplicates included. */
  readonly landed: number;
}

export async function readLandingProgress(
  admin: Admin,
  pool: pg.Pool,
  providers: readonly ProviderName[],
): Promise<LandingProgress[]> {
  const { rows } = await pool.query<{ topic: string; partition: number; next_offset: number }>(
    "select topic, partition, next_offset from sandbox.landing_offsets",
  );
  return Promise.all(
    providers.map(async (provider) => {
      const topic = topicName(provider);
      let published = 0;
      let landed = 0;
      for (const [partition, { low, high }] of await topicEnds(admin, topic)) {
        published += high - low;
        const known = rows.find((row) => row.topic === topic && row.partition === partition);
        landed += Math.max(0, (known?.next_offset ?? low) - low);
      }
      return { provider, published, landed };
    }),
  );
}
