import { descriptionIn, titleIn } from '../../events/record/event.text.rules.ts';
import type { CalendarSession } from '../../calendar/session.store.ts';
import { placeIn } from '../../calendar/session.text.rules.ts';
import type { Language } from '../../platform/language/language.ts';
import { formatUtc, type Instant } from '../../platform/time/instant.ts';
import { feedPath } from '../subjects/address.rules.ts';
import { feedAddress, inLanguage, webcalAddress } from '../subjects/link.rules.ts';
import { cutAt } from '../subjects/face.rules.ts';

/** Longer addresses some browsers and servers cut; a letter of Ukrainian takes six characters. */
const LONGEST_DETAILS = 200;

export function subscribeLinks(address: string, name: string): { readonly google: string; readonly outlook: string } {
  return {
    google: link('https://calendar.google.com/calendar/render', { cid: webcalAddress(address) }),
    outlook: link('https://outlook.live.com/calendar/0/addfromweb', { url: address, name }),
  };
}

/** What a service shows for one date, filled in. */
export function addingLinks(base: string, session: CalendarSession, language: Language) {
  const title = titleIn(language, session);
  const ics = feedAddress(base, feedPath({ of: 'SESSION', id: session.id }), 'ics');
  const details = cutAt(descriptionIn(language, session)?.replace(/\s+/gu, ' ') ?? '', LONGEST_DETAILS);
  const location = placeIn(language, session);
  const [start, end] = [session.startsAt, session.endsAt];
  const composed = {
    ...{ path: '/calendar/action/compose', rru: 'addevent', subject: title },
    ...{ startdt: seconds(start), enddt: seconds(end), body: details, location },
  };
  return {
    ics: inLanguage(ics, language),
    google: link('https://calendar.google.com/calendar/render', {
      ...{ action: 'TEMPLATE', text: title, dates: `${basic(start)}/${basic(end)}`, ctz: session.zone },
      ...{ details, location },
    }),
    outlook: link('https://outlook.live.com/calendar/0/deeplink/compose', composed),
    office365: link('https://outlook.office.com/calendar/0/deeplink/compose', composed),
  };
}

/** Outlook takes a plus for a plus, so a space is %20. */
function link(page: string, parameters: Readonly<Record<string, string>>): string {
  const said = Object.entries(parameters).filter(([, value]) => value !== '');
  return `${page}?${said.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}

function seconds(at: Instant): string {
  return formatUtc(at).replace(/\.\d+Z$/, 'Z');
}

/** `20190417T070000Z` */
function basic(at: Instant): string {
  return seconds(at).replace(/[-:]/g, '');
}
