import type { Instant } from '../platform/time/instant.ts';

/** From start to end, told by the clock of a zone. */
export interface When {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** IANA name. */
  readonly zone: string;
}

/** A deadline, told by the clock of a zone. */
export interface Moment {
  readonly at: Instant;
  /** IANA name. */
  readonly zone: string;
}

/** What people register for, in the recipient's language. */
export interface Matter {
  readonly title: string;
  /** One for a session, several for a whole course; by start. */
  readonly when: readonly When[];
  readonly place: string;
  /** Where to join what is online: for those alone who have a place. */
  readonly joinUrl: string | null;
}

/** A class: never a pupil's name. */
export interface ClassFacts {
  readonly school: string;
  /** Grade and letter: `9-А`. */
  readonly label: string;
  readonly pupils: number;
  readonly adults: number;
}

/** Who comes. */
export interface Party {
  readonly seats: number;
  /** Null for individuals. */
  readonly group: ClassFacts | null;
}

/** What is told to somebody who registered. */
export interface Registered {
  readonly matter: Matter;
  readonly party: Party;
  /** The signed link to see, change and cancel; null where none is given. */
  readonly manageUrl: string | null;
  /** The body or outlet that named them; null for whoever registered themselves. */
  readonly nominatedBy: string | null;
}

/** Of somebody whose places are gone: where to register anew; null where that is not possible. */
export interface Gone extends Registered {
  readonly registerUrl: string | null;
}

export type ChangeKind = 'MOVED' | 'CANCELLED' | 'POSTPONED' | 'REVIVED' | 'ONLINE' | 'PLACE';

export interface Occasion {
  readonly when: When;
  readonly place: string;
}

/** What one act changed of one session. */
export interface SessionChange {
  readonly title: string;
  /** Each once. */
  readonly kinds: readonly ChangeKind[];
  readonly before: Occasion;
  readonly after: Occasion;
  /** Why it is cancelled or postponed. */
  readonly reason: string | null;
  /** Of what is online now. */
  readonly joinUrl: string | null;
}

/** One of several registrations of a person: what it is for, and the signed link to it. */
export interface Managed {
  readonly title: string;
  readonly url: string;
}

export interface DigestItem {
  readonly title: string;
  readonly when: When;
  readonly place: string;
  readonly url: string | null;
}

export interface WishedDate {
  readonly when: When;
  /** Why it cannot be as wished; null when it can. */
  readonly fault: string | null;
}

/** What each kind of message is made of. */
export interface MessageData {
  readonly CONFIRM_EMAIL: Registered & { readonly confirmUrl: string; readonly until: Moment };
  readonly CONFIRMED: Registered;
  /** `unsubscribeUrl` is null in the first of these, which one cannot do without, and given in news of the position. */
  readonly WAITLISTED: Registered & { readonly position: number; readonly unsubscribeUrl: string | null };
  /** `party.seats` are offered, `wished` were asked for. */
  readonly OFFER: Registered & {
    readonly wished: number;
    readonly acceptUrl: string;
    readonly declineUrl: string;
    readonly until: Moment;
  };
  readonly OFFER_EXPIRED: Gone;
  /** Nobody whose yes was awaited said it in time. */
  readonly EXPIRED: Gone;
  readonly EDITED: Registered & { readonly before: Party };
  /** They go on at another date or event; each link is null where there is nothing to confirm, or to accept. */
  readonly MOVED: Registered & {
    readonly before: Matter;
    readonly confirmUrl: string | null;
    readonly acceptUrl: string | null;
    /** Where one registration became several, one for each date: all of them. */
    readonly managed: readonly Managed[];
  };
  /** Somebody asked with this address for what it has already; `confirmUrl` while the address is not confirmed. */
  readonly ALREADY: Registered & { readonly confirmUrl: string | null };
  readonly CANCELLED_BY_SELF: Gone;
  /** `body` nominated and took it back; null where the library cancelled. */
  readonly CANCELLED_BY_STAFF: Registered & { readonly body: string | null; readonly reason: string };
  /** STAFF_FOR_HEAD: of a school without a head who could be asked. */
  readonly PENDING: Registered & {
    readonly awaits: 'HEAD' | 'STAFF' | 'STAFF_FOR_HEAD';
    readonly until: Moment | null;
  };
  readonly DECLINED: Registered & { readonly by: 'HEAD' | 'STAFF'; readonly reason: string | null };
  /** To the head of a school. */
  readonly HEAD_ASKED: {
    readonly matter: Matter;
    readonly group: ClassFacts;
    readonly teacher: string;
    readonly decideUrl: string;
    readonly until: Moment;
  };
  /** To the staff of a branch. */
  readonly HEAD_MISSING: {
    readonly matter: Matter;
    readonly group: ClassFacts;
    readonly teacher: string;
    readonly branch: string;
  };
  /** To the staff of a branch, of somebody without an address; `party.seats` are offered, `wished` were asked for. */
  readonly CALL_NEEDED: {
    readonly matter: Matter;
    readonly party: Party;
    readonly wished: number;
    readonly name: string;
    readonly phone: string | null;
    /** What they are to hear: of an offer, that one ended, or that the event is changed or does not take place. */
    readonly news: 'OFFER' | 'ENDED' | 'CHANGED' | 'OFF';
    /** When an offer ends; null without one. */
    readonly until: Moment | null;
    readonly branch: string;
  };
  readonly NOMINEE_INVITED: {
    readonly matter: Matter;
    /** Who nominates: a body or an outlet. */
    readonly body: string;
    readonly acceptUrl: string;
    readonly declineUrl: string;
    readonly until: Moment;
    readonly manageUrl: string | null;
  };
  /** To whoever nominates. */
  readonly SUBSTITUTE_WANTED: {
    readonly matter: Matter;
    readonly body: string;
    readonly nominee: string;
    readonly reason: string | null;
    /** What there is for a substitute: the place, the end of the reserve, which was offered it, or nothing any more. */
    readonly leaves: 'PLACE' | 'RESERVE' | 'NOTHING';
    /** Until when somebody may be named. */
    readonly until: Moment;
  };
  readonly SESSIONS_CHANGED: { readonly changes: readonly SessionChange[]; readonly managed: readonly Managed[] };
  readonly REMINDER: Registered & { readonly unsubscribeUrl: string };
  readonly RECONFIRM: Registered & { readonly confirmUrl: string; readonly until: Moment };
  readonly RELEASED: Gone;
  readonly STAFF_MESSAGE: {
    readonly matter: Matter | null;
    /** The branch that writes. */
    readonly from: string;
    readonly subject: string;
    readonly text: string;
    readonly manageUrl: string | null;
  };
  readonly WEEKLY_DIGEST: {
    /** The audience or the branch that is followed. */
    readonly of: string;
    readonly items: readonly DigestItem[];
    readonly unsubscribeUrl: string;
  };
  /** To whoever asked for the weekly letter: nobody gets it who did not say so by the link. */
  readonly CONFIRM_FOLLOW: { readonly of: string; readonly confirmUrl: string; readonly until: Moment };
  /** To the staff of a branch. */
  readonly DATES_WISHED: {
    readonly title: string;
    readonly branch: string;
    readonly group: ClassFacts;
    /** In the order of the wish. */
    readonly dates: readonly WishedDate[];
  };
  /** To whoever brings the class. */
  readonly DATES_DECLINED: {
    readonly title: string;
    readonly branch: string;
    readonly group: ClassFacts;
    /** In the order of the wish. */
    readonly dates: readonly When[];
    readonly reason: string | null;
  };
}

export type MessageKind = keyof MessageData;
