import { expect, it } from "vitest";
import type { FeedbackSummary } from "../../shared/feedback.ts";
import { work } from "../testing/desk.ts";

const WEEK = "GET /feedback?since=2026-11-14T12%3A00%3A00.000Z";
const MONTH = "GET /feedback?since=2026-10-22T12%3A00%3A00.000Z";

const summary = (count: number): FeedbackSummary => ({
  since: "2026-11-14T12:00:00+00:00",
  until: "2026-11-21T12:00:00+00:00",
  count,
  average: 4,
  by_channel: {},
  by_skill: {},
  by_served: {},
  scores: {},
  low: [],
});

it("reads the ratings of the last week, and of the days that are chosen", async () => {
  const desk = work({ [WEEK]: summary(3), [MONTH]: summary(12) });
  await desk.feedback.refresh();
  expect(desk.store.state.feedback).toMatchObject({ load: "ready", days: 7, summary: { count: 3 } });
  await desk.feedback.choose(30);
  expect(desk.store.state.feedback).toMatchObject({ load: "ready", days: 30, summary: { count: 12 } });
});

it("drops an answer about days that are no longer chosen", async () => {
  const desk = work({ [WEEK]: summary(3), [MONTH]: summary(12) });
  const late = desk.feedback.refresh();
  await desk.feedback.choose(30);
  await late;
  expect(desk.store.state.feedback.summary?.count).toBe(12);
});

it("says that a first look failed, and keeps what is shown when a later one does", async () => {
  const desk = work({});
  await desk.feedback.refresh();
  expect(desk.store.state.feedback.load).toBe("failed");
  desk.answers[WEEK] = summary(3);
  await desk.feedback.refresh();
  delete desk.answers[WEEK];
  await desk.feedback.refresh();
  expect(desk.store.state.feedback).toMatchObject({ load: "ready", summary: { count: 3 } });
});
