import { expect, it } from "vitest";
import { EMPTY_THREAD } from "../store/state.ts";
import { message, note } from "../testing/factories.ts";
import { timeline } from "./timeline.ts";

const kinds = (items: ReturnType<typeof timeline>): string[] => items.map((item) => item.key);

it("puts a note where it was written, and what is on its way at the end", () => {
  const outgoing = [
    { client_id: "x", text: "好的", at: "2026-11-21T08:00:00Z", state: "sending", code: null },
  ] as const;
  const thread = { ...EMPTY_THREAD, messages: [message(1), message(2)], notes: [note()], outgoing };
  expect(kinds(timeline(thread)).slice(1)).toEqual(["m-1", "n-n1", "m-2", "out-x"]);
});

it("introduces an author once for each run of messages", () => {
  const later = new Date(Date.UTC(2026, 10, 21, 9)).toISOString();
  const messages = [
    message(1),
    message(2),
    message(3, { author: "bot" }),
    message(4),
    message(5, { at: later }),
  ];
  const firsts = timeline({ ...EMPTY_THREAD, messages }).flatMap((item) =>
    item.kind === "message" ? [item.first] : [],
  );
  expect(firsts).toEqual([true, false, true, true, true]);
});

it("begins each day with its date", () => {
  const messages = [message(1, { at: "2026-11-20T08:00:00Z" }), message(2), message(3)];
  const items = timeline({ ...EMPTY_THREAD, messages });
  expect(items.map((item) => item.kind)).toEqual(["day", "message", "day", "message", "message"]);
});

it("is empty for an empty conversation", () => {
  expect(timeline(EMPTY_THREAD)).toEqual([]);
});
