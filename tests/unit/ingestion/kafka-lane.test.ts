import type { Kafka, Message, ProducerRecord } from "kafkajs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type KafkaLane, createKafkaLane } from "../../../services/ingestion/kafka-lane.ts";
import { createLogger } from "../../../services/telemetry/logger.ts";

const never = new AbortController().signal;

interface FakeKafka {
  readonly kafka: Kafka;
  /** Every send that arrived: the producer's number and the keys. */
  readonly sends: { readonly producer: number; readonly keys: readonly string[] }[];
  /** Decides how a send ends; called with its number, from 1. */
  answer: (send: number) => Promise<void>;
  connect: () => Promise<void>;
  sendsAtOnce: number;
  disconnected: number;
}

function createFakeKafka(): FakeKafka {
  let producers = 0;
  let sending = 0;
  const fake: FakeKafka = {
    sends: [],
    answer: () => Promise.resolve(),
    connect: () => Promise.resolve(),
    sendsAtOnce: 0,
    disconnected: 0,
    // Proof for the cast: the lane uses nothing else of the client.
    kafka: {
      admin: () => ({
        connect: () => fake.connect(),
        disconnect: () => Promise.resolve(),
        listTopics: () => Promise.resolve(["t"]),
      }),
      producer: () => {
        const producer = ++producers;
        return {
          connect: () => fake.connect(),
          disconnect: () => {
            fake.disconnected++;
            return Promise.resolve();
          },
          async send({ messages }: ProducerRecord) {
            fake.sends.push({ producer, keys: messages.map(({ key }) => String(key)) });
            fake.sendsAtOnce = Math.max(fake.sendsAtOnce, ++sending);
            try {
              await fake.answer(fake.sends.length);
            } finally {
              sending--;
            }
          },
        };
      },
    } as unknown as Kafka,
  };
  return fake;
}

describe("createKafkaLane()", () => {
  let fake: FakeKafka;
  let troubles: (string | null)[];
  let lane: KafkaLane;

  beforeEach(() => {
    vi.useFakeTimers();
    fake = createFakeKafka();
    troubles = [];
    lane = createKafkaLane({
      kafka: fake.kafka,
      topic: "t",
      messagesMax: 4,
      bytesMax: 100,
      log: createLogger("test", "silent"),
      onTrouble: (reason) => troubles.push(reason),
    });
  });
  afterEach(async () => {
    await lane.close();
    vi.useRealTimers();
  });

  function send(keys: string, signal = never, bytes = keys.length): Promise<void> {
    const messages = Array.from(keys, (key): Message => ({ key, value: Buffer.from(key) }));
    const sent = lane.send({ messages, bytes }, signal);
    sent.catch(() => undefined);
    return sent;
  }

  const keysOf = (): string[] => fake.sends.map(({ keys }) => keys.join(""));

  it("sends one batch at a time, and what waited meanwhile together and in order", async () => {
    const all = Promise.all([send("a"), send("b"), send("c"), send("de"), send("f")]);
    await vi.advanceTimersByTimeAsync(0);
    await all;
    expect(keysOf()).toEqual(["a", "bcde", "f"]);
    expect(fake.sendsAtOnce).toBe(1);
  });

  it("keeps a send below its bytes, and lets a batch through that alone is above them", async () => {
    const all = Promise.all([
      send("a"),
      send("b", never, 90),
      send("c", never, 20),
      send("d", never, 500),
    ]);
    await vi.advanceTimersByTimeAsync(0);
    await all;
    expect(keysOf()).toEqual(["a", "b", "c", "d"]);
  });

  it("sends the same messages again with a new producer before anything else", async () => {
    fake.answer = (number) =>
      number <= 2 ? Promise.reject(new Error("out of order sequence")) : Promise.resolve();
    const first = send("ab");
    const second = send("c");
    await vi.advanceTimersByTimeAsync(5_000);
    await Promise.all([first, second]);
    expect(fake.sends).toEqual([
      { producer: 1, keys: ["a", "b"] },
      { producer: 2, keys: ["a", "b"] },
      { producer: 3, keys: ["a", "b"] },
      { producer: 3, keys: ["c"] },
    ]);
    expect(fake.disconnected).toBe(2);
    expect(troubles).toEqual(["out of order sequence", "out of order sequence", null, null]);
  });

  it("waits for Kafka as long as it takes", async () => {
    let isUp = false;
    fake.connect = () => (isUp ? Promise.resolve() : Promise.reject(new Error("ECONNREFUSED")));
    const sent = send("a");
    await vi.advanceTimersByTimeAsync(600_000);
    expect(fake.sends).toEqual([]);
    expect(troubles.at(-1)).toContain("ECONNREFUSED");
    isUp = true;
    await vi.advanceTimersByTimeAsync(1_000);
    await sent;
    expect(troubles.at(-1)).toBeNull();
  });

  it("lets a caller go whose signal is aborted, and does not send what still waits for it", async () => {
    let finish: () => void = () => undefined;
    fake.answer = (number) =>
      number === 1
        ? new Promise((resolve) => {
            finish = resolve;
          })
        : Promise.resolve();
    const first = send("a");
    const controller = new AbortController();
    const second = send("b", controller.signal);
    const third = send("c");
    await vi.advanceTimersByTimeAsync(10);
    controller.abort(new Error("stopping"));
    await expect(second).rejects.toThrow("stopping");
    finish();
    await Promise.all([first, third]);
    expect(keysOf()).toEqual(["a", "c"]);
  });

  it("goes on after everybody who waited for a failing send has left", async () => {
    fake.answer = (number) =>
      number === 1 ? Promise.reject(new Error("broken")) : Promise.resolve();
    const controller = new AbortController();
    controller.signal.addEventListener("abort", () => undefined);
    const first = send("a", controller.signal);
    controller.abort(new Error("stopping"));
    await expect(first).rejects.toThrow("stopping");
    await vi.advanceTimersByTimeAsync(10);
    await send("b");
    expect(keysOf()).toEqual(["a", "b"]);
  });

  it("rejects what is not acknowledged when it is closed, and everything after", async () => {
    fake.answer = () => new Promise(() => undefined);
    const sending = send("a");
    const waiting = send("b");
    await vi.advanceTimersByTimeAsync(10);
    await lane.close();
    for (const sent of [sending, waiting, send("c")]) {
      await expect(sent).rejects.toMatchObject({ code: "KAFKA_UNAVAILABLE" });
    }
    expect(keysOf()).toEqual(["a"]);
  });
});
