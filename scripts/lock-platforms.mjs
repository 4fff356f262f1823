// Adds to package-lock.json the optional packages of other platforms that npm left out, as it does
// when it could not fetch them or found an installed tree (npm/cli#4828). Without them `npm ci`
// refuses the lock file. Run it after every change of dependencies: `npm run lock`.
import { readFileSync, writeFileSync } from 'node:fs';

const OS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const CPU = [
  ['arm64', /arm64/],
  ['arm', /(^|-)arm(-|$|eabi)/],
  ['x64', /x64/],
  ['ia32', /ia32/],
  ['ppc64', /ppc64/],
  ['s390x', /s390x/],
  ['riscv64', /riscv64/],
  ['loong64', /loong64/],
  ['mips64el', /mips64el/],
  ['wasm32', /wasm32/],
];

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const added = {};
for (const [place, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (isLocked(place, name)) continue;
    if (!/^\d/.test(version)) throw new Error(`${place}: ${name}@${version} is no exact version`);
    added[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(dev ? { dev } : {}),
      optional: true,
    };
  }
}
const packages = Object.entries({ ...lock.packages, ...added });
packages.sort(([left], [right]) => (left < right ? -1 : 1));
lock.packages = Object.fromEntries(packages);
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${Object.keys(added).length} packages of other platforms added to package-lock.json`);

function isLocked(place, name) {
  for (let from = place; ; from = from.slice(0, Math.max(from.lastIndexOf('/node_modules/'), 0))) {
    if (`${from === '' ? '' : `${from}/`}node_modules/${name}` in lock.packages) return true;
    if (from === '') return false;
  }
}

function platformOf(name) {
  const base = name.slice(name.indexOf('/') + 1);
  const os = OS.filter((candidate) => base.includes(candidate));
  const cpu = CPU.filter(([, pattern]) => pattern.test(base))
    .map(([candidate]) => candidate)
    .slice(0, 1);
  if (cpu.length === 0) throw new Error(`${name}: no platform in its name`);
  const libc = /musl/.test(base)
    ? ['musl']
    : /gnu/.test(base) && os[0] === 'linux'
      ? ['glibc']
      : [];
  return { cpu, ...(os.length > 0 ? { os } : {}), ...(libc.length > 0 ? { libc } : {}) };
}
