import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { invalidInput } from '../faults/fault.ts';

const LARGEST_PAGE = 100;
const USUAL_PAGE = 20;

/** Arguments of a list by the Relay cursor connections specification, forwards only. */
@ArgsType()
export class PageArguments {
  @Field(() => Int, { defaultValue: USUAL_PAGE, description: `How many to answer, 1 to ${LARGEST_PAGE}.` })
  first: number = USUAL_PAGE;

  @Field(() => String, {
    nullable: true,
    description: 'Opaque cursor of the edge after which to go on: `pageInfo.endCursor` of the page before.',
  })
  after?: string | null;
}

@ObjectType({ description: 'Where a page of a list stands, by the Relay cursor connections specification.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'True when more follow after this page.' })
  hasNextPage: boolean;

  @Field(() => Boolean, {
    description: 'True when the page was asked for after a cursor: lists are read forwards only.',
  })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null on an empty page.' })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last edge; null on an empty page.' })
  endCursor: string | null;
}

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly pageInfo: PageInfo;
}

/** A page as a store reads it: at most `limit` rows, of which the last only tells that more follow. */
export interface PageWindow<Key> {
  readonly limit: number;
  readonly after: Key | null;
}

/** Tells whether a part of a cursor has the form its list orders by; a forged one must not reach the database. */
export type KeyPart = (text: string) => boolean;

/** Reads `first` and `after`; throws BAD_USER_INPUT on a page over the limit or a cursor of another list. */
export function readPage<Key extends readonly string[]>(
  page: PageArguments,
  parts: { readonly [At in keyof Key]: KeyPart },
): PageWindow<Key> {
  if (page.first < 1 || page.first > LARGEST_PAGE) {
    throw invalidInput(`first must be from 1 to ${LARGEST_PAGE}`, { argument: 'first' });
  }
  return { limit: page.first + 1, after: page.after == null ? null : readCursor<Key>(page.after, parts) };
}

/** Makes the connection of the rows a store read for `readPage`; `keyOf` is what the store orders by, the id last. */
export function connectionOf<Node>(
  rows: readonly Node[],
  page: PageArguments,
  keyOf: (row: Node) => readonly string[],
): Connection<Node> {
  const edges = rows.slice(0, page.first).map((node) => ({ cursor: writeCursor(keyOf(node)), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > page.first,
      hasPreviousPage: page.after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function writeCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function readCursor<Key extends readonly string[]>(cursor: string, parts: readonly KeyPart[]): Key {
  const bad = invalidInput('after is no cursor of this list', { argument: 'after' });
  if (cursor.length > 4_000) throw bad;
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw bad;
  }
  if (!Array.isArray(key) || key.length !== parts.length) throw bad;
  if (!parts.every((fits, at) => typeof key[at] === 'string' && isStorable(key[at]) && fits(key[at]))) throw bad;
  return key as unknown as Key; // each part was checked above
}

/** Postgres takes any text but these. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** What a page costs: its rows, each at the cost of what is asked of one. */
export function pageCost({ args, childComplexity }: { args: { first?: number }; childComplexity: number }): number {
  return 1 + Math.min(Math.max(args.first ?? USUAL_PAGE, 1), LARGEST_PAGE) * Math.max(childComplexity, 1);
}

/** What a list without pages costs, of which so many rows are usual. */
export const listCost =
  (rows: number) =>
  ({ childComplexity }: { childComplexity: number }): number =>
    1 + rows * childComplexity;

/** Makes the connection and edge types of a node type; each feature names its own. */
export function connectionTypes<Node>(node: Type<Node>, name: string) {
  @ObjectType(`${name}Edge`, { description: `One ${name} in a list, with its cursor.` })
  class NodeEdge {
    @Field({ description: 'Opaque cursor of this edge, stable while the list keeps its order.' })
    cursor: string;

    @Field(() => node, { description: `The ${name} itself.` })
    node: Node;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}, by the Relay specification.` })
  class NodeConnection {
    @Field(() => [NodeEdge], { description: 'The edges of this page, in the order of the list.' })
    edges: NodeEdge[];

    @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
    pageInfo: PageInfo;
  }
  return NodeConnection;
}

/** For a cursor part that is a whole number. */
export function isNumberText(text: string): boolean {
  return /^-?\d{1,9}$/.test(text);
}
