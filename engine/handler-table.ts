import type { CallbackHandler, Handler } from './authoring-types.ts';
import { checkId } from './ids.ts';
import { jsonFault } from './json-fault.ts';
import { show, type Problems } from './problems.ts';
import type { Json } from './json.ts';
import type { CallbackSpec } from './spec.ts';

const CALLBACK_KEYS = ['handler', 'arguments'];

/** The functions of a DAG by the names under which the spec and its workers know them. */
export class HandlerTable {
  readonly #handlers = new Map<string, Handler>();

  get all(): ReadonlyMap<string, Handler> {
    return this.#handlers;
  }

  /** One name means one function; the same function may serve many tasks. */
  register(problems: Problems, name: string, handler: Handler): void {
    checkId(problems, 'handler name', name);
    const other = this.#handlers.get(name);
    if (other !== undefined && other !== handler) {
      problems.add(
        'DUPLICATE_HANDLER',
        `two different functions go by the handler name '${name}'.`,
        `Rename one, or give it another name: { handler: '…' }.`,
      );
    }
    this.#handlers.set(name, handler);
  }

  /** Reads one callback option or a list of them. */
  callbacks(problems: Problems, what: string, option: unknown): CallbackSpec[] {
    if (option === undefined) return [];
    const list: unknown[] = Array.isArray(option) ? option : [option];
    return list.flatMap((item) => this.#callback(problems, what, item) ?? []);
  }

  #callback(problems: Problems, what: string, option: unknown): CallbackSpec | undefined {
    const given = typeof option === 'function' ? { handler: option } : option;
    if (!problems.checkKeys(what, given, CALLBACK_KEYS)) return undefined;
    const { handler, arguments: extra } = given;
    if (typeof handler !== 'function' || handler.name === '') {
      problems.add(
        'BAD_VALUE',
        `${what} has the handler ${show(handler)}.`,
        'Give a function that has a name.',
      );
      return undefined;
    }
    this.register(problems, handler.name, handler as CallbackHandler);
    if (extra === undefined) return { handler: handler.name };
    const fault = jsonFault(extra);
    if (fault !== undefined)
      problems.add('BAD_VALUE', `the arguments of ${what}${fault}.`, 'Give a JSON value.');
    return { handler: handler.name, arguments: extra as Json };
  }
}
