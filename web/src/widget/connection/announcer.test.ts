import { beforeEach, expect, it } from "vitest";
import { ChatStore } from "../state/store.ts";
import { conversation, draft, joinResult, message } from "../testing/factories.ts";
import { Announcer } from "./announcer.ts";

let store: ChatStore;
let told: [string, unknown][];
const names = () => told.map(([name]) => name);

function join(last: number): void {
  const messages = Array.from({ length: last }, (_, index) => message({ seq: index + 1 }));
  store.dispatch({ type: "link", link: "joining" });
  const result = joinResult({ conversation: conversation({ last_seq: last }), messages });
  store.dispatch({ type: "joined", sameVisitor: true, result });
}

beforeEach(() => {
  store = new ChatStore();
  told = [];
  store.subscribe(new Announcer((name, detail) => void told.push([name, detail])).changed);
});

it("tells no history, only how much of it is unread", () => {
  join(2);
  expect(told).toEqual([["unread", { count: 2 }]]);
});

it("tells each new message once, also one that was missed while the line was down", () => {
  join(1);
  store.dispatch({ type: "messages", messages: [message({ seq: 2, text: "new" })] });
  store.dispatch({ type: "messages", messages: [message({ seq: 2, text: "new" })] });
  join(3);
  const heard = told
    .filter(([name]) => name === "message")
    .map(([, detail]) => (detail as { seq: number }).seq);
  expect(heard).toEqual([2, 3]);
});

it("tells who has the conversation when that changes", () => {
  join(1);
  store.dispatch({ type: "conversation", conversation: conversation({ owner: "queue", queue_position: 2 }) });
  store.dispatch({ type: "conversation", conversation: conversation({ owner: "queue", queue_position: 2 }) });
  store.dispatch({
    type: "conversation",
    conversation: conversation({ owner: "agent", agent_name: "小林" }),
  });
  expect(told.filter(([name]) => name === "handoff")).toEqual([
    ["handoff", { owner: "queue", agent: null, position: 2 }],
    ["handoff", { owner: "agent", agent: "小林", position: null }],
  ]);
});

it("tells a refusal once, with the desk's words", () => {
  join(1);
  store.dispatch({ type: "draft", draft: draft("a"), now: 1 });
  store.dispatch({ type: "failed", clientId: "a", reason: "Too long." });
  store.dispatch({ type: "draft", draft: draft("b"), now: 2 });
  expect(names().filter((name) => name === "error")).toHaveLength(1);
  expect(told.at(-1)).toEqual(["error", { code: "not_sent", message: "Too long." }]);
});
