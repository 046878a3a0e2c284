import type { Dictionary } from "../../../shared/i18n.ts";
import type { Word } from "../index.ts";
import { channels } from "./channels.ts";
import { codes } from "./codes.ts";
import { conversation } from "./conversation.ts";
import { dialogs } from "./dialogs.ts";
import { feedback } from "./feedback.ts";
import { frame } from "./frame.ts";
import { list } from "./list.ts";
import { packet } from "./packet.ts";
import { reports } from "./reports.ts";
import { work } from "./work.ts";

/** What agents read in English. */
export const en: Dictionary<Word> = {
  ...channels,
  ...codes,
  ...conversation,
  ...dialogs,
  ...feedback,
  ...frame,
  ...list,
  ...packet,
  ...reports,
  ...work,
};
