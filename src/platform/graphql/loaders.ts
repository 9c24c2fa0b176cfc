import DataLoader from 'dataloader';
import type { Reader } from '../db/database.ts';

type Batch<Key extends string, Row> = (reader: Reader, keys: readonly Key[]) => Promise<ReadonlyMap<Key, Row>>;

/** Loaders live as long as the context of their request. */
const loaders = new WeakMap<object, Map<unknown, DataLoader<string, unknown>>>();

/**
 * Asks for one row by key; what is asked for in the same tick of one request becomes one query, so that a list's query
 * count does not grow with its length. `batch` names the loader: pass a store's function itself, not one made anew.
 */
export function load<Key extends string, Row>(
  context: object,
  reader: Reader,
  batch: Batch<Key, Row>,
  key: Key,
): Promise<Row | undefined> {
  let ofRequest = loaders.get(context);
  if (!ofRequest) {
    ofRequest = new Map<unknown, DataLoader<string, unknown>>();
    loaders.set(context, ofRequest);
  }
  let loader = ofRequest.get(batch) as DataLoader<Key, Row | undefined> | undefined;
  if (!loader) {
    loader = new DataLoader<Key, Row | undefined>(
      async (keys) => {
        const rows = await batch(reader, keys);
        return keys.map((one) => rows.get(one));
      },
      { maxBatchSize: 1_000 },
    );
    ofRequest.set(batch, loader);
  }
  return loader.load(key);
}

/** Forgets what was read: after a mutation of the same request it may be otherwise. */
export function forgetLoaded(context: object): void {
  loaders.delete(context);
}
