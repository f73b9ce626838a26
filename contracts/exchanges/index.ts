export { har } from './har.ts';
export { wiremock } from './wiremock.ts';
