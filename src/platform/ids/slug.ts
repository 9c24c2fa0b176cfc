const SHAPE = /^[a-z0-9-]{1,200}$/;

/** True for text in the form of a slug: no other finds anything, and some Postgres would answer with an error of its own. */
export function isSlug(text: string): boolean {
  return SHAPE.test(text);
}
