/** A phone line as the shell shows it, in the language of the page. */
export interface PhoneLine {
  name: string;
  number: string;
  /** tel: address */
  href: string;
  /** Hours, fee, that it may be hard to reach. */
  note: string;
}

export interface PhoneLines {
  emergency: PhoneLine[];
  /** Open all night. */
  night: PhoneLine[];
}
