/** `keyCode` of a key that an input method swallowed; some browsers send it after `isComposing` has ended. */
const IME_KEY_CODE = 229;

type Key = Pick<
  KeyboardEvent,
  "key" | "isComposing" | "keyCode" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey"
>;

/** Whether the key sends. While an input method composes, Enter only chooses a word. */
export function isSendKey(event: Key, enterSends: boolean): boolean {
  if (!isEnter(event) || event.shiftKey || event.altKey) return false;
  return withControl(event) !== enterSends;
}

/** Whether the key is a new line that the browser does not make by itself. */
export function isNewlineKey(event: Key, enterSends: boolean): boolean {
  return isEnter(event) && enterSends && withControl(event);
}

/** Puts a line break where the cursor is, as typing would. */
export function insertNewline(text: HTMLTextAreaElement): void {
  text.setRangeText("\n", text.selectionStart, text.selectionEnd, "end");
}

function isEnter(event: Key): boolean {
  return event.key === "Enter" && !event.isComposing && event.keyCode !== IME_KEY_CODE;
}

function withControl(event: Key): boolean {
  return event.ctrlKey || event.metaKey;
}
