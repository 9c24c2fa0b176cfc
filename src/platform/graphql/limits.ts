import {
  type ASTNode,
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

export interface QueryLimits {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields, inline fragments and spreads, after all fragments are written out. */
  readonly selections: number;
  /** `__schema` and `__type`: what each answers grows with the schema, and tools ask for it once. */
  readonly introspections: number;
}

export type QuerySize = QueryLimits;

const NOTHING: QuerySize = { depth: 0, aliases: 0, directives: 0, selections: 0, introspections: 0 };

/** Refuses a document over a limit, by name, with one error for the first limit it breaks. */
export function limitRule(limits: QueryLimits): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    Document(document) {
      const size = measure(document);
      for (const name of ['depth', 'aliases', 'directives', 'selections', 'introspections'] as const) {
        if (size[name] > limits[name]) {
          context.reportError(
            new GraphQLError(`the query is too large: ${name} ${shown(size[name])}, at most ${limits[name]}`, {
              extensions: { code: 'QUERY_TOO_LARGE', limit: name, most: limits[name] },
            }),
          );
          return false;
        }
      }
      return undefined;
    },
  });
}

function shown(count: number): string {
  return count > Number.MAX_SAFE_INTEGER ? 'beyond counting' : String(count);
}

/** The size of a document with fragments written out: each is measured once, so a bomb of fragments costs nothing here. */
function measure(document: DocumentNode): QuerySize {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, QuerySize | 'measuring'>();

  const ofFragment = (name: string): QuerySize => {
    const known = measured.get(name);
    if (known === 'measuring') return NOTHING; // a circle: a rule of the specification reports it
    if (known) return known;
    const fragment = fragments.get(name);
    if (!fragment) return NOTHING;
    measured.set(name, 'measuring');
    const size = plus(ofSelections(fragment.selectionSet), { ...NOTHING, directives: directivesOf(fragment) });
    measured.set(name, size);
    return size;
  };

  const ofSelections = (set: SelectionSetNode): QuerySize => {
    let total = NOTHING;
    for (const selection of set.selections) {
      const own = { ...NOTHING, directives: directivesOf(selection), selections: 1 };
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        total = plus(total, plus(own, ofFragment(selection.name.value)));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        total = plus(total, plus(own, ofSelections(selection.selectionSet)));
      } else {
        const inner = selection.selectionSet ? ofSelections(selection.selectionSet) : NOTHING;
        // Introspection nests deep by nature; a rule of graphql-js bounds how deep, and whether it is answered is a setting.
        const depth = selection.name.value.startsWith('__') ? 0 : inner.depth + 1;
        const introspections = /^__(schema|type)$/.test(selection.name.value) ? 1 : 0;
        const counted = { ...own, aliases: selection.alias ? 1 : 0, introspections };
        total = plus(total, plus(counted, { ...inner, depth }));
      }
    }
    return total;
  };

  let whole = NOTHING;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    whole = plus(
      whole,
      plus(ofSelections(definition.selectionSet), { ...NOTHING, directives: directivesOf(definition) }),
    );
  }
  // Fragments nobody spreads are still read and checked by the server.
  for (const name of fragments.keys()) if (!measured.has(name)) whole = plus(whole, ofFragment(name));
  return whole;
}

function directivesOf(node: ASTNode & { readonly directives?: readonly unknown[] }): number {
  return node.directives?.length ?? 0;
}

function plus(a: QuerySize, b: QuerySize): QuerySize {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    selections: a.selections + b.selections,
    introspections: a.introspections + b.introspections,
  };
}
