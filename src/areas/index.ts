export {
  fullName,
  isAreaCode,
  type Area,
  type AreaKind,
  type Prefecture,
  type Vicinity,
} from './area.ts';
export { readAreaQuery, type AreaQuery } from './area-query.ts';
export { romanName } from './roman.ts';
