/** A text as an SQL literal. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A list of texts as an SQL literal. */
export const sqlList = (texts: readonly string[]): string => `[${texts.map(sqlText).join(', ')}]`;
