/** The element that has the focus, inside whatever shadow roots. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Whether keys pressed there write something. */
export function isWriting(target: EventTarget | null | undefined): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}
