import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

// The machine's clock and zone must decide nothing, so that an answer is the same under any TZ and can be tested.
const date = {
  name: 'Date',
  message: 'Only src/platform/time touches Date. Inject Clock and call now(), or use the functions of platform/time.',
};

const luxon = {
  name: 'luxon',
  message: 'Luxon is imported only in src/platform/time. Use the functions of platform/time, or add one there.',
};

const envImports = ['process', 'node:process'].map((name) => ({
  name,
  importNames: ['env'],
  message: 'Settings are read and checked once, in src/platform/config. Inject Config.',
}));

const env = [
  {
    object: 'process',
    property: 'env',
    message: 'Settings are read and checked once, in src/platform/config. Inject Config.',
  },
  { object: 'globalThis', property: 'process', message: 'Write process, so that the ban of process.env sees it.' },
];

const noDefaultExport = [
  'ExportDefaultDeclaration',
  "ExportSpecifier[exported.name='default']",
  "ExportNamedDeclaration[source] ExportSpecifier[local.name='default']",
].map((selector) => ({ selector, message: 'Export by name: a default export has another name in every file.' }));

const noThrow = [
  {
    selector: 'ThrowStatement',
    message: 'A rule or a policy throws nothing: an expected no is a Refusal, returned as a value.',
  },
];

/** The type of such a parameter is emitted as Object, and the validation of its class then checks nothing. */
const noVagueArgument = {
  selector: "Identifier:has(Decorator CallExpression[callee.name='Args']) TSUnionType > TSTypeReference",
  message: 'Write `input?: Class`: of a union with null the validation pipe does not learn the class.',
};

const noCatch = ['TryStatement', "CallExpression[callee.property.name='catch']"].map((selector) => ({
  selector,
  message: 'A resolver catches nothing: a Refusal comes back as a value, a fault goes to formatError.',
}));

/**
 * `import type` on an injected class compiles, and then Nest cannot resolve the parameter: the type is gone from
 * design:paramtypes. consistent-type-imports stays silent in files with decorators, so nothing else would tell.
 */
const injectedValueImport = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      erased:
        "'{{name}}' is injected but imported by 'import type', so it is erased and Nest cannot find it. " +
        'Import the class as a value, or mark the parameter with @Inject(TOKEN).',
    },
  },
  create(context) {
    return {
      "ClassDeclaration > ClassBody > MethodDefinition[kind='constructor']"(constructor) {
        if (constructor.parent.parent.decorators.length === 0) return;
        for (const parameter of constructor.value.params) {
          const target = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
          const type = target.typeAnnotation?.typeAnnotation;
          if (parameter.decorators.length > 0 || type?.type !== 'TSTypeReference') continue;
          if (type.typeName.type !== 'Identifier') continue;
          const { name } = type.typeName;
          let scope = context.sourceCode.getScope(constructor);
          while (scope && !scope.set.has(name)) scope = scope.upper;
          const definition = scope?.set.get(name).defs.find(({ type: kind }) => kind === 'ImportBinding');
          if (!definition) continue;
          const erased = definition.parent.importKind === 'type' || definition.node.importKind === 'type';
          if (erased) context.report({ node: type, messageId: 'erased', data: { name } });
        }
      },
    };
  },
};

export default defineConfig(
  { ignores: ['dist/', 'var/', 'coverage/', 'drizzle/', '.drizzle-check/', 'web/', 'test/gold/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  js.configs.recommended,

  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { zakhid: { rules: { 'injected-value-import': injectedValueImport } } },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        {
          // `default: assertNever(kind)` is welcome, but does not excuse a kind left out above it.
          allowDefaultCaseForExhaustiveSwitch: true,
          considerDefaultExhaustiveForUnions: false,
          requireDefaultForNonUnion: true,
        },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-dynamic-delete': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
      '@typescript-eslint/no-mixed-enums': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-boolean-literal-compare': 'error',
      '@typescript-eslint/no-unnecessary-template-expression': 'error',
      '@typescript-eslint/no-useless-constructor': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'zakhid/injected-value-import': 'error',
    },
  },
  {
    // Two habits of tests that the rules would forbid without gain: `list[0]!` and stubs that are async for the type.
    files: ['test/**/*.ts', 'src/**/*.spec.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/require-await': 'off' },
  },

  {
    files: ['src/**/*.ts', 'test/**/*.{ts,js,cjs}'],
    rules: { 'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }] },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', { globals: [date], checkGlobalObject: true }],
      'no-restricted-imports': ['error', { paths: [luxon, ...envImports] }],
      'no-restricted-properties': ['error', ...env],
      'no-restricted-syntax': ['error', ...noDefaultExport],
    },
  },
  {
    files: ['src/**/*.rules.ts', 'src/**/*.policy.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noDefaultExport, ...noThrow] },
  },
  {
    files: ['src/**/*.resolver.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noDefaultExport, ...noCatch, noVagueArgument] },
  },
  {
    files: ['src/platform/time/**/*.ts'],
    rules: { 'no-restricted-globals': 'off', 'no-restricted-imports': ['error', { paths: envImports }] },
  },
  {
    files: ['src/platform/config/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [luxon] }], 'no-restricted-properties': 'off' },
  },
  { files: ['src/cli.ts', 'src/cli/**/*.ts'], rules: { 'no-console': 'off' } },

  {
    files: ['**/*.{js,cjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          ...['AbortController', 'AbortSignal', 'Buffer', 'TextDecoder', 'TextEncoder', 'URL', 'URLSearchParams'],
          ...['clearInterval', 'clearTimeout', 'console', 'fetch', 'performance', 'process', 'queueMicrotask'],
          ...['setImmediate', 'setInterval', 'setTimeout', 'structuredClone'],
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { __dirname: 'readonly', module: 'writable', require: 'readonly' },
    },
  },
);
