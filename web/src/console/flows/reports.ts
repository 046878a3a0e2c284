import type { Alert } from "../../shared/reports.ts";
import type { Desk } from "./desk.ts";

/** What supervisors are told of outlets: figures, and what is abnormal. */
export class Reports {
  constructor(private readonly desk: Desk) {}

  open(): void {
    this.desk.store.dispatch({ type: "ui.page", page: "reports" });
    void this.refresh();
    void this.refreshAlerts();
  }

  async choose(days: number): Promise<void> {
    this.desk.store.dispatch({ type: "reports.days", days });
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const { days } = this.desk.store.state.reports;
    try {
      const report = await this.desk.api.outletReport(days);
      this.desk.store.dispatch({ type: "reports.loaded", days, report });
    } catch (error) {
      this.desk.store.dispatch({ type: "reports.failed", days });
      this.desk.quietly(error);
    }
  }

  /** For supervisors only: the desk refuses everybody else. */
  async refreshAlerts(): Promise<void> {
    if (this.desk.store.state.session.me?.role !== "supervisor") return;
    try {
      this.desk.store.dispatch({ type: "alerts.loaded", alerts: await this.desk.api.alerts() });
    } catch (error) {
      this.desk.quietly(error);
    }
  }

  /** The desk says that alerts changed, and which are new. */
  changed(raised: readonly Alert[]): void {
    const first = raised[0];
    if (first) this.desk.toast("warning", "reports.raised", { outlet: first.outlet, count: raised.length });
    void this.refreshAlerts();
  }

  async acknowledge(id: string): Promise<void> {
    try {
      await this.desk.api.acknowledge(id);
      await this.refreshAlerts();
    } catch (error) {
      this.desk.report(error);
    }
  }
}
