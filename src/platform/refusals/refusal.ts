/**
 * An expected no. A plain value made by the rules, returned by the use case, and a member of the mutation's union.
 * `kind` is the name of its GraphQL type; `message` says in the viewer's language what to do next.
 */
export interface Refusal<Kind extends string = string> {
  readonly kind: Kind;
  readonly message: string;
}

export function isRefusal(value: unknown): value is Refusal {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    'message' in value &&
    typeof value.kind === 'string' &&
    typeof value.message === 'string'
  );
}
