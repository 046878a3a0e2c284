import { CloseDialog } from "./dialogs/close-dialog.ts";
import { Dialog } from "./dialogs/dialog.ts";
import { HelpDialog } from "./dialogs/help-dialog.ts";
import { IdentityDialog } from "./dialogs/identity-dialog.ts";
import { PromiseDialog } from "./dialogs/promise-dialog.ts";
import { ResolveDialog } from "./dialogs/resolve-dialog.ts";
import { TransferDialog } from "./dialogs/transfer-dialog.ts";
import { Account } from "./elements/account.ts";
import { ChannelsPage } from "./elements/channels.ts";
import { Composer } from "./elements/composer.ts";
import { ConversationPane } from "./elements/conversation.ts";
import { FeedbackPage } from "./elements/feedback.ts";
import { ConversationHeader } from "./elements/header.ts";
import { ConversationList } from "./elements/list.ts";
import { LoginPage } from "./elements/login.ts";
import { PacketPanel } from "./elements/packet.ts";
import { Rail } from "./elements/rail.ts";
import { ReportsPage } from "./elements/reports.ts";
import { ConsoleRoot } from "./elements/root.ts";
import { Shell } from "./elements/shell.ts";
import { Toasts } from "./elements/toasts.ts";
import { Transcript } from "./elements/transcript.ts";

const ELEMENTS: Readonly<Record<string, CustomElementConstructor>> = {
  "qt-console": ConsoleRoot,
  "qt-login": LoginPage,
  "qt-shell": Shell,
  "qt-rail": Rail,
  "qt-account": Account,
  "qt-list": ConversationList,
  "qt-conversation": ConversationPane,
  "qt-header": ConversationHeader,
  "qt-transcript": Transcript,
  "qt-composer": Composer,
  "qt-packet": PacketPanel,
  "qt-channels": ChannelsPage,
  "qt-feedback": FeedbackPage,
  "qt-reports": ReportsPage,
  "qt-toasts": Toasts,
  "qt-dialog": Dialog,
  "qt-close-dialog": CloseDialog,
  "qt-transfer-dialog": TransferDialog,
  "qt-help-dialog": HelpDialog,
  "qt-promise-dialog": PromiseDialog,
  "qt-resolve-dialog": ResolveDialog,
  "qt-identity-dialog": IdentityDialog,
};

/** Gives every element class its tag. The classes themselves register nothing, so tests can import them. */
export function defineElements(registry: CustomElementRegistry = customElements): void {
  for (const [tag, element] of Object.entries(ELEMENTS)) {
    if (!registry.get(tag)) registry.define(tag, element);
  }
}
