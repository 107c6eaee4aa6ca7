/** The arrows of ARCHITECTURE.md: a folder may import what stands to its right, nothing else. */
const layers = {
  core: [],
  telemetry: ["core"],
  providers: ["core"],
  stability: ["core", "telemetry"],
  ingestion: ["core", "providers", "stability", "telemetry"],
  landing: ["core", "stability", "telemetry"],
  stack: ["core", "telemetry"],
  api: ["core", "stability", "telemetry"],
};

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "mocks-stand-alone",
      comment:
        "The mocks and the pipeline are two readings of the same documents and share no code",
      severity: "error",
      from: { path: "^mock-providers/" },
      to: { path: "^services/" },
    },
    {
      name: "only-runner-reads-mocks",
      severity: "error",
      from: { path: "^services/(?!runner/)" },
      to: { path: "^mock-providers/" },
    },
    {
      name: "wording-is-a-leaf",
      comment: "Both sides import it, so it may know nothing of either",
      severity: "error",
      from: { path: "^wording/" },
      to: { pathNot: "^wording/|(^|/)node_modules/zod/" },
    },
    {
      name: "core-is-pure",
      severity: "error",
      from: { path: "^services/core/" },
      to: { dependencyTypes: ["core", "npm"], pathNot: "(^|/)node_modules/(zod|avsc)/" },
    },
    ...Object.entries(layers).map(([layer, allowed]) => ({
      name: `${layer}-imports`,
      severity: "error",
      from: { path: `^services/${layer}/` },
      to: { path: "^services/", pathNot: `^services/(${[layer, ...allowed].join("|")})/` },
    })),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(node_modules|\\.sandbox)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
    },
  },
};
