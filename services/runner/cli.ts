/** The commands of sandbox-runner and their options. What each does stands in `commands/`. */
import { readFileSync } from "node:fs";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { type ReplayLatency, replayLatencies } from "../../mock-providers/replay/latency.ts";
import { SandboxError, describeError, errorTable } from "../core/errors.ts";
import type { ProviderName } from "../core/observation.ts";
import { defaultDirectory } from "./command-hint.ts";
import {
  parseChoice,
  parseCount,
  parseDirectory,
  parseDuration,
  parseInstant,
  parsePort,
  parseProvider,
  parseProviders,
  parseSeed,
  parseTimeScale,
  pointsMax,
  seriesMax,
} from "./options.ts";
import { withScenario } from "./scenario-option.ts";

export const stackKinds = ["native", "docker", "external"] as const;
export type StackKind = (typeof stackKinds)[number];

/** Options that place a sandbox on the machine. */
export interface PlaceOptions {
  readonly dir: string;
  readonly config: string;
}

export interface WorldOptions {
  readonly providers?: ProviderName[];
  readonly seed: number;
  readonly series: number;
  readonly points: number;
  readonly clockStart?: string;
  readonly timeScale?: number;
  readonly replay?: string;
  /** File that says what goes wrong, and when. */
  readonly scenario?: string;
  readonly replayLatency?: ReplayLatency;
  readonly throttle: boolean;
}

export interface StackOptions {
  readonly stack?: StackKind;
  readonly ports: "auto" | "fixed";
}

export type UpOptions = PlaceOptions & WorldOptions & StackOptions & { readonly json: boolean };
/** How long a run streams, on the sandbox's clock; without either it fetches once. */
export interface StreamOptions {
  /** Milliseconds. */
  readonly for?: number;
  /** Until it is interrupted. */
  readonly stream: boolean;
}

export type RunOptions = UpOptions &
  StreamOptions & { readonly keep: boolean; readonly out?: string };
export type MocksOptions = PlaceOptions &
  WorldOptions &
  Pick<StackOptions, "ports"> & { readonly host: string };
export type ReportOptions = PlaceOptions & { readonly json: boolean };

export interface RecordOptions {
  readonly provider: ProviderName;
  readonly from: string;
  readonly out?: string;
  readonly port?: number;
  readonly host: string;
  readonly allowExternal: boolean;
}

/** Each resolves to the exit code. */
export interface Commands {
  run(options: RunOptions): Promise<number>;
  up(options: UpOptions): Promise<number>;
  down(options: ReportOptions): Promise<number>;
  status(options: ReportOptions): Promise<number>;
  doctor(options: ReportOptions): Promise<number>;
  mocks(options: MocksOptions): Promise<number>;
  record(options: RecordOptions): Promise<number>;
  makeProvider(name: string): Promise<number>;
  reconcile(options: ReportOptions): Promise<number>;
}

/** Runs the command line and resolves to the exit code; never throws. */
export async function runCommandLine(
  words: readonly string[],
  commands: Commands,
): Promise<number> {
  let exitCode = 0;
  const program = createProgram(commands, (code) => {
    exitCode = code;
  });
  try {
    refuseUnknownCommand(program, words);
    await program.parseAsync([...words], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`sandbox-runner: ${describeError(error)}\n`);
    return error instanceof SandboxError ? errorTable[error.code].exitCode : 1;
  }
}

const { version } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
) as { version: string };

function createProgram(commands: Commands, finish: (exitCode: number) => void): Command {
  const program = new Command("sandbox-runner")
    .description(
      "Plays provider data through a real pipeline and says whether anything was lost, doubled, altered or invented.",
    )
    .version(version, "-V, --version", "print the version")
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => {
        write(text.replace(/^error: /, "sandbox-runner: "));
      },
    })
    .showHelpAfterError("(sandbox-runner --help lists what there is)");

  const command = (name: string, description: string): Command =>
    program
      .command(name, { isDefault: name === "run" })
      .description(description)
      .allowExcessArguments(false);

  const run = command(
    "run",
    "start the sandbox, ingest, reconcile, print the verdict (the default)",
  );
  addStream(addPlace(addStack(addWorld(run, 1000))))
    .option("--keep", "leave everything up afterwards", false)
    .option("--json", "print the verdict alone on stdout", false)
    .option("--out <dir>", "also write verdict, report and JUnit file into this directory")
    .action(async (options: RunOptions) => {
      finish(await commands.run(withScenario(options, isGiven(run, "seed"))));
    });

  const up = command("up", "start the sandbox and leave it up");
  addPlace(addStack(addWorld(up, 1000)))
    .option("--json", "print the endpoints as JSON", false)
    .action(async (options: UpOptions) => {
      finish(await commands.up(withScenario(options, isGiven(up, "seed"))));
    });

  const mocks = command("mocks", "start the mock providers alone, in the foreground until Ctrl-C");
  addPlace(addWorld(mocks, 1))
    .addOption(portsOption())
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .action(async (options: MocksOptions) => {
      finish(await commands.mocks(withScenario(options, isGiven(mocks, "seed"))));
    });

  addRecord(
    command("record", "record a provider's answers, in the foreground until Ctrl-C"),
    async (options) => {
      finish(await commands.record(options));
    },
  );

  command("provider", "providers of this checkout")
    .command("new")
    .description(
      "write a provider that works into the checkout: mock, connector, configuration, tests",
    )
    .argument("<name>", "small letters and digits, a letter first")
    .allowExcessArguments(false)
    .action(async (name: string) => {
      finish(await commands.makeProvider(name));
    });

  const reporting = {
    down: "stop what is up and remove its data; runs and their reports stay",
    status: "what runs, where, since when, how big",
    doctor: "what this machine has, what is missing, and the command that mends it",
    reconcile: "compare again what is up now",
  } as const;
  for (const [name, description] of Object.entries(reporting) as [
    keyof typeof reporting,
    string,
  ][]) {
    addPlace(command(name, description))
      .option("--json", "print JSON on stdout", false)
      .action(async (options: ReportOptions) => {
        finish(await commands[name](options));
      });
  }
  return program;
}

function addRecord(command: Command, act: (options: RecordOptions) => Promise<void>): void {
  command
    .addOption(
      new Option("--provider <name>", "whose answers they are")
        .argParser(read(parseProvider))
        .makeOptionMandatory(),
    )
    .requiredOption("--from <url>", "root of the provider's API, or of a mock's")
    .option("--out <dir>", "directory of the recording (default: recordings/<provider>)")
    .addOption(
      new Option("--port <n>", "port to listen on; any free one when absent").argParser(
        read(parsePort),
      ),
    )
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--allow-external", "allow an address that is not on this machine", false)
    .action(act);
}

function addPlace(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--dir <dir>",
        "directory of this sandbox; sandboxes with their own run side by side",
      )
        .argParser(read(parseDirectory))
        .default(defaultDirectory),
    )
    .option("--config <file>", "configuration file", "config/sandbox_config.json");
}

function addStream(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--for <duration>",
        "stream for so long on the sandbox's clock: 90m, 36h, 7d; polls on the providers' timetables",
      ).argParser(read(parseDuration("--for"))),
    )
    .option("--stream", "stream until Ctrl-C, then give the verdict", false);
}

function addStack(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--stack <kind>",
        `${stackKinds.join(", ")}; chosen by what the machine has when absent`,
      ).argParser(read(parseChoice("--stack", stackKinds))),
    )
    .addOption(portsOption());
}

function portsOption(): Option {
  return new Option(
    "--ports <mode>",
    "auto: take a free port where a default one is taken; fixed: insist on the defaults",
  )
    .argParser(read(parseChoice("--ports", ["auto", "fixed"] as const)))
    .default("auto");
}

function addWorld(command: Command, timeScale: number): Command {
  return command
    .addOption(
      new Option(
        "--providers <list>",
        "comma list; all enabled in the configuration when absent",
      ).argParser(read(parseProviders)),
    )
    .addOption(
      new Option("--seed <n>", "same seed, same data").argParser(read(parseSeed)).default(42),
    )
    .addOption(
      new Option("--series <n>", "series per provider")
        .argParser(read(parseCount("--series", seriesMax)))
        .default(50),
    )
    .addOption(
      new Option("--points <n>", "observations per series")
        .argParser(read(parseCount("--points", pointsMax)))
        .default(1000),
    )
    .addOption(
      new Option("--clock-start <instant>", "where the sandbox's clock begins (UTC)").argParser(
        read(parseInstant),
      ),
    )
    .addOption(
      new Option(
        "--time-scale <n>",
        `seconds on the sandbox's clock per real second (default: ${timeScale}); 0: as fast as the work goes`,
      ).argParser(read(parseTimeScale)),
    )
    .option(
      "--replay <dir>",
      "serve the payloads recorded in this directory instead of generated data",
    )
    .option("--scenario <file>", "play the faults of this file, e.g. config/scenarios/*.json")
    .addOption(
      new Option("--replay-latency <mode>", `${replayLatencies.join(" or ")}: timing of a replay`)
        .argParser(read(parseChoice("--replay-latency", replayLatencies)))
        .default(replayLatencies[0]),
    )
    .option("--no-throttle", "switch the providers' own throttles off");
}

/** Whether the command line named the option, or its default stands. */
function isGiven(command: Command, option: string): boolean {
  return command.getOptionValueSource(option) !== "default";
}

/** Turns our refusal into commander's own, which keeps the exit code and prints our sentence alone. */
function read<Value>(parse: (text: string) => Value): (text: string) => Value {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      if (error instanceof SandboxError) throw error;
      throw new InvalidArgumentError(describeError(error));
    }
  };
}

/** With a default command, commander would take an unknown word for an argument of `run`. */
function refuseUnknownCommand(program: Command, words: readonly string[]): void {
  const first = words[0];
  if (first === undefined || first.startsWith("-") || first === "help") return;
  const names = program.commands.map((command) => command.name());
  if (names.includes(first)) return;
  throw new SandboxError(
    "USAGE_INVALID",
    `There is no command "${first}": expected ${names.join(", ")}`,
  );
}
