import { MAX_MESSAGE_LENGTH } from "../../shared/protocol.ts";

/** The counter appears when fewer characters than this are left. */
const COUNT_FROM = 200;

/** How a text stands against the desk's limit; `left` is negative when it is over. */
export interface Length {
  readonly left: number;
  readonly over: boolean;
  readonly near: boolean;
}

/** Counts code points like the desk does, so that an emoji is one character. */
export function measure(text: string): Length {
  const left = MAX_MESSAGE_LENGTH - Array.from(text.trim()).length;
  return { left, over: left < 0, near: left < COUNT_FROM };
}
