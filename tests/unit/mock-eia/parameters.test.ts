import { describe, expect, it } from "vitest";
import {
  encodeParameters,
  listOf,
  readJson,
  readQuery,
  textOf,
  type ParameterValue,
} from "../../../mock-providers/eia/parameters.ts";

function readBack(query: string): string {
  const parameters = new Map<string, ParameterValue>();
  readQuery(query, parameters);
  return encodeParameters(parameters);
}

describe("readQuery()", () => {
  it.each([
    ["a=1&b=2", '{"a":"1","b":"2"}'],
    ["data[]=value&data[]=price", '{"data":["value","price"]}'],
    ["data[0]=value&data[1]=price", '{"data":["value","price"]}'],
    ["data[1]=value&data[]=price", '{"data":{"1":"value","2":"price"}}'],
    ["f[x][]=1&f[y][]=2&f[x][]=3", '{"f":{"x":["1","3"],"y":["2"]}}'],
    ["s[0][column]=a&s[0][direction]=b", '{"s":[{"column":"a","direction":"b"}]}'],
    ["a=1&a=2", '{"a":"2"}'],
    ["a=1&a[]=2", '{"a":["2"]}'],
    ["a", '{"a":""}'],
    ["=1&&a=%2B+%41", '{"a":"+ A"}'],
    ["a=100%", '{"a":"100%"}'],
    ["a[=1", '{"a[":"1"}'],
    ['url=a/b&name=é"', '{"url":"a\\/b","name":"\\u00e9\\""}'],
  ])("nests %s as PHP does", (query, encoded) => {
    expect(readBack(query)).toBe(encoded);
  });

  it("stops at a bounded depth and a bounded number of pairs", () => {
    expect(readBack(`a${"[x]".repeat(50)}=1`).length).toBeLessThan(200);
    expect(readBack("a[]=1&".repeat(20_000)).match(/"1"/g)).toHaveLength(10_000);
  });

  it("is not misled by the names of object members", () => {
    expect(readBack("__proto__[x]=1&constructor=2")).toBe(
      '{"__proto__":{"x":"1"},"constructor":"2"}',
    );
  });
});

describe("readJson()", () => {
  it("keeps kinds, and turns counts into text when they are echoed", () => {
    const parameters = new Map<string, ParameterValue>();
    expect(readJson('{"start":null,"offset":0,"n":1.5,"ok":true,"list":[]}', parameters)).toBe(
      true,
    );
    expect(encodeParameters(parameters)).toBe(
      '{"start":null,"offset":"0","n":1.5,"ok":true,"list":[]}',
    );
  });

  it.each(["", "nope", "[1]", "null", "3"])(
    "refuses %j and leaves the parameters alone",
    (text) => {
      const parameters = new Map<string, ParameterValue>([["kept", "yes"]]);
      expect(readJson(text, parameters)).toBe(false);
      expect([...parameters.keys()]).toEqual(["kept"]);
    },
  );
});

describe("listOf() and textOf()", () => {
  it("read a single value where a list was expected, and nothing from nested ones", () => {
    expect(listOf("a")).toEqual(["a"]);
    expect(
      listOf(
        new Map<string, ParameterValue>([
          ["0", "a"],
          ["1", 2],
          ["2", null],
        ]),
      ),
    ).toEqual(["a", "2"]);
    expect(listOf(null)).toEqual([]);
    expect(textOf("")).toBeUndefined();
    expect(textOf(new Map())).toBeUndefined();
    expect(textOf(5)).toBe("5");
  });
});
