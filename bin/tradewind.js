#!/usr/bin/env node
/* The sources are TypeScript and stay so: tsx reads them as they are. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`tradewind needs Node.js 20.19 or later; this is ${process.versions.node}.\n`);
  process.exit(1);
}
// The AWS SDK would print at every command which Node.js it will need next year.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
// The AWS SDK warns of Node versions it will support until 2027 only; ours says the same in package.json.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const { register } = await import('tsx/esm/api');
register();
const { main } = await import('../cli/main.ts');
await main(process.argv);
// Native threads and open channels would keep a failed command alive. What was written is flushed first.
process.stdout.write('', () => process.stderr.write('', () => process.exit()));
