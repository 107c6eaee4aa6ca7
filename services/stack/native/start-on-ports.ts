import { defaultPorts } from "../../core/names.ts";
import { chooseFreePort, choosePort, isPortFree, loopback, releasePort } from "../ports.ts";
import { isRunning } from "../process-identity.ts";
import type { PortName } from "../stack.ts";
import type { StackOptions } from "../stack-options.ts";

/** Between choosing a port and its process listening on it, a stranger may take it: then another is tried. */
const attemptsMax = 3;

/**
 * Chooses the ports of one part, remembers them in the sandbox's state and starts the part on them.
 * A part that still runs keeps the ports it has.
 */
export async function startOnPorts<const Names extends readonly PortName[]>(
  options: Required<StackOptions>,
  part: string,
  names: Names,
  start: (ports: Readonly<Record<Names[number], number>>) => Promise<unknown>,
): Promise<Readonly<Record<Names[number], number>>> {
  const { directory, progress } = options;
  for (let attempt = 1; ; attempt++) {
    const chosen: Partial<Record<PortName, number>> = {};
    for (const name of names) chosen[name] = await portOf(name, part, options);
    // Proof for the cast: every name was just given a port.
    const ports = chosen as Record<Names[number], number>;
    directory.update({ ports: { ...directory.state?.ports, ...chosen } });
    try {
      await start(ports);
      progress({ part, state: "ready", text: describe(chosen) });
      return ports;
    } catch (error) {
      if (attempt === attemptsMax || options.signal.aborted || !(await release(chosen)))
        throw error;
      const text = "another process took its port meanwhile, trying again";
      progress({ part, state: "note", text });
    }
  }
}

async function portOf(
  name: PortName,
  part: string,
  { directory, ports: mode }: Required<StackOptions>,
): Promise<number> {
  const known = directory.state?.ports[name];
  const runs = directory.state?.processes.some((known) => known.name === part && isRunning(known));
  if (known !== undefined && runs === true) return known;
  return name === "kafka-controller"
    ? chooseFreePort(name)
    : choosePort(name, defaultPorts[name], mode);
}

/** Lets go of the ports; true if one of them had been taken by somebody else. */
async function release(chosen: Partial<Record<PortName, number>>): Promise<boolean> {
  let taken = false;
  for (const port of Object.values(chosen)) {
    taken ||= !(await isPortFree(port));
    releasePort(port);
  }
  return taken;
}

function describe(chosen: Partial<Record<PortName, number>>): string {
  const [[name, port] = ["", 0]] = Object.entries(chosen);
  const wanted = name in defaultPorts ? defaultPorts[name as keyof typeof defaultPorts] : port;
  return `${loopback}:${port}${port === wanted ? "" : ` (${wanted} is taken)`}`;
}
