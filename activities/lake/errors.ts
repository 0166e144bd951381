import type { DataFile } from './data-file.ts';

/** A committed file is not what its manifest says: truncated, replaced, or damaged on the way. */
export class DataFileDamaged extends Error {
  override readonly name = 'DataFileDamaged';

  constructor(bucket: string, file: DataFile, found: { readonly bytes: number; readonly sha256: string }) {
    const said = `${file.bytes} bytes with SHA-256 ${file.sha256.slice(0, 12)}…`;
    super(
      `s3://${bucket}/${file.key} has ${found.bytes} bytes with SHA-256 ${found.sha256.slice(0, 12)}…, its manifest says ${said}. ` +
        'Restore the file from a copy, or run the logical date that wrote it again.',
    );
  }
}

/** A committed file is gone. */
export class DataFileMissing extends Error {
  override readonly name = 'DataFileMissing';

  constructor(bucket: string, file: DataFile, cause: unknown) {
    super(
      `s3://${bucket}/${file.key} is in its manifest but not in the store: somebody deleted it. ` +
        'Restore the file from a copy, or run the logical date that wrote it again.',
      { cause },
    );
  }
}
