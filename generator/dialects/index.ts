export { apiBlueprint } from './api-blueprint.ts';
export { microsoftGraph } from './microsoft-graph.ts';
export { plainMarkdown } from './plain-markdown.ts';
