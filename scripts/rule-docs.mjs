// Writes docs/rules/ from the tables of rules: a page for each area, and an index. With --check it only
// compares, and fails when a page is not current. Usage: node scripts/rule-docs.mjs [--check]
// (after `npm run build`)
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const lib = process.env.COMPILED ?? join(root, 'lib');
const { checkTexts } = require(join(lib, 'src/check/check-rules.js'));
const { ruleTexts } = require(join(lib, 'src/cli/rule-texts.js'));

const folder = join(root, 'docs', 'rules');

const AREAS = [
  ['file', 'Files', 'What is found while files are read, and about what is allowed in them.'],
  [
    'schema',
    'Schemas',
    'What the API server would refuse by the schema of a kind: structure, values, and the rules in CEL that custom resources carry.',
  ],
  ['istio-validation', "Istio's validation", "What Istio's webhook would refuse or warn of."],
  [
    'istio-analysis',
    "Istio's analysis",
    'What `istioctl analyze` would say, under its own codes beside ours, and where `check` knows more.',
  ],
  [
    'traffic',
    'Traffic',
    'Who would get what: told by the routing model, for every kind of caller.',
  ],
  ['hygiene', 'Release hygiene', 'What makes a canary release fail though every object is valid.'],
  ['transition', 'Transitions', 'What can go wrong on the way from one state to the next.'],
  ['flagger', 'Flagger', 'What is wrong in a Canary of Flagger.'],
  ['plan', 'Plans', 'What the compiler says about a release plan and the objects beside it.'],
];

const checked = new Set(checkTexts);
const rules = [
  ...checkTexts,
  ...ruleTexts.filter((text) => !checked.has(text)).map((text) => ({ ...text, area: 'plan' })),
];
const pages = new Map([['README.md', indexPage()]]);
for (const [area, title, about] of AREAS) {
  const own = rulesOf(area);
  if (own.length > 0) pages.set(`${area}.md`, areaPage(title, about, own));
}
if (process.argv.includes('--check')) compare();
else write();

function rulesOf(area) {
  return rules.filter((rule) => rule.area === area).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function indexPage() {
  const lines = [
    '# Rules',
    '',
    'Made from the tables of rules by `node scripts/rule-docs.mjs`. `cdk8s-canary explain <rule>` prints the same text.',
  ];
  for (const [area, title, about] of AREAS) {
    const own = rulesOf(area);
    if (own.length === 0) continue;
    lines.push('', `## [${title}](${area}.md)`, '', about, '');
    lines.push('| rule | severity | what holds |', '| --- | --- | --- |');
    for (const { id, severity, title: holds } of own) {
      lines.push(`| [\`${id}\`](${area}.md#${id}) | ${severity} | ${cell(holds)} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function areaPage(title, about, own) {
  const lines = [`# ${title}`, '', about];
  for (const { id, severity, title: holds, why, fix } of own) {
    lines.push(
      '',
      `## ${id}`,
      '',
      `_${severity}_: ${text(holds)}`,
      '',
      text(why),
      '',
      `**Fix:** ${text(fix)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** Angle brackets and stars would be markup. */
function text(value) {
  return value.replace(/[<>*_]/g, (sign) => `\\${sign}`);
}

function cell(value) {
  return text(value).replaceAll('|', '\\|');
}

function compare() {
  const present = readdirSync(folder);
  const stale = [...pages].filter(
    ([name, page]) => !present.includes(name) || readFileSync(join(folder, name), 'utf8') !== page,
  );
  const extra = present.filter((name) => !pages.has(name));
  for (const name of [...stale.map(([page]) => page), ...extra]) {
    console.error(`docs/rules/${name} is not current; run: node scripts/rule-docs.mjs`);
    process.exitCode = 1;
  }
}

function write() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, page] of pages) writeFileSync(join(folder, name), page);
  console.log(`docs/rules: ${rules.length} rules on ${pages.size} pages`);
}
