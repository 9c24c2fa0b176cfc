/** All dates of an answer are looked for at once, so each costs a share of a search only. */
const SHARE_OF_SEARCH = 5;

export function shareOfSearch({
  args,
  childComplexity,
}: {
  readonly args: { readonly first?: number };
  readonly childComplexity: number;
}): number {
  return SHARE_OF_SEARCH + (args.first ?? SHARE_OF_SEARCH) * childComplexity;
}
