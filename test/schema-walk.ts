// Every field that can be reached from some root, asked for: what tests of secrecy read.
import {
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isObjectType,
} from 'graphql';

/** A field of the query with its arguments, and how it is reached. */
export interface Root {
  readonly field: string;
  /** `(id: "…")`, or nothing. */
  readonly args: string;
}

interface Step {
  /** `a { b {`, to be closed again. */
  readonly opening: string;
  readonly depth: number;
  readonly type: GraphQLNamedType;
}

/** How often the fields of a type are followed further: a second way to it may have another parent behind it. */
const VISITS = 3;

const needsArguments = ({ args }: GraphQLField<unknown, unknown>) =>
  args.some(({ type, defaultValue }) => type.toString().endsWith('!') && defaultValue === undefined);

/** Of lists, a page that holds all there is in the world of a test. */
const argumentsOf = ({ args }: GraphQLField<unknown, unknown>) =>
  args.some(({ name }) => name === 'first') ? '(first: 20)' : '';

/** One query for each way from field to field, with all values at its end; and the fields that were left out. */
export function walk(schema: GraphQLSchema, roots: readonly Root[]): { queries: string[]; leftOut: string[] } {
  const query = schema.getQueryType()?.getFields() ?? {};
  const visits = new Map<string, number>();
  const queries: string[] = [];
  const leftOut = new Set<string>();
  let steps: Step[] = roots.map(({ field, args }) => {
    const type = query[field]?.type;
    if (!type) throw new Error(`there is no query ${field}`);
    return { opening: `${field}${args} {`, depth: 1, type: getNamedType(type) };
  });
  while (steps.length > 0) {
    const next: Step[] = [];
    for (const step of steps) {
      const types = isAbstractType(step.type) ? schema.getPossibleTypes(step.type) : [step.type];
      for (const type of types.filter(isObjectType)) {
        const on = isAbstractType(step.type) ? `... on ${type.name} {` : '';
        const opening = `${step.opening}${on}`;
        const depth = step.depth + (on ? 1 : 0);
        const fields = Object.values(type.getFields());
        for (const field of fields.filter(needsArguments)) leftOut.add(`${type.name}.${field.name}`);
        const open = fields.filter((field) => !needsArguments(field));
        const values = open.filter((field) => isLeafType(getNamedType(field.type)));
        const names = values.map(({ name }) => name).join(' ');
        queries.push(`{ ${opening} __typename ${names} ${'}'.repeat(depth)} }`);
        const visited = visits.get(type.name) ?? 0;
        visits.set(type.name, visited + 1);
        if (visited >= VISITS) continue;
        for (const field of open.filter((one) => !values.includes(one))) {
          const inner = `${opening} ${field.name}${argumentsOf(field)} {`;
          next.push({ opening: inner, depth: depth + 1, type: getNamedType(field.type) });
        }
      }
    }
    steps = next;
  }
  return { queries, leftOut: [...leftOut].sort() };
}
