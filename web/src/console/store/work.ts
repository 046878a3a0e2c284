import type { Action } from "./actions.ts";
import type { WorkState } from "./state.ts";

/** Promises that are due, promises that were only said, and cases whose history is open. */
export function reduceWork(work: WorkState, action: Action): WorkState {
  switch (action.type) {
    case "promises.loaded":
      return { ...work, due: action.promises };
    case "promise.suggested":
      return { ...work, suggested: suggested(work.suggested, action) };
    case "case.loaded":
      return { ...work, cases: { ...work.cases, [action.found.number]: action.found } };
    default:
      return work;
  }
}

/** A message without a promise leaves the suggestion of the one before: the agent may still want to record it. */
function suggested(
  before: WorkState["suggested"],
  { id, suggestion }: Extract<Action, { type: "promise.suggested" }>,
): WorkState["suggested"] {
  const { [id]: _before, ...others } = before;
  return suggestion ? { ...others, [id]: suggestion } : others;
}
