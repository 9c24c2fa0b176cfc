/**
 * The order of the house, lowest floor first: a folder of src/ imports only folders on lower floors, and folders on one
 * floor do not see each other. The files of the highest floor put everything together, so no folder imports them.
 */
const FLOORS = [
  ['platform'],
  ['directory'],
  ['identity'],
  ['plans', 'venues'],
  ['events'],
  ['registration'],
  ['calendar'],
  ['feeds', 'notifications', 'reports'],
  ['web', 'demo'],
  ['cli'],
  ['app.module.ts', 'app.ts', 'main.ts', 'cli.ts'],
];

const isFile = (name) => name.endsWith('.ts');
const pathOf = (name) => (isFile(name) ? `^src/${name.replaceAll('.', '\\.')}$` : `^src/${name}/`);

const floors = FLOORS.flatMap((floor, level) =>
  floor
    .filter((name) => !isFile(name))
    .map((name) => {
      const seen = [...FLOORS.slice(0, level).flat(), name];
      return {
        name: `floor-${name}`,
        comment:
          `src/${name}/ imports only: ${seen.join(', ')}. Tell a higher floor through the outbox; ` +
          'add fields to a lower type from the higher folder.',
        from: { path: pathOf(name) },
        to: { path: '^src/', pathNot: seen.map(pathOf) },
      };
    }),
);

/** Matches files by their name alone; dependency-cruiser has no such rule, but counts of importers match any. */
const file = (name, comment, path, pathNot) => ({
  name,
  comment,
  from: {},
  module: { path, ...(pathNot && { pathNot }), numberOfDependentsLessThan: 100 },
});

const SPEC = '\\.spec\\.ts$';
const SQL = '^node_modules/(drizzle-orm|postgres)/';
/** A rule may end a switch with assertNever, count days, and read addresses; everything else it needs it is given. */
const PURE = ['^url$', '\\.rules\\.ts$', '^src/platform/time/', '^src/platform/refusals/refusal\\.ts$'];

const rules = [
  ...floors,
  file(
    'unlisted-folder',
    'A new top-level folder or file of src/ is given its floor in FLOORS of test/architecture.cjs.',
    '^src/',
    FLOORS.flat().map(pathOf),
  ),
  {
    name: 'rules-are-pure',
    comment: 'x.rules.ts imports types, other rules, and platform/time; what it needs it is given.',
    from: { path: '\\.rules\\.ts$' },
    to: { pathNot: PURE, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'policies-are-pure',
    comment: 'x.policy.ts imports what rules import, other policies, and the Viewer; what it needs it is given.',
    from: { path: '\\.policy\\.ts$' },
    to: {
      pathNot: [...PURE, '\\.policy\\.ts$', '^src/platform/access/viewer\\.ts$'],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'sql-only-in-stores',
    comment: 'SQL stands in x.store.ts, tables in x.tables.ts; call the store.',
    from: { pathNot: ['\\.(store|tables)\\.ts$', '^src/platform/'] },
    to: { path: SQL },
  },
  {
    name: 'resolver-sees-only-lower-types',
    comment:
      'Of another feature a resolver sees x.types.ts, and x.policy.ts for `viewerCan`; a lower use case is called by the own service.',
    from: { path: '^src/([^/]+)/.*\\.resolver\\.ts$' },
    to: {
      path: '^src/',
      pathNot: ['^src/$1/', '^src/platform/', '\\.(types|policy)\\.ts$'],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'resolver-sees-no-tables',
    comment: 'A resolver asks the store; tables are for SQL.',
    from: { path: '\\.resolver\\.ts$' },
    to: { path: '\\.tables\\.ts$', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'resolver-only-in-modules',
    comment:
      'A resolver is only listed by its module, or by the list that its folder gives it (and by the schema printer); what is shared is no resolver.',
    from: { pathNot: ['\\.(module|providers)\\.ts$', '^src/cli/schema[^/]*\\.ts$'] },
    to: { path: '\\.resolver\\.ts$' },
  },
  {
    name: 'tables-see-only-tables',
    comment: 'drizzle-kit loads x.tables.ts alone, so at run time: drizzle-orm, lower tables and platform/db.',
    from: { path: '\\.tables\\.ts$' },
    to: {
      pathNot: ['^node_modules/drizzle-orm/', '\\.tables\\.ts$', '^src/platform/db/'],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'tables-know-no-use-case',
    comment:
      'The type of a column comes from rules or from platform (Id, Instant), not from what is built on the table.',
    from: { path: '\\.tables\\.ts$' },
    to: { path: '\\.(store|service|policy|types|resolver|module)\\.ts$' },
  },
  {
    name: 'luxon-only-in-time',
    comment: 'One place knows the time library, so that clocks, zones and their traps are tested there.',
    from: { pathNot: '^src/platform/time/' },
    to: { path: ['^node_modules/luxon/', '^node_modules/@types/luxon/'] },
  },
  {
    name: 'recurrence-library-only-in-time',
    comment: 'One file expands recurrence rules, bounded and without zones; ask it for the dates.',
    from: { pathNot: '^src/platform/time/recurrence\\.ts$' },
    to: { path: '^node_modules/(rrule-temporal|temporal-spec)/' },
  },
  {
    name: 'calendar-library-only-in-calendar',
    comment: 'One folder knows the calendar library and its traps; feeds/ and notifications/ ask it.',
    from: { pathNot: '^src/calendar/' },
    to: { path: '^node_modules/ical-generator/' },
  },
  {
    name: 'no-circular-files',
    comment: 'Files form a tree, by their types too: put what both need into a third, lower one.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-circular-folders',
    scope: 'folder',
    comment: 'Folders form a tree as well: move what both need into a folder below them.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphans',
    comment: 'Nobody imports this file and it imports nothing: import it or delete it.',
    from: { orphan: true },
    to: {},
  },
  file(
    'no-barrels',
    'Import from the file that has the thing; an index.ts hides which.',
    '^src/(?:.*/)?index\\.[cm]?[jt]sx?$',
  ),
  file(
    'no-empty-names',
    'util, helper, common, manager and base say nothing: name the file or folder after what it knows.',
    '^src/.*(?:[/._-](?:utils?|helpers?|commons?|managers?|base)(?![A-Za-z])|[a-z](?:Utils?|Helpers?|Commons?|Managers?|Base)(?![a-z]))',
  ),
  {
    name: 'src-imports-only-src',
    comment: 'The program does not know its tests, scripts, samples and pages.',
    from: {},
    to: { pathNot: '^src/', dependencyTypes: ['local'] },
  },
  {
    name: 'no-dev-dependencies',
    comment: 'A package in devDependencies is absent in production: move it to dependencies.',
    from: { pathNot: SPEC },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no-unlisted-packages',
    comment: 'A package that is used stands in package.json.',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  { name: 'not-resolvable', comment: 'There is no such file or package.', from: {}, to: { couldNotResolve: true } },
];

module.exports = {
  forbidden: rules.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json', '.d.ts'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
