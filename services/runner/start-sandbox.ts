/** Starts everything a sandbox is made of, in the order that is ready soonest, and takes it down again. */
import { fileURLToPath } from "node:url";
import { SandboxError, describeError } from "../core/errors.ts";
import { defaultPorts } from "../core/names.ts";
import type { ProviderName } from "../core/observation.ts";
import { chooseStackKind } from "../stack/choose-stack.ts";
import { readExternalKeys } from "../stack/external-stack.ts";
import { nodeProcessSpec } from "../stack/node-process.ts";
import { choosePort } from "../stack/ports.ts";
import { type SandboxDirectory, openSandboxDirectory } from "../stack/sandbox-directory.ts";
import type {
  Endpoints,
  PortMode,
  ProcessSpec,
  StackKind,
  Supervisor,
  SupervisorEvent,
} from "../stack/stack.ts";
import { startStack } from "../stack/start-stack.ts";
import { clearLeftovers, keepSandbox, stopSandbox } from "../stack/stop-sandbox.ts";
import { createSupervisor } from "../stack/supervisor.ts";
import { together } from "../stack/together.ts";
import type { StreamOptions, UpOptions } from "./cli.ts";
import { clearExternalRemains } from "./external-remains.ts";
import { mockEnvironment, pipelineEnvironment } from "./own-processes.ts";
import type { Progress } from "./progress.ts";
import type { ProviderConfig } from "./sandbox-config.ts";
import {
  type SandboxSettings,
  assertSameWorld,
  createSettings,
  readSettings,
  removeSettings,
  writeSettings,
} from "./sandbox-settings.ts";
import type { Verdict } from "./verdict.ts";

/** Longest time for removing what an external stack holds of us, in milliseconds. */
const remainsLimitMs = 30_000;

export interface Sandbox {
  readonly kind: StackKind;
  readonly directory: SandboxDirectory;
  readonly settings: SandboxSettings;
  readonly endpoints: Endpoints;
  /** Where the sandbox's own mocks are, also where the pipeline fetches from elsewhere. */
  readonly mocks: readonly string[];
  readonly supervisor: Supervisor;
  /** How our own processes are started, for whoever stops one and wants it back. */
  readonly specs: Readonly<Record<OwnProcess, ProcessSpec>>;
  /** It was up before this command, so the command leaves it up. */
  readonly wasUp: boolean;
}

export interface StartSandboxOptions {
  readonly options: UpOptions & Partial<StreamOptions>;
  readonly providers: readonly ProviderConfig[];
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Receives the phase `stack`. */
  readonly phases: Verdict["phases"];
  /** Receives what happens to processes while the sandbox is held. */
  readonly events: Verdict["events"];
}

const pipelineProcesses = ["ingestion", "landing", "api"] as const;
type PipelineProcess = (typeof pipelineProcesses)[number];
type OwnProcess = "mock-providers" | PipelineProcess;
type OwnPort = PipelineProcess | `mock-${ProviderName}`;

/** Rejects with everything stopped again, whatever went wrong. */
export async function startSandbox(start: StartSandboxOptions): Promise<Sandbox> {
  const { options, progress, signal, phases } = start;
  const startedAt = Date.now();
  const names = start.providers.map(({ name }) => name);
  const wanted = createSettings(options, names, startedAt);
  const kind = await chooseStackKind(options.stack);
  const directory = openSandboxDirectory(options.dir);
  const supervisor = createSupervisor(directory, {
    onEvent: (event) => {
      note(event, start.events);
    },
  });
  let wasUp = false;
  try {
    await clearBefore(directory, progress);
    wasUp = directory.state?.kept === true;
    const settings = settle(directory, wanted, wasUp);
    const { endpoints, mocks, specs } = await progress.step(
      wasUp ? "Joining the sandbox that is up" : `Starting the ${kind} stack`,
      (tell) => startAll({ start, kind, directory, supervisor, settings, wasUp, tell, signal }),
    );
    phases.push({ name: "stack", ms: Date.now() - startedAt });
    return { kind, directory, settings, endpoints, mocks, supervisor, specs, wasUp };
  } catch (error) {
    if (wasUp) {
      keepSandbox(directory, supervisor);
    } else if (error instanceof SandboxError && error.code === "ENVIRONMENT_UNFIT") {
      // An external stack that cannot be used holds nothing of ours, or somebody else's.
      await stopSandbox(directory, supervisor);
      removeSettings(directory.paths.root);
    } else {
      await removeSandbox(directory, supervisor);
    }
    directory.close();
    throw error;
  }
}

/** Leaves the sandbox up, or stops everything and removes its data; runs stay. */
export async function endSandbox(
  sandbox: Sandbox,
  keep: boolean,
  progress: Progress,
): Promise<void> {
  const { directory, supervisor } = sandbox;
  try {
    if (keep) {
      keepSandbox(directory, supervisor);
      return;
    }
    await progress.step("Stopping", () => removeSandbox(directory, supervisor));
  } finally {
    directory.close();
  }
}

/** Stops everything and removes its data, on an external stack too. */
export async function removeSandbox(
  directory: SandboxDirectory,
  supervisor?: Supervisor,
): Promise<void> {
  const { kind, endpoints } = directory.state ?? {};
  await stopSandbox(directory, supervisor);
  removeSettings(directory.paths.root);
  if (kind !== "external" || endpoints === undefined) return;
  try {
    await clearExternalRemains(endpoints, AbortSignal.timeout(remainsLimitMs));
  } catch (error) {
    // The sandbox is down all the same, and the next one that uses the stack clears it first.
    process.stderr.write(`The external stack still holds data: ${describeError(error)}\n`);
  }
}

/** Clears what a killed runner left; a sandbox that was kept up on purpose stays. */
async function clearBefore(directory: SandboxDirectory, progress: Progress): Promise<void> {
  if (directory.state === undefined && directory.damage === undefined) return;
  const leftover = directory.state?.kept !== true;
  if (leftover)
    await progress.step("Clearing what an earlier runner left", () => clearLeftovers(directory));
  else await clearLeftovers(directory);
  if (directory.state === undefined) removeSettings(directory.paths.root);
}

function settle(
  directory: SandboxDirectory,
  wanted: SandboxSettings,
  wasUp: boolean,
): SandboxSettings {
  const up = wasUp ? readSettings(directory.paths.root) : undefined;
  if (up === undefined) {
    writeSettings(directory.paths.root, wanted);
    return wanted;
  }
  assertSameWorld(up, wanted);
  return up;
}

interface StartAll {
  readonly start: StartSandboxOptions;
  readonly kind: StackKind;
  readonly directory: SandboxDirectory;
  readonly supervisor: Supervisor;
  readonly settings: SandboxSettings;
  readonly wasUp: boolean;
  readonly tell: (detail: string) => void;
  readonly signal: AbortSignal;
}

async function startAll(all: StartAll): Promise<Pick<Sandbox, "endpoints" | "mocks" | "specs">> {
  const { start, kind, directory, supervisor, settings, signal } = all;
  const parts = new Map<string, string>();
  const progress = ({ part, text }: { part: string; text: string }): void => {
    parts.set(part, text);
    all.tell([...parts].map(([name, state]) => `${name}: ${state}`).join("\n"));
  };
  const ports = await chooseOwnPorts(directory, settings.providers, start.options.ports);
  const providers = Object.fromEntries(
    settings.providers.map((name) => [name, `http://127.0.0.1:${ports.get(`mock-${name}`) ?? 0}`]),
  ) as Partial<Record<ProviderName, string>>;
  const mocks = mockSpec(all, ports, providers);
  // What fails or is interrupted is thrown only when the other has ended too: nothing may start behind a stop.
  const [stack] = await together(signal, (both) => [
    startStack(kind, { directory, supervisor, ports: start.options.ports, progress, signal: both }),
    supervisor.start(mocks, both),
  ]);
  if (kind === "external" && !all.wasUp) await clearExternalRemains(stack, signal);
  const port = (name: OwnPort): number => ports.get(name) ?? 0;
  const url = (name: OwnPort): string => `http://127.0.0.1:${port(name)}`;
  const environment = pipelineEnvironment({
    endpoints: stack,
    clock: settings.clock,
    providers: withExternalKeys(kind, start.providers),
    providerUrls: { ...providers, ...stack.providers },
    runsDirectory: directory.paths.runs,
    ports: { ingestion: port("ingestion"), landing: port("landing"), api: port("api") },
  });
  const pipelineSpec = (name: PipelineProcess): ProcessSpec =>
    nodeProcessSpec({
      name,
      entry: entryOf(`services/${name}/main.ts`),
      env: environment,
      logs: directory.paths.logs,
      readyUrls: [`${url(name)}/ready`],
    });
  const specs = {
    "mock-providers": mocks,
    ingestion: pipelineSpec("ingestion"),
    landing: pipelineSpec("landing"),
    api: pipelineSpec("api"),
  };
  await together(signal, (all) =>
    pipelineProcesses.map(async (name) => {
      await supervisor.start(specs[name], all);
      progress({ part: name, text: url(name) });
    }),
  );
  const endpoints: Endpoints = {
    ...stack,
    api: url("api"),
    ingestion: url("ingestion"),
    landing: url("landing"),
    providers: { ...providers, ...stack.providers },
  };
  directory.update({ endpoints });
  return { endpoints, mocks: Object.values(providers), specs };
}

function mockSpec(
  all: StartAll,
  ports: ReadonlyMap<OwnPort, number>,
  urls: Partial<Record<ProviderName, string>>,
) {
  const { settings, directory } = all;
  const { seed, series, points, clock, throttle, replay, replayLatency, scenario } = settings;
  return nodeProcessSpec({
    name: "mock-providers",
    entry: entryOf("mock-providers/main.ts"),
    env: mockEnvironment({
      world: { seed, series, points, scope: "catalogue" },
      clock,
      ports: Object.fromEntries(
        settings.providers.map((name) => [name, ports.get(`mock-${name}`) ?? 0]),
      ),
      throttle,
      ledgerDirectory: directory.paths.ledger,
      ...(replay === undefined ? {} : { replayDirectory: replay }),
      ...(scenario === undefined ? {} : { scenarioFile: scenario }),
      ...(replayLatency === undefined ? {} : { replayLatency }),
    }),
    logs: directory.paths.logs,
    readyUrls: Object.values(urls).map((url) => `${url}/health`),
  });
}

function withExternalKeys(
  kind: StackKind,
  providers: readonly ProviderConfig[],
): readonly ProviderConfig[] {
  if (kind !== "external") return providers;
  const keys = readExternalKeys();
  return providers.map((provider) => ({
    ...provider,
    api_key: keys[provider.name] ?? provider.api_key,
  }));
}

/** Ports of our own processes; a sandbox that is up keeps those it has. */
async function chooseOwnPorts(
  directory: SandboxDirectory,
  providers: readonly ProviderName[],
  mode: PortMode,
): Promise<Map<OwnPort, number>> {
  const names: OwnPort[] = [
    "ingestion",
    "landing",
    "api",
    ...providers.map((name) => `mock-${name}` as const),
  ];
  const known = directory.state?.ports ?? {};
  const ports = new Map<OwnPort, number>();
  for (const name of names)
    ports.set(name, known[name] ?? (await choosePort(name, defaultPorts[name], mode)));
  directory.update({ ports: { ...known, ...Object.fromEntries(ports) } });
  return ports;
}

function note(event: SupervisorEvent, events: Verdict["events"]): void {
  const what = {
    died: `died (${event.reason})`,
    restarted: event.event === "restarted" ? `back after ${event.restartedAfterMs} ms` : "",
    "gave-up": `given up: ${event.reason}`,
  }[event.event];
  events.push({ at: new Date(event.atMs).toISOString(), process: event.name, event: what });
}

function entryOf(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
