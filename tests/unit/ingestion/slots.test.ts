import { describe, expect, it } from "vitest";
import { createSlots } from "../../../services/ingestion/slots.ts";

const never = new AbortController().signal;

describe("createSlots()", () => {
  it("gives out as many slots as it has and the next when one is free, first come first served", async () => {
    const slots = createSlots(1);
    const order: string[] = [];
    const release = await slots.take("fred", never);
    const second = slots.take("fred", never).then((next) => {
      order.push("second");
      return next;
    });
    const third = slots.take("fred", never).then(() => order.push("third"));
    expect(order).toEqual([]);
    release();
    const releaseSecond = await second;
    expect(order).toEqual(["second"]);
    releaseSecond();
    await third;
    expect(order).toEqual(["second", "third"]);
  });

  it("counts each name for itself and says which have none left", async () => {
    const slots = createSlots(2);
    await slots.take("fred", never);
    const release = await slots.take("fred", never);
    await slots.take("eia", never);
    expect(slots.full()).toEqual(["fred"]);
    release();
    expect(slots.full()).toEqual([]);
  });

  it("frees a slot once, however often it is told to", async () => {
    const slots = createSlots(1);
    const release = await slots.take("fred", never);
    release();
    release();
    await slots.take("fred", never);
    expect(slots.full()).toEqual(["fred"]);
  });

  it("forgets who stopped waiting", async () => {
    const slots = createSlots(1);
    const release = await slots.take("fred", never);
    const controller = new AbortController();
    const leaving = slots.take("fred", controller.signal);
    controller.abort(new Error("stopping"));
    await expect(leaving).rejects.toThrow("stopping");
    release();
    expect(slots.full()).toEqual([]);
  });
});
