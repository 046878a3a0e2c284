import type { Action } from "./actions.ts";
import type { FeedbackState } from "./state.ts";

/** Customers' ratings of the chosen days; an answer about other days comes too late and is dropped. */
export function reduceFeedback(feedback: FeedbackState, action: Action): FeedbackState {
  switch (action.type) {
    case "feedback.days":
      return { load: "loading", days: action.days, summary: null };
    case "feedback.loaded":
      return action.days === feedback.days
        ? { ...feedback, load: "ready", summary: action.summary }
        : feedback;
    case "feedback.failed":
      return action.days === feedback.days && !feedback.summary ? { ...feedback, load: "failed" } : feedback;
    default:
      return feedback;
  }
}
