/** Asks a mock as its original was asked when a sample was recorded. */
import type { MockAnswer, MockProvider } from "../../../mock-providers/kit/types.ts";
import { type MockName, createMockProvider } from "../../../mock-providers/provider-table.ts";

/** Later than every recorded request's data that a mock can be asked for, within CAISO's 39 months. */
const nowMs = Date.parse("2026-04-20T18:00:00Z");

const providers = new Map<MockName, MockProvider>();

export interface Question {
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function askMock(name: MockName, question: Question): Promise<MockAnswer> {
  let provider = providers.get(name);
  if (provider === undefined) {
    provider = createMockProvider(name, {
      seed: 42,
      seriesCount: 50,
      pointsPerSeries: 1000,
      anchorMs: nowMs,
      scope: "full",
    });
    provider.throttled = false;
    providers.set(name, provider);
  }
  return provider.answer({
    method: "GET",
    path: question.path,
    query: question.query ?? "",
    headers: { host: "127.0.0.1", ...question.headers },
    body: Buffer.alloc(0),
    client: "127.0.0.1",
    nowMs,
  });
}
