import { type ChannelAccount, type DeadLetter, keyOf } from "../../shared/channels.ts";
import type { Desk } from "./desk.ts";

/** What supervisors see of channels, and sending again what was given up. */
export class Channels {
  constructor(private readonly desk: Desk) {}

  show(page: "desk" | "channels"): void {
    this.desk.store.dispatch({ type: "ui.page", page });
    if (page === "channels") void this.refresh();
  }

  /** The accounts, and the messages that were given up of those that have some. */
  async refresh(): Promise<void> {
    try {
      const accounts = await this.desk.api.channels();
      this.desk.store.dispatch({ type: "channels.loaded", accounts });
      await Promise.all(accounts.filter(hasDead).map((one) => this.letters(one)));
    } catch (error) {
      this.desk.store.dispatch({ type: "channels.failed" });
      this.desk.quietly(error);
    }
  }

  async retry(letter: DeadLetter): Promise<void> {
    await this.again(() => this.desk.api.retryDelivery(letter.conversation_id, letter.seq));
  }

  async retryAll(one: ChannelAccount): Promise<void> {
    await this.again(() => this.desk.api.retryAccount(one.channel, one.account));
  }

  private async letters(one: ChannelAccount): Promise<void> {
    const letters = await this.desk.api.deadLetters(one.channel, one.account);
    this.desk.store.dispatch({ type: "dead.loaded", key: keyOf(one), letters });
  }

  private async again(retry: () => Promise<{ retried: number }>): Promise<void> {
    try {
      const { retried } = await retry();
      this.desk.toast("success", "channels.retried", { count: retried });
      await this.refresh();
    } catch (error) {
      this.desk.report(error);
    }
  }
}

function hasDead({ deliveries }: ChannelAccount): boolean {
  return deliveries !== null && deliveries.dead > 0;
}
