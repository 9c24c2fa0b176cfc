import { type Instant, instantFromMillis } from '../../platform/time/instant.ts';
import { type Changes, EVERYTHING } from '../freshness/changes.rules.ts';
import type { Frame } from '../formats/format.ts';
import type { Member, Members } from '../record/membership.store.ts';
import { type Block, blockOf } from './block.ts';
import { Representation, tagOf } from './representation.ts';

/** So many sessions are compressed together: fewer compress worse, of more a change costs more. */
const IN_BLOCK = 64;
/** So many blocks are compressed side by side. */
const AT_ONCE = 8;
/** Bytes that knowing of a session takes. */
const OF_MEMBER = 300;

interface Run {
  readonly members: readonly Member[];
  /** Made when it is needed, and again when a piece changed. */
  readonly block: Block | null;
}

interface Full extends Run {
  readonly block: Block;
}

/** What a feed is made from; whoever keeps feeds gives it. */
export interface FeedSource {
  /** All that are in it now, or those of them that changes name; by start, then id. */
  readonly members: (changes: Changes | null) => Promise<Members>;
  /** The written pieces of sessions, each with what stands before it; of those that are gone none. */
  readonly pieces: (members: readonly Member[]) => Promise<ReadonlyMap<string, Buffer>>;
  readonly between: Buffer;
  /** How many a feed may hold. */
  readonly most: number;
  readonly frame: (facts: Pick<Frame, 'zones' | 'shown' | 'isCut' | 'revisedAt'>) => { head: Buffer; tail: Buffer };
}

/**
 * One feed as it was answered last, and what has to be looked at anew before it is answered again. A change reads, writes and
 * compresses what changed and nothing else.
 */
export class KeptFeed {
  readonly #source: FeedSource;
  #runs: readonly Run[] = [];
  #isCut = false;
  /** The hour it was made for. */
  #window: Window = { from: 0, until: 0 };
  #pending: Changes = EVERYTHING;
  #answer: Representation | undefined;
  #making: Promise<Representation> | undefined;

  constructor(source: FeedSource) {
    this.#source = source;
  }

  get bytes(): number {
    let bytes = this.#answer?.bytes ?? 0;
    for (const { block, members } of this.#runs) bytes += (block?.deflated.length ?? 0) + members.length * OF_MEMBER;
    return bytes;
  }

  /** What may be answered as it is at a moment; undefined where it has to be looked at first. */
  current(millis: number): Representation | undefined {
    return isNothing(this.#pending) && isWithin(millis, this.#window) ? this.#answer : undefined;
  }

  /** Something changed that may be in it. */
  touch(changes: Changes): void {
    this.#pending = joined(this.#pending, changes);
  }

  /** What is so by now, in a stretch of time in which its window stands still. One at a time, for all who wait. */
  async made(millis: number, window: Window): Promise<Representation> {
    for (;;) {
      const current = this.current(millis);
      if (current) return current;
      if (this.#making) {
        await this.#making.catch(() => undefined);
        continue;
      }
      this.#making = this.#make(millis, window).finally(() => {
        this.#making = undefined;
      });
      return await this.#making;
    }
  }

  async #make(millis: number, window: Window): Promise<Representation> {
    const asked = isWithin(millis, this.#window) ? this.#pending : EVERYTHING;
    this.#pending = { sessionIds: [], eventIds: [], everything: false };
    try {
      // Of a feed that is cut another session may come in for one that goes.
      const changes = asked.everything || this.#isCut ? null : asked;
      const runs = changes ? await this.#patched(changes) : await this.#whole();
      const answer = await this.#composed(runs, millis);
      this.#window = window;
      this.#answer = answer;
      return answer;
    } catch (error) {
      this.touch(asked);
      throw error;
    }
  }

  async #whole(): Promise<readonly Run[]> {
    const { members, isCut } = await this.#source.members(null);
    this.#isCut = isCut;
    const runs: Run[] = [];
    for (let at = 0; at < members.length; at += IN_BLOCK) {
      runs.push({ members: members.slice(at, at + IN_BLOCK), block: null });
    }
    return runs;
  }

  async #patched(changes: Changes): Promise<readonly Run[]> {
    const { members } = await this.#source.members(changes);
    const gone = new Set<string>([...changes.sessionIds, ...changes.eventIds]);
    const isIn = ({ id, eventId }: Member) => gone.has(id) || gone.has(eventId);
    if (members.length === 0 && !this.#runs.some((run) => run.members.some(isIn))) return this.#runs;
    const left = this.#runs.map((run): Run => {
      const stay = run.members.filter((member) => !isIn(member));
      return stay.length === run.members.length ? run : { members: stay, block: null };
    });
    const runs = placed(left, members);
    const total = runs.reduce((sum, run) => sum + run.members.length, 0);
    return total > this.#source.most ? this.#whole() : runs;
  }

  async #composed(runs: readonly Run[], millis: number): Promise<Representation> {
    const before = this.#answer;
    // Most changes are of other feeds.
    if (before && runs === this.#runs) return before;
    const missing = runs.filter(({ block }) => block === null).flatMap(({ members }) => members);
    const pieces = await this.#source.pieces(missing);
    const filled = await this.#filled(runs, pieces);
    this.#runs = filled;
    const { head, tail } = this.#source.frame(this.#facts(filled));
    const parts = [await blockOf([head]), ...(await this.#joined(filled)), await blockOf([tail])];
    const tag = tagOf(parts);
    if (tag === before?.tag) return before;
    before?.supersede();
    return new Representation(parts, tag, changedAt(before, millis));
  }

  async #filled(runs: readonly Run[], pieces: ReadonlyMap<string, Buffer>): Promise<Full[]> {
    const filled: Full[] = [];
    for (let at = 0; at < runs.length; at += AT_ONCE) {
      const some = runs.slice(at, at + AT_ONCE).map(async ({ members, block }) => {
        const there = block ? members : members.filter(({ id }) => pieces.has(id));
        return { members: there, block: block ?? (await blockOf(this.#rowOf(there, pieces))) };
      });
      filled.push(...(await Promise.all(some)).filter(({ members }) => members.length > 0));
    }
    return filled;
  }

  #facts(runs: readonly Full[]) {
    const zones = new Set<string>();
    let [shown, revised] = [0, 0];
    for (const { members } of runs) {
      shown += members.length;
      for (const member of members) {
        zones.add(member.zone);
        if (member.revised > revised) revised = member.revised;
      }
    }
    const revisedAt = shown === 0 ? null : instantFromMillis(revised);
    return { zones: [...zones].toSorted(), shown, isCut: this.#isCut, revisedAt };
  }

  #rowOf(members: readonly Member[], pieces: ReadonlyMap<string, Buffer>): Buffer[] {
    const row: Buffer[] = [];
    for (const { id } of members) {
      const piece = pieces.get(id);
      if (!piece) continue;
      if (row.length > 0 && this.#source.between.length > 0) row.push(this.#source.between);
      row.push(piece);
    }
    return row;
  }

  async #joined(runs: readonly Full[]): Promise<Block[]> {
    const blocks = runs.map(({ block }) => block);
    if (this.#source.between.length === 0) return blocks;
    const between = await blockOf([this.#source.between]);
    return blocks.flatMap((block, at) => (at === 0 ? [block] : [between, block]));
  }
}

/**
 * What others were told before had an earlier time, to the second as HTTP tells it: so a client that knows nothing but a time
 * is never told that what it has is still right.
 */
function changedAt(before: Representation | undefined, millis: number): Instant {
  const next = before ? Math.floor(before.changedAt.getTime() / 1_000) * 1_000 + 1_000 : 0;
  return instantFromMillis(Math.max(millis, next));
}

/** From an instant on until another, in milliseconds. */
export interface Window {
  readonly from: number;
  readonly until: number;
}

const isWithin = (millis: number, { from, until }: Window) => from <= millis && millis < until;

const isBefore = (one: Member, other: Member) =>
  one.starts < other.starts || (one.starts === other.starts && one.id < other.id);

/** Puts sessions where they belong; a run that grows too long is divided. */
function placed(runs: readonly Run[], members: readonly Member[]): readonly Run[] {
  const open = runs
    .filter((run) => run.members.length > 0)
    .map(({ members: of, block }) => ({ members: [...of], block }));
  for (const member of members) {
    // The last run that begins before it; of none the first.
    let at = open.findLastIndex(({ members: [first] }) => first && isBefore(first, member));
    if (at < 0) at = 0;
    const run = open[at];
    if (!run) {
      open.push({ members: [member], block: null });
      continue;
    }
    const before = run.members.findIndex((one) => isBefore(member, one));
    run.members.splice(before < 0 ? run.members.length : before, 0, member);
    run.block = null;
    if (run.members.length > 2 * IN_BLOCK)
      open.splice(at + 1, 0, { members: run.members.splice(IN_BLOCK), block: null });
  }
  return open;
}

function isNothing({ sessionIds, eventIds, everything }: Changes): boolean {
  return !everything && sessionIds.length === 0 && eventIds.length === 0;
}

/** More of them than this, and all is read anew. */
const MOST_PENDING = 500;

function joined(one: Changes, other: Changes): Changes {
  const sessionIds = [...new Set([...one.sessionIds, ...other.sessionIds])];
  const eventIds = [...new Set([...one.eventIds, ...other.eventIds])];
  const tooMany = sessionIds.length + eventIds.length > MOST_PENDING;
  return one.everything || other.everything || tooMany ? EVERYTHING : { sessionIds, eventIds, everything: false };
}
