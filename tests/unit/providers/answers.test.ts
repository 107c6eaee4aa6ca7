import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProviderResponse } from "../../../services/providers/connector.ts";
import { jsonItemText, readJsonAnswer } from "../../../services/providers/json-answer.ts";
import { quote } from "../../../services/providers/quote.ts";
import { refusal, retryAfterMs } from "../../../services/providers/refusal.ts";
import { isXml, readXml, xmlElementText } from "../../../services/providers/xml-answer.ts";
import { thrownBy } from "../../contract/providers/connector-contract.ts";

function answer(text: string, contentType?: string, status = 200): ProviderResponse {
  const headers = contentType === undefined ? {} : { "content-type": contentType };
  return { status, headers, body: Buffer.from(text) };
}

describe("readJsonAnswer()", () => {
  it("reads an object whose media type is JSON or not told", () => {
    expect(readJsonAnswer(answer('{"a":1}', "application/json; charset=UTF-8"), "X")).toEqual({
      a: 1,
    });
    expect(readJsonAnswer(answer('{"a":1}'), "X")).toEqual({ a: 1 });
  });

  it("goes by the body when the label is another and the object whole", () => {
    expect(readJsonAnswer(answer('{"a":1}', "text/plain"), "X")).toEqual({ a: 1 });
    expect(readJsonAnswer(answer('{"a":1}', "text/html"), "X")).toEqual({ a: 1 });
  });

  it("takes another media type without an object for a service that is not itself", () => {
    const error = thrownBy(() => readJsonAnswer(answer("busy", "text/plain"), "X"));
    expect(error.code).toBe("PROVIDER_UNAVAILABLE");
    expect(error.message).toBe(
      'Cannot read X: content type "text/plain", expected "application/json"',
    );
  });

  it.each(["", "[]", "5", "null", '"text"', '{"a":1', '{"a":1}}', "﻿{}x"])(
    "takes the body %j for a payload that is no whole object",
    (text) => {
      const error = thrownBy(() => readJsonAnswer(answer(text, "application/json"), "X"));
      expect(error.code).toBe("PROVIDER_PAYLOAD_INVALID");
    },
  );

  it("says where JSON breaks off without quoting it", () => {
    const error = thrownBy(() =>
      readJsonAnswer(answer('{"api_key":"topsecret" "b":1}', "application/json"), "X"),
    );
    expect(error.message).toContain("breaks off at 23");
    expect(error.message).not.toContain("topsecret");
  });
});

describe("jsonItemText()", () => {
  it("finds each item of any document as it was written", () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1 }),
        value,
        fc.boolean(),
        (items, other, pretty) => {
          const document = {
            other,
            response: { [`"`]: other, data: items, more: other },
            after: other,
          };
          const text = JSON.stringify(document, null, pretty ? 2 : 0);
          for (const [index, item] of items.entries()) {
            const found = jsonItemText(text, ["response", "data"], index);
            expect(text).toContain(found);
            expect(JSON.stringify(JSON.parse(found))).toBe(JSON.stringify(item));
          }
        },
      ),
    );
  });

  it("keeps spellings that parsing would lose", () => {
    const text = '{"data":[{"a":1.50,"b":"x\\/y"},{"a":1E5}]}';
    expect(jsonItemText(text, ["data"], 0)).toBe('{"a":1.50,"b":"x\\/y"}');
    expect(jsonItemText(text, ["data"], 1)).toBe('{"a":1E5}');
  });
});

describe("readXml()", () => {
  it("reads attributes and elements as text and drops prefixes", () => {
    const text = '<?xml version="1.0"?><m:a x="01"><m:b>007</m:b></m:a>';
    expect(readXml(text, ["b"], "X")).toEqual({ a: { x: "01", b: ["007"] } });
  });

  it("refuses every cut of a document", () => {
    const text = '<?xml version="1.0"?>\n<a x="1"><b>1</b><b>2</b></a>';
    for (let length = 0; length < text.length; length += 1) {
      const error = thrownBy(() => readXml(text.slice(0, length), [], "X"));
      expect(error.code).toBe("PROVIDER_PAYLOAD_INVALID");
    }
  });

  it("finds elements again as they were written", () => {
    const text = '<a><rows n="1"><row v="1"/>\n<row v="2">x</row></rows></a>';
    expect(xmlElementText(text, "row", 0)).toBe('<row v="1"/>');
    expect(xmlElementText(text, "row", 1)).toBe('<row v="2">x</row>');
    expect(xmlElementText(text, "row", 2)).toBe("");
  });

  it("tells XML by its first characters", () => {
    expect(isXml(Buffer.from('<?xml version="1.0"?><a/>'))).toBe(true);
    expect(isXml(Buffer.from("\n<m:OASISReport>"))).toBe(true);
    expect(isXml(Buffer.from("a,b\n1,2"))).toBe(false);
    expect(isXml(Buffer.from("{}"))).toBe(false);
  });
});

describe("refusal()", () => {
  it("names status, what the provider says, and what was expected", () => {
    const error = refusal(answer("<html><body>Bad   gateway</body></html>", "text/html", 502), {
      subject: "EIA x",
    });
    expect(error.code).toBe("PROVIDER_UNAVAILABLE");
    expect(error.message).toBe(
      'Cannot read EIA x: the provider answered 502 "Bad gateway", expected 200 with data',
    );
  });

  it.each([
    [204, "PROVIDER_UNAVAILABLE"],
    [302, "PROVIDER_REFUSED"],
    [400, "PROVIDER_REFUSED"],
    [408, "PROVIDER_UNAVAILABLE"],
    [423, "PROVIDER_UNAVAILABLE"],
    [504, "PROVIDER_UNAVAILABLE"],
  ])("takes status %i for %s", (status, code) => {
    expect(refusal(answer("", undefined, status), { subject: "X" }).code).toBe(code);
  });
});

describe("retryAfterMs()", () => {
  const date = "Sat, 21 Nov 2026 10:00:00 GMT";
  it.each([
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": " 12 " }, 12_000],
    [{ "retry-after": "Sat, 21 Nov 2026 10:01:00 GMT", date }, 60_000],
    [{ "retry-after": "Sat, 21 Nov 2026 09:00:00 GMT", date }, 0],
    [{ "retry-after": "Sat, 21 Nov 2026 10:01:00 GMT" }, undefined],
    [{ "retry-after": "soon", date }, undefined],
    [{ "retry-after": "" }, undefined],
    [{}, undefined],
  ])("reads %j", (headers, expected) => {
    expect(retryAfterMs(headers)).toBe(expected);
  });
});

describe("quote()", () => {
  it("hides keys, shortens, and shows what is no text", () => {
    expect(quote(`{"api_key":"abc"}`)).toBe('"{"api_key":"[key]"}"');
    expect(quote(`a ${"k".repeat(40)} b`)).toBe('"a [key] b"');
    expect(quote("x y ".repeat(100)).length).toBeLessThan(170);
    expect(quote(undefined)).toBe("nothing");
    expect(quote(null)).toBe('"null"');
    expect(quote({ a: 1 })).toBe('"{"a":1}"');
  });
});
