export { microsoftGraph } from './microsoft-graph.ts';
