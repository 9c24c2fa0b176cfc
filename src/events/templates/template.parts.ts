// What the ids in the content of a template name, once for all templates of an answer. What has gone since is left out.
import { audiencesByIds, entriesByIds } from '../../directory/entry.store.ts';
import type { AudienceRow } from '../../directory/entry.tables.ts';
import type { Reader } from '../../platform/db/database.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { measuresByIds } from '../../plans/measure.store.ts';
import type { MeasureRow } from '../../plans/measure.tables.ts';
import { branchesByIds } from '../../venues/places/branch.store.ts';
import type { BranchRow } from '../../venues/places/branch.tables.ts';
import { type OrganiserOfEvent, type SpeakerOfEvent, speakersByIds } from '../content/event.parts.store.ts';
import type { TemplateContent } from './template.rules.ts';
import type { EventTemplateRow } from './template.tables.ts';

/** One function for all requests: it names the loader. */
const bodiesByIds = (reader: Reader, ids: readonly string[]) => entriesByIds(reader, 'body', ids);

export class TemplateParts {
  readonly #context: object;
  readonly #reader: Reader;

  constructor(context: object, reader: Reader) {
    this.#context = context;
    this.#reader = reader;
  }

  async branch({ branchId }: EventTemplateRow): Promise<BranchRow | null> {
    return (branchId && (await load(this.#context, this.#reader, branchesByIds, branchId))) || null;
  }

  async audiences({ audienceIds }: TemplateContent): Promise<AudienceRow[] | null> {
    return found(audienceIds, (id) => load(this.#context, this.#reader, audiencesByIds, id));
  }

  async measures({ measureIds }: TemplateContent): Promise<MeasureRow[] | null> {
    return found(measureIds, (id) => load(this.#context, this.#reader, measuresByIds, id));
  }

  async organisers({ organisers }: TemplateContent): Promise<OrganiserOfEvent[] | null> {
    return found(organisers, async ({ bodyId, role }) => {
      const body = await load(this.#context, this.#reader, bodiesByIds, bodyId);
      return body && { body, role };
    });
  }

  async speakers({ speakers }: TemplateContent): Promise<SpeakerOfEvent[] | null> {
    return found(speakers, async ({ speakerId, role }) => {
      const speaker = await load(this.#context, this.#reader, speakersByIds, speakerId);
      return speaker && { speaker, role };
    });
  }
}

/** Null for a list that is left open. */
async function found<Named, Row extends object>(
  named: readonly Named[] | null | undefined,
  find: (one: Named) => Promise<Row | undefined>,
): Promise<Row[] | null> {
  if (!named) return null;
  const rows = await Promise.all(named.map(find));
  return rows.filter((row) => row !== undefined);
}
