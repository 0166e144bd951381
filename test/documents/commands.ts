import type { Command } from 'commander';

/** Every call of `tradewind` in a Markdown page: in code spans and in blocks of shell. */
export function callsIn(page: string): string[] {
  const spans = [...page.matchAll(/`(?:npx )?tradewind ([^`\n]+)`/g)];
  const lines = [...page.matchAll(/^(?:npx )?tradewind ([^#\n|]+)/gm)];
  return [...spans, ...lines].map(([, call = '']) => call.trim());
}

/** What of a call the command line does not know; undefined when it knows all of it. */
export function unknownPart(program: Command, call: string): string | undefined {
  const words = call.split(/[\s[\]]+/).filter((word) => word !== '');
  let command = program;
  for (const word of words) {
    const next = command.commands.find((candidate) => candidate.name() === word);
    if (next === undefined) break;
    command = next;
  }
  if (command === program) return `command '${words[0] ?? ''}'`;
  const wanted = words.filter((word) => word.startsWith('-'));
  const missing = wanted.find(
    (word) => !command.options.some(({ long, short }) => [long, short].includes(word)),
  );
  return missing === undefined ? undefined : `option '${missing}' of '${command.name()}'`;
}
