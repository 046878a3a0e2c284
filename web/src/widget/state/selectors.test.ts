import { describe, expect, it } from "vitest";
import { conversation, draft, joinResult, message } from "../testing/factories.ts";
import { type Action, initialState, reduce } from "./reducer.ts";
import { humanRequested, isEmpty, presence, quickReplies, unreadCount } from "./selectors.ts";

const BUTTONS = [{ title: "文件", payload: "/inform" }];
const online: Action = {
  type: "joined",
  sameVisitor: true,
  result: joinResult({ messages: [message({ seq: 1, buttons: BUTTONS })] }),
};
const play = (...actions: Action[]) => actions.reduce(reduce, initialState());
const says = (traits: Parameters<typeof message>[0]): Action => ({
  type: "messages",
  messages: [message(traits)],
});

describe("presence", () => {
  const owned = (traits: Parameters<typeof conversation>[0]) =>
    presence(play(online, { type: "conversation", conversation: conversation(traits) }));

  it("counts the people before the customer", () => {
    expect(owned({ owner: "queue", queue_position: 3 })).toEqual({ kind: "queue", ahead: 2 });
    expect(owned({ owner: "queue", queue_position: 1 })).toEqual({ kind: "queue", ahead: 0 });
    expect(owned({ owner: "queue", queue_position: null })).toEqual({ kind: "queue", ahead: null });
  });

  it("names the agent", () => {
    expect(owned({ owner: "agent", agent_name: "林晓" })).toEqual({ kind: "agent", name: "林晓" });
  });

  it("puts connection trouble first", () => {
    const state = play(online, { type: "link", link: "lost" });
    expect(presence(state)).toEqual({ kind: "lost" });
  });
});

describe("quick replies", () => {
  it("stand under the bot's latest message", () => {
    expect(quickReplies(play(online))).toEqual(BUTTONS);
  });

  it("stay when only a system line follows", () => {
    expect(quickReplies(play(online, says({ seq: 2, author: "system" })))).toEqual(BUTTONS);
  });

  it("go at the tap, before the desk has answered", () => {
    expect(quickReplies(play(online, { type: "draft", draft: draft("a"), now: 1 }))).toEqual([]);
  });

  it("go when anybody has answered", () => {
    expect(quickReplies(play(online, says({ seq: 2, author: "customer" })))).toEqual([]);
  });

  it("go when the conversation is no longer the bot's", () => {
    const waiting: Action = { type: "conversation", conversation: conversation({ owner: "queue" }) };
    expect(quickReplies(play(online, waiting))).toEqual([]);
  });
});

describe("others", () => {
  it("counts unread messages of others above the mark", () => {
    const more = [says({ seq: 2, author: "customer" }), says({ seq: 3, author: "agent" })];
    expect(unreadCount(play(online, ...more))).toBe(2);
    const read: Action = { type: "read", mark: { conversationId: "c1", seq: 1 } };
    expect(unreadCount(play(online, ...more, read))).toBe(1);
  });

  it("is empty until the first word of anybody", () => {
    expect(isEmpty(initialState())).toBe(true);
    expect(isEmpty(play({ type: "draft", draft: draft("a"), now: 1 }))).toBe(false);
    expect(isEmpty(play(online))).toBe(false);
  });

  it("knows that a person was asked for until the desk answers", () => {
    const wish: Action = { type: "draft", draft: draft("h", { kind: "human", text: "" }), now: 1 };
    expect(humanRequested(play(online, wish))).toBe(true);
    expect(humanRequested(play(online, wish, { type: "drop", clientId: "h" }))).toBe(false);
  });
});

it("offers the page's waybill until the customer has named it", () => {
  const offered = { title: "73100000000011", payload: null };
  const asked = message({ seq: 2, author: "customer", text: "查一下 73100000000011" });
  expect(quickReplies(initialState(), "73100000000011")).toEqual([offered]);
  const named = reduce(initialState(), { type: "messages", messages: [asked] });
  expect(quickReplies(named, "73100000000011")).toEqual([]);
});
