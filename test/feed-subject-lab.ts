// The programme of listing-lab.ts, and what public feeds find in it.
import { readMembers } from '../src/feeds/record/membership.store.ts';
import { FeedSubjects, type FoundFeed } from '../src/feeds/subjects/feed.subjects.ts';
import { Fault } from '../src/platform/faults/fault.ts';
import { plusDays } from '../src/platform/time/instant.ts';
import { startTestApp } from './app.ts';
import { ListingLab } from './listing-lab.ts';

export class FeedSubjectLab extends ListingLab {
  /** The clock stands at 2019-03-01 10:00 in Kyiv. */
  static override async start(): Promise<FeedSubjectLab> {
    const lab = new FeedSubjectLab(await startTestApp());
    lab.app.clock.set('2019-03-01T08:00:00Z');
    await lab.found();
    return lab;
  }

  /** What is at an address, without extension: `/feeds/search?q=казка`. */
  find(address: string): Promise<FoundFeed | undefined> {
    const at = address.indexOf('?');
    const [path, query] = at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)];
    return this.app.nest.get(FeedSubjects).find(path, new URLSearchParams(query));
  }

  /** The ids of the sessions of a feed, by start. */
  async members(address: string): Promise<string[]> {
    const found = await this.find(address);
    if (!found) throw new Error(`nothing is at ${address}`);
    const now = this.app.clock.now();
    const window = {
      now,
      endedSince: plusDays(now, -found.pastDays),
      cancelledSince: plusDays(now, -30),
      limit: 10_000,
    };
    const { members } = await readMembers(this.database.reader, found.subject.query, window, null);
    return members.map(({ id }) => id);
  }

  /** The parameters that a refusal names. */
  async wrong(address: string): Promise<string> {
    try {
      await this.find(address);
      return 'nothing';
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const { fields } = error.details as { fields: { path: string; rule: string }[] };
      return `${error.code} ${fields.map(({ path }) => path).join()}`;
    }
  }
}
