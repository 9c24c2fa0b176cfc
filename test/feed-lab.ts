// The city and plan of session-lab.ts, and the words in which tests speak of feeds.
import ICAL from 'ical.js';
import { expect } from '@jest/globals';
import { startTestApp } from './app.ts';
import { must, SessionLab, type Told } from './session-lab.ts';

type Parts = Record<string, unknown>;

export const PUPILS = '/feeds/audiences/pupils.ics';
/** No room is booked for a marathon. */
export const AT_BRANCH = { place: { atBranch: true } };

/** At most five sessions in a feed, of which none ended more than ten days ago. */
const SETTINGS = { FEED_LIMIT: '5', FEED_PAST_DAYS: '10' };

export class FeedLab extends SessionLab {
  /** The clock stands at 2019-03-01 10:00 in Kyiv. */
  static override async start(): Promise<FeedLab> {
    const lab = new FeedLab(await startTestApp(SETTINGS));
    lab.app.clock.set('2019-03-01T08:00:00Z');
    await lab.found();
    return lab;
  }

  fetch = (path = PUPILS, headers: Record<string, string> = {}, method = 'GET') =>
    this.app.fetch(path, { method, headers: { 'accept-encoding': 'identity', ...headers } });

  header = async (name: string, path?: string) => (await this.fetch(path)).headers.get(name) ?? '';

  async feed(path = PUPILS) {
    const response = await this.fetch(path);
    const text = await response.text();
    expect([response.status, text.slice(-15)]).toEqual([200, 'END:VCALENDAR\r\n']);
    const calendar = new ICAL.Component(ICAL.parse(text) as never);
    const events = calendar.getAllSubcomponents('vevent').map((event) => (name: string) => {
      return event.getFirstPropertyValue(name)?.toString();
    });
    return { text, calendar, events, summaries: events.map((event) => event('summary')) };
  }

  /** A marathon for pupils: it needs no room. */
  marathon = (parts: Parts = {}): Parts => ({
    ...{ titleUk: 'Марафон', kind: 'INFORMATION_MARATHON', audienceIds: [this.audiences['PUPILS']] },
    ...{ primaryMeasureId: this.measures.schools, ...parts },
  });

  /** One that is held on this day, 10:00 to 11:00, and published. */
  async held(startDate: string, parts: Parts = {}) {
    const event = must(await this.draft(this.marathon(parts)));
    const session = must(await this.schedule(event.id, { ...AT_BRANCH, startDate }));
    must(await this.publish(event.id));
    return { event, session };
  }

  async update(id: string, change: Parts): Promise<void> {
    const query = `mutation ($input: UpdateEventInput!) { result: updateEvent(input: $input) { ... on Event { id version }
      ... on Refusal { kind message } } }`;
    const { version } = await this.eventRow(id);
    must(await this.asked<Told>(query, { input: { id, version, ...change } }));
  }
}
