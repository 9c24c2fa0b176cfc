import { pageCost } from '../../platform/graphql/connection.ts';

interface Asked {
  readonly args: { first?: number };
  readonly childComplexity: number;
}

/** Above the cost of any row: what is counted once for a page stands above it, what each row costs below. */
const ONCE = 1_000_000;

/** Of what is counted over the whole programme: so much, however long the page. */
export const onceCost =
  (own: number) =>
  ({ childComplexity }: { childComplexity: number }): number =>
    ONCE * (own + childComplexity);

/** What a page of the programme costs: its rows, and beside them once what is counted. */
export function programmeCost({ args, childComplexity }: Asked): number {
  return pageCost({ args, childComplexity: childComplexity % ONCE }) + Math.floor(childComplexity / ONCE);
}
