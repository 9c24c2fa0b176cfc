// The sessions of session-lab.ts, and whoever listens to what changes among them.
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../src/app.ts';
import { readSettings } from '../src/platform/config/settings.ts';
import { Database } from '../src/platform/db/database.ts';
import { Jobs } from '../src/platform/jobs/jobs.ts';
import { createLogger } from '../src/platform/log/logger.ts';
import { Clock } from '../src/platform/time/clock.ts';
import { startTestApp } from './app.ts';
import { until } from './program.ts';
import { must, SessionLab, type Told } from './session-lab.ts';

type Parts = Record<string, unknown>;

/** No room is booked for a marathon. */
const AT_BRANCH = { place: { atBranch: true } };

export interface ToldSession {
  readonly sessionId: string;
  readonly eventId: string;
  readonly uid: string;
  readonly sequence: number | null;
  readonly status: string | null;
  readonly startsAt: string | null;
  readonly change: string;
}

interface StreamEvent {
  readonly id: string;
  readonly event: string;
  readonly data: ToldSession;
}

/** A client of a stream of events, as the HTML standard has it (section 9.2.6). */
export class Listening {
  readonly response: IncomingMessage;
  readonly events: StreamEvent[] = [];
  text = '';
  isOver = false;
  #rest = '';

  private constructor(response: IncomingMessage) {
    this.response = response;
    response.setEncoding('utf8').on('data', (chunk: string) => this.#read(chunk));
    response.on('close', () => (this.isOver = true)).on('error', () => undefined);
  }

  static open(url: string, headers: Record<string, string> = {}): Promise<Listening> {
    return new Promise((resolve, reject) => {
      const request = get(url, { headers, agent: false }, (response) => resolve(new Listening(response)));
      request.on('error', reject);
    });
  }

  /** What was told of sessions, one line each: `ADDED 5`, with the number of SEQUENCE. */
  get told(): string[] {
    return this.events.flatMap(({ event, data }) => (event === 'session' ? `${data.change} ${data.sequence}` : []));
  }

  get resets(): number {
    return this.events.filter(({ event }) => event === 'reset').length;
  }

  /** Waits until it is told to ask for the feed, from where on all is told. */
  async ready(resets = 1): Promise<this> {
    await until(() => this.resets >= resets, 5);
    return this;
  }

  /** The last so many sessions it was told of; waits a moment for one too many. */
  async sessions(count: number): Promise<ToldSession[]> {
    const sessions = () => this.events.flatMap(({ event, data }) => (event === 'session' ? data : []));
    await until(() => sessions().length >= count, 5);
    await sleep(150);
    if (sessions().length !== count) throw new Error(`told of ${JSON.stringify(sessions())}, not of ${count}`);
    return sessions();
  }

  close(): void {
    this.response.destroy();
  }

  #read(chunk: string): void {
    this.text += chunk;
    const blocks = (this.#rest + chunk).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const),
      );
      const [id = '', event = '', data = ''] = ['id', 'event', 'data'].map((name) => fields.get(name));
      if (data !== '') this.events.push({ id, event, data: JSON.parse(data) as ToldSession });
    }
  }
}

export interface OtherApp {
  readonly url: string;
  readonly nest: NestFastifyApplication;
  readonly stop: () => Promise<void>;
}

export class PushLab extends SessionLab {
  readonly others: OtherApp[] = [];
  readonly listening: Listening[] = [];

  /** The clock stands at 2019-03-01 10:00 in Kyiv. */
  static override async start(environment: Record<string, string> = {}, jobs = false): Promise<PushLab> {
    const lab = new PushLab(await startTestApp(environment, { jobs }));
    lab.app.clock.set('2019-03-01T08:00:00Z');
    await lab.found();
    return lab;
  }

  async close(): Promise<void> {
    for (const one of this.listening) one.close();
    for (const other of this.others) await other.stop();
    await this.app.stop();
  }

  /** Listens to what changes in a filter, at this process or at another. */
  async listen(parameters = '', headers: Record<string, string> = {}, url = this.app.url): Promise<Listening> {
    const listening = await Listening.open(`${url}/feeds/changes?${parameters}`, headers);
    this.listening.push(listening);
    return listening;
  }

  /** A further process's worth of the program on the same database, with the same clock. */
  async another(environment: Record<string, string> = {}, jobs = false): Promise<OtherApp> {
    const settings = readSettings({
      ...{ NODE_ENV: 'test', DEMO: 'off', LOG_LEVEL: process.env.TEST_LOG ?? 'silent', BASE_URL: 'http://zakhid.test' },
      ...environment,
    });
    const database = new Database(this.app.postgres.options, { pool: 5 });
    const nest = await createApp(settings, database, createLogger(settings.LOG_LEVEL));
    nest.get(Clock).now = () => this.app.clock.now();
    await nest.listen(0, '127.0.0.1');
    if (jobs) nest.get(Jobs).start();
    const { port } = nest.getHttpServer().address() as AddressInfo;
    let stopped: Promise<void> | undefined;
    const stop = () => (stopped ??= nest.close().then(() => database.close()));
    const other = { url: `http://127.0.0.1:${port}`, nest, stop };
    this.others.push(other);
    return other;
  }

  /** A marathon for pupils: it needs no room. */
  marathon = (parts: Parts = {}): Parts => ({
    ...{ titleUk: 'Марафон', kind: 'INFORMATION_MARATHON', audienceIds: [this.audiences['PUPILS']] },
    ...{ primaryMeasureId: this.measures.schools, ...parts },
  });

  /** One that is held on these days, 10:00 to 11:00; not published yet. */
  async planned(days: readonly string[], parts: Parts = {}) {
    const event = must(await this.draft(this.marathon(parts)));
    if (days.length > 1) await this.arrange(event.id, 'SERIES');
    const sessions: Told[] = [];
    for (const startDate of days) sessions.push(must(await this.schedule(event.id, { ...AT_BRANCH, startDate })));
    return { event, sessions, session: sessions[0]! };
  }

  /** The same, published. */
  async held(days: readonly string[], parts: Parts = {}) {
    const made = await this.planned(days, parts);
    must(await this.publish(made.event.id));
    return made;
  }

  /** Until whoever begins to listen now is not told of what was before: that may be heard a moment later. */
  quiet = () => sleep(150);

  async update(id: string, change: Parts): Promise<void> {
    const query = `mutation ($input: UpdateEventInput!) { result: updateEvent(input: $input) { ... on Event { id version }
      ... on Refusal { kind message } } }`;
    const { version } = await this.eventRow(id);
    must(await this.asked<Told>(query, { input: { id, version, ...change } }));
  }

  /** Moves a session to a time of its day. */
  async moved(id: string, startTime: string, endTime: string): Promise<Told> {
    const { version } = await this.row(id);
    return must(await this.move({ id, version }, { startTime, endTime }));
  }
}
