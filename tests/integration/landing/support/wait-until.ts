/** Waits for conditions, with a limit. */
import { topicName } from "../../../../services/core/names.ts";
import type { ProviderName } from "../../../../services/core/observation.ts";
import type { LandingStack } from "./landing-stack.ts";
const pollMs = 50;

export async function waitUntil(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  limitMs = 60_000,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`waited ${limitMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** Every message of the provider's topic lies behind the next offset to land. */
export async function allLanded(
  { admin, pool }: Pick<LandingStack, "admin" | "pool">,
  provider: ProviderName,
  partitions: readonly number[] = [0, 1, 2],
): Promise<void> {
  const topic = topicName(provider);
  await waitUntil(`everything in ${topic} has landed`, async () => {
    const ends = await admin.fetchTopicOffsets(topic);
    const { rows } = await pool.query<{ partition: number; next_offset: number }>(
      "select partition, next_offset from sandbox.landing_offsets where topic = $1",
      [topic],
    );
    return ends
      .filter(({ partition }) => partitions.includes(partition))
      .every(({ partition, high }) =>
        rows.some((row) => row.partition === partition && row.next_offset === Number(high)),
      );
  });
}
