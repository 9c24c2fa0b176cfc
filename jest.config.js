// A zone far from Kyiv's, with daylight saving of its own: a slip into the machine's zone shows.
process.env.TZ = 'Pacific/Chatham';

export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  transform: {
    '/node_modules/(drizzle-orm/.+|graphql/jsutils/instanceOf)\\.js$': '<rootDir>/test/quick-globals.js',
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2024',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
        },
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!drizzle-orm/|graphql/jsutils/instanceOf\\.js$)'],
  globalSetup: '<rootDir>/test/global-setup.ts',
  globalTeardown: '<rootDir>/test/global-teardown.ts',
  reporters: ['default', '<rootDir>/test/reporter.js'],
  testTimeout: 30_000,
  maxWorkers: 2,
  // Modules of a spec that has ended are never let go.
  workerIdleMemoryLimit: '1GB',
};
