import { QiantaiCard } from "./elements/card.ts";
import { QiantaiChat } from "./elements/chat.ts";
import { QiantaiComposer } from "./elements/composer.ts";
import { QiantaiForm } from "./elements/form.ts";
import { QiantaiGroup } from "./elements/group.ts";
import { QiantaiHeader } from "./elements/header.ts";
import { QiantaiLauncher } from "./elements/launcher.ts";
import { QiantaiLog } from "./elements/log.ts";
import { QiantaiWelcome } from "./elements/welcome.ts";

/** The outermost element comes last, so that its inner ones exist when it draws. */
const ELEMENTS: readonly [string, CustomElementConstructor][] = [
  ["qiantai-card", QiantaiCard],
  ["qiantai-group", QiantaiGroup],
  ["qiantai-form", QiantaiForm],
  ["qiantai-welcome", QiantaiWelcome],
  ["qiantai-log", QiantaiLog],
  ["qiantai-header", QiantaiHeader],
  ["qiantai-composer", QiantaiComposer],
  ["qiantai-launcher", QiantaiLauncher],
  ["qiantai-chat", QiantaiChat],
];

/** Registers the elements once; a second copy of the script on the same page changes nothing. */
export function defineElements(): void {
  for (const [name, element] of ELEMENTS) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
