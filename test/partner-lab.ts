// The words in which tests speak of partners' calendars, and a partner: a server of ours on this machine.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { partnerCalendars } from '../src/feeds/partners/record/partner.tables.ts';
import { newId } from '../src/platform/ids/id.ts';
import { blockings } from '../src/venues/hours/closure.tables.ts';
import { type Asking, startTestApp } from './app.ts';
import { BookingLab, type Broken } from './booking-lab.ts';

type Parts = Record<string, unknown>;
type Serving = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves what a test puts at a path, and keeps who asked for what. */
export class Partner {
  readonly #server: Server;
  readonly #pages = new Map<string, Serving>();
  readonly asked: { path: string; headers: IncomingMessage['headers'] }[] = [];
  port = 0;

  constructor() {
    this.#server = createServer((request, response) => {
      const path = request.url ?? '';
      this.asked.push({ path, headers: request.headers });
      const serve = this.#pages.get(path);
      if (serve) serve(request, response);
      else response.writeHead(404).end();
    });
  }

  async start(host = '127.0.0.1'): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, host, resolve));
    this.port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  /** Puts something at a path; answers its address. */
  serve(path: string, page: Serving | string | Uint8Array): string {
    const serve: Serving =
      typeof page === 'function'
        ? page
        : (_, response) => response.setHeader('content-type', 'text/calendar').end(page);
    this.#pages.set(path, serve);
    return `http://localhost:${this.port}${path}`;
  }

  times(path: string): number {
    return this.asked.filter((one) => one.path === path).length;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A calendar of these components, with the ends of lines it must have. */
export function calendarOf(...components: readonly (readonly string[])[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Partner//EN', ...components.flat(), 'END:VCALENDAR', ''].join(
    '\r\n',
  );
}

export function eventOf(uid: string, start: string, ...lines: readonly string[]): string[] {
  return ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20190101T000000Z', `DTSTART${start}`, ...lines, 'END:VEVENT'];
}

/** By the wall clock of Kyiv. */
export const kyiv = (time: string) => `;TZID=Europe/Kyiv:${time}`;

/** An hour by the wall clock of Kyiv. */
export const hourOf = (uid: string, time: string, ...lines: readonly string[]) =>
  eventOf(uid, kyiv(time), 'DURATION:PT1H', `SUMMARY:Репетиція ${uid}`, ...lines);

export interface Item {
  readonly title: string | null;
  readonly start: string;
  readonly end: string;
  readonly state?: string | null;
  readonly inTheWay: readonly Broken[];
  readonly [field: string]: unknown;
}

/** A calendar, what came of reading one, or a refusal. */
export interface Said {
  readonly id: string;
  readonly version: number;
  readonly slug: string;
  readonly kind?: string;
  readonly message?: string;
  readonly reason?: string;
  readonly line?: number | null;
  readonly calendar: Said;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly conflicts: number;
  readonly isSame: boolean;
  readonly [field: string]: unknown;
}

const ITEM = `title start end zone isAllDay location url status inTheWay { kind message ... on Overlap { bookingId purpose }
  ... on Blocked { reason } }`;
const CALENDAR = `id version slug name purpose address active readAt knownAt dueAt failures problemCount itemCount conflictCount
  feedUrl viewerCan room { id } branch { slug } audiences { slug } trouble { fault message line }
  problems { fault line uid title message }`;
const REFUSAL = '... on Refusal { kind message }';
const UNREADABLE = `${REFUSAL} ... on CalendarUnreadable { reason line status }`;
const STALE = '... on ChangedMeanwhile { current { id version } }';
const READ = '... on PartnerCalendarRead { added changed removed unchanged conflicts isSame calendar { id version } }';

export class PartnerLab extends BookingLab {
  partner!: Partner;

  async #said(query: string, variables: Parts, asking?: Asking): Promise<Said> {
    return (await this.data<{ result: Said }>(query, variables, asking)).result;
  }

  add(parts: Parts = {}, asking?: Asking): Promise<Said> {
    const usual = { key: newId(), branchId: this.branches.central, name: 'Хор Дніпро', purpose: 'BUSY' };
    const room = (parts['purpose'] ?? 'BUSY') === 'BUSY' ? { roomId: this.rooms.hallA } : {};
    return this.#said(
      `mutation ($input: AddPartnerCalendarInput!) { result: addPartnerCalendar(input: $input) {
        ... on PartnerCalendar { ${CALENDAR} } ${UNREADABLE} } }`,
      { input: { ...usual, ...room, ...parts } },
      asking,
    );
  }

  update(id: string, version: number, parts: Parts, asking?: Asking): Promise<Said> {
    return this.#said(
      `mutation ($input: UpdatePartnerCalendarInput!) { result: updatePartnerCalendar(input: $input) {
        ... on PartnerCalendar { ${CALENDAR} } ${UNREADABLE} ${STALE} } }`,
      { input: { id, version, ...parts } },
      asking,
    );
  }

  remove(id: string, asking?: Asking): Promise<Said> {
    return this.#said(
      `mutation ($id: ID!) { result: removePartnerCalendar(id: $id) {
        ... on PartnerCalendarRemoved { id name givenBack } ${REFUSAL} ${STALE} } }`,
      { id },
      asking,
    );
  }

  refresh(id: string, asking?: Asking): Promise<Said> {
    return this.#said(
      `mutation ($id: ID!) { result: refreshPartnerCalendar(id: $id) { ${READ} ${UNREADABLE} } }`,
      { id },
      asking,
    );
  }

  /** Brings a file. */
  async bring(id: string, text: string | Uint8Array, parts: Parts = {}): Promise<Said> {
    const uploadId = await this.app.upload(text, 'calendar.ics', 'librarian');
    return this.#said(
      `mutation ($input: ImportPartnerCalendarInput!) { result: importPartnerCalendar(input: $input) { ${READ} ${UNREADABLE} } }`,
      { input: { key: newId(), id, uploadId, ...parts } },
    );
  }

  preview(input: Parts, asking?: Asking): Promise<Said & { items: Item[]; conflicting: Item[]; problems: Said[] }> {
    return this.#said(
      `mutation ($input: PreviewPartnerCalendarInput!) { result: previewPartnerCalendar(input: $input) {
        ... on PartnerCalendarPreview { added changed removed unchanged conflicts components found leftOut problemCount
          problems { fault line uid title message } items { ${ITEM} } conflicting { ${ITEM} } } ${UNREADABLE} } }`,
      { input },
      asking,
    ) as Promise<Said & { items: Item[]; conflicting: Item[]; problems: Said[] }>;
  }

  async calendars(asking?: Asking): Promise<Said[]> {
    const { partnerCalendars: found } = await this.data<{ partnerCalendars: Said[] }>(
      `query ($branchId: ID!) { partnerCalendars(branchId: $branchId) { ${CALENDAR} } }`,
      { branchId: this.branches.central },
      asking,
    );
    return found;
  }

  async calendar(id: string): Promise<Said> {
    const found = (await this.calendars()).find((one) => one.id === id);
    if (!found) throw new Error('there is no such calendar');
    return found;
  }

  async items(id: string, state?: string): Promise<Item[]> {
    const { partnerCalendar: found } = await this.data<{ partnerCalendar: { items: { edges: { node: Item }[] } } }>(
      `query ($id: ID!, $state: PartnerItemState) { partnerCalendar(id: $id) {
        items(first: 40, state: $state) { edges { node { id state ${ITEM} } } } } }`,
      { id, state },
    );
    return found.items.edges.map(({ node }) => node);
  }

  /** When a room is blocked, in order. */
  async blockedIn(roomId: string): Promise<string[]> {
    const rows = await this.database.reader
      .select()
      .from(blockings)
      .where(eq(blockings.roomId, roomId as never))
      .orderBy(blockings.startsAt);
    return rows
      .filter(({ liftedAt }) => !liftedAt)
      .map(({ startsAt, endsAt }) => `${startsAt.toISOString().slice(0, 16)}–${endsAt.toISOString().slice(0, 16)}`);
  }

  #pages = 0;

  /** A calendar of a room of its own, at an address of its own, read once. */
  async keeping(...components: readonly string[][]) {
    const roomId = await this.ownRoom();
    const path = `/busy-${(this.#pages += 1)}.ics`;
    const address = this.partner.serve(path, calendarOf(...components));
    const { id } = await this.add({ roomId, address });
    const read = await this.refresh(id);
    /** The partner changes it, and it is read anew. */
    const becomes = (...anew: readonly string[][]) => {
      this.partner.serve(path, calendarOf(...anew));
      return this.refresh(id);
    };
    const blocked = () => this.blockedIn(roomId);
    const book = (startDate: string, startTime: string, endTime: string) =>
      this.book({ roomId, startDate, startTime, endTime, setUpMinutes: 0, tearDownMinutes: 0 });
    return { id, roomId, address, read, becomes, blocked, book };
  }

  async rowOf(id: string) {
    const [row] = await this.database.reader
      .select()
      .from(partnerCalendars)
      .where(eq(partnerCalendars.id, id as never));
    return row;
  }
}

/** The program with the lab and a partner in it; the clock stands at 2019-03-01 10:00 in Kyiv. */
export async function startPartnerLab(
  now = '2019-03-01T08:00:00Z',
  { environment = {}, jobs = false }: { environment?: Record<string, string>; jobs?: boolean } = {},
): Promise<PartnerLab> {
  const partner = await new Partner().start();
  const app = await startTestApp({ OUTSIDE_LOOPBACK: 'true', ...environment }, { jobs });
  const lab = new PartnerLab(app);
  lab.partner = partner;
  lab.app.clock.set(now);
  await lab.found();
  return lab;
}

export async function stopPartnerLab(lab: PartnerLab): Promise<void> {
  await lab.app.stop();
  await lab.partner.stop();
}
