/** Headers the originals are known to send with their answers, by provider and format. Null: never sent. */
import type { MockName } from "../../../mock-providers/provider-table.ts";
import type { BodyFormat } from "./read-body.ts";

export interface ExpectedHeader {
  readonly name: string;
  readonly expected: RegExp | null;
}

type Headers = Readonly<Record<string, RegExp | null>>;

const never: Headers = { "X-RateLimit-Limit": null, "Set-Cookie": null, ETag: null };

const fredAlways: Headers = {
  ...never,
  Server: /^Apache$/,
  "Cache-Control": /^max-age=0, no-cache$/,
  Pragma: /^no-cache$/,
  Vary: /^Accept-Encoding$/,
  "Strict-Transport-Security": /^max-age=86400$/,
  Expires: /GMT$/,
};

const table: Readonly<Partial<Record<string, Headers>>> = {
  "caiso zip": {
    ...never,
    "Content-Type": /^application\/x-zip-compressed$/,
    "Content-Disposition": /^inline; filename=\w[\w.-]*\.zip;$/,
  },
  "eia json": {
    ...never,
    "Content-Type": /^application\/json$/,
    "Cache-Control": /^max-age=0, no-cache, no-store$/,
    "Access-Control-Allow-Headers":
      /^Origin, X-Requested-With, Content-Type, Accept, Authorization, X-Params$/,
    "X-Api-Umbrella-Request-Id": /^\w+$/,
  },
  "fred json": { ...fredAlways, "Content-Type": /^application\/json; charset=UTF-8$/ },
  "fred xml": { ...fredAlways, "Content-Type": /^text\/xml; charset=UTF-8$/ },
  "noaa json": {
    ...never,
    "Content-Type": /^application\/json;charset=UTF-8$/,
    Server: /^Apache-Coyote\/1\.1$/,
  },
  "noaa geo+json": { ...never, "Content-Type": /^application\/geo\+json/ },
};

export function expectedHeaders(
  provider: MockName,
  format: BodyFormat,
  path: string,
): readonly ExpectedHeader[] {
  const isWeather = provider === ("noaa" as string) && !path.startsWith("/cdo-web/");
  const headers = table[`${provider} ${isWeather ? "geo+json" : format}`] ?? never;
  return Object.entries(headers).map(([name, expected]) => ({ name, expected }));
}
