// Inside jest each mention of a global asks the sandbox, far slower than a name of the module's own. Drizzle mentions
// `Object` for every word of every statement it builds, graphql-js `Symbol` for every type it looks at, so these modules
// are given such names: the suite takes a third less time.
const OWN_NAMES = 'const { Object, Symbol } = globalThis;';

export default {
  process: (code) => ({ code: OWN_NAMES + code }),
};
