export { settle, nextStep, type Calling, type Step, type There } from './policy.ts';
