import { enumOf } from '../platform/graphql/codes.ts';
import type { NoticeKind } from './notice.data.ts';

export const MessageKinds = enumOf<NoticeKind>('MessageKind', 'What a message is about.', {
  CONFIRM_EMAIL: 'To whoever registered: the address is to be confirmed by its link.',
  CONFIRMED: 'To whoever registered: the place is sure; with an invitation for calendars.',
  WAITLISTED: 'To whoever waits: their position.',
  OFFER: 'To whoever waits: places are offered, to be accepted by its link.',
  OFFER_EXPIRED: 'To whoever was offered places: the offer has ended.',
  EXPIRED: 'To whoever registered: nobody agreed in time.',
  EDITED: 'To whoever registered: what was changed is kept.',
  MOVED: 'To whoever registered: staff moved them to another date.',
  ALREADY: 'To whoever registers again: they are in already.',
  CANCELLED_BY_SELF: 'To whoever registered: it is cancelled as they wished.',
  CANCELLED_BY_STAFF: 'To whoever registered: the library cancelled it, or who nominated them took it back, and why.',
  PENDING: 'To whoever registered: somebody has still to agree.',
  DECLINED: 'To whoever registered: somebody did not agree.',
  HEAD_ASKED: 'To the heads of a school: a class of theirs waits for a yes.',
  HEAD_MISSING: 'To the staff of a branch: a class asks for the yes of a head who has no account; they decide instead.',
  CALL_NEEDED:
    'To the staff of a branch: somebody without an e-mail address is offered places, or their offer has ended; they are to be called.',
  NOMINEE_INVITED: 'To whoever is nominated: to accept or to decline by its link.',
  SUBSTITUTE_WANTED: 'To whoever nominates: somebody does not come.',
  SESSIONS_CHANGED: 'To whoever is registered: what was moved, called off or held again, all of one act.',
  REMINDER: 'To whoever has a place, a day before; one may do without.',
  RECONFIRM: 'To whoever has a place: to say again that they come, by its link.',
  RELEASED: 'To whoever did not say again that they come: the places went to others.',
  STAFF_MESSAGE: 'To those whom staff chose: the words of the staff.',
  CONFIRM_FOLLOW: 'To whoever follows events by e-mail: the address is to be confirmed by its link.',
  WEEKLY_DIGEST: 'To whoever follows events by e-mail: what is new; one may do without.',
  DATES_WISHED: 'To the staff of a branch: a class wishes a date.',
  DATES_DECLINED: 'To whoever brings a class: none of the wished dates is possible, and why.',
});
