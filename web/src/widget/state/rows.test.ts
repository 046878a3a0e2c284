import { describe, expect, it } from "vitest";
import type { Message } from "../../shared/protocol.ts";
import { draft, joinResult, message, minute } from "../testing/factories.ts";
import { type Action, initialState, reduce } from "./reducer.ts";
import { type Row, rows } from "./rows.ts";

const history = (messages: Message[]): Action => ({
  type: "joined",
  sameVisitor: true,
  result: joinResult({ messages }),
});
const show = (...actions: Action[]) => rows(actions.reduce(reduce, initialState()));
const shape = (list: Row[]) =>
  list.map((row) => (row.kind === "group" ? `${row.author}×${row.items.length}` : row.kind));

describe("rows", () => {
  it("joins what one author says in a row", () => {
    const list = show(
      history([message({ seq: 1 }), message({ seq: 2 }), message({ seq: 3, author: "customer" })]),
    );
    expect(shape(list)).toEqual(["time", "bot×2", "customer×1"]);
  });

  it("does not join two agents", () => {
    const agent = { author: "agent" as const };
    const list = show(
      history([
        message({ seq: 1, ...agent, author_name: "林晓" }),
        message({ seq: 2, ...agent, author_name: "陈默" }),
      ]),
    );
    expect(shape(list)).toEqual(["time", "agent×1", "agent×1"]);
  });

  it("shows the time again after a pause", () => {
    const list = show(history([message({ seq: 1 }), message({ seq: 2, at: minute(30) })]));
    expect(shape(list)).toEqual(["time", "bot×1", "time", "bot×1"]);
  });

  it("puts system lines between groups", () => {
    const list = show(
      history([message({ seq: 1 }), message({ seq: 2, author: "system" }), message({ seq: 3 })]),
    );
    expect(shape(list)).toEqual(["time", "bot×1", "system", "bot×1"]);
  });

  it("tells how far each own message has come", () => {
    const delivery = (...actions: Action[]) => {
      const last = show(history([]), { type: "draft", draft: draft("a"), now: 1 }, ...actions).at(-1);
      return last?.kind === "group" ? last.items[0]?.delivery : undefined;
    };
    expect(delivery()).toBe("sending");
    expect(delivery({ type: "link", link: "lost" })).toBe("waiting");
    expect(delivery({ type: "failed", clientId: "a", reason: null })).toBe("failed");
    expect(delivery({ type: "messages", messages: [message({ author: "customer", client_id: "a" })] })).toBe(
      "delivered",
    );
  });

  it("keeps the key of an own message when it is delivered, so that it does not jump", () => {
    const before = show(history([]), { type: "draft", draft: draft("a"), now: Date.parse(minute(1)) });
    const after = show(history([]), {
      type: "messages",
      messages: [message({ author: "customer", client_id: "a" })],
    });
    expect(after.map((row) => row.key)).toEqual(before.map((row) => row.key));
  });

  it("does not show the wish for a person as a message", () => {
    expect(show({ type: "draft", draft: draft("h", { kind: "human", text: "" }), now: 1 })).toEqual([]);
  });
});
