import { ApiClient } from "../api/client.ts";
import { Channels } from "../flows/channels.ts";
import { Desk } from "../flows/desk.ts";
import { Feedback } from "../flows/feedback.ts";
import { Lists } from "../flows/lists.ts";
import { Ownership } from "../flows/ownership.ts";
import { Replies } from "../flows/replies.ts";
import { Reports } from "../flows/reports.ts";
import { Threads } from "../flows/threads.ts";
import { Work } from "../flows/work.ts";
import { Realtime } from "../realtime/client.ts";
import { initialState } from "../store/state.ts";
import { Store } from "../store/store.ts";
import { agent } from "./factories.ts";

/** What the desk answers: a body, a status with an error code, or a function of the request's body. */
export type Answer = object | { status: number; error: string } | ((body: unknown) => object);
export type Answers = Record<string, Answer>;

/** The use cases on a real store and a real API client; only the network is replaced, by `answers`. */
export function work(answers: Answers) {
  const asked: string[] = [];
  const api = new ApiClient(async (url, init) => {
    const request = `${init.method} ${url}`;
    asked.push(request);
    return respond(answers[request], init.body);
  }, "");
  const store = new Store(initialState());
  store.dispatch({ type: "session.started", me: agent() });
  const desk = new Desk(store, api, new Realtime());
  const threads = new Threads(desk, () => true);
  const lists = new Lists(desk, threads, () => 1_000);
  const replies = new Replies(desk, threads);
  const ownership = new Ownership(desk, lists, threads);
  const channels = new Channels(desk);
  const feedback = new Feedback(desk, () => Date.parse("2026-11-21T12:00:00Z"));
  return {
    asked,
    answers,
    store,
    threads,
    lists,
    replies,
    ownership,
    channels,
    feedback,
    reports: new Reports(desk),
    work: new Work(desk, threads),
  };
}

function respond(answer: Answer | undefined, body: unknown): Response {
  if (answer === undefined) return Response.json({ error: "not_found", message: "" }, { status: 404 });
  const result = typeof answer === "function" ? answer(JSON.parse(String(body))) : answer;
  const status = "status" in result && typeof result.status === "number" ? result.status : 200;
  return Response.json(result, { status });
}
