import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addToTable } from "../../../services/runner/provider-pack/edit-table.ts";
import { addToFlowList, addToMap } from "../../../services/runner/provider-pack/edit-yaml.ts";
import { writeChanges } from "../../../services/runner/provider-pack/write-changes.ts";

const yaml = `# top
x-env: &env
  A_URL: one # first
  B_URL: two

  # about ports
  PORT: 1
services:
  mock-a:
    command: >
      folded
      text
    list: [a, b]

  # the other
  other: {}
`;

describe("addToMap()", () => {
  it("adds after the last key that fits, and touches nothing else", () => {
    expect(addToMap(yaml, ["x-env"], /_URL$/, "C_URL: three")).toBe(
      yaml.replace("  B_URL: two\n", "  B_URL: two\n  C_URL: three\n"),
    );
    const added = addToMap(yaml, ["services"], /^mock-/, "mock-b:\n  list: [c]");
    expect(added).toBe(
      yaml.replace("    list: [a, b]\n", "    list: [a, b]\n  mock-b:\n    list: [c]\n"),
    );
  });

  it("knows the end of a block of text, and of a file without a last line break", () => {
    expect(addToMap("a:\n  b: >\n    x\n    y\nc: 1\n", ["a"], /b/, "d: 2")).toBe(
      "a:\n  b: >\n    x\n    y\n  d: 2\nc: 1\n",
    );
    expect(addToMap("a:\n  b: 1", ["a"], /b/, "c: 2")).toBe("a:\n  b: 1\n  c: 2\n");
  });

  it.each([
    [["x-env"], /nothing/, "c: 1", "no key there matches"],
    [["services", "mock-a", "list"], /a/, "c: 1", "expected a map"],
    [["absent"], /a/, "c: 1", "expected a map"],
    [["x-env"], /_URL$/, "C_URL: [", "Cannot add to YAML"],
  ])("refuses %j after %s: %s", (path, after, lines, sentence) => {
    expect(() => addToMap(yaml, path, after, lines)).toThrow(sentence);
  });
});

describe("addToFlowList()", () => {
  it("adds at the end", () => {
    expect(addToFlowList(yaml, ["services", "mock-a", "list"], "c")).toBe(
      yaml.replace("[a, b]", "[a, b, c]"),
    );
  });
  it("refuses what is no list in brackets", () => {
    expect(() => addToFlowList("a:\n  - b\n", ["a"], "c")).toThrow("expected a list in brackets");
    expect(() => addToFlowList("a: []\n", ["a"], "c")).toThrow("the list is empty");
  });
});

describe("addToTable()", () => {
  const code =
    'import { a } from "a";\nimport {\n  b,\n} from "b";\n\nconst t = {\n  a,\n} as const satisfies T;\n';
  it("adds the line at the end of the table and the import after the others", () => {
    const importLine = 'import { c } from "c";';
    expect(addToTable(code, { file: "t.ts", line: "  c,", importLine })).toBe(
      code
        .replace('} from "b";\n', '} from "b";\nimport { c } from "c";\n')
        .replace("  a,\n}", "  a,\n  c,\n}"),
    );
  });
  it("refuses a file without a table", () => {
    expect(() => addToTable("const a = 1;", { file: "t.ts", line: "" })).toThrow(
      'Cannot add to t.ts: expected a table that ends in "} as const satisfies"',
    );
  });
});

describe("writeChanges()", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "changes-"));
    writeFileSync(join(root, "old"), "as it was");
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });
  const changes = [
    { path: "old", before: "as it was", after: "changed" },
    { path: "new/deep/file", before: undefined, after: "made" },
  ];

  it("writes everything, then goes on", async () => {
    let seen = "";
    await writeChanges(root, changes, () => {
      seen = readFileSync(join(root, "new/deep/file"), "utf8");
      return Promise.resolve();
    });
    expect([seen, readFileSync(join(root, "old"), "utf8")]).toEqual(["made", "changed"]);
  });

  it("takes everything back when what follows fails", async () => {
    const failing = writeChanges(root, changes, () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(readFileSync(join(root, "old"), "utf8")).toBe("as it was");
    expect(readdirSync(root)).toEqual(["old"]);
  });

  it("takes everything back when a file is already there, and leaves that file", async () => {
    mkdirSync(join(root, "new/deep"), { recursive: true });
    writeFileSync(join(root, "new/deep/file"), "somebody's");
    await expect(writeChanges(root, changes, () => Promise.resolve())).rejects.toThrow("EEXIST");
    expect(readFileSync(join(root, "old"), "utf8")).toBe("as it was");
    expect(existsSync(join(root, "new/deep/file"))).toBe(true);
    expect(readFileSync(join(root, "new/deep/file"), "utf8")).toBe("somebody's");
  });
});
