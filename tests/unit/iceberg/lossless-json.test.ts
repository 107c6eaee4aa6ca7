import { describe, expect, it } from "vitest";
import {
  parseLossless,
  stringifyLossless,
} from "../../../services/landing/iceberg/lossless-json.ts";

describe("lossless JSON", () => {
  it("keeps integers beyond 2^53 digit by digit", () => {
    const text = '{"snapshot-id":9007199254740993,"parent":-9223372036854775808,"small":-1}';
    expect(parseLossless(text)).toEqual({
      "snapshot-id": 9007199254740993n,
      parent: -9223372036854775808n,
      small: -1,
    });
    expect(stringifyLossless(parseLossless(text))).toBe(text);
  });

  it("leaves fractions, texts and other values as JSON has them", () => {
    const text = '{"a":[1.5,"9007199254740993",true,null,1e-7],"b":{}}';
    expect(stringifyLossless(parseLossless(text))).toBe(text);
    expect(parseLossless("1e300")).toBe(1e300);
  });
});
