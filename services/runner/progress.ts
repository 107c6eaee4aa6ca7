/** Shows what a command does: live on a terminal, one line per step elsewhere. Always on stderr. */
import {
  type DefaultRenderer,
  Listr,
  type ListrTaskWrapper,
  ListrLogger,
  ProcessOutput,
  type SimpleRenderer,
} from "listr2";

export interface Progress {
  /**
   * Runs one step under a title. `tell` replaces the step's current detail; elsewhere than on a
   * terminal lines that are new are printed, at most every two seconds.
   */
  step<Result>(
    title: string,
    work: (tell: (detail: string) => void) => Promise<Result>,
  ): Promise<Result>;
}

const plainDetailEveryMs = 2_000;

export function createProgress(stream: NodeJS.WriteStream, live: boolean): Progress {
  return live ? createLiveProgress(stream) : createPlainProgress(stream);
}

function createPlainProgress(stream: NodeJS.WriteStream): Progress {
  return {
    async step(title, work) {
      const startedAt = Date.now();
      let toldAt = startedAt;
      let told: readonly string[] = [];
      stream.write(`${title} …\n`);
      const result = await work((detail) => {
        if (Date.now() - toldAt < plainDetailEveryMs) return;
        toldAt = Date.now();
        const lines = detail.split("\n");
        for (const line of lines) if (!told.includes(line)) stream.write(`  ${line}\n`);
        told = lines;
      });
      stream.write(`${title}: done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
      return result;
    },
  };
}

function createLiveProgress(stream: NodeJS.WriteStream): Progress {
  return {
    async step<Result>(
      title: string,
      work: (tell: (detail: string) => void) => Promise<Result>,
    ): Promise<Result> {
      const outcome: { result?: Result } = {};
      const startedAt = Date.now();
      const list = new Listr<unknown, "default", "simple">(
        [
          {
            title,
            // The newest detail alone, whole: more would pile up what is past.
            rendererOptions: { outputBar: 1 },
            task: async (
              _context: unknown,
              task: ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>,
            ): Promise<void> => {
              outcome.result = await work((detail) => {
                task.output = detail;
              });
              task.title = `${title} ${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
            },
          },
        ],
        {
          registerSignalListeners: false,
          rendererOptions: {
            logger: new ListrLogger({ processOutput: new ProcessOutput(stream, stream) }),
          },
        },
      );
      await list.run();
      // Proof for the cast: run() rejects unless the task has set the result.
      return outcome.result as Result;
    },
  };
}
