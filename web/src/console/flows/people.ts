import { ApiFailure } from "../api/failure.ts";
import type { IdentityAct } from "../store/state.ts";
import type { Desk } from "./desk.ts";
import type { Threads } from "./threads.ts";

/** The desk does not say whether there is something that the agent may not see. */
const HIDDEN = ["not_found", "not_yours"];

/** Who is one person: decisions of the agent, each with a reason. */
export class People {
  constructor(
    private readonly desk: Desk,
    private readonly threads: Threads,
  ) {}

  /** Returns whether the desk agreed; the packet is loaded again either way, because somebody else may have decided. */
  async decide(conversationId: string, act: IdentityAct, reason: string): Promise<boolean> {
    try {
      await this.desk.api.decideIdentity(conversationId, act, reason);
      this.desk.toast("success", `person.done_${act.kind}`);
      return true;
    } catch (error) {
      if (error instanceof ApiFailure && HIDDEN.includes(error.code))
        this.desk.toast("error", "person.not_found");
      else this.desk.report(error);
      return false;
    } finally {
      if (this.desk.store.state.ui.selected === conversationId) void this.threads.packet(conversationId);
    }
  }
}
