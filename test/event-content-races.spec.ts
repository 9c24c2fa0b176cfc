// Any history of what an event says leads where the model leads: calendars hear of what they show, and of nothing else.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ContentLab } from './content-lab.ts';
import { APPROVER } from './programme-lab.ts';
import { must } from './session-lab.ts';

let lab: ContentLab;
beforeAll(async () => {
  lab = await ContentLab.start();
});
afterAll(() => lab.app.stop());

const TITLES = ['Перша', 'Друга'];

/** What must come of it, as simply as it can be said. */
interface Model {
  readonly title: string;
  readonly kind: string;
  readonly price: string | null;
  readonly published: boolean;
  readonly cancelled: boolean;
  readonly version: number;
  /** Of its one date. */
  readonly sequence: number;
}

type Step =
  | { readonly do: 'edit'; readonly title?: string; readonly kind?: string; readonly price?: string | null }
  | { readonly do: 'publish' }
  | { readonly do: 'cancel' };

function after(model: Model, step: Step): Model {
  if (step.do === 'publish') return model.published ? model : { ...model, published: true, version: model.version + 1 };
  const edited = step.do === 'edit' ? { ...model, ...defined(step) } : { ...model, cancelled: true };
  if (JSON.stringify(edited) === JSON.stringify(model)) return model;
  const isShown = (['title', 'kind', 'price', 'cancelled'] as const).some((part) => edited[part] !== model[part]);
  return { ...edited, version: model.version + 1, sequence: model.sequence + (isShown && model.published ? 1 : 0) };
}

const defined = ({ title, kind, price }: Extract<Step, { do: 'edit' }>): Partial<Model> => ({
  ...(title !== undefined && { title }),
  ...(kind !== undefined && { kind }),
  ...(price !== undefined && { price }),
});

const edit = fc.record(
  {
    ...{ do: fc.constant('edit' as const), title: fc.constantFrom(...TITLES), kind: fc.constantFrom('QUIZ', 'TALK') },
    price: fc.constantFrom(null, '5 грн'),
  },
  { requiredKeys: ['do'] },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 7, arbitrary: edit },
  { weight: 3, arbitrary: fc.constant({ do: 'publish' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'cancel' as const }) },
);

async function take(id: string, sessionId: string, version: number, one: Step): Promise<void> {
  if (one.do === 'publish') await lab.publish(id);
  else if (one.do === 'cancel') await lab.take('CANCEL', sessionId);
  else {
    const { title: titleUk, kind, price: priceUk } = one;
    must(await lab.edit({ id, version }, { titleUk, kind, priceUk }, APPROVER));
  }
}

describe('any history of an event', () => {
  it('leads where the model leads; a sequence never falls, and a stamp rises with it', async () => {
    let rises = 0;
    const history = fc.array(fc.tuple(step, fc.integer({ min: -5, max: 5 })), { minLength: 3, maxLength: 12 });
    const property = fc.asyncProperty(history, async (steps) => {
      let now = Date.parse('2019-03-01T08:00:00Z');
      lab.app.clock.set(new Date(now).toISOString());
      const [title, joinUrl] = ['Перша', 'https://meet.example/x'];
      const { id } = await lab.made({ titleUk: title, kind: 'QUIZ', attendanceMode: 'ONLINE', joinUrl });
      const { id: sessionId } = must(await lab.schedule(id, { place: { online: true } }));
      let model: Model = {
        ...{ title, kind: 'QUIZ', price: null, published: false, cancelled: false, version: 2, sequence: 0 },
      };
      let { revisedAt: stamp } = await lab.row(sessionId);
      for (const [one, minutes] of steps) {
        // The clock of a machine is put right now and then, also backwards.
        now += minutes * 60_000;
        lab.app.clock.set(new Date(now).toISOString());
        // A date that was called off before anybody heard of it is none to publish.
        const isIdle = one.do === 'publish' && model.cancelled;
        await take(id, sessionId, model.version, one);
        const next = isIdle ? model : after(model, one);
        const { revisedAt, sequence, version } = await lab.row(sessionId);
        const isNews = next.sequence > model.sequence || next.published !== model.published;
        expect([one, Math.sign(revisedAt.getTime() - stamp.getTime())]).toEqual([one, isNews ? 1 : 0]);
        expect(version).toBeGreaterThan(sequence);
        [model, stamp] = [next, revisedAt];
        rises += isNews ? 1 : 0;
        expect({ ...(await lab.readEvent(id)), sequence }).toMatchObject({
          ...{ titleUk: model.title, eventKind: model.kind, price: model.price, version: model.version },
          ...{ editorialStatus: model.published ? 'PUBLISHED' : 'DRAFT', sequence: model.sequence },
        });
      }
    });
    await fc.assert(property, { numRuns: 20 });
    expect(rises).toBeGreaterThan(20);
  }, 120_000);
});

describe('at the same moment', () => {
  const times = <Answer>(of: () => Promise<Answer>) => Promise.all(Array.from({ length: 10 }, of));
  const kinds = (answers: readonly { readonly kind?: string }[]) => answers.map(({ kind }) => kind ?? 'done').sort();
  const nine = (kind: string) => [...Array.from({ length: 9 }, () => kind), 'done'].sort();

  it('of ten publications one publishes, and of ten cancellations one cancels', async () => {
    const { id } = await lab.made({ attendanceMode: 'ONLINE', joinUrl: 'https://meet.example/x' });
    const session = must(await lab.schedule(id, { place: { online: true } }));
    expect(kinds(await times(() => lab.publish(id)))).toEqual(nine('WrongStatus'));
    expect(await lab.readEvent(id)).toMatchObject({ version: 3, editorialStatus: 'PUBLISHED' });
    expect(kinds(await times(() => lab.take('CANCEL', session.id)))).toEqual(nine('WrongHappening'));
    expect(await lab.readEvent(id)).toMatchObject({ version: 4 });
    expect(await lab.row(session.id)).toMatchObject({ sequence: 1, happeningStatus: 'CANCELLED' });
  });

  it('an edit and a cancellation both happen, one after the other', async () => {
    const event = await lab.published();
    const [session] = await lab.sessionRows(event.id);
    const [edited, cancelled] = await Promise.all([
      lab.edit(event, { titleUk: 'Інша' }),
      lab.take('CANCEL', session!.id),
    ]);
    must(cancelled);
    // Whoever comes second with the old version hears of the first.
    const isEdited = edited.kind === undefined;
    if (!isEdited) expect(edited).toMatchObject({ kind: 'ChangedMeanwhile' });
    expect((await lab.readEvent(event.id))?.version).toBe(event.version + (isEdited ? 2 : 1));
    expect(await lab.sessionRows(event.id)).toMatchObject([
      { sequence: isEdited ? 2 : 1, happeningStatus: 'CANCELLED' },
    ]);
  });

  it('ten who count the visitors of one day leave one count, and the audit tells each', async () => {
    const exhibition = { opensOn: '2019-02-01', closesOn: null, openWeekdays: [1, 2, 3, 4, 5, 6, 7] };
    const { id } = await lab.made({ kind: 'EXHIBITION', exhibition });
    must(await lab.schedule(id, { place: { atBranch: true } }));
    must(await lab.publish(id));
    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => lab.count(id, '2019-02-20', at + 1)));
    for (const answer of answers) must(answer);
    const counted = (await lab.readEvent(id))?.staff?.exhibitionDays;
    const lines = (await lab.audit(id)).filter(({ action }) => action === 'COUNT');
    const [last] = lines.at(-1)?.changes ?? [];
    expect(counted).toEqual([{ date: '2019-02-20', visitors: last?.after }]);
    expect(lines).toHaveLength(10);
    // Each found what the one before it left.
    const told = lines.map(({ changes: [change] }) => [change?.before, change?.after]);
    const befores = told.map(([before]) => before ?? 0).sort();
    expect(befores).toEqual([0, ...told.map(([, count]) => count).filter((count) => count !== last?.after)].sort());
  });
});
