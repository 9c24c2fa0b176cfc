import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EventLab, type Seen } from './event-lab.ts';

let lab: EventLab;
beforeAll(async () => {
  lab = await EventLab.start();
});
afterAll(() => lab.app.stop());

const kinds = (answers: readonly Seen[]) => answers.map(({ kind }) => kind ?? 'written').sort();

describe('at the same moment', () => {
  it('of ten edits of one version exactly one wins', async () => {
    const { id } = await lab.published();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => lab.update(id, 2, { titleUk: `Назва ${index}` })),
    );
    expect(kinds(answers)).toEqual([...Array.from({ length: 9 }, () => 'ChangedMeanwhile'), 'written']);
    const winner = answers.find(({ kind }) => !kind);
    expect(await lab.read(id)).toMatchObject({ titleUk: winner?.['titleUk'], version: 3, sequence: 1 });
  });

  it('of ten publications exactly one publishes', async () => {
    const { id } = await lab.create();
    const answers = await Promise.all(Array.from({ length: 10 }, () => lab.publish(id)));
    expect(kinds(answers)).toEqual([...Array.from({ length: 9 }, () => 'WrongStatus'), 'written']);
    expect(await lab.read(id)).toMatchObject({ version: 2, sequence: 0 });
  });

  it('of ten cancellations exactly one cancels', async () => {
    const { id } = await lab.published();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => lab.cancel(id, `Причина ${index}`)));
    expect(kinds(answers)).toEqual([...Array.from({ length: 9 }, () => 'WrongStatus'), 'written']);
    expect(await lab.read(id)).toMatchObject({ version: 3, sequence: 1 });
  });
});

/** What the store must do, as simply as it can be said. */
interface Model {
  title: string;
  kind: string;
  published: boolean;
  cancelled: boolean;
  sequence: number;
  version: number;
}

type Step = { do: 'title'; to: string } | { do: 'kind'; to: string } | { do: 'publish' } | { do: 'cancel' };

function after(model: Model, step: Step): Model {
  if (model.cancelled) return model;
  const bump = (seen: boolean) => ({
    version: model.version + 1,
    sequence: model.sequence + (seen && model.published ? 1 : 0),
  });
  switch (step.do) {
    case 'title':
      return step.to === model.title ? model : { ...model, title: step.to, ...bump(true) };
    case 'kind':
      return step.to === model.kind ? model : { ...model, kind: step.to, ...bump(false) };
    case 'publish':
      return model.published ? model : { ...model, published: true, version: model.version + 1 };
    case 'cancel':
      return { ...model, cancelled: true, ...bump(true) };
  }
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('title' as const), to: fc.constantFrom('Перша', 'Друга') }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('kind' as const), to: fc.constantFrom('QUIZ', 'TALK') }) },
  { weight: 3, arbitrary: fc.constant({ do: 'publish' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'cancel' as const }) },
);

describe('any history of an event', () => {
  it('leads where the model leads; the sequence never falls, and a stamp rises with it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(step, fc.integer({ min: -5, max: 5 })), { maxLength: 12 }),
        async (history) => {
          const { id } = await lab.create({ titleUk: 'Перша', kind: 'QUIZ' });
          let model: Model = {
            title: 'Перша',
            kind: 'QUIZ',
            published: false,
            cancelled: false,
            sequence: 0,
            version: 1,
          };
          let stamp = await revisedAt(id);
          let now = 1_770_000_000_000;
          for (const [one, minutes] of history) {
            // The clock of a machine is put right now and then, also backwards.
            now += minutes * 60_000;
            lab.app.clock.set(new Date(now).toISOString());
            if (one.do === 'title') await lab.update(id, model.version, { titleUk: one.to });
            if (one.do === 'kind') await lab.update(id, model.version, { kind: one.to });
            if (one.do === 'publish') await lab.publish(id);
            if (one.do === 'cancel') await lab.cancel(id);
            const next = after(model, one);
            const rises = next.sequence > model.sequence || next.published !== model.published;
            const stamped = await revisedAt(id);
            expect(stamped > stamp).toBe(rises);
            expect(stamped >= stamp).toBe(true);
            [model, stamp] = [next, stamped];
            expect(await lab.read(id)).toMatchObject({
              titleUk: model.title,
              eventKind: model.kind,
              sequence: model.sequence,
              version: model.version,
              editorialStatus: model.published ? 'PUBLISHED' : 'DRAFT',
              happeningStatus: model.cancelled ? 'CANCELLED' : 'CONFIRMED',
            });
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});

async function revisedAt(id: string): Promise<number> {
  const { findEvent } = await import('../src/events/event.store.ts');
  return (await findEvent(lab.app.database.reader, id as never))!.revisedAt.getTime();
}
