import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { reasonOf } from '../stack-error.ts';
import { requireSha256 } from './checksum.ts';
import { downloadFile } from './download.ts';
import type { JarPin } from './pins.ts';
import { runCommand } from './run-command.ts';

const MAVEN_CENTRAL = 'https://repo1.maven.org/maven2';

export const jarFile = (jar: JarPin): string => `${jar.artifact}-${jar.version}.jar`;

/**
 * Fetches jars from Maven Central, directly, or by Maven where that fails and Maven is there: it knows the
 * mirrors and proxies of its user.
 * @throws Error with the reasons of both, or when a sum differs
 */
export async function installJars(
  jars: readonly JarPin[],
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await downloadJars(jars, folder, signal);
  } catch (direct) {
    signal?.throwIfAborted();
    try {
      await copyByMaven(jars, folder);
    } catch (maven) {
      throw new Error(`${reasonOf(direct)}; and by Maven: ${reasonOf(maven)}`, { cause: maven });
    }
  }
  for (const jar of jars) await requireSha256(join(folder, jarFile(jar)), jar.sha256, jarFile(jar));
}

async function downloadJars(jars: readonly JarPin[], folder: string, signal?: AbortSignal): Promise<void> {
  const limit = pLimit(4);
  await Promise.all(
    jars.map((jar) =>
      limit(() => {
        const path = `${jar.group.replaceAll('.', '/')}/${jar.artifact}/${jar.version}/${jarFile(jar)}`;
        return downloadFile(`${MAVEN_CENTRAL}/${path}`, join(folder, jarFile(jar)), signal);
      }),
    ),
  );
}

const dependency = (jar: JarPin): string =>
  `<dependency><groupId>${jar.group}</groupId><artifactId>${jar.artifact}</artifactId><version>${jar.version}</version></dependency>`;

async function copyByMaven(jars: readonly JarPin[], folder: string): Promise<void> {
  const pom = join(folder, 'pom.xml');
  await writeFile(
    pom,
    `<project><modelVersion>4.0.0</modelVersion><groupId>tradewind</groupId><artifactId>servers</artifactId><version>1</version><dependencies>${jars.map(dependency).join('')}</dependencies></project>\n`,
  );
  await runCommand(
    'mvn',
    [
      '-q',
      '-B',
      '-f',
      pom,
      'dependency:copy-dependencies',
      '-DexcludeTransitive',
      `-DoutputDirectory=${folder}`,
    ],
    { timeoutSeconds: 300 },
  );
}
