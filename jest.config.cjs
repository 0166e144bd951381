/* Three speeds: `unit` needs no server; `integration` shares one embedded stack per run (test/support/global-setup.ts). */
const transform = {
  '^.+\\.[tj]s$': [
    '@swc/jest',
    {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
    },
  ],
};
const common = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform,
  // These packages ship ES modules only; jest runs CommonJS, so they are transformed too.
  transformIgnorePatterns: [
    '/node_modules/(?!(p-limit|yocto-queue|@noble/hashes|croner|thrift/node_modules/uuid|uuid)/)',
  ],
  modulePathIgnorePatterns: ['<rootDir>/.tradewind/'],
};
module.exports = {
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['\\.integration\\.test\\.ts$', '\\.e2e\\.test\\.ts$'],
    },
    {
      ...common,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/**/*.integration.test.ts', '<rootDir>/test/**/*.e2e.test.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
};
