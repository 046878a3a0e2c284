import type { Desk } from "./desk.ts";

const DAY_MS = 86_400_000;

/** What supervisors see of customers' ratings. */
export class Feedback {
  constructor(
    private readonly desk: Desk,
    private readonly now: () => number = Date.now,
  ) {}

  open(): void {
    this.desk.store.dispatch({ type: "ui.page", page: "feedback" });
    void this.refresh();
  }

  async choose(days: number): Promise<void> {
    this.desk.store.dispatch({ type: "feedback.days", days });
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const { days } = this.desk.store.state.feedback;
    try {
      const since = new Date(this.now() - days * DAY_MS).toISOString();
      const summary = await this.desk.api.feedback(since);
      this.desk.store.dispatch({ type: "feedback.loaded", days, summary });
    } catch (error) {
      this.desk.store.dispatch({ type: "feedback.failed", days });
      this.desk.quietly(error);
    }
  }
}
