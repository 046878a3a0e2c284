import { expect, it } from "vitest";
import type { Alert, OutletReport } from "../../shared/reports.ts";
import { type Answers, work } from "../testing/desk.ts";
import { agent } from "../testing/factories.ts";

const WEEK = "GET /reports/outlets?days=7";
const MONTH = "GET /reports/outlets?days=30";
const ALERTS = "GET /alerts";

const report = (opened: number): OutletReport => ({
  since: "2026-11-14T12:00:00+00:00",
  until: "2026-11-21T12:00:00+00:00",
  rows: [{ outlet: null, kind: "claim", opened, before: 0, unfinished: 0, late: 0 }],
});

const alert = (state: Alert["state"]): Alert => ({
  id: "a",
  kind: "enquiries",
  outlet: "上海浦东张江网点",
  state,
  evidence: { since: "2026-11-19", days: [9, 8, 7], usual: 2, cases: ["TS1"] },
  raised_at: "2026-11-21T12:00:00+00:00",
  over_at: null,
  acknowledged_at: null,
  acknowledged_by: null,
});

function supervisor(answers: Answers) {
  const desk = work(answers);
  desk.store.dispatch({ type: "session.started", me: { ...agent(), role: "supervisor" } });
  return desk;
}

it("reads the figures of the chosen days and drops those that come too late", async () => {
  const desk = supervisor({ [WEEK]: report(1), [MONTH]: report(2) });
  const late = desk.reports.refresh();
  await desk.reports.choose(30);
  await late;
  expect(desk.store.state.reports).toMatchObject({
    load: "ready",
    days: 30,
    report: { rows: [{ opened: 2 }] },
  });
});

it("says that a first look failed", async () => {
  const desk = supervisor({});
  await desk.reports.refresh();
  expect(desk.store.state.reports.load).toBe("failed");
});

it("tells of a new situation once and shows it", async () => {
  const desk = supervisor({ [ALERTS]: [alert("open")] });
  desk.reports.changed([alert("open")]);
  desk.reports.changed([]);
  await expect.poll(() => desk.store.state.reports.alerts.length).toBe(1);
  expect(desk.store.state.ui.toasts.map((toast) => toast.word)).toEqual(["reports.raised"]);
});

it("takes note of one and reads all again", async () => {
  const desk = supervisor({
    "POST /alerts/a/acknowledge": alert("acknowledged"),
    [ALERTS]: [alert("acknowledged")],
  });
  await desk.reports.acknowledge("a");
  expect(desk.store.state.reports.alerts[0]?.state).toBe("acknowledged");
});

it("asks nothing for agents, whom the desk refuses", async () => {
  const desk = work({ [ALERTS]: [alert("open")] });
  await desk.reports.refreshAlerts();
  expect(desk.asked).not.toContain(ALERTS);
});
