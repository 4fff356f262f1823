import type { IConstruct } from 'constructs';

/**
 * Run every construct's own validation, as cdk8s does before it writes.
 * @throws Error with all messages
 */
export function validateTree(root: IConstruct): void {
  const errors = root.node
    .findAll()
    .flatMap(({ node }) => node.validate().map((message) => `[${node.path}] ${message}`));
  if (errors.length > 0) {
    throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
  }
}
