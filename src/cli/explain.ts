import type { Command } from 'commander';
import type { RuleText } from '../finding/rule-text';
import { addVerb } from './add-verb';
import { CliError } from './cli-error';
import { closest } from './describe-choices';
import { EXIT } from './exit-codes';
import { print } from './terminal';

/** Add the verb `explain`: what a rule means and how to fix it. */
export function addExplain(program: Command): void {
  addVerb(program, {
    name: 'explain',
    summary: 'say what a rule means and how to fix it',
    examples: ['cdk8s-canary explain weights-increase', 'cdk8s-canary explain   # all rules'],
    description: 'Says why a rule is there and what to do about its findings, or lists all rules.',
  })
    .argument('[rule]', 'id of the rule, as findings have it in brackets')
    .action(async (id?: string) => {
      const { ruleTexts } = await import('./rule-texts.js');
      print(id === undefined ? formatList(ruleTexts) : formatRule(findRule(ruleTexts, id)));
    });
}

function findRule(texts: readonly RuleText[], id: string): RuleText {
  const text = texts.find((rule) => rule.id === id);
  if (text !== undefined) return text;
  const best = closest(
    id,
    texts.map((rule) => rule.id),
  );
  const message = `no rule '${id}'${best === undefined ? '' : `; did you mean '${best}'?`}`;
  throw new CliError(EXIT.usage, message, "see all rules with 'cdk8s-canary explain'");
}

function formatList(texts: readonly RuleText[]): string {
  const width = Math.max(...texts.map(({ id }) => id.length));
  return texts.map(({ id, title }) => `${id.padEnd(width)}  ${title}`).join('\n');
}

function formatRule({ id, severity, title, why, fix }: RuleText): string {
  return [`${id} (${severity}): ${title}`, '', why, '', `fix: ${fix}`].join('\n');
}
