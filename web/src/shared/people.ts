/** Who is one person: docs/contracts.md §3. */

/** What the customer wrote into the form before the chat; nobody has checked it. */
export interface Given {
  name: string | null;
  phone: string | null;
}

/** One way in which a person writes to us; `signed`: the site vouches for it. */
export interface PersonIdentity {
  customer_id: string;
  channel: string;
  account: string;
  display_name: string;
  signed: boolean;
  given: Given;
}

/** Somebody who has proved the same as this customer. */
export interface PersonSuggestion {
  customer_id: string;
  channel: string;
  account: string;
  display_name: string;
  evidence: { kind: "phone" | "waybill"; value: string }[];
}

export interface PersonChange {
  id: string;
  what: "joined" | "parted" | "declined";
  evidence: "signed" | "phone" | "waybill" | "agent";
  reason: string;
  /** Null for what the desk did on a site's signed word. */
  by: string | null;
  at: string;
  undone: boolean;
}

export interface Person {
  identities: PersonIdentity[];
  suggestions: PersonSuggestion[];
  changes: PersonChange[];
}
