/** How channels are doing, as `/api/v1/channels` tells supervisors (docs/contracts.md §3). Times are ISO 8601 in UTC. */

/** A sentence in both languages. */
export interface Said {
  zh: string;
  en: string;
}

/** What has not happened is null. */
export interface ChannelAccount {
  channel: string;
  account: string;
  /** What is entered on the other side. */
  url: string;
  /** The environment variable that it stands in. */
  setting: string;
  /** Not served because of these. */
  faults: Said[];
  accepted_at: string | null;
  refused: { at: string; code: string; hint: Said; count: number } | null;
  has_token: boolean;
  token_until: string | null;
  worked_at: string | null;
  failed: { at: string; call: string; code: string; hint: Said; is_over: boolean } | null;
  limited: { at: string; code: string; count: number } | null;
  /** Messages of ours that are not with their customers; null where they are not delivered but shown. */
  deliveries: { pending: number; held: number; dead: number } | null;
  guide: Said[];
}

/** Names an account. */
export const keyOf = ({ channel, account }: Pick<ChannelAccount, "channel" | "account">): string =>
  `${channel}/${account}`;

/** A message of ours that was given up. */
export interface DeadLetter {
  conversation_id: string;
  seq: number;
  customer: string;
  author: string;
  at: string;
  attempts: number;
  reason: Said;
  preview: string;
}

export interface Retried {
  retried: number;
}
