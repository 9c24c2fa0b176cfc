import { readSettings } from '../../platform/config/settings.ts';
import { EVERYTHING } from '../freshness/changes.rules.ts';
import { PieceShelf } from './piece.shelf.ts';

const KIB = 1_024;
/** Room for a mebibyte. */
const shelf = () => new PieceShelf({ ...readSettings({}), FEED_PIECES_MB: 1 });
const piece = (sessionId: string, eventId = 'e', size = 100) => ({ sessionId, eventId, bytes: Buffer.alloc(size) });
const held = (on: PieceShelf, ...ids: string[]) => ids.filter((id) => on.get('ics uk', id) !== undefined);
const put = (on: PieceShelf, ...pieces: ReturnType<typeof piece>[]) => {
  const reading = on.reading();
  for (const one of pieces) reading.put('ics uk', one);
  reading.end();
};
const changed = (sessionIds: string[], eventIds: string[] = []) => ({ sessionIds, eventIds, everything: false });

describe('a shelf', () => {
  it('keeps a piece for a format and language until its session, its event or everything changes', () => {
    const on = shelf();
    put(on, piece('a', 'e1'), piece('b', 'e1'), piece('c', 'e2'));
    expect(held(on, 'a', 'b', 'c')).toEqual(['a', 'b', 'c']);
    expect(on.get('ics en', 'a')).toBeUndefined();
    on.forget(changed(['a']));
    on.forget(changed([], ['e2']));
    expect(held(on, 'a', 'b', 'c')).toEqual(['b']);
    on.forget(EVERYTHING);
    expect([on.count, on.bytes]).toEqual([0, 0]);
  });

  it('has a session in each format and language by itself, and the latest there is', () => {
    const on = shelf();
    const [first, second] = [Buffer.from('first'), Buffer.from('second')];
    const reading = on.reading();
    reading.put('ics uk', { ...piece('a'), bytes: first });
    reading.put('ics en', { ...piece('a'), bytes: first });
    reading.put('ics uk', { ...piece('a'), bytes: second });
    expect([on.get('ics uk', 'a'), on.get('ics en', 'a'), on.count]).toEqual([second, first, 2]);
    on.forget(changed([], ['e']));
    expect([on.count, on.bytes]).toEqual([0, 0]);
  });

  it('does not keep what changed while it was read', () => {
    const on = shelf();
    const reading = on.reading();
    on.forget(changed(['a'], ['e2']));
    for (const one of [piece('a', 'e1'), piece('b', 'e1'), piece('c', 'e2')]) reading.put('ics uk', one);
    reading.end();
    expect(held(on, 'a', 'b', 'c')).toEqual(['b']);
    const later = on.reading();
    on.forget(EVERYTHING);
    later.put('ics uk', piece('d'));
    expect(on.get('ics uk', 'd')).toBeUndefined();
  });

  it('holds no more bytes than it may, and lets go what was not used the longest', () => {
    const on = shelf();
    const ids = Array.from({ length: 40 }, (_, at) => `s${at}`);
    for (const id of ids) {
      put(on, piece(id, `e${id}`, 50 * KIB));
      on.get('ics uk', 's0');
    }
    expect(on.bytes).toBeLessThanOrEqual(KIB * KIB);
    expect(on.count).toBe(20);
    expect([on.get('ics uk', 's0'), on.get('ics uk', 's1'), on.get('ics uk', 's39')].map(Boolean)).toEqual([
      true,
      false,
      true,
    ]);
    on.forget(EVERYTHING);
    expect(on.bytes).toBe(0);
  });
});
