import type { DeskSocket } from "../connection/desk-link.ts";

export interface Call {
  readonly event: string;
  readonly payload: unknown;
}
type Answer = (payload: never) => unknown;

/** A desk at the other end of the wire: answers acknowledgements, or (an Error) lets them time out. */
export class FakeDesk {
  readonly calls: Call[] = [];
  readonly #answers: Record<string, Answer>;

  constructor(answers: Record<string, Answer>) {
    this.#answers = answers;
  }

  /** The three methods of a socket.io client that the connection modules use for requests. */
  get socket(): DeskSocket {
    const emitWithAck = async (event: string, payload: unknown): Promise<unknown> => {
      this.calls.push({ event, payload });
      const answer = this.#answers[event]?.(payload as never);
      if (answer instanceof Error) throw answer;
      return answer;
    };
    return { timeout: () => ({ emitWithAck }) } as unknown as DeskSocket;
  }

  payloads<Payload>(event: string): Payload[] {
    return this.calls.filter((call) => call.event === event).map((call) => call.payload as Payload);
  }
}
