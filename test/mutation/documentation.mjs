/* What a rule says of itself is documentation, which the generated pages show; its messages stay mutated. */
const prose = new Set(['summary', 'why', 'remedy', 'exceptions', 'references', 'description']);

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'documentation',
    value: {
      shouldIgnore({ node, parentPath }) {
        const isProse = node.type === 'ObjectProperty' && prose.has(node.key.name) && isDeclaration(parentPath);
        return isProse ? 'documentation of a rule' : undefined;
      },
    },
  },
];

/** Whether an object is the argument of `defineRule` or lies in it. */
function isDeclaration(path) {
  return path?.findParent(({ node }) => node.type === 'CallExpression')?.node.callee.name === 'defineRule';
}
