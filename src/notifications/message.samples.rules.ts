import type { Language } from '../platform/language/language.ts';
import { type Instant, instantFromMillis, parseInstant } from '../platform/time/instant.ts';
import { KYIV } from '../platform/time/local.ts';
import type { ClassFacts, Matter, MessageData, MessageKind, Moment, Occasion, Party, When } from './message.data.ts';
import { speakerOf } from './speaker.rules.ts';

const at = (text: string): Instant => parseInstant(text) ?? instantFromMillis(0);
const span = (startsAt: string, endsAt: string): When => ({ startsAt: at(startsAt), endsAt: at(endsAt), zone: KYIV });
const WEDNESDAY = span('2019-04-24T08:00:00Z', '2019-04-24T08:45:00Z');
const FRIDAY = span('2019-04-26T08:00:00Z', '2019-04-26T08:45:00Z');
const MONDAY = span('2019-04-29T10:00:00Z', '2019-04-29T10:45:00Z');
const UNTIL: Moment = { at: at('2019-04-18T15:00:00Z'), zone: KYIV };
/** Nobody answers under a name of RFC 2606, so that no button of a preview does a thing. */
const urlOf = (path: string) => `https://zakhid.example/${path}`;

/** Data as a message of a kind may have them: the same every time, of nobody who lives. */
export function sampleOf<Kind extends MessageKind>(kind: Kind, language: Language): MessageData[Kind] {
  return samplesIn(language)[kind];
}

function samplesIn(language: Language): MessageData {
  const { say } = speakerOf(language);
  const title = say('Тематичний урок «Лісова пісня»', 'The lesson “The Forest Song”');
  const branch = say('Бібліотека імені Лесі Українки', 'Lesia Ukrainka Library');
  const place = say(`${branch}, Зала, вул. Тургенєвська, 83-85`, `${branch}, Hall, вул. Тургенєвська, 83-85`);
  const reason = say('лекторка захворіла', 'the lecturer is ill');
  const body = say('Департамент культури', 'Department of Culture');
  const group: ClassFacts = { school: say('школа № 9', 'School No. 9'), label: '9-А', pupils: 28, adults: 2 };
  const matter: Matter = { title, when: [WEDNESDAY], place, joinUrl: null };
  const party: Party = { seats: 30, group };
  const registered = { matter, party, manageUrl: urlOf('registration/zkr_sample'), nominatedBy: null };
  const teacher = say('Олена Коваль', 'Olena Koval');
  const gone = { ...registered, registerUrl: urlOf('events/sample') };
  const answers = { acceptUrl: urlOf('offer/zkr_sample'), declineUrl: urlOf('offer/zkr_sample/decline') };
  const unsubscribeUrl = urlOf('unsubscribe/zkr_sample');
  const before: Occasion = { when: WEDNESDAY, place };
  return {
    CONFIRM_EMAIL: { ...registered, confirmUrl: urlOf('confirm/zkr_sample'), until: UNTIL },
    CONFIRMED: registered,
    WAITLISTED: { ...registered, position: 2, unsubscribeUrl: null },
    OFFER: { ...registered, ...answers, wished: 32, until: UNTIL },
    OFFER_EXPIRED: gone,
    EXPIRED: gone,
    EDITED: { ...registered, before: { seats: 27, group: { ...group, pupils: 25 } } },
    MOVED: {
      ...registered,
      before: { ...matter, when: [FRIDAY] },
      ...{ confirmUrl: null, acceptUrl: null, managed: [{ title, url: registered.manageUrl }] },
    },
    ALREADY: { ...registered, confirmUrl: urlOf('confirm/zkr_sample') },
    CANCELLED_BY_SELF: gone,
    CANCELLED_BY_STAFF: { ...registered, body: null, reason },
    PENDING: { ...registered, awaits: 'HEAD', until: UNTIL },
    DECLINED: { ...registered, by: 'STAFF', reason },
    HEAD_MISSING: { matter, group, teacher, branch },
    CALL_NEEDED: {
      ...{ matter, party: { seats: 2, group: null }, wished: 3, news: 'OFFER', until: UNTIL, branch },
      ...{ name: say('Марія Шевчук', 'Mariia Shevchuk'), phone: '(044) 000-00-00' },
    },
    HEAD_ASKED: {
      ...{ matter, group, teacher },
      ...{ decideUrl: urlOf('decide/zkr_sample'), until: UNTIL },
    },
    NOMINEE_INVITED: { matter, body, ...answers, until: UNTIL, manageUrl: registered.manageUrl },
    SUBSTITUTE_WANTED: {
      ...{ matter, body, nominee: say('Петро Бондар', 'Petro Bondar'), reason: null },
      ...{ leaves: 'PLACE', until: UNTIL },
    },
    SESSIONS_CHANGED: {
      changes: [
        { title, kinds: ['MOVED'], before, after: { when: FRIDAY, place }, reason: null, joinUrl: null },
        {
          ...{ title: say('Година казки', 'Story hour'), kinds: ['CANCELLED'], reason, joinUrl: null },
          ...{ before: { when: MONDAY, place }, after: { when: MONDAY, place } },
        },
      ],
      managed: [{ title, url: registered.manageUrl }],
    },
    REMINDER: { ...registered, unsubscribeUrl },
    RECONFIRM: { ...registered, confirmUrl: urlOf('reconfirm/zkr_sample'), until: UNTIL },
    RELEASED: gone,
    STAFF_MESSAGE: {
      ...{ matter, from: branch, manageUrl: registered.manageUrl },
      subject: say('Що взяти із собою', 'What to bring with you'),
      text: say('Візьміть, будь ласка, зошити.\nВхід із двору.', 'Please bring your notebooks.\nEnter from the yard.'),
    },
    WEEKLY_DIGEST: {
      of: say('учнівська молодь', 'Pupils'),
      items: [
        { title, when: WEDNESDAY, place, url: urlOf('events/sample') },
        { title: say('Година казки', 'Story hour'), when: MONDAY, place: say('Онлайн', 'Online'), url: null },
      ],
      unsubscribeUrl,
    },
    CONFIRM_FOLLOW: { of: say('учнівська молодь', 'Pupils'), confirmUrl: urlOf('follow/zkn_sample'), until: UNTIL },
    DATES_WISHED: {
      ...{ title, branch, group },
      dates: [
        { when: WEDNESDAY, fault: null },
        { when: FRIDAY, fault: say('зала зайнята', 'the hall is taken') },
        { when: MONDAY, fault: null },
      ],
    },
    DATES_DECLINED: { title, branch, group, dates: [WEDNESDAY, FRIDAY, MONDAY], reason },
  };
}
