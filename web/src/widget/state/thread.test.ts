import { describe, expect, it } from "vitest";
import { message } from "../testing/factories.ts";
import { contiguousSeq, hasGap, merge, newThread, topSeq } from "./thread.ts";

const thread = (...seqs: number[]) =>
  merge(
    newThread("c1"),
    seqs.map((seq) => message({ seq })),
  );

describe("merge", () => {
  it("keeps messages in order of seq, however they arrive", () => {
    expect(thread(3, 1, 2).messages.map((each) => each.seq)).toEqual([1, 2, 3]);
  });

  it("keeps one message per seq, the newest copy", () => {
    const twice = merge(thread(1, 2), [message({ seq: 2, text: "corrected" })]);
    expect(twice.messages.map((each) => each.text)).toEqual([message({ seq: 1 }).text, "corrected"]);
  });

  it("leaves out messages of another conversation", () => {
    const before = thread(1);
    expect(merge(before, [message({ seq: 2, conversation_id: "other" })])).toBe(before);
  });
});

describe("gaps", () => {
  it("sees a message that is missing in between", () => {
    expect(contiguousSeq(thread(1, 2, 5))).toBe(2);
    expect(topSeq(thread(1, 2, 5))).toBe(5);
    expect(hasGap(thread(1, 2, 5))).toBe(true);
  });

  it("sees that the first messages are missing", () => {
    expect(contiguousSeq(thread(4))).toBe(0);
    expect(hasGap(thread(4))).toBe(true);
  });

  it("sees from the desk's last seq that the end is missing", () => {
    expect(hasGap(thread(1, 2), 3)).toBe(true);
    expect(hasGap(thread(1, 2), 2)).toBe(false);
  });

  it("closes when the missing messages arrive", () => {
    const filled = merge(thread(1, 4), [message({ seq: 2 }), message({ seq: 3 })]);
    expect(hasGap(filled)).toBe(false);
  });

  it("expects nothing below the floor that the first history set", () => {
    const late = merge(newThread("c1", 39), [message({ seq: 40 }), message({ seq: 41 })]);
    expect(hasGap(late)).toBe(false);
    expect(contiguousSeq(late)).toBe(41);
  });
});
