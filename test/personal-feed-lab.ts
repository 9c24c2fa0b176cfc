// The schools and rosters of class-lab.ts, and the words in which tests speak of personal calendars.
import type { AddressInfo } from 'node:net';
import ICAL from 'ical.js';
import { expect } from '@jest/globals';
import { createApp } from '../src/app.ts';
import { readSettings } from '../src/platform/config/settings.ts';
import { Database } from '../src/platform/db/database.ts';
import { createLogger } from '../src/platform/log/logger.ts';
import { Clock } from '../src/platform/time/clock.ts';
import { type Asking, type SignIn, startTestApp } from './app.ts';
import { ClassLab } from './class-lab.ts';
import { aKey } from './registration-lab.ts';
import { must } from './session-lab.ts';

type Parts = Record<string, unknown>;

export interface FeedTold {
  readonly id: string;
  readonly version: number;
  readonly of: string;
  readonly name: string;
  readonly language: string;
  readonly pastDays: number;
  readonly includeCancelled: boolean;
  readonly isOpen: boolean;
  readonly createdAt: string;
  readonly secretSince: string;
  readonly lastUsedAt: string | null;
  readonly school: { readonly slug: string } | null;
  readonly room: { readonly id: string } | null;
  readonly branch: { readonly slug: string } | null;
}
export interface Addressed {
  readonly kind?: string;
  readonly message?: string;
  readonly feed: FeedTold;
  readonly address: string;
  readonly subscribeAddress: string;
}

const FEED = `id version of name language pastDays includeCancelled isOpen createdAt secretSince lastUsedAt
  school { slug } room { id } branch { slug }`;
const ADDRESSED = `... on PersonalFeedAddress { feed { ${FEED} } address subscribeAddress }`;
const REFUSED = `... on Refusal { kind message } ... on ChangedMeanwhile { current { id version } }`;
export const CREATE = `mutation ($input: CreatePersonalFeedInput!) { result: createPersonalFeed(input: $input) { ${ADDRESSED}
  ... on Refusal { kind message } ... on PersonalFeedMadeBefore { before: feed { ${FEED} } } ... on TooManyPersonalFeeds { most } } }`;
export const ROTATE = `mutation ($input: RotatePersonalFeedInput!) { result: rotatePersonalFeed(input: $input) { ${ADDRESSED} ${REFUSED} } }`;
export const RENAME = `mutation ($input: RenamePersonalFeedInput!) { result: renamePersonalFeed(input: $input) {
  ... on PersonalFeed { ${FEED} } ${REFUSED} } }`;
export const REVOKE = 'mutation ($id: ID!) { result: revokePersonalFeed(id: $id) }';
const LIST = `{ result: personalFeeds { ${FEED} } }`;

/** A VEVENT, read by its properties. */
export type Shown = (name: string) => string | undefined;

export class PersonalFeedLab extends ClassLab {
  /** As in ClassLab; what ended more than ten days ago is not shown, and proxies tell where a client is. */
  static override async start(environment: Record<string, string> = {}): Promise<PersonalFeedLab> {
    const usual = { REGISTRATIONS_FREE: '1000000', FEED_PAST_DAYS: '10', TRUST_PROXY: 'loopback' };
    const lab = new PersonalFeedLab(await startTestApp({ ...usual, ...environment }));
    lab.app.clock.set('2019-03-01T08:00:00Z');
    await lab.found();
    return lab;
  }

  create = (parts: Parts = {}, asking: Asking = { as: 'stranger' }) =>
    this.asked<Addressed>(CREATE, { input: { key: aKey(), of: 'PERSON', name: 'Телефон', ...parts } }, asking);
  rotate = (id: string, version?: number, as: SignIn = 'stranger') =>
    this.asked<Addressed>(ROTATE, { input: { id, version } }, { as });
  rename = (input: Parts, as: SignIn = 'stranger') =>
    this.asked<FeedTold & { kind?: string; message?: string }>(RENAME, { input }, { as });
  revoke = (id: string, as: SignIn = 'stranger') => this.asked<boolean>(REVOKE, { id }, { as });
  list = (as: SignIn = 'stranger') => this.asked<FeedTold[]>(LIST, {}, { as });

  /** A calendar that is there: the path of its address, and it itself. */
  async made(parts: Parts = {}, as: SignIn = 'stranger'): Promise<{ path: string; feed: FeedTold }> {
    const { address, feed } = must(await this.create(parts, { as }));
    return { path: pathOf(address), feed };
  }

  fetch = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    this.app.fetch(path, { method, headers: { 'accept-encoding': 'identity', ...headers } });
  status = async (path: string) => (await this.fetch(path)).status;

  /** The calendar at a path, as an independent reader reads it. */
  async calendar(path: string) {
    const response = await this.fetch(path);
    const text = await response.text();
    expect([response.status, text.slice(-15)]).toEqual([200, 'END:VCALENDAR\r\n']);
    for (const line of text.slice(0, -2).split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const calendar = new ICAL.Component(ICAL.parse(text) as never);
    const components = calendar.getAllSubcomponents('vevent');
    const events = components.map(
      (event): Shown =>
        (name) =>
          event.getFirstPropertyValue(name)?.toString(),
    );
    const uids = events.map((event) => event('uid'));
    expect(new Set(uids).size).toBe(uids.length);
    const find = (uid: string): Shown => {
      const found = events.find((event) => event('uid')?.startsWith(uid));
      if (!found) throw new Error(`no ${uid} among ${uids.join()}`);
      return found;
    };
    // The reader knows no NAME, and leaves its escapes.
    const title = calendar
      .getFirstPropertyValue('name')
      ?.toString()
      .replace(/\\([,;\\])/g, '$1');
    return { text, components, events, find, uids, title };
  }

  /** The same database under another process of the program. */
  async anotherProcess(environment: Record<string, string> = {}, write?: (line: string) => void) {
    const settings = readSettings({
      ...{ NODE_ENV: 'test', DEMO: 'off', BASE_URL: 'http://zakhid.test', TRUST_PROXY: 'loopback' },
      ...{ LOG_LEVEL: 'silent', ...environment },
    });
    const database = new Database(this.app.postgres.options, { pool: 5 });
    const nest = await createApp(settings, database, createLogger(settings.LOG_LEVEL, write && { write }));
    nest.get(Clock).now = () => this.app.clock.now();
    await nest.listen(0, '127.0.0.1');
    const { port } = nest.getHttpServer().address() as AddressInfo;
    const stop = async () => {
      await nest.close();
      await database.close();
    };
    return { url: `http://127.0.0.1:${port}`, stop };
  }
}

export function pathOf(address: string): string {
  expect(address).toMatch(/^http:\/\/zakhid\.test\/feeds\/me\/zkc_[\w-]{43}\.ics$/);
  return address.slice('http://zakhid.test'.length);
}
