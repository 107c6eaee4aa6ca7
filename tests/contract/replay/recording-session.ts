/** An upstream under the test's control, a recorder in front of it, and a replay of what it stored. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { createMockClock } from "../../../mock-providers/kit/mock-clock.ts";
import { type MockServer, startMockServer } from "../../../mock-providers/kit/server.ts";
import type { ReplayLatency } from "../../../mock-providers/replay/latency.ts";
import { createReplayProvider } from "../../../mock-providers/replay/provider.ts";
import { type ExchangeLine, readRecording } from "../../../mock-providers/replay/recording.ts";
import {
  type Recorder,
  type RecorderEvent,
  startRecorder,
} from "../../../mock-providers/replay/recorder.ts";

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface RecordingSession {
  readonly directory: string;
  /** What the upstream does from now on. */
  answer: Answer;
  readonly upstream: string;
  readonly recorder: Recorder;
  readonly events: RecorderEvent[];
  /** Ends the recorder and starts another one on the same directory. */
  restart(): Promise<void>;
  /** Stops the upstream: nobody answers there any more. */
  stopUpstream(): Promise<void>;
  /** Resolves once `count` exchanges have ended in one way or another. */
  ended(count: number): Promise<void>;
  /** The complete lines of the index. */
  lines(): ExchangeLine[];
  /** Every byte below the directory, file names too, as latin1 text. */
  everyByte(): string;
  replay(latency?: ReplayLatency): Promise<MockServer>;
  close(): Promise<void>;
}

export async function startRecordingSession(provider = "fred"): Promise<RecordingSession> {
  const directory = mkdtempSync(join(tmpdir(), "recording-"));
  const server = createServer((request, response) => {
    session.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Proof for the cast: a server that listens on a TCP port has a TCP address.
  const { port } = server.address() as AddressInfo;
  const upstream = `http://127.0.0.1:${port}`;
  const events: RecorderEvent[] = [];
  const start = () =>
    startRecorder({
      provider,
      from: new URL(upstream),
      directory,
      host: "127.0.0.1",
      port: 0,
      onEvent: (event) => events.push(event),
    });
  const replays: MockServer[] = [];
  let recorder = await start();
  const stopUpstream = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const session: RecordingSession = {
    directory,
    upstream,
    events,
    answer: (_request, response) => response.end(),
    get recorder() {
      return recorder;
    },
    async restart() {
      await recorder.close(100);
      recorder = await start();
    },
    stopUpstream,
    ended: (count) =>
      vi.waitFor(
        () => {
          expect(events.length).toBeGreaterThanOrEqual(count);
        },
        { timeout: 20_000 },
      ),
    lines: () =>
      readFileSync(join(directory, "exchanges.jsonl"), "utf8")
        .split("\n")
        .slice(0, -1)
        // Proof for the cast: the recorder's own lines.
        .map((line) => JSON.parse(line) as ExchangeLine),
    everyByte: () =>
      readdirSync(directory, { recursive: true, withFileTypes: true })
        .map((entry) =>
          entry.isFile()
            ? entry.name + readFileSync(join(entry.parentPath, entry.name), "latin1")
            : entry.name,
        )
        .join("\n"),
    async replay(latency = "none") {
      const world = {
        seed: 1,
        seriesCount: 1,
        pointsPerSeries: 1,
        anchorMs: 0,
        scope: "full" as const,
      };
      const mock = await startMockServer({
        provider: createReplayProvider({
          name: provider,
          recording: readRecording(directory),
          latency,
          createReader: undefined,
        }),
        world,
        clock: createMockClock({ SANDBOX_CLOCK_START: "2026-03-15T12:00:00Z" }, () => 0),
        host: "127.0.0.1",
        port: 0,
        adminToken: "t",
      });
      replays.push(mock);
      return mock;
    },
    async close() {
      await Promise.all(replays.map((mock) => mock.close(0)));
      await recorder.close(0);
      await stopUpstream();
      rmSync(directory, { recursive: true });
    },
  };
  return session;
}
