import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'yaml/unrendered-template',
  kinds: [],
  consequence: 'advice',
  preset: 'server',
  summary: 'A template is rendered before it is linted',
  why: 'Before its actions are carried out it is no YAML, so that nothing can be said of it: mistakes in the file go unnoticed.',
  remedy: 'Render it first: `helm template … | cnpg-lint -`.',
  exceptions: [
    'Blocks in Markdown.',
    'Files that are YAML all the same, since their actions stand in quotes, are linted; what the actions yield is unknown.',
  ],
  references: ['https://helm.sh/docs/helm/helm_template/'],

  checkSource(source) {
    const { template } = source.reading;
    if (!template) return undefined;
    const action = source.file.text.slice(template.start, template.end);
    return { at: { source, range: template }, message: `The file is a template ("${action}") and has been skipped` };
  },
});
