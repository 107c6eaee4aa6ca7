/**
 * The mock providers' process: one port per provider, one JSON line on standard output when it answers.
 * Exit codes: 0 after a clean stop, 2 for settings that cannot be used, 3 for a port that cannot be had.
 */
import { createProcessPlan } from "./kit/faults/create-process-plan.ts";
import type { FaultPlan } from "./kit/faults/fault-plan.ts";
import type { ProviderDeclaration } from "./kit/declaration.ts";
import { openLedger } from "./kit/ledger-writer.ts";
import { type MockServer, startMockServer } from "./kit/server.ts";
import type { MockProvider } from "./kit/types.ts";
import { type MockName, createMockProvider, mockTable } from "./provider-table.ts";
import { createReplayProvider } from "./replay/provider.ts";
import { type MockSettings, readMockSettings } from "./settings.ts";

const drainMs = 2_000;

async function startProvider(
  settings: MockSettings,
  faults: FaultPlan,
  { name, port }: MockSettings["providers"][number],
): Promise<MockServer> {
  const { world, clock, host, adminToken, ledgerDirectory } = settings;
  const provider = createProvider(settings, name);
  const ledger =
    ledgerDirectory === undefined
      ? undefined
      : openLedger({ directory: ledgerDirectory, provider: name, world, atMs: clock.nowMs() });
  const onError = (error: unknown, clean: (text: string) => string): void => {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(
      JSON.stringify({ event: "mock-failed", provider: name, reason: clean(reason) }) + "\n",
    );
  };
  const declaration = mockTable[name];
  const options = {
    ...{ provider, declaration, world, clock, faults, ledger },
    ...{ host, port, adminToken, onError },
  };
  const server = await startMockServer(options).catch((error: unknown) => {
    ledger?.close();
    throw new Error(describeListenError(error, name, host, port), { cause: error });
  });
  process.stdout.write(
    JSON.stringify({ event: "listening", provider: name, url: server.url }) + "\n",
  );
  return server;
}

function createProvider(
  { recording, replayLatency, world, throttled }: MockSettings,
  name: MockName,
): MockProvider {
  if (recording !== undefined) {
    const declaration: ProviderDeclaration = mockTable[name];
    return createReplayProvider({
      name,
      recording,
      latency: replayLatency,
      createReader: declaration.recorded,
    });
  }
  const provider = createMockProvider(name, world);
  provider.throttled = throttled;
  return provider;
}

function describeListenError(error: unknown, name: string, host: string, port: number): string {
  const variable = `MOCK_${name.toUpperCase()}_PORT`;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return `Cannot listen on ${host}:${port} for ${name}: another process holds the port; set ${variable} to a free one, or to 0 for any`;
  }
  if (code === "EACCES") {
    return `Cannot listen on ${host}:${port} for ${name}: this user may not take the port; set ${variable} to one above 1023`;
  }
  if (code === "ENOTFOUND" || code === "EADDRNOTAVAIL") {
    return `Cannot listen on ${host}:${port} for ${name}: expected an address of this machine as MOCK_HOST, such as 127.0.0.1 or 0.0.0.0`;
  }
  return `Cannot listen on ${host}:${port} for ${name}: ${String(error)}`;
}

function quit(error: unknown, exitCode: 2 | 3): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(exitCode);
}

function readSettings(): MockSettings {
  try {
    return readMockSettings(process.env);
  } catch (error) {
    return quit(error, 2);
  }
}

function planFaults({ scenario, world, clock, providers }: MockSettings): FaultPlan {
  try {
    const served = providers.map(({ name }) => name);
    // A scenario counts from the first start: a mock that comes back after a jump must not play it again.
    const planClock = { startMs: clock.firstStartMs, nowMs: () => clock.nowMs() };
    return createProcessPlan({
      ...{ scenario, seed: world.seed, clock: planClock },
      ...{ served, table: mockTable },
    });
  } catch (error) {
    return quit(error, 2);
  }
}

const settings = readSettings();
const faults = planFaults(settings);
const servers: MockServer[] = [];
let stopping = false;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await Promise.all(servers.map((server) => server.close(drainMs)));
  process.exit(0);
}

process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());

for (const wanted of settings.providers) {
  try {
    servers.push(await startProvider(settings, faults, wanted));
  } catch (error) {
    await Promise.all(servers.map((server) => server.close(0)));
    quit(error, 3);
  }
}
