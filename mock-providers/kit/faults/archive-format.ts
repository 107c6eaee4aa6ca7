/** Rows of the files inside an archive, as those of one answer: each file is read and written by a format of its own. */
import { type Cells, type RowDocument, type RowFormat, hiddenCell } from "./row-format.ts";

export interface ArchivedFile {
  readonly name: string;
  readonly content: Buffer;
}

export interface ArchiveFormatOptions {
  /** The files that may hold rows; undefined when the body is no such archive. */
  unpack(body: Buffer): readonly ArchivedFile[] | undefined;
  pack(files: readonly ArchivedFile[], nowMs: number): Buffer;
  /** Of a file; the first that can read it does. An archive with a file none can read has no rows. */
  readonly formats: readonly RowFormat[];
}

const fileCell = hiddenCell("file");

export function createArchiveFormat(options: ArchiveFormatOptions): RowFormat {
  return {
    read({ request, content, truth }) {
      const files: { readonly name: string; readonly document: RowDocument }[] = [];
      for (const { name, content: inside } of options.unpack(content) ?? []) {
        let document: RowDocument | undefined;
        for (const format of options.formats)
          document ??= format.read({ request, content: inside, truth });
        if (document === undefined) return undefined;
        files.push({ name, document });
      }
      const [first] = files;
      if (first === undefined) return undefined;
      // One form and one report for all of them, but some files may have no rows to tell their fields by.
      const { document } = files.find((file) => file.document.rows.length > 0) ?? first;
      return {
        ...document,
        rows: files.flatMap(({ name, document: { rows } }) =>
          rows.map((row) => ({ ...row, cells: { ...row.cells, [fileCell]: name } })),
        ),
        write(rows, changes) {
          const byFile = Map.groupBy<unknown, Cells>(rows, (row) => row[fileCell]);
          const written = files.map((file) => ({
            name: file.name,
            content: file.document.write(byFile.get(file.name) ?? [], changes),
          }));
          return options.pack(written, request.nowMs);
        },
      };
    },
  };
}
