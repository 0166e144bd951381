import { HttpGaveUp } from '../../connectors/http-client.ts';
import type { FetchContext } from './bronze-context.ts';
import { FailedUnits } from './failed-units.ts';
import { listItems } from './list-items.ts';
import { stageInChunks } from './stage-in-chunks.ts';
import type { StagedPage } from './staged-records.ts';

interface Page {
  readonly category: string;
  readonly page: number;
}

const nameOf = ({ category, page }: Page): string => `${category} page ${page}`;
const padded = (value: number): string => String(value).padStart(4, '0');

export interface FetchedPages {
  /** Pages there are to fetch, and how many of them stayed unreachable. */
  readonly total: number;
  readonly failed: FailedUnits;
  /** Items of all staged pages, repeated ones too. */
  readonly items: number;
}

/** Stages every page of the run's categories that is not staged yet. */
export class PageFetch {
  readonly #context: FetchContext;
  readonly #failed: FailedUnits;
  readonly #staged = new Set<string>();
  readonly #lastPage = new Map<string, number>();
  readonly #tried = new Set<string>();
  #items = 0;

  constructor(context: FetchContext) {
    this.#context = context;
    this.#failed = new FailedUnits('list pages', context.params.maxFailedShare);
  }

  /** @throws BronzeIncomplete when more pages stay unreachable than allowed */
  async run(): Promise<FetchedPages> {
    for await (const page of this.#context.staging.read('pages')) this.#note(page);
    for (const category of this.#context.params.categories) await this.#findLength(category);
    // A list can grow while it is read: then there is more to fetch once its known pages are here.
    for (let units = this.#untried(); units.length > 0; units = this.#untried()) {
      await stageInChunks({
        units,
        fetch: async (page) => this.#fetch(page),
        stop: (error) => this.#context.client.stop(error),
        write: async (first, pages) => this.#write(first, pages),
      });
    }
    const total = this.#wanted().length;
    this.#failed.check(total);
    return { total, failed: this.#failed, items: this.#items };
  }

  /** Asks for the first pages until one answers, which says how many there are. */
  async #findLength(category: string): Promise<void> {
    for (let page = 1; !this.#lastPage.has(category) && page <= this.#pagesOf(category); page += 1) {
      const staged = await this.#fetch({ category, page });
      if (staged !== undefined) await this.#write(staged, [staged]);
    }
  }

  async #fetch({ category, page }: Page): Promise<StagedPage | undefined> {
    this.#tried.add(nameOf({ category, page }));
    try {
      const { body, date, totalPages } = await this.#context.client.list(category, page);
      const staged: StagedPage = { category, page, totalPages, date, body };
      this.#note(staged);
      return staged;
    } catch (error) {
      if (!(error instanceof HttpGaveUp)) throw error;
      this.#failed.add(nameOf({ category, page }), error);
      this.#failed.check(this.#wanted().length);
      return undefined;
    } finally {
      this.#context.report('pages', this.#staged.size, this.#wanted().length);
    }
  }

  #note(page: StagedPage): void {
    this.#items += listItems(page.body).length;
    this.#staged.add(nameOf(page));
    this.#tried.add(nameOf(page));
    // A page that tells of fewer than another did (a cache, a slip of the API) must not cut the list short.
    const known = this.#lastPage.get(page.category) ?? 0;
    this.#lastPage.set(page.category, Math.max(known, page.totalPages));
  }

  /** Named so that chunks sort by category and page. */
  async #write(first: Page, pages: readonly StagedPage[]): Promise<void> {
    const category = padded(this.#context.params.categories.indexOf(first.category));
    const name = `${category}-${padded(first.page)}-${this.#context.chunkSuffix}`;
    await this.#context.staging.write('pages', name, pages);
  }

  /** As many as the run asks for, or as there are. */
  #pagesOf(category: string): number {
    return Math.min(this.#context.params.pagesPerCategory, this.#lastPage.get(category) ?? Infinity);
  }

  #untried(): Page[] {
    return this.#wanted().filter((page) => !this.#tried.has(nameOf(page)));
  }

  #wanted(): Page[] {
    return this.#context.params.categories.flatMap((category) =>
      Array.from({ length: this.#pagesOf(category) }, (_, index) => ({ category, page: index + 1 })),
    );
  }
}
