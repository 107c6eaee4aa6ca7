/**
 * NOAA on one port: Climate Data Online below `/cdo-web/`, as on its own host, and api.weather.gov everywhere
 * else. Both tell of one weather. Only Climate Data Online carries observations of the data model.
 */
import type { CreateMockProvider, MockProvider } from "../kit/types.ts";
import { cdoRoot, createCdo } from "./cdo/answer-cdo.ts";
import { createExpandRange } from "./cdo/served-rows.ts";
import { createNws } from "./nws/answer-nws.ts";
import { createWorld } from "./world/world.ts";

export const createNoaaProvider: CreateMockProvider = (options) => {
  const world = createWorld(options);
  const answerCdo = createCdo(world);
  const answerNws = createNws(world);
  const provider: MockProvider = {
    name: "noaa",
    catalogue: world.catalogue,
    throttled: true,
    expand: createExpandRange(world.tables),
    answer: (request) =>
      request.path.startsWith(cdoRoot)
        ? answerCdo(request, { throttled: provider.throttled })
        : answerNws(request),
  };
  return provider;
};
