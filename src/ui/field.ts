/** What every control of a form can say of itself. */
export interface FieldProps {
  name: string;
  label: string;
  /** Says 必須 or なくてかまいません beside the label; nothing where a form has one plain field. */
  need?: 'required' | 'optional' | undefined;
  hint?: string | undefined;
  error?: string | undefined;
  /** Where two forms of a page use the same name. */
  id?: string | undefined;
}

/** Of a group of controls, named by its legend. */
export type GroupProps = Omit<FieldProps, 'label'> & { legend: string };

/** The ids of what describes a control, as FieldNotes gives them. */
export const describedBy = (
  id: string,
  { hint, error }: Pick<FieldProps, 'hint' | 'error'>,
): string | undefined =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
